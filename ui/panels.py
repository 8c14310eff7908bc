"""Lines over the years in small panels, one per organ, some pages of them where they are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import polars as pl
import streamlit as st

from analysis import peers
from briefing import breaks
from charts.panels import panels
from charts.trend import trend
from ui import address, cache, filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from ui.scales import Lines
    from ui.show import Chart
    from ui.view import View

TOGETHER: Final = "together"
WAYS: Final = (TOGETHER, "shared", "own")
MOST: Final = 24
"""Panels on one page: six rows of four."""

Drawn: TypeAlias = "tuple[Chart, tuple[str, ...], tuple[str, ...]]"
"""A chart, what to mind with it, and what it says itself of that."""


def way(view: View) -> str:
    """Let the reader choose one chart, or small panels on one scale or on a scale each (`own`)."""
    titles = {each: view.say(f"panels.{each}") for each in WAYS}
    return filters.switch(view, address.OWN, WAYS, titles, label=view.say("filter.panels"))


def together(
    view: View, lines: Lines, focus: Sequence[str], title: str, changes_of_form: list[tuple[int, str]]
) -> Drawn:
    """Give one chart of all lines; where those in `focus` are brought out, a sentence says so."""
    chart = trend(
        lines.series,
        title=title,
        unit=lines.unit,
        breaks=changes_of_form,
        focus=focus,
        reference=lines.reference,
        logarithmic=lines.logarithmic,
        words=view.say.charts,
    )
    if focus:
        st.caption(view.say("trends.focus", count=len(focus)))
    return chart, lines.caveats, tuple(why for _, why in changes_of_form)


def drawn(view: View, metric: Metric, lines: Lines, title: str, *, own: bool) -> Drawn:
    """Give the panels of a page of organs, and the sentences on which of them and whose median."""
    say = view.say
    ids = lines.series["organ_id"].unique(maintain_order=True).to_list()
    shown, paged = _paged(view, ids)
    series = lines.series.filter(pl.col("organ_id").is_in(shown))
    rows = series.join(_breaks(view, series, metric), on=["organ_id", "year"], how="left", maintain_order="left")
    rows = rows.join(_medians(view, metric, lines, rows), on=["organ_id", "year"], how="left", maintain_order="left")
    chart = panels(rows, title=title, unit=lines.unit, own=own, logarithmic=lines.logarithmic, words=say.charts)
    told = lines.caveats
    if lines.circle is not None:
        # The large chart's line is one for all; here each organ has that of its own peers.
        told = (say("panels.median", who=lines.circle.title, fewest=peers.MIDDLE_FROM), *lines.circle.caveats)
    return chart, tuple(text for text in (paged, *told) if text), ()


def _paged(view: View, ids: Sequence[str]) -> tuple[list[str], str]:
    count = -(-len(ids) // MOST)
    if count == 1:
        return list(ids), ""
    text = str(st.session_state.get(address.key(address.PAGE)) or address.initial(address.PAGE) or "1")
    held = min(max(int(text), 1), count) if text.isdecimal() else 1
    address.hold(address.PAGE, held)
    page = int(st.pagination(count, key=address.key(address.PAGE)))
    address.write(address.PAGE, str(page), "1")
    first = (page - 1) * MOST
    last = min(first + MOST, len(ids))
    return list(ids[first:last]), view.say("panels.page", first=first + 1, last=last, count=len(ids))


def _breaks(view: View, series: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    found = [
        (str(own["organ_id"][0]), year, why)
        for own in series.partition_by("organ_id", maintain_order=True)
        for year, why in breaks.of_form(view, own, metric)
    ]
    schema = {"organ_id": pl.String(), "year": pl.Int32(), "why": pl.String()}
    return pl.DataFrame(found, schema=schema, orient="row").unique(["organ_id", "year"], keep="first")


def _medians(view: View, metric: Metric, lines: Lines, rows: pl.DataFrame) -> pl.DataFrame:
    """Give the median of each organ's peers without itself, by year; none where it is not asked for."""
    if lines.circle is None:
        return pl.DataFrame(schema={"organ_id": pl.String(), "year": pl.Int32(), "median": pl.Float64()})
    years = tuple(sorted(rows["year"].unique().to_list()))
    own = rows["organ_id"].unique().to_list()
    everyone = tuple(sorted({*own, *lines.circle.members(own)[0]}))
    found = lines.circle.beside(cache.series(view.database, metric.id, everyone, years), is_count=not metric.is_rate)
    return found.filter(pl.col("n") >= peers.MIDDLE_FROM).select("organ_id", "year", "median")
