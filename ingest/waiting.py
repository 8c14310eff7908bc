"""Rows that their own cells leave in doubt: a second look when all rows of the table are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.columns import adds_up, is_filled, placed
from ingest.numbers import Piece, parsed
from ingest.stream import Layout, Record, Word
from ingest.text_columns import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.forms import Row

ENOUGH_ZEROS = 7  # in whole rows that show that nothing is printed as zero, not as a blank


@dataclass(frozen=True, slots=True)
class Leads:
    """How many blanks stand between the label and the first figure, by depth of the label, seen in complete rows.

    They are the places that a merged label covers. Rows of one depth that disagree leave no answer.
    """

    seen: dict[int, set[int]] = field(default_factory=dict)

    def learn(self, depth: int, record: Record, figures: Sequence[Word]) -> None:
        """Note the lead of a row without blank cells."""
        if record.layout in (Layout.CELLS, Layout.EVEN) and is_filled(figures):
            self.seen.setdefault(depth, set()).add(record.figures.index(figures[0]))

    def of(self, depth: int) -> int | None:
        """Give the lead of rows of this depth; None where no row tells it or rows disagree."""
        if depth in self.seen:
            return min(self.seen[depth]) if len(self.seen[depth]) == 1 else None
        # A deeper label covers fewer places than the labels that stand left of it.
        return 0 if any(leads == {0} for other, leads in self.seen.items() if other < depth) else None


def depth_of(row: Row) -> int:
    """Give how many headings stand left of a row of table three: 0, 1 (三、) or 2 (三、 and （三）)."""
    return (row.group != "") + ("." in row.id)


def placed_late(
    record: Record, count: int, anchors: Mapping[int, int], lead: int | None, *, has_all_headings: bool
) -> list[Word] | None:
    """Give the figures of a row that begins with blanks one a column, or None where doubt remains.

    Args:
        record: the run of figures, its label in the same row.
        count: how many columns the form has here.
        anchors: as in `columns.placed`, now known from all rows.
        lead: blanks before the first figure in rows of this depth, None where not known.
        has_all_headings: whether the headings of all columns are printed, so that no column is missing.
    """
    figures = list(record.figures)
    if record.layout is Layout.EXACT and anchors:
        return placed(record, count, anchors)
    if lead is not None:
        row, outside = figures[lead : lead + count], figures[:lead] + figures[lead + count :]
        is_whole = len(row) == count or (record.is_last and len(row) > 0)
        return row if is_whole and all(word.kind is Piece.BLANK for word in outside) else None
    # A row that adds up proves nothing here: behind the blank of a merged label a zero may be lost.
    return figures if has_all_headings and len(figures) == count and record.layout is Layout.EVEN else None


def placed_by_spots(record: Record, count: int, whole: Sequence[Sequence[Word]]) -> list[Word] | None:
    """Give the cells of a row of spaced figures whose blanks left no trace, or None where any doubt remains.

    The figures must stand under those of whole rows, and add up where the total is printed.
    """
    lines = [row for row in whole if len(row) == count and all(word.lead for word in row)]
    if record.layout is not Layout.SPACED or len(record.figures) >= count:
        return None
    columns = columns_of(record.figures, lines)
    if columns is None:
        return None
    blank = replace(record.figures[0], text="", kind=Piece.BLANK, key="")
    row = [blank] * count
    for column, word in zip(columns, record.figures, strict=True):
        row[column] = word
    return row if row[-1] is blank or adds_up(row) else None


def cut_off(record: Record, whole: Sequence[Sequence[Word]]) -> list[Word] | None:
    """Give the first figures of a row in which the document ends, or None where blanks of it may be lost instead.

    No blank leaves a trace here: all rows before must be whole and show that zeros are printed. Of the last
    figure digits may be cut off, unless it is zero.
    """
    figures = list(record.figures)
    zeros = sum(parsed(word.text)[0] == 0 for row in whole for word in row)
    if not record.is_last or zeros < ENOUGH_ZEROS or any(word.kind is not Piece.FIGURE for word in figures):
        return None
    return figures if parsed(figures[-1].text)[0] == 0 else figures[:-1]


def but_cut_number(record: Record, figures: list[Word] | None) -> list[Word] | None:
    """Give the figures unless the last may be the number of the next label, cut off: 5 of 5.属于三类内部事务信息."""
    is_doubtful = record.is_last and record.layout is Layout.LINES
    return None if figures and is_doubtful and not adds_up(figures) else figures


def proves_total_last(rows: Sequence[Sequence[Word]]) -> bool:
    """Tell whether rows whose total may stand first or last prove that it stands last.

    A row of one applicant proves nothing: 5 0 0 0 0 0 5 reads the same both ways.
    """
    last = [row for row in rows if adds_up(row) and not _adds_up_first(row)]
    first = [row for row in rows if _adds_up_first(row) and not adds_up(row)]
    return bool(last) and not first


def is_alike(row: Sequence[Word]) -> bool:
    """Tell whether all figures of a row are the same, so that their order does not matter."""
    return len({parsed(word.text) for word in row}) == 1


def _adds_up_first(row: Sequence[Word]) -> bool:
    return adds_up([*row[1:], row[0]])
