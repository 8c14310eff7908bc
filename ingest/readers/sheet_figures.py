"""Stored numbers of spreadsheets as the text that stands for them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

SIGNIFICANT = 15  # digits that a spreadsheet keeps; further ones are noise of the binary number
# The positive section of a number format: placeholders, then words in quotes or escaped ones (0"件").
PLAIN = re.compile(r"[#0?,.]*[#0?](?P<words>(?:\"[^\"]*\"|\\.|[ ])*)")
SHOWN = re.compile(r"(?P<digits>-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?) ?(?P<words>[\u3400-\u9fff]{0,4})")
IGNORED = re.compile(r"\[(?:Red|Black|Blue|White|Green|Color\d+|\$[^\]]*|DBNum\d)\]|_.|\*.", re.IGNORECASE)


def printed(number: float, number_format: str = "General") -> str:
    """Give a stored number as text, in a manner that is no figure where the format shows another one.

    >>> printed(12.0), printed(0.1 + 0.2), printed(3940, '#,##0"元"'), printed(-3, "0_ ")
    ('12', '0.3', '3940元', '-3')
    >>> printed(0.05, "0%"), printed(123456, '0!.0,"万"'), printed(45292, "yyyy/m/d")
    ('0.05 [0%]', '123456 [0!.0,"万"]', '45292 [yyyy/m/d]')
    """
    digits = plain_number(number)
    section = IGNORED.sub("", number_format.split(";", maxsplit=1)[0]).strip()
    if section in {"", "@"} or section.casefold() in {"general", "g/通用格式"}:
        return digits
    match = PLAIN.fullmatch(section)
    if match is None:
        return f"{digits} [{number_format}]"
    return digits + match["words"].replace('"', "").replace("\\", "").strip()


def stored_figure(shown: str, stored: str) -> str:
    """Give what a cell shows with its figure as stored, unless the two are different numbers.

    Formats round (0.47 is shown as 0), add zeros (12.00) and show 0 as a dash or as nothing.

    >>> stored_figure("12.00", "12"), stored_figure("31,546万元", "31545.58"), stored_figure("-", "0")
    ('12', '31545.58万元', '0')
    >>> stored_figure("5%", "0.05"), stored_figure("1.2", "12345")
    ('5%', '1.2 [12345]')
    """
    found = SHOWN.fullmatch(shown)
    try:
        number = plain_number(float(stored))
        digits = Decimal(found["digits"].replace(",", "")) if found else Decimal()
        rounded = Decimal(number).quantize(digits, ROUND_HALF_UP)  # to as many places as are shown
    except (ValueError, ArithmeticError):
        return f"{shown} [{stored}]"
    if found is None:
        return "0" if number in {"0", "-0"} and shown in {"", "-", "—"} else shown
    return f"{number}{found['words']}" if rounded == digits else f"{shown} [{number}]"


def plain_number(number: float) -> str:
    """Give a number in digits without an exponent; whole numbers have no decimal point."""
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - the test for not-a-number
        return "#NUM!"
    text = format(Decimal(format(number, f".{SIGNIFICANT}g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
