"""The characters of a PDF page, and the lines that they form."""

from __future__ import annotations

import ctypes
import math
import sys
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OBLIQUE = -1  # the turn of watermarks: neither upright nor at a right angle
UNMAPPED = "\ufffd"  # a printed character whose meaning the file does not tell
ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")
HYPHENS = frozenset((0x02, 0xAD, 0xFFFE))  # how a hyphen at a line end, and Word's own hyphen, come out

SAME_LINE = 0.4  # of the type size: superscripts stay, the next half line does not
NARROW_GAP = 0.2  # of the type size: from here on a blank between Latin letters or figures
WIDE_GAP = 0.4  # the same beside a Chinese character, which keeps a quarter from a figure without any blank
COLUMN_GAP = 0.65  # from here on two columns of a table without rules
STRETCHED_BLANK = 1.2  # the same where a blank is printed, which justified lines stretch
WIDEST_GAP = 100  # characters: no page is wider, but a damaged one may say so
REAL_BLANK = 0.1  # a blank character narrower than this is an artefact between two figures
FEW = 0.2  # share of upright text from which on text of another turn is a label, not the page
SAME_SPOT = 0.3  # of the width: bold type faked by printing twice


class Glyph(NamedTuple):
    """One printed character (a tuple, as they come by the thousand).

    `turn` counts quarter turns against the clock; `start`, `end`, `baseline` are measured along and across the
    text as it reads, in points, `baseline` growing downwards. `blanks` are the blank characters before it.
    """

    text: str
    turn: int
    start: float
    end: float
    baseline: float
    size: float
    blanks: int
    order: int

    def centre(self, turn: int, share: float = 0.5) -> tuple[float, float]:
        """Give the middle of the character (or a point at another share of its width) on a page held in this turn."""
        along, down = self.start + share * (self.end - self.start), self.baseline - 0.35 * self.size
        own = max(self.turn, 0)
        return (along, down) if own == turn else turned(*unturned(along, down, own), turn)


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Give a point of the page, right and down, as it lies when the page is held with text of this turn upright."""
    return ((x, -y), (y, x), (-x, y), (-y, -x))[turn]


def unturned(along: float, down: float, turn: int) -> tuple[float, float]:
    """Give the point of the page for one on the page as held; the inverse of `turned`."""
    return ((along, -down), (down, along), (-along, down), (-down, -along))[turn]


def read_glyphs(textpage: ctypes.c_void_p, bounds: tuple[float, float, float, float]) -> list[Glyph]:
    """Give the printed characters inside the bounds (left, bottom, right, top) in the order of the file.

    Blanks are no glyphs but counted before the next one; blanks and line ends that PDFium makes up are left out.
    A character without a Unicode value is given as U+FFFD, so that it cannot vanish between two figures.
    """
    matrix, box, x, y = pdfium.FS_MATRIX(), pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_matrix, at_box, at_x, at_y = (ctypes.byref(each) for each in (matrix, box, x, y))
    left, bottom, right, top = bounds
    glyphs: list[Glyph] = []
    blanks = 0
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        if pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        text = _character(textpage, index)
        if not text or text.isspace():
            blanks += bool(text)
            continue
        pdfium.FPDFText_GetMatrix(textpage, index, at_matrix)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, at_box)
        pdfium.FPDFText_GetCharOrigin(textpage, index, at_x, at_y)
        scale = math.hypot(matrix.a, matrix.b)
        size = pdfium.FPDFText_GetFontSize(textpage, index) * scale
        if not left <= (box.left + box.right) / 2 <= right or not bottom <= (box.bottom + box.top) / 2 <= top:
            continue
        turn = _turn(matrix.a, matrix.b, scale)
        near, _ = turned(box.left, box.bottom, max(turn, 0))
        far, _ = turned(box.right, box.top, max(turn, 0))
        _, baseline = turned(x.value, y.value, max(turn, 0))
        glyphs.append(Glyph(text, turn, min(near, far), max(near, far), baseline, abs(size) or 1.0, blanks, index))
        blanks = 0
    return glyphs


def _character(textpage: ctypes.c_void_p, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(textpage, index)
    if code in HYPHENS:
        return "-"
    if not 0 < code <= sys.maxunicode or pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1:
        return UNMAPPED
    character = chr(code)
    if character in ZERO_WIDTH:
        return ""
    return " " if code < ord(" ") else character


def _turn(cosine: float, sine: float, scale: float) -> int:
    tolerance = 0.1 * scale
    if abs(sine) <= tolerance:
        return 0 if cosine >= 0 else 2
    if abs(cosine) <= tolerance:
        return 1 if sine > 0 else 3
    return OBLIQUE


def upright_turn(glyphs: Sequence[Glyph], shown: int) -> int:
    """Give the turn in which to read the page: the one it is shown in, unless nearly all text is of another."""
    turns = [glyph.turn for glyph in glyphs if glyph.turn != OBLIQUE]
    most = max(range(4), key=turns.count)
    return most if turns.count(shown) < FEW * turns.count(most) else shown


def text_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Give the lines from top to bottom, each from left to right; text of another turn follows in lines of its own."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (each.turn, each.baseline)):
        line = lines[-1] if lines else None
        if (
            line is None
            or line[0].turn != glyph.turn
            or glyph.baseline - line[0].baseline > SAME_LINE * max(glyph.size, line[0].size)
        ):
            lines.append([glyph])
        else:
            line.append(glyph)
    return [sorted(line, key=lambda each: (each.start, each.order)) for line in lines]


def line_text(line: Sequence[Glyph], left: float | None = None) -> str:
    """Give the text of one line as printed: a blank for a real gap, two or more for a gap between columns.

    With `left`, the left edge of the text on the page, the line is indented by its distance from there.
    """
    first = line[0]
    pieces = ["" if left is None else _gap((first.start - left) / first.size), first.text]
    before = first
    for glyph in line[1:]:
        if _is_printed_twice(before, glyph):
            continue
        pieces.append(_blanks(before, glyph))
        pieces.append(glyph.text)
        before = glyph
    text = "".join(pieces)
    # Some fonts give a rare character as two halves of UTF-16.
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_printed_twice(before: Glyph, glyph: Glyph) -> bool:
    # Latin letters are spared: a ligature gives several letters in one place.
    is_latin = glyph.text.isascii() and glyph.text.isalpha()
    distance = glyph.start - before.start
    return glyph.text == before.text and not is_latin and distance < SAME_SPOT * (glyph.end - glyph.start)


def _gap(widths: float) -> str:
    """Give blanks for a gap as wide as so many characters, a blank being half of one."""
    return " " * round(2 * max(min(widths, WIDEST_GAP), 0))


def _blanks(before: Glyph, glyph: Glyph) -> str:
    size = min(before.size, glyph.size)
    gap = (glyph.start - before.end) / size
    printed = glyph.blanks if gap >= REAL_BLANK else 0
    if gap >= (STRETCHED_BLANK if printed else COLUMN_GAP):
        return _gap(max(1, gap))
    is_wide = before.end - before.start > 0.8 * size or glyph.end - glyph.start > 0.8 * size
    return " " * max(printed, int(gap >= (WIDE_GAP if is_wide else NARROW_GAP)))
