"""Text with tables by tabs, as word processors copy them out: merged cells leave empty places behind."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from demo.outline import outline

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant
    from demo.ruled import RuledTable


def text_tabs(report: PrintedReport, variant: Variant) -> str:
    """Give the report as text; with `ragged`, leading and trailing tabs of rows get lost or doubled by chance."""
    chance = Random(variant.seed)
    lines: list[str] = []
    for part in outline(report, variant.dots):
        if part.table is None:
            lines += [part.text, ""]
        else:
            lines += [*_rows(part.table, variant, chance), ""]
    return "\n".join(lines)


def _rows(table: RuledTable, variant: Variant, chance: Random) -> list[str]:
    rows = ["\t".join(row) for row in table.expanded()]
    return [_ragged(row, chance) for row in rows] if variant.ragged else rows


def _ragged(row: str, chance: Random) -> str:
    kept = row.strip("\t")
    leading = row[: len(row) - len(row.lstrip("\t"))]
    return chance.choice((leading, leading[1:], "")) + kept + chance.choice(("", "\t"))
