"""The plain charts of a briefing on paper: bars, columns, lines and stacks that are told apart in grey print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import altair as alt
import polars as pl

from charts.axes import LETTER, amounts_across, amounts_up, layered, names_down
from charts.rows import in_order
from charts.text import width
from charts.theme import HEIGHT, LIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    Looks = Literal["bars", "columns", "lines", "stacked", "shares"]

LABELLED: Final = 60
"""Bars that can all bear their number."""

SPACIOUS: Final = 0.06
"""Part of a stack from which on its number fits into it."""

BAR: Final = 15
MARKS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""Signs of the parts of a stack: grey print keeps no hue."""

_DASHES: Final = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2])
_LABEL_SIZE: Final = 11


def plotted(rows: pl.DataFrame, *, kind: Looks, unit: str, number: str, description: str) -> alt.LayerChart:
    """A chart without a title, for a page that prints the title itself.

    Args:
        rows: category, run (texts, in the order of print) and value (unrounded; a null is a gap, never a zero).
        kind: What it looks like. Stacks lie down where their names would not fit side by side.
        unit: Stands at the axis of values; bars of 100 % have a percent axis instead.
        number: d3 format of the values.
        description: The alternative text.
    """
    height: int | alt.Step = HEIGHT
    if kind == "lines":
        layers = _lines(rows, unit, number)
    elif kind in ("bars", "columns"):
        layers, height = _groups(rows, unit, number, lying=kind == "bars" or not _abreast(rows))
    else:
        layers, height = _stacks(rows, unit, number, whole=kind == "shares")
    return layered(layers, alt.TitleParams(text=""), description, height)


def _abreast(rows: pl.DataFrame) -> bool:
    """Tell whether the names of all categories fit side by side."""
    names = in_order(rows["category"])
    return max(map(width, names)) * LETTER + 12 < (WIDTH - 60) / len(names)


