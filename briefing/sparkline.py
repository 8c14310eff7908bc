"""A line of years, small enough for a cell of a table. A missing year is a gap, which Streamlit's own cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 100
HEIGHT: Final = 24
EDGE: Final = 3
COLOUR: Final = "#4a86c5"
"""Stands out from a light and from a dark table; a picture in a cell does not know which it is in."""


def sparkline(values: Sequence[float | None]) -> str | None:
    """Give the values as a small picture (data address), from their least to their largest; null for no value at all.

    >>> sparkline([None, None]) is None
    True
    >>> "%3Ccircle" in sparkline([1, None, 3])
    True
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    low, high = min(known), max(known)
    step = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    rise = (HEIGHT - 2 * EDGE) / (high - low or 1)
    points = [_point(at, value, low, step, rise) for at, value in enumerate(values)]
    drawn = "".join(_piece(run) for run in _runs(points))
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{drawn}</svg>'
    return f"data:image/svg+xml,{quote(picture)}"


def _point(at: int, value: float | None, low: float, step: float, rise: float) -> tuple[float, float] | None:
    return None if value is None else (EDGE + at * step, HEIGHT - EDGE - (value - low) * rise)


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _piece(run: list[tuple[float, float]]) -> str:
    if len(run) == 1:
        return f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="1.8" fill="{COLOUR}"/>'
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    return f'<polyline points="{path}" fill="none" stroke="{COLOUR}" stroke-width="1.6" stroke-linejoin="round"/>'
