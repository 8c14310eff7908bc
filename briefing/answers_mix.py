"""Answers about composition and peers: what a whole is made of, and how one organ stands among its like."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from analysis import ask, composition, peers
from analysis.shares import pooled, shares
from analysis.totals import without_overlap
from analysis.vocabulary import headline_metrics
from briefing import parts as parted
from briefing import remarks, sentences
from briefing.answers_change import decimals_of
from briefing.content import Drawing, Figures, Kind, Paragraph, Plot, Run
from briefing.tables import Table
from charts.text import figure

if TYPE_CHECKING:
    from analysis.load import Connection
    from analysis.vocabulary import Metric
    from briefing.content import Block
    from briefing.plan import Question
    from briefing.source import Source

DRAWN: Final = 30
"""Bars of a chart that can be read on a page; the table has all."""


def parts(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give what a whole is made of in the end year, a bar an organ."""
    say, family, year = source.say, question.subject, question.years[-1]
    rows = _shares(con, source, family, question.organs, (year,))
    title = say("parts.title.organ", family=say(f"family.{family}"), year=year)
    caption = remarks.caption(
        source,
        title,
        "%",
        filters=(remarks.chosen_organs(source, question.organs),),
        caveats=parted.caveats(source, rows, "organ"),
    )
    added, _ = without_overlap(source.known.organs, question.organs)
    message = _mix(source, rows.filter(pl.col("organ_id").is_in(added)), family, year)
    table = _without(parted.whole(rows, "organ", say), "year")
    whole = rows.filter(pl.col("n") > 0)["organ_id"].unique(maintain_order=True).head(DRAWN)
    plot = _stacks(source, rows.filter(pl.col("organ_id").is_in(whole.implode())), "organ")
    shown: list[Block] = [Drawing(message, caption, table, plot)] if plot.has_numbers else []
    return [Paragraph(message), *shown, Figures(table, caption)]


