"""What flows from a document to the database: places, grids, cells, findings, readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

# Stands in a grid for a column that labelled data do not hold: no cell, neither a figure nor a blank.
NOT_GIVEN = "\ue000"


class Status(StrEnum):
    """What stands behind a printed cell. Only REPORTED and CORRECTED carry a number."""

    REPORTED = "reported"
    CORRECTED = "corrected"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Severity(StrEnum):
    """How much a finding matters to the person who has to answer for the report."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Outcome(StrEnum):
    """The three answers of a check; CANNOT_CHECK is never shown as passed."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    FAIL = "fail"
    CANNOT_CHECK = "cannot_check"


# Places, grid cells, lines, words and cells are not frozen, for speed alone: a report makes two thousand of them and
# freezing triples the cost of each. Nothing assigns to their fields.
@dataclass(slots=True, unsafe_hash=True)
class Place:
    """Where in the document something is printed; counted from 1, None where the format has no such thing."""

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Give a compact form that sorts and reads well: `p4 t2 r7 c3` or `l120 c3`."""
        parts = (("p", self.page), ("l", self.line), ("t", self.table), ("r", self.row), ("c", self.column))
        return " ".join(f"{letter}{number}" for letter, number in parts if number is not None)

    @classmethod
    def read(cls, text: str) -> Place:
        """Give the place for its compact form; a mark of another kind is left out.

        >>> Place.read("p4 t2 r7 c3")
        Place(page=4, line=None, table=2, row=7, column=3)
        """
        marks = {mark[0]: int(mark[1:]) for mark in text.split() if mark[1:].isdecimal()}
        return cls(*(marks.get(letter) for letter in "pltrc"))


@dataclass(slots=True, unsafe_hash=True)
class GridCell:
    """One printed cell: its text verbatim ('' when empty) and the columns and rows that it covers."""

    text: str
    place: Place
    column: int = 0  # first grid column, from 0; in bar and tab layouts only the order within the row
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the reader saw it: rows of cells, each cell once, where it begins.

    `exact` is true where `column` is a real column (HTML, PDF ruling lines, office tables), false where only
    the order of cells is known (tabs and bars, whose leading or trailing separators get lost). `even` says of the
    latter that all rows are closed by bars and equally wide, so that no separator is missing.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    place: Place
    exact: bool
    even: bool = False


@dataclass(slots=True, unsafe_hash=True)
class Prose:
    """One line or paragraph of running text (which may well be a table that lost its separators)."""

    text: str
    place: Place


Block = Prose | Grid


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: an outcome of a rule, with both sides and the words for it.

    `left`, `right`, `difference` are null where the rule compares nothing or an operand is missing; `cells` are
    cell paths; `quote` is what is printed where a figure could not be placed.
    """

    rule: str
    severity: Severity
    message_zh: str
    message_en: str
    outcome: Outcome = Outcome.FAIL
    left: float | None = None
    right: float | None = None
    difference: float | None = None
    cells: tuple[str, ...] = ()
    place: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader delivers: blocks in reading order, and what it could not read."""

    blocks: tuple[Block, ...]
    kind: str  # text, markdown, html, pdf, ocr
    reader: str  # name and version of the reader, part of the incremental key
    findings: tuple[Finding, ...] = ()
    recognised: frozenset[int] = frozenset()  # pages whose text comes from text recognition (OCR)


@dataclass(slots=True, unsafe_hash=True)
class Cell:
    """One printed figure of the form: `value` is null unless status is reported or corrected."""

    path: str
    status: Status
    value: float | None
    printed: str
    place: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """The prose of one section: 'opening', 'one', 'five', 'six' or 'other', with its title as printed."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class NarrativeFigure:
    """A figure that a sentence states: what, how many, whose; `scope` is '' where nobody is named.

    `unit` is that of `value` as printed (元 for fees, % for changes), '' where the sign after the digits is lost;
    `quote` is the clause, `place` that of its line.
    """

    metric: str
    value: float
    unit: str
    scope: str
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report this is and for which year, with the words that prove it; null where nothing proves it."""

    organ: str | None
    year: int | None
    title: str
    organ_proof: str = ""
    year_proof: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, read: identity, form, cells (one a path), passages, findings."""

    identity: Identity
    form: str | None
    cells: tuple[Cell, ...]
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    tables: tuple[str, ...] = field(default=())  # prescribed tables that were met: two, three, four
    excerpt: bool = False  # the document says that it shows only part of the report
    source_note: str = ""  # what the document says of its own origin
    narrative: tuple[NarrativeFigure, ...] = ()


class UnreadableDocumentError(Exception):
    """The document cannot be read at all; the message names the reason and the way out."""
