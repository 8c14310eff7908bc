"""One thing that a person decided, what makes it valid, and which of many decisions are in force."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TEXT = 4000
YEARS = range(1949, 2200)

Key: TypeAlias = "tuple[Kind, str, int, str]"


class LedgerError(Exception):
    """The ledger cannot do what was asked; the message is a sentence that names the way out."""


class Kind(StrEnum):
    """What was decided: another number for a cell, what a failed check means, why a number changed."""

    CORRECTION = "correction"
    VERDICT = "verdict"
    EXPLANATION = "explanation"


class Judgement(StrEnum):
    """What a failed check means: the report is wrong, our reading is, the two sides count different things, or fine."""

    SOURCE_ERROR = "source_error"
    PARSE_ERROR = "parse_error"
    DEFINITION = "definition"
    ACCEPTED = "accepted"


class Standing(StrEnum):
    """What became of an entry: it counts, a later one replaced it, it was undone, or it is itself an undo."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    UNDONE = "undone"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the book, never changed once it is written.

    `target` is a cell path (correction), a rule id as in the findings (verdict) or a metric id (explanation).
    `organ` is the name at the time, `at` is UTC, `note` the reason or the sentence.
    Corrections: `printed` is what the document prints, null = no cell was read there; `value` is the figure in its
    place, null = the cell is to be read as blank. Verdicts: `judgement`. `left_value` and `right_value` are what the
    person saw, null = no figure: both sides of the check, or for an explanation last year's and this year's figure.
    `undoes` is the entry that this one takes back, null for every entry that decides something itself.
    `entry_id` is 0 until the entry is in the book.
    """

    kind: Kind
    organ_id: str
    organ: str
    year: int
    target: str
    who: str
    note: str
    workspace: str
    entry_id: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    source: str = ""
    printed: str | None = None
    value: float | None = None
    judgement: Judgement | None = None
    left_value: float | None = None
    right_value: float | None = None
    undoes: int | None = None

    @property
    def key(self) -> Key:
        """What the entry is about; one entry at most is in force for it."""
        return self.kind, self.organ_id, self.year, self.target


def undone(entries: Iterable[Entry]) -> frozenset[int]:
    """Give the ids of the entries that are taken back; an undo that was itself undone takes nothing back.

    Args:
        entries: in any order, with all undos of the entries of interest, as `Book.history` gives them.
    """
    taken_back: set[int] = set()
    for entry in sorted(entries, key=lambda entry: entry.entry_id, reverse=True):  # an undo is newer than its entry
        if entry.undoes is not None and entry.entry_id not in taken_back:
            taken_back.add(entry.undoes)
    return frozenset(taken_back)


def in_force(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give for each key the latest entry that decides something and is not undone, oldest first."""
    entries = sorted(entries, key=lambda entry: entry.entry_id)
    taken_back = undone(entries)
    latest = {entry.key: entry for entry in entries if entry.undoes is None and entry.entry_id not in taken_back}
    return tuple(sorted(latest.values(), key=lambda entry: entry.entry_id))


def standing(entries: Iterable[Entry]) -> dict[int, Standing]:
    """Give what became of each entry, by its id; the entries must be all of their keys, as `Book.history` gives them.

    An undo that was itself undone is UNDONE.
    """
    entries = tuple(entries)
    taken_back, counting = undone(entries), {entry.entry_id for entry in in_force(entries)}

    def of(entry: Entry) -> Standing:
        if entry.entry_id in taken_back:
            return Standing.UNDONE
        if entry.undoes is not None:
            return Standing.UNDO
        return Standing.IN_FORCE if entry.entry_id in counting else Standing.REPLACED

    return {entry.entry_id: of(entry) for entry in entries}


def validate(entry: Entry) -> None:
    """Let only entries pass that a reader can make sense of years later.

    Raises:
        LedgerError: a needed word or number is missing, or one is given that does not belong to this kind of entry.
    """
    _validate_texts(entry)
    if entry.year not in YEARS:
        raise LedgerError(f"{entry.year} is no report year. Give a year such as 2024.")
    for number in (entry.value, entry.left_value, entry.right_value):
        if number is not None and not math.isfinite(number):
            raise LedgerError(f"{number} is no figure. Give a finite number, or none for a blank.")
    if entry.undoes is None:
        _validate_fields(entry)


def can_be_stored(text: str) -> bool:
    """Tell whether both databases can hold a text: no NUL, no half of a character."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def _validate_texts(entry: Entry) -> None:
    needed = {
        "organ_id": entry.organ_id,
        "organ": entry.organ,
        "target": entry.target,
        "who": entry.who,
        "note": entry.note,
    }
    for name, text in needed.items():
        if not text.strip():
            raise LedgerError(f"{name} is empty. An entry says who decided, about what, and why.")
    for text in (*needed.values(), entry.source, entry.printed or ""):
        if len(text) > LONGEST_TEXT:
            raise LedgerError(f"A text is longer than {LONGEST_TEXT} characters. Shorten it.")
        if not can_be_stored(text):
            raise LedgerError("A text holds characters that cannot be stored. Write it anew.")


def _validate_fields(entry: Entry) -> None:
    given = {
        name
        for name in ("printed", "value", "judgement", "left_value", "right_value")
        if getattr(entry, name) is not None
    }
    foreign = given - _FIELDS[entry.kind]
    if foreign:
        raise LedgerError(f"An entry of kind {entry.kind} has no {', '.join(sorted(foreign))}. Leave it out.")
    if entry.kind is Kind.VERDICT and entry.judgement is None:
        raise LedgerError(f"A verdict needs a judgement: {', '.join(Judgement)}.")


_FIELDS = {
    Kind.CORRECTION: {"printed", "value"},
    Kind.VERDICT: {"judgement", "left_value", "right_value"},
    Kind.EXPLANATION: {"left_value", "right_value"},
}
