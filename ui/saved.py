"""Saved views in the side bar: opened, kept, renamed, removed and put back; and the way back to a page's defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ledger import KeptKind
from ui import address, book, routes, shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger import Kept
    from ui.view import View

SPARED: Final = (address.WORKSPACE, address.LANGUAGE)
"""What a reset leaves alone and a view does not store: it belongs to its workspace and speaks the reader's language."""

LISTED: Final = 12
"""Views that stand in the side bar; the others are in the dialog."""


def panel(view: View) -> None:
    """Show in the side bar: the way back to the defaults, the saved views, and the way to save this one."""
    say = view.say
    shelf.answer()
    kept = shelf.kept(view, KeptKind.VIEW)
    with st.sidebar:
        _reset(view)
        st.markdown(f"**{say('kept.views', count=len(kept))}**")
        trouble = shelf.trouble(view)
        if trouble:
            st.caption(say("decide.unreadable", reason=trouble))
        for each in kept[:LISTED]:
            _link(view, each, "side")
        with st.container(horizontal=True, gap="small"):
            if book.can_judge(view) and st.button(
                say("kept.save_view"), icon=":material/bookmark_add:", key="save-view"
            ):
                _save_dialog(view)
            if (kept or shelf.removed(view, KeptKind.VIEW)) and st.button(say("kept.manage"), key="manage-views"):
                _manage_dialog(view)


def stored(page: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Give what is kept of a view: its page and its address, nothing else.

    >>> stored("trends", {"m": "licence.decisions", "w": "demo", "lang": "en"})
    {'page': 'trends', 'address': {'m': 'licence.decisions'}}
    """
    return {"page": page, "address": {name: text for name, text in texts.items() if name not in SPARED}}


def asked(kept: Kept) -> tuple[str, dict[str, str]]:
    """Give the page and the address of a saved view, '' for a page that this program does not have."""
    body = kept.body or {}
    page = body.get("page", "")
    texts = {str(name): str(text) for name, text in body.get("address", {}).items()}
    return (page if page in routes.ORDER else ""), texts


def _link(view: View, kept: Kept, key: str) -> None:
    page, texts = asked(kept)
    if not page:
        st.caption(view.say("kept.no_page", name=kept.name))
        return
    label, texts = kept.name.replace("[", "\\["), {**texts, address.VIEW: kept.item}
    if page == view.page:  # Streamlit follows a link from a page to itself without showing its address
        st.button(label, key=f"view-{key}-{kept.item}", type="tertiary", on_click=address.show, args=(texts, SPARED))
        return
    here = {name: st.query_params[name] for name in SPARED if name in st.query_params}
    routes.link(page, view.say, label, **here, **texts)


def _reset(view: View) -> None:
    st.button(
        view.say("kept.reset"),
        icon=":material/restart_alt:",
        key="reset-page",
        on_click=address.forget,
        args=(SPARED,),
        disabled=not set(st.query_params) - set(SPARED),
    )


def _save_dialog(view: View) -> None:
    say = view.say

    @st.dialog(say("kept.save_view"))
    def shown() -> None:
        st.caption(say("kept.what_is_saved"))
        with st.form("save-view", border=False):
            name = st.text_input(say("kept.name"), key="view-name", max_chars=80)
            note = st.text_input(say("kept.note"), key="view-note", max_chars=500)
            who = book.who(view, "save-view")
            if not st.form_submit_button(say("kept.save"), type="primary"):
                return
        body = stored(view.page, st.query_params)
        done = say("kept.saved", name=name)
        if shelf.act(view, who, lambda on: on.keep(KeptKind.VIEW, name, body, who=who, note=note), done):
            st.rerun()

    shown()


def _manage_dialog(view: View) -> None:
    say = view.say

    @st.dialog(say("kept.manage_title"), width="large")
    def shown() -> None:
        kept = {each.item: each for each in shelf.kept(view, KeptKind.VIEW)}
        if kept:
            item = st.selectbox(say("kept.view"), list(kept), format_func=lambda each: kept[each].name, key="kept-view")
            _described(view, kept[item])
            if book.can_judge(view):
                _change(view, kept[item])
        _restore(view)

    shown()


def _described(view: View, kept: Kept) -> None:
    page, texts = asked(kept)
    where = view.say(f"page.{page}") if page else view.say("kept.no_page", name=kept.name)
    told = " · ".join(f"{name}={text}" for name, text in texts.items())
    st.caption(f"{where}　`{told or '—'}`  \n{shelf.by_whom(view, kept)}")
    _link(view, kept, "dialog")


def _change(view: View, kept: Kept) -> None:
    say = view.say
    with st.form(f"change-{kept.kept_id}", border=True):
        name = st.text_input(say("kept.name"), kept.name, max_chars=80)
        note = st.text_input(say("kept.note"), kept.note, max_chars=500)
        who = book.who(view, f"change-{kept.kept_id}")
        with st.container(horizontal=True):
            change = st.form_submit_button(say("kept.change_now"))
            remove = st.form_submit_button(say("kept.remove"))
    if change:
        done = say("kept.saved", name=name)
        if shelf.act(view, who, lambda on: on.change(kept.kind, kept.item, name=name, note=note, who=who), done):
            st.rerun()
    if remove:
        done = say("kept.removed", name=kept.name)
        if shelf.act(view, who, lambda on: on.remove(kept.kind, kept.item, who=who), done):
            st.rerun()


def _restore(view: View) -> None:
    say, removed = view.say, {each.item: each for each in shelf.removed(view, KeptKind.VIEW)}
    if not removed or not book.can_judge(view):
        return
    with st.expander(say("kept.removed_list", count=len(removed))), st.form("restore-view", border=False):
        item = st.selectbox(say("kept.view"), list(removed), format_func=lambda each: removed[each].name)
        who = book.who(view, "restore-view")
        if st.form_submit_button(say("kept.restore")):
            done = say("kept.saved", name=removed[item].name)
            if shelf.act(view, who, lambda on: on.restore(KeptKind.VIEW, item, who=who), done):
                st.rerun()
