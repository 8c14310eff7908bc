"""The controls of the pages. Each reads its value from the address, shows the widget and writes the value back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from analysis.headline import latest_good_year
from ui import address, cache, picking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from analysis.vocabulary import Metric
    from ui.view import View

Choice = TypeVar("Choice", bound=str)

LICENCES = "licence.decisions"
PENALTIES = "penalty.decisions"


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
    """Let the reader choose one organ (`org`); of more than a list can hold, by typing its name or code."""
    first = default or next(iter(cache.choosable(view.database).names))
    return picking.one(view, address.ORGAN, first, label=view.say("filter.organ"))


def latest_year(view: View) -> int:
    """Give the year to open with: the latest in which most have reported."""
    return latest_good_year(view.known.organs, view.known.reports) or view.years[-1]


def some_organs(view: View) -> tuple[str, ...] | None:
    """Let the reader choose some organs (`o g of ot`); null, which is the default and stands for all, for none."""
    return picking.some(view)


def several_organs(view: View) -> list[str]:
    """Let the reader choose several organs (`o g of ot`), by a rule or by hand; ends the run where none is chosen."""
    return picking.several(view)


def _prepare(view: View, name: str, options: Sequence[str], default: str) -> None:
    held = st.session_state.get(address.key(name))
    address.hold(name, held if held in options else _known(view, name, options) or default)


def _known(view: View, name: str, options: Sequence[str]) -> str | None:
    asked = address.initial(name)
    if asked is not None and asked not in options:
        st.warning(view.say("notice.unknown", name=name, value=asked))
        return None
    return asked
