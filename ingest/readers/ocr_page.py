"""From the picture of a page to its ruled tables: straightened, rules found and taken away, ink told from paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ingest.readers.pdf_grid import Lattice, lattices
from ingest.readers.pdf_lines import Drawing, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

UPRIGHT_WIDTH, LYING_WIDTH = 1654, 2339  # pixels across an A4 page at 200 dpi
POINTS = 72 / 200  # to a pixel
MOST_ENLARGED = 3.0
NEIGHBOURHOOD, DARKER = 41, 20  # ink is so many shades darker than the paper within so many pixels
SHORTEST_ACROSS, SHORTEST_DOWN = 100, 50  # pixels: rules run along several cells, strokes of type are shorter
RULE_GAP = 3  # pixels of a rule that the scanner may lose; characters stand farther apart
CROSSING = 9  # pixels that a rule across takes out of a rule down
NEAR = 8  # pixels from an edge within which a rule may run
NARROWEST_TABLE = 100  # points: strokes of large type enclose smaller things
# Degrees by which a page may lean, and by which ever smaller steps the best is looked for.
LEANING = ((0.5, 4.0), (0.1, 0.5), (0.02, 0.1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A straightened page at 200 dpi: its picture without rules, its ink (255, else 0), its tables in points."""

    picture: Picture
    ink: Picture
    tables: tuple[Lattice, ...]


def sheet_of(picture: Picture) -> Sheet:
    """Give a page straightened, at one size, with its rules found and painted over."""
    straight = _straightened(_resized(picture))
    ink = _ink(straight)
    across = _ruled(ink, np.ones((3, 1), np.uint8), (1, RULE_GAP), (1, SHORTEST_ACROSS))
    # A rule across would else join the strokes above and below it to a rule down.
    down = _ruled(ink & ~across, np.ones((1, 3), np.uint8), (CROSSING, 1), (SHORTEST_DOWN, 1))
    drawing = Drawing(list(_rules(across)), list(_rules(np.ascontiguousarray(down.T))))
    tables = [table for table in lattices(drawing) if table.xs[-1] - table.xs[0] >= NARROWEST_TABLE]
    rules = _along(tables, across, down)
    paper = np.uint8(np.median(straight))
    return Sheet(np.where(rules > 0, paper, straight), ink & ~rules, tuple(tables))


def _resized(picture: Picture) -> Picture:
    height, width = picture.shape
    scale = min((LYING_WIDTH if width > height else UPRIGHT_WIDTH) / width, MOST_ENLARGED)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way), np.uint8)


def _straightened(picture: Picture) -> Picture:
    """Turn the page until its lines and rules lie level: rows of pixels then differ most from their neighbours."""
    half = np.asarray(cv2.resize(_ink(picture), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    angle = 0.0
    for step, reach in LEANING:
        angles = np.arange(angle - reach, angle + reach + step / 2, step)
        angle = float(max(angles, key=lambda each: _levelness(half, each)))
    return _turned(picture, angle, paper=255) if angle else picture


def _levelness(ink: Picture, angle: float) -> float:
    rows = _turned(ink, angle, paper=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _turned(picture: Picture, angle: float, *, paper: int) -> Picture:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    turned = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(turned, np.uint8)


def _ink(picture: Picture) -> Picture:
    calm = cv2.GaussianBlur(picture, (0, 0), 0.8)
    way, side = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    return np.asarray(cv2.adaptiveThreshold(calm, 255, way, side, NEIGHBOURHOOD, DARKER), np.uint8)


def _ruled(ink: Picture, thicker: Picture, gap: tuple[int, int], shortest: tuple[int, int]) -> Picture:
    """Give the ink that runs on in one direction; rules may be a pixel thin, lean by a pixel and have gaps."""
    joined = cv2.morphologyEx(cv2.dilate(ink, thicker), cv2.MORPH_CLOSE, np.ones(gap, np.uint8))
    return np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(shortest, np.uint8)), np.uint8)


def _rules(mask: Picture) -> Iterator[Rule]:
    _, _, boxes, _ = cv2.connectedComponentsWithStats(mask)
    for left, top, width, height, _ in boxes[1:].tolist():
        yield Rule((top + height / 2) * POINTS, left * POINTS, (left + width) * POINTS)


def _along(tables: Iterable[Lattice], across: Picture, down: Picture) -> Picture:
    """Give the rules that run between cells; elsewhere a long stroke belongs to type."""
    kept = np.zeros_like(across)
    for table in tables:
        for region in table.regions:
            y, bottom = (round(table.ys[row] / POINTS) for row in (region.row, region.row + region.rowspan))
            x, right = (round(table.xs[at] / POINTS) for at in (region.column, region.column + region.colspan))
            height, width = slice(max(y - NEAR, 0), bottom + NEAR), slice(max(x - NEAR, 0), right + NEAR)
            for edge in (y, bottom):
                part = slice(max(edge - NEAR, 0), edge + NEAR), width
                kept[part] |= across[part]
            for edge in (x, right):
                part = height, slice(max(edge - NEAR, 0), edge + NEAR)
                kept[part] |= down[part]
    return np.asarray(cv2.dilate(kept, np.ones((3, 3), np.uint8)), np.uint8)