def _legend(names: Sequence[str]) -> alt.Legend:
    widest = max(map(width, names)) * LETTER + 40
    return alt.Legend(title=None, orient="bottom", columns=max(1, int((WIDTH - 60) // widest)), labelLimit=WIDTH)


def _names_across(names: Sequence[str]) -> alt.X:
    axis = alt.Axis(labelAngle=0, grid=False, ticks=False, title=None, labelLimit=WIDTH)
    return alt.X("category:N", sort=list(names), scale=alt.Scale(domain=list(names), padding=0.2), axis=axis)


def _names_down(names: Sequence[str]) -> alt.Y:
    axis = names_down(names)
    axis["shorthand"] = "category:N"
    axis["scale"]["paddingInner"] = 0.25
    return axis


def _lines(rows: pl.DataFrame, unit: str, number: str) -> list[alt.Chart]:
    runs, names = in_order(rows["run"]), in_order(rows["category"])
    legend = _legend(runs)
    legend["symbolStrokeWidth"] = 0
    base = alt.Chart(rows).encode(
        _names_across(names),
        amounts_up("value", unit, number, alt.Scale(zero=True)),
        color=alt.Color("run:N", title=None, sort=runs, scale=alt.Scale(domain=runs), legend=legend),
    )
    dashes = [_DASHES[place % len(_DASHES)] for place in range(len(runs))]
    dashed = alt.StrokeDash("run:N", title=None, sort=runs, scale=alt.Scale(domain=runs, range=dashes), legend=None)
    shaped = alt.Shape("run:N", title=None, sort=runs, scale=alt.Scale(domain=runs), legend=legend)
    return [
        base.mark_line(invalid="break-paths-filter-domains").encode(strokeDash=dashed),
        base.transform_filter("isValid(datum.value)").mark_point(size=56).encode(shape=shaped),
    ]


def _groups(rows: pl.DataFrame, unit: str, number: str, *, lying: bool) -> tuple[list[alt.Chart], int | alt.Step]:
    """Bars beside each other; the paler, the earlier the run."""
    runs, names = in_order(rows["run"]), in_order(rows["category"])
    legend = _legend(runs)
    shade = [1.0] if len(runs) == 1 else [0.3 + 0.7 * place / (len(runs) - 1) for place in range(len(runs))]
    domain = alt.Scale(domain=runs)
    base = alt.Chart(rows.drop_nulls("value"))
    build = amounts_across if lying else amounts_up
    below = any(value < 0 for value in rows["value"].drop_nulls())
    # The number under a bar that goes down needs room before the axis.
    amounts = build("value", unit, number, alt.Scale(zero=True, padding=24) if below else alt.Scale(zero=True))
    side = alt.YOffset("run:N", sort=runs, scale=domain) if lying else alt.XOffset("run:N", sort=runs, scale=domain)
    base = base.encode(_names_down(names) if lying else _names_across(names), amounts, side)
    bars = base.mark_bar().encode(
        color=alt.Color("run:N", title=None, sort=runs, scale=domain, legend=legend),
        opacity=alt.Opacity("run:N", title=None, sort=runs, scale=alt.Scale(domain=runs, range=shade), legend=legend),
    )
    height = alt.Step(BAR * len(runs) + 8, **{"for": "position"}) if lying else HEIGHT
    if rows.height > LABELLED:
        return [bars], height
    return [bars, *_figures(base, number, lying=lying)], height


def _figures(base: alt.Chart, number: str, *, lying: bool) -> list[alt.Chart]:
    """The number at the end of each bar, on the side to which the bar goes."""
    text = alt.Text("value:Q", format=number)
    rise, fall = base.transform_filter("datum.value >= 0"), base.transform_filter("datum.value < 0")
    look: dict[str, Any] = {"style": "label", "fontSize": _LABEL_SIZE}
    if lying:
        marks = [rise.mark_text(**look, align="left", dx=4), fall.mark_text(**look, align="right", dx=-4)]
    else:
        marks = [rise.mark_text(**look, baseline="bottom", dy=-4), fall.mark_text(**look, baseline="top", dy=4)]
    return [mark.encode(text=text) for mark in marks]


def _stacks(rows: pl.DataFrame, unit: str, number: str, *, whole: bool) -> tuple[list[alt.Chart], int | alt.Step]:
    runs, names = in_order(rows["run"]), in_order(rows["category"])
    signs = {run: MARKS[place % len(MARKS)] for place, run in enumerate(runs)}
    marked = [f"{signs[run]} {run}" for run in runs]
    named = rows.drop_nulls("value").with_columns(
        run=pl.format("{} {}", pl.col("run").replace_strict(signs, return_dtype=pl.String), "run"),
        sign=pl.col("run").replace_strict(signs, return_dtype=pl.String),
        place=pl.col("run").replace_strict({run: at for at, run in enumerate(runs)}, return_dtype=pl.Int32),
    )
    lying = not _abreast(rows)
    build = amounts_across if lying else amounts_up
    amounts = build("value", "" if whole else unit, ".0%" if whole else number, alt.Scale(zero=True))
    amounts["stack"] = "normalize" if whole else "zero"
    colour = alt.Color("run:N", title=None, sort=marked, scale=alt.Scale(domain=marked), legend=_legend(marked))
    base = alt.Chart(named).encode(
        _names_down(names) if lying else _names_across(names), amounts, order=alt.Order("place:Q")
    )
    bars = base.mark_bar(stroke=LIGHT.background, strokeWidth=1).encode(color=colour)
    return [bars, _parts(base, amounts, number, whole=whole)], alt.Step(BAR + 11) if lying else HEIGHT


def _parts(base: alt.Chart, amounts: alt.X | alt.Y, number: str, *, whole: bool) -> alt.Chart:
    """Sign and number of the parts that have room for them."""
    middle = amounts.copy()
    middle["bandPosition"] = 0.5
    of = "datum.all" if whole else "datum.most"
    roomy = (
        base.transform_joinaggregate(all="sum(value)", groupby=["category"])
        .transform_joinaggregate(most="max(all)")
        .transform_calculate(
            label=f"datum.value >= {SPACIOUS} * {of} ? datum.sign + ' ' + format(datum.value, '{number}') : ''"
        )
    )
    text = roomy.mark_text(style="on_fill", fontSize=_LABEL_SIZE)
    parts: alt.Chart = text.encode(middle, text="label:N", detail="run:N")
    return parts
