"""Text as `pdftotext -layout` gives it: broken prose, tables by columns of blanks, page numbers in between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from demo.columns import table_lines, wrapped
from demo.outline import Part, PartKind, outline

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant

PROSE_CHARACTERS = 28
DIGITS = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")


def text_layout(report: PrintedReport, variant: Variant) -> str:
    """Give the report as text; with `page_lines` pages end where they end, inside tables too."""
    lines = [line for part in outline(report, variant.dots) for line in _lines(part, variant)]
    if variant.page_lines:
        lines = _paged(lines, variant)
    return "\n".join(lines) + "\n"


def _lines(part: Part, variant: Variant) -> list[str]:
    if part.table is not None:
        return [*table_lines(part.table, variant.wrap), ""]
    if part.kind is PartKind.IMAGE:
        return ["", ""]
    indent = {PartKind.TITLE: " " * 8, PartKind.HEADING: " " * 6, PartKind.PROSE: " " * 6}[part.kind]
    if part.kind is not PartKind.PROSE:
        return [indent + part.text, ""]
    first, *others = wrapped(_spaced(part.text), PROSE_CHARACTERS)
    return [indent + first, *others]


def _spaced(text: str) -> str:
    """Set Western digits apart from Chinese characters, as typesetting programs do."""
    return DIGITS.sub(" ", text)


def _paged(lines: list[str], variant: Variant) -> list[str]:
    paged: list[str] = []
    for number, start in enumerate(range(0, len(lines), variant.page_lines), 1):
        mark = f"-{number}-" if variant.seed % 2 else f"- {number} -"
        indent = " " * (60 if number % 2 else 0)
        paged += [*lines[start : start + variant.page_lines], "", indent + mark]
    return paged
