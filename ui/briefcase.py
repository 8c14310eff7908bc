"""Briefings kept under a name in the workspace: the questions, and the numbers they had, so that moves are seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

import ledger
from briefing import seen
from briefing.answers import answer
from briefing.plan import from_json
from briefing.tables import Table
from ledger import Kept, KeptKind, LedgerError, Shelf
from ui import book, cache, compose, draft, show

if TYPE_CHECKING:
    from briefing.plan import Plan
    from ui.view import View

_OPENED: Final = "opened-briefing"
_NEW: Final = ""


@st.cache_resource(max_entries=16, show_spinner=False)
def _opened(url: str, workspace: str) -> Shelf:
    return ledger.open_shelf(url, workspace)


def _shelf(view: View) -> Shelf:
    return _opened(ledger.url_of(view.workspace.root), view.workspace.name)


def saved(view: View) -> None:
    """Let the reader open, save, rename and remove briefings of this workspace."""
    say = view.say
    try:
        kept = {each.item: each for each in _shelf(view).kept(KeptKind.BRIEFING)}
    except LedgerError as error:
        st.warning(say("decide.unreadable", reason=error))
        return
    with st.expander(say("briefing.saved", count=len(kept))):
        if kept:
            _open_one(view, kept)
        else:
            st.caption(say("briefing.none_saved"))
        _save(view, kept)
    _moved(view)


def _open_one(view: View, kept: dict[str, Kept]) -> None:
    say = view.say
    item = st.selectbox(
        say("briefing.which"), list(kept), format_func=lambda each: _named(view, kept[each]), key="kept"
    )
    at_open, at_remove = st.columns(2)
    with at_open:
        st.button(
            say("briefing.open"), on_click=_open, args=(view, kept[str(item)]), key="open-briefing", width="stretch"
        )
    with at_remove:
        st.button(
            say("briefing.remove"),
            on_click=_remove,
            args=(view, str(item)),
            key="remove-briefing",
            width="stretch",
            disabled=not book.can_judge(view),
        )


def _named(view: View, kept: Kept) -> str:
    body = kept.body or {}
    return view.say(
        "briefing.kept", name=kept.name, who=kept.who, when=f"{kept.at:%Y-%m-%d %H:%M}", build=body.get("build", "?")
    )


def _open(view: View, kept: Kept) -> None:
    try:
        plan, unknown = from_json(json.dumps((kept.body or {}).get("plan")))
    except ValueError:
        st.session_state[_OPENED] = None
        st.toast(view.say("briefing.unreadable", name=kept.name))
        return
    if unknown:
        st.toast(view.say("briefing.unanswerable", kinds=view.say.listed(list(unknown))))
    st.session_state[_OPENED] = (view.workspace.name, kept)
    compose.open_plan(view, plan)


def _remove(view: View, item: str) -> None:
    try:
        _shelf(view).remove(KeptKind.BRIEFING, item, who=_who_said(view))
    except LedgerError as error:
        st.toast(view.say("decide.failed", reason=error))


def _who_said(view: View) -> str:
    return book.login() or str(st.session_state.get(book.WHO) or "") or view.say("briefing.somebody")


def _save(view: View, kept: dict[str, Kept]) -> None:
    say, plan = view.say, draft.of(view)
    opened = _kept_of(view)
    with st.form("save-briefing", border=False):
        name = st.text_input(say("briefing.name"), opened.name if opened else plan.title, max_chars=80)
        who = book.who(view, "briefing")
        pressed = st.form_submit_button(say("briefing.save"), disabled=not (plan.questions and book.can_judge(view)))
    if not pressed:
        return
    st.session_state[book.WHO] = who
    same = next((each for each in kept.values() if each.name == name.strip()), None)
    try:
        body = _body(view, plan)
        if same is None:
            held = _shelf(view).keep(KeptKind.BRIEFING, name, body, who=who)
        else:
            held = _shelf(view).change(KeptKind.BRIEFING, same.item, who=who, body=body)
    except LedgerError as error:
        st.error(say("decide.failed", reason=error))
        return
    st.session_state[_OPENED] = (view.workspace.name, held)
    st.toast(say("briefing.was_saved", name=held.name))
    st.rerun()


def _body(view: View, plan: Plan) -> dict[str, Any]:
    return {
        "plan": json.loads(plan.to_json()),
        "numbers": _numbers(view, plan),
        "build": view.build["version"],
        "language": view.say.language,
    }


@st.cache_data(max_entries=16, show_spinner=False)
def _asked(database: cache.Database, language: str, stored: str, _view: View) -> list[seen.Numbers]:  # noqa: ARG001 - the key
    plan, _ = from_json(stored)
    con = cache.connection(database)
    found = []
    for question in plan.questions:
        try:
            found.append(seen.numbers(answer(con, _view, question)))
        except KeyError:
            found.append({})
    return found


def _numbers(view: View, plan: Plan) -> list[seen.Numbers]:
    return _asked(view.database, view.say.language, plan.to_json(), view)


def _kept_of(view: View) -> Kept | None:
    workspace, kept = st.session_state.get(_OPENED) or ("", None)
    return kept if workspace == view.workspace.name else None


def _moved(view: View) -> None:
    """Tell which numbers of an opened briefing are not what they were when it was saved."""
    say, kept = view.say, _kept_of(view)
    body = (kept.body or {}) if kept else {}
    if kept is None or body.get("build") == view.build["version"]:
        return
    if body.get("language") != say.language:
        st.info(say("briefing.moved.language"))
        return
    plan, _ = from_json(json.dumps(body["plan"]))
    rows = [
        (compose.in_words(view, question), each.row, each.column, each.before, each.after)
        for question, before, after in zip(plan.questions, body["numbers"], _numbers(view, plan), strict=False)
        for each in seen.moved(before, after)
    ]
    told = say("briefing.moved", name=kept.name, build=body.get("build"), count=len(rows))
    if not rows:
        st.success(told)
        return
    names = ("question", "row", "cell", "before", "after")
    frame = pl.DataFrame(
        rows, schema=dict(zip(names, (*[pl.String] * 3, pl.Float64, pl.Float64), strict=True)), orient="row"
    )
    labels = frame.with_columns(pl.col("cell").map_elements(lambda name: _label(view, name), return_dtype=pl.String))
    with st.expander(told, expanded=True):
        show.table(view, Table(labels, {name: say(f"briefing.moved.{name}") for name in names}), told)


def _label(view: View, name: str) -> str:
    if name in view.names:
        return view.names[name]
    try:
        return view.say(f"column.{name}")
    except KeyError:
        return name
