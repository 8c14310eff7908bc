"""One thing that people keep under a name, and what makes it valid: a group of organs, a view of a page, a briefing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ledger.entry import LONGEST_TEXT, LedgerError, can_be_stored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LONGEST_NAME = 80
LONGEST_BODY = 400_000
"""Characters of JSON: a group of ten thousand organs with their names."""


class KeptKind(StrEnum):
    """What is kept. A further kind is one more member: the table takes any word, and a body is any JSON object."""

    GROUP = "group"
    VIEW = "view"
    BRIEFING = "briefing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One version of a kept thing, never changed once it is written; the latest of an item counts.

    `item` names the thing through all its versions: eight hex digits, drawn by lot, so that an address made in one
    ledger never means another thing in another. `body` is a JSON object, null = the thing is removed by this version.
    `note` may be ''. `at` is UTC.
    """

    kept_id: int
    workspace: str
    kind: KeptKind
    item: str
    name: str
    body: Mapping[str, Any] | None
    who: str
    note: str
    at: datetime

    @property
    def removed(self) -> bool:
        """Tell whether this version takes the thing away."""
        return self.body is None


def validate(name: str, body: Mapping[str, Any] | None, who: str, note: str) -> None:
    """Let only versions pass that a reader can make sense of years later.

    Raises:
        LedgerError: name or who is empty, a text is too long or cannot be stored, or the body is no JSON object.
    """
    for label, text in {"name": name, "who": who}.items():
        if not text:
            raise LedgerError(f"{label} is empty. What is kept has a name, and somebody who keeps it.")
    for label, text, longest in (
        ("name", name, LONGEST_NAME),
        ("who", who, LONGEST_NAME),
        ("note", note, LONGEST_TEXT),
    ):
        if len(text) > longest:
            raise LedgerError(f"{label} is longer than {longest} characters. Shorten it.")
        if not can_be_stored(text):
            raise LedgerError(f"{label} holds characters that cannot be stored. Write it anew.")
    if body is not None:
        _validate_body(body)


def _validate_body(body: Mapping[str, Any]) -> None:
    try:
        text = json.dumps(body, allow_nan=False, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise LedgerError(f"This cannot be kept as JSON: {error}.") from error
    if not isinstance(body, dict):
        raise LedgerError("What is kept is a JSON object: names with values.")
    if len(text) > LONGEST_BODY:
        raise LedgerError(f"This is longer than {LONGEST_BODY} characters. Keep less of it.")
    if not can_be_stored(text) or "\\u0000" in text:  # a NUL is written escaped
        raise LedgerError("This holds characters that cannot be stored. Write it anew.")
