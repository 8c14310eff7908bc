"""What is known of the tables while their records are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.waiting import Leads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.columns import Header
    from ingest.forms import Column, Row, Table
    from ingest.match import Match
    from ingest.model import Cell, Finding
    from ingest.stream import Record, Word


@dataclass(frozen=True, slots=True)
class Target:
    """The row of a form that figures are for, its columns in printed order and the unit over them."""

    table: Table
    row: Row
    columns: Sequence[Column]
    unit: str = ""

    def path(self, column: Column) -> str:
        """Give the cell path of one column."""
        return self.table.path(self.row, column)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that cannot be placed for good yet; `figures` are known where only the place of 总计 is not."""

    record: Record
    heads: tuple[Word, ...]
    found: Match
    target: Target
    figures: list[Word] | None


@dataclass(slots=True)
class Progress:
    """What is known while the records are read in order."""

    zone: str = ""
    since: list[Word] = field(default_factory=list)  # words since the last row that was recognised
    carried: list[Word] = field(default_factory=list)  # words in front of blanks only
    header: Header | None = None
    anchors: dict[int, dict[int, int]] = field(default_factory=dict)
    headed: dict[int, dict[int, int]] = field(default_factory=dict)  # grid -> its anchors as its headings tell them
    cells: dict[str, Cell] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    met: dict[str, None] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    leads: Leads = field(default_factory=Leads)
    has_all: bool = False  # whether the headings of all seven columns of table three are printed
    whole: list[list[Word]] = field(default_factory=list)  # rows of table three that were placed at once
    lone: list[Waiting] = field(default_factory=list)  # rows of table two whose one figure stands below the label
    has_spaced_rows: bool = False  # whether rows of table two have their figures on the line of the label
    has_torn_rows: bool = False  # whether figures of a row of table three were lost
    in_order: bool | None = True  # whether the last heading of table three has the order of the form
    order: int = 0  # of the last row of table three that was recognised
    tail: int = 0  # words of the next record that belong to the label of this one
    neighbours: dict[str, str] = field(default_factory=dict)  # cells whose label stands on another line -> table
    loose: dict[str, Finding] = field(default_factory=dict)  # tables where figures come before any label

    def refuse(self, finding: Finding) -> None:
        """Keep figures out, with a finding that quotes them, and remember that the table has figures."""
        self.findings.append(finding)
        self.met.setdefault(f"refused:{self.zone}")
