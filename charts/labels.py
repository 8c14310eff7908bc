"""Names beside points, so many as stand free: none lies over another, over a point or beyond the plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from charts.text import width

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTER: Final = 6.4
"""Pixels of one column in 12 pixel type."""

LINE: Final = 14
GAP: Final = 2
"""Pixels between a point and its name."""

SIDES: Final = ("right", "left", "up", "down")


@dataclass(frozen=True, slots=True)
class Point:
    """A point in pixels of the plot, with the name it would bear."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def sides(
    points: Sequence[Point], plot: tuple[float, float], most: int, *, radius: float, lines: tuple[float, float]
) -> list[str]:
    """Give for each point the side on which its name stands, '' where it has no room.

    Whoever comes first is served first. What stands free on a plot of this width stands free on any wider one: points
    move apart and names keep their size.

    Args:
        points: The most important first.
        plot: Pixels across and down.
        most: Names at most.
        radius: Pixels from the middle of the largest point to its edge.
        lines: Where a standing and a lying line are drawn; a name keeps off them where it can.
    """
    marks = [_Box(each.x - radius, each.y - radius, each.x + radius, each.y + radius) for each in points]
    standing, lying = _Box(lines[0], 0, lines[0], plot[1]), _Box(0, lines[1], plot[0], lines[1])
    taken: list[_Box] = []
    found = []
    for at, each in enumerate(points):
        others = marks[:at] + marks[at + 1 :]
        boxes = {side: _box(each, side, radius + GAP) for side in SIDES}
        free = [side for side, box in boxes.items() if _free(box, plot, [*others, *taken])]
        free.sort(key=lambda side: boxes[side].meets(standing) + boxes[side].meets(lying))
        side = free[0] if free and len(taken) < most else ""
        found.append(side)
        taken += [boxes[side]] if side else []
    return found


def _box(point: Point, side: str, away: float) -> _Box:
    wide = width(point.name) * LETTER
    left = {"right": point.x + away, "left": point.x - away - wide}.get(side, point.x - wide / 2)
    top = {"up": point.y - away - LINE, "down": point.y + away}.get(side, point.y - LINE / 2)
    return _Box(left, top, left + wide, top + LINE)


def _free(box: _Box, plot: tuple[float, float], others: Sequence[_Box]) -> bool:
    inside = box.left >= 0 and box.right <= plot[0] and box.top >= 0 and box.bottom <= plot[1]
    return inside and not any(box.meets(other) for other in others)
