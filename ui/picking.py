"""Choosing organs on a page: in groups, one by one, or in the dialog; the address keeps the rule, not its members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from analysis import roster
from ui import address, cache, organs, picking_dialog, rules, shelf
from ui.organs import EVERYBODY, Choice

if TYPE_CHECKING:
    from ui.organs import Choosable
    from ui.view import View

PILLS: Final = 10
"""Rules that fit a line; more stand in a list that can be searched."""

RULES: Final = 60
"""Rules in that list; the superiors with fewer organs are found in the dialog."""

FEW: Final = 300
"""Organs up to which a list holds all of them; of more, only those that are asked for reach the browser."""

LISTED: Final = 50
"""Organs in a list of those near the chosen one."""

TAGS: Final = 40
"""Chosen organs that are shown one by one."""

NAMED: Final = 8
"""Names in the sentence about a choice."""

LONG: Final = 20
"""Organs chosen by hand from which on it is worth saving them as a group."""

_HELD: Final = address.key("choice")
_SOUGHT: Final = address.key("sought")


def several(view: View) -> list[str]:
    """Let the reader choose several organs; ends the run where none is chosen."""
    known = rules.known(view)
    default = organs.first_choice(view.known)
    choice = _current(view, known, default)
    _rules(view, known, choice)
    choice = _tags(view, known, choice, default, hint=view.say("filter.organs_hint"))
    chosen = known.members(choice)
    _summary(view, known, choice)
    _write(choice, default)
    if not chosen:
        st.info(view.say("empty.no_organ"))
        st.stop()
    return list(chosen)


def some(view: View) -> tuple[str, ...] | None:
    """Let the reader choose some organs; null, which is the default and stands for all, where none is chosen."""
    known = rules.known(view)
    choice = _current(view, known, EVERYBODY)
    choice = _tags(view, known, choice, EVERYBODY, hint=view.say("filter.every_organ"))
    if not known.members(choice):
        choice = EVERYBODY
    _summary(view, known, choice)
    _write(choice, EVERYBODY)
    chosen = known.members(choice)
    return None if len(chosen) == len(known.names) else chosen


def one(view: View, name: str, default: str, *, label: str) -> str:
    """Let the reader choose one organ, kept in the address under `name`; see `box`."""
    names = cache.choosable(view.database).names
    asked = None if address.key(name) in st.session_state else address.initial(name)
    if asked is not None and asked not in names:
        st.warning(view.say("notice.unknown", name=name, value=asked))
    chosen = box(view, address.key(name), asked if asked in names else default, label=label)
    address.write(name, chosen, default)
    return chosen


def box(view: View, widget: str, first: str, *, label: str) -> str:
    """Let the reader choose one organ in a list of all, or of those near it where they are more than a list can hold.

    Whatever else is typed is looked up; where that is not clear, the choice stays and the list has whom it may mean.

    Args:
        view: of the page.
        widget: key of the widget.
        first: chosen until the reader chooses.
        label: of the widget.
    """
    names, large = cache.choosable(view.database).names, len(cache.choosable(view.database).names) > FEW
    before = f"{widget}-before"
    meant: tuple[str, ...] = ()
    held = st.session_state.get(widget, first)
    if held not in names:
        found = roster.listed(view.known.organs, held)
        for puzzle in found.puzzles:
            st.warning(picking_dialog.told(view, rules.known(view), puzzle))
            meant = puzzle.candidates
        held = next(iter(found.ids), st.session_state.get(before, first))
    st.session_state[widget] = st.session_state[before] = held
    near = organs.siblings(view.known.organs, held)[:LISTED] if large else names
    chosen = st.selectbox(
        label,
        list(dict.fromkeys((held, *meant, *near))) if large else list(names),
        format_func=lambda each: names.get(each, each),
        key=widget,
        accept_new_options=large,
        help=view.say("choose.type") if large else None,
    )
    return str(chosen)


def _current(view: View, known: Choosable, default: Choice) -> Choice:
    held: Choice | None = st.session_state.get(_HELD)
    if held is not None and (held == Choice() or known.members(held)):
        return held
    texts = address.initials(organs.NAMES)
    choice, unknown = known.read(texts)
    for name, text in unknown:
        gone = shelf.gone(view, text) if name == address.GROUP else ""
        st.warning(gone or view.say("notice.unknown", name=name, value=text))
    if choice is not None and not choice.by_hand and not known.members(choice):
        st.warning(view.say("choose.nobody", rule=rules.title(view, known, choice)))
        choice = None
    st.session_state[_HELD] = default if choice is None else choice
    return default if choice is None else choice


def _write(choice: Choice, default: Choice) -> None:
    texts = choice.written()
    address.write_together(texts, texts if choice == default else dict.fromkeys(texts, ""))


def _rules(view: View, known: Choosable, choice: Choice) -> None:
    saved = [Choice(group=item) for item in known.groups if known.members(Choice(group=item))]
    offered = [*known.rules()[: max(RULES - len(saved), 0)], *saved]
    if not offered:
        return
    widget = "quick-choice"
    st.session_state[widget] = choice if choice in offered else None

    def take() -> None:
        st.session_state[_HELD] = st.session_state[widget] or Choice()

    def counted(rule: Choice) -> str:
        return rules.counted(view, known, rule)

    label = view.say("filter.group")
    if len(offered) <= PILLS:
        st.pills(label, offered, format_func=counted, key=widget, on_change=take)
    else:
        st.selectbox(label, offered, format_func=counted, key=widget, on_change=take)


def _tags(view: View, known: Choosable, choice: Choice, default: Choice, *, hint: str) -> Choice:
    """Show the chosen organs one by one where they are few, and take over what the reader adds or takes away."""
    chosen = () if choice == default == EVERYBODY else known.members(choice)
    if len(chosen) > TAGS:
        return choice
    widget, large = address.key(address.ORGANS), len(known.names) > FEW
    sought: tuple[str, ...] = st.session_state.get(_SOUGHT, ())
    st.session_state[widget] = list(chosen)

    def take() -> None:
        st.session_state[_HELD] = _edited(view, known, st.session_state[widget], default)

    st.multiselect(
        view.say("filter.organs"),
        list(dict.fromkeys((*chosen, *sought))) if large else list(known.names),
        format_func=lambda each: known.names.get(each, each),
        key=widget,
        placeholder=view.say("choose.type") if large else hint,
        accept_new_options=large,
        on_change=take,
    )
    _puzzles(view, known)
    return choice


def _edited(view: View, known: Choosable, words: list[str], default: Choice) -> Choice:
    """Give the choice of these organs; words that were typed are looked up, and kept for `_puzzles` where unclear."""
    ids = [each for each in words if each in known.names]
    typed = roster.listed(view.known.organs, "\n".join(each for each in words if each not in known.names))
    st.session_state[_SOUGHT] = tuple(each for puzzle in typed.puzzles for each in puzzle.candidates)
    st.session_state[f"{_SOUGHT}-words"] = typed.puzzles
    hand = tuple(dict.fromkeys((*ids, *typed.ids)))
    return default if set(hand) == set(known.members(default)) else Choice(hand=hand)


def _puzzles(view: View, known: Choosable) -> None:
    for puzzle in st.session_state.get(f"{_SOUGHT}-words", ()):
        st.warning(picking_dialog.told(view, known, puzzle))


def _summary(view: View, known: Choosable, choice: Choice) -> None:
    """Say who is chosen in one line, with the way to the dialog behind it, and whom a saved group has lost."""
    say, chosen = view.say, known.members(choice)
    named = say.listed([known.names[each] for each in chosen[:NAMED]])
    whom = rules.title(view, known, choice) or (named if len(chosen) <= NAMED else say("choose.and_more", names=named))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(say("choose.open"), icon=":material/checklist:", key="choose-organs"):
            picking_dialog.opened(view, known, choice, take)
        st.caption(
            say("choose.summary", n=len(chosen), of=len(known.names), whom=whom) if chosen else say("choose.none")
        )
    lost = shelf.groups(view)[choice.group].lost(known.names) if choice.group else {}
    if lost:
        st.warning(shelf.lost_in_words(view, lost))
    if choice.by_hand and len(chosen) > LONG:
        st.caption(say("choose.long", count=len(chosen)))


def held(view: View) -> tuple[str, ...]:
    """Give the organs that are chosen on the page."""
    choice: Choice | None = st.session_state.get(_HELD)
    return () if choice is None else rules.known(view).members(choice)


def take(choice: Choice) -> None:
    """Choose these organs from the next run on."""
    st.session_state[_HELD] = choice
    st.session_state.pop(f"{_SOUGHT}-words", None)
    st.rerun()
