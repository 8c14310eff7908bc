"""Rows of a spreadsheet or a saved grid to blocks: titles and paragraphs as prose, tables as grids."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.model import Block, Grid, GridCell, Place, Prose, UnreadableDocumentError
from ingest.numbers import Piece, piece_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST_LABEL = 60  # characters; no cell of the form holds more
SECTION = re.compile(r"^\s*[一二三四五六][、.．]")

MOST_CELLS = 200_000  # of a sheet, blank ones included; the three tables have some 400

Row = tuple[GridCell, ...]
Spot = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, each cell once where it begins, blank cells included; `exact` as in `Grid`."""

    rows: tuple[Row, ...]
    exact: bool
    number: int | None = None  # of the sheet, where a document has several


@dataclass(frozen=True, slots=True)
class Hidden:
    """The rows and columns of a sheet that are not shown, from 1: nothing in them is printed."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def covers(self, spot: Spot, span: Spot) -> bool:
        """Tell whether nothing of a cell is shown."""
        (row, column), (rows, columns) = spot, span
        return all(each in self.rows for each in range(row, row + rows)) or all(
            each in self.columns for each in range(column, column + columns)
        )


NOTHING_HIDDEN = Hidden()


def laid_out(texts: Mapping[Spot, str], spans: Mapping[Spot, Spot], hidden: Hidden = NOTHING_HIDDEN) -> tuple[Row, ...]:
    """Give the rows of a sheet from what its cells show; hidden rows and columns are left out.

    Args:
        texts: of the cells that show anything.
        spans: rows and columns that a merged cell covers, by the spot where it begins.
        hidden: what is not shown.

    Raises:
        UnreadableDocumentError: the filled part of the sheet is larger than any report.
    """
    filled = [spot for spot, text in texts.items() if text]
    height = max((row for row, _ in filled), default=0)
    width = max((column for _, column in filled), default=0)
    if height * width > MOST_CELLS:
        raise UnreadableDocumentError(
            f"工作表过大（{height}行×{width}列），请只保留年度报告的表格 / "
            f"The sheet is too large ({height} rows × {width} columns); keep the tables of the report alone"
        )
    covered = {
        (row, column)
        for (top, left), (rows, columns) in spans.items()
        for row in range(top, min(top + rows, height + 1))
        for column in range(left, min(left + columns, width + 1))
        if (row, column) != (top, left)
    }
    rows = (
        tuple(
            _laid_cell((row, column), texts, spans)
            for column in range(1, width + 1)
            if (row, column) not in covered and not hidden.covers((row, column), spans.get((row, column), (1, 1)))
        )
        for row in range(1, height + 1)
    )
    return tuple(row for number, row in enumerate(rows, start=1) if row or number not in hidden.rows)


def _laid_cell(spot: Spot, texts: Mapping[Spot, str], spans: Mapping[Spot, Spot]) -> GridCell:
    rows, columns = spans.get(spot, (1, 1))
    place = Place(row=spot[0], column=spot[1])
    return GridCell(texts.get(spot, ""), place, spot[1] - 1, columns, rows)


def sheet_blocks(sheets: Sequence[Sheet]) -> Iterator[Block]:
    """Give the blocks of all sheets in order; tables are counted through the document.

    A row with a single filled cell is prose: titles, paragraphs, section headings. It stays in the table where it
    stands between its rows (第二十条第（六）项, a label whose figures are blank). Empty rows end a table.
    """
    tables = 0
    for sheet in sheets:
        inside = _in_tables(sheet.rows)
        begun: list[Row] = []
        for row, is_inside in [*zip(sheet.rows, inside, strict=True), ((), False)]:
            if is_inside:
                begun.append(row)
                continue
            if begun:
                tables += 1
                yield _grid(begun, Place(page=sheet.number, table=tables), sheet)
                begun = []
            yield from _prose(row, sheet)


def _filled(row: Row) -> list[GridCell]:
    return [cell for cell in row if cell.text.strip()]


def _in_tables(rows: Sequence[Row]) -> list[bool]:
    """Tell for each row whether it belongs to a table."""
    counts = [len(_filled(row)) for row in rows]
    inside = [count > 1 for count in counts]
    for index, count in enumerate(counts):
        if count == 1:
            above = index > 0 and inside[index - 1]
            below = index + 1 < len(rows) and inside[index + 1]
            inside[index] = _belongs(rows[index], rows[index + 1] if below else (), above=above, below=below)
    return inside


def _belongs(row: Row, following: Row, *, above: bool, below: bool) -> bool:
    """Tell whether a row with one filled cell is part of the table above it (and below it)."""
    cell = _filled(row)[0]
    text = cell.text.strip()
    if piece_kind(text) is not Piece.TEXT:
        return above or below
    if not above or len(text) > LONGEST_LABEL or "。" in text:
        return False
    is_heading = SECTION.match(text) and not any(piece_kind(each.text) is Piece.FIGURE for each in following)
    # The last row of a table may be a label with blank figures; a title reaches over the whole table or stands alone.
    return not is_heading and (below or (len(row) > 1 and cell.colspan == 1))


def _prose(row: Row, sheet: Sheet) -> Iterator[Prose]:
    for cell in _filled(row):
        for line in cell.text.splitlines():
            if text := line.strip(" \t\xa0\u3000"):
                yield Prose(text, Place(page=sheet.number, row=cell.place.row))


def _grid(rows: list[Row], place: Place, sheet: Sheet) -> Grid:
    """Give the grid without the columns beside the table: empty ones, and those at its right that no words head."""
    filled = [cell for row in rows for cell in _filled(row)]
    first = min(cell.column for cell in filled)
    last = max(cell.column + cell.colspan for cell in (sheet.exact and _headed(rows)) or filled)
    kept = [tuple(cell for cell in row if first <= cell.column < last) for row in rows]
    exact = sheet.exact or len({sum(cell.colspan for cell in row) for row in kept}) == 1
    return Grid(
        tuple(
            tuple(replace(cell, place=replace(cell.place, page=place.page, table=place.table)) for cell in row)
            for row in kept
        ),
        place,
        exact=exact,
    )


def _headed(rows: Sequence[Row]) -> list[GridCell]:
    """Give the cells with words of a table that has column headings; figures beyond them are no part of it."""
    worded = [[cell for cell in row if piece_kind(cell.text) is Piece.TEXT] for row in rows]
    has_headings = any(
        len(words) > 1 and len(words) == len(_filled(row)) for words, row in zip(worded, rows, strict=True)
    )
    return [cell for words in worded for cell in words] if has_headings else []
