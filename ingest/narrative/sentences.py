"""The running text as sentences: a normalised copy to match on, whose every character knows where it is printed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.labels import ALWAYS, READING, simplifying

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.model import Place, Prose

# A line that holds a number alone is a page's or a cell's: no sentence is read across it.
PAGE_NUMBER = re.compile(r"\s*[-—–－]?\s*\d{1,3}\s*[-—–－]?\s*|\s*第\s*\d{1,3}\s*页.{0,8}")
ITEM = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")
NEXT_ITEM = re.compile(rf"\n{ITEM.pattern}")
# A question mark behind a digit stands for a character that the extraction lost: 3?件.
SENTENCE = re.compile(r"(?:[^。！？!?]++|(?<=\d)[？?])+")
HEADING_ENDS = re.compile(r"[。！？!?\n]")
LONGEST_HEADING = 24
# What a sentence with one of our figures must hold, as printed in either script: a subject, a numeral with its unit.
TOPIC = re.compile(  # begins with one set of characters, which is looked for ten times as fast as with alternatives
    r"[申复復覆诉訴解培处處公发發推许許强強]"
    r"(?:(?<=申)[请請]|(?<=[复復覆])[议議]|(?<=[诉訴])[讼訟]|(?<=解)[读讀]|(?<=培)[训訓]|(?<=[处處])(?:理[费費]|[罚罰])|"
    r"(?<=公)[开開]|(?<=[发發])布|(?<=推)送|(?<=[许許])可|(?<=[强強])制)"
)
FIGURE = re.compile(
    r"[\d一二两兩三四五六七八九十百千万萬]\s*(?:[件宗份起例条條篇次场場期元个個项項%％]|人次)|[请請]\D{0,4}\d+\s*(?:[,，;；]|$)"
)
GAP = "¦"  # where blanks part two digits, so that nobody reads one number out of two
SPLIT_DIGITS = re.compile(r"(?<=\d) (?= *\d)")
# The full-width comma ends a clause; the half-width one may also part thousands, so they must not be made alike.
COMMA, STAND_IN = "，", "\ue000"
BLANKS = " \t\n\r\x0b\x0c\x85\xa0\u2028\u2029\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad\"'“”‘’「」『』《》*#_`"
LONGEST_QUOTE = 120
LONGEST_BEGINNING = 40


@dataclass(frozen=True, slots=True)
class Copy:
    """A piece of the normalised copy, with the place of each character in the printed text."""

    text: str
    offsets: tuple[int, ...]

    def part(self, start: int, end: int) -> Copy:
        """Give the characters from start up to end."""
        return Copy(self.text[start:end], self.offsets[start:end])

    def __add__(self, other: Copy) -> Copy:
        """Give one piece after the other."""
        return Copy(self.text + other.text, self.offsets + other.offsets)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that may hold a figure; `heading` and `earlier` are of the item （一）… in which it stands."""

    copy: Copy
    heading: str  # normalised
    earlier: tuple[str, ...]  # as printed, the nearest last


@dataclass(frozen=True, slots=True)
class Section:
    """The printed text of a section without page numbers, and the line that each of its characters stands on."""

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]

    def place_at(self, offset: int) -> str:
        """Give the place of the line that holds this character."""
        return str(self.places[bisect_right(self.starts, offset) - 1])

    def quote(self, start: int, end: int) -> str:
        """Give what is printed from start up to end, line ends taken out; of a long text its end."""
        lines = (line.strip() for line in self.text[start:end].split("\n"))
        return "".join(lines)[-LONGEST_QUOTE:]

    def sentences(self) -> Iterator[Sentence]:
        """Give the sentences that speak of our subjects and hold a numeral."""
        for start, end in self._items():
            heading, body = self._heading(start, end)
            of_requests = "依申请" in heading
            earlier: list[str] = []
            spot = body if of_requests else self._topic(body, end)
            for match in SENTENCE.finditer(self.text, body, end):
                if spot is None:
                    break
                printed = match[0]
                if match.end() > spot:
                    if FIGURE.search(printed):
                        yield Sentence(copied(printed, match.start()), heading, tuple(earlier))
                    spot = match.end() if of_requests else self._topic(match.end(), end)
                earlier.append(printed)

    def _topic(self, start: int, end: int) -> int | None:
        """Give where the next word of a subject stands; null where none does."""
        match = TOPIC.search(self.text, start, end)
        return match.start() if match else None

    def _items(self) -> Iterator[tuple[int, int]]:
        starts = [0, *(match.start() + 1 for match in NEXT_ITEM.finditer(self.text)), len(self.text)]
        yield from ((start, end) for start, end in pairwise(starts) if start < end)

    def _heading(self, start: int, end: int) -> tuple[str, int]:
        """Give the heading of an item, '' where it has none, and where its text begins."""
        mark = ITEM.match(self.text, start, end)
        if mark is None:
            return "", start
        close = HEADING_ENDS.search(self.text, mark.end(), end)
        if close is None or close.start() - mark.end() > LONGEST_HEADING:
            return "", mark.end()
        return copied(self.text[mark.end() : close.start()], 0).text, close.end()


def section_of(lines: Sequence[Prose]) -> Section:
    """Give the lines of a section as one text."""
    starts, places, texts, position = [], [], [], 0
    for line in lines:
        if PAGE_NUMBER.fullmatch(line.text):
            continue
        starts.append(position)
        places.append(line.place)
        texts.append(line.text)
        position += len(line.text) + 1
    return Section("\n".join(texts), tuple(starts), tuple(places))


def copied(printed: str, start: int) -> Copy:
    """Give the normalised copy of printed text that begins at `start`.

    Like `ingest.labels.normalised`, except that punctuation keeps its meaning and split digits stay apart.

    >>> copied("收到申請 16 件，", 0).text
    '收到申请16件，'
    >>> copied("共 1 204 件", 0).text
    '共1¦204件'
    """
    if printed.count("*") % 2:  # no marks of bold type: one of them hides a character
        printed = printed.replace("*", GAP)
    plain = _plain(printed)
    plain = SPLIT_DIGITS.sub(GAP, plain)
    offsets = tuple(offset for offset, character in enumerate(plain, start) if character != " ")
    return _without_readings(Copy(plain.replace(" ", ""), offsets))


@lru_cache(maxsize=1024)
def beginning(printed: str) -> str:
    """Give the normalised beginning of a sentence: its year and its subject stand there."""
    return _plain(printed[:LONGEST_BEGINNING]).replace(" ", "")


@cache
def _table() -> dict[int, str]:
    return simplifying() | {ord(blank): " " for blank in BLANKS} | {ord(STAND_IN): COMMA}


def _plain(printed: str) -> str:
    """Give the text in one script and width, character by character, blanks and quotation marks as blanks."""
    marked = printed.replace(COMMA, STAND_IN)
    plain = unicodedata.normalize("NFKC", marked)
    if len(plain) != len(marked):  # such as …, which becomes three dots
        alike = (unicodedata.normalize("NFKC", character) for character in marked)
        plain = "".join(new if len(new) == 1 else old for old, new in zip(marked, alike, strict=True))
    return plain.translate(_table())


def _without_readings(copy: Copy) -> Copy:
    if READING.search(copy.text):
        kept = Copy("", ())
        position = 0
        for match in READING.finditer(copy.text):
            kept += copy.part(position, match.start())
            position = match.end()
        copy = kept + copy.part(position, len(copy.text))
    text = copy.text
    for old, new in ALWAYS.items():
        text = text.replace(old, new)
    return Copy(text, copy.offsets)
