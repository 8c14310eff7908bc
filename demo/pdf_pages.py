"""PDF pages as offices publish them: ruled tables with merged cells that run on over page ends."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from demo.outline import Part, PartKind, outline

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant
    from demo.ruled import RuledCell, RuledTable

FONT_FOLDER = Path(__file__).parent.parent / "static"
# No date in the file: equal reports give equal bytes, and the store knows a document by its bytes.
PREAMBLE = """#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 2cm, y: {margin}cm), numbering: "- 1 -")
#set text(font: "Noto Sans SC", size: {size}pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
#show table: set par(first-line-indent: 0pt, justify: false)
#set table(stroke: 0.5pt, align: center + horizon, inset: 4pt)
"""
WIDTHS = {
    "two": "(2fr, 1fr, 1fr, 1fr)",
    "three": "(1.6em, 4.6em, 1fr, 3.4em, 3.2em, 3.2em, 3.2em, 3.2em, 3.2em, 3.4em)",
    "four": "(1fr,) * 15",
}


def pdf_pages(report: PrintedReport, variant: Variant) -> bytes:
    """Give the report as PDF; the seed moves the margins, so page ends cut the tables elsewhere."""
    margin = 1.8 + (variant.seed % 5) * 0.4
    preamble = PREAMBLE.format(title=_string(report.title), margin=f"{margin:.1f}", size=10 + variant.seed % 2)
    source = preamble + "\n\n".join(_part(part) for part in outline(report, variant.dots))
    return bytes(typst.compile(source.encode(), font_paths=_fonts(), ignore_system_fonts=True))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONT_FOLDER)])


def _part(part: Part) -> str:
    if part.table is not None:
        return _table(part.table)
    if part.kind is PartKind.IMAGE:
        return "#rect(width: 100%, height: 12cm, fill: luma(220))"
    if part.kind is PartKind.TITLE:
        return f"#align(center, text(size: 16pt, {_string(part.text)}))"
    return f"#text({_string(part.text)})"


def _table(table: RuledTable) -> str:
    cells = ",\n".join(_cell(cell) for row in table.rows for cell in row)
    return f"#table(columns: {WIDTHS[table.id]},\n{cells})"


def _cell(cell: RuledCell) -> str:
    place = f"x: {cell.column}, y: {cell.row}, colspan: {cell.colspan}, rowspan: {cell.rowspan}"
    return f"table.cell({place}, breakable: true)[#{_string(cell.text)}]"


def _string(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
