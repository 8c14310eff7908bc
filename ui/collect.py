"""“Add to briefing”: the same button under every chart, table and list that a briefing can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import draft

if TYPE_CHECKING:
    from briefing.plan import Question
    from ui.view import View


def button(view: View, question: Question, name: str) -> None:
    """Show the button; `name` tells it from the others on the page."""
    st.button(
        view.say("briefing.add"), on_click=_add, args=(view, question), key=f"collect-{name}", icon=":material/add:"
    )


def _add(view: View, question: Question) -> None:
    draft.add(view, question)
    st.toast(view.say("briefing.added", count=len(draft.of(view).questions)))
