"""Serial numbers and codes of a statistics list, recognised in order to be left out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.numbers import Piece, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.legacy_headings import Columns
    from ingest.legacy_rows import Line
    from ingest.stream import Word

INTEGER = re.compile(r"\d{1,3}(?=\**$)")
LEADING_ZERO = re.compile(r"0\d+\**")
FEWEST_IN_A_ROW = 3  # numbers that follow one another are serial numbers from here on, where all do
LONG_RUN = 4  # steps by one that hardly are values, even where other numbers stand between


class NumberedError(Exception):
    """Figures that look like serial numbers or codes cannot be told from values; nothing of the list is certain."""


def without_numbers(lines: Sequence[Line], before: Line | None, columns: Columns) -> list[Line]:
    """Give the lines of a list without serial numbers and codes.

    Args:
        lines: from the first to the last label.
        before: the line in front of them, which holds the first serial number where cells follow one another.
        columns: the headings.

    Raises:
        NumberedError: some figures look like serial numbers or codes, but not all lines have them.
    """
    plain_lines = _without_serials(list(lines), before, columns)
    if _is_placed_by_column(plain_lines, columns):
        return plain_lines
    firsts = [_integer(line.filled[0]) for line in plain_lines if line.filled]
    if "code" in columns.roles:
        numbers = [_integer(line.filled[0]) for line in plain_lines if line.filled]
        if None in numbers or not _is_rising(numbers):
            raise NumberedError
        return [_cut_first(line) for line in plain_lines]
    if not _looks_numbered(firsts):
        return plain_lines
    if columns.roles or not _is_counting(firsts):
        raise NumberedError
    return [_cut_first(line) for line in plain_lines]


def _is_placed_by_column(lines: Sequence[Line], columns: Columns) -> bool:
    """Tell whether every line stands in the very grid that has the headings, so that no number can be mistaken."""
    return bool(columns.at) and all(line.record.table == columns.table for line in lines)


def _without_serials(lines: list[Line], before: Line | None, columns: Columns) -> list[Line]:
    """Cut the serial number of the next line off the end of each run, where cells follow one another without rows."""
    if not lines or not all(line.runs_on for line in lines if line.figures):
        return lines
    numbers = [_integer(line.filled[-1]) if line.filled else None for line in lines[:-1]]
    if before and len(before.filled) == 1:
        numbers.insert(0, _integer(before.filled[0]))
    if not _is_counting(numbers):
        if columns.has_serial or _looks_numbered(numbers):
            raise NumberedError
        return lines
    last = lines[-1]
    if last.filled and numbers[-1] is not None and _integer(last.filled[-1]) == numbers[-1] + 1:
        # One figure may be the value, or the number of a line that no list knows.
        last = _cut_last(last) if len(last.filled) > 1 else replace(last, figures=(), entries=())
    return [*(_cut_last(line) for line in lines[:-1]), last]


def _cut_last(line: Line) -> Line:
    end = max(index for index, word in enumerate(line.figures) if word.kind is not Piece.BLANK)
    return replace(line, figures=line.figures[:end])


def _cut_first(line: Line) -> Line:
    begin = next((index for index, word in enumerate(line.figures) if word.kind is not Piece.BLANK), None)
    return line if begin is None else replace(line, figures=line.figures[begin + 1 :])


def _integer(word: Word) -> int | None:
    match = INTEGER.match(plain(word.text))
    return int(match[0]) if match else None


def is_code(word: Word) -> bool:
    """Tell a figure that begins with a zero, 01, which is no count."""
    return LEADING_ZERO.fullmatch(plain(word.text)) is not None


def _steps(numbers: Sequence[int | None]) -> list[int | None]:
    return [after - first if first is not None and after is not None else None for first, after in pairwise(numbers)]


def _is_counting(numbers: Sequence[int | None]) -> bool:
    return len(numbers) >= FEWEST_IN_A_ROW and all(step == 1 for step in _steps(numbers))


def _is_rising(numbers: Sequence[int | None]) -> bool:
    return all(step is not None and step > 0 for step in _steps(numbers))


def _looks_numbered(numbers: Sequence[int | None]) -> bool:
    """Tell whether many numbers follow one another, or all of a few."""
    runs = "".join("1" if step == 1 else " " for step in _steps(numbers)).split()
    return _is_counting(numbers) or max(map(len, runs), default=0) >= LONG_RUN
