"""Answers that compare in other ways: beside peers, between limits, by contribution; drawn as the pages draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import ask, peers
from analysis.change import between
from analysis.totals import total_change
from briefing import remarks, supplied, ways
from briefing.content import Drawing, Figures, Paragraph

if TYPE_CHECKING:
    from analysis.load import Connection
    from briefing.content import Block
    from briefing.plan import Question
    from briefing.source import Source


def ranked(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give one metric of the end year, each organ over the band of those with its superior, level and type."""
    metric, year = source.metric(question.subject), question.years[-1]
    series = ask.series_of(con, source.known, metric.id, None, (year,))
    chosen = pl.col("organ_id").is_in(list(question.organs))
    found = peers.against_peers(series, peers.default_groups(source.known.organs), is_count=not metric.is_rate)
    rows = found.filter(chosen)
    if rows.is_empty():
        return [Paragraph(source.say("briefing.no_like"))]
    made = ways.among_peers(
        source,
        metric,
        rows,
        filters=(remarks.chosen_organs(source, question.organs), source.say("peers.like")),
        caveats=supplied.notes(source, series.filter(chosen)),
    )
    return _blocks(made)


def funnel(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give a proportion of the end year between its limits."""
    metric = source.metric(question.subject)
    series = ask.series_of(con, source.known, metric.id, question.organs, (question.years[-1],))
    return _blocks(ways.between_limits(source, metric, series, question.organs))


def contributed(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give each organ's part of the change of their sum."""
    metric, years = source.metric(question.subject), (question.years[0], question.years[-1])
    series = ask.series_of(con, source.known, metric.id, question.organs, years)
    changes = between(series, *years, source.known.comparability, metric)
    of = total_change(series, *years, source.known.comparability, metric)["of"][0]
    return _blocks(ways.who_made_it(source, metric, changes, question.organs, of))


def _blocks(made: ways.Made) -> list[Block]:
    table = Figures(made.table, made.caption)
    if made.chart is None:
        return [table]
    return [Drawing(made.caption.title, made.caption, made.table, chart=made.chart), table]
