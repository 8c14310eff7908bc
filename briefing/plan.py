"""What a briefing asks: questions under headings. It holds no number, so it can be opened on any later build."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class Ask(StrEnum):
    """What can be asked; each has its answer in `briefing.answers`."""

    HEADLINE = "headline"
    """The sums of the headline figures of the end year and their change."""
    MOVERS = "movers"
    """The largest comparable changes beyond both thresholds, as sentences."""
    COMPARED = "compared"
    """One metric in two years: chart, sentence, table, who cannot be compared."""
    TREND = "trend"
    """One metric over a span of years."""
    RANKED = "ranked"
    """One metric in the end year, each organ over the band of its peers."""
    FUNNEL = "funnel"
    """A proportion in the end year between its exact limits."""
    CONTRIBUTIONS = "contributions"
    """Who made the change of a sum."""
    DRIVERS = "drivers"
    """What drove the change of a rate, by organ."""
    SCATTER = "scatter"
    """Two metrics of the end year against each other, and a third as size; `subject` joins their ids by |."""
    GROWTH = "growth"
    """Compound yearly growth over a span of years."""
    UNUSUAL = "unusual"
    """Who stands out among enough peers in the end year, as sentences."""
    PARTS = "parts"
    """What a whole is made of in the end year; `subject` is a family of `analysis.composition`."""
    PARTS_OVER_YEARS = "parts_over_years"
    """The same over the years of the first organ."""
    PEERS = "peers"
    """The headline figures of the first organ beside its peers."""
    BESIDE = "beside"
    """One metric of the first organ over a span of years, with the median of its peers."""
    COVERAGE = "coverage"
    """Who reported which year."""
    QUALITY = "quality"
    """How many checks failed in the reports of the end year."""
    LACKING = "lacking"
    """What is not there: reports, tables, documents set aside; over the years of the question."""
    FIRING = "firing"
    """How often each rule fails over the whole workspace."""
    GLOSSARY = "glossary"
    """What each figure is; `subject` are the words that were searched."""
    MENDS = "mends"
    """What the reports of the end year have to mend."""
    FORM = "form"
    """Every row of a form table of the end year; `subject` is two, three or four."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `subject` is a metric, a family or a table, '' where the kind has none. `years` are (start, end), or every year of a
    span. `title` replaces the rule-made one, `comment` is what a person wrote under it. `peers` are (organ, in whose
    circle) where a person chose who is compared with whom, empty for those of the same superior, level and type.
    """

    kind: Ask
    subject: str = ""
    organs: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    title: str = ""
    comment: str = ""
    peers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions under a heading."""

    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A briefing before it is filled."""

    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give all questions in order."""
        return tuple(question for chapter in self.chapters for question in chapter.questions)

    def over(self, organs: tuple[str, ...] | None = None, years: tuple[int, int] | None = None) -> Plan:
        """Give the plan with other organs or other (start, end) years in every question, once for all.

        A span keeps its first year where that is before the new end. Questions about one organ keep theirs.
        """
        return replace(
            self,
            chapters=tuple(
                replace(chapter, questions=tuple(_over(each, organs, years) for each in chapter.questions))
                for chapter in self.chapters
            ),
        )

    def to_json(self) -> str:
        """Give the plan as text for the ledger."""
        return json.dumps(asdict(self), ensure_ascii=False)


OF_ONE: tuple[Ask, ...] = (Ask.PEERS, Ask.BESIDE, Ask.PARTS_OVER_YEARS)
_SPANS = (Ask.TREND, Ask.GROWTH, Ask.BESIDE, Ask.PARTS_OVER_YEARS, Ask.COVERAGE)


def from_json(text: str) -> tuple[Plan, tuple[str, ...]]:
    """Give a stored plan, and the kinds of those questions in it that nobody here can answer (they are left out).

    Raises:
        ValueError: the text is no plan.
    """
    try:
        stored = json.loads(text)
        chapters = [(str(chapter["heading"]), list(chapter["questions"])) for chapter in stored["chapters"]]
        title, subtitle = str(stored["title"]), str(stored["subtitle"])
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError("this is no stored briefing") from error
    kinds = {kind.value for kind in Ask}
    unknown = [
        str(each.get("kind")) for _, questions in chapters for each in questions if each.get("kind") not in kinds
    ]
    kept = tuple(
        Chapter(heading, tuple(_question(each) for each in questions if each.get("kind") in kinds))
        for heading, questions in chapters
    )
    return Plan(title, subtitle, kept), tuple(dict.fromkeys(unknown))


def _question(stored: dict[str, Any]) -> Question:
    return Question(
        Ask(stored["kind"]),
        str(stored.get("subject", "")),
        tuple(map(str, stored.get("organs", ()))),
        tuple(map(int, stored.get("years", ()))),
        str(stored.get("title", "")),
        str(stored.get("comment", "")),
        tuple((str(organ), str(circle)) for organ, circle in stored.get("peers", ())),
    )


def _over(question: Question, organs: tuple[str, ...] | None, years: tuple[int, int] | None) -> Question:
    asked = question
    if organs is not None and question.kind not in OF_ONE:
        asked = replace(asked, organs=organs)
    if years is not None and question.kind in _SPANS:
        first = min(question.years[0] if question.years else years[0], years[0])
        asked = replace(asked, years=tuple(range(first, years[1] + 1)))
    elif years is not None:
        asked = replace(asked, years=years)
    return asked
