"""Where each cell stands on the printed form: tables, blocks, rows and columns in the order of print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analysis.blanks import APPLICANTS, DIVIDED, RESULTS, UNDIVIDED

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "requests"
TABLES = ("two", "three", "four")
FURTHER = "further"
"""The table of cells that stand on no prescribed form, so that no printed figure is left out."""

_ITEMS = ("prev_items", "change", "decisions")
_OUTCOMES = (
    "granted",
    "partial",
    "refused.state_secret",
    "refused.law_forbids",
    "refused.three_securities",
    "refused.third_party",
    "refused.internal",
    "refused.process",
    "refused.enforcement_file",
    "refused.admin_query",
    "unable.not_held",
    "unable.needs_creation",
    "unable.unclear",
    "declined.petition",
    "declined.repeat",
    "declined.publication",
    "declined.excessive",
    "declined.reissue",
)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that share their columns; `id` is the item of article 20 in table two, the kind of case in table four."""

    table: str
    id: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def path(self, row: str, column: str) -> str:
        """Give the path of the cell where a row and a column meet."""
        return f"{PREFIX}.{row}.{column}" if self.table == "three" else f"{row}.{column}"


_TABLE_TWO = {
    "2019": (
        Block("two", "20.1", ("regulations", "normative"), ("made", "newly_public", "total_public")),
        Block("two", "20.5", ("licence", "other_services"), _ITEMS),
        Block("two", "20.6", ("penalty", "coercion"), _ITEMS),
        Block("two", "20.8", ("fees",), ("prev_items", "change")),
        Block("two", "20.9", ("procurement",), ("projects", "amount_wan")),
    ),
    "2021": (
        Block("two", "20.1", ("regulations", "normative"), ("issued", "repealed", "in_force")),
        Block("two", "20.5", ("licence",), ("decisions",)),
        Block("two", "20.6", ("penalty", "coercion"), ("decisions",)),
        Block("two", "20.8", ("fees",), ("amount_wan",)),
    ),
}
_OTHER_ROWS = {"2019": (UNDIVIDED,), "2021": (*DIVIDED, UNDIVIDED)}
_TABLE_FOUR = tuple(
    Block("four", block, (block,), (*RESULTS, "total"))
    for block in ("review", "litigation_direct", "litigation_after_review")
)


def blocks(form: str) -> tuple[Block, ...]:
    """Give the blocks of a form in the order of print; none for a form that no notice prescribes."""
    if form not in _TABLE_TWO:
        return ()
    rows = ("new", "carried_in", *_OUTCOMES, *_OTHER_ROWS[form], "total", "carried_out")
    return (*_TABLE_TWO[form], Block("three", "", rows, (*APPLICANTS, "total")), *_TABLE_FOUR)


def places(form: str) -> pl.DataFrame:
    """Give one row per cell of a form, in the order of print: table, block, row, column, path."""
    names = ("table", "block", "row", "column", "path")
    return pl.DataFrame(list(_places(form)), schema=dict.fromkeys(names, pl.String), orient="row")


def _places(form: str) -> Iterator[tuple[str, str, str, str, str]]:
    for block in blocks(form):
        for row in block.rows:
            for column in block.columns:
                yield block.table, block.id, row, column, block.path(row, column)


def as_printed(grid: pl.DataFrame, stored: pl.Series) -> pl.DataFrame:
    """Drop from `places` the way of printing “other handling” that a report does not use: one row, or three.

    Args:
        grid: what `places` gives.
        stored: the paths that the report has. Where it has cells of both ways, both are kept; where of none, the three.
    """
    there = pl.col("path").is_in(stored.implode())
    divided, undivided = pl.col("row").is_in(DIVIDED), pl.col("row") == UNDIVIDED
    uses_one = grid.filter(undivided & there).height > 0
    uses_three = grid.filter(divided & there).height > 0
    if "other.other" not in grid["row"]:
        return grid
    return grid.filter((~undivided | uses_one) & (~divided | uses_three | (not uses_one)))
