"""The controls of the pages. Each reads its value from the address, shows the widget and writes the value back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from analysis.headline import latest_good_year
from ui import address, organs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from analysis.vocabulary import Metric
    from ui.view import View

Choice = TypeVar("Choice", bound=str)

LICENCES = "licence.decisions"
PENALTIES = "penalty.decisions"
PILLS = 8
"""Groups that fit a line; more stand in a list that can be searched."""


def metric(view: View) -> Metric:
    """Let the reader choose one metric of the vocabulary (`m`)."""
    titles = dict(view.say.localized(view.known.metrics).select("metric", "title").iter_rows())
    chosen = one(view, address.METRIC, list(titles), LICENCES, titles, label=view.say("filter.metric"))
    return view.metric(chosen)


def one(
    view: View,
    name: str,
    options: Sequence[str],
    default: str,
    titles: dict[str, str],
    *,
    label: str,
) -> str:
    """Let the reader choose one of several ids, kept in the address under `name`; unknown ids are named and dropped."""
    _prepare(view, name, options, default)
    chosen = st.selectbox(label, options, format_func=titles.__getitem__, key=address.key(name))
    address.write(name, str(chosen), default)
    return str(chosen)


def switch(view: View, name: str, options: Sequence[Choice], titles: dict[Choice, str], *, label: str) -> Choice:
    """Let the reader switch between a few ids, kept in the address under `name`; the first is the default."""
    _prepare(view, name, options, options[0])
    chosen = st.segmented_control(label, options, format_func=titles.__getitem__, key=address.key(name), required=True)
    kept = chosen or options[0]
    address.write(name, kept, options[0])
    return kept


def year(view: View, name: str, default: int, *, label: str, years: Sequence[int] | None = None) -> int:
    """Let the reader choose one year, kept in the address under `name`."""
    options = [str(each) for each in reversed(years or view.years)]
    return int(one(view, name, options, str(default), {each: each for each in options}, label=label))


def year_pair(view: View, start_at: DeltaGenerator, end_at: DeltaGenerator) -> tuple[int, int]:
    """Let the reader choose a start and an end year (`y0`, `y1`) at two places; the start is always the earlier one."""
    if len(view.years) == 1:
        st.info(view.say("empty.one_year"))
        st.stop()
    last = latest_good_year(view.known.organs, view.known.reports) or view.years[-1]
    with end_at:
        end = year(view, address.END, last, label=view.say("filter.end_year"), years=view.years[1:])
    earlier = [each for each in view.years if each < end]
    with start_at:
        start = year(view, address.START, earlier[-1], label=view.say("filter.start_year"), years=earlier)
    return start, end


def year_range(view: View) -> tuple[int, ...]:
    """Let the reader choose a span of years (`from`, `to`), all by default."""
    options = [str(each) for each in view.years]
    if len(options) == 1:
        return view.years
    # Only a slider that is given its two ends as a value still has two at the next run; and since what is given does
    # not move a slider that is there, each reading of the address has one of its own.
    reading = address.key("span-read")
    if reading not in st.session_state:
        ends = [_known(view, name, options) for name in (address.FIRST, address.LAST)]
        held = tuple(sorted((ends[0] or options[0], ends[1] or options[-1])))
        count = st.session_state.get("span-reads", 0) + 1
        st.session_state[reading], st.session_state["span-reads"] = (f"span-{count}", held), count
    widget, held = st.session_state[reading]
    chosen = st.select_slider(view.say("filter.years"), options, held, key=address.key(widget))
    first, last = str(chosen[0]), str(chosen[-1])
    address.write(address.FIRST, first, options[0])
    address.write(address.LAST, last, options[-1])
    return tuple(range(int(first), int(last) + 1))


def organ(view: View, default: str | None = None) -> str:
    """Let the reader choose one organ (`org`)."""
    titles = organs.names(view.known.organs)
    return one(view, address.ORGAN, list(titles), default or next(iter(titles)), titles, label=view.say("filter.organ"))


def latest_year(view: View) -> int:
    """Give the year to open with: the latest in which most have reported."""
    return latest_good_year(view.known.organs, view.known.reports) or view.years[-1]


def some_organs(view: View) -> tuple[str, ...] | None:
    """Let the reader choose some organs (`o`); null, which is the default and stands for all, where none is chosen."""
    titles = organs.names(view.known.organs)
    groups = organs.groups(view.known.organs)
    widget = address.key(address.ORGANS)
    held = st.session_state.get(widget)
    if held is None:
        held, unknown = organs.read(address.initial(address.ORGANS) or "", titles, groups)
        for word in unknown:
            st.warning(view.say("notice.unknown", name=address.ORGANS, value=word))
    address.hold(address.ORGANS, [] if len(held) == len(titles) else held)
    chosen = st.multiselect(
        view.say("filter.organs"),
        list(titles),
        format_func=titles.__getitem__,
        key=widget,
        placeholder=view.say("filter.every_organ"),
    )
    address.write(address.ORGANS, organs.written(chosen, groups) if chosen else "", "")
    return tuple(each for each in titles if each in set(chosen)) or None


def several_organs(view: View) -> list[str]:
    """Let the reader choose several organs (`o`), one by one or a whole group; ends the run where none is chosen."""
    titles = organs.names(view.known.organs)
    groups = organs.groups(view.known.organs)
    default = organs.first_choice(view.known)
    widget = address.key(address.ORGANS)
    held = st.session_state.get(widget)
    if held is None:
        text = address.initial(address.ORGANS)
        held, unknown = organs.read(text or "", titles, groups)
        for word in unknown:
            st.warning(view.say("notice.unknown", name=address.ORGANS, value=word))
        if text is None or (unknown and not held):
            held = default
    address.hold(address.ORGANS, held)
    _quick_choices(view, groups, titles)
    chosen = st.multiselect(
        view.say("filter.organs"),
        list(titles),
        format_func=titles.__getitem__,
        key=widget,
        placeholder=view.say("filter.organs_hint"),
    )
    address.write(address.ORGANS, organs.written(chosen, groups), organs.written(default, groups))
    if not chosen:
        st.info(view.say("empty.no_organ"))
        st.stop()
    return [each for each in titles if each in set(chosen)]


def _quick_choices(view: View, groups: list[organs.Group], titles: dict[str, str]) -> None:
    def title(token: str) -> str:
        group = by_token[token]
        if group.superior:
            return view.say("group.under", organ=titles[group.superior], count=len(group.ids))
        return view.say(f"group.{group.token.removeprefix('@')}", count=len(group.ids))

    by_token = {group.token: group for group in groups}
    widget = "quick-choice"
    chosen = set(st.session_state[address.key(address.ORGANS)])
    st.session_state[widget] = next((group.token for group in groups if set(group.ids) == chosen), None)

    def take() -> None:
        token = st.session_state[widget]
        st.session_state[address.key(address.ORGANS)] = list(by_token[token].ids) if token else []

    label, tokens = view.say("filter.group"), list(by_token)
    if len(groups) <= PILLS:
        st.pills(label, tokens, format_func=title, key=widget, on_change=take)
    else:
        st.selectbox(label, tokens, format_func=title, key=widget, on_change=take)


def _prepare(view: View, name: str, options: Sequence[str], default: str) -> None:
    held = st.session_state.get(address.key(name))
    address.hold(name, held if held in options else _known(view, name, options) or default)


def _known(view: View, name: str, options: Sequence[str]) -> str | None:
    asked = address.initial(name)
    if asked is not None and asked not in options:
        st.warning(view.say("notice.unknown", name=name, value=asked))
        return None
    return asked
