"""Workbooks of older Excel and WPS (xls, et) to rows of cells."""

from __future__ import annotations

from io import StringIO
from typing import Any

import xlrd

from ingest.model import UnreadableDocumentError
from ingest.readers.archive import locked
from ingest.readers.rows import Hidden, Row, Sheet, Spot, laid_out
from ingest.readers.sheet_figures import printed


def xls_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Give the visible sheets of a workbook.

    Raises:
        UnreadableDocumentError: damaged, or locked by a password.
    """
    book = _workbook(content)
    visible = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    return tuple(
        Sheet(_rows(book, sheet), exact=True, number=number if len(visible) > 1 else None)
        for number, sheet in enumerate(visible, start=1)
    )


def _workbook(content: bytes) -> Any:  # noqa: ANN401 - xlrd has no types
    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=StringIO())
    except MemoryError:
        raise
    except Exception as error:  # whatever the library stumbles over, the file cannot be read by it
        if "encrypted" in str(error).lower():
            raise locked() from error
        raise UnreadableDocumentError(
            "Excel文件无法打开，可能已损坏；请用Excel或WPS打开后另存为xlsx / "
            "The workbook cannot be opened and may be damaged; open it in Excel or WPS and save it as xlsx"
        ) from error


def _rows(book: Any, sheet: Any) -> tuple[Row, ...]:  # noqa: ANN401 - xlrd has no types
    texts = {
        (row + 1, column + 1): _text(book, cell)
        for row in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(row))
    }
    spans: dict[Spot, Spot] = {
        (top + 1, left + 1): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells
    }
    hidden = Hidden(
        frozenset(number + 1 for number, each in sheet.rowinfo_map.items() if each.hidden),
        frozenset(number + 1 for number, each in sheet.colinfo_map.items() if each.hidden),
    )
    return laid_out(texts, spans, hidden)


def _number_format(book: Any, index: int) -> str:  # noqa: ANN401 - xlrd has no types
    """Give the number format of a cell; one that is lost in a damaged file is no plain one."""
    try:
        return str(book.format_map[book.xf_list[index].format_key].format_str)
    except (KeyError, IndexError, TypeError):
        return "?"


def _text(book: Any, cell: Any) -> str:  # noqa: ANN401 - xlrd has no types
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return printed(cell.value, _number_format(book, cell.xf_index))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return f"{cell.value} [date]"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return str(cell.value).strip()
