"""Records of a document to cells of the form: the one alignment engine for all layouts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest import messages
from ingest.columns import (
    APPLICANTS,
    adds_up,
    adds_up_in_blocks,
    has_slipped,
    header_of,
    is_filled,
    learn,
    placed,
)
from ingest.damaged import damaged_row
from ingest.forms import forms
from ingest.grid_columns import headed, is_ragged, without_repeats
from ingest.match import Match, heading_keys, is_group_piece, match_row, row_labels
from ingest.model import NOT_GIVEN, Block, Cell, Finding, Status
from ingest.numbers import Piece, parsed
from ingest.order import applicants_in_order, disputes_in_order, has_all_applicants, has_applicants
from ingest.progress import Progress, Target, Waiting
from ingest.stream import Layout, Record, Word, is_deduplicated, records
from ingest.waiting import (
    but_cut_number,
    cut_off,
    depth_of,
    is_alike,
    placed_by_spots,
    placed_late,
    proves_total_last,
)
from ingest.withdrawn import withdraw
from ingest.zones import follow_zone

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURES_OF_FOUR = 15
PAGE_LIKE = re.compile(r"[1-9]\d{0,2}")


@dataclass(frozen=True, slots=True)
class Alignment:
    """What the tables of a document say: cells (one a path), findings, the form of the report.

    `tables` names what was met: an id for a table with cells, `heading:id` for its printed heading, `refused:id`
    for figures in it that have no certain place.
    """

    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]
    tables: tuple[str, ...]
    form: str | None


def align(blocks: Sequence[Block]) -> Alignment:
    """Give the cells of the prescribed tables in these blocks, and a finding for every figure without a place.

    A label is matched by exact spelling (see `match`), a row is accepted only where the number of its figures
    leaves no doubt (see `columns.placed`), two different figures for one cell keep that cell out.
    """
    stream = records(blocks)
    state = Progress()
    if is_deduplicated(stream):
        return Alignment((), (messages.deduplicated(),), (), None)
    for index, record in enumerate(stream):
        following = stream[index + 1].heads_above if index + 1 < len(stream) else ()
        _read(record, following, state)
    _take_waiting(state)
    withdraw(state)
    cells = tuple(cell for path, cell in state.cells.items() if path not in state.refused)
    return Alignment(cells, tuple(state.findings), tuple(state.met), _form(state))


def _read(record: Record, following: Sequence[Word], state: Progress) -> None:
    own = record.heads[state.tail :]
    heads = [*state.carried, *own]
    state.carried, state.tail = [], 0
    state.since.extend(own)
    follow_zone(heads, state)
    found = match_row(heads, following) if record.figures else None
    if found is None and state.zone == "three" and len(record.figures) >= APPLICANTS:
        found = damaged_row(heads, following, state.order)
        if found:
            state.findings.append(messages.damaged(record, heads, found))
    if found and _take_row(record, heads, found, state):
        state.tail = found.after
        state.since = []
    elif _is_table_four(record, state):
        _take_table_four(record, state)
        state.since = []
    elif record.figures and record.is_empty:
        state.carried = heads
    elif record.figures and state.zone and _is_unplaced(record):
        finding = messages.unplaced(record, heads)
        state.refuse(finding)
        is_first = state.zone != "three" or state.order == 0
        if is_first and record.layout is Layout.LINES and (not heads or heads[-1].key in heading_keys()):
            state.loose.setdefault(state.zone, finding)


def _is_unplaced(record: Record) -> bool:
    """Tell a row that could not be placed from a page number or a figure in a sentence."""
    filled = sum(word.kind is not Piece.BLANK for word in record.figures)
    return filled > 1 or record.layout in (Layout.EXACT, Layout.EVEN, Layout.CELLS)


def _take_row(record: Record, heads: list[Word], found: Match, state: Progress) -> bool:
    if found.options[0].table.id == "two":
        return _take_row_of_two(record, heads, found, state)
    if _has_two_labels(record, heads, found):
        state.refuse(messages.two_labels(record, heads))
        return True
    option = found.options[-1]
    state.order = option.order
    target = Target(option.table, option.row, option.block.columns)
    if has_applicants(state.since):
        state.in_order = applicants_in_order(state.since, target.columns)
        state.headed[record.table] = headed(state.since, target.columns, record.figures[0].place.table)
        state.has_all = has_all_applicants(state.since, target.columns)
    if state.in_order is False:
        state.refuse(messages.foreign_order(record, heads))
        return True
    anchors = state.anchors.setdefault(record.table, {})
    known = state.headed.get(record.table, {}) | anchors
    is_labelled = _is_labelled(record, heads, found)
    figures = but_cut_number(record, placed(record, len(target.columns), known, is_labelled=is_labelled))
    state.has_torn_rows |= figures is None and not record.is_last
    is_lost = figures is None and not is_labelled and not record.is_last and record.layout is not Layout.SPACED
    is_torn = figures is not None and is_ragged(record.figures, anchors, known) and not adds_up(figures)
    if is_lost or is_torn or (figures and has_slipped(record, figures, len(target.columns))):
        state.refuse(messages.wrong_count(record, heads, len(target.columns)))
        return True
    if figures is None or state.in_order is None:
        state.waiting.append(Waiting(record, tuple(heads), found, target, figures))
        return True
    state.whole.append(figures)
    state.leads.learn(depth_of(target.row), record, figures)
    if record.layout is Layout.EXACT and (len(record.figures) == len(target.columns) or is_filled(figures)):
        learn(anchors, figures)
    _store(target, figures, state)
    if not is_labelled:
        _note_neighbours(found, target, state)
    return True


def _take_waiting(state: Progress) -> None:
    """Place the rows that had to wait for what the other rows of the table tell."""
    unsure = [each.figures for each in state.waiting if each.figures is not None]
    is_proven = proves_total_last(unsure)
    for each in state.waiting:
        record, target, figures = each.record, each.target, each.figures
        if figures is None:
            figures = _placed_late(each, state)
        elif not is_alike(figures) and not (is_proven and adds_up(figures)):
            state.refuse(messages.foreign_order(record, each.heads))
            continue
        if figures is None:
            state.refuse(messages.wrong_count(record, each.heads, len(target.columns)))
            continue
        _store(target, figures, state)
        if not _is_labelled(record, each.heads, each.found):
            _note_neighbours(each.found, target, state)


def _placed_late(waiting: Waiting, state: Progress) -> list[Word] | None:
    record, target, option = waiting.record, waiting.target, waiting.found.options[-1]
    if record.layout in (Layout.LINES, Layout.SPACED):
        if record.is_last:
            is_inside = option.order < len(option.block.rows) and len(record.figures) < len(target.columns)
            return cut_off(record, state.whole) if is_inside and not state.has_torn_rows else None
        return placed_by_spots(record, len(target.columns), state.whole)
    anchors = state.headed.get(record.table, {}) | state.anchors[record.table]
    lead, count = state.leads.of(depth_of(target.row)), len(target.columns)
    figures = placed_late(record, count, anchors, lead, has_all_headings=state.has_all)
    is_even = record.layout is Layout.EVEN and lead is not None and len(record.figures) == lead + count
    return None if figures and not is_even and has_slipped(record, figures, count) else figures


def _is_labelled(record: Record, heads: Sequence[Word], found: Match) -> bool:
    """Tell whether a part of the label stands in the row or on the line of the figures."""
    return any(record.is_beside(word) for word in heads[len(heads) - found.before :])


def _has_two_labels(record: Record, heads: Sequence[Word], found: Match) -> bool:
    """Tell whether a second row label shares the row: a torn grid, whose figures may belong to either."""
    rest = heads[: len(heads) - found.before]
    labels = (word for word in rest if word.key in row_labels() and not is_group_piece(word.key))
    return any(record.is_beside(word) and word.key != found.label for word in labels)


def _take_row_of_two(record: Record, heads: list[Word], found: Match, state: Progress) -> bool:
    header = header_of(state.since[: len(state.since) - found.before]) or state.header
    if header is None:
        return False
    options = [option for option in found.options if option.form == header.form and header.covers(option.block)]
    if not options:
        return False
    state.header = header
    if record.layout in (Layout.EXACT, Layout.EVEN) and len(record.figures) > len(header.columns):
        record = replace(record, figures=tuple(without_repeats(record.figures, header.row)))
    is_labelled = _is_labelled(record, heads, found)
    figures = placed(record, len(header.columns), {}, is_labelled=is_labelled)
    if figures is None or has_slipped(record, figures, len(header.columns)):
        state.has_torn_rows = True
        state.refuse(messages.wrong_count(record, heads, len(header.columns)))
        return True
    state.forms[header.form.id] = state.forms.get(header.form.id, 0) + 1
    target = Target(header.table, options[0].row, header.columns, header.unit)
    _store(target, figures, state)
    if not is_labelled:
        _note_neighbours(found, target, state)
    state.has_spaced_rows |= record.layout is Layout.SPACED
    if record.layout is Layout.LINES and len(figures) == 1 and PAGE_LIKE.fullmatch(figures[0].text):
        state.lone.append(Waiting(record, tuple(heads), found, target, figures))
    return True


def _note_neighbours(found: Match, target: Target, state: Progress) -> None:
    """Remember cells that only the order of lines ties to their label."""
    if found.after == 0:
        state.neighbours.update({target.path(column): target.table.id for column in target.columns})


def _is_table_four(record: Record, state: Progress) -> bool:
    if not record.figures or (record.is_empty and len(record.figures) != FIGURES_OF_FOUR):
        return False
    return state.zone == "four" or any("复议后起诉" in word.key for word in state.since)


def _take_table_four(record: Record, state: Progress) -> None:
    table = forms()[-1].table("four")
    block = table.blocks[0]
    figures = placed(record, FIGURES_OF_FOUR, {}, is_labelled=False)
    if figures is None and adds_up_in_blocks(record.figures):
        figures = list(record.figures)
    if figures is not None and len(figures) == FIGURES_OF_FOUR:
        if disputes_in_order(state.since):
            _store(Target(table, block.rows[0], block.columns), figures, state)
        else:
            state.refuse(messages.foreign_order(record, state.since))
    elif _is_unplaced(record):
        state.refuse(messages.wrong_count(record, state.since[-3:], FIGURES_OF_FOUR))


def _store(target: Target, figures: Sequence[Word], state: Progress) -> None:
    state.met.setdefault(target.table.id)
    for column, word in zip(target.columns, figures, strict=False):  # the last row of a cut document is shorter
        if word.text == NOT_GIVEN:
            continue
        path = target.path(column)
        value, status = parsed(word.text, column.kind, target.unit)
        cell = Cell(path, status, value, word.text, word.place)
        if status is Status.UNREADABLE:
            state.findings.append(messages.unreadable(cell, column.kind))
        before = state.cells.setdefault(path, cell)
        if before.value != value:
            state.refused.add(path)
            state.findings.append(messages.conflict(before, cell))


def _form(state: Progress) -> str | None:
    """The form of the report: that of most blocks of table two, else the one that prints these rows."""
    if state.forms:
        return max(sorted(state.forms), key=lambda each: state.forms[each])
    if "requests.other.no_correction.total" in state.cells:
        return "2021"
    return "2019" if "requests.other.total" in state.cells else None
