"""How a document looks: the style of official documents (GB/T 9704-2012) and a plain one, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE_FONT, HEAD_FONT, PART_FONT, TEXT_FONT = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
NUMBER_FONT: Final = "宋体"
LATIN_FONT: Final = "Times New Roman"
STAND_INS: Final = {
    TITLE_FONT: "宋体",
    HEAD_FONT: "SimHei",
    PART_FONT: "楷体",
    TEXT_FONT: "仿宋",
    NUMBER_FONT: "SimSun",
}
"""What a word processor takes where the font of official letters is not installed."""

PLAIN_FONT, PLAIN_LATIN = "微软雅黑", "Calibri"
PLAIN_STAND_INS: Final = {PLAIN_FONT: "Noto Sans CJK SC", PLAIN_LATIN: "Carlito"}

TWIPS_PER_MM: Final = 1440 / 25.4
Style = Literal["official", "plain"]


class Part(StrEnum):
    """The paragraphs of a briefing by the name of their style; Word knows the names that do not begin with Briefing."""

    BODY = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    CHAPTER = "Heading 1"
    PART = "Heading 2"
    ITEM = "Heading 3"
    CONTENTS = "TOC Heading"
    ENTRY = "toc 1"
    ENTRY_OF_PART = "toc 2"
    CAPTION = "Caption"
    HEADER = "Header"
    FOOTER = "Footer"
    TEXT = "Briefing Text"
    FIGURE = "Briefing Figure"
    CELL = "Briefing Cell"
    HEAD_CELL = "Briefing Head Cell"
    NOTE = "Briefing Note"
    COMMENT = "Briefing Comment"


HEADINGS: Final = (Part.CHAPTER, Part.PART, Part.ITEM)


@dataclass(frozen=True, slots=True)
class Look:
    """One style: font for Chinese, sizes and distances in points, `indent` of the first line in characters.

    `snaps` keeps the lines on those of the page, `keeps` keeps the paragraph on the page of the next.
    `closer` widens the letters by twentieths of a point, below 0 it sets them closer.
    """

    east: str
    size: float
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    before: float = 0
    after: float = 0
    indent: int = 0
    snaps: bool = False
    keeps: bool = False
    colour: str = ""
    closer: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style of document; lengths in millimetres.

    `lines` are those of a full page, 0 where the text does not stand on a grid. `numbering` are the formats
    of numbered headings as (format of Word, text). `dashed` page numbers stand outside between dashes.
    """

    looks: Mapping[Part, Look]
    latin: str
    stand_ins: Mapping[str, str]
    margins: tuple[float, float, float, float]
    page: tuple[float, float] = (210, 297)
    lines: int = 0
    numbering: tuple[tuple[str, str], ...] = field(default=())
    dashed: bool = False


LINES, SIGNS = 22, 28
"""GB/T 9704-2012, 5.2.3: a full page has 22 lines of 28 characters."""

# 28 characters of 16 points are wider than 156 mm. A grid of characters would set them closer too, but it tears figures
# and Latin words apart where a program puts each into whole cells.
_CLOSER: Final = -5

