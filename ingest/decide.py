"""Corrections, verdicts and explanations about what a published database shows, written into its ledger."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ingest.forms import form
from ingest.store import query
from ingest.trace import find_organ
from ledger import Kind, book_of

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.workspace import Workspace
    from ledger import Entry, Judgement

_REPORT = "select report_id, form from report where is_current and organ_id = ? and year = ?"
_PRINTED = """
select case when k.report_id is not null then k.printed else c.printed end as printed
from cell c left join correction k using (report_id, path) where c.report_id = ? and c.path = ?
"""
_OPERANDS = """
select left_value, right_value from finding where report_id = ? and rule = ? and outcome <> 'pass'
order by outcome = 'cannot_check'
"""
_RULES = "select distinct rule from finding where report_id = ? and outcome <> 'pass' order by rule"
_VALUE = "select value from fact where organ_id = ? and year = ? and path = ?"


def correct(
    workspace: Workspace, organ: str, year: int, path: str, value: float | None, *, who: str, note: str, source: str
) -> Entry:
    """Write down what a cell should hold, together with what the document prints there now.

    Args:
        workspace: with a published database.
        organ: id or name, as `find_organ` takes it.
        year: report year.
        path: a cell that the form of the report asks for, or that was read.
        value: the figure in its place; null where the cell is to be read as blank.
        who: who says so.
        note: why.
        source: where the figure comes from.

    Raises:
        LookupError: there is no such organ, report or cell; the message names what there is.
        LedgerError: who or note is empty, or the ledger cannot be written.
    """
    database = workspace.published()
    organ_id, name, report_id, form_id = _report(database, organ, year)
    printed = query(database, _PRINTED, [report_id, path])["printed"].to_list()
    if not printed and path not in form(form_id).paths():
        raise LookupError(f"The {year} report of {name} has no cell {path}.{_close(path, form(form_id).paths())}")
    return book_of(workspace.root).record(
        kind=Kind.CORRECTION,
        organ_id=organ_id,
        organ=name,
        year=year,
        target=path,
        who=who,
        note=note,
        source=source,
        printed=printed[0] if printed else None,
        value=value,
    )


def judge(
    workspace: Workspace, organ: str, year: int, rule: str, judgement: Judgement, *, who: str, note: str
) -> Entry:
    """Write down what a finding means, together with both sides as they are now; it stands while they stay the same.

    Raises:
        LookupError: there is no such organ, report or finding that did not pass.
        LedgerError: who or note is empty, or the ledger cannot be written.
    """
    database = workspace.published()
    organ_id, name, report_id, _ = _report(database, organ, year)
    operands = query(database, _OPERANDS, [report_id, rule])
    if operands.is_empty():
        there = query(database, _RULES, [report_id])["rule"].to_list()
        raise LookupError(f"The {year} report of {name} has no open finding {rule}.{_close(rule, there)}")
    left, right = operands.row(0)
    return book_of(workspace.root).record(
        kind=Kind.VERDICT,
        organ_id=organ_id,
        organ=name,
        year=year,
        target=rule,
        who=who,
        note=note,
        judgement=judgement,
        left_value=left,
        right_value=right,
    )


def explain(workspace: Workspace, organ: str, year: int, path: str, sentence: str, *, who: str) -> Entry:
    """Write down why a figure changed, together with last year's figure (left) and this year's (right).

    Raises:
        LookupError: there is no such organ or report, or not both figures.
        LedgerError: who or sentence is empty, or the ledger cannot be written.
    """
    database = workspace.published()
    organ_id, name, _, _ = _report(database, organ, year)
    now, before = (query(database, _VALUE, [organ_id, each, path])["value"].to_list() for each in (year, year - 1))
    if not now or not before or None in (*now, *before):
        raise LookupError(
            f"{path} of {name} has no figure in both {year - 1} and {year}: there is no change to explain."
        )
    return book_of(workspace.root).record(
        kind=Kind.EXPLANATION,
        organ_id=organ_id,
        organ=name,
        year=year,
        target=path,
        who=who,
        note=sentence,
        left_value=before[0],
        right_value=now[0],
    )


def _report(database: Path, organ: str, year: int) -> tuple[str, str, int, str]:
    organ_id, name = find_organ(database, organ)
    found = query(database, _REPORT, [organ_id, year]).rows()
    if not found:
        raise LookupError(f"There is no report of {name} for {year}.")
    return organ_id, name, *found[0]


def _close(wanted: str, there: list[str] | tuple[str, ...]) -> str:
    close = difflib.get_close_matches(wanted, there, n=5, cutoff=0.5)
    return f" Did you mean {', '.join(close)}?" if close else ""
