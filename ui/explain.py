"""Explanations of large changes: beside the numbers wherever they stand, and the list of those that are wanting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from analysis import explanations
from briefing import remarks, sentences
from briefing.tables import Table
from charts.text import figure
from ledger import Kind, LedgerError
from ui import address, book, cache, filters, foremost, show

if TYPE_CHECKING:
    from collections.abc import Collection

    from analysis.vocabulary import Metric
    from ui.view import View

STATES: Final = ("missing", "stale", "valid")
OFFERED: Final = 200
_TURN: Final = "explained"
_DONE: Final = "explained-done"


def said(view: View, organ_ids: Collection[str] | None = None) -> pl.DataFrame:
    """Give the EXPLANATIONS in force; none, with a sentence on the page, where the ledger cannot be read."""
    try:
        return explanations.explanations(book.of(view), organ_ids)
    except LedgerError as error:
        st.warning(view.say("decide.unreadable", reason=error))
        return explanations.EXPLANATIONS.to_frame()


def beside(view: View, changes: pl.DataFrame) -> pl.DataFrame:
    """Give CHANGE rows in the reader's language with their explanation behind the reason in `why`, in words."""
    rows = view.say.localized(changes)
    known = explanations.explained(rows, said(view, rows["organ_id"].unique().to_list()))
    texts = [_behind(view, row) for row in known.iter_rows(named=True)]
    return rows.with_columns(why=pl.Series(texts, dtype=pl.String))


def _behind(view: View, row: dict[str, Any]) -> str:
    if row["explained"] == "missing":
        return str(row["why"])
    key = f"explain.{row['explained']}"
    text = view.say(key, sentence=row["explanation"].rstrip("。."), who=row["explained_by"])
    return f"{row['why'].rstrip('。.')}；{text}" if row["why"] else text


def on_lines(view: View, series: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Give a SERIES with the `explanation` of each year's step, null where none holds."""
    organ_ids = series["organ_id"].unique().to_list()
    return explanations.of_series(series, said(view, organ_ids), view.known.comparability, metric)


def listed(view: View, organ_ids: Collection[str] | None, year: int) -> None:
    """Show the large changes to a year with their explanations, those without one first, and the form for one."""
    say = view.say
    done = st.session_state.pop(_DONE, "")
    if done:
        st.success(done)
    chosen = None if organ_ids is None else tuple(organ_ids)
    found = explanations.wanted(cache.to_explain(view.database, chosen, year), said(view, organ_ids))
    counts = dict(found.group_by("explained").len().iter_rows())
    st.caption(say("explain.counts", of=found.height, **{state: counts.get(state, 0) for state in STATES}))
    if found.is_empty():
        return
    first = found.head(foremost.MOST)
    whole = (lambda: _table(view, found)) if first.height < found.height else None
    few = foremost.said(view, first.height, found.height, "lines")
    caption = remarks.caption(view, say("explain.title", start=year - 1, end=year), "", caveats=few)
    show.figure(view, show.Figure(f"explanations-{year}", _table(view, first), caption, whole=whole))
    if not book.can_judge(view):
        st.info(say("decide.read_only"))
        return
    _form(view, found)


def _table(view: View, found: pl.DataFrame) -> Table:
    say = view.say
    rows = say.localized(found)
    named = rows.to_dicts()
    frame = rows.select(
        "organ",
        "title",
        "start",
        "end",
        reading=pl.Series([sentences.change(row, say) for row in named], dtype=pl.String),
        explained=pl.Series([say(f"explain.state.{row['explained']}") for row in named], dtype=pl.String),
        explanation=pl.col("explanation").fill_null(""),
        who=pl.col("explained_by").fill_null(""),
    )
    headers = {name: say(f"column.{name}") for name in ("organ", "reading", "explained", "explanation", "who")}
    headers |= {"title": say("column.metric")}
    headers |= {side: say("column.year_value", year=rows[f"{side}_year"][0]) for side in ("start", "end")}
    return Table(frame, headers, widths={"explanation": "large"})


def _form(view: View, found: pl.DataFrame) -> None:
    say = view.say
    key = pl.concat_str("organ_id", "metric", separator=".")
    # Of thousands the gravest can be chosen, and the one that the address names.
    offered = found.filter((pl.int_range(pl.len()) < OFFERED) | (key == (address.initial(address.EXPLAIN) or "")))
    rows = {f"{row['organ_id']}.{row['metric']}": row for row in say.localized(offered).iter_rows(named=True)}
    titles = {key: f"{row['organ']} · {row['title']} · {sentences.change(row, say)}" for key, row in rows.items()}
    chosen = filters.one(view, address.EXPLAIN, list(rows), next(iter(rows)), titles, label=say("explain.choose"))
    row = rows[chosen]
    turn = f"{chosen}-{st.session_state.get(_TURN, 0)}"
    with st.form(f"explain-{turn}", border=True):
        st.markdown(f"{row['start_year']}: {figure(row['start'])} → {row['end_year']}: {figure(row['end'])}")
        sentence = st.text_area(
            say("explain.sentence"), row["explanation"] or "", key=f"sentence-{turn}", max_chars=500, height=80
        )
        who = book.who(view, f"explain-{turn}")
        if not st.form_submit_button(say("explain.record"), type="primary"):
            return
    if not (sentence.strip() and who):
        st.error(say("explain.needs"))
        return
    _record(view, row, sentence, who)


def _record(view: View, row: dict[str, Any], sentence: str, who: str) -> None:
    st.session_state[book.WHO] = who
    names = dict(view.known.organs.select("organ_id", "name").iter_rows())
    try:
        book.of(view).record(
            kind=Kind.EXPLANATION,
            organ_id=row["organ_id"],
            organ=names[row["organ_id"]],
            year=row["end_year"],
            target=row["metric"],
            who=who,
            note=sentence,
            left_value=row["start"],
            right_value=row["end"],
        )
    except LedgerError as error:
        st.error(view.say("decide.failed", reason=error))
        return
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state[_DONE] = view.say("explain.done")
    st.rerun()
