"""Printed text to a number and its status; nothing doubtful becomes a number."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from ingest.model import Status

# Marks that mean nothing was entered; the guidance of 2021 asks for 0 where nothing happened.
BLANK_MARKS = frozenset({"", "-", "--", "---", "—", "——", "–", "―", "─", "－", "/", "\\", "无", "無", "∕", "⁄", "-—"})
QUANTIFIERS = "件条篇次份宗起例项个"
# Whole figures that a spreadsheet shows with decimals (12.0, 0.00); three zeros could be thousands.
WHOLE = r"(?P<digits>\d+|\d{1,3}(?:,\d{3})+)(?:\.0{1,2}(?!\d))?"
COUNT = re.compile(rf"(?P<sign>[+-]?){WHOLE}(?: ?[{QUANTIFIERS}])?")
CHANGE = re.compile(rf"(?P<word>增加|减少|增|减)?(?P<sign>[+-]?){WHOLE}(?: ?[{QUANTIFIERS}])?")
AMOUNT = re.compile(
    r"¥?(?P<sign>[+-]?)(?P<digits>(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)(?P<unit>万元?|元|亿元)?(?:人民币)?"
)
PER_WAN = {"万": Decimal(1), "万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000)}
SPACES = re.compile(r"[ \t\u3000\xa0\u2002-\u200b\ufeff]+")
MINUS = str.maketrans(
    {"−": "-", "－": "-", "﹣": "-", "‐": "-", "–": "-", "＋": "+", "，": ",", "﹢": "+", "萬": "万", "億": "亿"}
)
NUMBERED = re.compile(r"(?<!\d)\d{1,2}\s*[.、．]\s*[\u3400-\u9fff“\"]")
NUMBER_MARKS = frozenset({"No", "Nl"})
HAN = re.compile(r"[\u3400-\u9fff]")
MOST_DIGITS = 15  # more do not fit into a floating-point number unharmed, and no organ counts so far
LONGEST_FIGURE = 24  # characters; longer text is prose that happens to hold a digit


class Piece(StrEnum):
    """What a printed cell or word looks like before anything is known of its place."""

    TEXT = "text"
    FIGURE = "figure"
    BLANK = "blank"
    DOUBTFUL = "doubtful"


def plain(text: str) -> str:
    """Give the text with half-width characters, one kind of minus and no blanks at its ends."""
    if not text.isascii():
        # ① and ² are marks beside a figure; made plain they would run into it: 12① is not 121.
        text = "".join("?" if unicodedata.category(each) in NUMBER_MARKS else each for each in text)
        text = unicodedata.normalize("NFKC", text).translate(MINUS)
    return text.strip()


@lru_cache(maxsize=16384)
def piece_kind(text: str) -> Piece:
    """Tell a figure, a blank, a doubtful figure and text apart.

    >>> [str(piece_kind(each)) for each in ("-367", "—", "约30", "1.属于国家秘密", "1O", "规章")]
    ['figure', 'blank', 'doubtful', 'text', 'doubtful', 'text']
    """
    short = plain(text)
    if short in BLANK_MARKS or not short:
        return Piece.BLANK
    if len(short) > LONGEST_FIGURE:
        return Piece.TEXT
    joined = SPACES.sub("", short)
    if CHANGE.fullmatch(joined) or AMOUNT.fullmatch(joined):
        return Piece.FIGURE if joined == short or not HAN.search(joined) else _unit_after_blank(short)
    if NUMBERED.search(short):
        return Piece.TEXT
    if re.search(r"\d", short) or not HAN.search(short) or short in {"一", "〇", "零"}:
        return Piece.DOUBTFUL if not re.search(r"[（(第年月、，。：:]", short) else Piece.TEXT
    return Piece.TEXT


def _unit_after_blank(short: str) -> Piece:
    """A blank before the unit (3987.75 万) is harmless; one inside the digits is not seen here."""
    return Piece.FIGURE if len(SPACES.split(short)) <= 2 else Piece.DOUBTFUL  # noqa: PLR2004 - figure and unit


@lru_cache(maxsize=16384)
def parsed(text: str, kind: str = "count", unit: str = "") -> tuple[float | None, Status]:
    """Give the number that is printed and its status; the number is null unless the status is reported.

    Args:
        text: the cell as printed.
        kind: count (whole), change (whole, signed or worded) or amount (decimals, given back in 万元).
        unit: for amounts, the unit of the heading (万元, 元); '' where none is printed, which leaves only zero
            and figures with a unit of their own readable.

    >>> parsed("1,204"), parsed("—")
    ((1204.0, <Status.REPORTED: 'reported'>), (None, <Status.BLANK: 'blank'>))
    >>> parsed("约30")
    (None, <Status.UNREADABLE: 'unreadable'>)
    >>> parsed("减3", "change"), parsed("251000元", "amount")
    ((-3.0, <Status.REPORTED: 'reported'>), (25.1, <Status.REPORTED: 'reported'>))
    """
    short = plain(text)
    if short in BLANK_MARKS:
        return None, Status.BLANK
    if kind == "amount":
        return _amount(short, unit)
    match = (CHANGE if kind == "change" else COUNT).fullmatch(short)
    if match is None or _is_too_long(match["digits"]):
        return None, Status.UNREADABLE
    number = int(match["digits"].replace(",", ""))
    word = match["word"] if kind == "change" else None
    if word and match["sign"]:
        return None, Status.UNREADABLE
    negative = match["sign"] == "-" or (word or "").startswith("减")
    return float(-number if negative else number), Status.REPORTED


def _is_too_long(digits: str) -> bool:
    return sum(map(str.isdigit, digits)) > MOST_DIGITS


def _amount(short: str, heading_unit: str) -> tuple[float | None, Status]:
    match = AMOUNT.fullmatch(SPACES.sub("", short)) if len(SPACES.split(short)) <= 2 else None  # noqa: PLR2004 - figure, unit
    split_digits = re.search(r"\d\s+[\d.,]", short)
    if match is None or split_digits or _is_too_long(match["digits"]):
        return None, Status.UNREADABLE
    number = Decimal(match["sign"] + match["digits"].replace(",", ""))
    unit = match["unit"] or heading_unit
    if number == 0:
        return 0.0, Status.REPORTED
    if unit not in PER_WAN:
        return None, Status.UNREADABLE
    return float(number * PER_WAN[unit]), Status.REPORTED
