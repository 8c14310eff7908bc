"""The figures that sections one, five, six and the opening state in sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import NarrativeFigure
from ingest.narrative.clauses import Clause, clauses
from ingest.narrative.numerals import COUNTED, value_of
from ingest.narrative.scope import TIME, named, scope_of, stripped
from ingest.narrative.sentences import FIGURE, section_of
from ingest.narrative.wording import (
    CHANGE,
    CHANNELS,
    DOWN,
    FUTURE,
    LAST_YEAR,
    OTHER_PERIOD,
    RUNNING_TOTAL,
    SUBJECTS,
    THIS_YEAR,
    WHOLE_YEAR,
    WORDINGS,
    YEAR,
    Wording,
)
from ingest.passages import lines_by_section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.model import Prose
    from ingest.narrative.sentences import Section, Sentence

SECTIONS = ("opening", "one", "five", "six")
CHANNEL_PHRASE = re.compile(
    r"(?:(?:通过|利用|依托|借助|运用|在)[^，,;]{0,24}?|(?:[省市区县旗州镇乡局]?(?:人民)?政府|门户|官方|政务)*)"
    r"(?:网站|官网|信息公开网|政府网|新媒体|微信|公众号|微博|客户端|公报|平台|渠道|方式|途径|抖音|头条|发布会|[栏屏厅])"
    r"(?:公众号|平台|账号|渠道|上|等|、|和|网站|微信|微博|新媒体|公报)*"
)
INCLUDES_CARRIED = re.compile(r"^(?:\(|其中|含|包括|包含).{0,12}(?:结转|上年|去年)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a clause states, or the count that a following change speaks of (`metric` '')."""

    metric: str
    growth: str
    value: float
    unit: str
    scope: str
    start: int  # in the printed text


def narrative(prose: Sequence[Prose], year: int | None) -> tuple[NarrativeFigure, ...]:
    """Give the figures that sentences state for the report's year and of which nothing is doubtful.

    Left out: approximate figures (余, 约), parts (其中), several figures in one clause, other periods and years, plans,
    figures of a body that cannot be told, and figures that two sentences state differently for the same body.

    Args:
        prose: the lines of the document outside its tables.
        year: of the report; where null, sentences that name a year are left out.
    """
    found: list[NarrativeFigure] = []
    for name, lines in lines_by_section(prose).items():
        if name in SECTIONS:
            section = section_of(lines)
            for sentence in section.sentences():
                found.extend(_figures(section, sentence, year))
    return tuple(_agreed(found))


def _agreed(found: Iterable[NarrativeFigure]) -> list[NarrativeFigure]:
    """Give each figure once, and none where one body has two."""
    groups: dict[tuple[str, str], list[NarrativeFigure]] = defaultdict(list)
    for figure in found:
        groups[figure.metric, figure.scope].append(figure)
    return [group[0] for group in groups.values() if len({figure.value for figure in group}) == 1]


def _figures(section: Section, sentence: Sentence, year: int | None) -> Iterator[NarrativeFigure]:
    before: Stated | None = None
    for clause in clauses(sentence):
        change = _change(clause, before, year)
        stated = [change] if change else list(_stated(clause, before, year))
        before = stated[0] if len(stated) == 1 and not clause.in_brackets else None
        for figure in stated:
            if figure.metric:
                end = clause.copy.offsets[-1] + 1
                place = section.place_at(clause.copy.offsets[-1])
                quote = section.quote(figure.start, end)
                yield NarrativeFigure(figure.metric, figure.value, figure.unit, figure.scope, quote, place)


def _stated(clause: Clause, before: Stated | None, year: int | None) -> Iterator[Stated]:
    """Give what the clause states: one figure, or none."""
    if not FIGURE.search(clause.text) or len(COUNTED.findall(_timeless(clause.text))) != 1:
        return
    text = clause.text
    for wording in WORDINGS:
        match = wording.pattern.search(text) if wording.word in text else None
        if match is None or not _allowed(clause, wording, match):
            continue
        if wording.after and (before is None or before.metric != wording.after):
            continue
        if not _of_this_year(clause, year):
            return
        scope = _scope(clause, wording, match)
        metric = _published(clause, match) if wording.metric == "published" else wording.metric
        value = value_of(match["number"], match["wan"])
        if scope is not None and metric is not None and value is not None and value == int(value):
            yield Stated(metric, wording.growth, float(value), match["unit"], scope, clause.copy.offsets[0])
            return


