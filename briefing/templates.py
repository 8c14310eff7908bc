"""The briefings that fill themselves: all districts of a city, one district among its peers, a reply to an organ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from analysis.series import exists
from briefing.plan import Ask, Chapter, Plan, Question

if TYPE_CHECKING:
    from briefing.source import Source

NAMES: Final = ("annual", "profile", "reply")
LICENCES, PENALTIES, REQUESTS = "licence.decisions", "penalty.decisions", "requests.new.total"
DISTRICTS: Final = "county"


def annual(source: Source, organs: tuple[str, ...], end: int, start: int | None = None, whose: str = "") -> Plan:
    """Give the yearly comparison of these organs: overview, licences, penalties, requests, reviews, quality, annex."""
    say = source.say
    years = (end - 1 if start is None else start, end)
    span = tuple(year for year in source.years if year <= end)

    def ask(kind: Ask, subject: str = "", over: tuple[int, ...] = years) -> Question:
        return Question(kind, subject, organs, over)

    def both(metric: str) -> tuple[Question, Question]:
        return ask(Ask.COMPARED, metric), ask(Ask.TREND, metric, span)

    chapters = (
        ("overview", (ask(Ask.COVERAGE, over=span), ask(Ask.HEADLINE), ask(Ask.MOVERS))),
        ("licences", both(LICENCES)),
        ("penalties", both(PENALTIES)),
        ("requests", (*both(REQUESTS), ask(Ask.PARTS, "outcomes"), ask(Ask.COMPARED, "disclosure_rate"))),
        (
            "reviews",
            (ask(Ask.COMPARED, "review.total"), ask(Ask.PARTS, "review_results"), ask(Ask.PARTS, "litigation_results")),
        ),
        ("quality", (ask(Ask.QUALITY),)),
        ("annex", tuple(ask(Ask.FORM, table) for table in ("two", "three", "four"))),
    )
    return Plan(
        say("briefing.annual.title", whose=whose),
        say("briefing.annual.subtitle", year=end),
        tuple(Chapter(say(f"briefing.chapter.{name}"), questions) for name, questions in chapters),
    )


def profile(source: Source, organ: str, end: int, start: int | None = None) -> Plan:
    """Give one organ against its peers: where it stands, how its main figures moved beside theirs, its whole form."""
    say = source.say
    years = (end - 1 if start is None else start, end)
    span = tuple(year for year in source.years if year <= end)

    def ask(kind: Ask, subject: str = "", over: tuple[int, ...] = years) -> Question:
        return Question(kind, subject, (organ,), over)

    chapters = (
        ("stand", (ask(Ask.HEADLINE), ask(Ask.PEERS))),
        (
            "beside",
            tuple(ask(Ask.BESIDE, metric, span) for metric in (LICENCES, PENALTIES, REQUESTS, "disclosure_rate")),
        ),
        ("outcomes", (ask(Ask.PARTS_OVER_YEARS, "outcomes", span), ask(Ask.PARTS_OVER_YEARS, "review_results", span))),
        ("quality", (ask(Ask.MENDS, over=(end,)),)),
        ("annex", tuple(ask(Ask.FORM, table) for table in ("two", "three", "four"))),
    )
    return Plan(
        say("briefing.profile.title", organ=source.names[organ]),
        say("briefing.profile.subtitle", year=end),
        tuple(Chapter(say(f"briefing.chapter.{name}"), questions) for name, questions in chapters),
    )


def reply(source: Source, organ: str, years: tuple[int, ...]) -> Plan:
    """Give the answer to a reporting organ: what to mend in its reports of these years."""
    say = source.say
    return Plan(
        say("briefing.reply.title", organ=source.names[organ]),
        say("briefing.reply.subtitle", years=say.listed([str(year) for year in years])),
        (
            Chapter(say("briefing.chapter.mends"), (Question(Ask.MENDS, "", (organ,), years),)),
            Chapter(
                say("briefing.chapter.filed"),
                tuple(Question(Ask.FORM, table, (organ,), (max(years),)) for table in ("two", "three", "four")),
            ),
        ),
    )


def below(source: Source, superior: str | None, year: int) -> tuple[str, ...]:
    """Give the organs an annual briefing is about: the districts below a superior, else whatever stands below it.

    Without a superior: all districts. Organs that do not exist in the year are left out.
    """
    organs = source.known.organs.filter(exists(pl.lit(year)))
    under = organs if superior is None else organs.filter(pl.col("parent_id") == superior)
    districts = under.filter(pl.col("level") == DISTRICTS)
    return tuple((districts if districts.height else under)["organ_id"])
