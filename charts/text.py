"""Text that fits: lines of a width, where a Chinese character takes two columns; figures as people write them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

NARROW: Final = 56
"""Columns that fit a phone, 390 pixels wide, in 12 pixel type: 28 Chinese characters."""

_NO_LINE_START: Final = "，。、；：？！）】》”’%％…,.;:?!)]}"
_PIECE: Final = re.compile(r"[\x21-\x7e\u00a1-\u024f]+|\s|.")


def width(text: str) -> int:
    """Columns a text takes: wide and full-width characters are two, so are those wide in a Chinese font only."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def wrapped(text: str, columns: int = NARROW) -> list[str]:
    """The lines of a text: nothing lost but the blanks at which it was broken, no line wider than asked for.

    English breaks at blanks, Chinese between any two characters but never before a closing sign, which may stand out
    by one character. A word longer than a line is cut.
    """
    return [line for paragraph in text.splitlines() for line in _lines(paragraph, columns)]


def _lines(paragraph: str, columns: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(paragraph, columns):
        if width(line + piece) <= columns or (line and piece[0] in _NO_LINE_START):
            line += piece
            continue
        lines.append(line.rstrip())
        line = piece.lstrip()
    return [kept for kept in (*lines, line.rstrip()) if kept]


def _pieces(paragraph: str, columns: int) -> list[str]:
    pieces = _PIECE.findall(paragraph)
    return [piece[at : at + columns] for piece in pieces for at in range(0, len(piece), columns)]


def figure(value: float | None, digits: int = 2) -> str:
    """A number with thousands separators and at most so many decimals, as the charts write it; "—" for null."""
    if value is None:
        return "—"
    rounded = f"{value:,.{digits}f}"
    if digits:
        rounded = rounded.rstrip("0").rstrip(".")
    return ("0" if rounded == "-0" else rounded).replace("-", "−")


def signed(value: float | None, digits: int = 2) -> str:
    """The same with its sign: +1,234, −5, and ±0 for what rounds to nothing."""
    text = figure(value, digits)
    if text == "0":
        return "±0"
    return text if text[0] in "−—" else f"+{text}"
