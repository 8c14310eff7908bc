"""Saved groups in the dialog of the organs: taken, kept, renamed, filled anew, removed and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ledger import KeptKind
from ui import book, shelf
from ui.organs import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.organs import Choosable
    from ui.shelf import Group
    from ui.view import View


def shown(view: View, known: Choosable, gathered: Sequence[str], take: Callable[[Choice], None]) -> None:
    """Show the saved groups with what can be done with each, and the form that keeps the gathered organs as one."""
    say, groups = view.say, shelf.groups(view)
    if not groups:
        st.caption(say("kept.no_group"))
    else:
        item = st.selectbox(
            say("kept.group"), list(groups), format_func=lambda each: groups[each].kept.name, key="kept-group"
        )
        _one(view, known, groups[item], take)
    if not book.can_judge(view):
        st.info(say("kept.read_only"))
        return
    if groups:
        with st.expander(say("kept.change")):
            _change(view, groups[item], gathered)
    with st.expander(say("kept.save_group", count=len(gathered)), expanded=not groups):
        _save(view, gathered, take)
    _restore(view)


def body(view: View, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Give what is kept of a group: the organs' ids with their names today, by which a lost one can be told."""
    names = dict(view.known.organs.select("organ_id", "name").iter_rows())
    return {"organs": {each: names[each] for each in ids}}


def _one(view: View, known: Choosable, group: Group, take: Callable[[Choice], None]) -> None:
    say, choice = view.say, Choice(group=group.kept.item)
    members, lost = known.members(choice), group.lost(known.names)
    names = [known.names[each] for each in members]
    st.caption(f"{say.listed(names[:30])}{'…' * (len(names) > 30)}  \n{shelf.by_whom(view, group.kept)}")  # noqa: PLR2004
    if lost:
        st.warning(shelf.lost_in_words(view, lost))
    if st.button(say("choose.use", count=len(members)), type="primary", disabled=not members, key="use-group"):
        take(choice)


def _save(view: View, gathered: Sequence[str], take: Callable[[Choice], None]) -> None:
    say = view.say
    with st.form("save-group", border=False):
        name = st.text_input(say("kept.name"), key="group-name", max_chars=80)
        note = st.text_input(say("kept.note"), key="group-note", max_chars=500)
        who = book.who(view, "save-group")
        if not st.form_submit_button(say("kept.save_group", count=len(gathered)), disabled=not gathered):
            return
    kept = shelf.act(
        view,
        who,
        lambda on: on.keep(KeptKind.GROUP, name, body(view, gathered), who=who, note=note),
        say("kept.saved", name=name),
    )
    if kept is not None:
        take(Choice(group=kept.item))


def _change(view: View, group: Group, gathered: Sequence[str]) -> None:
    say, kept = view.say, group.kept
    with st.form(f"change-{kept.kept_id}", border=False):
        name = st.text_input(say("kept.name"), kept.name, max_chars=80)
        note = st.text_input(say("kept.note"), kept.note, max_chars=500)
        anew = st.checkbox(say("kept.refill", count=len(gathered)), disabled=not gathered)
        who = book.who(view, f"change-{kept.kept_id}")
        with st.container(horizontal=True):
            change = st.form_submit_button(say("kept.change_now"))
            remove = st.form_submit_button(say("kept.remove"))
    new = body(view, gathered) if anew else None
    if change:
        done = shelf.act(
            view,
            who,
            lambda on: on.change(KeptKind.GROUP, kept.item, name=name, note=note, body=new, who=who),
            say("kept.saved", name=name),
        )
    elif remove:
        done = shelf.act(
            view,
            who,
            lambda on: on.remove(KeptKind.GROUP, kept.item, who=who),
            say("kept.removed", name=kept.name),
        )
    else:
        return
    if done is not None:
        st.rerun()


def _restore(view: View) -> None:
    say, removed = view.say, {each.item: each for each in shelf.removed(view, KeptKind.GROUP)}
    if not removed:
        return
    with st.expander(say("kept.removed_list", count=len(removed))), st.form("restore-group", border=False):
        item = st.selectbox(say("kept.group"), list(removed), format_func=lambda each: removed[each].name)
        who = book.who(view, "restore-group")
        if not st.form_submit_button(say("kept.restore")):
            return
        done = shelf.act(
            view,
            who,
            lambda on: on.restore(KeptKind.GROUP, item, who=who),
            say("kept.saved", name=removed[item].name),
        )
        if done is not None:
            st.rerun()
