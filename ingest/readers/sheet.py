"""Spreadsheets of every kind to blocks: what each cell shows, merged cells once, titles and paragraphs as prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import Document, UnreadableDocumentError
from ingest.readers.rows import sheet_blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.readers.rows import Sheet

READER = "sheet 1"


def read_sheet(content: bytes, kind: str) -> Document:
    """Give the blocks of a workbook, its visible sheets one after the other.

    A cell holds what it shows: whole numbers without a decimal point, amounts as stored, errors (#REF!) and formulas
    that were never calculated as such, so that they count as unreadable and never as blank. Numbers whose format
    shows another figure than the stored one (percent, thousands, dates) are given in a manner that is no figure.

    Args:
        content: the bytes of the file.
        kind: xlsx, xls (also .et) or ods.

    Raises:
        UnreadableDocumentError: damaged, locked by a password, hostile, or without any content.
    """
    blocks = tuple(sheet_blocks(_reader(kind)(content)))
    if not blocks:
        raise UnreadableDocumentError("表格文件没有任何内容 / The workbook has nothing in it")
    return Document(blocks, kind, READER)


def _reader(kind: str) -> Callable[[bytes], tuple[Sheet, ...]]:
    """Give the reader of a kind; each library is imported only for a file that needs it."""
    if kind == "xlsx":
        from ingest.readers.sheet_xlsx import xlsx_sheets  # noqa: PLC0415

        return xlsx_sheets
    if kind == "xls":
        from ingest.readers.sheet_xls import xls_sheets  # noqa: PLC0415

        return xls_sheets
    from ingest.readers.sheet_ods import ods_sheets  # noqa: PLC0415

    return ods_sheets
