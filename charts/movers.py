"""Who moved most: the largest rises and the largest falls between two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from charts.axes import amounts_across, blank, heading, layered, names_down, row_step
from charts.pairs import Measure, drawable, ends, note, room, tooltip, years_of
from charts.theme import NUMBER, STEP
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping


def movers(
    change: pl.DataFrame,
    *,
    title: str,
    unit: str,
    by: Measure = "change",
    count: int = 10,
    number: str = NUMBER,
    step: int = STEP,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """Bars from zero: the largest rises to the right, then the largest falls to the left, of the comparable pairs.

    A pair that did not change, is not comparable or has no such change (a percentage from zero) has no bar. The two
    colours say which way, not whether it is good.

    Args:
        change: Rows of `analysis.change` for one pair of years, as for `charts.dumbbell`.
        title: Printed over the chart.
        unit: Printed on the value axis: the indicator's unit, "%" or percentage points, as `by` asks for.
        by: The change that is ranked and drawn.
        count: Bars on either side at most.
        number: d3 format of the values.
        step: Pixels per bar.
        words: See `charts.words`.

    Raises:
        ValueError: The frame holds more than one pair of years.
    """
    moved = drawable(change, by, words).filter(pl.col("moved") != 0)
    if moved.is_empty():
        return blank(title, words)
    years = years_of(change)
    ranked = moved.sort("moved", descending=True, maintain_order=True)
    rises, falls = ranked.filter(pl.col("moved") > 0).head(count), ranked.filter(pl.col("moved") < 0).tail(count)
    bars = pl.concat([rises, falls])
    alt_fields = {"title": title, "unit": unit, "rises": rises.height, "falls": falls.height}
    said = f"{word(words, 'movers_alt', **alt_fields)} {word(words, 'movers_alt_ends', **ends(bars))}"
    head = heading(title, f"{years[0]} → {years[1]}", *note(bars, words))
    layers = _layers(bars, unit, number, tooltip(years, number, words))
    return layered(layers, head, said, row_step(list(bars.get_column("label")), step))


def _layers(bars: pl.DataFrame, unit: str, number: str, tips: list[alt.Tooltip]) -> list[alt.Chart]:
    x = amounts_across("moved", unit, number, alt.Scale(zero=True, nice=False, padding=room(bars)))
    base = alt.Chart(bars).encode(y=names_down(list(bars.get_column("label"))), x=x, tooltip=tips)
    rise, fall = base.transform_filter("datum.moved > 0"), base.transform_filter("datum.moved < 0")
    return [
        rise.mark_bar(style="rise"),
        fall.mark_bar(style="fall"),
        rise.mark_text(style="label", align="left", dx=5).encode(text="brief:N"),
        fall.mark_text(style="label", align="right", dx=-5).encode(text="brief:N"),
        alt.Chart(bars.head(1)).mark_rule(style="zero").encode(x=alt.X(datum=0)),
    ]
