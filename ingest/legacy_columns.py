"""Which figure of a line is its value: column headings, serial numbers and codes of a statistics list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.legacy_list import entries_of, legacy_list
from ingest.legacy_rows import Line, parts_of
from ingest.numbers import Piece, plain
from ingest.stream import Layout, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INTEGER = re.compile(r"\d{1,3}(?=\**$)")
LEADING_ZERO = re.compile(r"0\d+\**")
FEWEST_IN_A_ROW = 3  # numbers that follow one another look like serial numbers from here on
LINES_OF_HEADINGS = 3  # runs of figures up to the first label among which headings are looked for
LOSING_BLANKS = {Layout.SPACED, Layout.LINES}
UNKNOWN = ("value", "value")  # roles of headings that cannot be told apart: nothing can be placed under them


class UncertainColumnError(Exception):
    """Several figures may be the value of a line, or it stands in a column that is not the year's."""


class NumberedError(Exception):
    """Figures that look like serial numbers or codes cannot be told from values; nothing of the list is certain."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns behind the indicator, without the unit: what each holds and, in exact grids, where it is.

    Roles are value, total, part (of a quarter, of last year), code and remark; none where no heading is printed.
    """

    roles: tuple[str, ...] = ()
    at: tuple[int, ...] = ()
    table: int = 0
    has_serial: bool = False

    def target(self) -> int | None:
        """Give the index of the one column that holds the value, null where several might."""
        totals = [index for index, role in enumerate(self.roles) if role == "total"]
        values = [index for index, role in enumerate(self.roles) if role in {"value", "part"}]
        if len(totals) == 1:
            return totals[0]
        return values[0] if len(values) == 1 and not totals and self.roles[values[0]] == "value" else None


def columns_of(lines: Sequence[Line]) -> Columns:
    """Read the headings in front of the first label; `lines` end with the line of that label."""
    words: list[Word] = []
    for line in lines[-LINES_OF_HEADINGS:]:
        words.extend(_until_label(line))
        if any(entries_of(part.key) for part in line.others) or line.entries:
            break
    last = lines[-1]
    rows = _rows(words, last)
    start = next((index for index in range(len(rows) - 1, -1, -1) if _is_heading(rows[index])), None)
    if start is None:
        return Columns()
    heading = rows[start]
    first = max(index for index, (key, _) in enumerate(heading) if _role(key) in {"indicator", "unit"})
    indicator = min(index for index, (key, _) in enumerate(heading) if _role(key) in {"indicator", "unit"})
    has_serial = any(_role(key) == "serial" for key, _ in heading[:indicator])
    behind = [(key, word) for key, word in heading[indicator + 1 :] if _role(key) not in {"unit", "indicator"}]
    below = [each for row in rows[start + 1 :] if len(row) > 1 for each in row]
    if below:
        behind = below if len(behind) == 1 else [*behind, *below]
        if len(behind) != len(below):
            return Columns(UNKNOWN, has_serial=has_serial)
    roles = tuple(_role(key) for key, _ in behind)
    if first == len(heading) - 1 and not behind:
        return Columns(has_serial=has_serial)
    is_exact = last.record.layout is Layout.EXACT
    at = tuple(word.column for _, word in behind) if is_exact else ()
    return Columns(roles, at, last.record.table, has_serial)


Heading = list[tuple[str, Word]]


def _until_label(line: Line) -> list[Word]:
    """Give the words of a line up to the first label or heading of the list, those of its own row left out."""
    kept: list[Word] = []
    for word in line.record.heads:
        if any(part.word is word for part in line.label) or any(entries_of(part.key) for part in parts_of(word)):
            break
        if not word.key.isdecimal():
            kept.append(word)
    if kept and kept[-1].key in legacy_list().words.units:  # the line of an indicator that no list knows
        return kept[:-2]
    return kept


def _rows(words: Iterable[Word], label: Line) -> list[Heading]:
    """Group headings by printed row; where cells stand one a line, all of them are one row."""
    own = label.label[0].word.place if label.label else None
    rows: dict[tuple[int | None, ...], Heading] = {}
    for word in words:
        place = word.place
        if own and place.row is not None and (place.table, place.row) == (own.table, own.row):
            continue
        key = (place.page, place.table, place.row) if place.row is not None else ()
        rows.setdefault(key, []).extend((key, word) for key in _heading_keys(word))
    return list(rows.values())


def _heading_keys(word: Word) -> list[str]:
    """Give the headings in one word, which may be a whole line with single blanks."""
    if _role(word.key) not in {"value", "part"}:
        return [word.key]
    tokens = [normalised(token) for token in word.text.split()]
    if any(_role(token) in {"unit", "indicator"} for token in tokens):
        return tokens
    unit = max((word.key.rfind(each) + len(each) for each in _words("unit") if each in word.key), default=0)
    named = any(each in word.key for each in _words("indicator"))
    if not (unit and named) or len(tokens) == 1:
        return [word.key]
    rest = word.key[unit:]  # letters with blanks between them: 统 计 指 标 单 位 统 计 数
    known = rest in _words("value") | _words("total")
    return ["指标", "单位", *([rest] if known else UNKNOWN if rest else ())]


def _words(role: str) -> frozenset[str]:
    return legacy_list().words.roles[role]


def _role(key: str) -> str:
    words = legacy_list().words
    for role in ("serial", "indicator", "unit", "code", "remark", "total"):
        if key in words.roles[role]:
            return role
    return "part" if any(word in key for word in words.not_the_year) else "value"


def _is_heading(row: Heading) -> bool:
    """Tell the row of headings: it names the indicators, or the units beside something else."""
    roles = [_role(key) for key, _ in row]
    return "indicator" in roles or ("unit" in roles and len(roles) > 1)


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
    if not lines or not all(runs_on(line) for line in lines if line.figures):
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


def runs_on(line: Line) -> bool:
    """Tell whether cells follow one another without rows, so that a lost cell leaves no trace."""
    place = line.figures[0].place
    return line.record.layout is Layout.LINES or (place.table is not None and place.row is None)


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
    """Tell whether at least half of the steps are steps by one."""
    steps = _steps(numbers)
    return len(numbers) >= FEWEST_IN_A_ROW and 2 * sum(step == 1 for step in steps) >= len(steps)


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
    elif len(roles) == 1 and len(line.filled) == 1 and not runs_on(line):
        word = line.filled[0]
    else:
        raise UncertainColumnError
    if word is not None and is_code(word):
        raise UncertainColumnError
    return word
