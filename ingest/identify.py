"""Whose report, for which year: from the statistics period, the title and the opening sentence, each with its proof."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.model import Finding, Identity, Outcome, Prose, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

# Digits lose their neighbours in extraction: 自20251月1日起至202512月31日 must still give 2025.
PERIOD = re.compile(r"(20[0-4]\d)年?0?1月0?1日(?:起|开始)?[至到—–~-]+(?:(20[0-4]\d)年?)?12月31日")
TITLE = re.compile(r"信息公开.{0,8}(?:报告|年报|告年度报)")
YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:年度?|(?=政府信息公开))")
SUBJECT = re.compile(r"(?:政府)?信息公开.*$")
ORGAN = r"[\u3400-\u9fff·]{2,40}?"
ENDING = (
    r"(?:政府|办公室|办公厅|办事处|委员会|管委会|局|厅|委|街道|镇|乡|室|中心|支队|总队|所|院|站|办|处|队|行|会|社|部)"
)
OPENING = (
    re.compile(rf"本(?:年度)?报告(?:是)?由({ORGAN}{ENDING})(?:根据|按照|依据|编制|负责)"),
    re.compile(rf"由({ORGAN}{ENDING})(?:负责)?编制"),
    re.compile(rf"(?:^|。)({ORGAN}{ENDING})(?:根据|按照|依据)\(?中华人民共和国政府信息公开条例"),
)
TEXT_YEAR = re.compile(r"(?:^|[。)])(20[0-4]\d)年度?,")  # a sentence that begins with its year
NO_ORGAN = re.compile(r"^(?:关于|本|我|各|全|一|关于印发)?$")
PLACE_ONLY = re.compile(r"(?:省|自治区|市|区|县|旗|州|盟|镇|乡)$")
LONGEST_TITLE = 70  # characters; a longer line speaks about reports
OPENING_LINES = 60


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed with what it names."""

    text: str
    organ: str
    year: int | None


def identify(prose: Sequence[Prose], section_one: str = "") -> tuple[Identity, list[Finding]]:
    """Give organ, year and title with their proofs, and what the sources of the year disagree on (`s.period`).

    The statistics period decides the year, then the title; never a file name or a publishing date. The title
    decides the organ, then the opening sentence.
    """
    title = _title([line.text for line in prose])
    opening = "".join(normalised(line.text) for line in prose[:OPENING_LINES])
    whole = opening if PERIOD.search(opening) else "".join(normalised(line.text) for line in prose)
    period = PERIOD.search(whole)
    period_year = int(period[1]) if period else None
    organ, organ_proof = (title.organ, title.text) if title.organ else _opening_organ(opening)
    year = period_year or title.year
    identity = Identity(
        organ=full_name(organ) if organ else None,
        year=year,
        title=title.text,
        organ_proof=organ_proof,
        year_proof=period[0] if period else title.text if title.year else "",
    )
    return identity, [_period_finding(period_year, title.year, _text_year(section_one, year))]


def full_name(organ: str) -> str:
    """Give the name of the organ where a title names only the place: 仙庵镇 -> 仙庵镇人民政府.

    >>> full_name("仙庵镇"), full_name("打浦桥街道"), full_name("上海市人民政府参事室")
    ('仙庵镇人民政府', '打浦桥街道办事处', '上海市人民政府参事室')
    """
    if organ.endswith("街道"):
        return organ + "办事处"
    return organ + "人民政府" if PLACE_ONLY.search(organ) else organ


def _title(lines: Sequence[str]) -> Title:
    """Find the title: a short line about a yearly report, its first half perhaps on the line above."""
    best = Title("", "", None)
    for index, line in enumerate(lines[:OPENING_LINES]):
        key = normalised(line)
        if len(key) > LONGEST_TITLE or not TITLE.search(key) or re.search("[。;]", key):
            continue
        found = _split_title(key, line)
        if index and not (found.organ and found.year):
            above = normalised(lines[index - 1])
            if len(above) <= LONGEST_TITLE and not re.search("[。;,:|>]", above) and not TITLE.search(above):
                found = max(_split_title(above + key, f"{lines[index - 1].strip()}{line.strip()}"), found, key=_worth)
        best = max(best, found, key=_worth)
        if best.organ and best.year:
            break
    return best


def _worth(title: Title) -> int:
    return 2 * bool(title.organ) + 3 * bool(title.year) + bool(title.text)


def _split_title(key: str, printed: str) -> Title:
    year = YEAR.search(key)
    if year is None:
        return Title(printed.strip(), _organ(SUBJECT.sub("", key)), None)
    before, behind = key[: year.start()], key[year.end() :]
    subject = SUBJECT.search(behind)
    between = behind[: subject.start()] if subject else ""
    return Title(" ".join(printed.split()), _organ(before) or _organ(between), int(year[1]))


def _organ(text: str) -> str:
    """Give the organ's name without the words around it, '' where none is left."""
    name = re.sub(r"^(?:关于印发|关于|附件\d*:?)|(?:关于|的|在|发布)$", "", text.strip("()[]-—_:,."))
    return "" if NO_ORGAN.fullmatch(name) or re.search(r"[。;|>/\\]|\d", name) or len(name) < 2 else name  # noqa: PLR2004


def _opening_organ(opening: str) -> tuple[str, str]:
    for pattern in OPENING:
        match = pattern.search(opening)
        # An office that compiles a report may do so for its government: whose report it is stays open.
        if match and not re.search(r"政府办公[室厅]$", match[1]):
            return match[1], match[0]
    return "", ""


def _text_year(section_one: str, year: int | None) -> int | None:
    """Give the year that the sentences of section one begin with: that of the report where it is among them."""
    years = [int(match) for match in TEXT_YEAR.findall(normalised(section_one))]
    return year if year in years else next(iter(years), None)


def _period_finding(period: int | None, title: int | None, text: int | None) -> Finding:
    """Compare the years that period, title and text name."""
    named = {"统计期限": period, "标题": title, "正文": text}
    known = {source: year for source, year in named.items() if year is not None}
    years = set(known.values())
    outcome = Outcome.CANNOT_CHECK if len(known) < 2 else Outcome.PASS if len(years) == 1 else Outcome.FAIL  # noqa: PLR2004
    said = "，".join(f"{source} {year} 年" for source, year in known.items()) or "没有写明年份"
    english = {"统计期限": "period", "标题": "title", "正文": "text"}
    told = ", ".join(f"{english[source]} {year}" for source, year in known.items()) or "no year is named"
    first, *others = known.values() or (None,)
    other = next((year for year in others if year != first), next(iter(others), None))
    verdict = {Outcome.PASS: ("年份一致", "agree"), Outcome.FAIL: ("年份不一致", "disagree")}
    zh, en = verdict.get(outcome, ("年份来源不足，无法核对", "too few sources to compare"))
    return Finding(
        "s.period",
        Severity.ERROR,
        f"{zh}：{said}",
        f"The years {en}: {told}" if known else "No year is named",
        outcome,
        left=first,
        right=other,
        difference=first - other if first and other else None,
    )
