"""One PDF page: its lines of prose, its ruled tables, and what on it cannot be read as text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.model import Finding, Place, Severity
from ingest.readers.ocr_extra import HOW_EN, HOW_ZH
from ingest.readers.pdf_grid import Lattice, lattices
from ingest.readers.pdf_lines import Drawing, read_drawing
from ingest.readers.pdf_text import (
    OBLIQUE,
    UNMAPPED,
    Glyph,
    cell_text,
    line_text,
    read_glyphs,
    text_lines,
    upright_turn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BIG_PICTURE = 0.2  # share of the page from which on a picture may be a table
SCAN = 0.5  # share of the page from which on a picture may be the page itself
TOUCHING = 0.12  # of the type size: figures nearer than this are one number
STRADDLING = 0.15  # of the width of a figure: so much of it lies on either side of a rule printed through it
FIGURES = frozenset("0123456789.,")
Home = tuple[int, int]  # number of the table on the page, number of the cell in it
DRAWN_ON_TOP = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table with the text of each of its cells; None where there is only paper, no cell."""

    lattice: Lattice
    texts: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: lines of prose and tables, each with its distance from the top, in points."""

    number: int
    lines: tuple[tuple[float, str], ...]
    tables: tuple[PageTable, ...]
    findings: tuple[Finding, ...]
    has_text: bool
    is_empty: bool  # nothing is printed at all
    is_recognised: bool = False  # its text comes from text recognition (OCR), ours or that of whoever scanned it
    turn: int = 0  # quarter turns in which the page is held for reading; see `pdf_text.turned`


def read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    """Give one page of an open document; `index` counts from 0.

    Raises:
        pypdfium2.PdfiumError: the page cannot be loaded.
    """
    page = _with_annotations(document, index)
    bounds = page.get_bbox()
    textpage = page.get_textpage()
    try:
        glyphs = read_glyphs(textpage.raw, bounds)
        turn = upright_turn(glyphs, page.get_rotation() // 90)
        drawing = read_drawing(page.raw, bounds, turn)
        is_hidden = drawing.picture_share > SCAN and _is_hidden(textpage.raw, glyphs)
    finally:
        textpage.close()
        page.close()
    return _page(index + 1, glyphs, turn, drawing, is_hidden=is_hidden)


def _with_annotations(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """Load a page; filled-in form fields, stamps and typed notes become part of it, since they are seen in print."""
    page = document[index]
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in DRAWN_ON_TOP:
            pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_PRINT)
            page.close()
            return document[index]
    return page


def _is_hidden(textpage: object, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether most text of a page is not printed: what a text recognition laid under its scan."""
    sample = glyphs[:: max(len(glyphs) // 50, 1)]
    hidden = sum(
        pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(textpage, glyph.order))
        == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        for glyph in sample
    )
    return bool(hidden * 2 > len(sample))


def _page(number: int, glyphs: list[Glyph], turn: int, drawing: Drawing, *, is_hidden: bool) -> Page:
    found = lattices(drawing) if glyphs else []
    homes, doubtful = _homes(glyphs, found, turn)
    members: dict[Home, list[Glyph]] = {}
    loose: list[Glyph] = []
    for glyph, home in zip(glyphs, homes, strict=True):
        (members.setdefault(home, []) if home else loose).append(glyph)
    filled = {table for table, _ in members}
    tables = tuple(
        PageTable(
            lattice,
            tuple(
                None
                if cell in lattice.doubtful and (table, cell) not in members
                else cell_text(members.get((table, cell), ()))
                for cell in range(len(lattice.regions))
            ),
        )
        for table, lattice in enumerate(found)
        if table in filled
    )
    findings = (
        *_picture_findings(number, drawing, has_text=bool(glyphs), has_tables=bool(tables), is_hidden=is_hidden),
        *_text_findings(number, glyphs, doubtful),
    )
    is_empty = not glyphs and not drawing.objects
    lines = tuple(_prose(loose, turn))
    return Page(number, lines, tables, findings, bool(glyphs), is_empty, is_recognised=is_hidden, turn=turn)


def _homes(glyphs: Sequence[Glyph], found: Sequence[Lattice], turn: int) -> tuple[list[Home | None], list[str]]:
    """Give table and cell of each glyph, None outside of tables, and the numbers that a rule runs through."""
    nested = sorted(((table, lattice, lattice.owners()) for table, lattice in enumerate(found)), key=_area)

    def home(glyph: Glyph, share: float = 0.5) -> Home | None:
        centre = glyph.centre(turn, share)
        for table, lattice, owners in nested if glyph.turn != OBLIQUE else ():
            spot = lattice.spot(*centre)
            if spot is not None:
                return table, owners[spot]
        return None

    homes = [home(glyph) for glyph in glyphs]
    doubtful = []
    for begin, end in _numbers(glyphs):
        if len(set(homes[begin:end])) == 1:
            continue
        doubtful.append("".join(glyph.text for glyph in glyphs[begin:end]))
        if any(home(glyph, STRADDLING) != home(glyph, 1 - STRADDLING) for glyph in glyphs[begin:end]):
            # A rule through a figure: one number, too wide for the cell that holds its middle.
            homes[begin:end] = [homes[(begin + end) // 2]] * (end - begin)
    return homes, doubtful


def _area(each: tuple[int, Lattice, object]) -> float:
    return each[1].area


def _numbers(glyphs: Sequence[Glyph]) -> Iterator[tuple[int, int]]:
    """Give begin and end of each run of figures that stand close together on one line."""
    begin = 0
    for index, (before, glyph) in enumerate(pairwise(glyphs), start=1):
        is_one = (
            before.text in FIGURES
            and glyph.text in FIGURES
            and abs(glyph.baseline - before.baseline) < TOUCHING * glyph.size
            and abs(glyph.start - before.end) < TOUCHING * glyph.size
        )
        if not is_one:
            if index - begin > 1:
                yield begin, index
            begin = index
    if len(glyphs) - begin > 1:
        yield begin, len(glyphs)


def _prose(glyphs: Sequence[Glyph], turn: int) -> Iterator[tuple[float, str]]:
    left = min((glyph.start for glyph in glyphs if glyph.turn == turn), default=0.0)
    for line in text_lines(glyphs):
        is_upright = line[0].turn == turn
        text = line_text(line, left if is_upright else None)
        yield (line[0].baseline if is_upright else line[0].centre(turn)[1]), text


def _picture_findings(
    number: int, drawing: Drawing, *, has_text: bool, has_tables: bool, is_hidden: bool
) -> Iterator[Finding]:
    place = str(Place(page=number))
    if not has_text and drawing.objects:
        yield Finding(
            "s.image",
            Severity.ERROR,
            f"第{number}页没有文字，只有图片或图形，{HOW_ZH}",
            f"Page {number} has no text, only pictures or drawings; {HOW_EN}",
            place=place,
        )
    elif is_hidden:
        yield Finding(
            "s.image",
            Severity.ERROR,
            f"第{number}页是扫描件，文字来自识别层（OCR），数字须与原件核对",
            f"Page {number} is a scan whose text was recognised (OCR); its figures must be compared with the original",
            place=place,
        )
    elif drawing.picture_share > BIG_PICTURE:
        yield Finding(
            "s.image",
            Severity.NOTICE if has_tables else Severity.ERROR,
            f"第{number}页有图片，表格可能是图片",
            f"Page {number} has a large picture; a table may be a picture",
            place=place,
        )


def _text_findings(number: int, glyphs: Sequence[Glyph], doubtful: Sequence[str]) -> Iterator[Finding]:
    place = str(Place(page=number))
    unknown = sum(glyph.text == UNMAPPED for glyph in glyphs)
    if unknown:
        yield Finding(
            "s.glyph",
            Severity.ERROR,
            f"第{number}页有{unknown}个字符没有文字编码，无法读出（读作{UNMAPPED}）",
            f"Page {number} has {unknown} characters without a text code; they cannot be read (given as {UNMAPPED})",
            place=place,
        )
    if doubtful:
        printed = "、".join(doubtful)
        yield Finding(
            "s.overflow",
            Severity.WARNING,
            f"第{number}页的数字{printed}压着或紧贴表格线，所在单元格须核对",
            f"On page {number} a rule runs through or between the figures of {printed}; check their cells",
            place=place,
            quote=printed,
        )
