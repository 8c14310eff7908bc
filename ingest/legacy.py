"""Statistics lists before 2019 to cells: one indicator a line, told by its label and the heading above it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest import messages
from ingest.align import Alignment
from ingest.legacy_headings import Columns, columns_of
from ingest.legacy_list import Entry, entries_of, legacy_list
from ingest.legacy_numbers import NumberedError, without_numbers
from ingest.legacy_rows import Line, Part, is_page_number, lines_of
from ingest.legacy_values import UncertainColumnError, has_more_columns, value_of
from ingest.model import Block, Cell, Finding, Status
from ingest.numbers import Piece, parsed
from ingest.stream import Layout, Word, records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST_ROWS = 3  # labels that make a list; fewer may be a sentence's words
CLEAR_MAJORITY = 5  # labels of one list for each of the other, which then is a damaged label of the first
FEWEST_FIGURES = 6  # figures without a single repetition that make lost lines likely


@dataclass(slots=True)
class Progress:
    """What is known while the lines are read in order."""

    columns: Columns
    family: str | None  # the list that is printed, null where labels of both are
    named: frozenset[str]  # ids of all lines whose labels are printed
    layout: Layout | None  # of most lines with figures
    needs_unit: bool  # cells stand one a line and units are printed
    has_more_columns: bool = False  # than the headings say
    position: Entry | None = None  # the last label or heading, null after words that no list knows
    cells: dict[str, Cell] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def legacy(blocks: Sequence[Block]) -> Alignment | None:
    """Give the cells of a statistics list in these blocks, null where fewer than three of its labels are printed.

    Serial numbers and codes are never values; of several columns only 合计 is one; a label that occurs twice is
    placed by the heading above it. What is not certain becomes a finding that quotes the line.
    """
    lines = lines_of(records(blocks))
    known = [index for index, line in enumerate(lines) if any(entry.path for entry in _named(line))]
    if len({entry.id for index in known for entry in _named(lines[index]) if entry.path}) < FEWEST_ROWS:
        return None
    first, last = known[0], _end(lines, known[-1])
    columns = columns_of(lines[: first + 1])
    named = frozenset(entry.id for line in lines for entry in _named(line))
    state = Progress(columns, _family(lines), named, _layout(lines), _needs_unit(lines[first : last + 1]))
    rows = [line for line in lines[first : last + 1] if not is_page_number(line, state.layout)]
    try:
        listed = without_numbers(rows, lines[first - 1] if first else None, columns)
    except NumberedError:
        listed = []
        state.findings.extend(messages.numbered(line.record) for line in rows if line.filled)
    for line in lines[:first]:
        if line.filled and line.unit and line.record.table and line.record.table == lines[first].record.table:
            state.findings.append(messages.unplaced(line.record, line.record.heads))
    if _is_deduplicated(listed):
        return Alignment((), (messages.deduplicated(),), ("legacy",), "legacy")
    state.has_more_columns = has_more_columns(listed, columns)
    for line in listed:
        _read(line, state)
    cells = tuple(cell for path, cell in state.cells.items() if path not in state.refused)
    return Alignment(cells, tuple(state.findings), ("legacy",), "legacy")


def _end(lines: Sequence[Line], last: int) -> int:
    """Give the last line of the list: rows of its grid, or with a unit, that no list knows still belong to it."""
    table = lines[last].record.table
    for index in range(last + 1, len(lines)):
        if not lines[index].filled or not (lines[index].unit or (table and lines[index].record.table == table)):
            return index - 1
    return len(lines) - 1


def _named(line: Line) -> Iterator[Entry]:
    """Give every line of the lists that is named in a run, with a figure behind it or without."""
    yield from line.entries
    for part in line.others:
        yield from entries_of(part.key)


def _family(lines: Sequence[Line]) -> str | None:
    """Give the list that nearly all labels belong to; labels that both lists have say nothing."""
    named = [{entry.family for entry in line.entries} for line in lines]
    counted = Counter(family for families in named if len(families) == 1 for family in families).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] < CLEAR_MAJORITY * counted[1][1]):
        return None
    return counted[0][0]


def _layout(lines: Sequence[Line]) -> Layout | None:
    counted = Counter(line.record.layout for line in lines if line.entries and line.filled)
    return counted.most_common(1)[0][0] if counted else None


def _needs_unit(lines: Sequence[Line]) -> bool:
    runs = [line for line in lines if line.figures and line.runs_on]
    return any(line.unit or any(part.is_unit for part in line.others) for line in runs)


def _is_deduplicated(lines: Sequence[Line]) -> bool:
    """Tell whether lines that occurred before were dropped: cells one a line, no unit and no figure comes twice."""
    runs = [line for line in lines if line.figures and line.runs_on]
    units = [line.unit for line in runs if line.unit]
    if len(units) > len(set(units)):
        return False
    figures = [word.text for line in runs for word in line.filled]
    empty = sum(not line.filled for line in lines) + sum(bool(entries_of(p.key)) for line in lines for p in line.others)
    return len(figures) >= FEWEST_FIGURES and len(set(figures)) == len(figures) and empty > 0


def _read(line: Line, state: Progress) -> None:
    for part in line.others:
        _pass(part, state)
    entry = _chosen(line.entries, state)
    if line.label or line.filled:
        state.position = entry
    if entry is None or not entry.path:
        if line.filled:
            state.findings.append(messages.unplaced(line.record, line.record.heads))
        return
    if not _is_certain(line, entry, state):
        state.findings.append(messages.unplaced(line.record, line.record.heads))
        return
    try:
        word = value_of(line, state.columns, is_alone=not state.has_more_columns)
    except UncertainColumnError:
        state.findings.append(messages.several_columns(line.record, line.record.heads))
        return
    if word is not None:
        _store(entry, word, line.unit, state)


def _pass(part: Part, state: Progress) -> None:
    """Follow a label or heading without figures; words that no list knows leave the position open."""
    words = legacy_list().words
    if not part.is_unit and not any(part.key in each for each in words.roles.values()):
        state.position = _chosen(entries_of(part.key), state)


def _chosen(entries: Sequence[Entry], state: Progress) -> Entry | None:
    """Choose the line that a label names: the only one, or the one that stands under the last heading."""
    kept = [entry for entry in entries if state.family in (None, entry.family)]
    if len(kept) == 1:
        return kept[0]
    here = state.position
    if any(entry.above and entry.above[0] not in state.named for entry in kept):
        return None  # one of the headings is lost, and with it perhaps the end of what stood under the other
    near = [
        entry
        for entry in kept
        if here
        and entry.above
        and entry.order > here.order
        and (entry.above[0] == here.id or entry.above[0] in here.above)
    ]
    return near[0] if len(near) == 1 else None


def _is_certain(line: Line, entry: Entry, state: Progress) -> bool:
    """Tell whether the figures stand with their label, in the layout of the list, with a unit of their kind."""
    words = legacy_list().words
    if not line.filled:
        return True
    if line.record.layout is not state.layout and Layout.LINES in (line.record.layout, state.layout):
        return False  # a page number between the lines of a table
    if line.runs_on and ((state.needs_unit and not line.unit) or _is_at_page_end(line)):
        return False
    if line.unit and (line.unit in words.amounts) != (entry.column.kind == "amount"):
        return False
    return _is_beside(line) and not _has_two_labels(line, entry)


def _is_beside(line: Line) -> bool:
    """Tell whether label or unit stand on the line of the figures; without rows, order alone tells."""
    if line.runs_on:
        return True
    here, there = line.record.heads[-1].place, line.figures[0].place
    return (here.page, here.line, here.table, here.row) == (there.page, there.line, there.table, there.row)


def _is_at_page_end(line: Line) -> bool:
    """Tell whether figure and label stand on two pages, so that the figure may be a page number."""
    return line.figures[0].place.page != line.record.heads[-1].place.page


def _has_two_labels(line: Line, entry: Entry) -> bool:
    """Tell whether a second row label, none of those above, shares the row of the figures."""
    there = line.figures[0].place
    if there.row is None:
        return False
    rest = (part for part in line.others if (part.word.place.table, part.word.place.row) == (there.table, there.row))
    return any(other.path and other.id not in entry.above for part in rest for other in entries_of(part.key))


def _store(entry: Entry, word: Word, unit: str, state: Progress) -> None:
    money = unit.removeprefix("人民币") if entry.column.kind == "amount" else ""
    value, status = parsed(word.text, entry.column.kind, money)
    if word.kind is Piece.BLANK:
        value, status = None, Status.BLANK
    cell = Cell(entry.path, status, value, word.text, word.place)
    if status is Status.UNREADABLE:
        state.findings.append(messages.unreadable(cell, entry.column.kind))
    before = state.cells.setdefault(entry.path, cell)
    if (before.value, before.status) != (value, status):
        state.refused.add(entry.path)
        state.findings.append(messages.conflict(before, cell))
