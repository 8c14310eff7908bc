"""Word documents as offices publish them: merged cells, runs split by the editor, labels over two paragraphs."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml

from demo.outline import Part, PartKind, outline
from demo.packed import repacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

    from demo.report import PrintedReport, Variant
    from demo.ruled import RuledCell, RuledTable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_document(report: PrintedReport, variant: Variant) -> bytes:
    """Give the report as docx; the seed decides where the editor has split its runs."""
    document = docx.Document()
    chance = Random(variant.seed)
    for part in outline(report, variant.dots):
        _add(document, part, variant, chance)
    saved = BytesIO()
    document.save(saved)
    return repacked(saved.getvalue())


def _add(document: Document, part: Part, variant: Variant, chance: Random) -> None:
    if part.table is not None:
        document.element.body.insert_element_before(parse_xml(_table(part.table, variant, chance)), "w:sectPr")
    elif part.kind is PartKind.TITLE:
        document.add_heading(part.text, level=0)
    elif part.kind is PartKind.IMAGE:
        document.add_paragraph()
    else:
        document.add_paragraph(part.text)


def _table(table: RuledTable, variant: Variant, chance: Random) -> str:
    rows = "".join(f"<w:tr>{''.join(_row(table, number, variant, chance))}</w:tr>" for number in range(len(table.rows)))
    grid = "<w:gridCol/>" * table.width
    properties = f"<w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f'<w:tbl xmlns:w="{W}">{properties}{rows}</w:tbl>'


def _row(table: RuledTable, number: int, variant: Variant, chance: Random) -> Iterator[str]:
    """Give the cells of a row from left to right, those that go on from the row above included."""
    tall = [cell for row in table.rows[:number] for cell in row if cell.row + cell.rowspan > number]
    for cell in sorted([*table.rows[number], *tall], key=lambda each: each.column):
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        if cell.row < number:
            yield f"<w:tc><w:tcPr>{span}<w:vMerge/></w:tcPr><w:p/></w:tc>"
        else:
            merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
            yield f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraphs(cell, variant, chance)}</w:tc>"


def _paragraphs(cell: RuledCell, variant: Variant, chance: Random) -> str:
    wraps = variant.wrap and not cell.figure and variant.wrap < len(cell.text) <= 2 * variant.wrap
    half = (len(cell.text) + 1) // 2
    lines = [cell.text[:half], cell.text[half:]] if wraps else [cell.text]
    return "".join(f"<w:p>{_runs(line, chance)}</w:p>" for line in lines)


def _runs(text: str, chance: Random) -> str:
    """Give the text in one run, or in two as editors leave it behind, in the middle of a figure too."""
    at = chance.randrange(len(text)) if len(text) > 1 and chance.random() < 0.3 else 0
    pieces = [piece for piece in (text[:at], text[at:]) if piece]
    return "".join(f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces)
