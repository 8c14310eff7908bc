"""Signs that the bundled font does not have: they are replaced openly, for a printer drops them in silence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from briefing.picture import FONT_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

STAND_IN: Final = "〓"
"""What Chinese printers set for a sign they have no type for."""

_BLANK: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


@cache
def known() -> frozenset[str]:
    """Give every sign that the font has, and the blanks that need none."""
    # A third of a second to import, which only the first PDF has to pay.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(FONT_FILE, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap())) | frozenset("\n\t\r \u00a0\u3000")


def strange(data: Any) -> list[str]:  # noqa: ANN401 - nested lists and dicts of texts
    """Give the code points that occur in a structure of texts and that the font lacks, as U+20BB7, sorted."""
    used: set[str] = set()
    for text in _texts(data):
        used.update(_BLANK.sub("", text))
    return [f"U+{ord(sign):04X}" for sign in sorted(used - known())]


def legible(data: Any) -> Any:  # noqa: ANN401
    r"""Give the structure with 〓 for every sign that the font lacks, and without control signs.

    >>> legible({"name": ["甲\x00木区", 1]})
    {'name': ['甲木区', 1]}
    """
    if isinstance(data, str):
        return _legible(data)
    if isinstance(data, dict):
        return {key: legible(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [legible(value) for value in data]
    return data


def _legible(text: str) -> str:
    cleaned = _BLANK.sub("", text)
    if set(cleaned) <= known():
        return cleaned
    return "".join(sign if sign in known() else STAND_IN for sign in cleaned)


def _texts(data: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
