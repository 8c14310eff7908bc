"""Marks picked in a chart leave only their rows in the table beside it; a sentence says so, and how to undo it.

What is picked belongs to this look at the chart, not to the address: the organs that a reader wants to keep are put
into the organ picker, which is in the address and is reached by keyboard.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from briefing import remarks
from charts.picking import PICK
from ui import picking
from ui.organs import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.tables import Table
    from ui.view import View

_ROUNDS: Final = "pick-rounds"


def key(name: str) -> str:
    """Give the key of the chart of a figure; another one after each clearing, which is how a chart forgets."""
    rounds: Mapping[str, int] = st.session_state.get(_ROUNDS, {})
    return f"chart-{name}-{rounds[name]}" if name in rounds else f"chart-{name}"


def picked(name: str, by: str) -> tuple[str, ...]:
    """Give the values of a column that are picked in the chart of a figure, as texts; none where nothing is."""
    state: Any = st.session_state.get(key(name))
    points = state["selection"].get(PICK, []) if state else []
    return tuple(dict.fromkeys(str(point[by]) for point in points if by in point))


def only(table: Table, by: str, values: Sequence[str]) -> Table:
    """Give the rows of a table with these values in a column; the table itself where none or all have one.

    The row of a sum belongs to all rows, so it goes with those that are not picked.
    """
    rows = table.frame.filter(pl.col(by).cast(pl.String).is_in(list(values)))
    return replace(table, frame=rows) if 0 < rows.height < table.frame.height else table


def said(view: View, name: str, by: str, part: Table, whole: Table) -> None:
    """Show the sentence that says which rows are left, with the ways back and onward."""
    say = view.say
    values = part.frame[by].cast(pl.String).unique(maintain_order=True).to_list()
    more = len(values) - remarks.LISTED
    names = say.listed(values[: remarks.LISTED]) + (f" … +{more}" if more > 0 else "")
    st.markdown(say("pick.shown", n=part.frame.height, of=whole.frame.height, names=names))
    with st.container(horizontal=True, gap="small"):
        st.button(say("pick.clear"), key=f"clear-{name}", on_click=clear, args=(name,))
        if by == "organ":
            st.button(say("pick.keep"), key=f"keep-{name}", on_click=_keep, args=(view, name, values))


def hint(view: View, by: str) -> None:
    """Show how marks are picked, and how the same is done by keyboard."""
    st.caption(view.say(f"pick.hint.{by}"))


def clear(name: str) -> None:
    """Forget what is picked in the chart of a figure."""
    rounds: dict[str, int] = st.session_state.setdefault(_ROUNDS, {})
    rounds[name] = rounds.get(name, 0) + 1


def _keep(view: View, name: str, values: Sequence[str]) -> None:
    """Choose the picked organs alone, out of those chosen: the address then says so."""
    # A table says the short name where it is no other's among its own rows, else the full one.
    named = {organ_id: {short, full} for organ_id, short, full in _names(view)}
    kept = tuple(organ_id for organ_id in picking.held(view) if named[organ_id] & set(values))
    if kept:
        picking.take(Choice(hand=kept))
    clear(name)


def _names(view: View) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = view.known.organs.select("organ_id", "short_name", "name").rows()
    return rows
