"""Answers about the reports themselves: who reported, how many checks failed, what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analysis import checks, glossary
from analysis.check_report import check_report
from analysis.checks import Asked
from analysis.coverage import coverage as coverage_of
from briefing import check_words, registers, remarks, tables
from briefing.answers_change import UPRIGHT
from briefing.content import Figures, Paragraph, Tone

if TYPE_CHECKING:
    from analysis.check_report import CheckReport
    from analysis.load import Connection
    from briefing.content import Block
    from briefing.plan import Question
    from briefing.source import Source


def coverage(_con: Connection, source: Source, question: Question) -> list[Block]:
    """Give who reported which year, a row an organ and a column a year."""
    say, known = source.say, source.known
    organs = known.organs.filter(pl.col("organ_id").is_in(list(question.organs)))
    states = coverage_of(organs, known.reports, question.years)
    rows = states.with_columns(
        state=pl.Series([say.charts[f"state_{state}"] for state in states["state"]], dtype=pl.String)
    )
    frame = rows.pivot("year", index=["organ_id", "organ"], values="state").drop("organ_id")
    headers = {name: name for name in frame.columns} | {"organ": say("column.organ")}
    caption = remarks.caption(source, say("overview.coverage"), "")
    counted = tables.reported(states, None, say)
    return [
        Paragraph(say("briefing.coverage", counted=counted)),
        Figures(tables.Table(frame, headers), caption, wide=len(question.years) > UPRIGHT),
    ]


def quality(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give how many checks failed or could not be made in the reports of the end year."""
    say, year = source.say, question.years[-1]
    found = check_report(con, "", [(organ, year) for organ in question.organs])
    names = source.names
    rows = found.reports.to_dicts()
    frame = pl.DataFrame(
        {
            "organ": [names[row["organ_id"]] for row in rows],
            "state": [_state(row, source) for row in rows],
            **{each: [row[each] if row["report_id"] is not None else None for row in rows] for each in _COUNTS},
        },
        schema_overrides=dict.fromkeys(_COUNTS, pl.Int64),
    )
    headers = {
        name: say(f"briefing.column.{name}") if name in _COUNTS else say(f"column.{name}") for name in frame.columns
    }
    there = [row for row in rows if row["report_id"] is not None]
    clean = [row for row in there if not row["errors"] and not row["warnings"]]
    caption = remarks.caption(source, say("briefing.quality_title", year=year), say("briefing.checks_unit"))
    told = say("briefing.quality", year=year, reported=len(there), of=len(rows), clean=len(clean))
    return [
        Paragraph(told),
        Figures(tables.Table(frame, headers), caption),
        Paragraph(say("briefing.unchecked"), Tone.NOTE),
    ]


_COUNTS = ("errors", "warnings", "notices", "unchecked")


def _state(row: dict[str, Any], source: Source) -> str:
    if row["report_id"] is None:
        return source.say.charts["state_no_report"]
    return source.say.charts["state_findings" if row["errors"] or row["warnings"] else "state_reported"]


def lacking(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give who has not reported, which tables are missing or pictures, and which documents were set aside."""
    known, wanted = source.known, Asked(organs=question.organs, years=question.years)
    states = coverage_of(known.organs, known.reports, question.years)
    absent = states.filter(pl.col("organ_id").is_in(list(question.organs)) & (pl.col("state") == "no_report"))
    table = registers.lacking(source, absent, checks.lacking(con, wanted))
    if table.frame.is_empty():
        return [Paragraph(source.say("lacking.none"))]
    return [Figures(table, remarks.caption(source, source.say("lacking.heading"), ""))]


def firing(con: Connection, source: Source, _question: Question) -> list[Block]:
    """Give how often each rule fails over the whole workspace."""
    table = registers.firing(checks.firing(con, Asked()), source.say)
    return [Figures(table, remarks.caption(source, source.say("firing.heading"), "%"), wide=True)]


def glossary_of(_con: Connection, source: Source, question: Question) -> list[Block]:
    """Give what each figure is, of those that hold the words searched."""
    found = glossary.searched(glossary.glossary(source.known), question.subject)
    if found.is_empty():
        return [Paragraph(source.say("glossary.found", count=0))]
    caption = remarks.caption(source, source.say("page.glossary"), "")
    return [Figures(registers.glossary(found, source.say), caption, wide=True)]


def mends(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give what each report has to mend, the gravest first, with a column for the reply; then what was not checked."""
    years = question.years or source.years
    blocks: list[Block] = []
    for organ in question.organs:
        for year in sorted(years, reverse=True):
            blocks.extend(_mends_of(source, check_report(con, source.names[organ], [(organ, year)]), organ, year))
    return blocks


def _mends_of(source: Source, found: CheckReport, organ: str, year: int) -> list[Block]:
    say, name = source.say, source.names[organ]
    if found.reports["report_id"][0] is None:
        return [Paragraph(say("briefing.not_reported", organ=name, year=year))]
    counts = found.reports.row(0, named=True)
    told = say("briefing.mends", organ=name, year=year, **{each: counts[each] for each in _COUNTS})
    if found.mends.is_empty():
        return [Paragraph(told), Paragraph(say("briefing.nothing_to_mend", organ=name, year=year))]
    rows = found.mends.to_dicts()
    frame = pl.DataFrame(
        {
            "number": [row["number"] for row in rows],
            "severity": [say(f"briefing.severity.{row['severity']}") for row in rows],
            "place": [_place(row) for row in rows],
            "printed": [row["printed"] for row in rows],
            "problem": [_problem(row, source) for row in rows],
            "reply": ["" for _ in rows],
        },
        schema_overrides={"number": pl.UInt32, "reply": pl.String},
    )
    table = tables.Table(frame, {each: say(f"briefing.column.{each}") for each in frame.columns})
    caption = remarks.caption(source, say("briefing.mends_title", organ=name, year=year), "")
    return [Paragraph(told), Figures(table, caption, wide=True), *_not_checked(source, found)]


def _place(row: dict[str, Any]) -> str:
    return " · ".join(text for text in (row["table_zh"], row["row_zh"], row["column_zh"], row["place_zh"]) if text)


def _problem(row: dict[str, Any], source: Source) -> str:
    message = source.say.pick(row["message_zh"], row.get("message_en") or row["message_zh"])
    return "；".join(text for text in (message, check_words.sides(row)) if text)


def _not_checked(source: Source, found: CheckReport) -> list[Block]:
    count = int(found.unchecked["count"].sum())
    return [Paragraph(source.say("briefing.not_checked", count=count), Tone.NOTE)] if count else []
