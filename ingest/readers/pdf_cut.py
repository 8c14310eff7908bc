"""Tables that page ends cut: their columns counted alike on every page, their cut rows put together again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.labels import normalised, without_number
from ingest.match import heading_keys, row_labels
from ingest.model import Grid, GridCell, Place
from ingest.numbers import Piece, piece_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_cells import PageTable
    from ingest.readers.pdf_page import Page

SAME_EDGE = 4.0  # points: how far an edge of a table may move from one page to the next
MOST_HEADINGS = 4  # rows of headings that may be repeated on a new page

TableKey = tuple[int, int]  # page number, number of the table on the page
Rows = list[list[GridCell]]
Box = tuple[float, float, float, float]  # left, top, right, bottom in points
Pieces = tuple[GridCell, GridCell]  # the parts of one cell before and behind a page end


@dataclass(frozen=True, slots=True)
class _Cut:
    """The two parts of a row that a page end cut: its label, None where it has none, and its figures."""

    label: Pieces | None
    figures: tuple[Pieces, ...]


def grids_of_pages(pages: Sequence[Page]) -> dict[TableKey, Grid]:
    """Give every table of the pages as an exact Grid whose merged cells stand once, where they begin.

    A table that a page end cuts stays two grids, which count the same columns if their edges agree. A row that is cut
    stands whole in the first of them where its label, or the lack of one, leaves no doubt.
    """
    tables, edges, chains = _counted(pages)
    rows = {
        key: _rows(table, edges[key], Place(page=key[0], table=count))
        for count, (key, table) in enumerate(tables.items(), start=1)
    }
    for before, after in (pair for chain in chains for pair in pairwise(chain)):
        _join(rows[before], rows[after], _full(tables[before]))
    return {
        key: Grid(tuple(map(tuple, rows[key])), Place(page=key[0], table=count), exact=True)
        for count, key in enumerate(tables, start=1)
    }


def box_of(pages: Sequence[Page], place: Place) -> Box | None:
    """Give left, top, right, bottom in points of the cell of a place on its page as held; None where there is none."""
    tables, edges, _ = _counted(pages)
    for count, (key, table) in enumerate(tables.items(), start=1):
        if count != place.table:
            continue
        column_of = [_nearest(edges[key], x) for x in _from_left(table)]
        xs, ys = table.lattice.xs, table.lattice.ys
        for column, row, colspan, rowspan in table.lattice.regions:
            if (row + 1, column_of[column] + 1) == (place.row, place.column):
                return xs[column], ys[row], xs[column + colspan], ys[row + rowspan]
    return None


def _counted(
    pages: Sequence[Page],
) -> tuple[dict[TableKey, PageTable], dict[TableKey, tuple[float, ...]], list[list[TableKey]]]:
    """Give the tables, the edges by which their columns are counted, and which of them go on over a page end."""
    tables = {(page.number, number): table for page in pages for number, table in enumerate(page.tables)}
    edges = {key: _from_left(table) for key, table in tables.items()}
    chains = _chains(pages, edges)
    for chain in chains:
        edges.update(dict.fromkeys(chain, _finest(chain, edges)))
    return tables, edges, chains


def _rows(table: PageTable, edges: Sequence[float], place: Place) -> Rows:
    """Give the rows of a table, its columns counted by edges that may belong to more pages than this one."""
    column_of = [_nearest(edges, x) for x in _from_left(table)]
    rows: Rows = [[] for _ in table.lattice.ys[1:]]
    for region, text in zip(table.lattice.regions, table.texts, strict=True):
        if text is None:
            continue
        column = column_of[region.column]
        spot = replace(place, row=region.row + 1, column=column + 1)
        span = column_of[region.column + region.colspan] - column
        rows[region.row].append(GridCell(text, spot, column, span, region.rowspan))
    return rows


def _chains(pages: Sequence[Page], edges: dict[TableKey, tuple[float, ...]]) -> list[list[TableKey]]:
    """Give the tables that go on from page to page, told by their edges."""
    chains: list[list[TableKey]] = []
    for before, page in pairwise([None, *pages]):
        first: TableKey | None = (page.number, 0) if page and page.tables else None
        last: TableKey | None = (before.number, len(before.tables) - 1) if before and before.tables else None
        if not first or not last:
            continue
        if chains and chains[-1][-1] == last and _continues(_finest(chains[-1], edges), edges[first]):
            chains[-1].append(first)
        elif _continues(edges[last], edges[first]):
            chains.append([last, first])
    return chains


def _finest(chain: Sequence[TableKey], edges: dict[TableKey, tuple[float, ...]]) -> tuple[float, ...]:
    return max((edges[key] for key in chain), key=len)


def _continues(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two tables are as wide as each other and the edges of one are all among those of the other."""
    fewer, more = sorted((one, other), key=len)
    places = [_nearest(more, x) for x in fewer]
    near = all(abs(more[place] - x) <= SAME_EDGE for place, x in zip(places, fewer, strict=True))
    return near and len(set(places)) == len(fewer) and {0, len(more) - 1} <= set(places)


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))


