"""What `dumbbell` and `movers` share: the pairs that may be drawn, and how a change reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from charts.axes import tips
from charts.rows import labelled, remarks, worded
from charts.text import signed, width
from charts.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    import altair as alt

Measure = Literal["change", "change_pct"]
"""The absolute change, in percentage points for a rate; or the change in percent, which a rate does not have."""

NOTE: Final = "※"
"""Stands behind the name of an authority whose pair is comparable with a note."""


def drawable(change: pl.DataFrame, by: Measure, words: Mapping[str, str]) -> pl.DataFrame:
    """The comparable pairs with both numbers, labelled and in words; every other row is the caller's to list.

    Adds `moved` (the change asked for, null where a pair has none), `brief` (the same as text, with sign and unit, "—"
    for null) and `amount` (the change in full, for the tooltip).
    """
    comparable = pl.col("comparable").is_in(["yes", "note"])
    kept = labelled(change).filter(comparable & pl.col("start").is_not_null() & pl.col("end").is_not_null())
    noted = pl.when(pl.col("comparable") == "note").then(pl.format(f"{{}} {NOTE}", "label")).otherwise("label")
    is_rate = kept.get_column("change_pp").is_not_null().any()
    column = "change_pp" if is_rate and by == "change" else by
    return kept.with_columns(
        remarks(kept, words),
        *(worded(kept, side, "status", words) for side in ("start_status", "end_status")),
        worded(kept, "case", "case", words),
        label=noted,
        moved=pl.col(column),
        brief=_texts(kept, (column,), words),
        amount=_texts(kept, ("change_pp",) if is_rate else ("change", "change_pct"), words),
    )


def _texts(pairs: pl.DataFrame, columns: tuple[str, ...], words: Mapping[str, str]) -> pl.Series:
    units = {"change": "", "change_pct": " %", "change_pp": f" {word(words, 'pp')}"}
    rows = pairs.select(columns).iter_rows(named=True)
    return pl.Series([" / ".join(_text(row[name], units[name]) for name in columns) for row in rows], dtype=pl.String)


def _text(value: float | None, unit: str) -> str:
    if value is None:
        return "—"
    return f"{signed(value, 1)}{unit}" if unit else signed(value)


def room(pairs: pl.DataFrame) -> int:
    """Pixels that the longest text beside a mark takes."""
    return max(width(text) for text in pairs.get_column("brief")) * 7 + 14


def tooltip(years: tuple[int, int], number: str, words: Mapping[str, str]) -> list[alt.Tooltip]:
    """Both numbers with their years and status, the change, and what to mind."""
    before = tips({"label:N": "organ", "start:Q": "start", "start_status:N": "status"}, words, number)
    after = tips({"end:Q": "end", "end_status:N": "status"}, words, number)
    for lines, year in ((before[1:], years[0]), (after, years[1])):
        for line in lines:
            line["title"] = f"{line['title']} {year}"
    return [
        *before,
        *after,
        *tips({"amount:N": "change", "case:N": "case", "why:N": "why", "flags:N": "flags"}, words),
    ]


def years_of(change: pl.DataFrame) -> tuple[int, int]:
    """The two years of the frame.

    Raises:
        ValueError: It holds more than one pair of years, which one chart cannot tell apart.
    """
    pairs = change.select("start_year", "end_year").unique()
    if pairs.height != 1:
        raise ValueError(f"one chart shows one pair of years; the frame has {pairs.height}")
    first, last = pairs.row(0)
    return int(first), int(last)


def note(pairs: pl.DataFrame, words: Mapping[str, str]) -> list[str]:
    """The line that explains the sign ※, where a name carries it."""
    return [word(words, "note_mark")] if (pairs.get_column("comparable") == "note").any() else []


def ends(ranked: pl.DataFrame) -> dict[str, str]:
    """The first and the last of ranked pairs, as fields for the sentence a screen reader says."""
    top, bottom = ranked.row(0, named=True), ranked.row(-1, named=True)
    return {"top": top["label"], "most": top["brief"], "bottom": bottom["label"], "least": bottom["brief"]}
