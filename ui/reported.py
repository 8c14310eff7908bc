"""Who reported which year, as a figure: a row per organ, or, where they are too many, a row per superior to open."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from analysis import coverage_groups as grouping
from briefing import remarks, tables
from briefing.plan import Ask, Question
from briefing.tables import Table
from charts.coverage import coverage as grid
from charts.coverage_groups import coverage_groups as grouped_grid
from ui import address, organs, report, routes, show, sources

if TYPE_CHECKING:
    from ui.view import View


def covered(view: View, states: pl.DataFrame) -> None:
    """Show COVERAGE of all organs, or of those below the one that the address opens (`at`)."""
    say = view.say
    opened = _opened(view)
    superior = opened or grouping.top(view.known.organs)
    ids = grouping.below(view.known.organs, superior)
    chosen = states if superior is None else states.filter(pl.col("organ_id").is_in(ids))
    counted = grouping.grouped(chosen, view.known.organs, superior)
    span = say("trends.years", first=view.years[0], last=view.years[-1])
    title = f"{say('overview.coverage')} · {tables.reported(chosen, None, say)}"
    if opened is not None and superior is not None:
        title = f"{organs.names(view.known.organs)[superior]} · {title}"
        routes.link("overview", say, say("notable.all_organs"), **report.here(), **{address.WITHIN: ""})
    caption = remarks.caption(view, title, "", filters=(span,))
    table = tables.coverage(chosen, say)
    groups = counted["group"].unique()
    if len(ids) <= grouping.MOST or (superior is not None and not any(groups)):
        shown = chosen if len(ids) <= grouping.MOST else _first(chosen)
        chart = grid(shown.rename({"n_errors": "errors"}), title=title, words=say.charts)
        about = show.About(listing=sources.of_coverage(shown, say.charts))
        asks = Question(Ask.COVERAGE, "", tuple(ids), view.years)
        show.figure(view, show.Figure("coverage", table, caption, chart, asks=asks), about)
        return
    named = _named(view, counted)
    chart = grouped_grid(named, title=title, words=say.charts)
    asks = Question(Ask.COVERAGE, "", tuple(ids), view.years)
    show.figure(view, show.Figure("coverage", _table(view, named), caption, chart, asks=asks))
    _ways_down(view, named)


def _opened(view: View) -> str | None:
    asked = st.query_params.get(address.AT)
    if asked is None:
        return None
    if asked not in set(view.known.organs["organ_id"]):
        st.warning(view.say("notice.unknown", name=address.AT, value=asked))
        return None
    return asked


def _first(states: pl.DataFrame) -> pl.DataFrame:
    kept = states["organ_id"].unique(maintain_order=True).head(grouping.MOST)
    return states.filter(pl.col("organ_id").is_in(kept.implode()))


def _named(view: View, counted: pl.DataFrame) -> pl.DataFrame:
    """Give GROUPED of the largest groups with their names in `organ`, those without subordinates last."""
    names = organs.names(view.known.organs) | {"": view.say("notable.no_subordinates")}
    sizes = counted.group_by("group").agg(pl.col("organs").max()).filter(pl.col("group") != "")
    largest = sizes.sort("organs", "group", descending=[True, False]).head(grouping.MOST)["group"].to_list()
    order = {group: place for place, group in enumerate([*largest, ""])}
    kept = counted.filter(pl.col("group").is_in(list(order)))
    return kept.with_columns(
        organ=pl.col("group").replace_strict(names, return_dtype=pl.String),
        place=pl.col("group").replace_strict(order, return_dtype=pl.Int32),
    ).sort("place", "year")


def _table(view: View, named: pl.DataFrame) -> Table:
    frame = named.select("organ", "year", "reported", "of", "findings")
    return Table(frame, {name: view.say(f"notable.column.{name}") for name in frame.columns})


def _ways_down(view: View, named: pl.DataFrame) -> None:
    groups = named.filter(pl.col("group") != "").unique("group", maintain_order=True)
    links = []
    for row in groups.iter_rows(named=True):
        target = escape(urlencode({**report.here(), address.AT: row["group"]}))
        text = view.say("notable.open_group", organ=row["organ"], count=row["organs"])
        links.append(f'<a href="?{target}" target="_self">{escape(text)}</a>')
    st.html(f'<p class="walk">{escape(view.say("notable.open"))} {" ".join(links)}</p>')
