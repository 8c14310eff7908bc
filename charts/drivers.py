"""What drove the change of a rate: for each part, the points that its other weight and its other rate made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from charts.axes import amounts_across, blank, bottom_legend, heading, layered, names_down, row_step, tips
from charts.text import signed
from charts.theme import NUMBER, STEP
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping

EFFECTS = ("mix", "rate")


def drivers(
    parts: pl.DataFrame,
    *,
    title: str,
    number: str = NUMBER,
    step: int = STEP,
    most: int | None = None,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A bar per part in two colours, in percentage points; both effects of all parts sum to the whole change.

    Args:
        parts: Rows of `analysis.decomposition`, `part` as the reader calls it: part, start_share, end_share,
            start_rate, end_rate, mix_pp, rate_pp.
        title: Printed over the chart.
        number: d3 format of the values.
        step: Pixels per part.
        most: So many bars at most, as the rows come; the sums are of all rows.
        words: See `charts.words`.
    """
    if parts.is_empty():
        return blank(title, words)
    named = {f"{effect}_pp": word(words, f"effect_{effect}") for effect in EFFECTS}
    drawn = parts if most is None else parts.head(most)
    labels = drawn.get_column("part").to_list()
    long = drawn.unpivot(
        ["mix_pp", "rate_pp"], index=["part", "start_share", "end_share", "start_rate", "end_rate"], value_name="points"
    ).with_columns(effect=pl.col("variable").replace_strict(named, return_dtype=pl.String), label=pl.col("part"))
    whole, mix = (float(parts.select(pl.col(names).sum()).sum_horizontal()[0]) for names in (list(named), ["mix_pp"]))
    said = word(words, "drivers_mark", total=signed(whole), mix=signed(mix), rate=signed(whole - mix))
    return layered(
        _layers(long, labels, list(named.values()), number, words),
        heading(title, said),
        word(words, "drivers_alt", title=title, count=parts.height, said=said),
        row_step(labels, step),
    )


def _layers(
    long: pl.DataFrame, labels: list[str], effects: list[str], number: str, words: Mapping[str, str]
) -> list[alt.Chart]:
    x = amounts_across("points", word(words, "change_pp"), number, alt.Scale(zero=True))
    fields = {"label:N": "part", "effect:N": "effect", "points:Q": "change_pp"}
    shares = {"start_share:Q": "start_share", "end_share:Q": "end_share", "start_rate:Q": "start_rate"}
    shown = tips({**fields, **shares, "end_rate:Q": "end_rate"}, words, number)
    legend = bottom_legend(effects, beside=labels)
    colour = alt.Color("effect:N", scale=alt.Scale(domain=effects), legend=legend, title=None)
    bars = alt.Chart(long).mark_bar().encode(x=x, y=names_down(labels), color=colour, tooltip=shown)
    zero = alt.Chart(pl.DataFrame({"zero": [0.0]})).mark_rule(style="zero").encode(x="zero:Q")
    return [bars, zero]
