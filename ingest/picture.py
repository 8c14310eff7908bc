"""The place of a figure as its document shows it: the PDF page with a box, or the table drawn again with a mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import Place, UnreadableDocumentError
from ingest.picture_table import drawn
from ingest.readers import read_document
from ingest.store import query
from ingest.trace import find_organ, no_such_cell, stored
from ingest.workspace import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.workspace import Workspace

PDF_HEAD = 1024  # bytes in which a PDF says what it is
_CELL = """
select r.sha256, r.file, c.printed, c.place from cell c join report r using (report_id)
where r.is_current and r.organ_id = ? and r.year = ? and c.path = ?
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure in its document: the stored file, the name it came with, the place and what was read there."""

    document: Path
    file: str
    place: str
    printed: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What can be shown: a PNG, or HTML of our own tags with all text escaped; `suffix` tells which."""

    content: bytes
    suffix: str


def printed_cell(workspace: Workspace, organ: str, year: int, path: str) -> Printed:
    """Give where a figure of the current report of an organ and a year stands.

    Args:
        workspace: with a published database.
        organ: id, full name, short name, or a part of the name that only one organ has.
        year: report year.
        path: cell path, as `requests.new.total`.

    Raises:
        LookupError: there is no such organ, report or cell; the message names what there is.
        WorkspaceError: nothing has been published.
    """
    database = workspace.published()
    organ_id, name = find_organ(database, organ)
    cells = query(database, _CELL, [organ_id, year, path])
    if not cells.height:
        raise no_such_cell(database, organ_id, name, year, path)
    cell = cells.row(0, named=True)
    return Printed(stored(workspace, cell["sha256"]), cell["file"], cell["place"], cell["printed"])


def picture(cell: Printed) -> Picture:
    """Give the place of a figure as its document shows it.

    Raises:
        WorkspaceError: the document is gone, damaged, or is read otherwise by now; in Chinese and English.
    """
    try:
        return _pictured(cell.document, cell.place, cell.printed)
    except OSError as error:
        raise WorkspaceError(
            f"文件“{cell.file}”已不在资料库中，请重新添加 / "
            f"The document {cell.file} is not in the workspace any more: add it again"
        ) from error
    except UnreadableDocumentError as error:
        raise WorkspaceError(str(error)) from error


def _pictured(document: Path, place: str, printed: str) -> Picture:
    content = document.read_bytes()
    if b"%PDF-" in content[:PDF_HEAD]:
        # PDFium and Pillow cost a tenth of a second to import, which a text file need not pay.
        from ingest.picture_page import page_at  # noqa: PLC0415

        shown = page_at(content, Place.read(place), printed)
        suffix = ".png"
    else:
        markup = drawn(read_document(content, document.suffix), place, printed)
        shown = None if markup is None else markup.encode()
        suffix = ".html"
    if shown is None:
        raise WorkspaceError(
            "在文件的这个位置没有找到原文，读取程序可能已更新；请重新构建资料库（python -m ingest build） / "
            "What was read is not found at this place of the document: the reader may have changed since. "
            "Build the workspace again (python -m ingest build)"
        )
    return Picture(shown, suffix)
