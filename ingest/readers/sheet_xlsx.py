"""Workbooks of Excel and WPS (xlsx, xlsm) to rows of cells."""

from __future__ import annotations

import warnings
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock

from ingest.model import UnreadableDocumentError
from ingest.readers.archive import Archive, opened
from ingest.readers.rows import Hidden, Row, Sheet, Spot, laid_out
from ingest.readers.sheet_figures import printed

MOST_COLUMNS = 16_384  # of a sheet of Excel


def xlsx_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Give the visible sheets of a workbook.

    Raises:
        UnreadableDocumentError: the package is refused, or openpyxl cannot make sense of it.
    """
    is_stale = _is_stale(opened(content))
    # Read twice: once for the figures that were calculated, once for the formulas that never were.
    shown, written = (_workbook(content, values=values).worksheets for values in (True, False))
    visible = [pair for pair in zip(shown, written, strict=True) if pair[0].sheet_state == "visible"]
    return tuple(
        Sheet(_rows(*pair, is_stale=is_stale), exact=True, number=number if len(visible) > 1 else None)
        for number, pair in enumerate(visible, start=1)
    )


def _is_stale(archive: Archive) -> bool:
    """Tell whether the file itself says that its formulas have yet to be calculated; programs then store 0 for each."""
    book = archive.xml(archive.related("", "officeDocument"))
    marks = [] if book is None else [each.get("fullCalcOnLoad", "0") for each in book.iterdescendants("{*}calcPr")]
    return any(mark in {"1", "true"} for mark in marks)


def _workbook(content: bytes, *, values: bool) -> Any:  # noqa: ANN401 - openpyxl has no types
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions and styles that no figure depends on
            return openpyxl.load_workbook(BytesIO(content), data_only=values, rich_text=True)
    except MemoryError:
        raise
    except Exception as error:  # whatever the library stumbles over, the file cannot be read by it
        raise UnreadableDocumentError(
            "Excel文件无法打开，可能已损坏；请用Excel或WPS打开后另存为xlsx / "
            "The workbook cannot be opened and may be damaged; open it in Excel or WPS and save it as xlsx again"
        ) from error


def _rows(shown: Any, written: Any, *, is_stale: bool) -> tuple[Row, ...]:  # noqa: ANN401 - openpyxl has no types
    # Asking a sheet for a cell creates it; its own table of cells holds those that are stored.
    formulas = {spot: cell for spot, cell in written._cells.items() if cell.data_type == "f"}  # noqa: SLF001
    texts = {spot: _text(cell, formulas.get(spot), is_stale=is_stale) for spot, cell in shown._cells.items()}  # noqa: SLF001
    spans: dict[Spot, Spot] = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in shown.merged_cells.ranges
    }
    return laid_out(texts, spans, _hidden(shown))


def _hidden(sheet: Any) -> Hidden:  # noqa: ANN401 - openpyxl has no types
    columns = [each for each in sheet.column_dimensions.values() if each.hidden]
    return Hidden(
        frozenset(number for number, each in sheet.row_dimensions.items() if each.hidden),
        frozenset(number for each in columns for number in range(each.min, min(each.max, MOST_COLUMNS) + 1)),
    )


def _text(cell: Any, formula: Any, *, is_stale: bool) -> str:  # noqa: ANN401 - openpyxl has no types
    value = cell.value
    if formula is not None and (value is None or is_stale):
        # A formula that was never calculated shows nothing or 0 here and a figure elsewhere: neither is printed.
        return f"={str(getattr(formula.value, 'text', formula.value)).lstrip('=')}"
    if value is None:
        return ""
    if isinstance(value, bool):
        text = str(value).upper()
    elif isinstance(value, int | float):
        text = printed(value, cell.number_format)
    elif isinstance(value, CellRichText):
        text = "".join(_run(run) for run in value)
    elif isinstance(value, date | time | timedelta):
        text = f"{value} [{cell.number_format}]".replace(":", ".")  # a figure that cannot be read, no words
    else:  # text, or an error such as #REF!
        text = str(value)
    text = text.strip()
    return f"~~{text}~~" if text and cell.font.strike else text


def _run(run: TextBlock | str) -> str:
    """Give a piece of rich text; what is raised or struck must not become a digit of the figure beside it."""
    if isinstance(run, str):
        return run
    if run.font.strike:
        return f"~~{run.text}~~"
    return f"^{run.text}" if run.font.vertAlign == "superscript" else str(run.text)
