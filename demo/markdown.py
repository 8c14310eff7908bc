"""Markdown with pipe tables: merged cells leave empty cells behind, labels stand next to their figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from demo.outline import Part, PartKind, outline
from demo.ruled import LABEL_COLUMNS

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant
    from demo.ruled import RuledCell, RuledTable


def markdown(report: PrintedReport, variant: Variant) -> str:
    """Give the report as Markdown; the first row of a table stands over the rule, as the syntax wants it."""
    return "\n".join(line for part in outline(report, variant.dots) for line in _lines(part))


def _lines(part: Part) -> list[str]:
    if part.table is not None:
        return [*_table(part.table), ""]
    if part.kind is PartKind.IMAGE:
        return [f"![{part.text}]({part.text})", ""]
    marks = {PartKind.TITLE: "# ", PartKind.HEADING: "## ", PartKind.PROSE: ""}
    return [marks[part.kind] + part.text, ""]


def _table(table: RuledTable) -> list[str]:
    first, *others = _beside_figures(table).expanded()
    rows = [(*first, *[""] * (table.width - len(first))), *others]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "|" + " --- |" * table.width, *lines[1:]]


def _beside_figures(table: RuledTable) -> RuledTable:
    """Move labels and headings next to their figures: an empty place between them would look like a blank."""
    if table.id == "three":
        return replace(table, rows=tuple(tuple(_at_right_edge(cell) for cell in row) for row in table.rows))
    if table.id == "four":
        top, middle, bottom, figures = table.rows
        tall = tuple(replace(cell, row=cell.row + 1, rowspan=1) for cell in middle if cell.rowspan > 1)
        wide = tuple(cell for cell in middle if cell.rowspan == 1)
        return replace(table, rows=(top, wide, tall + bottom, figures))
    return table


def _at_right_edge(cell: RuledCell) -> RuledCell:
    if cell.column + cell.colspan != LABEL_COLUMNS:
        return cell
    return replace(cell, column=LABEL_COLUMNS - 1, colspan=1)
