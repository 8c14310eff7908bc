"""The years that a report names for itself: in its statistics period and in its title."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
CHINESE_YEAR = re.compile(r"二[〇○零0O][一二三四〇○零][〇○零一二三四五六七八九](?=年)")
CHINESE_DAYS = (("十二月三十一日", "12月31日"), ("一月一日", "1月1日"))

# Digits lose their neighbours in extraction: 自20251月1日起至202512月31日止 must still give 2025.
FROM = r"(?P<first>20[0-4]\d)[年./-]?0?1[月./-]0?1(?:[日号]|(?!\d))"
FROM_LATER = r"(?P<first>20[0-4]\d)年0?\d{1,2}月\d{1,2}[日号]"  # a new body's first, shorter year
STARTED = r"(?:[零0]时|00?:00)?(?:起|开始)?[至到—–~-]+"
TO = STARTED + r"(?:(?P<last>20[0-4]\d)[年./-]?|同年|当年|本年)?12[月./-]31(?:[日号]|(?!\d))"
UNTIL = r"截[至止]到?(?P<first>20[0-4]\d)年12月31[日号]"
WHOLE_YEAR = re.compile(FROM + TO)
# Only a period that is called one is the report's; others are those of a campaign, or last year's for comparison.
CALLED = (
    r"(?:统计(?:数据)?的?(?:期限|时限|时间|时段|区间|周期|期间|期|年度|范围)|数据(?:期限|时限|时间|期间))[^。;]{0,12}?"
)
STATISTICS_PERIODS = tuple(re.compile(CALLED + each) for each in (FROM + TO, FROM_LATER + TO, UNTIL))
STATISTICS_YEARS = (
    re.compile(r"统计年度:?(?P<first>20[0-4]\d)年?(?!\d|.{0,4}季)"),
    re.compile(r"填[报表]单位:?[^\d。]{0,30}(?P<first>20[0-4]\d)年度(?!.{0,4}季)"),
)

YEAR = re.compile(
    r"(?<!\d)(?P<year>20[0-4]\d)(?:年度?|(?=政府信息公开))|[(\[〔](?P<bracketed>20[0-4]\d)(?:年度?)?[)\]〕](?!\d+号|第)"
)
# 2019-2023年, 2022年、2023年, 2022-2023学年: no one year.
SEVERAL_YEARS = re.compile(r"(?<!\d)20\d\d年?度?[至到—–~、.和及与/-]+(?:20)?\d\d(?:年|学年|(?=政府信息公开))")
NOT_THE_REPORTS = re.compile(
    r"20\d\d[年./-]\d{1,2}[月./-](?:\d{1,2}[日号]?)?"  # a date
    r"|[(\[〔]20\d\d[)\]〕]第?\d+号"  # the number of a document
    r"|20\d\d年度?(?:政府信息公开|政务公开)?(?:工作)?(?:计划|打算|安排)"
)


@dataclass(frozen=True, slots=True)
class NamedYear:
    """The year that one source names: null where it names none or several; `years` are all; `proof` is its words."""

    years: tuple[int, ...] = ()
    proof: str = ""

    @property
    def year(self) -> int | None:
        """Give the one year."""
        return self.years[0] if len(self.years) == 1 else None


def dated(key: str) -> str:
    """Give a normalised text with years in Chinese digits, and the ends of the year, in figures.

    >>> dated("二〇二三年一月一日起至二○二三年十二月三十一日")
    '2023年1月1日起至2023年12月31日'
    """
    key = CHINESE_YEAR.sub(lambda match: match[0].replace("O", "0").translate(CHINESE_DIGITS), key)
    for words, figures in CHINESE_DAYS:
        key = key.replace(words, figures)
    return key


def statistics_period(text: str, title_year: int | None) -> NamedYear:
    """Give the year of the statistics period in a dated text.

    A period of a whole year that is not called the statistics period counts only where the title names no other
    year, since it may be another year's. A period over two years gives both, as do two periods that differ.
    """
    called = _found(STATISTICS_PERIODS, text) or _found(STATISTICS_YEARS, text)
    whole = (match for match in WHOLE_YEAR.finditer(text) if title_year is None or _years(match) == {title_year})
    found = called or list(whole)
    years = sorted(set().union(*map(_years, found)))
    return NamedYear(tuple(years), found[0][0] if found else "")


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    return [match for pattern in patterns for match in pattern.finditer(text)]


def _years(match: re.Match[str]) -> set[int]:
    named = match.groupdict()
    return {int(named[end]) for end in ("first", "last") if named.get(end)}


def title_years(key: str) -> tuple[list[re.Match[str]], bool]:
    """Give where a dated title names years that may be the report's, and whether it names several."""
    masked = NOT_THE_REPORTS.sub(lambda match: "#" * len(match[0]), key)
    matches = list(YEAR.finditer(masked))
    several = SEVERAL_YEARS.search(masked) is not None or len({year_in(match) for match in matches}) > 1
    return matches, several


def year_in(match: re.Match[str]) -> int:
    """Give the year of a match of a title."""
    return int(match["year"] or match["bracketed"])


def most_named(years: list[int]) -> int | None:
    """Give the year that is named more often than any other, null where two are named equally often."""
    ranked = Counter(years).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
