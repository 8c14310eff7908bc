"""Small PDF files for tests: printed by Typst or written by hand; and what was read from them."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import typst

from ingest.model import Document, Grid, Prose

if TYPE_CHECKING:
    from ingest.model import Severity


FONTS = Path(__file__).parents[3] / "static"


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def printed(source: str) -> bytes:
    """Print Typst source on pages of one size."""
    head = '#set page(width: 400pt, height: 300pt, margin: 20pt)\n#set text(font: "Noto Sans SC", size: 10pt)\n'
    return typst.compile((head + source).encode(), font_paths=fonts())


def drawn(content: str, *, page: str = "", form: str = "", annotation: str = "", image: bool = False) -> bytes:
    """Write a one-page PDF from a content stream; /F is Helvetica, /Fm the form, /Im a black picture."""
    picture = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    resources = f"<< /Font << /F 5 0 R >> /XObject << /Fm 6 0 R {'/Im 7 0 R' if image else ''} >> >>"
    extra = "/Contents 4 0 R" + (" /Annots [8 0 R]" if annotation else "")
    shape = "<< /Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /Font << /F 5 0 R >> >>"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page or '/MediaBox [0 0 300 200]'} {extra} /Resources {resources} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"{shape} /Matrix [1 0 0 1 20 10] /Length {len(form)} >>\nstream\n{form}\nendstream",
        f"{picture} /Length 1 >>\nstream\n0\nendstream",
        "<< /Type /Annot /Subtype /FreeText /F 4 /Rect [0 0 300 200] /AP << /N 9 0 R >> >>",
        f"{shape} /Length {len(annotation)} >>\nstream\n{annotation}\nendstream",
    ]
    file = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(file)
    file += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    file += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(file)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def spans(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    return [
        (cell.text, row, cell.column, cell.colspan, cell.rowspan)
        for row, cells in enumerate(grid.rows)
        for cell in cells
    ]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Prose)]


def rules_of(document: Document) -> list[tuple[str, Severity]]:
    return [(finding.rule, finding.severity) for finding in document.findings]


def bare(text: str | None) -> str:
    return "".join((text or "").split())


CELL_TEXTS = "BT /F 10 Tf 55 85 Td (10) Tj 60 0 Td (11) Tj -60 -20 Td (20) Tj ET"


WORD = "BT /F 10 Tf 50 180 Td (word) Tj ET"


PICTURE = "q 300 0 0 150 0 0 cm /Im Do Q"


TWO_BY_TWO = [["10", "11"], ["20", ""]]


def merged_pdf(*parts: bytes) -> bytes:
    """Give one PDF with the pages of several."""
    with pypdfium2.PdfDocument.new() as merged:
        for part in parts:
            with pypdfium2.PdfDocument(part) as document:
                merged.import_pages(document)
        file = io.BytesIO()
        merged.save(file)
    return file.getvalue()
