"""The words behind a figure, at the figure: what it counts, on which clause, how far it compares, what checks it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from analysis.series import SMALL
from charts.text import figure
from ui import address, cache, glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.vocabulary import Metric
    from briefing.words import Words
    from ui.view import View

SUM: Final = "sum."
"""Before the id of a metric in the address: the words behind its sum in a tile, not those of its chart."""

MOST_RULES: Final = 8
"""Checks that are listed; the glossary has them all."""


def control(view: View, name: str, metrics: Sequence[Metric], beside: Callable[[], None] | None = None) -> None:
    """Show the button that opens the words behind some metrics; what is opened stands in the address (`i`).

    Args:
        view: of the page.
        name: of what is opened, as the address has it: once on a page.
        metrics: whose words are shown.
        beside: shows more above the words, once they are open.
    """
    widget = address.key(f"{address.INFO}-{name}")
    if widget not in st.session_state:
        st.session_state[widget] = st.query_params.get(address.INFO) == name
    label = view.say("info.open", metric=view.say.listed([view.title_of(each) for each in metrics[:1]]))
    opened = st.popover("ⓘ", key=widget, help=label, type="tertiary", on_change=_note, args=(widget, name))
    if not opened.open:
        return
    with opened:
        if beside is not None:
            beside()
        st.html("".join(words(view, each) for each in metrics))


def _note(widget: str, name: str) -> None:
    if st.session_state[widget]:
        address.write(address.INFO, name, "")
    elif st.query_params.get(address.INFO) == name:
        address.write(address.INFO, "", "")


def check(view: View) -> None:
    """Drop what the address wants opened where it names no figure of the vocabulary, with a notice."""
    asked = st.query_params.get(address.INFO)
    if asked is not None and asked.removeprefix(SUM) not in set(view.known.metrics["metric"]):
        st.warning(view.say("notice.unknown", name=address.INFO, value=asked))
        address.write(address.INFO, "", "")


def words(view: View, metric: Metric) -> str:
    """Give as HTML what the registry says of a metric, with the way to its entry in the glossary."""
    say = view.say
    known = cache.glossary_of(view.database)
    row = say.localized(known.filter(known["metric"] == metric.id)).row(0, named=True)
    row |= {side: [_title(view, part) for part in row[side]] for side in ("numerator", "denominator")}
    rest = len(row["rules"]) - MOST_RULES
    row["rules"] = row["rules"][:MOST_RULES]
    lines = [*glossary.described(row, say), *limits(view, metric)]
    lines += [(say("column.rule"), say("info.more_rules", count=rest))] if rest > 0 else []
    described = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in lines)
    asked = {
        **{name: st.query_params[name] for name in (address.WORKSPACE, address.LANGUAGE) if name in st.query_params},
        address.SEARCH: metric.id,
    }
    return (
        f'<div class="info"><h4>{escape(view.title_of(metric))}</h4><p>{escape(row["definition"])}</p>'
        f'<dl>{described}</dl><a href="glossary?{escape(urlencode(asked))}" target="_self">'
        f"{escape(say('info.glossary'))}</a></div>"
    )


def limits(view: View, metric: Metric) -> list[tuple[str, str]]:
    """Give from what size on a change counts as large, and below what base a number is marked as small."""
    say: Words = view.say
    small = say("info.small_n", small=SMALL) if metric.is_rate else say("info.small_base", small=SMALL)
    if metric.is_rate:
        large = say("info.large_rate", points=figure(metric.material_abs))
    else:
        size = figure(metric.material_abs)
        large = say("info.large", size=size, unit=view.unit_of(metric), pct=figure(metric.material_pct))
    return [(say("info.limits"), f"{large} {small}")]


def _title(view: View, part: str) -> str:
    known = view.known.metrics
    found = view.say.localized(known.filter(known["metric"] == part))
    return f"{found['title'][0]} ({part})" if found.height else part
