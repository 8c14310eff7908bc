"""What a straightened page says: its tables cell by cell, and the lines of prose around them."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from ingest.readers.ocr_page import POINTS, Sheet, sheet_of
from ingest.readers.ocr_text import recognise, text_lines
from ingest.readers.pdf_cells import PageTable
from ingest.readers.pdf_page import Page
from ingest.readers.pdf_text import UNMAPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.readers.ocr_page import Picture
    from ingest.readers.ocr_text import Line, Recognised
    from ingest.readers.pdf_grid import Lattice

Piece = tuple["Line", "Recognised"]
SPECK = 4  # pixels: ink that is smaller both ways is noise
FULL_LINE = 0.8  # quantile of the heights of runs of ink: that of a line with a full character in it
ONE_LINE = 1.1  # of that height: strokes of 三 that stand apart are one line together
MARGIN = 0.15  # of the height of a line: paper left around it; with much more a 0 is read as an O
SURE = 0.5  # a line of prose that the model trusts less is noise
TRUSTED = 0.85  # mean trust in a character; upright pages have 0.98, others less than 0.8
TURNS = (0, 2, 1, 3)
SAME_LINE = 0.5  # of the height: how far two pieces of one line overlap


class Box(NamedTuple):
    """A rectangle of pixels; `bottom` and `right` are excluded."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """Give the number of rows."""
        return self.bottom - self.top

    def with_(self, other: Box) -> Box:
        """Give the rectangle around both."""
        tops, bottoms, lefts, rights = zip(self, other, strict=True)
        return Box(min(tops), max(bottoms), min(lefts), max(rights))


def page_of(picture: Picture, number: int, turn: int = 0) -> tuple[Page, int]:
    """Give lines and tables of a page, their places in points of an A4 page, and how the page had to be turned.

    `turn` counts quarter turns against the clock: the one to try first, such as that of the page before.
    """
    tried: list[tuple[Page, int, float]] = []
    for each in sorted(TURNS, key=lambda other: other != turn):
        page, trust = _read(np.ascontiguousarray(np.rot90(picture, each)), number)
        tried.append((page, each, trust))
        if trust >= TRUSTED:
            break
    page, turn, _ = max(tried, key=itemgetter(2))
    return page, turn


def _read(picture: Picture, number: int) -> tuple[Page, float]:
    """Give the page as it is held, and how well text is read from it: upside down the models are unsure of most."""
    sheet = sheet_of(picture)
    tables = [_cells(sheet, lattice) for lattice in sheet.tables]
    pieces = _pieces(sheet)
    page = Page(
        number=number,
        lines=tuple((y * POINTS, text) for y, text in map(_line, _rows(pieces))),
        tables=tuple(
            PageTable(lattice, tuple(map(_text, cells))) for lattice, cells in zip(sheet.tables, tables, strict=True)
        ),
        findings=(),
        has_text=bool(pieces or tables),
        is_empty=not sheet.ink.any(),
        is_recognised=True,
    )
    found = [*(text for _, text in pieces), *(text for cells in tables for cell in cells for text in cell)]
    lying = sum(line.right - line.left - line.bottom + line.top for line, _ in pieces) >= 0
    return page, lying * _trust(found)


def _text(lines: Sequence[Recognised]) -> str:
    """Give the text of a cell; ink that the model makes nothing of is no blank."""
    return "\n".join(line.text.strip() or UNMAPPED for line in lines)


def _trust(found: Sequence[Recognised]) -> float:
    """Give the mean trust in a character; 1 where there is none, since turning paper helps nobody."""
    count = sum(len(each.text) for each in found)
    return sum(each.score * len(each.text) for each in found) / count if count else 1.0


def _cells(sheet: Sheet, lattice: Lattice) -> list[list[Recognised]]:
    """Give the lines of each cell; none only where there is no ink."""
    runs = [list(_runs(boxes)) for boxes in _ink_of_cells(sheet, lattice)]
    heights = [run.height for cell in runs for run in cell]
    line_height = float(np.quantile(heights, FULL_LINE)) if heights else 0.0
    lines = [_joined(cell, line_height) for cell in runs]
    found = iter(recognise([_cut(sheet, line) for cell in lines for line in cell]))
    return [[next(found) for _ in cell] for cell in lines]


def _ink_of_cells(sheet: Sheet, lattice: Lattice) -> list[list[Box]]:
    """Give the spots of ink of each cell, specks left out.

    A spot belongs to the cell of its middle. Rules of a scan are crooked, and a cell cut out along them would cut
    through figures: 447 beside a rule would be read as 47.
    """
    owners = lattice.owners()
    spots: list[list[Box]] = [[] for _ in lattice.regions]
    table = _area(lattice)
    part = np.ascontiguousarray(sheet.ink[table.top : table.bottom, table.left : table.right])
    _, _, boxes, _ = cv2.connectedComponentsWithStats(part)
    for left, top, width, height, _ in boxes[1:].tolist():
        box = Box(table.top + top, table.top + top + height, table.left + left, table.left + left + width)
        field = lattice.spot((box.left + box.right) / 2 * POINTS, (box.top + box.bottom) / 2 * POINTS)
        if field is not None and max(width, height) > SPECK:
            spots[owners[field]].append(box)
    return spots


def _area(lattice: Lattice) -> Box:
    left, right, top, bottom = (
        round(edge / POINTS) for edge in (lattice.xs[0], lattice.xs[-1], lattice.ys[0], lattice.ys[-1])
    )
    return Box(max(top, 0), bottom, max(left, 0), right)


def _runs(spots: Sequence[Box]) -> Iterator[Box]:
    """Give the runs of rows that hold ink, each as wide as its ink."""
    run: Box | None = None
    for spot in sorted(spots):
        if run and spot.top < run.bottom:
            run = run.with_(spot)
            continue
        if run:
            yield run
        run = spot
    if run:
        yield run


def _joined(runs: Sequence[Box], line_height: float) -> list[Box]:
    """Join runs that together are no higher than one line."""
    lines: list[Box] = []
    for run in runs:
        if lines and run.bottom - lines[-1].top <= ONE_LINE * line_height:
            lines[-1] = lines[-1].with_(run)
        else:
            lines.append(run)
    return lines


def _cut(sheet: Sheet, line: Box) -> Picture:
    margin = max(round(MARGIN * line.height), 3)
    height, width = sheet.picture.shape
    rows = slice(max(line.top - margin, 0), min(line.bottom + margin, height))
    return sheet.picture[rows, max(line.left - margin, 0) : min(line.right + margin, width)]


def _pieces(sheet: Sheet) -> list[Piece]:
    """Give the pieces of text outside of tables that the model is sure of."""
    picture = sheet.picture.copy()
    paper = int(np.median(picture))
    for lattice in sheet.tables:
        whole = _area(lattice)
        picture[whole.top : whole.bottom, whole.left : whole.right] = paper
    lines = text_lines(picture)
    found = recognise([line.picture for line in lines])
    return [(line, each) for line, each in zip(lines, found, strict=True) if each.score >= SURE and each.text.strip()]


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: each[0].top):
        if rows and _is_beside(rows[-1][0][0], piece[0]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _is_beside(one: Line, other: Line) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > SAME_LINE * min(one.bottom - one.top, other.bottom - other.top)


def _line(row: Sequence[Piece]) -> tuple[float, str]:
    """Join the pieces of a line; those that stand apart by more than a character keep two blanks between them."""
    ordered = sorted(row, key=lambda piece: piece[0].left)
    text = ordered[0][1].text
    for (before, _), (line, words) in pairwise(ordered):
        text += ("  " if line.left - before.right > line.bottom - line.top else "") + words.text
    return max(line.bottom for line, _ in ordered), text
