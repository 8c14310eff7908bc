"""Each organ beside its peers, a proportion between its limits, who made a change: the same on page and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from analysis import funnel as limits
from analysis import growth, peers
from analysis.decomposition import decomposed
from analysis.foremost import standing_out
from analysis.totals import contributions
from briefing import remarks
from briefing.tables import Table
from charts.contributions import contributions as contribution_chart
from charts.drivers import drivers as drivers_chart
from charts.funnel import funnel as funnel_chart
from charts.ranked import ranked as ranked_chart
from charts.text import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from briefing.caption import Caption
    from briefing.source import Source

MOST: Final = 50
"""Organs that a chart can still be read with; thousands would be a smear, and megabytes on the way to the browser."""

POINTS: Final = 300
"""Points of a funnel: more lie on each other."""

LOGARITHMIC_FROM: Final = 100
"""Largest over median from which on a linear axis shows one organ and a heap."""


@dataclass(frozen=True, slots=True)
class Made:
    """A table with its caption and, where there is anything to draw, a chart."""

    table: Table
    caption: Caption
    chart: Any = None


def few(source: Source, drawn: int, of: int, by: str) -> tuple[str, ...]:
    """Give the sentence that only some are drawn, `by` value, change, parts or position; none where all are."""
    return (source.say(f"foremost.{by}", drawn=drawn, of=of),) if drawn < of else ()


def among_peers(
    source: Source,
    metric: Metric,
    rows: pl.DataFrame,
    *,
    filters: tuple[str, ...],
    caveats: tuple[str, ...] = (),
) -> Made:
    """Give the ranked figure of some organs in one year, each over the band of its peers.

    Args:
        source: of the page or briefing.
        metric: what is compared.
        rows: PEERS of one year.
        filters: who is shown, and who the peers are.
        caveats: what else to mind.
    """
    say, year = source.say, rows["year"][0]
    title = say("peers.title", metric=source.title_of(metric), year=year)
    numbers = rows["value"].drop_nulls().sort()
    spread = float(str(numbers[-1])) / max(1.0, float(str(numbers.median()))) if numbers.len() else 1.0
    chart = ranked_chart(
        standing_out(rows, MOST),
        title=title,
        unit=source.unit_of(metric),
        logarithmic=not metric.is_rate and spread > LOGARITHMIC_FROM,
        words=say.charts,
    )
    missing = rows.filter(pl.col("value").is_null())["organ"].to_list()
    # Hundreds of names are no sentence: the table has them, without a number.
    named = say.listed(missing) if len(missing) <= remarks.LISTED else say("filter.chosen", count=len(missing))
    said = (
        *few(source, MOST, numbers.len(), "position"),
        say("peers.reported", n=rows.height - len(missing), of=rows.height),
        say("peers.missing", organs=named) if missing else "",
        say("peers.few", fewest=peers.FEWEST) if (rows["n"] < peers.FEWEST).any() else "",
        *caveats,
    )
    caption = remarks.caption(source, title, source.unit_of(metric), filters=filters, caveats=said)
    return Made(peer_table(source, rows), caption, chart if numbers.len() else None)


def between_limits(source: Source, metric: Metric, series: pl.DataFrame, chosen: Sequence[str]) -> Made:
    """Give the funnel figure of a rate: its SERIES of the chosen organs in one year."""
    say, year = source.say, series["year"][0]
    wrong = limits.faulty(series)["organ"].sort().to_list()
    points = limits.funnel(series.filter(~pl.col("organ").is_in(wrong)))
    title = say("funnel.title", metric=source.title_of(metric), year=year)
    chart = funnel_chart(
        standing_out(points, POINTS),
        limits.limits(points),
        title=title,
        unit=source.unit_of(metric),
        across=say("funnel.across"),
        words=say.charts,
    )
    known = series.filter(pl.col("value").is_not_null()).height
    too_few = say("funnel.few", n=known, fewest=limits.FEWEST) if points.is_empty() else ""
    faulty = say("funnel.faulty", organs=say.listed(wrong)) if wrong else ""
    caveats = (
        *few(source, POINTS, points.height, "position"),
        say("peers.reported", n=known, of=series.height),
        too_few,
        faulty,
        say("funnel.explained"),
    )
    filters_said = (remarks.chosen_organs(source, chosen),)
    caption = remarks.caption(source, title, source.unit_of(metric), filters=filters_said, caveats=caveats)
    table = limit_table(source, series, points)
    return Made(table, caption, None if points.is_empty() else chart)


def who_made_it(source: Source, metric: Metric, changes: pl.DataFrame, added: Sequence[str], of: int) -> Made:
    """Give the figure of each organ's part of the change of their sum.

    Args:
        source: of the page or briefing.
        metric: no rate.
        changes: CHANGE of the chosen organs.
        added: those of them that may be added up.
        of: how many of these exist in the end year.
    """
    say = source.say
    parts = contributions(changes.filter(pl.col("organ_id").is_in(list(added))))
    years = (changes["start_year"][0], changes["end_year"][0])
    title = say("contributions.title", metric=source.title_of(metric), start=years[0], end=years[1])
    chart = contribution_chart(parts, title=title, unit=source.unit_of(metric), most=MOST, words=say.charts)
    caveats = (
        *few(source, MOST, parts.height, "change"),
        say("contributions.basis", n=parts.height, of=of),
        *_without_largest(source, parts),
    )
    caption = remarks.caption(
        source, title, source.unit_of(metric), filters=(remarks.chosen_organs(source, added),), caveats=caveats
    )
    frame = parts.select("organ", "start", "end", "change", pl.col("share_pct").round(1))
    headers = {name: say(f"column.{name}") for name in frame.columns}
    headers |= {side: say("column.year_value", year=year) for side, year in zip(("start", "end"), years, strict=True)}
    return Made(Table(frame, headers), caption, chart if parts.height else None)


def peer_table(source: Source, rows: pl.DataFrame) -> Table:
    """Give PEERS as a table: number, median and quartiles of the peers, how many they are, how it stands."""
    frame = rows.sort("value", "organ", descending=[True, False], nulls_last=True).select(
        "organ",
        *(pl.col(name).round(2) for name in ("value", "median", "q1", "q3")),
        peers="n",
        position=_position(source),
    )
    return Table(frame, {name: source.say(f"column.{name}") for name in frame.columns})


def limit_table(source: Source, series: pl.DataFrame, points: pl.DataFrame) -> Table:
    """Give a SERIES with the limits of FUNNEL beside it, blank where no funnel can be drawn."""
    limited = ("low_95", "high_95", "low_998", "high_998", "position")
    rows = series.join(points.select("organ_id", *limited), on="organ_id", how="left", maintain_order="left")
    names = ("organ", "value", "numerator", "denominator", *limited)
    frame = rows.select(names).with_columns(_position(source), pl.col("value", *limited[:4]).round(2))
    return Table(frame, {name: source.say(f"column.{name}") for name in names})


def _position(source: Source) -> pl.Expr:
    words = {position: source.say.charts[f"position_{position}"] for position in ("above", "below", "within")}
    return pl.col("position").replace_strict(words, default="", return_dtype=pl.String)


def _without_largest(source: Source, parts: pl.DataFrame) -> tuple[str, ...]:
    """Give the sentence on the change without its largest part: one organ can turn the sign of a sum."""
    if parts.height < 2:  # noqa: PLR2004 - nothing is left without it
        return ()
    largest, rest = parts.row(0, named=True), float(parts["change"][1:].sum())
    return (source.say("contributions.without", organ=largest["organ"], change=signed(rest)),)


def driven(
    source: Source,
    metric: Metric,
    parts: pl.DataFrame,
    years: tuple[int, int],
    *,
    filters: tuple[str, ...],
    n: int,
    of: int,
) -> Made:
    """Give the figure of what drove a rate.

    Args:
        source: of the page or briefing.
        metric: the rate.
        parts: PARTS, `part` in the reader's words.
        years: start and end.
        filters: whose rate, and by what it is parted.
        n: organs in it.
        of: organs that exist in the end year.
    """
    say, found = source.say, decomposed(parts)
    title = say("driven.title", metric=source.title_of(metric), start=years[0], end=years[1])
    caveats = (
        *few(source, MOST, found.height, "change"),
        say("contributions.basis", n=n, of=of),
        say("driven.explained"),
        say("driven.none") if found.is_empty() else "",
    )
    caption = remarks.caption(source, title, say.charts["change_pp"], filters=filters, caveats=caveats)
    chart = None if found.is_empty() else drivers_chart(found, title=title, most=MOST, words=say.charts)
    frame = found.with_columns(pl.exclude("part").round(2))
    return Made(Table(frame, {name: say(f"column.driven.{name}") for name in frame.columns}), caption, chart)


def grown(source: Source, metric: Metric, series: pl.DataFrame, years: Sequence[int]) -> Table:
    """Give the compound yearly growth of each organ over the years of a SERIES, or why it has none."""
    say = source.say
    found = growth.compound(series, years, source.known.comparability, metric)
    rows = found.sort("growth_pct", "organ", descending=[True, False], nulls_last=True)
    frame = rows.select(
        "organ",
        "start",
        "end",
        pl.col("growth_pct").round(2),
        reason=pl.Series([say(f"growth.{reason}") if reason else "" for reason in rows["reason"]], dtype=pl.String),
    )
    headers = {name: say(f"column.{name}") for name in frame.columns}
    headers |= {side: say("column.year_value", year=rows[f"{side}_year"][0]) for side in ("start", "end")}
    return Table(frame, headers, widths={"reason": "large"})


def growth_title(source: Source, metric: Metric, years: Sequence[int]) -> str:
    """Give the title over `grown`: the figure, the years and how many they are."""
    span = {"first": years[0], "last": years[-1], "count": years[-1] - years[0]}
    return source.say("growth.title", metric=source.title_of(metric), **span)
