"""What is not there: reports nobody handed in, tables that are missing or pictures; and how often each rule fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from analysis.checks import Asked
from analysis.coverage import coverage
from analysis.quality import OFTEN_PCT
from briefing import remarks
from briefing.tables import Table
from ui import cache, findings, organs, show

if TYPE_CHECKING:
    from briefing.words import Words
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
    table = _table(view, absent, found)
    if table.frame.is_empty():
        st.success(say("lacking.none"))
        return
    show.figure(view, show.Figure("lacking", table, remarks.caption(view, say("lacking.heading"), "")))


def _counted(counts: dict[str, int]) -> dict[str, int]:
    return {kind: counts.get(kind, 0) for kind in ("missing", "image", "set_aside")}


def _table(view: View, absent: pl.DataFrame, found: pl.DataFrame) -> Table:
    say, names = view.say, organs.names(view.known.organs)
    rows: list[tuple[Any, ...]] = [
        (row["organ"], row["year"], say("lacking.kind.no_report"), "", "") for row in absent.iter_rows(named=True)
    ]
    rows += [
        (names.get(row["organ_id"], "—"), row["year"], say(f"lacking.kind.{row['kind']}"), row["message"], row["file"])
        for row in say.localized(found).iter_rows(named=True)
    ]
    schema = {"organ": pl.String, "year": pl.Int32, "lacks": pl.String, "message": pl.String, "file": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table(frame, {name: say(f"column.{name}") for name in schema}, widths={"message": "large"})


def rates(view: View) -> None:
    """Show how often each rule failed over the whole workspace; one that does so often says why that may be."""
    say = view.say
    rows = cache.firing(view.database, Asked())
    st.caption(say("firing.how", reports=view.known.reports.height, pct=f"{OFTEN_PCT:g}"))
    often = rows.filter(pl.col("rate_pct") > OFTEN_PCT)
    explained = {row["rule"]: findings.why(row["rule"], row["family"], say) for row in often.iter_rows(named=True)}
    for rule, why in explained.items():
        st.caption(f"※ {rule}　{why}")
    columns = ["rule", "title", "rate_pct", "n", "n_fail", "n_cannot_check", "why"]
    named = rows.with_columns(
        pl.col("rate_pct").round(1),
        title=pl.Series([_title(row, say) for row in rows.iter_rows(named=True)], dtype=pl.String),
        why=pl.Series([explained.get(rule, "") for rule in rows["rule"]], dtype=pl.String),
    ).select(columns)
    widths = {"title": "large", "why": "large"}
    table = Table(named, {name: say(f"column.{name}") for name in columns}, widths=widths)
    with st.expander(say("firing.table", count=rows.height)):
        show.figure(view, show.Figure("firing", table, remarks.caption(view, say("firing.heading"), "%")))


def _title(row: dict[str, Any], say: Words) -> str:
    return findings.asks(row["rule"], say) or findings.family(row["family"], say)
