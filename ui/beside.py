"""Other ways to compare: each organ beside its peers, a proportion between its limits, who made the change of a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from analysis import funnel as limits
from analysis import peers
from analysis.foremost import standing_out
from analysis.totals import contributions
from briefing import remarks, supplied
from briefing.tables import Table
from charts.contributions import contributions as contribution_chart
from charts.funnel import funnel as funnel_chart
from charts.ranked import ranked as ranked_chart
from charts.text import signed
from ui import address, cache, filters, foremost, peering, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from ui.view import View

POINTS: Final = 300
"""Points of a funnel: more lie on each other."""

LOGARITHMIC_FROM: Final = 100
"""Largest over median from which on a linear axis shows one organ and a heap."""


def ways(metric: Metric) -> tuple[str, ...]:
    """Give how this metric can be compared; rates do not add up, and a funnel needs a part of a whole."""
    if not metric.is_rate:
        return ("years", "peers", "contributions", "scatter")
    if limits.is_part_of_whole(metric):
        return ("years", "peers", "funnel", "drivers", "scatter")
    return ("years", "peers", "drivers", "scatter") if metric.is_proportion else ("years", "peers", "scatter")


def way(view: View, metric: Metric) -> str:
    """Let the reader choose how to compare (`v`)."""
    titles = {each: view.say(f"way.{each}") for each in ways(metric)}
    return filters.switch(view, address.WAY, ways(metric), titles, label=view.say("filter.way"))


def beside_peers(view: View, metric: Metric, chosen: Sequence[str], year: int) -> show.Figure:
    """Give the ranked figure of the chosen organs in one year, each over the band of its peers."""
    say = view.say
    circle = peering.choose(view, chosen, year)
    series = cache.series(view.database, metric.id, None, (year,))
    found = circle.beside(series, is_count=not metric.is_rate)
    rows = found.filter(pl.col("organ_id").is_in(list(chosen)))
    title = say("peers.title", metric=view.title_of(metric), year=year)
    numbers = rows["value"].drop_nulls().sort()
    spread = float(str(numbers[-1])) / max(1.0, float(str(numbers.median()))) if numbers.len() else 1.0
    few = foremost.said(view, foremost.MOST, numbers.len(), "position")
    chart = ranked_chart(
        standing_out(rows, foremost.MOST),
        title=title,
        unit=view.unit_of(metric),
        logarithmic=not metric.is_rate and spread > LOGARITHMIC_FROM,
        words=say.charts,
    )
    missing = rows.filter(pl.col("value").is_null())["organ"].to_list()
    # Hundreds of names are no sentence: the table has them, without a number.
    named = say.listed(missing) if len(missing) <= remarks.LISTED else say("filter.chosen", count=len(missing))
    caveats = (
        *few,
        say("peers.reported", n=rows.height - len(missing), of=rows.height),
        say("peers.missing", organs=named) if missing else "",
        say("peers.few", fewest=peers.FEWEST) if (rows["n"] < peers.FEWEST).any() else "",
        *circle.caveats,
        *supplied.notes(view, series.filter(pl.col("organ_id").is_in(list(chosen)))),
    )
    filters_said = (remarks.chosen_organs(view, chosen), circle.title)
    caption = remarks.caption(view, title, view.unit_of(metric), filters=filters_said, caveats=caveats)
    table = peer_table(view, rows)
    return show.Figure(f"{metric.id}-{year}-peers", table, caption, chart if numbers.len() else None, by="organ")


def peer_table(view: View, rows: pl.DataFrame) -> Table:
    """Give PEERS as a table: number, median and quartiles of the peers, how many they are, how it stands."""
    frame = rows.sort("value", "organ", descending=[True, False], nulls_last=True).select(
        "organ",
        *(pl.col(name).round(2) for name in ("value", "median", "q1", "q3")),
        peers="n",
        position=_position(view),
    )
    return Table(frame, {name: view.say(f"column.{name}") for name in frame.columns})


def between_limits(view: View, metric: Metric, chosen: Sequence[str], year: int) -> show.Figure:
    """Give the funnel figure of a rate over the chosen organs in one year."""
    say = view.say
    series = cache.series(view.database, metric.id, tuple(chosen), (year,))
    wrong = limits.faulty(series)["organ"].sort().to_list()
    points = limits.funnel(series.filter(~pl.col("organ").is_in(wrong)))
    title = say("funnel.title", metric=view.title_of(metric), year=year)
    few = foremost.said(view, POINTS, points.height, "position")
    chart = funnel_chart(
        standing_out(points, POINTS),
        limits.limits(points),
        title=title,
        unit=view.unit_of(metric),
        across=say("funnel.across"),
        words=say.charts,
    )
    known = series.filter(pl.col("value").is_not_null()).height
    too_few = say("funnel.few", n=known, fewest=limits.FEWEST) if points.is_empty() else ""
    faulty = say("funnel.faulty", organs=say.listed(wrong)) if wrong else ""
    caveats = (*few, say("peers.reported", n=known, of=series.height), too_few, faulty, say("funnel.explained"))
    filters_said = (remarks.chosen_organs(view, chosen),)
    caption = remarks.caption(view, title, view.unit_of(metric), filters=filters_said, caveats=caveats)
    table = limit_table(view, series, points)
    drawn = None if points.is_empty() else chart
    return show.Figure(f"{metric.id}-{year}-funnel", table, caption, drawn, by="organ")


def limit_table(view: View, series: pl.DataFrame, points: pl.DataFrame) -> Table:
    """Give a SERIES with the limits of FUNNEL beside it, blank where no funnel can be drawn."""
    limited = ("low_95", "high_95", "low_998", "high_998", "position")
    rows = series.join(points.select("organ_id", *limited), on="organ_id", how="left", maintain_order="left")
    names = ("organ", "value", "numerator", "denominator", *limited)
    frame = rows.select(names).with_columns(_position(view), pl.col("value", *limited[:4]).round(2))
    return Table(frame, {name: view.say(f"column.{name}") for name in names})


def _position(view: View) -> pl.Expr:
    words = {position: view.say.charts[f"position_{position}"] for position in ("above", "below", "within")}
    return pl.col("position").replace_strict(words, default="", return_dtype=pl.String)


def who_made_it(view: View, metric: Metric, changes: pl.DataFrame, added: Sequence[str], of: int) -> show.Figure:
    """Give the figure of each organ's part of the change of their sum.

    Args:
        view: of the page.
        metric: no rate.
        changes: CHANGE of the chosen organs.
        added: those of them that may be added up.
        of: how many of these exist in the end year.
    """
    say = view.say
    parts = contributions(changes.filter(pl.col("organ_id").is_in(list(added))))
    years = (changes["start_year"][0], changes["end_year"][0])
    title = say("contributions.title", metric=view.title_of(metric), start=years[0], end=years[1])
    chart = contribution_chart(parts, title=title, unit=view.unit_of(metric), most=foremost.MOST, words=say.charts)
    few = foremost.said(view, foremost.MOST, parts.height, "change")
    caveats = (*few, say("contributions.basis", n=parts.height, of=of), *_without_largest(view, parts))
    caption = remarks.caption(
        view, title, view.unit_of(metric), filters=(remarks.chosen_organs(view, added),), caveats=caveats
    )
    frame = parts.select("organ", "start", "end", "change", pl.col("share_pct").round(1))
    headers = {name: say(f"column.{name}") for name in frame.columns}
    headers |= {side: say("column.year_value", year=year) for side, year in zip(("start", "end"), years, strict=True)}
    name = f"{metric.id}-{years[0]}-{years[1]}-contributions"
    return show.Figure(name, Table(frame, headers), caption, chart if parts.height else None)


def _without_largest(view: View, parts: pl.DataFrame) -> tuple[str, ...]:
    """Give the sentence on the change without its largest part: one organ can turn the sign of a sum."""
    if parts.height < 2:  # noqa: PLR2004 - nothing is left without it
        return ()
    largest, rest = parts.row(0, named=True), float(parts["change"][1:].sum())
    return (view.say("contributions.without", organ=largest["organ"], change=signed(rest)),)
