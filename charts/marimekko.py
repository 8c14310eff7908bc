"""What wholes of several authorities are made of, as areas: width is the size of the whole, height the share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import polars as pl

from charts.axes import UNLIMITED, amounts_up, blank, bottom_legend, heading, layered, tips
from charts.labels import LETTER
from charts.picking import pickable
from charts.rows import in_order, labelled, remarks, worded
from charts.text import figure, width, wrapped
from charts.theme import HEIGHT, NUMBER
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping

HIGH: Final = 7
"""A smaller share, in percent, has no room for its own figure."""

FIGURE: Final = 40
"""Pixels that a share takes as text."""


def marimekko(
    rects: pl.DataFrame,
    *,
    title: str,
    unit: str,
    across: str,
    number: str = NUMBER,
    height: int = HEIGHT + 60,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A column per authority, as wide as its whole is large, cut into its parts; the largest whole first.

    A name stands over each column that is wide enough for it, a share in each part that has the room; the tooltip has
    both of all. A thin gap parts the areas, so that they can be told apart without colour.

    Args:
        rects: RECTS of `analysis.marimekko`, with `part_title` in the reader's language.
        title: Printed over the chart.
        unit: Of the parts.
        across: Printed on the lying axis: what the widths are.
        number: d3 format of the values.
        height: Pixels of the plot.
        words: See `charts.words`.
    """
    if rects.is_empty():
        return blank(title, words)
    rows = labelled(rects)
    rows = rows.with_columns(
        worded(rows, "status", "status", words),
        remarks(rows, words),
        percent=pl.Series([f"{figure(share, 1)} %" for share in rows.get_column("share")], dtype=pl.String),
        need=pl.Series([width(name) * LETTER + 6 for name in rows.get_column("label")], dtype=pl.Float64),
    ).drop("corrected_from")
    whole = float(str(rows.get_column("right").max()))
    wide = f"(datum.right - datum.left) / {whole} * width"
    lying = alt.Axis(title=wrapped(across), titleLimit=UNLIMITED, format=number, tickCount=5, grid=False)
    x = alt.X("left:Q", axis=lying, scale=alt.Scale(nice=False, zero=True, domainMax=whole))
    y = amounts_up("low", "", number, alt.Scale(domain=[0, 100], nice=False))
    y["axis"]["labelExpr"] = "datum.label + ' %'"
    layers = [_areas(rows, x, y, words, number), *_texts(rows, x, y, wide)]
    head = heading(title, word(words, "marimekko_mark"))
    return layered(layers, head, _reading(rows, title, unit, words), height)


def _areas(rows: pl.DataFrame, x: alt.X, y: alt.Y, words: Mapping[str, str], number: str) -> alt.Chart:
    names = in_order(rows.sort("part_order", maintain_order=True).get_column("part_title"))
    fields = {"label:N": "organ", "year:O": "year", "part_title:N": "part", "value:Q": "value", "percent:N": "share"}
    shown = tips({**fields, "n:Q": "denominator", "status:N": "status", "flags:N": "flags"}, words, number)
    colour = alt.Color("part_title:N", title=None, scale=alt.Scale(domain=names), legend=bottom_legend(names))
    mark = alt.Chart(rows).mark_rect(cursor="pointer", xOffset=0.5, x2Offset=-0.5, yOffset=-0.5, y2Offset=0.5)
    return pickable(mark.encode(x=x, x2="right:Q", y=y, y2="high:Q", color=colour, tooltip=shown))


def _texts(rows: pl.DataFrame, x: alt.X, y: alt.Y, wide: str) -> list[alt.Chart]:
    base = alt.Chart(rows)
    across, up = x.copy(), y.copy()
    across.shorthand, up.shorthand = "across:Q", "up:Q"
    roomy = base.transform_filter(f"datum.share >= {HIGH} && {wide} > {FIGURE}")
    named = base.transform_filter(f"datum.part_order === 1 && {wide} > datum.need")
    return [
        roomy.mark_text(style="on_fill", fontSize=11).encode(x=across, y=up, text="percent:N"),
        named.mark_text(style="label", baseline="bottom", dy=-4).encode(x=across, y=alt.value(0), text="label:N"),
    ]


def _reading(rows: pl.DataFrame, title: str, unit: str, words: Mapping[str, str]) -> str:
    organs = in_order(rows.get_column("label"))
    first = rows.filter(pl.col("label") == organs[0]).sort("share", descending=True, maintain_order=True)
    top = first.row(0, named=True)
    return word(
        words,
        "marimekko_alt",
        title=title,
        unit=unit,
        count=len(organs),
        whole=figure(float(str(rows.get_column("right").max()))),
        widest=top["label"],
        most=figure(top["n"]),
        part=top["part_title"],
        share=top["percent"],
    )