def parts_over_years(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give what a whole of the first organ is made of, a bar a year."""
    say, family, years = source.say, question.subject, question.years
    organ = question.organs[0]
    rows = _shares(con, source, family, (organ,), years)
    title = say(
        "parts.title.year", family=say(f"family.{family}"), organ=source.names[organ], first=years[0], last=years[-1]
    )
    caption = remarks.caption(source, title, "%", caveats=parted.caveats(source, rows, "year"))
    message = _mix(source, rows.filter(pl.col("year") == years[-1]), family, years[-1])
    table = _without(parted.whole(rows, "year", say), "organ")
    plot = _stacks(source, rows, "year")
    shown: list[Block] = [Drawing(message, caption, table, plot)] if plot.has_numbers else []
    return [Paragraph(message), *shown, Figures(table, caption)]


def _without(table: Table, column: str) -> Table:
    """Give the table without the column that says the same in every row, which the title says."""
    return replace(table, frame=table.frame.drop(column))


def _shares(
    con: Connection, source: Source, family: str, organs: tuple[str, ...], years: tuple[int, ...]
) -> pl.DataFrame:
    asked = (years[0] - 1, *years)
    facts = composition.facts_for(con, source.known, family, organs, asked)
    rows = shares(source.known, composition.composition(source.known, facts, family, organs, asked))
    return rows.filter(pl.col("year").is_in(list(years)))


def _mix(source: Source, rows: pl.DataFrame, family: str, year: int) -> str:
    say = source.say
    sums = say.localized(pooled(rows))
    if sums.is_empty():
        return say("briefing.no_mix", family=say(f"family.{family}"), year=year)
    largest = sums.sort("share", "part_order", descending=[True, False]).head(3).to_dicts()
    named = [say("briefing.part", part=row["part_title"], share=figure(row["share"], 1)) for row in largest]
    return say(
        "briefing.mix",
        family=say(f"family.{family}"),
        year=year,
        n=figure(sums["n"][0]),
        organs=sums["organs"][0],
        of=rows["organ_id"].n_unique(),
        parts=say.listed(named),
    )


def _stacks(source: Source, rows: pl.DataFrame, over: str) -> Plot:
    named = source.say.localized(rows)
    bars = [str(each) for each in named[over].unique(maintain_order=True)]
    runs = []
    for part in named.partition_by("part", maintain_order=True):
        values = {str(bar): share for bar, share in part.select(over, "share").iter_rows()}
        runs.append(Run(str(part["part_title"][0]), tuple(values.get(bar) for bar in bars)))
    return Plot(Kind.SHARES, tuple(bars), tuple(runs), "%", 1)


def beside_peers(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give the headline figures of the first organ in the end year beside the median and band of its peers."""
    say, organ, year = source.say, question.organs[0], question.years[-1]
    groups, whom = _groups(source, organ)
    rows = [_stands(con, source, metric, groups, (organ, year)) for metric in headline_metrics(source.known.metrics)]
    found = [row for row in rows if row is not None and row["of"] > 0]
    name = source.names[organ]
    title = say("briefing.peers", organ=name, year=year)
    if not found:
        return [Paragraph(say("briefing.no_peers", organ=name))]
    caption = remarks.caption(
        source,
        title,
        "",
        filters=(whom,),
        caveats=(say("peers.few", fewest=peers.FEWEST),) if min(row["n"] for row in found) < peers.FEWEST else (),
    )
    told = [_stands_out(source, row) for row in found if row["position"] in {"above", "below"}]
    frame = pl.DataFrame(
        {
            "metric": [row["title"] for row in found],
            "unit": [row["unit"] for row in found],
            **{each: [_rounded(row[each]) for row in found] for each in ("value", "median", "q1", "q3")},
            "peers": [row["n"] for row in found],
            "position": [row["said"] for row in found],
        },
        schema_overrides=dict.fromkeys(("value", "median", "q1", "q3"), pl.Float64),
    )
    table = Table(frame, {each: say(f"column.{each}") for each in frame.columns})
    judged = any(row["position"] for row in found)
    said = [Paragraph(text) for text in told] or [
        Paragraph(say("briefing.usual" if judged else "briefing.too_few", organ=name))
    ]
    return [*said, Figures(table, caption)]


def _groups(source: Source, organ: str) -> tuple[pl.DataFrame, str]:
    """Give the organ and its peers as one group, and who they are: of its type, else of its level."""
    groups = peers.default_groups(source.known.organs)
    own = groups.filter(pl.col("organ_id") == organ)
    like = groups.join(own.select("group"), on="group", how="semi")
    if like.height > 1:
        return like, source.say("peers.like")
    known = source.known.organs
    row = known.filter(pl.col("organ_id") == organ)
    level = known.join(row.select("parent_id", "level"), on=["parent_id", "level"], how="semi", nulls_equal=True)
    return peers.one_group(level["organ_id"], "level"), source.say("briefing.same_level")


def _stands(
    con: Connection, source: Source, metric: Metric, groups: pl.DataFrame, of: tuple[str, int]
) -> dict[str, Any] | None:
    organ, year = of
    series = ask.series_of(con, source.known, metric.id, groups["organ_id"].to_list(), (year,))
    rows = peers.against_peers(series, groups, is_count=not metric.is_rate).filter(pl.col("organ_id") == organ)
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    said = source.say.charts[f"position_{row['position']}"] if row["position"] else ""
    return row | {"title": source.title_of(metric), "unit": source.unit_of(metric), "said": said}


def _stands_out(source: Source, row: dict[str, Any]) -> str:
    return source.say(
        "briefing.stands_out",
        metric=row["title"],
        value=figure(row["value"], 1),
        unit=row["unit"],
        position=row["said"],
        median=figure(row["median"], 1),
        n=row["n"],
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def trend_beside_peers(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give one metric of the first organ over the years, and the median of its peers without it."""
    say, metric, years, organ = source.say, source.metric(question.subject), question.years, question.organs[0]
    groups, whom = _groups(source, organ)
    series = ask.series_of(con, source.known, metric.id, groups["organ_id"].to_list(), years)
    beside = peers.against_peers(series, groups, is_count=not metric.is_rate)
    rows = beside.filter(pl.col("organ_id") == organ)
    own = {row["year"]: row for row in rows.to_dicts()}
    status = dict(series.filter(pl.col("organ_id") == organ).select("year", "status").iter_rows())
    name, title = source.names[organ], source.title_of(metric)
    runs = (
        Run(name, tuple(own[year]["value"] if year in own else None for year in years)),
        Run(say("briefing.median"), tuple(own[year]["median"] if year in own else None for year in years)),
    )
    frame = pl.DataFrame(
        {
            "year": list(years),
            "value": [_rounded(run) for run in runs[0].values],
            "median": [_rounded(run) for run in runs[1].values],
            "peers": [own[year]["n"] if year in own else None for year in years],
            "status": [
                sentences.value(None, status.get(year, "no_report"), say)
                if year not in own or own[year]["value"] is None
                else ""
                for year in years
            ],
        },
        schema_overrides={"value": pl.Float64, "median": pl.Float64, "peers": pl.Int32},
    )
    table = Table(frame, {each: say(f"column.{each}") for each in frame.columns})
    caption = remarks.caption(
        source,
        say("briefing.beside_title", metric=title, organ=name, first=years[0], last=years[-1]),
        source.unit_of(metric),
        filters=(whom,),
    )
    plot = Plot(Kind.LINES, tuple(map(str, years)), runs, source.unit_of(metric), decimals_of(runs))
    message = _beside(source, title, name, own.get(years[-1]), years[-1])
    shown: list[Block] = [Drawing(message, caption, table, plot)] if plot.has_numbers else []
    return [Paragraph(message), *shown, Figures(table, caption)]


def _beside(source: Source, title: str, name: str, row: dict[str, Any] | None, year: int) -> str:
    if row is None or row["value"] is None or row["median"] is None:
        return source.say("briefing.beside_none", metric=title, organ=name, year=year)
    return source.say(
        "briefing.beside",
        metric=title,
        organ=name,
        year=year,
        value=figure(row["value"], 1),
        median=figure(row["median"], 1),
        n=row["n"],
    )
