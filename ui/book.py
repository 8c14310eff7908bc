"""The ledger of the open workspace as the pages use it: read at every run, written under the reader's name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

import ledger
from analysis import decisions
from analysis.quality import no_verdicts
from ledger import Book, Entry, Kind, LedgerError, in_force, undone
from ui import address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import polars as pl

    from ui.view import View

WHO: Final = "who"
"""Under this name the session remembers who decides."""


@st.cache_resource(max_entries=16, show_spinner=False)
def _opened(url: str, workspace: str) -> Book:
    return ledger.open_book(url, workspace)


def of(view: View) -> Book:
    """Give the ledger of the workspace; raises LedgerError where its address is none."""
    return _opened(ledger.url_of(view.workspace.root), view.workspace.name)


def verdicts(view: View, organ_ids: Iterable[str] | None = None) -> pl.DataFrame:
    """Give the VERDICTS in force; none, with a sentence on the page, where the ledger cannot be read."""
    try:
        return decisions.verdicts(of(view), organ_ids)
    except LedgerError as error:
        st.warning(view.say("decide.unreadable", reason=error))
        return no_verdicts()


def history(view: View, organ_id: str, year: int, kinds: Iterable[Kind] = tuple(Kind)) -> tuple[Entry, ...]:
    """Give the entries about one report, newest first; none where the ledger cannot be read."""
    try:
        return tuple(entry for entry in of(view).history(organ_id, year) if entry.kind in set(kinds))
    except LedgerError as error:
        st.warning(view.say("decide.unreadable", reason=error))
        return ()


def in_words(entry: Entry, view: View, titles: Mapping[str, str]) -> str:
    """Give what an entry says, without who and when; `titles` are the names of cells."""
    say = view.say
    if entry.kind is Kind.CORRECTION:
        new = say("status.blank") if entry.value is None else f"{entry.value:,.10g}"
        old = say("decide.no_cell") if entry.printed is None else f"“{entry.printed}”"
        return say("decide.was_corrected", cell=titles.get(entry.target, entry.target), old=old, new=new)
    if entry.kind is Kind.VERDICT:
        return say("decide.was_judged", rule=entry.target, judgement=say(f"judgement.{entry.judgement}"))
    return say("decide.was_explained", metric=titles.get(entry.target, entry.target))


@dataclass(frozen=True, slots=True)
class Decided:
    """An entry that decides something, with what became of it: it holds, was replaced, or undone by `undo`."""

    entry: Entry
    state: str
    undo: Entry | None


def decided(entries: Collection[Entry]) -> list[Decided]:
    """Give the decisions among the entries about one report, undos set beside what they took back, newest first."""
    taken_back = undone(entries)
    holding = {entry.entry_id for entry in in_force(entries)}
    undos = {entry.undoes: entry for entry in entries if entry.undoes is not None and entry.entry_id not in taken_back}

    def state(entry: Entry) -> str:
        if entry.entry_id in taken_back:
            return "undone"
        return "holds" if entry.entry_id in holding else "replaced"

    return [Decided(entry, state(entry), undos.get(entry.entry_id)) for entry in entries if entry.undoes is None]


def details(decided: Decided, view: View) -> list[str]:
    """Give who decided when and why, and what became of it, a line each."""
    say, entry, undo = view.say, decided.entry, decided.undo
    lines = [f"{entry.who} · {when(entry)} UTC", entry.note]
    lines += [say("decide.from", source=entry.source)] if entry.source else []
    if undo is None:
        return [*lines, say(f"entry.{decided.state}")]
    return [*lines, say("decide.undone_by", who=undo.who, when=when(undo), note=undo.note)]


def when(entry: Entry) -> str:
    """Give the time of an entry (UTC) as the pages write it."""
    return entry.at.strftime("%Y-%m-%d %H:%M")


def login() -> str:
    """Give the name under which the reader is logged in, '' where nobody logs in."""
    user = st.user.to_dict() if getattr(st.user, "is_logged_in", False) else {}
    return str(user.get("name") or user.get("email") or "")


def can_judge(view: View) -> bool:
    """Tell whether entries can be written: to the workspace's own ledger, or to a shared one."""
    return bool(os.environ.get("GONGKAI_LEDGER")) or can_correct(view)


def can_correct(view: View) -> bool:
    """Tell whether a new version of the database can be published here."""
    root = view.workspace.root
    return os.access(root, os.W_OK) and os.access(root / "database", os.W_OK)


def who(view: View, name: str) -> str:
    """Let the reader say who decides, in a form called `name`; the login where there is one, else as said before."""
    known = login()
    if known:
        st.text_input(view.say("decide.who"), known, disabled=True, key=address.key(f"{name}-login"))
        return known
    said: str = st.text_input(view.say("decide.who"), st.session_state.get(WHO, ""), key=f"{name}-who", max_chars=80)
    return said.strip()
