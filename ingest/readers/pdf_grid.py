"""From ruling lines to tables: which cells the rules enclose, and over how many columns and rows."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from ingest.readers.pdf_lines import Drawing, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HAIR = 0.5  # points: dashes and dots of one rule lie this close to its line
SNAP = 3.0  # points: rules so near are one (double borders), and gaps so small are none
SHORTEST = 5.0  # points: a shorter rule is a dash or an ornament
CROOKED = 4.0  # points: rules so near that never stand side by side are one edge, drawn unevenly
OPEN_EDGE = 8.0  # points: rules that reach farther than this beyond the last crossing have open cells there
COVERED = 0.5  # share of a cell's side that must be ruled to be a wall
MOST_CROSSINGS = 1_000_000  # a drawing, not a table


class Region(NamedTuple):
    """A cell of a table: its first column and row, counted from 0, and how many it covers."""

    column: int
    row: int
    colspan: int
    rowspan: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: the edges of its columns and rows in points, and its cells from top left to bottom right."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    doubtful: frozenset[int]  # numbers of the cells that may be blank paper beside a narrower part of the table

    @property
    def area(self) -> float:
        """Give the area that the table takes, in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def owners(self) -> dict[tuple[int, int], int]:
        """Give the number of the cell at each column and row."""
        return {
            (column, row): number
            for number, region in enumerate(self.regions)
            for column in range(region.column, region.column + region.colspan)
            for row in range(region.row, region.row + region.rowspan)
        }

    def spot(self, x: float, y: float) -> tuple[int, int] | None:
        """Give column and row of a point; None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1


def lattices(drawing: Drawing) -> list[Lattice]:
    """Give the ruled tables of a page from top to bottom; frames, underlines and single columns are none."""
    horizontal, vertical = _joined(drawing.horizontal), _joined(drawing.vertical)
    if len(horizontal) * len(vertical) > MOST_CROSSINGS:
        return []
    found = (_lattice(*component) for component in _components(horizontal, vertical))
    return sorted((each for each in found if each), key=lambda each: (each.ys[0], each.xs[0]))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Join what lies in one line: first dashes and dots to rules, then double borders to one.

    In between goes what stayed short; the dots of a rule would else hang together with those of the next one.
    """
    hairlines = [rule for rule in _in_line(rules, HAIR) if rule.end - rule.start >= SHORTEST]
    return list(_in_line(hairlines, SNAP))


def _in_line(rules: Iterable[Rule], tolerance: float) -> Iterator[Rule]:
    for group in _grouped(sorted(rules), tolerance):
        position = sum(rule.position for rule in group) / len(group)
        start, end = -inf, -inf
        for rule in sorted(group, key=lambda each: each.start):
            if rule.start <= end + SNAP:
                end = max(end, rule.end)
                continue
            if end > -inf:
                yield Rule(position, start, end)
            start, end = rule.start, rule.end
        yield Rule(position, start, end)