_OFFICIAL_LOOKS: Final = {
    Part.BODY: Look(TEXT_FONT, 16),
    Part.TEXT: Look(TEXT_FONT, 16, indent=2, snaps=True, closer=_CLOSER),
    Part.TITLE: Look(TITLE_FONT, 22, align="center", before=14, after=14),
    Part.SUBTITLE: Look(PART_FONT, 16, align="center", after=6),
    Part.CHAPTER: Look(HEAD_FONT, 16, indent=2, snaps=True, closer=_CLOSER, keeps=True),
    Part.PART: Look(PART_FONT, 16, indent=2, snaps=True, closer=_CLOSER, keeps=True),
    Part.ITEM: Look(TEXT_FONT, 16, bold=True, indent=2, snaps=True, closer=_CLOSER, keeps=True),
    Part.CONTENTS: Look(HEAD_FONT, 16, align="center", before=12, after=6, keeps=True),
    Part.ENTRY: Look(TEXT_FONT, 14, after=2),
    Part.ENTRY_OF_PART: Look(TEXT_FONT, 14, indent=2, after=2),
    Part.CAPTION: Look(HEAD_FONT, 12, align="center", before=6, after=4),
    Part.HEADER: Look(NUMBER_FONT, 9, colour="5C6873"),
    Part.FOOTER: Look(NUMBER_FONT, 14),
    Part.FIGURE: Look(TEXT_FONT, 12, align="center", before=6, keeps=True),
    Part.CELL: Look(NUMBER_FONT, 10.5),
    Part.HEAD_CELL: Look(HEAD_FONT, 10.5, align="center"),
    Part.NOTE: Look(NUMBER_FONT, 10.5, before=2, after=4),
    Part.COMMENT: Look(PART_FONT, 16, indent=2, snaps=True, closer=_CLOSER),
}
OFFICIAL: Final = Sheet(
    looks=_OFFICIAL_LOOKS,
    latin=LATIN_FONT,
    stand_ins=STAND_INS,
    # The type area is 156 x 225 mm on A4; top and left are laid down, the rest follows.
    margins=(37, 26, 35, 28),
    lines=LINES,
    numbering=(("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3. ")),
    dashed=True,
)

_PLAIN_LOOKS: Final = {
    Part.BODY: Look(PLAIN_FONT, 11),
    Part.TEXT: Look(PLAIN_FONT, 11, after=6),
    Part.TITLE: Look(PLAIN_FONT, 24, bold=True, after=6),
    Part.SUBTITLE: Look(PLAIN_FONT, 14, after=6, colour="5C6873"),
    Part.CHAPTER: Look(PLAIN_FONT, 18, bold=True, before=18, after=6, keeps=True),
    Part.PART: Look(PLAIN_FONT, 14, bold=True, before=12, after=4, keeps=True),
    Part.ITEM: Look(PLAIN_FONT, 12, bold=True, before=10, after=4, keeps=True),
    Part.CONTENTS: Look(PLAIN_FONT, 14, bold=True, before=18, after=6, keeps=True),
    Part.ENTRY: Look(PLAIN_FONT, 11, after=3),
    Part.ENTRY_OF_PART: Look(PLAIN_FONT, 11, indent=2, after=3),
    Part.CAPTION: Look(PLAIN_FONT, 10, bold=True, before=10, after=4),
    Part.HEADER: Look(PLAIN_FONT, 8, colour="5C6873"),
    Part.FOOTER: Look(PLAIN_FONT, 9, align="center", colour="5C6873"),
    Part.FIGURE: Look(PLAIN_FONT, 10, before=6, keeps=True),
    Part.CELL: Look(PLAIN_FONT, 9),
    Part.HEAD_CELL: Look(PLAIN_FONT, 9, bold=True),
    Part.NOTE: Look(PLAIN_FONT, 9, before=3, after=6, colour="5C6873"),
    Part.COMMENT: Look(PLAIN_FONT, 11, before=3, after=6, indent=2),
}
PLAIN: Final = Sheet(
    looks=_PLAIN_LOOKS,
    latin=PLAIN_LATIN,
    stand_ins=PLAIN_STAND_INS,
    margins=(28, 22, 24, 22),
    numbering=(("decimal", "%1  "), ("decimal", "%1.%2  "), ("decimal", "%1.%2.%3  ")),
)


def sheet_of(style: Style, language: str) -> Sheet:
    """Give the look of a style; the official one is made for Chinese, so English is always plain."""
    return OFFICIAL if style == "official" and language == "zh" else PLAIN


def twips(millimetres: float) -> int:
    """Give a length as Word counts it, 1440 to the inch."""
    return round(millimetres * TWIPS_PER_MM)
