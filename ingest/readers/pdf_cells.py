"""What the cells of a ruled table on a PDF page say; a number that is too wide for its cell is put together again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.readers.pdf_text import line_text, text_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.readers.pdf_grid import Lattice, Region
    from ingest.readers.pdf_text import Glyph

FIGURES = frozenset("0123456789.,")
WIDEST_MARGINS = 12.0  # points: what Word leaves free on both sides of a cell together
SAME_WIDTH = 1.0  # points: columns of one width
NEXT_LINE = 1.9  # of the type size: lines farther apart are rows whose rule is missing

Line = list["Glyph"]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table with the text of each of its cells; None where there is only paper, no cell.

    `full` numbers the cells whose last line is a number that leaves no room for another figure: where a page end
    cuts the row, the number may go on.
    """

    lattice: Lattice
    texts: tuple[str | None, ...]
    full: frozenset[int] = frozenset()


def table_of(lattice: Lattice, members: Mapping[int, Sequence[Glyph]]) -> PageTable:
    """Give the table from the characters of its cells, by number of the cell.

    A word processor breaks a number that is too wide for its column: 311 and below it 9. Such lines are one number
    only where the line has no room left, no number in a column of that width is wider, and another number in the
    row shows that the row is a single one. Otherwise the lines stay apart, and the cell counts as unreadable.
    """
    lines = {number: text_lines(glyphs) for number, glyphs in members.items()}
    figures = {number: each for number, each in lines.items() if all(map(_is_figure, each))}
    single_rows = {lattice.regions[number].row for number, each in figures.items() if len(each) == 1}
    last = len(lattice.ys) - 2
    full = {
        number
        for number, each in figures.items()
        if (len(each) > 1 or lattice.regions[number].row == last) and _is_full(number, each, figures, lattice)
    }
    whole = {number for number in full if lattice.regions[number].row in single_rows}
    return PageTable(
        lattice,
        tuple(
            ("" if number in whole else "\n").join(map(line_text, lines[number]))
            if number in lines
            else None
            if number in lattice.doubtful
            else ""
            for number in range(len(lattice.regions))
        ),
        frozenset(full),
    )


def _is_figure(line: Line) -> bool:
    return all(glyph.text in FIGURES for glyph in line)


def _is_full(number: int, lines: list[Line], figures: Mapping[int, list[Line]], lattice: Lattice) -> bool:
    """Tell whether the first line of a cell leaves no room, and the lines after it can be what was left over."""
    first = lines[0]
    width = _width(lattice, lattice.regions[number])
    taken = first[-1].end - first[0].start
    figure = first[0].end - first[0].start
    if len(first) == 1 or width - taken >= WIDEST_MARGINS + figure:
        return False
    alike = (
        each for other, each in figures.items() if abs(_width(lattice, lattice.regions[other]) - width) < SAME_WIDTH
    )
    widest = max(line[-1].end - line[0].start for each in alike for line in each)
    return (
        widest < taken + figure / 2
        and all(len(line) == len(first) for line in lines[:-1])
        and len(lines[-1]) <= len(first)
        and all(below[0].baseline - above[0].baseline < NEXT_LINE * above[0].size for above, below in pairwise(lines))
    )


def _width(lattice: Lattice, region: Region) -> float:
    return lattice.xs[region.column + region.colspan] - lattice.xs[region.column]
