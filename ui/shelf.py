"""What readers keep under a name in the open workspace, as the pages use it: saved groups and saved views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

import ledger
from ledger import KeptKind, LedgerError, Shelf
from ui import book

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger import Kept
    from ui.view import View

_SAID: Final = "kept-said"
"""Where the answer to a form waits for the next run, which shows it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A saved group: who is in it, by id with the name at the time. Some may not exist any more."""

    kept: Kept
    organs: dict[str, str]

    def lost(self, names: dict[str, str]) -> dict[str, str]:
        """Give those that are not among `names`."""
        return {each: name for each, name in self.organs.items() if each not in names}


@st.cache_resource(max_entries=16, show_spinner=False)
def _opened(url: str, workspace: str) -> Shelf:
    return ledger.open_shelf(url, workspace)


def of(view: View) -> Shelf:
    """Give the shelf of the workspace; raises LedgerError where the address of the ledger is none."""
    return _opened(ledger.url_of(view.workspace.root), view.workspace.name)


def kept(view: View, kind: KeptKind) -> tuple[Kept, ...]:
    """Give what is kept, by name; none where the ledger cannot be read (see `trouble`)."""
    try:
        return of(view).kept(kind)
    except LedgerError:
        return ()


def trouble(view: View) -> str:
    """Give the reason why the ledger cannot be read, '' where it can."""
    try:
        of(view).kept(KeptKind.VIEW)
    except LedgerError as error:
        return str(error)
    return ""


def removed(view: View, kind: KeptKind) -> tuple[Kept, ...]:
    """Give what was removed, by name; none where the ledger cannot be read."""
    try:
        return of(view).removed(kind)
    except LedgerError:
        return ()


def groups(view: View) -> dict[str, Group]:
    """Give the saved groups by item."""
    return {each.item: Group(each, dict((each.body or {}).get("organs", {}))) for each in kept(view, KeptKind.GROUP)}


def lost_in_words(view: View, lost: dict[str, str]) -> str:
    """Give the sentence about organs of a group that are no longer in the workspace, each with its name and id."""
    named = view.say.listed([f"{name}（{each}）" for each, name in lost.items()])
    return view.say("choose.lost", count=len(lost), organs=named)


def gone(view: View, item: str) -> str:
    """Give the sentence that a saved group was removed, by whom and when; '' where there never was one."""
    last = next((each for each in removed(view, KeptKind.GROUP) if each.item == item), None)
    return "" if last is None else view.say("kept.group_gone", name=last.name, who=last.who, when=when(last))


def when(kept: Kept) -> str:
    """Give the time of a version (UTC) as the pages write it."""
    return kept.at.strftime("%Y-%m-%d %H:%M")


def by_whom(view: View, kept: Kept) -> str:
    """Give who kept a thing when, and the note."""
    said = view.say("kept.by", who=kept.who, when=when(kept))
    return f"{said}　{kept.note}" if kept.note else said


def act(view: View, who: str, write: Callable[[Shelf], Kept], done: str) -> Kept | None:
    """Write on the shelf under the reader's name and give what stands there; a sentence and null where that fails.

    Args:
        view: of the page.
        who: writes; nothing is written without.
        write: is called with the shelf.
        done: is shown by the next run.
    """
    if not who:
        st.error(view.say("kept.needs_who"))
        return None
    st.session_state[book.WHO] = who
    try:
        written = write(of(view))
    except LedgerError as error:
        st.error(view.say("decide.failed", reason=error))
        return None
    st.session_state[_SAID] = done
    return written


def answer() -> None:
    """Show the answer to what was just kept or removed."""
    said = st.session_state.pop(_SAID, "")
    if said:
        st.toast(said, icon=":material/check:")
