"""A table as the texts that a page or a slide prints, and how wide each column must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from charts.text import figure, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from briefing.tables import Table

NOTHING: Final = "—"
"""Stands where a table has no number."""

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WORD: Final = re.compile(r"（?[\x21-\x7e\u00a1-\u024f−–—]+(?:[（）]+[\x21-\x7e\u00a1-\u024f−–—]*)*")
"""What a line does not break: words, numbers, and a number with its percentage in full-width brackets."""

_GUTTER: Final = 2.2
_WIDE_DIGITS: Final = 1.3
"""Half a Chinese character is what a digit takes in narrow fonts; their stand-ins are this much wider."""

_BOLD: Final = 1.15
"""Headings are set bold, which takes more room."""

_READABLE: Final = 16
"""Columns of text, eight Chinese characters, below which a sentence is no longer read but spelled."""


def clean(text: str) -> str:
    r"""Give the text without the signs that no office file may hold; a document may print anything.

    >>> clean('a\x00b\x0bc')
    'abc'
    """
    return _NOT_IN_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Grid:
    """The printed texts of a table; `numeric` columns stand at the right."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]

    def shares(self, room: float) -> tuple[float, ...]:
        """Give the part of the width that each column gets; they add up to 1.

        Args:
            room: columns of text, half a Chinese character each, that fit into one line of the whole table.
        """
        least, wanted = self._least(), self._wanted()
        if sum(least) >= room:
            return tuple(part / sum(least) for part in least)
        granted = _grant(least, wanted, room)
        return tuple(part / sum(granted) for part in granted)

    def fits(self, room: float) -> bool:
        """Tell whether no word or number has to be broken in so many columns of text."""
        return sum(self._least()) <= room

    def is_easy(self, room: float) -> bool:
        """Tell whether every text stands on one line in so many columns of text."""
        return sum(self._wanted()) <= room

    def _least(self) -> list[float]:
        return [
            max(_unbroken(head) * _BOLD, *map(_unbroken, texts), min(_READABLE, max(map(room_of, texts)))) + _GUTTER
            for head, texts in zip(self.heads, self._columns(), strict=True)
        ]

    def _wanted(self) -> list[float]:
        return [
            max(room_of(head) * _BOLD, *map(room_of, texts)) + _GUTTER
            for head, texts in zip(self.heads, self._columns(), strict=True)
        ]

    def _columns(self) -> list[tuple[str, ...]]:
        return [tuple(row[place] for row in self.rows) or ("",) for place in range(len(self.heads))]


def grid(table: Table) -> Grid:
    """Give the printed texts of every row of a table; a null is —, a year has no separators."""
    frame = table.file
    columns = [[_text(name, value) for value in frame.get_column(name)] for name in frame.columns]
    return Grid(
        tuple(clean(table.headers.get(name, name)) for name in frame.columns),
        tuple(zip(*columns, strict=True)),
        tuple(_is_number(dtype) for dtype in frame.dtypes),
    )


def _text(name: str, value: Any) -> str:  # noqa: ANN401 - whatever a frame holds
    if value is None:
        return NOTHING
    if isinstance(value, bool) or not isinstance(value, int | float):
        return clean("；".join(map(str, value)) if isinstance(value, list) else str(value))
    return str(value) if name == "year" or name.endswith("_year") else figure(value)


def _is_number(dtype: pl.DataType) -> bool:
    return dtype.is_numeric()


def room_of(text: str) -> float:
    """Give the columns a text takes in whatever font it is set."""
    narrow = sum(len(piece) for piece in _WORD.findall(text))
    return width(text) + narrow * (_WIDE_DIGITS - 1)


def _unbroken(text: str) -> float:
    """Give the columns of the longest piece that is not to be broken: a word, a number, two Chinese characters."""
    return max((room_of(piece) for piece in _WORD.findall(text)), default=min(width(text), 4))


def _grant(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Give every column what it needs, the narrow ones all they want, and share the rest out among the long ones."""
    granted: dict[int, float] = {}
    while open_ := [place for place in range(len(least)) if place not in granted]:
        fair = (room - sum(granted.values())) / len(open_)
        needy = {place: least[place] for place in open_ if least[place] > fair}
        modest = {place: wanted[place] for place in open_ if wanted[place] <= fair}
        granted |= needy or modest or dict.fromkeys(open_, fair)
    return [granted[place] for place in range(len(least))]
