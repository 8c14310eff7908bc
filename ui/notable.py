"""What is worth a look on the overview: large changes, organs that stand out among their like, failed checks.

Every entry is a link to the view that explains it, and its numbers are links to the reports they stand in.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from analysis import peers, unusual
from analysis.checks import Asked
from briefing import sentences, standing
from charts.text import figure
from ui import address, book, cache, explain, findings, further, organs, peering, report, routes, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ui.view import View

CHANGES: Final = 5
UNUSUAL: Final = 5
FINDINGS: Final = 5


def movers(view: View, rows: pl.DataFrame) -> None:
    """Show MOVERS of one direction as links to Compare, each with the organ, the metric and both numbers."""
    say = view.say
    if rows.is_empty():
        st.caption(say("overview.none"))
    for row in explain.beside(view, rows).iter_rows(named=True):
        label = say(
            "overview.mover",
            organ=row["organ"],
            metric=row["title"],
            start=figure(row["start"]),
            end=figure(row["end"]),
            brief=sentences.brief(row, say),
        )
        asked = {
            address.METRIC: row["metric"],
            address.ORGANS: row["organ_id"],
            address.START: str(row["start_year"]),
            address.END: str(row["end_year"]),
        }
        with st.container(gap=None):
            routes.link("compare", say, label, **report.here(), **asked)
            years = ((row["start_year"], row["start"]), (row["end_year"], row["end"]))
            _walk(view, row, [(year, f"{year}：{figure(number)}") for year, number in years])
            if row["why"]:
                st.caption(row["why"])


def standing_out(view: View, year: int) -> None:
    """Show the organs farthest outside what their like have, each with the rule that says so."""
    say = view.say
    judged = cache.unusual(view.database, year)
    outside = judged.filter(pl.col("position") != "within")
    st.caption(say("notable.judged", judged=judged.height, outside=outside.height, fewest=peers.FEWEST))
    for row in say.localized(outside.head(UNUSUAL)).iter_rows(named=True):
        with st.container(gap=None):
            routes.link("compare", say, standing.stands(view, row), **report.here(), **_among(view, row))
            st.caption(standing.because(view, row))
            _walk(view, row, [(year, f"{year}：{figure(row['value'])}")])


def _among(view: View, row: Mapping[str, Any]) -> dict[str, str]:
    """Give the address in which Compare shows the organ among the same group."""
    kin = unusual.kin(view.known.organs, row["organ_id"], row["alike"])
    chosen = further.naming(view, kin) | {address.END: str(row["year"])}
    metric = {address.METRIC: row["metric"]}
    if row["by"] == "funnel":
        return {**metric, **chosen, address.WAY: "funnel"}
    return {**metric, **chosen, address.WAY: "peers", address.PEERS: peering.CHOSEN}


def failed(view: View, year: int) -> None:
    """Show the gravest failed checks of a year that nobody has judged yet, and the way to all of them."""
    say, names = view.say, organs.names(view.known.organs)
    asked = Asked(years=(year,), outcome="fail", verdict="none")
    found = cache.checks(view.database, asked, book.verdicts(view), size=FINDINGS)
    count = int(found["of"][0]) if found.height else 0
    st.caption(say("notable.findings", shown=found.height, count=count, year=year))
    for row in say.localized(found).iter_rows(named=True):
        with st.container(gap=None):
            key = {address.FINDING: str(findings.Key.of(row))}
            routes.link("quality", say, findings.label(row, names, say), **report.here(), **key)
            st.caption(row["message"])
            _reports(view, row, [("", row["year"], say("report.open", organ=names[row["organ_id"]], year=row["year"]))])
    if count:
        routes.link("quality", say, say("notable.all_findings", count=count), **report.here())


def _walk(view: View, row: Mapping[str, Any], numbers: Iterable[tuple[int, str]]) -> None:
    _reports(view, row, [(row["metric"], year, text) for year, text in numbers])


def _reports(view: View, row: Mapping[str, Any], places: Iterable[tuple[str, int, str]]) -> None:
    """Show links to reports of an organ: (metric, year, text) each."""
    links = (
        f'<a href="{escape(sources.place_of(row["organ_id"], year, metric))}" target="_self">{escape(text)}</a>'
        for metric, year, text in places
    )
    st.html(f'<p class="walk">{escape(view.say("notable.source"))} {" ".join(links)}</p>')
