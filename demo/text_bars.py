"""Text with tables by bars, as many sites deliver them to machines: `规章 | 0 | 0 | 0 |`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.outline import outline

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant
    from demo.ruled import RuledCell, RuledTable


def text_bars(report: PrintedReport, variant: Variant) -> str:
    """Give the report as text, one line a row; with `spans` a merged cell is followed by one bar a column."""
    return _set(report, variant, " ")


def text_bar_cells(report: PrintedReport, variant: Variant) -> str:
    """Give the report as text, one line a cell, each closed by its bar; a blank cell is a bar alone."""
    return _set(report, variant, "\n")


def _set(report: PrintedReport, variant: Variant, between: str) -> str:
    lines: list[str] = []
    for part in outline(report, variant.dots):
        lines += [part.text] if part.table is None else _rows(part.table, between, spans=variant.spans)
    return "\n".join(lines) + "\n"


def _rows(table: RuledTable, between: str, *, spans: bool) -> list[str]:
    return [between.join(_barred(cell, spans=spans) for cell in row) for row in table.rows]


def _barred(cell: RuledCell, *, spans: bool) -> str:
    further = f" {'|' * (cell.colspan - 1)}" if spans and cell.colspan > 1 else ""
    return f"{cell.text} |{further}".lstrip()
