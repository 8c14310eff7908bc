"""Numerals in running text: digits and Chinese numerals with their unit, exact ones only."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
PLACES = {"千": 1000, "百": 100, "十": 10}
ONE = "[一二两三四五六七八九]"
TENS = f"(?:{ONE}?十{ONE}?)"
# 十二三 (twelve or thirteen), 两三 and 一百一 (colloquial 110) are no exact numerals.
HUNDREDS = f"(?:{ONE}百(?:零{ONE}|{ONE}十{ONE}?)?)"
THOUSANDS = f"(?:{ONE}千(?:零(?:{ONE}?十{ONE}?|{ONE})|{HUNDREDS})?)"
CHINESE = re.compile(f"{THOUSANDS}|{HUNDREDS}|{TENS}|[零〇]|{ONE}")

LEADING_ZERO = re.compile(r"0\d")  # 012 has lost a digit, or is no count

FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
# Neither 约30, 第3, nor the 5 of 3-5, nor a part of a longer or split number.
NUMBER = (
    r"(?<![\d.,¦第近约超逾过几数上于零〇一二两三四五六七八九十百千万])"
    r"(?<![\d一二三四五六七八九十百千万件][至到~\-—–、])"
    rf"(?P<number>{FIGURE})(?P<wan>万)?"
)
AFTER = r"(?!次|以上|左右|以下|以内|之多|余|多|[／/])"
COUNTED = re.compile(r"\d[\d,.]*|[零〇一二两三四五六七八九十百千]+(?=件|人次|条|篇|份|次|宗|起|例|场|期|元|万|余|多)")


def value_of(number: str, wan: str | None = None) -> Decimal | None:
    """Give the value of a matched numeral; null where it is none that is sure.

    >>> value_of("1,204"), value_of("三十二"), value_of("2.5", "万")
    (Decimal('1204'), Decimal('32'), Decimal('25000.0'))
    >>> value_of("两三"), value_of("一百一"), value_of("012")
    (None, None, None)
    """
    if LEADING_ZERO.match(number):
        return None
    if number[0].isdigit():
        value = Decimal(number.replace(",", ""))
    elif CHINESE.fullmatch(number):
        value = _chinese(number)
    else:
        return None
    return value * 10000 if wan else value


def _chinese(number: str) -> Decimal:
    total, digit = 0, None
    for character in number:
        if character in PLACES:
            total += (1 if digit is None else digit) * PLACES[character]
            digit = None
        else:
            digit = DIGITS[character]
    return Decimal(total + (digit or 0))
