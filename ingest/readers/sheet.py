"""Spreadsheets of every kind to blocks: what each cell shows, merged cells once, titles and paragraphs as prose."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from ingest.model import Document, Finding, Outcome, Severity, UnreadableDocumentError
from ingest.readers.rows import sheet_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ingest.readers.rows import Sheet

READER = "sheet 1"
TITLE = re.compile(
    r"(?P<organ>[^\d。，,；;：:《》]{0,40})(?P<year>20\d{2})年?度?(?:[^\d。，,；;：:]{0,20})信息公开(?:工作)?年度?报告"
)
MOST_TITLE_CELLS = 20  # of a sheet, among which its title stands


def read_sheet(content: bytes, kind: str) -> Document:
    """Give the blocks of a workbook, its visible sheets one after the other.

    A cell holds what it shows: whole numbers without a decimal point, amounts as stored, errors (#REF!) and formulas
    that were never calculated as such, so that they count as unreadable and never as blank. Numbers whose format
    shows another figure than the stored one (percent, thousands, dates) are given in a manner that is no figure.
    Hidden sheets, rows and columns are left out, and so is whatever follows the first report of several.

    Args:
        content: the bytes of the file.
        kind: xlsx, xls (also .et) or ods.

    Raises:
        UnreadableDocumentError: damaged, locked by a password, hostile, or without any content.
    """
    sheets = _reader(kind)(content)
    kept = _first_report(sheets)
    blocks = tuple(sheet_blocks(kept))
    if not blocks:
        raise UnreadableDocumentError("表格文件没有任何内容 / The workbook has nothing in it")
    return Document(blocks, kind, READER, (_several(len(kept), len(sheets)),) if len(kept) < len(sheets) else ())


def _first_report(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """Give the sheets up to the first one with the title of another organ or year; figures of two would be mixed."""
    first: tuple[str, str] | None = None
    for number, sheet in enumerate(sheets):
        found = next(filter(None, map(_title, islice(_texts(sheet), MOST_TITLE_CELLS))), None)
        if first is None:
            first = found
        elif found and (found[1] != first[1] or (found[0] and first[0] and found[0] != first[0])):
            return sheets[:number]
    return sheets


def _texts(sheet: Sheet) -> Iterator[str]:
    return (cell.text for row in sheet.rows for cell in row if cell.text)


def _title(text: str) -> tuple[str, str] | None:
    """Give the organ, '' where it is not named, and the year of the title of a report."""
    match = TITLE.search("".join(text.split()))
    return (match["organ"], match["year"]) if match else None


def _several(kept: int, count: int) -> Finding:
    return Finding(
        "s.several",
        Severity.ERROR,
        f"工作簿含不止一份年度报告，只读取了第一份（前{kept}张工作表，共{count}张）；请每份报告另存为一个文件",
        f"The workbook holds more than one yearly report; only the first was read ({kept} of {count} sheets). "
        "Save each report as a file of its own",
        Outcome.CANNOT_CHECK,
    )


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
