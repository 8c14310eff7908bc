"""The same report in another script, as mirror sites show it."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

from demo.report import Script

# The characters for which such sites were seen to add the reading.
READINGS = {
    "項": "xiàng",
    "內": "nèi",
    "數": "shù",
    "發": "fā",
    "現": "xiàn",
    "業": "yè",
    "規": "guī",
    "關": "guān",
    "係": "xì",
    "無": "wú",
    "過": "guò",
    "結": "jié",
    "務": "wù",
    "織": "zhī",
    "構": "gòu",
    "續": "xù",
}
CONVERSIONS = {Script.TRADITIONAL: "s2t", Script.READINGS: "s2t", Script.TAIWAN: "s2twp"}


def rewritten(text: str, script: Script) -> str:
    """Give the text in another script; figures and markup stay as they are."""
    if script is Script.SIMPLIFIED:
        return text
    converted = str(_converter(CONVERSIONS[script]).convert(text))
    if script is not Script.READINGS:
        return converted
    return "".join(
        f"{character}({READINGS[character]})" if character in READINGS else character for character in converted
    )


@cache
def _converter(conversion: str) -> OpenCC:
    return OpenCC(conversion)
