"""A proportion against the number it is taken of, with the limits within which chance alone moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from charts.axes import amounts_up, blank, heading, layered, tips
from charts.picking import pickable
from charts.rows import labelled, worded
from charts.text import figure
from charts.theme import HEIGHT, NUMBER
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from altair import Chart

DASHES = {"95": [5, 4], "998": [1, 0]}


def funnel(
    points: pl.DataFrame,
    curves: pl.DataFrame,
    *,
    title: str,
    unit: str,
    across: str,
    number: str = NUMBER,
    height: int = HEIGHT,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A point per authority over the number its proportion is taken of, between the 95 % and 99.8 % limits.

    A point beyond the outer limits is a diamond with its name: a place to look, no judgement.

    Args:
        points: Rows of `analysis.funnel.funnel`: organ_id, organ, year, value, numerator, denominator, target,
            dispersion, low_95 … high_998, position.
        curves: Rows of `analysis.funnel.limits`.
        title: Printed over the chart.
        unit: Printed on the value axis.
        across: Printed on the lying axis: what the denominator counts.
        number: d3 format of the values.
        height: Pixels of the plot.
        words: See `charts.words`.
    """
    if points.is_empty():
        return blank(title, words)
    rows = labelled(points)
    rows = rows.with_columns(worded(rows, "position", "position", words), outside=pl.col("position") != "within")
    x = alt.X("denominator:Q", title=across, axis=alt.Axis(format=number, tickCount=5), scale=alt.Scale(type="log"))
    y = amounts_up("value", unit, number, alt.Scale(zero=False))
    target, dispersion = rows.get_column("target")[0], rows.get_column("dispersion")[0]
    notes = [word(words, "funnel_mark", target=figure(target, 1))]
    notes += [word(words, "funnel_wider", times=figure(dispersion, 1))] if dispersion > 1 else []
    layers = [*_curves(curves, x), _target(target), *_points(rows, x, y, tips_of(words, number))]
    return layered(layers, heading(title, *notes), _reading(rows, title, unit, words), height)


def tips_of(words: Mapping[str, str], number: str) -> list[alt.Tooltip]:
    """The lines of a point's tooltip: rate, what it is made of, the outer limits."""
    fields = {"label:N": "organ", "year:O": "year", "value:Q": "value", "numerator:Q": "numerator"}
    limits = {"denominator:Q": "denominator", "low_998:Q": "low", "high_998:Q": "high", "position:N": "position"}
    return tips(fields | limits, words, number)


def _curves(curves: pl.DataFrame, x: alt.X) -> list[Chart]:
    base = alt.Chart(curves)
    return [
        base.mark_line(style="note", strokeDash=dash, strokeWidth=1.2).encode(x=x, y=f"{side}_{name}:Q")
        for name, dash in DASHES.items()
        for side in ("low", "high")
    ]


def _target(target: float) -> Chart:
    line: Chart = alt.Chart(pl.DataFrame({"target": [target]})).mark_rule(style="span", strokeWidth=1.5)
    return line.encode(y="target:Q")


def _points(rows: pl.DataFrame, x: alt.X, y: alt.Y, shown: list[alt.Tooltip]) -> list[Chart]:
    shape = alt.Shape("outside:N", scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]), legend=None)
    base = alt.Chart(rows).encode(x=x, y=y, tooltip=shown)
    named = base.transform_filter("datum.outside").mark_text(style="label", align="left", dx=9)
    points = base.mark_point(style="end", size=70, filled=True, cursor="pointer").encode(shape=shape)
    return [pickable(points), named.encode(text="label:N")]


def _reading(rows: pl.DataFrame, title: str, unit: str, words: Mapping[str, str]) -> str:
    outside = rows.filter("outside")
    names = "; ".join(f"{row['label']} ({row['position']})" for row in outside.iter_rows(named=True))
    said = [word(words, "funnel_alt", title=title, unit=unit, count=rows.height, outside=outside.height)]
    return " ".join([*said, *([names] if names else [])])