def _grouped(rules: Sequence[Rule], tolerance: float) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.position - groups[-1][-1].position <= tolerance:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _components(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Split the rules into sets that hang together by crossings; a set without any crossing is left out."""
    waiting = list(range(len(vertical)))
    unused = set(range(len(horizontal)))
    components = []
    while waiting:
        members_h: list[int] = []
        members_v = [waiting.pop(0)]
        for index in members_v:
            touched = [each for each in unused if _cross(horizontal[each], vertical[index])]
            unused.difference_update(touched)
            members_h += touched
            joining = [other for other in waiting if any(_cross(horizontal[each], vertical[other]) for each in touched)]
            waiting = [other for other in waiting if other not in joining]
            members_v += joining
        if members_h:
            components.append(([horizontal[each] for each in members_h], [vertical[each] for each in members_v]))
    return components


def _cross(horizontal: Rule, vertical: Rule) -> bool:
    return (
        horizontal.start - SNAP <= vertical.position <= horizontal.end + SNAP
        and vertical.start - SNAP <= horizontal.position <= vertical.end + SNAP
    )


def _lattice(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> Lattice | None:
    columns, rows = _edges(vertical), _edges(horizontal)
    if len(columns) < 2 or len(columns) + len(rows) < 4:  # noqa: PLR2004 - a table has a width, and a height
        return None
    xs = _with_open_sides(list(columns), horizontal)
    ys = _with_open_sides(list(rows), vertical)
    walls_right = [[_is_wall(columns.get(x, []), *side) for side in pairwise(ys)] for x in xs]
    walls_below = [[_is_wall(rows.get(y, []), *side) for side in pairwise(xs)] for y in ys]
    regions = _regions(walls_right, walls_below)
    lattice = _without_idle_edges(xs, ys, regions, _unwalled(regions, walls_right, walls_below))
    return lattice if len(lattice.xs) > 2 else None  # noqa: PLR2004 - one column is a list or a frame


def _edges(rules: Sequence[Rule]) -> dict[float, list[Rule]]:
    """Give the rules by edge, in order; edges that are near and never side by side are drawn unevenly: one edge."""
    edges: list[list[Rule]] = []
    for rule in sorted(rules):
        if edges and (
            rule.position == edges[-1][0].position
            or (
                rule.position - edges[-1][0].position <= CROOKED
                and not any(_side_by_side(rule, other) for other in edges[-1])
            )
        ):
            edges[-1].append(rule)
        else:
            edges.append([rule])
    return {(edge[0].position + edge[-1].position) / 2: edge for edge in edges}


def _side_by_side(one: Rule, other: Rule) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > SNAP


def _with_open_sides(positions: list[float], crossing: Sequence[Rule]) -> list[float]:
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    before = [first] if not positions or first < positions[0] - OPEN_EDGE else []
    after = [last] if not positions or last > positions[-1] + OPEN_EDGE else []
    return before + positions + after


def _is_wall(rules: Sequence[Rule], begin: float, end: float) -> bool:
    covered = sum(max(min(rule.end, end) - max(rule.start, begin), 0) for rule in rules)
    return covered >= COVERED * (end - begin)


def _regions(walls_right: list[list[bool]], walls_below: list[list[bool]]) -> list[Region]:
    """Give the cells: fields of the lattice with no wall between them, from top left to bottom right.

    `walls_right[x][row]` and `walls_below[y][column]` belong to the edges, outer ones included.
    """
    width, height = len(walls_right) - 1, len(walls_below) - 1
    free = {(column, row) for row in range(height) for column in range(width)}
    regions: list[Region] = []
    for start in sorted(free, key=lambda field: (field[1], field[0])):
        if start not in free:
            continue
        fields = _reached(start, free, walls_right, walls_below)
        free -= fields
        regions += _rectangles(fields)
    return sorted(regions, key=lambda region: (region.row, region.column))


def _reached(
    start: tuple[int, int],
    free: set[tuple[int, int]],
    walls_right: list[list[bool]],
    walls_below: list[list[bool]],
) -> set[tuple[int, int]]:
    reached, waiting = {start}, [start]
    while waiting:
        column, row = waiting.pop()
        steps = (
            ((column + 1, row), walls_right[column + 1][row]),
            ((column - 1, row), walls_right[column][row]),
            ((column, row + 1), walls_below[row + 1][column]),
            ((column, row - 1), walls_below[row][column]),
        )
        for step, is_walled in steps:
            if not is_walled and step in free and step not in reached:
                reached.add(step)
                waiting.append(step)
    return reached


def _rectangles(fields: set[tuple[int, int]]) -> list[Region]:
    """Give a cell as one rectangle; a bent one, which only a missing rule can cause, row by row."""
    columns, rows = [column for column, _ in fields], [row for _, row in fields]
    width, height = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    if width * height == len(fields):
        return [Region(min(columns), min(rows), width, height)]
    regions: list[Region] = []
    for column, row in sorted(fields, key=lambda field: (field[1], field[0])):
        last = regions[-1] if regions else None
        if last and last.row == row and last.column + last.colspan == column:
            regions[-1] = last._replace(colspan=last.colspan + 1)
        else:
            regions.append(Region(column, row, 1, 1))
    return regions


def _unwalled(
    regions: Sequence[Region], walls_right: list[list[bool]], walls_below: list[list[bool]]
) -> frozenset[int]:
    """Give the cells that lie open on a side of the table which is a wall elsewhere."""
    width, height = len(walls_right) - 1, len(walls_below) - 1
    open_cells = set()
    for number, each in enumerate(regions):
        rows = slice(each.row, each.row + each.rowspan)
        columns = slice(each.column, each.column + each.colspan)
        sides = (
            (each.column == 0, walls_right[0], rows),
            (each.column + each.colspan == width, walls_right[-1], rows),
            (each.row == 0, walls_below[0], columns),
            (each.row + each.rowspan == height, walls_below[-1], columns),
        )
        if any(is_outer and any(walls) and not any(walls[part]) for is_outer, walls, part in sides):
            open_cells.add(number)
    return frozenset(open_cells)


def _without_idle_edges(
    xs: Sequence[float], ys: Sequence[float], regions: Sequence[Region], doubtful: frozenset[int]
) -> Lattice:
    """Leave out edges at which no cell begins or ends (an underline, a stub)."""
    used_x = sorted({edge for each in regions for edge in (each.column, each.column + each.colspan)})
    used_y = sorted({edge for each in regions for edge in (each.row, each.row + each.rowspan)})
    column_of = {edge: number for number, edge in enumerate(used_x)}
    row_of = {edge: number for number, edge in enumerate(used_y)}
    return Lattice(
        tuple(xs[edge] for edge in used_x),
        tuple(ys[edge] for edge in used_y),
        tuple(
            Region(
                column_of[each.column],
                row_of[each.row],
                column_of[each.column + each.colspan] - column_of[each.column],
                row_of[each.row + each.rowspan] - row_of[each.row],
            )
            for each in regions
        ),
        doubtful,
    )
