"""Figures that came through text recognition: those that the form's own sums confirm, and those for a person to see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from ingest.forms import forms
from ingest.model import Cell, Finding, Outcome, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ingest.forms import Block, Check, Table

TABLES = {
    "": ("表格", "The table"),
    "two": ("表二", "Table two"),
    "three": ("表三", "Table three"),
    "four": ("表四", "Table four"),
}
NUMBERS = (Status.REPORTED, Status.CORRECTED)


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells whose figures add up to the same on the left and on the right; `over` is columns, rows or cells."""

    over: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def confirmed(
    cells: Sequence[Cell], form_id: str | None, pages: Collection[int] | None = None
) -> tuple[tuple[Cell, ...], tuple[Finding, ...]]:
    """Give the cells with every recognised figure that no sum confirms as unreadable, and a finding for each table.

    A sum of the form confirms a figure where it holds and all its cells were read (a blank adds nothing), and
    either the other side does not hold the same number, or one sum along the row and another down the column hold.
    A number that stands on both sides says little: what misreads 7 as 1 misreads it in the part and in the total.
    For the same reason a row of zeros needs its columns, and a block of zeros in table four is never confirmed;
    neither is table two, which has no sums. One misread figure in a report that adds up is never confirmed. Sums
    confirm what was read or refuse it; no figure is calculated from them.

    Args:
        cells: one a path, as aligned.
        form_id: whose sums apply; None where it is not known, then those of all forms.
        pages: the pages that were recognised; None for all. Figures of other pages keep their status.

    Returns:
        The cells in their order, where a refused figure has no value and keeps what was recognised as `printed`;
        and `ocr.unconfirmed` for each table that has such figures, with their paths and, in this order, their texts.
    """
    if pages is not None and not pages:
        return tuple(cells), ()
    read = {cell.path: cell for cell in cells}
    safe = _safe_paths(read, form_id)
    doubted = {cell.path for cell in cells if _is_recognised(cell, pages) and cell.path not in safe}
    kept = tuple(
        replace(cell, status=Status.UNREADABLE, value=None) if cell.path in doubted else cell for cell in cells
    )
    return kept, tuple(_findings([cell for cell in cells if cell.path in doubted]))


def _is_recognised(cell: Cell, pages: Collection[int] | None) -> bool:
    return cell.status is Status.REPORTED and (pages is None or cell.place.page in pages)


def _safe_paths(read: Mapping[str, Cell], form_id: str | None) -> set[str]:
    """Give the paths that a sum confirms by itself, or that stand in a row and a column whose sums hold."""
    safe: set[str] = set()
    directions: dict[str, set[str]] = {}
    for each in _sums(form_id):
        if not _holds(each, read):
            continue
        for side, other in ((each.left, each.right), (each.right, each.left)):
            opposite = {read[path].value for path in other}
            for path in side:
                directions.setdefault(path, set()).add(each.over)
                if read[path].value not in opposite:
                    safe.add(path)
    return safe | {path for path, over in directions.items() if {"rows", "columns"} <= over}


def _holds(each: Sum, read: Mapping[str, Cell]) -> bool:
    """Tell whether all cells of a sum are there and readable, each side has a number, and both come to the same."""
    totals = []
    for side in (each.left, each.right):
        found = [read.get(path) for path in side]
        if any(cell is None or cell.status is Status.UNREADABLE for cell in found):
            return False
        numbers = [cell.value for cell in found if cell and cell.status in NUMBERS and cell.value is not None]
        if not numbers:
            return False
        totals.append(round(sum(numbers), 6))
    return totals[0] == totals[1]


@cache
def _sums(form_id: str | None) -> tuple[Sum, ...]:
    chosen = forms() if form_id is None else [each for each in forms() if each.id == form_id]
    found = (
        each
        for form in chosen
        for table in form.tables
        for block in table.blocks
        for check in table.checks
        for each in _sums_of(table, block, check)
    )
    return tuple(dict.fromkeys(found))


def _sums_of(table: Table, block: Block, check: Check) -> Iterator[Sum]:
    rows = {row.id: row for row in block.rows}
    columns = {column.id: column for column in block.columns}
    if check.over == "columns":
        for column in block.columns:
            for left in _layouts(block, check.left):
                yield Sum(
                    check.over,
                    tuple(table.path(rows[row_id], column) for row_id in left),
                    tuple(table.path(rows[row_id], column) for row_id in check.right),
                )
    else:
        for row in block.rows:
            yield Sum(
                check.over,
                tuple(table.path(row, columns[column_id]) for column_id in check.left),
                tuple(table.path(row, columns[column_id]) for column_id in check.right),
            )


def _layouts(block: Block, rows: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the rows of a sum as the form has them, and with one undivided row instead of those it stands for."""
    yield rows
    for whole in block.rows:
        if whole.instead_of and set(whole.instead_of) <= set(rows):
            first = rows.index(whole.instead_of[0])
            rest = [row for row in rows[first:] if row not in whole.instead_of]
            yield (*rows[:first], whole.id, *rest)


def _findings(doubted: Sequence[Cell]) -> Iterator[Finding]:
    for table, count in Counter(_tables().get(cell.path, "") for cell in doubted).items():
        of_table = [cell for cell in doubted if _tables().get(cell.path, "") == table]
        chinese, english = TABLES[table]
        quote = " ".join(cell.printed for cell in of_table)
        yield Finding(
            "ocr.unconfirmed",
            Severity.WARNING,
            f"{chinese}有 {count} 个数字由文字识别（OCR）得出，没有合计关系可以证实，未采用，请对照原件核对：“{quote}”",
            f"{english}: {count} recognised figures (OCR) are confirmed by no sum of the form and offered for review; "
            f"compare them with the original: “{quote}”",
            Outcome.CANNOT_CHECK,
            cells=tuple(cell.path for cell in of_table),
            place=str(of_table[0].place),
            quote=quote,
        )


@cache
def _tables() -> dict[str, str]:
    return {
        table.path(row, column): table.id
        for form in forms()
        for table in form.tables
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }
