"""One PDF page: its lines of prose, its ruled tables, and what on it cannot be read as text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.model import Finding, Place, Severity
from ingest.readers.ocr_extra import HOW_EN, HOW_ZH
from ingest.readers.pdf_cells import FIGURES, PageTable, table_of
from ingest.readers.pdf_grid import Lattice, lattices
from ingest.readers.pdf_lines import Drawing, Rule, is_hidden, read_drawing
from ingest.readers.pdf_text import (
    OBLIQUE,
    UNMAPPED,
    Glyph,
    line_text,
    read_glyphs,
    text_lines,
    upright_turn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_CHARACTERS = 50_000  # a full page of tables has some 3000; a form that draws itself over and over has millions
BIG_PICTURE = 0.2  # share of the page from which on a picture may be a table
SCAN = 0.5  # share of the page from which on a picture may be the page itself
TOUCHING = 0.12  # of the type size: figures nearer than this are one number
STRADDLING = 0.15  # of the width of a figure: so much of it lies on either side of a rule printed through it
WATERMARK = 2.5  # times the usual type size: so large a character lies across the cells and is in none of them
STRIKE = (0.5, 0.15)  # of the type size above the line of the text: where a rule strikes out a character
LONGEST_STRIKE = 300.0  # points
Home = tuple[int, int]  # number of the table on the page, number of the cell in it
DRAWN_ON_TOP = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)


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
        pypdfium2.PdfiumError: the page cannot be loaded, or has more characters than any page.
    """
    page = _with_annotations(document, index)
    bounds = page.get_bbox()
    textpage = page.get_textpage()
    try:
        if pdfium.FPDFText_CountChars(textpage.raw) > MOST_CHARACTERS:
            raise pypdfium2.PdfiumError(f"more than {MOST_CHARACTERS} characters on page {index + 1}")
        glyphs = read_glyphs(textpage.raw, bounds)
        turn = upright_turn(glyphs, page.get_rotation() // 90)
        drawing = read_drawing(page.raw, bounds, turn)
        hidden = _hidden(textpage.raw, glyphs) if drawing.has_hidden_text else set()
        # What a text recognition laid under a scan is not printed either, but all that there is to read.
        is_layer = drawing.picture_share > SCAN and len(hidden) * 2 > len(glyphs)
        if hidden and not is_layer:
            glyphs = [glyph for glyph in glyphs if glyph.order not in hidden]
    finally:
        textpage.close()
        page.close()
    return _page(index + 1, glyphs, turn, drawing, is_hidden=is_layer)


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


def _hidden(textpage: object, glyphs: Sequence[Glyph]) -> set[int]:
    """Give the orders of the characters that are not printed: no ink is put on the page for them."""
    return {glyph.order for glyph in glyphs if is_hidden(pdfium.FPDFText_GetTextObject(textpage, glyph.order))}


def _struck(glyphs: Sequence[Glyph], rules: Sequence[Rule], turn: int) -> list[Glyph]:
    """Give the characters, those that are struck out between `~`, so that no figure is made of them and others."""
    strokes = sorted(rule for rule in rules if rule.end - rule.start < LONGEST_STRIKE)
    return [
        glyph._replace(text=f"~{glyph.text}~") if glyph.turn == turn and _is_struck(glyph, strokes) else glyph
        for glyph in glyphs
    ]


def _is_struck(glyph: Glyph, strokes: Sequence[Rule]) -> bool:
    top, bottom = (glyph.baseline - share * glyph.size for share in STRIKE)
    middle = (glyph.start + glyph.end) / 2
    near = strokes[bisect_left(strokes, (top,)) : bisect_left(strokes, (bottom,))]
    return any(rule.start <= middle <= rule.end for rule in near)


def _page(number: int, glyphs: list[Glyph], turn: int, drawing: Drawing, *, is_hidden: bool) -> Page:
    found = lattices(drawing) if glyphs else []
    glyphs = _struck(glyphs, drawing.horizontal, turn)
    homes, doubtful = _homes(glyphs, found, turn)
    members: dict[int, dict[int, list[Glyph]]] = {}
    loose: list[Glyph] = []
    for glyph, home in zip(glyphs, homes, strict=True):
        (members.setdefault(home[0], {}).setdefault(home[1], []) if home else loose).append(glyph)
    tables = tuple(table_of(lattice, members[table]) for table, lattice in enumerate(found) if table in members)
    findings = (
        *_picture_findings(number, drawing, has_text=bool(glyphs), has_tables=bool(tables), is_hidden=is_hidden),
        *_text_findings(number, glyphs, doubtful),
    )
    is_empty = not glyphs and not drawing.objects
    lines = tuple(_prose(loose, turn))
    return Page(number, lines, tables, findings, bool(glyphs), is_empty, is_recognised=is_hidden, turn=turn)


def _homes(glyphs: Sequence[Glyph], found: Sequence[Lattice], turn: int) -> tuple[list[Home | None], list[str]]:
    """Give table and cell of each glyph, None outside of tables, and the numbers that a rule runs through."""
    largest = WATERMARK * median(glyph.size for glyph in glyphs) if glyphs else 0.0
    nested = sorted(((table, lattice, lattice.owners()) for table, lattice in enumerate(found)), key=_area)

    def home(glyph: Glyph, share: float = 0.5) -> Home | None:
        centre = glyph.centre(turn, share)
        for table, lattice, owners in nested if glyph.turn != OBLIQUE and glyph.size < largest else ():
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
