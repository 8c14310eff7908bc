"""Answers that compare in other ways: beside peers, between limits, by contribution; drawn as the pages draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import ask, peers, unusual
from analysis.change import between
from analysis.drivers import by_organ
from analysis.totals import total_change
from analysis.vocabulary import headline_metrics
from briefing import remarks, standing, supplied, ways
from briefing.content import Drawing, Figures, Paragraph
from briefing.scattered import scattered

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
    rows = _beside(source, series, question, is_count=not metric.is_rate).filter(chosen)
    if rows.is_empty():
        return [Paragraph(source.say("briefing.no_like"))]
    made = ways.among_peers(
        source,
        metric,
        rows,
        filters=(
            remarks.chosen_organs(source, question.organs),
            source.say("briefing.own_peers" if question.peers else "peers.like"),
        ),
        caveats=supplied.notes(source, series.filter(chosen)),
    )
    return _blocks(made)


def _beside(source: Source, series: pl.DataFrame, question: Question, *, is_count: bool) -> pl.DataFrame:
    """Give PEERS among those whom a person chose, else among those of the same superior, level and type."""
    if not question.peers:
        return peers.against_peers(series, peers.default_groups(source.known.organs), is_count=is_count)
    groups = pl.DataFrame(list(question.peers), schema=peers.GROUPS, orient="row")
    # A circle of an organ's own bears its id.
    own = groups["group"].is_in(source.known.organs["organ_id"].implode()).all()
    return (peers.against_own if own else peers.against_peers)(series, groups, is_count=is_count)


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


def drivers_of(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give what drove the change of a rate, by organ."""
    metric, years = source.metric(question.subject), (question.years[0], question.years[-1])
    series = ask.series_of(con, source.known, metric.id, question.organs, years)
    parts = by_organ(series, years, source.known.comparability, metric)
    of = total_change(series, *years, source.known.comparability, metric)["of"][0]
    said = (remarks.chosen_organs(source, question.organs), source.say("driven.organ"))
    return _blocks(ways.driven(source, metric, parts, years, filters=said, n=parts.height, of=of))


def against(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give two metrics of the end year against each other, and a third as size."""
    metrics = {
        name: source.metric(each) for name, each in zip(("x", "y", "size"), question.subject.split("|"), strict=False)
    }
    year = (question.years[-1],)
    series = {name: ask.series_of(con, source.known, each.id, question.organs, year) for name, each in metrics.items()}
    return _blocks(scattered(source, metrics, series, question.organs))


def grown(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give the compound yearly growth of one metric."""
    metric = source.metric(question.subject)
    series = ask.series_of(con, source.known, metric.id, question.organs, question.years)
    caption = remarks.caption(
        source,
        ways.growth_title(source, metric, question.years),
        "%",
        filters=(remarks.chosen_organs(source, question.organs),),
    )
    return [Figures(ways.grown(source, metric, series, question.years), caption)]


def unusual_ones(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give who stands out among enough peers, each with the rule that says so."""
    say, year = source.say, question.years[-1]
    asked = [metric.id for metric in headline_metrics(source.known.metrics)]
    facts = ask.facts_for(con, source.known, asked, None, (year - 1, year))
    judged = unusual.judged(source.known, facts, year).filter(pl.col("organ_id").is_in(list(question.organs)))
    outside = say.localized(judged.filter(pl.col("position") != "within")).to_dicts()
    told = say("notable.judged", judged=judged.height, outside=len(outside), fewest=peers.FEWEST)
    said = [f"{standing.stands(source, row)}{say.pick('：', ': ')}{standing.because(source, row)}" for row in outside]
    return [Paragraph(told), *(Paragraph(text) for text in said)]


def _blocks(made: ways.Made) -> list[Block]:
    table = Figures(made.table, made.caption)
    if made.chart is None:
        return [table]
    return [Drawing(made.caption.title, made.caption, made.table, chart=made.chart), table]