def _from_left(table: PageTable) -> tuple[float, ...]:
    return tuple(x - table.lattice.xs[0] for x in table.lattice.xs)


def _full(table: PageTable) -> set[int]:
    """Give the columns, from 0, of the numbers in the last row that leave no room for another figure."""
    last = len(table.lattice.ys) - 2
    return {table.lattice.regions[number].column for number in table.full if table.lattice.regions[number].row == last}


def _join(before: Rows, after: Rows, full: set[int]) -> None:
    """Put the first row after a page end, its headings left aside, to the last row before it if both are one row."""
    number = next((index for index, row in enumerate(after) if not _is_heading(row)), len(after))
    if not before[-1] or number > MOST_HEADINGS or number == len(after):
        return
    cut = _cut(before[-1], after[number])
    if cut is None or (cut.label is None and not (_is_alone(before) and number == len(after) - 1)):
        return
    if _is_one_row(cut):
        pairs = [*([cut.label] if cut.label else []), *cut.figures]
        whole = {head: replace(head, text=_whole(head, tail, full)) for head, tail in pairs}
    elif _may_be_label_end(cut):
        pairs = [(head, tail) for head, tail in cut.figures if head.column in full and tail.text]
        whole = {head: replace(head, text=f"{head.text}\n{tail.text}") for head, tail in pairs}
    else:
        return
    gone = {tail for _, tail in pairs}
    before[-1] = [whole.get(cell, cell) for cell in before[-1]]
    after[number] = [cell for cell in after[number] if cell not in gone]


def _is_heading(row: Sequence[GridCell]) -> bool:
    has_figures = any(piece_kind(cell.text) is Piece.FIGURE for cell in row)
    return not has_figures and any(normalised(cell.text) in heading_keys() for cell in row)


def _cut(row: Sequence[GridCell], below: Sequence[GridCell]) -> _Cut | None:
    """Pair the cells of two rows from the label of the upper one on; None unless they stand in the same columns."""
    texts = [index for index, cell in enumerate(row) if piece_kind(cell.text) is Piece.TEXT]
    part = row[texts[-1] :] if texts else row
    counterparts = {(cell.column, cell.colspan): cell for cell in below}
    pairs = [(cell, counterparts.get((cell.column, cell.colspan))) for cell in part]
    if any(tail is None for _, tail in pairs):
        return None
    found = tuple((head, tail) for head, tail in pairs if tail is not None)
    label, figures = (found[0], found[1:]) if texts else (None, found)
    if not figures or any(piece_kind(tail.text) is Piece.TEXT for _, tail in figures):
        return None
    return _Cut(label, figures)


def _is_alone(rows: Rows) -> bool:
    """Tell whether the last row stands directly below the headings: table four, whose only row has no label."""
    return len(rows) > 1 and _is_heading(rows[-2])


def _is_one_row(cut: _Cut) -> bool:
    """Tell whether both parts are one row: no row of the form is without a label, and the parts are one label."""
    if cut.label is None:
        return True
    head, tail = (normalised(cell.text) for cell in cut.label)
    if not tail:
        return any(cell.text for _, cell in cut.figures)
    return head + tail in row_labels() and tail not in row_labels()


def _may_be_label_end(cut: _Cut) -> bool:
    """Tell whether the lower label is none of the form and has no number, as what is left over of a damaged one."""
    tail = normalised(cut.label[1].text) if cut.label else ""
    return bool(tail) and tail not in row_labels() and without_number(tail) == tail


def _whole(head: GridCell, tail: GridCell, full: set[int]) -> str:
    """Give a cell from its two parts; figures are one number only where the upper part leaves no room for more."""
    is_number = head.column in full and piece_kind(tail.text) is Piece.FIGURE
    return ("" if is_number else "\n").join(filter(None, (head.text, tail.text)))
