"""The figures that sections one, five, six and the opening state in sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import NarrativeFigure
from ingest.narrative.clauses import Clause, clauses
from ingest.narrative.doubt import doubtful, of_this_year, timeless
from ingest.narrative.numerals import COUNTED, value_of
from ingest.narrative.scope import KNOWN, named, scope_of, stripped
from ingest.narrative.sentences import FIGURE, section_of
from ingest.narrative.wording import CHANGE, CHANNELS, DOWN, SUBJECTS, WORDINGS, Wording
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
DOING = re.compile(r"(?:新收到|新收|收到|受理|接收|办理|作出|做出|实施|下达)(?:了|的|各类)*$")
BY_WAY_OF = re.compile(r"通过|利用|依托|借助|运用|在")
ANY_WAY = re.compile(r"(?:通过|以)(?:各类|各种|多种|多个|多)(?:渠道|方式|途径|平台|形式)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a clause states, or the count that a following change speaks of (`metric` '')."""

    metric: str
    growth: str
    value: float
    unit: str
    scope: str
    start: int  # in the printed text


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence has stated so far: in the clause just before, and in the last one that holds a number."""

    before: Stated | None = None
    counted: Stated | None = None
    has_counted: bool = False

    def then(self, clause: Clause, stated: Stated | None) -> Said:
        """Give it after one more clause; brackets only add to the clause that they stand in."""
        if clause.in_brackets:
            return self
        if stated is None and not FIGURE.search(clause.text):
            return Said(None, self.counted, self.has_counted)
        return Said(stated, stated, has_counted=True)

    def allows(self, wording: Wording) -> bool:
        """Tell whether a wording may stand here that leaves out its subject."""
        if wording.after:
            return self.before is not None and self.before.metric == wording.after
        if not wording.alone:
            return True
        of_requests = self.counted is not None and self.counted.metric.startswith("requests.")
        return of_requests or (wording.metric == "requests.received" and not self.has_counted)


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
    said = Said()
    for clause in clauses(sentence):
        stated = _change(clause, said.before, year) or _stated(clause, said, year)
        said = said.then(clause, stated)
        if stated and stated.metric:
            last = clause.copy.offsets[-1]
            quote = section.quote(stated.start, last + 1)
            place = section.place_at(last)
            yield NarrativeFigure(stated.metric, stated.value, stated.unit, stated.scope, quote, place)


def _stated(clause: Clause, said: Said, year: int | None) -> Stated | None:
    """Give the one figure that the clause states, null where it states none or several."""
    text = clause.text
    if not FIGURE.search(text) or len(COUNTED.findall(timeless(text))) != 1:
        return None
    for wording in WORDINGS:
        match = wording.pattern.search(text) if wording.word in text else None
        if match is None or not said.allows(wording) or doubtful(clause, wording, match):
            continue
        if not of_this_year(clause, year):
            return None
        scope = _scope(clause, wording, match)
        metric = _published(clause, match) if wording.metric == "published" else wording.metric
        value = value_of(match["number"], match["wan"])
        if scope is not None and metric is not None and value is not None and value == int(value):
            growth = "" if clause.in_row else wording.growth
            return Stated(metric, growth, float(value), match["unit"], scope, clause.copy.offsets[0])
    return None


def _scope(clause: Clause, wording: Wording, match: re.Match[str]) -> str | None:
    prefix = clause.text[: match.start()]
    if wording.metric == "published":
        prefix = CHANNEL_PHRASE.sub("", prefix)
    if wording.alone and named(prefix) == "" and stripped(prefix):
        return None  # 提案办结12件 is no count of requests
    return scope_of(prefix, clause.before, clause.earlier, clause.heading)


def _published(clause: Clause, match: re.Match[str]) -> str | None:
    """Give the metric of a count of published items by its channel; null where the words do not tell it."""
    own = clause.text[: match.start()]
    near = ANY_WAY.sub("", own or next(reversed(clause.before), ""))
    channels = [name for name, words in CHANNELS if re.search(words, near)]
    if len(channels) == 1 and channels != ["other"]:
        return f"published.{channels[0]}"
    beside = KNOWN.sub("", stripped(CHANNEL_PHRASE.sub("", own)))
    unknown_way = beside or (not channels and BY_WAY_OF.match(stripped(near)))
    only_these = len(channels) > 1 and "等" not in near  # 通过微信、微博 are two of many ways
    if "公开" not in match["verb"] or channels == ["other"] or unknown_way or only_these:
        return None
    return "published.total"


def _change(clause: Clause, before: Stated | None, year: int | None) -> Stated | None:
    """Give a change on last year that the clause states: of its own subject, or of the clause before."""
    match = CHANGE.search(clause.text) if "%" in clause.text else None
    if match is None or clause.is_part or len(COUNTED.findall(timeless(clause.text))) > 1:
        return None
    base = match["base"] or match["base_"] or ""
    if base.startswith("20") and (year is None or int(base[:4]) != year - 1):
        return None
    value = value_of(match["number"], match["wan"])
    path, scope, start = _subject(clause, match["subject"], before)
    if not path or scope is None or value is None or match["wan"] or not of_this_year(clause, year, change=True):
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
            prefix = DOING.sub("", subject[: match.start()])
            if stripped(prefix) and named(prefix) == "":
                break  # 网上申请数量, 自然人申请数量 are parts
            return path, scope_of(prefix, clause.before, clause.earlier, clause.heading), start
    return "", None, start
