"""What a whole is made of: stacked bars, as shares of 100 % or as amounts, over the years or across authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import altair as alt
import polars as pl

from charts.axes import (
    amounts_across,
    amounts_up,
    blank,
    bottom_legend,
    heading,
    layered,
    missing_marks,
    names_down,
    row_step,
    tips,
    years_across,
)
from charts.picking import pickable
from charts.rows import in_order, labelled, remarks, roll, span, worded
from charts.text import figure
from charts.theme import HEIGHT, NUMBER, STEP
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping

SPACIOUS: Final = 9
"""A smaller share, in percent, has no room for its own figure."""

WHOLE: Final = 100

Over = Literal["year", "organ"]
Measure = Literal["share", "value"]


def composition(
    parts: pl.DataFrame,
    *,
    title: str,
    unit: str,
    over: Over = "year",
    measure: Measure = "share",
    number: str = NUMBER,
    step: int = STEP,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A stacked bar per year of one authority, or a lying one per authority in one year.

    A bar with a part that has no number is **not drawn**: a stack without one of its parts would show a false whole.
    A hollow mark stands in its place, and its tooltip names the parts that lack. A part that the form of that year
    does not ask for (status `not_on_form`) is no part of that whole. Nothing has no shares: where all parts are 0,
    there is a mark as well.

    Args:
        parts: Rows of `analysis.composition`, with `part_title` in the reader's language: organ_id, organ, year, part,
            part_title, part_order, value, share (percent), status, flags.
        title: Printed over the chart.
        unit: Printed on the axis of amounts; shares are in %.
        over: What the bars stand for; the frame holds one authority (for "year") or one year (for "organ").
        measure: "share" for bars of 100 %, "value" for amounts.
        number: d3 format of the amounts.
        step: Pixels per authority.
        words: See `charts.words`.

    Raises:
        ValueError: Several authorities are to be drawn over the years, or several years across authorities; or the
            shares of a bar do not add up to 100.
    """
    _check(parts, over)
    rows = _rows(parts, over, measure, words)
    whole = rows.filter(pl.col("asked") & ~pl.col("lacks"))
    if whole.is_empty():
        return blank(title, words)
    bars = in_order(rows.get_column("label"))
    if over == "year":
        axis: alt.X | alt.Y = years_across(span(rows.get_column("year")))
        height: int | alt.Step = HEIGHT
    else:
        axis, height = names_down(bars), row_step(bars, step)
    layers = [*_stacks(whole, axis, _amounts(over, measure, unit, number), words, number), *_gaps(rows, axis, words)]
    fixed = bars[0] if over == "year" else str(rows.item(0, "year"))
    notes = [fixed, *([word(words, "missing_mark")] if rows.get_column("lacks").any() else [])]
    return layered(layers, heading(title, *notes), _reading(rows, over, measure, (title, unit), words), height)


def _check(parts: pl.DataFrame, over: Over) -> None:
    """Refuse what one bar cannot tell apart, and shares that are none."""
    fixed = {"year": "organ_id", "organ": "year"}[over]
    count = parts.get_column(fixed).n_unique()
    if count > 1:
        raise ValueError(f"bars per {over} need a frame with one {fixed}; this one has {count}")
    sums = parts.drop_nulls("share").group_by("organ_id", "year").agg(pl.col("share").sum()).get_column("share")
    if ((sums - WHOLE).abs() > 1e-6).any():  # noqa: PLR2004 - what floating point leaves
        raise ValueError("the shares of a bar are percent and add up to 100; in this frame they do not")


def _rows(parts: pl.DataFrame, over: Over, measure: Measure, words: Mapping[str, str]) -> pl.DataFrame:
    rows = labelled(parts).with_columns(
        asked=pl.col("status") != "not_on_form",
        bar=pl.col("year").cast(pl.String) if over == "year" else pl.col("organ_id"),
        percent=pl.Series([f"{figure(share, 1)} %" for share in parts.get_column("share")], dtype=pl.String),
    )
    lacks = (pl.col(measure).is_null() & pl.col("asked")).any().over("bar")
    return rows.with_columns(worded(rows, "status", "status", words), remarks(rows, words), lacks=lacks)


