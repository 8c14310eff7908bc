"""The glossary as cards and as a table: what a figure is, how forms print it, what may be compared, what checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analysis import glossary
from analysis.rules import rule_of
from briefing import registers
from ui import address, cache, routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from briefing.words import Words
    from ui.view import View

CARDS: Final = 12
"""Entries shown in full; more stand in the table."""


def chosen(view: View) -> pl.DataFrame:
    """Let the reader search (`q`), and give the GLOSSARY rows that hold every word."""
    widget = address.key(address.SEARCH)
    address.hold(address.SEARCH, st.session_state.get(widget) or address.initial(address.SEARCH) or "")
    words = st.text_input(view.say("glossary.search"), key=widget, placeholder=view.say("glossary.hint"))
    address.write(address.SEARCH, words, "")
    return glossary.searched(cache.glossary_of(view.database), words)


def cards(view: View, found: pl.DataFrame) -> None:
    """Show the first entries in full."""
    for row in view.say.localized(found.head(CARDS)).to_dicts():
        with st.expander(f"**{row['title']}** · `{row['metric']}`", expanded=found.height <= 3):  # noqa: PLR2004
            _card(view, row)


def described(row: Mapping[str, Any], say: Words) -> list[tuple[str, str]]:
    """Give what a localized row of GLOSSARY says of a figure as terms and texts, its definition left out."""
    lines = [
        (say("column.unit"), row["unit"]),
        (say("column.clause"), row["clause"]),
        *((say("column.labels"), label) for label in row["labels"]),
        (say("column.numerator"), " + ".join(row["numerator"])),
        (say("column.denominator"), " + ".join(row["denominator"])),
        (say("column.compared"), registers.compared(row, say)),
        *((f"{say('column.rule')} {rule}", _rule(rule, say)) for rule in row["rules"]),
    ]
    return [(term, text) for term, text in lines if text]


def _card(view: View, row: Mapping[str, Any]) -> None:
    say = view.say
    st.markdown(row["definition"])
    st.markdown("\n".join(f"- {term}：{text}" for term, text in described(row, say)))
    asked = {
        address.METRIC: row["metric"],
        **{name: st.query_params[name] for name in _KEPT if name in st.query_params},
    }
    with st.container(horizontal=True):
        for page in ("compare", "trends"):
            routes.link(page, say, say(f"page.{page}"), **asked)


_KEPT: Final = (address.WORKSPACE, address.LANGUAGE)


def _rule(rule: str, say: Words) -> str:
    found = rule_of(rule)
    return say.pick(found.zh, found.en)
