"""Entry points of the overview: lines that lead to the page where one can look closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from briefing import sentences
from charts.text import figure
from ui import address, explain, routes

if TYPE_CHECKING:
    import polars as pl

    from ui.view import View

WORST_FIRST = ("n_errors", "n_warnings")


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
        routes.link("compare", say, label, **_here(), **asked)
        if row["why"]:
            st.caption(row["why"])


def reports(view: View, rows: pl.DataFrame, findings: pl.DataFrame) -> None:
    """Show COVERAGE rows with findings as links to the report, each with its first finding in words."""
    say = view.say
    first = {
        (row["organ_id"], row["year"]): row["message"]
        for row in reversed(say.localized(findings).to_dicts())
        if row["severity"] != "notice"
    }
    for row in rows.iter_rows(named=True):
        with st.container(gap=None):
            label = say("overview.report", organ=row["organ"], year=row["year"])
            counts = say("overview.counts", errors=row["n_errors"], warnings=row["n_warnings"])
            asked = {address.ORGAN: row["organ_id"], address.YEAR: str(row["year"])}
            routes.link("organ", say, f"{label}　{counts}", **_here(), **asked)
            st.caption(first.get((row["organ_id"], row["year"]), ""))


def _here() -> dict[str, str]:
    """Give the names of the address that a link has to carry on."""
    return {name: st.query_params[name] for name in (address.WORKSPACE, address.LANGUAGE) if name in st.query_params}