def _allowed(clause: Clause, wording: Wording, match: re.Match[str]) -> bool:
    if wording.guard.search(clause.text) or (clause.is_part and not wording.part):
        return False
    if not wording.part and LAST_YEAR.search(clause.text):
        return False
    if match["wan"] and wording.metric.startswith("requests."):
        return False
    if wording.metric == "requests.received" and INCLUDES_CARRIED.search(clause.next_text):
        return False
    if wording.topic is None:
        return True
    heard = (match.groupdict().get("object") or "", clause.text, *clause.before, clause.heading)
    return any(wording.topic.search(text) for text in heard)


def _scope(clause: Clause, wording: Wording, match: re.Match[str]) -> str | None:
    prefix = clause.text[: match.start()]
    if wording.metric == "published":
        prefix = CHANNEL_PHRASE.sub("", prefix)
    if wording.alone and named(prefix) == "" and stripped(prefix):
        return None  # 提案办结12件 is no count of requests
    return scope_of(prefix, clause.before, clause.earlier, clause.heading)


def _published(clause: Clause, match: re.Match[str]) -> str | None:
    """Give the metric of a count of published items by its channel; null where the words do not tell it."""
    near = clause.text[: match.start()] or next(reversed(clause.before), "")
    channels = [name for name, words in CHANNELS if re.search(words, near)]
    if len(channels) == 1 and channels != ["other"]:
        return f"published.{channels[0]}"
    is_total = "公开" in match["verb"] and "other" not in channels[:1]
    return "published.total" if is_total else None


def _change(clause: Clause, before: Stated | None, year: int | None) -> Stated | None:
    """Give a change on last year that the clause states: of its own subject, or of the clause before."""
    match = CHANGE.search(clause.text) if "%" in clause.text else None
    if match is None or clause.is_part or len(COUNTED.findall(_timeless(clause.text))) > 1:
        return None
    base = match["base"] or match["base_"] or ""
    if base.startswith("20") and (year is None or int(base[:4]) != year - 1):
        return None
    value = value_of(match["number"], match["wan"])
    path, scope, start = _subject(clause, match["subject"], before)
    if not path or scope is None or value is None or match["wan"] or not _of_this_year(clause, year, change=True):
        return None
    signed = -value if match["way"] in DOWN else value
    return Stated(f"growth.{path}", "", float(signed), "%", scope, start)


def _subject(clause: Clause, subject: str, before: Stated | None) -> tuple[str, str | None, int]:
    start = clause.copy.offsets[0]
    if not subject:
        return (before.growth, before.scope, before.start) if before else ("", None, start)
    for path, words in SUBJECTS:
        match = re.search(f"{words}$", subject)
        if match:
            return path, scope_of(subject[: match.start()], clause.before, clause.earlier, clause.heading), start
    return "", None, start


def _of_this_year(clause: Clause, year: int | None, *, change: bool = False) -> bool:
    """Tell whether the clause speaks of the report's whole year, and of what has happened."""
    own = WHOLE_YEAR.sub(r"\1", clause.text)
    spoken = WHOLE_YEAR.sub(r"\1", "，".join((*clause.before, clause.text)))
    if OTHER_PERIOD.search(own if change else spoken) or FUTURE.search(own):
        return False
    if change:
        spoken = CHANGE.sub("", spoken)
    years = YEAR.findall(spoken) or [match[1] for text in clause.earlier if (match := YEAR.match(text))][:1]
    if RUNNING_TOTAL.search(own) and not (years or THIS_YEAR.search(spoken)):
        return False
    return not years or int(years[-1]) == year


def _timeless(text: str) -> str:
    return TIME.sub("", WHOLE_YEAR.sub("", text))
