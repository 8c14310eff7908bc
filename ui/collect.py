"""“Add to briefing”: the same button under every chart, table and list that a briefing can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from briefing.plan import Question
from ui import draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.view import View


def button(view: View, question: Question | Sequence[Question], name: str) -> None:
    """Show the button that collects one question or several; `name` tells it from the others on the page."""
    asked = [question] if isinstance(question, Question) else list(question)
    st.button(view.say("briefing.add"), on_click=_add, args=(view, asked), key=f"collect-{name}", icon=":material/add:")


def _add(view: View, questions: Sequence[Question]) -> None:
    for question in questions:
        draft.add(view, question)
    st.toast(view.say("briefing.added", count=len(draft.of(view).questions)))
