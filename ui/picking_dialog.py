"""The dialog in which many organs are chosen: found by name, by rule, pasted as a list, or as a saved group.

What is found and pasted is gathered in a list first; the page runs again when the reader takes the list or a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from analysis import roster
from ui import group_forms, organs, rules
from ui.organs import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from analysis.roster import Puzzle
    from ui.organs import Choosable
    from ui.view import View

FOUND: Final = 20
"""Organs that a search shows at once."""

SUPERIORS: Final = 60
"""Superiors that stand in a list; of more, those that a search finds."""

NAMED: Final = 12
_GATHERED: Final = "gathered-organs"


def opened(view: View, known: Choosable, choice: Choice, take: Callable[[Choice], None]) -> None:
    """Open the dialog; `take` is called with what the reader decides on."""
    st.session_state[_GATHERED] = known.members(choice)

    @st.dialog(view.say("choose.title"), width="large")
    def shown() -> None:
        labels = [view.say(f"choose.tab.{each}") for each in ("search", "rule", "paste", "group")]
        at_search, at_rule, at_paste, at_group = st.tabs(labels)
        with at_search:
            _search(view, known)
        with at_rule:
            _rule(view, known, take)
        with at_paste:
            _paste(view, known)
        gathered = st.container()
        with at_group:
            group_forms.shown(view, known, st.session_state[_GATHERED], take)
        with gathered:
            _gathered(view, known, take)

    shown()


def told(view: View, known: Choosable, puzzle: Puzzle) -> str:
    """Give the sentence about a word that names no organ, or several, with those that it may mean."""
    full = dict(view.known.organs.select("organ_id", "name").iter_rows())
    named = view.say.listed([full[each] for each in puzzle.candidates if each in known.names])
    key = "ambiguous" if puzzle.ambiguous else "unlike" if not named else "unmatched"
    return view.say(f"choose.{key}", word=puzzle.word, organs=named)


def _gather(more: Iterable[str], known: Choosable) -> None:
    gathered = {*st.session_state[_GATHERED], *more}
    st.session_state[_GATHERED] = tuple(each for each in known.names if each in gathered)


def _search(view: View, known: Choosable) -> None:
    say = view.say
    text = st.text_input(say("choose.search"), key="organ-search", placeholder=say("choose.search_hint"))
    found, count = roster.search(view.known.organs, text, FOUND)
    if not text.strip():
        return
    st.caption(say("choose.found", count=count, shown=len(found)))
    if not found:
        return
    superior = dict(view.known.organs.select("organ_id", "parent_id").iter_rows())

    def label(each: str) -> str:
        above = known.names.get(superior[each] or "", "")
        return f"{known.names[each]}（{above}）" if above else known.names[each]

    picked = st.pills(say("choose.results"), found, selection_mode="multi", format_func=label, key=f"found-{text}")
    with st.container(horizontal=True):
        if st.button(say("choose.add", count=len(picked)), disabled=not picked, key="add-picked"):
            _gather(picked, known)
        if st.button(say("choose.add_all", count=count), key="add-found"):
            _gather(roster.search(view.known.organs, text, count)[0], known)


def _rule(view: View, known: Choosable, take: Callable[[Choice], None]) -> None:
    say = view.say
    at_under, at_kind = st.columns(2)
    with at_under:
        offered = _superiors(view, known)
        under = st.selectbox(
            say("choose.below"),
            ["", *offered],
            format_func=lambda each: known.names[each] if each else say("choose.any"),
            key="rule-under",
        )
    with at_kind:
        kind = st.selectbox(
            say("choose.of_kind"),
            list(known.kinds),
            format_func=lambda each: rules.kind_title(view, each),
            key="rule-kind",
        )
    choice = Choice(under=under, kind="" if under and kind == organs.ALL else kind)
    members = known.members(choice)
    st.caption(_named(view, known, members))
    with st.container(horizontal=True):
        if st.button(say("choose.use", count=len(members)), type="primary", disabled=not members, key="use-rule"):
            take(choice)
        if st.button(say("choose.add", count=len(members)), disabled=not members, key="add-rule"):
            _gather(members, known)
    st.caption(say("choose.rule_note"))


def _superiors(view: View, known: Choosable) -> list[str]:
    largest = sorted(known.under, key=lambda each: -len(known.under[each]))
    if len(largest) <= SUPERIORS:
        return [each for each in known.names if each in known.under]
    text = st.text_input(view.say("choose.superior_search"), key="superior-search")
    above = view.known.organs.filter(pl.col("organ_id").is_in(largest))
    found, _ = roster.search(above, text, SUPERIORS)
    return found or largest[:SUPERIORS]


def _paste(view: View, known: Choosable) -> None:
    say = view.say
    text = st.text_area(say("choose.paste"), key="organ-list", height=160, placeholder=say("choose.paste_hint"))
    if not text.strip():
        return
    found = roster.listed(view.known.organs, text)
    said = say("choose.read", n=len(found.ids), repeated=found.repeated, puzzles=len(found.puzzles))
    (st.warning if found.puzzles else st.success)(said)
    if found.puzzles:
        rows = [(puzzle.word, told(view, known, puzzle)) for puzzle in found.puzzles]
        columns = [say("column.word"), say("column.told")]
        st.dataframe(pl.DataFrame(rows, schema=columns, orient="row"), hide_index=True, height="auto")
    with st.container(horizontal=True):
        if st.button(say("choose.add", count=len(found.ids)), disabled=not found.ids, key="add-listed"):
            _gather(found.ids, known)
        if st.button(say("choose.instead", count=len(found.ids)), disabled=not found.ids, key="only-listed"):
            st.session_state[_GATHERED] = ()
            _gather(found.ids, known)


def _gathered(view: View, known: Choosable, take: Callable[[Choice], None]) -> None:
    say = view.say
    gathered: tuple[str, ...] = st.session_state[_GATHERED]
    st.divider()
    st.markdown(f"**{say('choose.gathered', count=len(gathered))}**")
    st.caption(_named(view, known, gathered))
    with st.container(horizontal=True):
        label = say("choose.use", count=len(gathered))
        if st.button(label, type="primary", disabled=not gathered, key="use-gathered"):
            take(Choice(hand=gathered))
        if st.button(say("choose.clear"), disabled=not gathered, key="clear-gathered"):
            st.session_state[_GATHERED] = ()
            st.rerun(scope="fragment")


def _named(view: View, known: Choosable, ids: Sequence[str]) -> str:
    names = view.say.listed([known.names[each] for each in ids[:NAMED]])
    if len(ids) <= NAMED:
        return names or view.say("choose.none")
    return view.say("choose.and_more", names=names)
