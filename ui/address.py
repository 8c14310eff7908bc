"""The address of the page is its state: short names, ids, nothing that is the default, the same view after a reload.

A name is looked up in the address; when the reader has just come from another page by the menu, whose addresses are
bare, it is taken from there, so that a chosen metric stays chosen. A link, a saved view and the way back say all there
is to say. Widgets live under the keys `key(name)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

WORKSPACE: Final = "w"
LANGUAGE: Final = "lang"
METRIC: Final = "m"
ORGANS: Final = "o"
GROUP: Final = "g"
UNDER: Final = "of"
KIND: Final = "ot"
START: Final = "y0"
END: Final = "y1"
FIRST: Final = "from"
LAST: Final = "to"
YEAR: Final = "y"
ORGAN: Final = "org"
FAMILY: Final = "f"
OVER: Final = "over"
MEASURE: Final = "as"
BY: Final = "by"
SHOWN: Final = "show"
RULE: Final = "r"
AT: Final = "at"
SEVERITY: Final = "sev"
OUTCOME: Final = "out"
VERDICT: Final = "v"
PAGE: Final = "p"
FINDING: Final = "f"
EXPLAIN: Final = "x"
"""Quality has no families to choose and Categories opens no finding, and neither is carried from page to page."""
WAY: Final = "way"
PEERS: Final = "peers"
NEAR: Final = "near"
ATTRIBUTES: Final = "attr"
PARTED: Final = "parts"
SEARCH: Final = "q"
SCALE: Final = "s"
BASE: Final = "base"
BESIDE: Final = "with"
INFO: Final = "i"
"""What is opened: the words behind a figure; on the page of an organ, the source of one."""

VIEW: Final = "view"
"""Names the saved view that is open, until the reader changes it."""

SECOND: Final = "m2"
SIZE: Final = "sz"
OWN: Final = "own"
RANKS: Final = "rk"

WITHIN: Final = "within"
"""Marks a link from a page to itself. Streamlit follows such a link without showing its address; taking the mark out
makes it show the rest."""

_PREFIX: Final = "address:"
_KEPT: Final = "kept-address"
_SEEN: Final = "seen-address"
_MOVED: Final = "moved-page"


def key(name: str) -> str:
    """Give the widget key under which the value of a name lives."""
    return _PREFIX + name


def hold(name: str, value: object) -> None:
    """Put a value into the widget of a name, at every run.

    Streamlit's widget is another one when the same page is run by another script, as after the first visit of a server
    (see `shell`): it would come up with its first option.
    """
    st.session_state[key(name)] = value


def begin(page: str) -> None:
    """Start a run: where the address is not the one this page wrote last, forget the widgets and read it again."""
    if WITHIN in st.query_params:
        del st.query_params[WITHIN]
    before_page, before = st.session_state.get(_SEEN, (None, None))
    st.session_state[_MOVED] = before_page not in (None, page) and not st.query_params.keys() - {WORKSPACE, LANGUAGE}
    if (page, _written()) != (before_page, before):
        for name in [name for name in st.session_state if str(name).startswith(_PREFIX)]:
            del st.session_state[name]
    st.session_state[_SEEN] = (page, _written())


def initial(name: str) -> str | None:
    """Give the text of a name in the address, or as kept from the page before; null for the default."""
    if name in st.query_params:
        return st.query_params[name]
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    return kept.get(name) if st.session_state.get(_MOVED) else None


def initials(names: Collection[str]) -> dict[str, str]:
    """Give the texts of names that mean something together: from the address if it has any of them, else as kept."""
    asked = {name: st.query_params[name] for name in names if name in st.query_params}
    found = {name: initial(name) for name in names}
    return asked or {name: text for name, text in found.items() if text is not None}


def write(name: str, text: str, default: str) -> None:
    """Put a value into the address, or take it out where it is the default.

    An address that says the default openly is left as it is: rewriting a link as soon as it is followed would catch the
    reader who wants to go back.
    """
    write_together({name: text}, {name: default})


def write_together(texts: Mapping[str, str], defaults: Mapping[str, str]) -> None:
    """Put several values into the address as `write` does, in one step: each step is one for who goes back."""
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    said = {name: text for name, text in st.query_params.items() if name != VIEW}
    new = dict(said)
    for name, text in texts.items():
        if text != defaults[name]:
            kept[name] = new[name] = text
            continue
        kept.pop(name, None)
        if new.get(name) != text:
            new.pop(name, None)
    if new != said:
        st.query_params.from_dict(new)
    _note_written()


def show(texts: Mapping[str, str], but: Collection[str]) -> None:
    """Put another address of the same page in place of this one, leaving the names in `but` alone."""
    spared = {name: text for name, text in st.query_params.items() if name in but}
    forget(but)
    st.query_params.from_dict(spared | dict(texts))


def forget(but: Collection[str]) -> None:
    """Drop every value but these: what was chosen in one workspace means nothing in another."""
    for name in [name for name in st.query_params if name not in but]:
        del st.query_params[name]
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    st.session_state[_KEPT] = {name: text for name, text in kept.items() if name in but}
    spared = {key(name) for name in but}
    for name in [str(name) for name in st.session_state if str(name).startswith(_PREFIX)]:
        if name not in spared:
            del st.session_state[name]
    _note_written()


def _note_written() -> None:
    """Remember the address as our own, so that the next run does not take it for one that came from outside."""
    page, _ = st.session_state.get(_SEEN, ("", None))
    st.session_state[_SEEN] = (page, _written())


def _written() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(st.query_params.items()))
