"""Columns of figures in the text of a page: a row whose blanks left no trace, placed by the rows above and below."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.stream import Word

NEAR = 0.4  # of the space between two columns; a figure further away from a column may belong to another
LEAST_GAP = 4  # places between two columns; below that figures of a line stand as close as words
ENOUGH_PAIRS = 2  # neighbouring whole rows with unlike labels that must stand alike before positions count at all
UNLIKE = 2  # characters; where figures merely follow their labels, they are shifted by the difference of these
ALIKE = 1  # place by which the columns of two rows may differ
SHARE = 0.7  # of these pairs; a new page may shift its columns


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the figures of a row stand: its line, the middle of each figure, the length of the label before them."""

    line: int
    label: int
    middles: tuple[float, ...]

    @property
    def reach(self) -> float:
        """How far from the middle of a column a figure may stand; negative where columns are too close."""
        gap = min(right - left for left, right in pairwise(self.middles))
        return NEAR * gap if gap >= LEAST_GAP else -1

    def column(self, middle: float) -> int | None:
        """Give the column that a figure with this middle stands in; None where it is not close to exactly one."""
        near = [index for index, spot in enumerate(self.middles) if abs(spot - middle) <= self.reach]
        return near[0] if len(near) == 1 else None

    def shift(self, other: Spots) -> float:
        """Give how far the figures of another row stand from these; one column may move alone."""
        return median(abs(left - right) for left, right in zip(self.middles, other.middles, strict=True))

    def agrees(self, other: Spots) -> bool:
        """Tell whether the figures of another whole row stand in the same columns."""
        return [self.column(middle) for middle in other.middles] == list(range(len(self.middles)))


def columns_of(figures: Sequence[Word], whole: Sequence[Sequence[Word]]) -> list[int] | None:
    """Give the column of each figure by the whole rows above and below, or None where any doubt remains.

    Tools count a Chinese character as one place or as two; a measure counts only where rows with unlike labels stand
    alike by it, which they never do where figures merely follow their labels. Where both measures count, both must
    give the same answer. A page that begins between the two rows shifts its columns, so they must agree with each
    other.
    """
    measures = [measure for measure in (len, width) if _is_laid_out(whole, measure)]
    answers = [_columns(figures, whole, measure) for measure in measures]
    return answers[0] if answers and all(answer == answers[0] for answer in answers) else None


def width(text: str) -> int:
    """Give the places that a text takes where a Chinese character takes two."""
    return len(text) if text.isascii() else sum(map(_places, text))


@cache
def _places(character: str) -> int:
    return 1 + (unicodedata.east_asian_width(character) in "WF")


def _columns(
    figures: Sequence[Word], whole: Sequence[Sequence[Word]], measure: Callable[[str], int]
) -> list[int] | None:
    line = figures[0].place.line or 0
    rows = [_spots(row, measure) for row in whole]
    above = max((row for row in rows if row.line < line), key=lambda row: row.line, default=None)
    below = min((row for row in rows if row.line > line), key=lambda row: row.line, default=None)
    if above is None or below is None or not above.agrees(below):
        return None
    middles = _spots(figures, measure).middles
    found = [above.column(middle) for middle in middles]
    columns = [column for column in found if column is not None]
    is_certain = found == [below.column(middle) for middle in middles] and columns == sorted(set(columns))
    return columns if is_certain and len(columns) == len(figures) else None


def _is_laid_out(whole: Sequence[Sequence[Word]], measure: Callable[[str], int]) -> bool:
    pairs = [
        (left, right)
        for left, right in pairwise(_spots(row, measure) for row in whole)
        if abs(left.label - right.label) > UNLIKE
    ]
    alike = sum(left.shift(right) <= ALIKE for left, right in pairs)
    return alike >= max(ENOUGH_PAIRS, SHARE * len(pairs))


def _spots(row: Sequence[Word], measure: Callable[[str], int]) -> Spots:
    label = measure(row[0].lead.strip())
    return Spots(row[0].place.line or 0, label, tuple(measure(word.lead) + measure(word.text) / 2 for word in row))
