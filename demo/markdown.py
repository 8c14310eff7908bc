"""Markdown with pipe tables: merged cells leave empty cells behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.outline import Part, PartKind, outline

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant
    from demo.ruled import RuledTable


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
    first, *others = table.expanded()
    rows = [(*first, *[""] * (table.width - len(first))), *others]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "|" + " --- |" * table.width, *lines[1:]]
