"""How lines over the years are set against each other: as numbers, on a logarithmic scale, as an index of one year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from analysis import growth, peers
from briefing import tables
from ui import address, cache, filters, peering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from briefing.tables import Table
    from ui.view import View

SCALES: Final = ("value", "index", "log")
ALONE: Final = "alone"
MEDIAN: Final = "median"


@dataclass(frozen=True, slots=True)
class Lines:
    """What to draw: SERIES rows with the values of the scale, their unit, words for the title and for what is left out.

    `reference` is the peers' median by year, null where it is not asked for; it only is in the unit of the metric.
    `base` is the year of an index, null where the values are no index; `circle` are the peers of the reference.
    """

    series: pl.DataFrame
    unit: str
    suffix: str = ""
    caveats: tuple[str, ...] = ()
    logarithmic: bool = False
    reference: pl.DataFrame | None = None
    base: int | None = None
    circle: peering.Circle | None = None


def chosen(view: View, metric: Metric, series: pl.DataFrame, years: Sequence[int]) -> Lines:
    """Let the reader choose the scale (`s`) and what the lines are read against (`with`), and give the lines."""
    at_scale, at_beside = st.columns(2)
    with at_scale:
        scales = {each: view.say(f"scale.{each}") for each in SCALES}
        scale = filters.switch(view, address.SCALE, SCALES, scales, label=view.say("filter.scale"))
    with at_beside:
        if scale == "index":
            default = next((year for year in years if _has_base(series, year)), years[0])
            base = filters.year(view, address.BASE, default, label=view.say("filter.base"), years=list(years))
            return _indexed(view, metric, series, base)
        ways = {each: view.say(f"beside.{each}") for each in (ALONE, MEDIAN)}
        beside = filters.switch(view, address.BESIDE, (ALONE, MEDIAN), ways, label=view.say("filter.beside"))
    lines = Lines(series, view.unit_of(metric), logarithmic=scale == "log")
    return _with_median(view, metric, lines, years) if beside == MEDIAN else lines


def held_to(offered: Sequence[str]) -> None:
    """Take the first scale of those that a page offers where the reader comes with one that only another page has."""
    carried = address.initial(address.SCALE)
    if carried in SCALES and carried not in offered and address.key(address.SCALE) not in st.session_state:
        address.hold(address.SCALE, offered[0])


def _has_base(series: pl.DataFrame, year: int) -> bool:
    return bool(series.filter((pl.col("year") == year) & (pl.col("value") > 0)).height)


def _indexed(view: View, metric: Metric, series: pl.DataFrame, base: int) -> Lines:
    say = view.say
    found = growth.indexed(series, base, view.known.comparability, metric)
    lacking = found.filter(pl.col("reason").is_in(["base_missing", "base_not_positive"]))
    reasons = {key[0]: rows["organ"].unique().sort().to_list() for key, rows in lacking.group_by("reason")}
    caveats = tuple(
        say(f"index.{reason}", organs=say.listed(names), year=base) for reason, names in sorted(reasons.items())
    )
    keyed = series.join(found.select("organ_id", "year", "index"), on=["organ_id", "year"], how="left")
    kept = keyed.filter(~pl.col("organ_id").is_in(lacking["organ_id"].implode())).with_columns(value="index")
    broken = found.filter(pl.col("reason") == "break")["organ"].unique().sort().to_list()
    broken_said = (say("index.break", organs=say.listed(broken), year=base),) if broken else ()
    unit, suffix = say("index.unit", year=base), say("index.suffix", year=base)
    return Lines(kept.drop("index"), unit, suffix, caveats + broken_said, base=base)


def whole(view: View, metric: Metric, chosen: Sequence[str], years: tuple[int, ...], lines: Lines) -> Table:
    """Give the table of every chosen organ on the scale of the lines, of which only some are drawn."""
    series = cache.series(view.database, metric.id, tuple(chosen), years)
    scaled = series if lines.base is None else _indexed(view, metric, series, lines.base).series
    return tables.over_years(scaled, view.say)


def _with_median(view: View, metric: Metric, lines: Lines, years: Sequence[int]) -> Lines:
    """Add the median of all organs that are peers of those shown, themselves included: one line for all of them."""
    own = lines.series["organ_id"].unique().sort().to_list()
    circle = peering.choose(view, own, years[-1])
    members, kinds = circle.members(own)
    whole = cache.series(view.database, metric.id, tuple(members), tuple(years))
    medians = whole.group_by("year").agg(pl.col("value").median(), n=pl.col("value").count()).sort("year")
    few = medians.filter(pl.col("n") < peers.MIDDLE_FROM)["year"].to_list()
    caveats = [view.say("beside.members", count=len(members), kinds=kinds, who=circle.title), *circle.caveats]
    caveats += [view.say("beside.few", years=view.say.listed([str(year) for year in few]))] if few else []
    kept = medians.filter(pl.col("n") >= peers.MIDDLE_FROM).select("year", "value")
    return replace(lines, caveats=tuple(caveats), reference=kept, circle=circle)
