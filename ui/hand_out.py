"""From the draft to a file in the reader's hand: the kind, the style, a template of their own, progress."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import streamlit as st

from briefing.fill import NothingToSayError, fill
from briefing.write import KINDS, MIME, written
from ui import cache, draft

if TYPE_CHECKING:
    from briefing.content import Briefing
    from ui.view import View

_MADE: Final = "made-briefing"
OWN_TEMPLATES: Final = ("docx", "pptx")


def writing(view: View) -> None:
    """Let the reader choose a kind of file, write it and take it away."""
    say, plan = view.say, draft.of(view)
    if not plan.questions:
        st.info(say("briefing.no_questions"))
        return
    kind = st.segmented_control(
        say("briefing.kind"),
        KINDS,
        format_func=lambda each: say(f"briefing.kind.{each}"),
        default=KINDS[0],
        required=True,
        key="kind",
    )
    official, own = True, None
    if kind in OWN_TEMPLATES:
        with st.expander(say("briefing.style")):
            if kind == "docx":
                official = st.toggle(
                    say("briefing.official"), value=True, help=say("briefing.official.told"), key="official"
                )
            given = st.file_uploader(say("briefing.own_template", kind=kind), type=[str(kind)], key=f"own-{kind}")
            own = None if given is None else given.getvalue()
    if st.button(say("briefing.write"), type="primary", key="write"):
        _write(view, str(kind), official=official, own=own)
    _take(view, str(kind))


def _write(view: View, kind: str, *, official: bool, own: bytes | None) -> None:
    say = view.say
    bar = st.progress(0.0, say("briefing.asking"))
    try:
        filled = filled_draft(view, bar)
        bar.progress(1.0, say("briefing.writing"))
        st.session_state[_MADE] = (
            view.workspace.name,
            kind,
            filled.title,
            written(filled, kind, official=official, template=own),
        )
    except (NothingToSayError, ValueError) as error:
        st.session_state.pop(_MADE, None)
        st.error(str(error))
    finally:
        bar.empty()


def filled_draft(view: View, bar: st.delta_generator.DeltaGenerator) -> Briefing:
    """Give the draft filled from the open database."""
    today = dt.datetime.now().astimezone().date()

    def told(done: int, of: int) -> None:
        bar.progress(done / of, view.say("briefing.asked", done=done, of=of))

    return fill(cache.connection(view.database), view, draft.of(view), today, told)


def _take(view: View, kind: str) -> None:
    workspace, made, title, data = st.session_state.get(_MADE, ("", "", "", b""))
    if (workspace, made) != (view.workspace.name, kind):
        return
    st.download_button(
        view.say("briefing.take", name=f"{title}.{kind}", size=f"{len(data) / 1024:,.0f}"),
        data,
        f"{title}.{kind}",
        MIME[kind],
        key="take",
        on_click="ignore",
    )
