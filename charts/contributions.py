"""Who made the change of a sum: a bar per authority, the largest part first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from charts.axes import amounts_across, blank, heading, layered, names_down, row_step, tips
from charts.rows import labelled
from charts.text import figure, signed
from charts.theme import NUMBER, STEP
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping


def contributions(
    parts: pl.DataFrame,
    *,
    title: str,
    unit: str,
    number: str = NUMBER,
    step: int = STEP,
    most: int | None = None,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A bar per authority from zero to its part of the change, its share of the whole change written beside it.

    Args:
        parts: Rows of `analysis.totals.contributions`: organ_id, organ, start, end, change, share_pct.
        title: Printed over the chart.
        unit: Printed on the value axis.
        number: d3 format of the values.
        step: Pixels per authority.
        most: So many bars at most, as the rows come; the sum and the count are of all rows.
        words: See `charts.words`.
    """
    moved = labelled(parts).filter(pl.col("change") != 0)
    if moved.is_empty():
        return blank(title, words)
    shares = ["" if share is None else f"{signed(share, 1)} %" for share in moved.get_column("share_pct")]
    rows = moved.with_columns(
        brief=pl.Series([f"{signed(change)}" for change in moved.get_column("change")], dtype=pl.String),
        share=pl.Series(shares, dtype=pl.String),
        rises=pl.col("change") > 0,
    )
    whole = float(parts.get_column("change").sum())
    head = heading(title, word(words, "contributions_mark", total=signed(whole), count=rows.height))
    drawn = rows if most is None else rows.head(most)
    labels = list(drawn.get_column("label"))
    return layered(
        _layers(drawn, unit, number, words), head, _reading(rows, title, unit, words), row_step(labels, step)
    )


def _layers(rows: pl.DataFrame, unit: str, number: str, words: Mapping[str, str]) -> list[alt.Chart]:
    fields = {"label:N": "organ", "start:Q": "start", "end:Q": "end", "brief:N": "change", "share:N": "share"}
    low, high = min(0.0, float(str(rows["change"].min()))), max(0.0, float(str(rows["change"].max())))
    room = 0.28 * (high - low)  # for the text beside the bars
    scale = alt.Scale(domain=[low - (room if low < 0 else 0), high + (room if high > 0 else 0)], nice=False)
    x, y = amounts_across("change", unit, number, scale), names_down(list(rows.get_column("label")))
    base = alt.Chart(rows).encode(x=x, y=y, tooltip=tips(fields, words, number))
    zero = alt.Chart(pl.DataFrame({"zero": [0.0]})).mark_rule(style="zero").encode(x="zero:Q")
    rises, falls = (base.transform_filter(f"{sign}datum.rises") for sign in ("", "!"))
    return [
        rises.mark_bar(style="rise"),
        falls.mark_bar(style="fall"),
        rises.mark_text(style="label", align="left", dx=6).encode(text="brief:N"),
        falls.mark_text(style="label", align="right", dx=-6).encode(text="brief:N"),
        zero,
    ]


def _reading(rows: pl.DataFrame, title: str, unit: str, words: Mapping[str, str]) -> str:
    first = rows.row(0, named=True)
    return word(
        words,
        "contributions_alt",
        title=title,
        unit=unit,
        count=rows.height,
        first=first["label"],
        change=first["brief"],
        share=figure(first["share_pct"] or 0, 1),
    )
