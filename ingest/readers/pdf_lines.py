"""The ruling lines of a PDF page: strokes, thin boxes and thin pictures, all as straight rules."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from ingest.readers.pdf_text import turned

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST_FORM = 15
MOST_OBJECTS = 100_000  # a map or a drawing, not a report; text objects are counted too
THIN = 2.5  # points: a filled box up to this is a rule, a thicker one is shading
SLANT = 0.7  # points: how far a rule may lean
THICKEST_STROKE = 6.0  # points: a thicker stroke is shading

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A straight rule: where it lies, and from where to where it runs, in points on the page as held."""

    position: float
    start: float
    end: float


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page besides its text; `picture_share` is the largest picture's share of the page.

    `has_hidden_text` tells whether some of its text is put there without any ink.
    """

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    picture_share: float = 0.0
    objects: int = 0
    has_hidden_text: bool = False


def read_drawing(page: ctypes.c_void_p, bounds: tuple[float, float, float, float], turn: int) -> Drawing:
    """Give the rules of a page, as it lies when text of this turn is upright, and the share of its largest picture."""
    drawing = Drawing()
    left, bottom, right, top = bounds
    for shape, kind, matrix in _objects(page, IDENTITY, 0):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.has_hidden_text = drawing.has_hidden_text or is_hidden(shape)
            continue
        drawing.objects += 1
        if drawing.objects > MOST_OBJECTS:
            return Drawing(objects=drawing.objects, picture_share=drawing.picture_share)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, shape, matrix, turn)
            continue
        corners = [_moved(corner, matrix) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]
        _add_box(drawing, [turned(*corner, turn) for corner in corners])
        wide = min(max(x for x, _ in corners), right) - max(min(x for x, _ in corners), left)
        high = min(max(y for _, y in corners), top) - max(min(y for _, y in corners), bottom)
        area = max(wide, 0) * max(high, 0) / max((right - left) * (top - bottom), 1)
        drawing.picture_share = max(drawing.picture_share, area)
    return drawing


def _objects(parent: ctypes.c_void_p, outer: Matrix, depth: int) -> Iterator[tuple[ctypes.c_void_p, int, Matrix]]:
    """Walk what is drawn on a page, in nested forms too, each with its way to the page (text: that of its form)."""
    count, get = (
        (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
        if depth
        else (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    )
    for index in range(count(parent)):
        shape = get(parent, index)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield shape, kind, outer
            continue
        matrix = _combined(_matrix(shape), outer)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            yield from _objects(shape, matrix, depth + 1)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield shape, kind, matrix


def is_hidden(text: ctypes.c_void_p) -> bool:
    """Tell whether a text object is not printed, as what a text recognition lays under a scan."""
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(text) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _matrix(shape: ctypes.c_void_p) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, matrix):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    if outer == IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    oa, ob, oc, od, _, _ = outer
    x, y = _moved((e, f), outer)
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, x, y


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _add_path(drawing: Drawing, path: ctypes.c_void_p, matrix: Matrix, turn: int) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return  # a clipping path
    is_filled = bool(fill.value) and _is_visible(path, pdfium.FPDFPageObj_GetFillColor)
    is_stroked = (
        bool(stroke.value)
        and _is_visible(path, pdfium.FPDFPageObj_GetStrokeColor)
        and _stroke_width(path, matrix) <= THICKEST_STROKE
    )
    for points, is_straight in _subpaths(path, matrix, turn):
        if is_stroked:
            for (x, y), (next_x, next_y) in pairwise(points):
                _add_segment(drawing, x, y, next_x, next_y)
        if is_filled and is_straight:
            _add_box(drawing, points)


def _is_visible(path: ctypes.c_void_p, colour: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return not colour(path, red, green, blue, alpha) or alpha.value > 0  # type: ignore[operator]


def _stroke_width(path: ctypes.c_void_p, matrix: Matrix) -> float:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(path, width)
    a, b, c, d, _, _ = matrix
    return float(width.value * abs(a * d - b * c) ** 0.5)


def _subpaths(path: ctypes.c_void_p, matrix: Matrix, turn: int) -> Iterator[tuple[list[Point], bool]]:
    """Give the corners of each part of a path, closed parts with their first corner again; curves break a part."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    is_straight = True
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = turned(*_moved((x.value, y.value), matrix), turn)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            yield points, is_straight and kind == pdfium.FPDF_SEGMENT_MOVETO
            points = []
            is_straight = kind == pdfium.FPDF_SEGMENT_MOVETO
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield points, is_straight


def _add_segment(drawing: Drawing, x: float, y: float, next_x: float, next_y: float) -> None:
    if abs(next_y - y) <= SLANT:
        drawing.horizontal.append(Rule((y + next_y) / 2, min(x, next_x), max(x, next_x)))
    if abs(next_x - x) <= SLANT:
        drawing.vertical.append(Rule((x + next_x) / 2, min(y, next_y), max(y, next_y)))


def _add_box(drawing: Drawing, points: list[Point]) -> None:
    """Add a filled shape as a rule if it is thin; a dot counts both ways, since dots make dotted rules."""
    if not points:
        return
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if bottom - top <= THIN:
        drawing.horizontal.append(Rule((top + bottom) / 2, left, right))
    if right - left <= THIN:
        drawing.vertical.append(Rule((left + right) / 2, top, bottom))
