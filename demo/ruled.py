"""The prescribed tables as ruled grids: every cell once, with the rows and columns it covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demo.form import FormBlock, FormRow, FormTable, load_form

if TYPE_CHECKING:
    from demo.report import PrintedReport

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
NUMERALS = {"two": "二", "three": "三", "four": "四"}
LABEL_COLUMNS = 3  # table three: 三、本年度办理结果, its groups, the rows
TWO_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class RuledCell:
    """One cell of a ruled table; rows and columns count from 0."""

    text: str
    row: int
    column: int
    colspan: int = 1
    rowspan: int = 1
    figure: bool = False


@dataclass(frozen=True, slots=True)
class RuledTable:
    """One prescribed table, ready to be drawn; `image` is the picture that stands in its place, '' for none."""

    id: str
    heading: str
    width: int
    rows: tuple[tuple[RuledCell, ...], ...]
    image: str = ""

    def expanded(self) -> tuple[tuple[str, ...], ...]:
        """Give the texts by row and column, '' wherever a merged cell continues; cut rows stay short."""
        return tuple(_expanded_row(row, covered) for row, covered in zip(self.rows, self._covered(), strict=True))

    def _covered(self) -> list[set[int]]:
        covered: list[set[int]] = [set() for _ in self.rows]
        for cell in (cell for row in self.rows for cell in row):
            for below in range(cell.row + 1, cell.row + cell.rowspan):
                covered[below].update(range(cell.column, cell.column + cell.colspan))
        return covered


def _expanded_row(row: tuple[RuledCell, ...], covered: set[int]) -> tuple[str, ...]:
    width = max(max((cell.column + cell.colspan for cell in row), default=0), max(covered, default=-1) + 1)
    texts = {cell.column: cell.text for cell in row}
    return tuple(texts.get(column, "") for column in range(width))


def ruled_tables(report: PrintedReport, dots: str = ".") -> tuple[RuledTable, ...]:
    """Give the tables of a report in order; tables without a figure and without a picture are left out."""
    form = load_form(report.form)
    tables = (_ruled(report, table, dots) for table in form.tables)
    return tuple(table for table in tables if table.rows or table.image)


def _ruled(report: PrintedReport, table: FormTable, dots: str) -> RuledTable:
    heading = f"{NUMERALS[table.id]}、{table.heading}"
    if table.id in report.images:
        return RuledTable(table.id, heading, 1, (), report.images[table.id])
    if not any(path in report.cells for path in table.paths()):
        return RuledTable(table.id, heading, 0, ())
    build = {"two": _table_two, "three": _table_three, "four": _table_four}[table.id]
    rows = tuple(tuple(_relabelled(report, cell, dots) for cell in row) for row in build(report, table))
    return RuledTable(table.id, heading, max(cell.column + cell.colspan for row in rows for cell in row), rows)


def _relabelled(report: PrintedReport, cell: RuledCell, dots: str) -> RuledCell:
    if cell.figure:
        return cell
    text = report.labels.get(cell.text, cell.text)
    if text[:1].isdigit():
        text = text.replace(".", dots, 1)
    return RuledCell(text, cell.row, cell.column, cell.colspan, cell.rowspan)


def _figures(report: PrintedReport, paths: tuple[str, ...], at: int, first: int) -> list[RuledCell]:
    """Give the figures of a row; where the end of the row is not printed at all the row is cut short."""
    printed = [index for index, path in enumerate(paths) if path in report.cells]
    return [
        RuledCell(report.cells.get(path, ""), at, first + offset, figure=True)
        for offset, path in enumerate(paths[: printed[-1] + 1])
    ]


def _printed_rows(report: PrintedReport, table: FormTable, block: FormBlock) -> list[FormRow]:
    return [row for row in block.rows if any(path in report.cells for path in table.row_paths(block, row))]


def _stretched(cells: list[RuledCell], width: int) -> list[RuledCell]:
    """Let the last cell of a narrow row reach the right edge of the table."""
    last = cells[-1]
    return [*cells[:-1], RuledCell(last.text, last.row, last.column, width - last.column, 1, last.figure)]


def _table_two(report: PrintedReport, table: FormTable) -> list[list[RuledCell]]:
    rows: list[list[RuledCell]] = []
    for block in table.blocks:
        printed = _printed_rows(report, table, block)
        if not printed:
            continue
        rows.append([RuledCell(block.heading, len(rows), 0, TWO_COLUMNS)])
        headings = [RuledCell("信息内容", len(rows), 0)]
        headings += [RuledCell(column.label, len(rows), 1 + index) for index, column in enumerate(block.columns)]
        rows.append(_stretched(headings, TWO_COLUMNS))
        for row in printed:
            figures = _figures(report, table.row_paths(block, row), len(rows), 1)
            cells = [RuledCell(row.label, len(rows), 0), *figures]
            rows.append(_stretched(cells, TWO_COLUMNS) if len(figures) == len(block.columns) else cells)
    return rows


def _table_three(report: PrintedReport, table: FormTable) -> list[list[RuledCell]]:
    block = table.blocks[0]
    rows = _applicant_headings(block)
    printed = _printed_rows(report, table, block)
    begun: tuple[str, ...] = ()
    for index, row in enumerate(printed):
        at = len(rows)
        cells = [
            RuledCell(group, at, depth, 1, _run_length(printed[index:], row.groups[: depth + 1]))
            for depth, group in enumerate(row.groups)
            if row.groups[: depth + 1] != begun[: depth + 1]
        ]
        first = len(row.groups)
        cells.append(RuledCell(row.label, at, first, LABEL_COLUMNS - first))
        rows.append(cells + _figures(report, table.row_paths(block, row), at, LABEL_COLUMNS))
        begun = row.groups
    return rows


def _run_length(rows: list[FormRow], groups: tuple[str, ...]) -> int:
    length = 0
    while length < len(rows) and rows[length].groups[: len(groups)] == groups:
        length += 1
    return length


def _applicant_headings(block: FormBlock) -> list[list[RuledCell]]:
    natural, *legal, total = block.columns
    first = LABEL_COLUMNS
    last = first + len(block.columns) - 1
    return [
        [RuledCell(CORNER, 0, 0, LABEL_COLUMNS, 3), RuledCell("申请人情况", 0, first, len(block.columns))],
        [
            RuledCell(natural.label, 1, first, 1, 2),
            RuledCell("法人或其他组织", 1, first + 1, len(legal)),
            RuledCell(total.label, 1, last, 1, 2),
        ],
        [RuledCell(column.label, 2, first + 1 + index) for index, column in enumerate(legal)],
    ]


def _table_four(report: PrintedReport, table: FormTable) -> list[list[RuledCell]]:
    block = table.blocks[0]
    labels = [column.label for column in block.columns]
    return [
        [RuledCell("行政复议", 0, 0, 5), RuledCell("行政诉讼", 0, 5, 10)],
        [
            *(RuledCell(label, 1, index, 1, 2) for index, label in enumerate(labels[:5])),
            RuledCell("未经复议直接起诉", 1, 5, 5),
            RuledCell("复议后起诉", 1, 10, 5),
        ],
        [RuledCell(label, 2, 5 + index) for index, label in enumerate(labels[5:])],
        _figures(report, table.paths(), 3, 0),
    ]
