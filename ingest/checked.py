"""The last step to the tables of a database, the same for a build and for `apply`: corrections, then the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ingest import rules, tables
from ingest.corrections import corrected
from ledger import Kind, book_of, in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.workspace import Workspace
    from ledger import Entry

_OF_ORGANS = ("organ_id", "level", "type", "parent_id", "adcode", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a database takes from the ledger: all corrections and their undos, and the newest entry of any kind."""

    corrections: tuple[Entry, ...]
    last: int

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """Give the corrections that count, one at most for each cell."""
        return in_force(self.corrections)


@dataclass(frozen=True, slots=True)
class Checked:
    """Tables `cell` and `correction`, and in the columns of `finding` what the corrections and the rules say."""

    cells: pl.DataFrame
    corrections: pl.DataFrame
    findings: pl.DataFrame


def decisions(workspace: Workspace) -> Decisions:
    """Read the ledger of a workspace; there is nothing in it where there is none.

    Raises:
        LedgerError: it cannot be read.
    """
    book = book_of(workspace.root)
    last = book.last()  # read first: an entry that comes in between is applied now and once more, never left out
    return Decisions(book.history(kind=Kind.CORRECTION), last)


def checked(
    cells: pl.DataFrame,
    entries: Iterable[Entry],
    *,
    reports: pl.DataFrame,
    organs: pl.DataFrame,
    narrative: pl.DataFrame,
    metrics: pl.DataFrame,
    read: pl.DataFrame | None = None,
) -> Checked:
    """Correct the cells and check all reports given.

    Args:
        cells: table `cell` as read.
        entries: corrections in force.
        reports: table `report`.
        organs: table `organ`, those of the reports at least.
        narrative: table `narrative`.
        metrics: table `metric`.
        read: findings of reading, which come first among the findings.
    """
    after = corrected(cells, reports, entries, metrics)
    about = organs.select(*_OF_ORGANS, organ="name")
    known = reports.join(about, on="organ_id", how="left", maintain_order="left")
    results = rules.check(after.cells, known, narrative)
    others = pl.concat([tables.FINDING.to_frame() if read is None else read, after.findings])
    return Checked(after.cells, after.corrections, tables.all_findings(others, results, reports))
