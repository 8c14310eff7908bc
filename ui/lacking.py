"""What is not there: reports nobody handed in, tables that are missing or pictures; and how often each rule fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from analysis.checks import Asked
from analysis.coverage import coverage
from analysis.quality import OFTEN_PCT
from briefing import registers, remarks
from briefing.plan import Ask, Question
from ui import cache, show

if TYPE_CHECKING:
    from ui.view import View


def documents(view: View, asked: Asked) -> None:
    """Show who has not reported, which tables are missing or pictures, and which documents were set aside."""
    say = view.say
    states = coverage(view.known.organs, view.known.reports, asked.years or view.years)
    if asked.organs is not None:
        states = states.filter(pl.col("organ_id").is_in(list(asked.organs)))
    absent = states.filter(pl.col("state") == "no_report")
    expected = states.filter(pl.col("state") != "not_existing").height
    found = cache.lacking(view.database, asked)
    counts = dict(found.group_by("kind").len().iter_rows())
    there = expected - absent.height
    st.caption(say("lacking.counts", there=there, expected=expected, **_counted(counts)))
    table = registers.lacking(view, absent, found)
    if table.frame.is_empty():
        st.success(say("lacking.none"))
        return
    asks = Question(Ask.LACKING, "", asked.organs or tuple(view.names), tuple(asked.years or view.years))
    show.figure(view, show.Figure("lacking", table, remarks.caption(view, say("lacking.heading"), ""), asks=asks))


def _counted(counts: dict[str, int]) -> dict[str, int]:
    return {kind: counts.get(kind, 0) for kind in ("missing", "image", "set_aside")}


def rates(view: View) -> None:
    """Show how often each rule failed over the whole workspace; one that does so often says why that may be."""
    say = view.say
    rows = cache.firing(view.database, Asked())
    st.caption(say("firing.how", reports=view.known.reports.height, pct=f"{OFTEN_PCT:g}"))
    for rule, why in registers.often(rows, say).items():
        st.caption(f"※ {rule}　{why}")
    asks = Question(Ask.FIRING, "", tuple(view.names), view.years)
    caption = remarks.caption(view, say("firing.heading"), "%")
    with st.expander(say("firing.table", count=rows.height)):
        show.figure(view, show.Figure("firing", registers.firing(rows, say), caption, asks=asks))
