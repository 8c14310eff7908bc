"""Two years side by side: a hollow point for the first, a full one for the second, a row per authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from charts.axes import amounts_across, blank, heading, layered, names_down, row_step
from charts.pairs import Measure, drawable, ends, note, room, tooltip, years_of
from charts.picking import following, pickable
from charts.theme import NUMBER, STEP
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping


def dumbbell(
    change: pl.DataFrame,
    *,
    title: str,
    unit: str,
    by: Measure = "change",
    number: str = NUMBER,
    step: int = STEP,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A row per authority with a comparable pair, the largest rise first, its change written beside it.

    Rows that are not comparable, or lack a number at either end, are **not drawn**: list them under the chart. A pair
    that is comparable with a note carries ※, and its tooltip the note.

    Args:
        change: Rows of `analysis.change` for one pair of years, with `why` in the reader's language: organ_id, organ,
            start_year, end_year, start, end, change, change_pct, change_pp, case, comparable, why, flags,
            start_status, end_status.
        title: Printed over the chart.
        unit: Printed on the value axis.
        by: What the rows are sorted by and what is written beside them; a row without it stands last, with "—".
        number: d3 format of the values.
        step: Pixels per authority.
        words: See `charts.words`.

    Raises:
        ValueError: The frame holds more than one pair of years.
    """
    drawn = drawable(change, by, words)
    if drawn.is_empty():
        return blank(title, words)
    years = years_of(change)
    pairs = drawn.sort("moved", "end", descending=True, nulls_last=True, maintain_order=True)
    layers = _layers(pairs, unit, number, tooltip(years, number, words))
    head = heading(title, word(words, "years_mark", start=years[0], end=years[1]), *note(pairs, words))
    height = row_step(list(pairs.get_column("label")), step)
    return layered(layers, head, _reading(pairs, title, unit, years, words), height)


def _layers(pairs: pl.DataFrame, unit: str, number: str, tips: list[alt.Tooltip]) -> list[alt.Chart]:
    rows = pairs.with_columns(furthest=pl.max_horizontal("start", "end"))
    scale = _scale(rows)
    start, end, furthest = (amounts_across(field, unit, number, scale) for field in ("start", "end", "furthest"))
    base = alt.Chart(rows).encode(y=names_down(list(rows.get_column("label"))), tooltip=tips)
    return [
        following(base.mark_rule(style="span", strokeWidth=2).encode(x=start, x2="end:Q")),
        base.mark_point(style="plate", shape="circle", size=70, filled=True).encode(x=start),
        following(base.mark_point(style="start", shape="circle", size=70, filled=False, strokeWidth=2).encode(x=start)),
        pickable(base.mark_point(style="end", shape="circle", size=70, filled=True, cursor="pointer").encode(x=end)),
        following(base.mark_text(style="label", align="left", dx=9).encode(x=furthest, text="brief:N")),
    ]


def _scale(rows: pl.DataFrame) -> alt.Scale:
    """From zero, or below it, to the highest; and beyond it the room in pixels that the text on the right takes."""
    points = [*rows.get_column("start"), *rows.get_column("end")]
    lowest, highest = min(0.0, *points), max(points)
    if highest <= lowest:
        return alt.Scale(domain=[lowest, lowest + 1])
    beyond = f"width / max(width - {room(rows)}, width / 4)"
    return alt.Scale(
        domainMin=lowest, domainMax=alt.ExprRef(f"{lowest} + {highest - lowest} * {beyond}"), nice=False, zero=False
    )


def _reading(pairs: pl.DataFrame, title: str, unit: str, years: tuple[int, int], words: Mapping[str, str]) -> str:
    first, last = years
    said = [word(words, "dumbbell_alt", title=title, unit=unit, start=first, end=last, count=pairs.height)]
    ranked = pairs.drop_nulls("moved")
    if ranked.height:
        rose, fell = (int((ranked.get_column("moved") * way > 0).sum()) for way in (1, -1))
        said.append(word(words, "dumbbell_alt_ends", rose=rose, fell=fell, **ends(ranked)))
    return " ".join(said)
