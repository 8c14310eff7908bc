"""One year, a row per authority in the order of its number, each beside the band of its peers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from charts.axes import amounts_across, blank, heading, layered, names_down, row_step, tips
from charts.picking import pickable
from charts.rows import labelled, worded
from charts.text import figure
from charts.theme import NUMBER, STEP
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDS_OUT = ("above", "below")

BAND_FROM = 3
"""Peers with a number from which on they have a middle half."""


def ranked(
    peers: pl.DataFrame,
    *,
    title: str,
    unit: str,
    logarithmic: bool = False,
    number: str = NUMBER,
    step: int = STEP,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A point per authority, the largest first, over the middle half of its peers and their median.

    The band of each row is that of the others without the authority itself. One that lies beyond the fences is drawn as
    a diamond and named in the note: a place to look, no judgement. Authorities without a number are **not drawn**.

    Args:
        peers: Rows of `analysis.peers` for one year: organ_id, organ, year, value, n, of, median, q1, q3, position.
        title: Printed over the chart.
        unit: Printed on the value axis.
        logarithmic: Draw log(1 + x), for counts that differ by orders of magnitude; the axis says the numbers.
        number: d3 format of the values.
        step: Pixels per authority.
        words: See `charts.words`.
    """
    known = labelled(peers).filter(pl.col("value").is_not_null())
    if known.is_empty():
        return blank(title, words)
    rows = known.sort("value", "label", descending=[True, False])
    rows = rows.with_columns(worded(rows, "position", "position", words), outside=pl.col("position").is_in(STANDS_OUT))
    head = heading(title, *_notes(rows, words))
    labels = list(rows.get_column("label"))
    scale = alt.Scale(type="symlog", zero=True) if logarithmic else alt.Scale(zero=True)
    layers = _layers(rows, unit, number, scale, words)
    return layered(layers, head, _reading(rows, title, unit, words), row_step(labels, step))


def _layers(rows: pl.DataFrame, unit: str, number: str, scale: alt.Scale, words: Mapping[str, str]) -> list[alt.Chart]:
    fields = {
        "label:N": "organ",
        "year:O": "year",
        "value:Q": "value",
        "median:Q": "median",
        "q1:Q": "q1",
        "q3:Q": "q3",
    }
    shown = tips({**fields, "n:Q": "peers", "position:N": "position"}, words, number)
    y = names_down(list(rows.get_column("label")))
    base = alt.Chart(rows).encode(y=y, tooltip=shown)
    low, middle, value = (amounts_across(field, unit, number, scale) for field in ("q1", "median", "value"))
    shape = alt.Shape("outside:N", scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]), legend=None)
    return [
        base.transform_filter(f"datum.n >= {BAND_FROM}").mark_bar(style="span", height=10).encode(x=low, x2="q3:Q"),
        base.transform_filter(f"datum.n >= {BAND_FROM}").mark_tick(style="note", thickness=2, size=14).encode(x=middle),
        pickable(base.mark_point(style="end", size=80, filled=True, cursor="pointer").encode(x=value, shape=shape)),
    ]


def _notes(rows: pl.DataFrame, words: Mapping[str, str]) -> list[str]:
    outside = [f"{row['label']} ({row['position']})" for row in rows.filter("outside").iter_rows(named=True)]
    return [
        word(words, "band_mark"),
        *([word(words, "outside_mark", names="; ".join(outside))] if outside else []),
    ]


def _reading(rows: pl.DataFrame, title: str, unit: str, words: Mapping[str, str]) -> str:
    most, least = rows.row(0, named=True), rows.row(-1, named=True)
    ends = {"top": most["label"], "most": figure(most["value"]), "bottom": least["label"]}
    said = [word(words, "ranked_alt", title=title, unit=unit, count=rows.height, least=figure(least["value"]), **ends)]
    outside = rows.filter("outside").get_column("label").to_list()
    return " ".join([*said, *([word(words, "ranked_alt_outside", names="; ".join(outside))] if outside else [])])
