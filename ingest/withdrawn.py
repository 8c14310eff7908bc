"""Cells that are withdrawn when all records of a document are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest import messages
from ingest.forms import form

if TYPE_CHECKING:
    from ingest.progress import Progress


def withdraw(state: Progress) -> None:
    """Refuse the cells that the rest of the document puts in doubt, each with a finding."""
    _drop_page_numbers(state)
    _drop_double_rows(state)
    _drop_where_figures_lead(state)


def _drop_double_rows(state: Progress) -> None:
    """Where one undivided row and the rows that it replaces are both filled, one of the labels was misread."""
    table = form("2021").table("three")
    block = table.blocks[0]
    by_id = {row.id: row for row in block.rows}
    for row in (row for row in block.rows if row.instead_of):
        whole = [path for column in block.columns if (path := table.path(row, column)) in state.cells]
        parts = (table.path(by_id[part], column) for part in row.instead_of for column in block.columns)
        if whole and any(path in state.cells for path in parts):
            state.refused.update(whole)
            state.findings.append(messages.doubled(row.labels[0], [state.cells[path] for path in whole]))


def _drop_where_figures_lead(state: Progress) -> None:
    """Where a run of figures stands in front of the first label, labels may follow their figures: take none of them."""
    for path, table in state.neighbours.items():
        if table in state.loose and path in state.cells:
            state.refused.add(path)
    for table in state.loose:
        if table in state.neighbours.values():
            state.findings.append(messages.figures_lead(state.loose[table]))


def _drop_page_numbers(state: Progress) -> None:
    """Where figures stand beside their labels, a lone one below a label may be the number of the page."""
    for each in state.lone if state.has_spaced_rows else ():
        state.refused.update(each.target.path(column) for column in each.target.columns)
        state.refuse(messages.unplaced(each.record, each.heads))
