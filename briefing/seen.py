"""What a briefing said when it was saved, so that opening it on a newer build shows which numbers moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefing.content import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.content import Block
    from briefing.tables import Table

REMEMBERED: Final = 200
"""Numbers kept of one question; of a longer answer the first so many."""

Numbers = dict[str, float | None]
"""By “row | column” in the words of the language in which it was saved; null where the cell has no number."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One number that is not what it was; `before` or `after` is null where there was or is none."""

    row: str
    column: str
    before: float | None
    after: float | None


def numbers(blocks: Iterable[Block]) -> Numbers:
    """Give every number of the tables of an answer, the first REMEMBERED."""
    found: Numbers = {}
    for place, table in enumerate(_tables(blocks)):
        for row, column, value in _cells(table):
            found.setdefault(f"{place} {row} | {column}", value)
    return dict(list(found.items())[:REMEMBERED])


def moved(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> list[Moved]:
    """Give the numbers that differ, in the order of `after`, those that are gone last.

    >>> moved({"0 a | n": 1.0, "0 b | n": 2.0}, {"0 a | n": 1.0, "0 b | n": 3.0})
    [Moved(row='b', column='n', before=2.0, after=3.0)]
    """
    keys = dict.fromkeys([*after, *before])
    return [Moved(*_named(key), before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def _named(key: str) -> tuple[str, str]:
    row, _, column = key.partition(" ")[2].rpartition(" | ")
    return row, column


def _tables(blocks: Iterable[Block]) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        # A chart and the table under it hold the same frame.
        if not isinstance(block, Paragraph) and not any(block.table is each for each in found):
            found.append(block.table)
    return found


def _cells(table: Table) -> Iterable[tuple[str, str, float | None]]:
    frame = table.file
    figures = [name for name, dtype in frame.schema.items() if dtype.is_numeric() and name != "year"]
    labels = [name for name in ("organ", "metric", "part", "title", "year", "number") if name in frame.columns]
    for row in frame.to_dicts():
        named = " ".join(str(row[label]) for label in labels)
        for figure in figures:
            yield named, figure, None if row[figure] is None else float(row[figure])
