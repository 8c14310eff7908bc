"""Other ways to compare: each organ beside its peers, a proportion between its limits, who made the change of a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import funnel as limits
from briefing import remarks, supplied
from briefing import ways as ways_of
from briefing.plan import Ask, Question
from ui import address, cache, filters, peering, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from ui.view import View


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
    circle = peering.choose(view, chosen, year)
    series = cache.series(view.database, metric.id, None, (year,))
    found = circle.beside(series, is_count=not metric.is_rate)
    made = ways_of.among_peers(
        view,
        metric,
        found.filter(pl.col("organ_id").is_in(list(chosen))),
        filters=(remarks.chosen_organs(view, chosen), circle.title),
        caveats=(*circle.caveats, *supplied.notes(view, series.filter(pl.col("organ_id").is_in(list(chosen))))),
    )
    asks = Question(Ask.RANKED, metric.id, tuple(chosen), (year,), peers=circle.stored)
    name = f"{metric.id}-{year}-peers"
    return show.Figure(name, made.table, made.caption, made.chart, by="organ", asks=asks)


def between_limits(view: View, metric: Metric, chosen: Sequence[str], year: int) -> show.Figure:
    """Give the funnel figure of a rate over the chosen organs in one year."""
    series = cache.series(view.database, metric.id, tuple(chosen), (year,))
    made = ways_of.between_limits(view, metric, series, chosen)
    asks = Question(Ask.FUNNEL, metric.id, tuple(chosen), (year,))
    name = f"{metric.id}-{year}-funnel"
    return show.Figure(name, made.table, made.caption, made.chart, by="organ", asks=asks)


def who_made_it(view: View, metric: Metric, changes: pl.DataFrame, added: Sequence[str], of: int) -> show.Figure:
    """Give the figure of each organ's part of the change of their sum; see `briefing.ways.who_made_it`."""
    made = ways_of.who_made_it(view, metric, changes, added, of)
    years = (changes["start_year"][0], changes["end_year"][0])
    asks = Question(Ask.CONTRIBUTIONS, metric.id, tuple(added), years)
    name = f"{metric.id}-{years[0]}-{years[1]}-contributions"
    return show.Figure(name, made.table, made.caption, made.chart, asks=asks)
