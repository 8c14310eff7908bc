"""Which columns stand over the figures, and which figure belongs to which column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.forms import Block, Column, Form, Table, forms
from ingest.labels import spellings
from ingest.numbers import Piece, parsed
from ingest.stream import Layout, Record, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

APPLICANTS = 7  # columns of table three
FURTHEST = 12  # characters between two headings side by side, such as a remark; more is a sentence that holds one
TORN = -1  # key of anchors that contradict each other
ASIDE = -2  # value of the anchor of a column that stands beside those of the form: 备注, 占比
BRACKETS = re.compile(r"\([^()]*\)")
UNIT = re.compile(r"(?:单位[::]?|\()(万元|元|亿元|万)")  # （单位：万元） or （万元）


@dataclass(frozen=True, slots=True)
class Header:
    """The column headings in force: form and table, the columns in printed order, unit and row as printed."""

    form: Form
    table: Table
    columns: tuple[Column, ...]
    unit: str
    row: tuple[Word, ...] = ()  # the printed row of headings

    def covers(self, block: Block) -> bool:
        """Tell whether these are the headings of the block; two blocks of a form may print the same ones."""
        return self.columns == block.columns or set(self.columns) == set(block.columns)


def header_of(words: Sequence[Word]) -> Header | None:
    """Give the column headings of table two that stand complete in these words; None where no block's do.

    The headings may be split over several words. The latest ones in the words win, since a record may carry the
    headings of a block without figures before its own.
    """
    text = "".join(word.key for word in words)
    best: tuple[int, int, Header] | None = None
    for form, table, columns, length in _headings_of_two():
        found = _found(text, columns)
        if found is None:
            continue
        begin, printed = found
        if best is None or (begin, length) > best[:2]:
            unit = UNIT.search(text, begin)
            best = (begin, length, Header(form, table, printed, unit[1] if unit else "", _last_row(words)))
    return best[2] if best else None


def _last_row(words: Sequence[Word]) -> tuple[Word, ...]:
    rows = [(word.place.table, word.place.row) for word in words]
    return tuple(word for word, row in zip(words, rows, strict=True) if row == rows[-1])


Spelled = tuple[tuple["Column", tuple[str, ...]], ...]


@cache
def _headings_of_two() -> tuple[tuple[Form, Table, Spelled, int], ...]:
    """Give the blocks of table two in all forms: their columns with their spellings, and how long they are together."""
    return tuple(
        (
            form,
            table,
            tuple((column, column_spellings(column)) for column in block.columns),
            sum(len(column.labels[0]) for column in block.columns),
        )
        for form in forms()
        for table in form.tables
        if table.id == "two"
        for block in table.blocks
    )


def _found(text: str, columns: Spelled) -> tuple[int, tuple[Column, ...]] | None:
    """Find all headings of a block, each in a place of its own; gives where they begin and their printed order."""
    taken: list[tuple[int, int, Column]] = []
    for column, labels in columns:
        for label in labels:
            spot = _last_free(text, label, taken)
            if spot is not None:
                taken.append((spot, spot + len(label), column))
                break
        else:
            return None
    # 本年新 twice (second lines of the headings lost): only the order of print can tell the two columns apart.
    taken = _in_order_where_alike(text, taken)
    taken.sort(key=lambda each: each[0])
    if any(right[0] - left[1] > FURTHEST for left, right in pairwise(taken)):
        return None
    order = tuple(column for _, _, column in taken)
    is_usual = order == tuple(column for column, _ in columns)
    return (taken[0][0], order) if is_usual or _side_by_side(text, taken) else None


def _side_by_side(text: str, taken: Sequence[tuple[int, int, Column]]) -> bool:
    """Tell whether nothing but brackets stands between headings; else two halves of two headers may have met."""
    gaps = (text[before[1] : after[0]] for before, after in pairwise(taken))
    return not any(BRACKETS.sub("", gap) for gap in gaps)


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
        return _placed_exactly(record, count, anchors, is_labelled=is_labelled)
    if record.layout in (Layout.CELLS, Layout.EVEN):
        # Where the document ends inside a row of bars, the cells before the end still are in their places.
        if len(figures) < count and record.is_last and is_labelled and figures[0].kind is not Piece.BLANK:
            return figures
        return _trimmed(figures, count, is_labelled=is_labelled)
    return figures if len(figures) == count else None


def _placed_exactly(record: Record, count: int, anchors: Mapping[int, int], *, is_labelled: bool) -> list[Word] | None:
    figures = list(record.figures)
    if not is_labelled and count < APPLICANTS:  # two rows of table two look alike: one may have lost its label
        return None
    is_aside = any(anchors.get(word.column) == ASIDE for word in figures)
    if len(figures) == count and not is_aside and not _reaches_out(record, anchors):
        return figures
    if anchors:
        return _anchored(record, count, anchors)
    return None if record.is_last else _trimmed(figures, count, is_labelled=is_labelled)


def _reaches_out(record: Record, anchors: Mapping[int, int]) -> bool:
    """Tell whether a blank in front may be a place that the label covers, with a figure lost at the other end."""
    first = record.figures[0]
    outside = first.column not in anchors if anchors and TORN not in anchors else record.is_last
    return not first.text.strip() and outside


def _anchored(record: Record, count: int, anchors: Mapping[int, int]) -> list[Word] | None:
    row: dict[int, Word] = {}
    for word in record.figures:
        at = anchors.get(word.column)
        if at == ASIDE:
            continue
        if at is not None and at in row:
            return None
        if at is not None:
            row[at] = word
        elif word.kind is not Piece.BLANK:
            return None
    is_whole = len(row) == count or (record.is_last and len(row) == max(row, default=0) + 1)
    return [row[at] for at in sorted(row)] if is_whole else None


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

    A mark for nothing is printed in a cell, mostly one of the row: it is dropped only where the rest is a whole row.

    A blank in front may be a cell of the row or a place that the merged label covers: such a row has to wait.
    """
    if len(figures) < count:
        return None
    printed = [index for index, word in enumerate(figures) if word.text.strip()]
    filled = [index for index in printed if figures[index].kind is not Piece.BLANK]
    if not filled:
        return figures[:count]
    for first, last in ((printed[0], printed[-1]), (filled[0], filled[-1])):
        if last - first + 1 == count:
            return figures[first : last + 1]
    return figures[:count] if printed[0] == 0 and filled[-1] < count and is_labelled else None


