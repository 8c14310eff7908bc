"""Spreadsheets as offices hand them in: title rows, paragraphs over the whole width, tables with merged cells."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import xlsxwriter

from demo.outline import PartKind, outline
from demo.packed import packed, repacked
from demo.ruled import RuledCell

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant

WIDTH = 15  # columns of table four, over which titles and paragraphs reach
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?")
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
NAMES = ("总体情况", "表二", "表三", "表四", "问题和其他")
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its cells by row, each once with what it covers."""

    name: str
    rows: tuple[tuple[RuledCell, ...], ...]


def workbook(report: PrintedReport, variant: Variant) -> bytes:
    """Give the report as xlsx, with even seeds on one sheet; whole figures are numbers, others are text."""
    saved = BytesIO()
    book = xlsxwriter.Workbook(saved, {"in_memory": True})
    book.set_properties({"created": LONG_AGO})
    for sheet in _sheets(report, variant):
        page = book.add_worksheet(sheet.name)
        for cell in (cell for row in sheet.rows for cell in row):
            value = float(cell.text) if cell.figure and NUMBER.fullmatch(cell.text) else cell.text
            if cell.rowspan * cell.colspan > 1:
                page.merge_range(cell.row, cell.column, cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1, "")
            if value != "":
                page.write(cell.row, cell.column, value)
    book.close()
    return repacked(saved.getvalue())


def open_workbook(report: PrintedReport, variant: Variant) -> bytes:
    """Give the report as ods, with even seeds on one sheet."""
    tables = "".join(map(_open_table, _sheets(report, variant)))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{SPACES} office:version="1.3"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    members = {"mimetype": MIMETYPE, "content.xml": content, "META-INF/manifest.xml": MANIFEST}
    return packed({name: text.encode() for name, text in members.items()})


def csv_grid(report: PrintedReport, variant: Variant) -> str:
    """Give the report as a spreadsheet program saves its one sheet: all rows equally wide, merged cells lost."""
    saved = StringIO()
    writer = csv.writer(saved)
    for sheet in _sheets(report, replace(variant, seed=0)):
        for row in sheet.rows:
            texts = {cell.column: cell.text for cell in row}
            writer.writerow([texts.get(column, "") for column in range(WIDTH)])
    return saved.getvalue()


def _sheets(report: PrintedReport, variant: Variant) -> list[Sheet]:
    """Give the report on one sheet, or on one for each table and two for the text before and after them."""
    rows: list[tuple[int, tuple[RuledCell, ...]]] = []  # number of the sheet, cells
    number = 0
    for part in outline(report, variant.dots):
        if part.kind is PartKind.HEADING:
            number = next(
                (at for at, sign in enumerate("二三四五", start=1) if part.text.startswith(f"{sign}、")), number
            )
        if part.table is not None:
            rows += [(number, row) for row in part.table.rows]
            rows.append((number, ()))
        elif part.kind is not PartKind.IMAGE:
            rows.append((number, (RuledCell(part.text, 0, 0, WIDTH),)))
    is_single = variant.seed % 2 == 0
    return [
        Sheet(NAMES[sheet], tuple(_moved(row, at) for at, (_, row) in enumerate(members)))
        for sheet, members in groupby(rows, key=lambda each: 0 if is_single else each[0])
    ]


def _moved(row: tuple[RuledCell, ...], at: int) -> tuple[RuledCell, ...]:
    return tuple(replace(cell, row=at) for cell in row)


def _open_table(sheet: Sheet) -> str:
    covered: set[tuple[int, int]] = set()
    rows = []
    for number, row in enumerate(sheet.rows):
        texts = {cell.column: cell for cell in row}
        cells = []
        for column in range(WIDTH):
            cell = texts.get(column)
            if cell is None:
                covering = (number, column) in covered
                cells.append("<table:covered-table-cell/>" if covering else "<table:table-cell/>")
                continue
            covered |= {
                (cell.row + down, cell.column + right) for down in range(cell.rowspan) for right in range(cell.colspan)
            }
            cells.append(_open_cell(cell))
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f'<table:table table:name="{sheet.name}">{"".join(rows)}</table:table>'


def _open_cell(cell: RuledCell) -> str:
    spans = (("columns", cell.colspan), ("rows", cell.rowspan))
    merged = (
        "".join(f' table:number-{side}-spanned="{count}"' for side, count in spans)
        if max(spans[0][1], spans[1][1]) > 1
        else ""
    )
    if cell.figure and NUMBER.fullmatch(cell.text):
        merged += f' office:value-type="float" office:value="{cell.text}"'
    shown = f"<text:p>{escape(cell.text)}</text:p>" if cell.text else ""
    return f"<table:table-cell{merged}>{shown}</table:table-cell>"
