"""Automatic numbers of paragraphs, which Word prints but does not store as text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.docx_text import attribute, children, flag, local, text_of, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

HAN_DIGITS = "零一二三四五六七八九"
CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "koreanCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "taiwaneseDigital",
    }
)
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
LARGEST = 99  # a list of a report is shorter
DEEPEST = 9  # levels of a list
LONGEST_CHAIN = 20  # of styles that are based on each other


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, kind of numerals, the text around the numbers (`（%1）`)."""

    start: int = 1
    numerals: str = "decimal"
    pattern: str = ""
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far they have been counted."""

    lists: Mapping[str, str]  # number id -> id of its definition
    levels: Mapping[str, Mapping[int, Level]]  # definition -> levels
    restarts: dict[str, dict[int, int]]  # number id -> level -> first number at its first use
    styles: Mapping[str, tuple[str, int | None]]  # style -> number id and level
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def number_of(self, paragraph: etree._Element) -> str:
        """Give the printed number of the next paragraph, '' where it has none; to be called once each, in order."""
        number_id, depth = self._place(paragraph)
        definition = self.lists.get(number_id, "")
        levels = self.levels.get(definition, {})
        if depth not in levels:
            return ""
        counts = self.counted.setdefault(definition, {})
        for at, start in self.restarts.pop(number_id, {}).items():
            counts[at] = start - 1
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        printed = re.sub(
            r"%([1-9])", lambda match: self._numeral(levels, counts, int(match[1]) - 1), levels[depth].pattern
        )
        # A number and a figure behind it must not run together into another figure.
        return f"{printed} " if text_of(paragraph)[:1].isdigit() else printed

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = next(children(paragraph, "pPr"), None)
        style = "" if properties is None else next((value(each) for each in children(properties, "pStyle")), "")
        number_id, depth = _number_properties(properties)
        by_style = self.styles.get(style, ("", None))
        if not number_id:
            number_id = by_style[0]
            levels = self.levels.get(self.lists.get(number_id, ""), {})
            own = next((at for at, level in levels.items() if style and level.style == style), by_style[1])
            depth = own if depth is None else depth
        return number_id, depth or 0

    def _numeral(self, levels: Mapping[int, Level], counts: Mapping[int, int], depth: int) -> str:
        level = levels.get(depth, Level())
        return numeral(counts.get(depth, level.start), level.numerals)


def numeral(number: int, kind: str) -> str:
    """Give a number in the numerals of a list, '' for a kind that prints none or is not known.

    >>> numeral(12, "chineseCountingThousand"), numeral(3, "decimal"), numeral(2, "bullet")
    ('十二', '3', '')
    """
    if not 0 <= number <= LARGEST:
        return ""
    if kind in CHINESE:
        tens, ones = divmod(number, 10)
        head = "" if not tens else "十" if tens == 1 else f"{HAN_DIGITS[tens]}十"
        return head + (HAN_DIGITS[ones] if ones or not tens else "")
    if kind == "decimalEnclosedCircle" and 0 < number <= len(CIRCLED):
        return CIRCLED[number - 1]
    return str(number) if kind in {"decimal", "decimalFullWidth", "decimalHalfWidth"} else ""


def numbering_of(lists: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Give the numbering of a document from its numbering and style parts; without them nothing is numbered."""
    definitions: dict[str, dict[int, Level]] = {}
    by_id: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    for element in lists if lists is not None else ():
        if local(element) == "abstractNum":
            levels = {_depth(level): _level(level) for level in children(element, "lvl")}
            definitions[attribute(element, "abstractNumId")] = levels
        elif local(element) == "num":
            number_id = attribute(element, "numId")
            by_id[number_id] = next((value(each) for each in children(element, "abstractNumId")), "")
            restarts[number_id] = {
                _depth(override): _whole(value(start), 1)
                for override in children(element, "lvlOverride")
                for start in children(override, "startOverride")
            }
    return Numbering(by_id, definitions, restarts, _numbered_styles(styles))


def _numbered_styles(styles: etree._Element | None) -> dict[str, tuple[str, int | None]]:
    own: dict[str, tuple[str, int | None]] = {}
    parents: dict[str, str] = {}
    for style in children(styles, "style") if styles is not None else ():
        name = attribute(style, "styleId")
        own[name] = _number_properties(next(children(style, "pPr"), None))
        parents[name] = next((value(each) for each in children(style, "basedOn")), "")
    found = {}
    for name in own:
        ancestor = name
        for _ in range(LONGEST_CHAIN):
            if own.get(ancestor, ("", None))[0] or ancestor not in parents:
                break
            ancestor = parents[ancestor]
        found[name] = own.get(ancestor, ("", None))
    return found


def _number_properties(properties: etree._Element | None) -> tuple[str, int | None]:
    for numbers in children(properties, "numPr") if properties is not None else ():
        number_id = next((value(each) for each in children(numbers, "numId")), "")
        depth = next((_whole(value(each), 0) for each in children(numbers, "ilvl")), None)
        return number_id, depth
    return "", None


def _level(element: etree._Element) -> Level:
    texts = {local(child): value(child) for child in element}
    legal = flag(element, "isLgl")
    return Level(
        _whole(texts.get("start", ""), 1),
        "decimal" if legal else texts.get("numFmt", "decimal"),
        "" if texts.get("numFmt") == "bullet" else texts.get("lvlText", ""),
        texts.get("pStyle", ""),
    )


def _depth(element: etree._Element) -> int:
    return min(_whole(attribute(element, "ilvl"), 0), DEEPEST)


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("10000") else default
