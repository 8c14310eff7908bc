"""Answers about change: headline sums, the largest moves, one metric between two years, one metric over years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from analysis import ask
from analysis.change import WITHOUT_CHANGE, between
from analysis.headline import figures
from analysis.movers import movers
from analysis.totals import total, total_change, without_overlap
from analysis.vocabulary import headline_metrics
from briefing import breaks, remarks, sentences, supplied, tables
from briefing.content import Drawing, Figures, Kind, Paragraph, Plot, Run, Tone
from charts.text import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from analysis.load import Connection
    from analysis.vocabulary import Metric
    from briefing.content import Block
    from briefing.plan import Question
    from briefing.source import Source

UPRIGHT: Final = 7
"""Years beside each other that fit an upright page."""

DRAWN: Final = 20
"""Rows of a chart that can be read on a page; the table has all."""


def headline(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give the headline figures of the end year as sentences and as one table."""
    say, (start, end) = source.say, question.years
    asked = [metric.id for metric in headline_metrics(source.known.metrics)]
    facts = ask.facts_for(con, source.known, asked, question.organs, (start, end))
    chosen, covering = without_overlap(source.known.organs, question.organs)
    rows = figures(source.known, facts, chosen, end).to_dicts() if start == end - 1 else []
    if not rows:
        rows = [_sum(con, source, source.metric(each), tuple(chosen), (start, end)) for each in asked]
    named = [
        row | {"start_year": start, "end_year": end, "why": say.pick(row["why_zh"], row["why_en"])} for row in rows
    ]
    caption = remarks.caption(
        source,
        say("briefing.headline", year=end, start=start),
        "",
        filters=(remarks.chosen_organs(source, question.organs),),
        caveats=(*remarks.without_superiors(source, covering), say("briefing.compared_only")),
    )
    told = [sentence_of(source, source.metric(row["metric"]), row) for row in named if row["value"] is not None]
    return [*(Paragraph(text) for text in told), Figures(_headline_table(source, named), caption)]


def _sum(
    con: Connection, source: Source, metric: Metric, organs: tuple[str, ...], years: tuple[int, int]
) -> dict[str, Any]:
    series = ask.series_of(con, source.known, metric.id, organs, years)
    change = total_change(series, *years, source.known.comparability, metric).row(0, named=True)
    now = total(series, metric).filter(pl.col("year") == years[1]).row(0, named=True)
    return change | {
        "metric": metric.id,
        "value": now["value"],
        "n": now["n"],
        "of": now["of"],
        "change_n": change["n"],
    }


def sentence_of(source: Source, metric: Metric, row: Mapping[str, Any]) -> str:
    """Give the sentence on a sum: the number, of how many organs, and its change over how many."""
    say = source.say
    if row["value"] is None:
        return say("briefing.no_total", year=row["end_year"], metric=source.title_of(metric), of=row["of"])
    kind = "own" if row["of"] == 1 else "pooled" if metric.is_rate else "total"
    return say(
        f"briefing.{kind}",
        year=row["end_year"],
        metric=source.title_of(metric),
        value=tables.total_value(metric, source.unit_of(metric), row["value"], say),
        unit="" if metric.is_proportion else source.unit_of(metric),
        n=row["n"],
        of=row["of"],
        start=row["start_year"],
        change=sentences.change(row, say),
        compared=row["change_n"],
    )


def _headline_table(source: Source, rows: list[dict[str, Any]]) -> tables.Table:
    say = source.say
    metrics = [source.metric(row["metric"]) for row in rows]
    frame = pl.DataFrame(
        {
            "metric": [source.title_of(metric) for metric in metrics],
            "unit": [source.unit_of(metric) for metric in metrics],
            "value": [None if row["value"] is None else round(row["value"], 2) for row in rows],
            "n": [say("briefing.n_of", n=row["n"], of=row["of"]) for row in rows],
            "reading": [sentences.change(row, say) for row in rows],
            "compared": [row["change_n"] for row in rows],
            "note": [sentences.remarks(row, say) for row in rows],
        },
        schema_overrides={"value": pl.Float64},
    )
    headers = {name: say(f"column.{name}") for name in frame.columns} | {
        "n": say("briefing.reported"),
        "compared": say("briefing.comparable"),
    }
    return tables.Table(frame, headers)


