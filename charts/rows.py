"""The last step before the encoding: columns that carry words. No figure is made or changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from charts.text import figure
from charts.words import remark, word, word_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LISTED: Final = 12
"""Names in one tooltip; more are counted, not named."""


def labelled(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a column `label`: the short name, and the id behind it where two authorities share the name."""
    shared = pl.col("organ_id").n_unique().over("organ") > 1
    name = pl.when(shared).then(pl.format("{} ({})", "organ", "organ_id")).otherwise(pl.col("organ"))
    return frame.with_columns(label=name.cast(pl.String))


def worded(frame: pl.DataFrame, column: str, kind: str, words: Mapping[str, str]) -> pl.Series:
    """A column of ids as words in the reader's language, nulls as ""."""
    return pl.Series(column, [word_of(words, kind, value) for value in frame.get_column(column)], dtype=pl.String)


def remarks(frame: pl.DataFrame, words: Mapping[str, str]) -> pl.Series:
    """The list of flags as one text for a tooltip; altair draws no lists."""
    flags = frame.get_column("flags").to_list()
    sources = (
        frame.get_column("corrected_from").to_list() if "corrected_from" in frame.columns else [None] * frame.height
    )
    texts = [
        "; ".join(remark(words, flag, printed) for flag in row or ())
        for row, printed in zip(flags, sources, strict=True)
    ]
    return pl.Series("flags", texts, dtype=pl.String)


def basis(frame: pl.DataFrame) -> pl.Series:
    """What a rate was computed from, as "12 / 340", and where a supplied part of it stands; null for a plain count."""
    if "denominator" not in frame.columns:
        return pl.Series("basis", [None] * frame.height, dtype=pl.String)
    sources = frame.get_column("source") if "source" in frame.columns else [None] * frame.height
    sums = zip(frame.get_column("numerator"), frame.get_column("denominator"), sources, strict=True)
    texts = [
        None if below is None else f"{figure(above)} / {figure(below)}" + (f" · {source}" if source else "")
        for above, below, source in sums
    ]
    return pl.Series("basis", texts, dtype=pl.String)


def roll(names: Sequence[str], words: Mapping[str, str]) -> str:
    """Names for a tooltip: the first few, and how many more there are."""
    more = len(names) - LISTED
    return "; ".join(names[:LISTED]) + (f"; {word(words, 'more', count=more)}" if more > 0 else "")


def in_order(series: pl.Series) -> list[str]:
    """The distinct values as they first appear: the caller's order is the order of legend and axis."""
    return [str(value) for value in series.unique(maintain_order=True)]


def span(years: pl.Series) -> list[int]:
    """Every year from the first to the last, so that an axis has no year left out."""
    known = [int(year) for year in years.drop_nulls()]
    return list(range(min(known), max(known) + 1)) if known else []
