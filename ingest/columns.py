"""Which columns stand over the figures, and which figure belongs to which column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ingest.forms import Block, Column, Form, Table, forms
from ingest.labels import spellings
from ingest.numbers import Piece, parsed
from ingest.stream import Layout, Record, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TORN = -1  # key of anchors that contradict each other
UNIT = re.compile(r"(?:单位[::]?|\()(万元|元|亿元|万)")  # （单位：万元） or （万元）


@dataclass(frozen=True, slots=True)
class Header:
    """The column headings in force: their form and table, the columns in printed order, the printed unit."""

    form: Form
    table: Table
    columns: tuple[Column, ...]
    unit: str

    def covers(self, block: Block) -> bool:
        """Tell whether these are the headings of the block; two blocks of a form may print the same ones."""
        return set(self.columns) == set(block.columns)


def header_of(words: Sequence[Word]) -> Header | None:
    """Give the column headings of table two that stand complete in these words; None where no block's do.

    The headings may be split over several words. The latest ones in the words win, since a record may carry the
    headings of a block without figures before its own.
    """
    text = "".join(word.key for word in words)
    best: tuple[int, int, Header] | None = None
    for form in forms():
        for table in form.tables:
            if table.id != "two":
                continue
            for block in table.blocks:
                found = _found(text, block.columns)
                if found is None:
                    continue
                begin, columns = found
                unit = UNIT.search(text, begin)
                header = Header(form, table, columns, unit[1] if unit else "")
                rank = (begin, sum(len(column.labels[0]) for column in columns))
                if best is None or rank > best[:2]:
                    best = (*rank, header)
    return best[2] if best else None


def _found(text: str, columns: Sequence[Column]) -> tuple[int, tuple[Column, ...]] | None:
    """Find all headings of a block, each in a place of its own; gives where they begin and their printed order."""
    taken: list[tuple[int, int, Column]] = []
    for column in columns:
        for label in column_spellings(column):
            spot = _last_free(text, label, taken)
            if spot is not None:
                taken.append((spot, spot + len(label), column))
                break
        else:
            return None
    # 本年新 twice (second lines of the headings lost): only the order of print can tell the two columns apart.
    taken = _in_order_where_alike(text, taken)
    taken.sort(key=lambda each: each[0])
    return taken[0][0], tuple(column for _, _, column in taken)


@cache
def column_spellings(column: Column) -> tuple[str, ...]:
    """Give the normalised spellings of a column heading, longest first."""
    return tuple(sorted((each for label in column.labels for each in spellings(label)), key=len, reverse=True))


def _last_free(text: str, label: str, taken: Sequence[tuple[int, int, Column]]) -> int | None:
    spot = text.rfind(label)
    while spot >= 0:
        if all(spot >= end or spot + len(label) <= begin for begin, end, _ in taken):
            return spot
        spot = text.rfind(label, 0, spot + len(label) - 1)
    return None


def _in_order_where_alike(text: str, taken: list[tuple[int, int, Column]]) -> list[tuple[int, int, Column]]:
    words = [text[begin:end] for begin, end, _ in taken]
    alike = [index for index, word in enumerate(words) if words.count(word) > 1]
    spots = sorted(taken[index][:2] for index in alike)
    for index, spot in zip(alike, spots, strict=True):
        taken[index] = (*spot, taken[index][2])
    return taken


def placed(record: Record, count: int, anchors: Mapping[int, int], *, is_labelled: bool = True) -> list[Word] | None:
    """Give the figures one a column, or None where the layout leaves any doubt.

    Args:
        record: the run of figures.
        count: how many columns the form has here.
        anchors: for exact grids, grid column -> index of the form's column, learned from complete rows.
        is_labelled: whether the label stands in the same row, so that nothing before the figures can be lost.
    """
    figures = list(record.figures)
    if record.layout is Layout.EXACT:
        if len(figures) == count:
            return figures
        return _anchored(figures, count, anchors) if anchors else _trimmed(figures, count, is_labelled=is_labelled)
    if record.layout is Layout.EVEN and len(figures) == count:
        return figures
    if record.layout in (Layout.CELLS, Layout.EVEN):
        # Where the document ends inside a row of bars, the cells before the end still are in their places.
        if len(figures) < count and record.is_last and is_labelled and figures[0].kind is not Piece.BLANK:
            return figures
        return _trimmed(figures, count, is_labelled=is_labelled)
    return figures if len(figures) == count else None


def _anchored(figures: Sequence[Word], count: int, anchors: Mapping[int, int]) -> list[Word] | None:
    row: dict[int, Word] = {}
    for word in figures:
        at = anchors.get(word.column)
        if at is not None and at in row:
            return None
        if at is not None:
            row[at] = word
        elif word.kind is not Piece.BLANK:
            return None
    return [row[at] for at in range(count)] if len(row) == count else None


def learn(anchors: dict[int, int], figures: Sequence[Word]) -> None:
    """Note which grid column is which column of the form; a grid whose rows disagree is anchored no more."""
    seen = {word.column: index for index, word in enumerate(figures)}
    if any(anchors.get(column, index) != index for column, index in seen.items()) or TORN in anchors:
        anchors.clear()
        anchors[TORN] = TORN
    else:
        anchors.update(seen)


def _trimmed(figures: list[Word], count: int, *, is_labelled: bool) -> list[Word] | None:
    """Drop blanks outside the row; they come from spans and from separators at the ends of lines.

    A blank in front may be a cell of the row or a place that the merged label covers. Only where the sums of the
    row prove that it is a cell, it is taken for one.
    """
    filled = [index for index, word in enumerate(figures) if word.kind is not Piece.BLANK]
    if len(figures) < count:
        return None
    if not filled:
        return figures[:count]
    first, last = filled[0], filled[-1]
    if last - first + 1 == count:
        return figures[first : last + 1]
    if last >= count or not is_labelled:
        return None
    return figures[:count] if first == 0 or (_sum(figures[:count]) > 0 and adds_up(figures[:count])) else None


def adds_up(figures: Sequence[Word]) -> bool:
    """Tell whether the last figure is the sum of the others, blanks counted as nothing."""
    return _sum(figures) == (parsed(figures[-1].text)[0] or 0)


def _sum(figures: Sequence[Word]) -> float:
    return sum(parsed(word.text)[0] or 0 for word in figures[:-1])
