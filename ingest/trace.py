"""From a number in the database back to the printed text, its place and its document."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import Prose, UnreadableDocumentError
from ingest.readers import read_document
from ingest.store import query
from ledger import Kind, book_of, standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ingest.model import Document, Grid
    from ingest.workspace import Workspace
    from ledger import Entry, Standing

SHOWN_CELLS = 12  # of a printed row; some layouts run a whole table into one row
SHOWN_CANDIDATES = 8

_CELL = """
select r.*, o.name as organ, c.path, c.status, c.value, c.printed, c.place,
       m.title_zh, m.title_en, m.unit_zh, m.unit_en
from cell c join report r using (report_id) join organ o using (organ_id) left join metric m on m.metric = c.path
where r.organ_id = ? and r.year = ? and c.path = ?
order by r.is_current desc, r.revision desc
"""
_FINDINGS = """
select rule, severity, message_zh, message_en from finding
where report_id = ? and outcome = 'fail' and list_contains(cells, ?) order by rule
"""


@dataclass(frozen=True, slots=True)
class Trace:
    """One printed figure with all that proves it.

    `value` is null unless `status` is reported or corrected. `printed_row` is the row or line of the document around
    the figure, '' where the document has changed or is gone. `document` is the stored file. `others` are the same cell
    in other revisions, as (revision, printed, file); `findings` those about this cell, as (rule, Chinese, English).
    """

    organ: str
    organ_id: str
    year: int
    path: str
    title_zh: str
    title_en: str
    unit_zh: str
    unit_en: str
    value: float | None
    status: str
    printed: str
    place: str
    printed_row: str
    file: str
    document: Path
    report_title: str
    form: str
    revision: int
    database: Path
    others: tuple[tuple[int, str, str], ...]
    findings: tuple[tuple[str, str, str], ...]
    corrections: tuple[tuple[Entry, Standing], ...]


def trace(workspace: Workspace, organ: str, year: int, path: str) -> Trace:
    """Give one figure of the current report of an organ and a year, walked back to its document.

    Args:
        workspace: with a published database.
        organ: id, full name, short name, or a part of the name that only one organ has.
        year: report year.
        path: cell path, as `requests.new.total`.

    Raises:
        LookupError: there is no such organ, report or cell; the message names what there is.
        WorkspaceError: nothing has been published.
        LedgerError: the ledger cannot be read.
    """
    database = workspace.published()
    organ_id, name = find_organ(database, organ)
    cells = query(database, _CELL, [organ_id, year, path])
    if not cells.height or not cells["is_current"][0]:
        raise no_such_cell(database, organ_id, name, year, path)
    cell = cells.row(0, named=True)
    findings = query(database, _FINDINGS, [cell["report_id"], path])
    document = stored(workspace, cell["sha256"])
    return Trace(
        organ=name,
        organ_id=organ_id,
        year=year,
        path=path,
        title_zh=cell["title_zh"] or "",
        title_en=cell["title_en"] or "",
        unit_zh=cell["unit_zh"] or "",
        unit_en=cell["unit_en"] or "",
        value=cell["value"],
        status=cell["status"],
        printed=cell["printed"],
        place=cell["place"],
        file=cell["file"],
        form=cell["form"],
        revision=cell["revision"],
        printed_row=_printed_row(document, cell["place"]),
        document=document,
        report_title=cell["title"],
        database=database,
        others=tuple(cells.slice(1).select("revision", "printed", "file").rows()),
        findings=tuple(findings.select("rule", "message_zh", "message_en").rows()),
        corrections=_corrections(workspace, organ_id, year, path),
    )


def _corrections(workspace: Workspace, organ_id: str, year: int, path: str) -> tuple[tuple[Entry, Standing], ...]:
    entries = book_of(workspace.root).history(organ_id, year, path, Kind.CORRECTION)
    states = standing(entries)
    return tuple((entry, states[entry.entry_id]) for entry in entries)


def find_organ(database: Path, wanted: str) -> tuple[str, str]:
    """Give id and name of the one organ that is meant.

    Raises:
        LookupError: none or several are; the message lists them.
    """
    organs = query(database, "select organ_id, name, short_name from organ order by name")
    rows = organs.rows()
    exact = [row for row in rows if wanted in row]
    found = exact or [row for row in rows if wanted in row[1]]
    if len(found) == 1:
        return found[0][0], found[0][1]
    if not found:
        close = difflib.get_close_matches(wanted, [row[1] for row in rows], n=3, cutoff=0.3)
        hint = f" Did you mean {'、'.join(close)}?" if close else ""
        raise LookupError(f"No organ of this workspace is called {wanted}.{hint}")
    raise LookupError(f"{wanted} is part of several names: {_some(row[1] for row in found)}. Give more of the name.")


def row_at(document: Document, place: str) -> str:
    """Give the printed row or line of a document at a place, cells between bars; '' where nothing is there."""
    if not place:  # a cell that a person added is printed nowhere
        return ""
    # Tables first: on a page without line ends all prose stands on the line of the cell.
    for block in sorted(document.blocks, key=lambda block: isinstance(block, Prose)):
        row = _line_at(block, place) if isinstance(block, Prose) else _row_at(block, place)
        if row:
            return row
    return ""


def _line_at(prose: Prose, place: str) -> str:
    at = str(prose.place)  # a figure within a line adds its own number to the place of the line
    return prose.text if at and (place == at or place.startswith(f"{at} ")) else ""


def _row_at(grid: Grid, place: str) -> str:
    for row in grid.rows:
        for position, cell in enumerate(row):
            if str(cell.place) == place:
                first = max(0, min(position - SHOWN_CELLS // 2, len(row) - SHOWN_CELLS))
                return " | ".join(" ".join(shown.text.split()) for shown in row[first : first + SHOWN_CELLS])
    return ""


def stored(workspace: Workspace, sha256: str) -> Path:
    """Give where the bytes of a document are kept, or were, where they are gone."""
    document = next((each for each in workspace.documents() if each.sha256 == sha256), None)
    return workspace.path_of(document) if document else workspace.root / "reports" / sha256


def _printed_row(document: Path, place: str) -> str:
    try:
        return row_at(read_document(document.read_bytes(), document.suffix), place)
    except (OSError, UnreadableDocumentError):
        return ""


def no_such_cell(database: Path, organ_id: str, name: str, year: int, path: str) -> LookupError:
    """Give the error for a cell that is not there; its message names what there is."""
    return LookupError(_what_there_is(database, organ_id, name, year, path))


def _what_there_is(database: Path, organ_id: str, name: str, year: int, path: str) -> str:
    years = query(database, "select distinct year from report where organ_id = ? order by year", [organ_id])
    if year not in years["year"]:
        there = "、".join(str(each) for each in years["year"]) or "none"
        return f"There is no report of {name} for {year}. Years that are there: {there}."
    paths = query(
        database,
        "select path from fact where organ_id = ? and year = ? order by path",
        [organ_id, year],
    )["path"].to_list()
    close = difflib.get_close_matches(path, paths, n=SHOWN_CANDIDATES, cutoff=0.5)
    within = [each for each in paths if each.startswith(f"{path}.")]
    hint = f" Cells with similar names: {_some(within or close)}." if within or close else ""
    return f"The {year} report of {name} has no cell {path}: its form does not ask for it, or it was not found.{hint}"


def _some(names: Iterable[str]) -> str:
    names = list(names)
    rest = f" … ({len(names)})" if len(names) > SHOWN_CANDIDATES else ""
    return ", ".join(names[:SHOWN_CANDIDATES]) + rest