def largest(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give the largest rises and falls as sentences; counts of items are left out, and it is said."""
    say, (start, end) = source.say, question.years
    asked = [metric.id for metric in headline_metrics(source.known.metrics)]
    facts = ask.facts_for(con, source.known, asked, question.organs, (start, end))
    found = movers(source.known, facts, question.organs, start, end, limit=5)
    blocks: list[Block] = []
    for direction in ("rise", "fall"):
        rows = say.localized(found.filter(pl.col("direction") == direction)).to_dicts()
        blocks.append(Paragraph(say(f"briefing.largest.{direction}", start=start, end=end, count=len(rows))))
        blocks.extend(Paragraph(_mover(source, row)) for row in rows)
    return [*blocks, Paragraph(say("overview.threshold"), Tone.NOTE)]


def _mover(source: Source, row: Mapping[str, Any]) -> str:
    return source.say(
        "briefing.mover",
        organ=row["organ"],
        metric=row["title"],
        start=figure(row["start"], 1),
        end=figure(row["end"], 1),
        unit=row["unit"],
        change=sentences.change(row, source.say),
    )


def compared(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give one metric in two years: sentences, chart, table with the sum, and who cannot be compared and why."""
    say, (start, end), metric = source.say, (question.years[0], question.years[-1]), source.metric(question.subject)
    span = tuple(year for year in source.years if year <= end)
    history = ask.series_of(con, source.known, metric.id, question.organs, span)
    changes = between(history, start, end, source.known.comparability, metric)
    added, covering = without_overlap(source.known.organs, question.organs)
    addends = history.filter(pl.col("organ_id").is_in(added) & pl.col("year").is_in([start, end]))
    whole = total_change(addends, start, end, source.known.comparability, metric).row(0, named=True)
    sums = total(addends.filter(pl.col("year") == end), metric).to_dicts()
    row = (
        whole
        | {"change_n": whole["n"], "value": None, "n": 0, "of": 0}
        | {name: each[name] for each in sums for name in ("value", "n", "of")}
    )
    table = tables.together(tables.compared(changes, history, metric, say), tables.summed(whole, metric, say))
    caption = remarks.caption(
        source,
        say("compare.title", metric=source.title_of(metric), start=start, end=end),
        source.unit_of(metric),
        filters=(remarks.chosen_organs(source, question.organs),),
        caveats=(
            *remarks.caveats(source, changes, covering),
            *_few(source, changes),
            *supplied.notes(source, history.filter(pl.col("year").is_in([start, end]))),
        ),
    )
    message = say.pick("", " ").join([sentence_of(source, metric, row), *_extremes(source, changes, metric)])
    blocks: list[Block] = [Paragraph(message)]
    plot = _pairs(changes, metric, source, (start, end))
    if plot.has_numbers:
        blocks.append(Drawing(message, caption, table, plot))
    blocks.append(Figures(table, caption))
    without = tables.not_compared(changes, history, say)
    if without.frame.height:
        title = say("compare.without", count=without.frame.height)
        blocks.append(Figures(without, remarks.caption(source, f"{caption.title} · {title}", "")))
    return blocks


def _moved(changes: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    size = metric.change_column
    known = changes.filter(~pl.col("case").is_in(WITHOUT_CHANGE) & pl.col(size).is_not_null())
    return known.with_columns(size=pl.col(size)).sort("size", "organ", descending=[True, False])


def _few(source: Source, changes: pl.DataFrame) -> tuple[str, ...]:
    drawn = changes.filter(~pl.col("case").is_in(WITHOUT_CHANGE)).height
    return (source.say("briefing.drawn", count=DRAWN, of=drawn),) if drawn > DRAWN else ()


def _pairs(changes: pl.DataFrame, metric: Metric, source: Source, years: tuple[int, int]) -> Plot:
    moved = _moved(changes, metric)
    shown = moved.sort(pl.col("size").abs(), descending=True, maintain_order=True).head(DRAWN)
    rows = shown.sort("size", "organ", descending=[True, False])
    runs = tuple(
        Run(str(year), tuple(rows[side].to_list())) for side, year in zip(("start", "end"), years, strict=True)
    )
    return Plot(Kind.BARS, tuple(rows["organ"]), runs, source.unit_of(metric), decimals_of(runs))


def _extremes(source: Source, changes: pl.DataFrame, metric: Metric) -> list[str]:
    rows = source.say.localized(_moved(changes, metric)).to_dicts()
    if len(rows) < 2:  # noqa: PLR2004 - one organ is no comparison
        return []
    told = []
    for key, row, way in (("most_up", rows[0], 1), ("most_down", rows[-1], -1)):
        if row["size"] * way > 0:
            told.append(source.say(f"briefing.{key}", organ=row["organ"], change=sentences.change(row, source.say)))
    return told


def trend(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give one metric over a span of years: chart with gaps, and the table with every reason for a gap."""
    say, metric, years = source.say, source.metric(question.subject), question.years
    series = ask.series_of(con, source.known, metric.id, question.organs, years)
    table = tables.over_years(series, say)
    noted = tuple(why for _, why in breaks.of_form(source, series, metric))
    foremost = tables.foremost(series)
    few = (say("trends.focus", count=len(foremost)),) if foremost else ()
    title = say("trends.title", metric=source.title_of(metric), first=years[0], last=years[-1])
    caption = remarks.caption(
        source,
        title,
        source.unit_of(metric),
        filters=(remarks.chosen_organs(source, question.organs),),
        caveats=(*few, *noted, *remarks.remarks(source, series), *supplied.notes(source, series)),
    )
    drawn = series.filter(pl.col("organ_id").is_in(list(foremost))) if foremost else series
    plot = lines(drawn, years, source.unit_of(metric))
    message = _over_years(source, series, metric, (years[0], years[-1]))
    shown: list[Block] = [Drawing(message, caption, table, plot)] if plot.has_numbers else []
    return [Paragraph(message), *shown, Figures(table, caption, wide=len(years) > UPRIGHT)]


def decimals_of(runs: Iterable[Run]) -> int:
    """Give how many decimals labels show: none where every number is whole, else one."""
    return int(any(value is not None and value != int(value) for run in runs for value in run.values))


def lines(series: pl.DataFrame, years: tuple[int, ...], unit: str) -> Plot:
    """Give a SERIES as a line an organ; a missing year is a gap."""
    runs = []
    for rows in series.partition_by("organ_id", maintain_order=True):
        values = dict(rows.select("year", "value").iter_rows())
        runs.append(Run(str(rows["organ"][0]), tuple(values.get(year) for year in years)))
    return Plot(Kind.LINES, tuple(map(str, years)), tuple(runs), unit, decimals_of(runs))


def _over_years(source: Source, series: pl.DataFrame, metric: Metric, years: tuple[int, int]) -> str:
    say = source.say
    added, _ = without_overlap(source.known.organs, series["organ_id"].unique(maintain_order=True))
    addends = series.filter(pl.col("organ_id").is_in(added))
    whole = total_change(addends, *years, source.known.comparability, metric).row(0, named=True)
    return say(
        "briefing.over_years",
        metric=source.title_of(metric),
        first=years[0],
        last=years[1],
        change=sentences.change(whole, say),
        n=whole["n"],
        of=whole["of"],
    )
