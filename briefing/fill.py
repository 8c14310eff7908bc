"""A plan filled from one database: the Briefing that every format is written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.coverage import coverage
from briefing import remarks, tables
from briefing.answers import answer
from briefing.content import Briefing, Paragraph, Section, Tone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from analysis.load import Connection
    from briefing.content import Block
    from briefing.plan import Plan, Question
    from briefing.source import Source


class NothingToSayError(LookupError):
    """No question of the plan has a number in this workspace; the message says what to do."""


def fill(
    con: Connection, source: Source, plan: Plan, made: dt.date, progress: Callable[[int, int], None] | None = None
) -> Briefing:
    """Give the briefing of a plan.

    A question about a metric that this database does not know is answered by a sentence that says so.

    Args:
        con: the published database.
        source: `source_of` that database.
        plan: the questions.
        made: the day that is printed.
        progress: called with (questions answered, questions in all).

    Raises:
        NothingToSayError: the plan has no question, or none of its organs has any report.
    """
    say, asked = source.say, plan.questions
    organs = tuple(dict.fromkeys(organ for question in asked for organ in question.organs))
    years = sorted({year for question in asked for year in question.years})
    reported = source.known.reports.filter(pl.col("organ_id").is_in(list(organs)) & pl.col("year").is_in(years))
    if not asked or reported.is_empty():
        raise NothingToSayError(say("briefing.empty"))
    done, sections = 0, []
    for chapter in plan.chapters:
        blocks: list[Block] = []
        for question in chapter.questions:
            blocks.extend(_answered(con, source, question))
            done += 1
            if progress is not None:
                progress(done, len(asked))
        sections.append(Section(chapter.heading, tuple(blocks)))
    known = source.known.organs.filter(pl.col("organ_id").is_in(list(organs)))
    states = coverage(known, source.known.reports, years)
    return Briefing(
        title=plan.title,
        subtitle=plan.subtitle,
        say=say,
        sections=tuple(sections),
        source=say("build.source", workspace=source.workspace_title),
        build=source.version,
        made=made,
        scope=(remarks.chosen_organs(source, organs), say("trends.years", first=years[0], last=years[-1])),
        reported=tables.reported(states, years[-1], say),
        caveats=(say("briefing.rounded"), say("briefing.no_imputation")),
        fictional=source.fictional,
    )


def _answered(con: Connection, source: Source, question: Question) -> list[Block]:
    unknown = [organ for organ in question.organs if organ not in source.names]
    try:
        blocks = answer(con, source, question)
    except KeyError:
        return [Paragraph(source.say("briefing.unknown", subject=question.subject), Tone.NOTE)]
    if unknown:
        blocks.append(Paragraph(source.say("briefing.gone", count=len(unknown)), Tone.NOTE))
    return blocks
