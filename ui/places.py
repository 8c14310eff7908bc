"""Where a figure stands in its document, in words: `p2 t1 r3 c4` is page 2, table 1, row 3, column 4."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from briefing.words import Words

_MARK: Final = re.compile(r"([a-z])(\d+)")
_KNOWN: Final = frozenset("pltrc")


def place(text: str, say: Words) -> str:
    """Give a place in words; a mark that has no word stays as it is, '' where the place is not known."""
    return say.pick(" ", ", ").join(_word(mark, say) for mark in text.split())


def _word(mark: str, say: Words) -> str:
    found = _MARK.fullmatch(mark)
    if found is None or found[1] not in _KNOWN:
        return mark
    return say(f"place.{found[1]}", n=found[2])
