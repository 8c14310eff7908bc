"""The title of a report: a short line about a yearly report or list, perhaps wrapped, with organ and year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.report_year import NamedYear, dated, most_named, title_years, year_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TITLE = re.compile(r"信息公开.{0,8}(?:报告|年报|告年度报)|信息公开.{0,8}统计(?:报)?表")
SUBJECT = re.compile(r"(?:政府)?信息公开.*$")
BODY_BEGINS = re.compile(r"^一\.(?:总体|概述|主动公开|基本)|统计期限")
YEAR_BELOW = re.compile(r"[(\[〔]?(20[0-4]\d)年度[)\]〕]?|[(\[〔](20[0-4]\d)年?[)\]〕]")
SENTENCE = re.compile("[。;]")
NOT_ABOVE = re.compile(r"[。;,:|>]")
NO_ORGAN = re.compile(r"^(?:关于|本|我|各|全|一|关于印发)?$")
# Words of a web page around its text, which stand where an organ could.
CHROME = re.compile(
    r"首页|浏览|字体|字号|打印|分享|来源|当前位置|索引|文号|关闭|日期|登录|搜索|导航|无障碍|正文|下载|目录|简体|繁体|栏目"
)
LONGEST_TITLE = 70  # characters; a longer line speaks about reports
OPENING_LINES = 60
MOST_ABOVE = 2  # lines of a title above the one that ends it


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed with what it names; '' and no years where there is none."""

    text: str = ""
    organ: str = ""
    years: tuple[int, ...] = ()

    @property
    def named(self) -> NamedYear:
        """Give the year of the title with its proof."""
        return NamedYear(self.years, self.text if self.years else "")

    @property
    def worth(self) -> int:
        """Order titles by what they tell."""
        return 2 * bool(self.organ) + 3 * (len(self.years) == 1) + bool(self.text)


def titles(lines: Sequence[str]) -> list[Title]:
    """Give the titles in front of the text, in order; those behind its beginning only where none stands before."""
    keys = [dated(normalised(line)) for line in lines[:OPENING_LINES]]
    begins = next((index for index, key in enumerate(keys) if BODY_BEGINS.search(key)), len(keys))
    before = list(_titles(keys, lines, range(begins)))
    return before or list(_titles(keys, lines, range(begins, len(keys))))


def best_title(found: Sequence[Title], period: int | None) -> Title:
    """Give the title of the report among several: of the year of its period, else of the year most of them name.

    Where as many name another year, the title is one without a year of its own: `years` are all of them.
    """
    dated_ones = [title for title in found if len(title.years) == 1]
    years = [title.years[0] for title in dated_ones]
    year = period if period in years else most_named(years)
    if year is not None:
        return max((title for title in dated_ones if title.years[0] == year), key=lambda title: title.worth)
    best = max(found, key=lambda title: title.worth, default=Title())
    organs = {title.organ for title in found if title.organ}
    return Title(best.text, best.organ if len(organs) == 1 else "", tuple(sorted({*best.years, *years})))


def _titles(keys: Sequence[str], lines: Sequence[str], at: range) -> Iterator[Title]:
    for index in at:
        wrapped = list(_wrapped(keys, lines, index))
        if not wrapped:
            continue
        best = max(wrapped, key=lambda title: title.worth)
        below = YEAR_BELOW.fullmatch(keys[index + 1]) if index + 1 < len(keys) else None
        if below and not best.years:
            best = Title(f"{best.text} {lines[index + 1].strip()}", best.organ, (int(below[1] or below[2]),))
        yield best


def _wrapped(keys: Sequence[str], lines: Sequence[str], index: int) -> Iterator[Title]:
    """Give the title that ends on this line, as it stands and with one or two lines above, until it is complete."""
    key, printed = keys[index], lines[index].strip()
    if SENTENCE.search(key):
        return
    for above in range(index - 1, max(index - MOST_ABOVE, 0) - 2, -1):
        if len(key) <= LONGEST_TITLE and TITLE.search(key):
            title = _split(key, printed)
            yield title
            if title.organ and title.years:
                return
        if above < 0 or NOT_ABOVE.search(keys[above]) or TITLE.search(keys[above]) or CHROME.search(keys[above]):
            return
        key, printed = keys[above] + key, f"{lines[above].strip()}{printed}"


def _split(key: str, printed: str) -> Title:
    """Split a title into organ and year; what stands before the year names the organ, else what stands behind it."""
    matches, several = title_years(key)
    text = " ".join(printed.split())
    if several:
        years = {year_in(match) for match in matches}
        return Title(
            text, organ_in(re.split(r"\d", SUBJECT.sub("", key))[0]), tuple(sorted(years)) if len(years) > 1 else ()
        )
    if not matches:
        return Title(text, organ_in(SUBJECT.sub("", key)))
    year = matches[0]
    behind = SUBJECT.search(key[year.end() :])
    between = key[year.end() :][: behind.start()] if behind else ""
    return Title(text, organ_in(SUBJECT.sub("", key[: year.start()])) or organ_in(between), (year_in(year),))


def organ_in(text: str) -> str:
    """Give the organ's name without the words around it, '' where none is left."""
    name = re.sub(r"^(?:关于印发|关于|附件\d*:?)|(?:关于印发|关于|的|在|发布)$", "", text.strip("()[]-—_:,."))
    doubtful = NO_ORGAN.fullmatch(name) or CHROME.search(name) or re.search(r"[。;|>/\\]|\d", name)
    return "" if doubtful or len(name) < 2 else name  # noqa: PLR2004
