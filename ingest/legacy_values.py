"""The value of a line of a statistics list, where headings and layout leave no doubt which figure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.legacy_list import entries_of
from ingest.legacy_numbers import is_code
from ingest.stream import Layout, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.legacy_headings import Columns
    from ingest.legacy_rows import Line

LOSING_BLANKS = {Layout.SPACED, Layout.LINES}


class UncertainColumnError(Exception):
    """Several figures may be the value of a line, or it stands in a column that is not the year's."""


def has_more_columns(lines: Sequence[Line], columns: Columns) -> bool:
    """Tell whether lines may hold more figures than there are headings, so that one alone may be of any column.

    A single such line of text may be a number torn in two; in a grid it is not. Where no headings are printed and
    blanks leave no trace, lines without a figure leave the number of columns open.
    """
    headed = max(len(_without_code(columns)), 1)
    rows = [line for line in lines if not line.entries or any(entry.path for entry in line.entries)]
    wide = [line for line in rows if _width(line, columns) > headed]
    is_torn = len(wide) == 1 and columns.roles and wide[0].record.layout in LOSING_BLANKS
    is_open = not columns.roles and any(_has_gap(line) for line in rows)
    return is_open or (bool(wide) and not is_torn)


def _without_code(columns: Columns) -> list[int]:
    return [index for index, role in enumerate(columns.roles) if role != "code"]


def _width(line: Line, columns: Columns) -> int:
    if columns.at and line.record.table == columns.table:
        return len(_without_code(columns)) + sum(word.column not in columns.at for word in line.filled)
    return len(line.filled) if columns.roles or not line.filled else len(line.figures)


def _has_gap(line: Line) -> bool:
    """Tell whether a label stands without a figure in a layout that loses blanks."""
    passed = any(entry.path for part in line.others for entry in entries_of(part.key))
    return line.record.layout in LOSING_BLANKS and (passed or not line.figures)


def value_of(line: Line, columns: Columns, *, is_alone: bool = True) -> Word | None:
    """Give the figure (or blank) that is the value of a line, null where nothing is printed.

    Args:
        line: without serial number and code.
        columns: the headings.
        is_alone: whether no line of the list holds more figures than there are headings.

    Raises:
        UncertainColumnError: several figures may be the value, or it stands in a column that is not the year's.
    """
    if not line.filled:
        return line.figures[0] if line.figures else None
    target = columns.target() if columns.roles else 0
    if target is None or not is_alone:
        raise UncertainColumnError
    roles = _without_code(columns) or [0]
    if columns.at and line.record.table == columns.table:
        word = next((word for word in line.figures if word.column == columns.at[target]), None)
    elif len(line.figures) == len(roles):
        word = line.figures[roles.index(target)]
    elif len(roles) == 1 and len(line.filled) == 1 and not line.runs_on:
        word = line.filled[0]
    else:
        raise UncertainColumnError
    if word is not None and is_code(word):
        raise UncertainColumnError
    return word
