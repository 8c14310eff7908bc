"""Whose report, for which year: from the statistics period, the title and the opening sentence, each with its proof."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.model import Finding, Identity, Outcome, Prose, Severity
from ingest.report_year import NamedYear, dated, statistics_period
from ingest.titles import OPENING_LINES, best_title, organ_in, titles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ORGAN = r"[\u3400-\u9fff·]{2,40}?"
ENDING = (
    r"(?:政府|办公室|办公厅|办事处|委员会|管委会|局|厅|委|街道|镇|乡|室|中心|支队|总队|所|院|站|办|处|队|行|会|社|部)"
)
OPENING = (
    re.compile(rf"本(?:年度)?报告(?:是)?由({ORGAN}{ENDING})(?:根据|按照|依据|编制|负责)"),
    re.compile(rf"由({ORGAN}{ENDING})(?:负责)?编制"),
    re.compile(rf"(?:^|。)({ORGAN}{ENDING})(?:根据|按照|依据)\(?中华人民共和国政府信息公开条例"),
)
FILLED_IN_BY = re.compile(r"填\s*[报表]\s*单\s*位\s*(?:[（(].{1,4}[)）])?\s*[:：]\s*(\S+)")
GOVERNMENT_OFFICE = re.compile(r"政府办公[室厅]$")
TEXT_YEAR = re.compile(r"(?:^|[。)])(20[0-4]\d)年度?,")  # a sentence that begins with its year
PLACE_ONLY = re.compile(r"(?:省|自治区|市|区|县|旗|州|盟|镇|乡)$")
SOURCES = {"period": ("统计期限", "period"), "title": ("标题", "title"), "text": ("正文", "text")}


def identify(prose: Sequence[Prose], section_one: str = "") -> tuple[Identity, list[Finding]]:
    """Give organ, year and title with their proofs, and what the sources of the year disagree on (`s.period`).

    The statistics period decides the year, then the title; never a file name or a publishing date. The title
    decides the organ, then the opening sentence, then who filled in a list.
    """
    lines = [line.text for line in prose]
    found = titles(lines)
    text = dated("".join(normalised(line) for line in lines))
    period = statistics_period(text, best_title(found, None).named.year)
    title = best_title(found, period.year)
    organ, organ_proof = (title.organ, title.text) if title.organ else _opening_organ(lines[:OPENING_LINES])
    decisive = period if period.year else title.named
    identity = Identity(
        organ=full_name(organ) if organ else None,
        year=decisive.year,
        title=title.text,
        organ_proof=organ_proof,
        year_proof=decisive.proof if decisive.year else "",
    )
    said = NamedYear(_text_years(section_one, identity.year))
    return identity, [_period_finding({"period": period, "title": title.named, "text": said})]


def full_name(organ: str) -> str:
    """Give the name of the organ where a title names only the place: 仙庵镇 -> 仙庵镇人民政府.

    >>> full_name("仙庵镇"), full_name("打浦桥街道"), full_name("上海市人民政府参事室")
    ('仙庵镇人民政府', '打浦桥街道办事处', '上海市人民政府参事室')
    """
    if organ.endswith("街道"):
        return organ + "办事处"
    return organ + "人民政府" if PLACE_ONLY.search(organ) else organ


def _opening_organ(lines: Sequence[str]) -> tuple[str, str]:
    """Give the organ of the opening sentence, or who filled in a list.

    An office that compiles a report may do so for its government: whose report it is stays open.
    """
    opening = "".join(normalised(line) for line in lines)
    named = [(match[1], match[0]) for pattern in OPENING if (match := pattern.search(opening))]
    filled = [(organ_in(normalised(match[1])), match[0]) for line in lines if (match := FILLED_IN_BY.search(line))]
    sure = ((organ, proof) for organ, proof in [*named, *filled] if organ and not GOVERNMENT_OFFICE.search(organ))
    return next(sure, ("", ""))


def _text_years(section_one: str, year: int | None) -> tuple[int, ...]:
    """Give the year that the sentences of section one begin with: that of the report where it is among them."""
    years = [int(match) for match in TEXT_YEAR.findall(dated(normalised(section_one)))]
    return (year,) if year in years and year is not None else tuple(years[:1])


def _period_finding(named: Mapping[str, NamedYear]) -> Finding:
    """Compare the years that period, title and text name."""
    known = {source: each.years for source, each in named.items() if each.years}
    years = {year for each in known.values() for year in each}
    single = len(years) < 2 and len(known) < 2  # noqa: PLR2004
    outcome = Outcome.CANNOT_CHECK if single else Outcome.PASS if len(years) == 1 else Outcome.FAIL
    said = {source: [str(year) for year in each] for source, each in known.items()}
    zh_said = "，".join(f"{SOURCES[source][0]} {'、'.join(each)} 年" for source, each in said.items()) or "没有写明年份"
    en_said = ", ".join(f"{SOURCES[source][1]} {' and '.join(each)}" for source, each in said.items())
    verdict = {Outcome.PASS: ("年份一致", "agree"), Outcome.FAIL: ("年份不一致", "disagree")}
    zh, en = verdict.get(outcome, ("年份来源不足，无法核对", "too few sources to compare"))
    in_order = [year for each in known.values() for year in each]
    first = in_order[0] if in_order else None
    other = next((year for year in in_order if year != first), first if len(in_order) > 1 else None)
    return Finding(
        "s.period",
        Severity.ERROR,
        f"{zh}：{zh_said}",
        f"The years {en}: {en_said}" if known else "No year is named",
        outcome,
        left=first,
        right=other,
        difference=first - other if first and other else None,
    )
