"""One indicator over the years in small panels, one per authority, each read as the large chart of lines is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import polars as pl

from charts.axes import UNLIMITED, blank, heading, tips, years_across
from charts.rows import basis, in_order, labelled, remarks, span, worded
from charts.theme import NUMBER
from charts.trend import BROKEN, reading
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: Final = 4
WIDTH: Final = 190
HEIGHT: Final = 96
_SHOWN: Final = (
    "label",
    "year",
    "value",
    "status",
    "printed",
    "basis",
    "form",
    "flags",
    "median",
    "why",
    "explanation",
)


def panels(
    series: pl.DataFrame,
    *,
    title: str,
    unit: str,
    own: bool = False,
    logarithmic: bool = False,
    number: str = NUMBER,
    columns: int = COLUMNS,
    words: Mapping[str, str] = ENGLISH,
) -> alt.FacetChart | alt.LayerChart:
    """A panel per authority: its line, broken where it has no number, its peers' median, its changes of form.

    Args:
        series: Rows of `analysis.series` as for `charts.trend`, with `median`: what to read the line against, and
            `why`: the sentence on a change of form in that year; both null where there is none.
        title: Printed over the panels.
        unit: Printed under the title.
        own: Each panel has a scale of its own: shapes can be compared, heights cannot, and a note says so.
        logarithmic: Equal distances are equal ratios; a zero has no place there and is counted in a note.
        number: d3 format of the values.
        columns: Panels beside each other.
        words: See `charts.words`.
    """
    rows = _rows(series, words)
    placed = [
        pl.when((pl.col(name) > 0) | pl.lit(not logarithmic)).then(name).alias(name) for name in ("value", "median")
    ]
    drawn = rows.with_columns(placed, lacks=pl.col("value").is_null())
    if drawn.get_column("value").null_count() == rows.height:
        return blank(title, words)
    x = years_across(span(rows.get_column("year")))
    scale = alt.Scale(type="log") if logarithmic else alt.Scale(zero=True)
    axis = alt.Axis(format=number, tickCount=3, domain=False, ticks=False, title=None)
    y = alt.Y("value:Q", scale=scale, axis=axis)
    layered = alt.layer(*_layers(x, y, words, number), data=drawn.select(*_SHOWN, "lacks"))
    labels = in_order(rows.get_column("label"))
    header = alt.Header(title=None, labelAnchor="start", labelFontSize=12, labelPadding=4, labelLimit=UNLIMITED)
    facet = alt.Facet("label:N", sort=labels, title=None, header=header)
    chart = layered.properties(width=WIDTH, height=HEIGHT).facet(facet=facet, columns=columns, spacing=18)
    zeros = drawn.get_column("value").null_count() - rows.get_column("value").null_count()
    chart.title = heading(title, *_notes(rows, unit, words, own=own, zeros=zeros))
    chart.description = reading(rows, title, unit, words)
    resolved: alt.FacetChart = chart.resolve_axis(x="independent").resolve_scale(y="independent" if own else "shared")
    return resolved


def _rows(series: pl.DataFrame, words: Mapping[str, str]) -> pl.DataFrame:
    rows = labelled(series)
    said = rows.with_columns(worded(rows, "status", "status", words), remarks(rows, words), basis(rows))
    missing = [pl.lit(None, pl.String).alias(name) for name in ("explanation", "why") if name not in said.columns]
    return said.with_columns(*missing).select("organ_id", *_SHOWN)


def _layers(x: alt.X, y: alt.Y, words: Mapping[str, str], number: str) -> list[alt.Chart]:
    # All layers of a facet draw from one frame; each takes its rows.
    base: alt.Chart = alt.Chart()
    before, middle = x.copy(), y.copy()
    before["bandPosition"], middle.shorthand = 0, "median:Q"
    broken, missing = (base.transform_filter(test) for test in ("isValid(datum.why)", "datum.lacks"))
    numbers = base.transform_filter("isValid(datum.value)")
    fields = {"label:N": "organ", "year:O": "year", "value:Q": "value", "status:N": "status", "printed:N": "printed"}
    rest = {
        "basis:N": "basis",
        "median:Q": "median",
        "form:N": "form",
        "flags:N": "flags",
        "explanation:N": "explanation",
    }
    gaps = tips({"label:N": "organ", "year:O": "year", "status:N": "status", "flags:N": "flags"}, words)
    return [
        broken.mark_rule(style="break", strokeDash=[4, 3], strokeWidth=1.5).encode(
            x=before, tooltip=tips({"why:N": "why"}, words)
        ),
        base.mark_line(style="note", strokeDash=[6, 4], strokeWidth=1.5, invalid=BROKEN).encode(x=x, y=middle),
        base.mark_line(style="end", invalid=BROKEN).encode(x=x, y=y),
        numbers.mark_point(style="end", size=28, filled=True).encode(
            x=x, y=y, tooltip=tips(fields | rest, words, number)
        ),
        missing.mark_point(style="missing", shape="diamond", size=44, filled=False).encode(
            x=x, y=alt.value(HEIGHT), tooltip=gaps
        ),
    ]


def _notes(rows: pl.DataFrame, unit: str, words: Mapping[str, str], *, own: bool, zeros: int) -> list[str]:
    return [
        word(words, "panels_own" if own else "panels_shared", unit=unit),
        *([word(words, "reference_mark")] if rows.get_column("median").count() else []),
        *([word(words, "break_mark")] if rows.get_column("why").count() else []),
        *([word(words, "missing_mark")] if rows.get_column("value").has_nulls() else []),
        *([word(words, "log_mark", count=zeros)] if zeros else []),
    ]
