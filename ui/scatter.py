"""Two metrics of one year against each other: the controls of the page; see `briefing.scattered`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from briefing.plan import Ask, Question
from briefing.scattered import scattered
from ui import address, cache, filters, scales, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from ui.view import View

NONE: Final = "none"
SCALES: Final = ("value", "log")


def against(view: View, metric: Metric, chosen: Sequence[str], year: int) -> show.Figure:
    """Give the scatter of a metric (across) and a second one (up) over the chosen organs in one year."""
    metrics, logarithmic = _choices(view, metric)
    series = {name: cache.series(view.database, each.id, tuple(chosen), (year,)) for name, each in metrics.items()}
    made = scattered(view, metrics, series, chosen, logarithmic=logarithmic)
    ids = [each.id for each in metrics.values()]
    asks = Question(Ask.SCATTER, "|".join(ids), tuple(chosen), (year,))
    name = "-".join([*ids, str(year), "scatter"])
    return show.Figure(name, made.table, made.caption, made.chart, by="organ", asks=asks)


def _choices(view: View, metric: Metric) -> tuple[dict[str, Metric], bool]:
    """Let the reader choose the second metric (`m2`), the size (`sz`) and the scale (`s`)."""
    say = view.say
    titles = dict(say.localized(view.known.metrics).select("metric", "title").iter_rows())
    others = [each for each in titles if each != metric.id]
    second = filters.PENALTIES if metric.id != filters.PENALTIES else filters.LICENCES
    at_second, at_size, at_scale = st.columns(3, vertical_alignment="bottom")
    with at_second:
        up = filters.one(view, address.SECOND, others, second, titles, label=say("filter.second"))
    with at_size:
        sizes = {NONE: say("scatter.one_size")} | titles
        by = filters.one(view, address.SIZE, list(sizes), NONE, sizes, label=say("filter.size"))
    with at_scale:
        scales.held_to(SCALES)
        ways = {each: say(f"scale.{each}") for each in SCALES}
        scale = filters.switch(view, address.SCALE, SCALES, ways, label=say("scatter.scale"))
    chosen = {"x": metric, "y": view.metric(up)} | ({} if by == NONE else {"size": view.metric(by)})
    return chosen, scale == "log"
