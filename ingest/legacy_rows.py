"""Lines of a statistics list: label, unit and figures, without serial numbers and codes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.legacy_list import Entry, bare, entries_of, legacy_list, unit_in
from ingest.numbers import Piece
from ingest.stream import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.stream import Record, Word

PAGE_NUMBER = re.compile(r"\s*[-—–－]+\s*\d{1,3}\s*[-—–－]+\s*")
MOST_BEFORE = 6  # pieces of a wrapped label in front of its figures
MOST_AFTER = 3  # pieces of it below them


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a label or a unit, with the printed word that it comes from."""

    key: str
    word: Word
    is_unit: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A run of figures with the label in front of it.

    `others` are the pieces in front that are no part of the label; `entries` is empty where no list knows the label.
    """

    record: Record
    others: tuple[Part, ...]
    entries: tuple[Entry, ...]
    unit: str
    label: tuple[Part, ...] = ()
    figures: tuple[Word, ...] = ()

    @property
    def filled(self) -> tuple[Word, ...]:
        """Give the figures that are no blanks."""
        return tuple(word for word in self.figures if word.kind is not Piece.BLANK)

    @property
    def runs_on(self) -> bool:
        """Tell whether cells follow one another without rows, so that a lost cell leaves no trace."""
        place = self.record.figures[0].place if self.record.figures else None
        is_stream = place is not None and place.table is not None and place.row is None
        return self.record.layout is Layout.LINES or is_stream


def is_page_number(line: Line, layout: Layout | None) -> bool:
    """Tell a number without any label that is a page's: between dashes, or outside the grids of a list of grids."""
    if line.record.heads or len(line.filled) != 1:
        return False
    is_between = PAGE_NUMBER.fullmatch(line.filled[0].text) is not None
    return layout is Layout.EXACT and (is_between or line.record.layout is Layout.LINES)


def lines_of(stream: Sequence[Record]) -> list[Line]:
    """Give the lines of a document in reading order, one a run of figures."""
    joined = [(record, [part for word in record.heads for part in parts_of(word)]) for record in _joined(stream)]
    lines: list[Line] = []
    used = 0
    for index, (record, parts) in enumerate(joined):
        following = joined[index + 1][1] if index + 1 < len(joined) else []
        line, used = _line(record, parts[used:], following)
        lines.append(line)
    return lines


def _joined(stream: Sequence[Record]) -> Iterator[Record]:
    """Join a run with the one before where only a unit stands between, and drop the row of letters and numbers."""
    words = legacy_list().words
    before: Record | None = None
    for record in stream:
        keys = [word.key for word in record.heads]
        if before and len(keys) == 1 and keys[0] in words.units and record.table == before.table:
            before = replace(before, heads=before.heads + record.heads, figures=before.figures + record.figures)
        elif before and before.heads and before.heads[-1].key in words.roles["letters"]:
            before = replace(record, heads=before.heads + record.heads)
        else:
            if before:
                yield before
            before = record
    if before:
        yield before


def parts_of(word: Word) -> list[Part]:
    """Split a word at its blanks into serial number (left out), label and unit."""
    words = legacy_list().words
    if word.key in words.units:
        return [Part(word.key, word, is_unit=True)]
    if word.key.isdecimal():
        return []
    tokens = word.text.split()
    unit = normalised(tokens[-1]) if len(tokens) > 1 else ""
    label = tokens[:-1] if unit in words.units else tokens
    key = normalised("".join(label[1:] if len(label) > 1 and label[0].isdecimal() else label))
    parts = [Part(key, word)] if key else []
    return [*parts, Part(unit, word, is_unit=True)] if unit in words.units else parts


def _line(record: Record, parts: list[Part], following: Sequence[Part]) -> tuple[Line, int]:
    """Find the label that ends right in front of the unit or the figures; gives how many pieces below it took."""
    unit = parts[-1].key if parts and parts[-1].is_unit else ""
    front = parts[:-1] if unit else parts
    last_unit = max((index for index, part in enumerate(front) if part.is_unit), default=-1)
    near, below = front[last_unit + 1 :][-MOST_BEFORE:], list(following[:MOST_AFTER])
    if any(part.is_unit for part in below):
        below = below[: next(index for index, part in enumerate(below) if part.is_unit)]
    for after in range(len(below) + 1 if record.figures else 1):
        rest = "".join(part.key for part in below[:after])
        for before in range(len(near), 0, -1):
            begin = "".join(part.key for part in near[-before:])
            if bare(begin) and (entries := entries_of(begin + rest)):
                others = tuple(front[: len(front) - before])
                label = tuple(near[-before:])
                return Line(record, others, entries, unit or unit_in(begin + rest), label, record.figures), after
    return Line(record, tuple(front), (), unit, (), record.figures), 0