def has_slipped(record: Record, figures: Sequence[Word], count: int) -> bool:
    """Tell whether a lost cell may have moved the figures behind it up, so that the last column seems blank.

    A row of table three shows it by a last figure as large as all before it: that is the total. Other rows show
    nothing: they are doubted wherever their last cell is empty, unless the layout proves their columns. Where the
    document is cut inside a row, that is shorter, and its figures stand in their places.
    """
    filled = [(index, parsed(word.text)[0] or 0) for index, word in enumerate(figures) if word.kind is not Piece.BLANK]
    ends_early = len(figures) < count or not figures[-1].text.strip()  # a printed dash is a cell
    is_proved = record.layout is Layout.EXACT or (record.layout is Layout.EVEN and len(record.figures) == count)
    if is_proved or not ends_early or not filled:
        return False
    *before, (at, last) = filled
    if count < APPLICANTS:
        return len(figures) == count
    return at > 0 and last > 0 and last >= sum(value for _, value in before)


def is_filled(figures: Sequence[Word]) -> bool:
    """Tell whether something stands in every cell of the row, be it a mark for nothing."""
    return all(word.text.strip() for word in figures)


def adds_up(figures: Sequence[Word]) -> bool:
    """Tell whether the last figure is the sum of the others, blanks counted as nothing."""
    return total_of_parts(figures) == (parsed(figures[-1].text)[0] or 0)


def adds_up_in_blocks(figures: Sequence[Word]) -> bool:
    """Tell whether the fifteen cells of table four prove their places: each block adds up, one to more than nothing."""
    blocks = [figures[begin : begin + 5] for begin in (0, 5, 10)]
    return len(figures) == 15 and all(map(adds_up, blocks)) and any(total_of_parts(block) > 0 for block in blocks)  # noqa: PLR2004


def total_of_parts(figures: Sequence[Word]) -> float:
    """Give the sum of all figures but the last, blanks counted as nothing."""
    return sum(parsed(word.text)[0] or 0 for word in figures[:-1])