def _amounts(over: Over, measure: Measure, unit: str, number: str) -> alt.X | alt.Y:
    is_share = measure == "share"
    scale = alt.Scale(domain=[0, WHOLE]) if is_share else alt.Scale(zero=True)
    build = amounts_up if over == "year" else amounts_across
    axis = build(measure, "%" if is_share else unit, number, scale)
    axis["stack"] = "zero"
    return axis


def _stacks(
    whole: pl.DataFrame, bars: alt.X | alt.Y, amounts: alt.X | alt.Y, words: Mapping[str, str], number: str
) -> list[alt.Chart]:
    names = in_order(whole.sort("part_order", maintain_order=True).get_column("part_title"))
    fields = {"label:N": "organ", "year:O": "year", "part_title:N": "part", "value:Q": "value", "percent:N": "share"}
    tooltip = tips({**fields, "status:N": "status", "flags:N": "flags"}, words, number)
    base = alt.Chart(whole).encode(bars, amounts, order=alt.Order("part_order:Q"), tooltip=tooltip)
    beside = in_order(whole.get_column("label")) if isinstance(bars, alt.Y) else []
    legend = bottom_legend(names, beside)
    colour = alt.Color("part_title:N", title=None, scale=alt.Scale(domain=names), legend=legend)
    over = "organ" if isinstance(bars, alt.Y) else "year"
    stack = pickable(base.mark_bar(cursor="pointer").encode(color=colour), over)
    if amounts["shorthand"] != "share:Q":
        return [stack]
    middle = amounts.copy()
    middle["bandPosition"] = 0.5
    spacious = base.transform_calculate(text=f"datum.share >= {SPACIOUS} ? format(datum.share, '.0f') + '%' : ''")
    text = spacious.mark_text(style="on_fill", fontSize=11).encode(middle, text="text:N", detail="part_title:N")
    return [stack, text]


def _gaps(rows: pl.DataFrame, bars: alt.X | alt.Y, words: Mapping[str, str]) -> list[alt.Chart]:
    lacking = rows.filter("lacks").group_by("label", "year", maintain_order=True)
    unknown = pl.col("value").is_null()
    # Parts that all have a number and yet no share add up to 0.
    reason = pl.when(unknown.any()).then(pl.format("{}: {}", "part_title", "status").filter(unknown).implode())
    missing = lacking.agg(reason=reason.otherwise(pl.format("{}: 0", "part_title").implode()).first())
    if missing.is_empty():
        return []
    reasons = [roll(names, words) for names in missing.get_column("reason").to_list()]
    marks = missing_marks(missing.with_columns(reason=pl.Series(reasons, dtype=pl.String)))
    foot = {"y": alt.value("height")} if isinstance(bars, alt.X) else {"x": alt.value(0)}
    tooltip = tips({"label:N": "organ", "year:O": "year", "reason:N": "missing"}, words)
    return [marks.encode(bars, tooltip=tooltip, **foot)]


def _reading(rows: pl.DataFrame, over: Over, measure: Measure, head: tuple[str, str], words: Mapping[str, str]) -> str:
    whole = rows.filter(pl.col("asked") & ~pl.col("lacks"))
    bars = in_order(whole.get_column("bar"))
    last = max(bars) if over == "year" else bars[0]
    lacking = rows.filter("lacks").get_column("bar").n_unique()
    top = whole.filter(pl.col("bar") == last).sort(measure, descending=True, maintain_order=True).row(0, named=True)
    amount = top["percent"] if measure == "share" else f"{figure(top['value'])} {head[1]}"
    count = whole.get_column("part").n_unique()
    sentences = [
        word(words, "composition_alt", title=head[0], unit=head[1], bars=len(bars), parts=count),
        word(
            words,
            "composition_alt_top",
            bar=top["year"] if over == "year" else top["label"],
            part=top["part_title"],
            amount=amount,
        ),
        *([word(words, "composition_alt_missing", count=lacking)] if lacking else []),
    ]
    return " ".join(sentences)
