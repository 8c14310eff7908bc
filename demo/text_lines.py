"""Text with one cell a paragraph: a blank cell leaves no trace, a broken heading makes two paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.outline import outline

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant
    from demo.ruled import RuledCell, RuledTable

HEADING_BREAK = 2  # 商业 / 企业


def text_lines(report: PrintedReport, variant: Variant) -> str:
    """Give the report as text; with `wrap` the headings of columns are broken, with `drop_repeats` lines get lost."""
    lines: list[str] = []
    for part in outline(report, variant.dots):
        lines += [part.text] if part.table is None else _cells(part.table, variant)
    if variant.drop_repeats:
        lines = list(dict.fromkeys(lines))
    return "\n\n".join(lines) + "\n"


def _cells(table: RuledTable, variant: Variant) -> list[str]:
    printed = [cell for row in table.rows for cell in row if cell.text]
    return [line for cell in printed for line in _broken(cell, table, variant)]


def _broken(cell: RuledCell, table: RuledTable, variant: Variant) -> list[str]:
    is_applicant = table.id == "three" and cell.row == HEADING_BREAK and len(cell.text) > HEADING_BREAK
    if variant.wrap and is_applicant:
        return [cell.text[:HEADING_BREAK], cell.text[HEADING_BREAK:]]
    return [cell.text]
