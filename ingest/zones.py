"""In which of the form's tables the reading stands, told by the headings it meets."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ingest.forms import forms
from ingest.labels import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.progress import Progress
    from ingest.stream import Word

SHORTEST_HEADING = 5
LONGEST_HEADING = 40  # characters; a longer line that names a table is a sentence about it


def follow_zone(heads: Sequence[Word], state: Progress) -> None:
    """Enter a table at its heading and leave it at that of the next chapter."""
    text = "\n".join([word.key for word in heads])
    if not any(sign in text for sign in _signs_of_zones()):
        return
    for word in heads:
        key = word.key
        if not SHORTEST_HEADING < len(key) <= LONGEST_HEADING:
            continue
        for heading, table in _table_headings():
            if heading in key:
                state.zone = table
                state.met.setdefault(f"heading:{table}")
        if state.zone and key.startswith(("五.", "六.")):
            state.zone = ""


@cache
def _table_headings() -> tuple[tuple[str, str], ...]:
    return tuple((normalised(heading), table.id) for table in forms()[-1].tables for heading in table.headings)


@cache
def _signs_of_zones() -> tuple[str, ...]:
    """Give what one word at least must hold to begin or end a table."""
    return (*dict(_table_headings()), "五.", "六.")
