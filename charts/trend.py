"""One indicator over the years, a line per authority, broken where there is no number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import polars as pl

from charts.axes import amounts_up, blank, bottom_legend, heading, layered, missing_marks, tips, years_across
from charts.picking import following, pickable
from charts.rows import basis, in_order, labelled, remarks, roll, span, worded
from charts.text import figure
from charts.theme import HEIGHT, NUMBER
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

BROKEN: Final = "break-paths-show-path-domains"
"""Vega-Lite's word for: a null ends the line, and the next number starts a new one."""

EXPLAINED: Final = "✎"


def trend(
    series: pl.DataFrame,
    *,
    title: str,
    unit: str,
    breaks: Sequence[tuple[int, str]] = (),
    focus: Collection[str] = (),
    reference: pl.DataFrame | None = None,
    logarithmic: bool = False,
    number: str = NUMBER,
    height: int = HEIGHT,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A line per authority, a point per number, a hollow mark on the baseline for a year in which some have none.

    The line stops at a missing year and starts again after it; nothing is joined or filled. The numbers stand as they
    come, in the unit of the caller; null is "no number" and the status says why.

    Args:
        series: Rows of `analysis.series`: organ_id, organ, year, value, status, printed, form, flags, and for a rate
            numerator and denominator; a row for every year that was asked for, null where there is no number. Where it
            has a column `explanation`, its sentences are marked over their points.
        title: Printed over the chart.
        unit: Printed on the value axis.
        breaks: First year of a new definition and the sentence that explains it: a dashed rule before that year,
            numbered, and the sentence under the title.
        focus: organ_ids to draw in colour, the others grey and without legend; none means all in colour.
        reference: `year` and `value` of a line to read the others against (the peers' median), dashed and named in a
            note; none where null.
        logarithmic: Equal distances are equal ratios; a zero has no place there and is counted in a note.
        number: d3 format of the values.
        height: Pixels of the plot.
        words: See `charts.words`.
    """
    rows = _rows(series, words)
    has_place = (pl.col("value") > 0) | pl.lit(not logarithmic)
    drawn = rows.with_columns(value=pl.when(has_place).then("value"))
    if drawn.get_column("value").null_count() == rows.height:
        return blank(title, words)
    years = span(rows.get_column("year"))
    shown = [(year, text) for year, text in breaks if year in years[1:]]
    scale = alt.Scale(type="log") if logarithmic else alt.Scale(zero=True)
    x, y = years_across(years), amounts_up("value", unit, number, scale)
    chosen = pl.col("organ_id").is_in(list(focus)) if focus else pl.lit(value=True)
    rest = drawn.filter(~chosen)
    layers = [
        *_breaks(shown, x),
        *([_grey(rest, x, y)] if rest.height else []),
        *([_reference(reference, x, y)] if reference is not None else []),
        *_lines(drawn.filter(chosen), x, y, _tooltip(words, number)),
        *_gaps(rows, x, words),
        *_explained(rows, x, y, words),
    ]
    notes = _notes(rows, shown, rest.get_column("organ_id").n_unique(), words)
    notes += [word(words, "reference_mark")] if reference is not None else []
    zeros = drawn.get_column("value").null_count() - rows.get_column("value").null_count()
    notes += [word(words, "log_mark", count=zeros)] if zeros else []
    return layered(layers, heading(title, *notes), _reading(rows, title, unit, words), height)


def _rows(series: pl.DataFrame, words: Mapping[str, str]) -> pl.DataFrame:
    rows = labelled(series)
    said = rows.with_columns(worded(rows, "status", "status", words), remarks(rows, words), basis(rows))
    if "explanation" not in said.columns:
        said = said.with_columns(explanation=pl.lit(None, pl.String))
    return said.select(
        "organ_id", "organ", "label", "year", "value", "status", "printed", "basis", "form", "flags", "explanation"
    )


def _lines(rows: pl.DataFrame, x: alt.X, y: alt.Y, tooltip: list[alt.Tooltip]) -> list[alt.Chart]:
    labels = in_order(rows.get_column("label"))
    scale = alt.Scale(domain=labels)
    legend = bottom_legend(labels) if len(labels) > 1 else None
    colour = alt.Color("label:N", scale=scale, legend=legend, title=None)
    shape = alt.Shape("label:N", scale=scale, legend=legend, title=None)
    line = alt.Chart(rows).encode(x=x, y=y, detail="organ_id:N", color=colour)
    points = line.encode(shape=shape, tooltip=tooltip).transform_filter("isValid(datum.value)")
    return [following(line.mark_line(invalid=BROKEN)), pickable(points.mark_point(cursor="pointer"))]


def _grey(rows: pl.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    # The small points keep a number visible that stands alone between two gaps.
    alone = alt.OverlayMarkDef(style="rest", size=12)
    line: alt.Chart = alt.Chart(rows).mark_line(style="rest", strokeWidth=1.5, invalid=BROKEN, point=alone)
    return line.encode(x=x, y=y, detail="organ_id:N", tooltip="label:N")


def _reference(reference: pl.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    known = reference.filter(pl.col("value").is_not_null())
    line: alt.Chart = alt.Chart(known).mark_line(style="note", strokeDash=[6, 4], strokeWidth=2)
    return line.encode(x=x, y=y)


def _tooltip(words: Mapping[str, str], number: str) -> list[alt.Tooltip]:
    fields = {"label:N": "organ", "year:O": "year", "value:Q": "value", "status:N": "status", "printed:N": "printed"}
    rest = {"basis:N": "basis", "form:N": "form", "flags:N": "flags", "explanation:N": "explanation"}
    return tips(fields | rest, words, number)


def _explained(rows: pl.DataFrame, x: alt.X, y: alt.Y, words: Mapping[str, str]) -> list[alt.Chart]:
    """A sign over each point whose change a person has explained."""
    known = rows.filter(pl.col("explanation").is_not_null() & pl.col("value").is_not_null())
    if known.is_empty():
        return []
    fields = {"label:N": "organ", "year:O": "year", "explanation:N": "explanation"}
    signs = alt.Chart(known).mark_text(style="note", text=EXPLAINED, dy=-12, fontSize=13)
    return [signs.encode(x=x, y=y, tooltip=tips(fields, words))]


def _gaps(rows: pl.DataFrame, x: alt.X, words: Mapping[str, str]) -> list[alt.Chart]:
    """One hollow mark per year, however many are missing in it; the tooltip names them and their reasons."""
    flagged = pl.when(pl.col("flags") != "").then(pl.format(" ({})", "flags")).otherwise(pl.lit(""))
    reason = pl.format("{}: {}{}", "label", "status", flagged)
    without = rows.filter(pl.col("value").is_null())
    missing = without.group_by("year", maintain_order=True).agg(reason=reason)
    if missing.is_empty():
        return []
    reasons = [roll(names, words) for names in missing.get_column("reason").to_list()]
    marks = missing_marks(missing.with_columns(reason=pl.Series(reasons, dtype=pl.String)))
    return [marks.encode(x=x, y=alt.value("height"), tooltip=tips({"year:O": "year", "reason:N": "missing"}, words))]


def _breaks(shown: Sequence[tuple[int, str]], x: alt.X) -> list[alt.Chart]:
    if not shown:
        return []
    signs = [_sign(at) for at in range(len(shown))]
    rules = pl.DataFrame({"year": [year for year, _ in shown], "why": [why for _, why in shown], "sign": signs})
    before = x.copy()
    before["bandPosition"] = 0
    base = alt.Chart(rules).encode(x=before, tooltip=alt.Tooltip("why:N", title=""))
    return [
        base.mark_rule(style="break", strokeDash=[4, 3], strokeWidth=1.5),
        base.mark_text(style="note", baseline="bottom", dy=-4).encode(y=alt.value(0), text="sign:N"),
    ]


def _sign(at: int) -> str:
    return chr(ord("①") + at)


def _notes(rows: pl.DataFrame, shown: Sequence[tuple[int, str]], rest: int, words: Mapping[str, str]) -> list[str]:
    labels = in_order(rows.get_column("label"))
    return [
        *(labels if len(labels) == 1 else []),
        *(f"{_sign(at)} {why}" for at, (_, why) in enumerate(shown)),
        *([word(words, "missing_mark")] if rows.get_column("value").has_nulls() else []),
        *([word(words, "rest", count=rest)] if rest else []),
        *([word(words, "explained_mark")] if rows.get_column("explanation").is_not_null().any() else []),
    ]


def _reading(rows: pl.DataFrame, title: str, unit: str, words: Mapping[str, str]) -> str:
    known = rows.drop_nulls("value").sort("year", "value", maintain_order=True)
    years = span(rows.get_column("year"))
    count = rows.get_column("organ_id").n_unique()
    last = known.filter(pl.col("year") == pl.col("year").max())
    least, most = last.row(0, named=True), last.row(-1, named=True)
    ends = {"highest": most["label"], "most": figure(most["value"]), "lowest": least["label"]}
    missing = rows.height - known.height
    sentences = [
        word(words, "trend_alt", title=title, unit=unit, first=years[0], last=years[-1], count=count),
        word(words, "trend_alt_end", year=most["year"], least=figure(least["value"]), **ends),
        *([word(words, "trend_alt_missing", count=missing)] if missing else []),
    ]
    return " ".join(sentences)
