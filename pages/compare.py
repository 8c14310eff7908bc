"""Compare: one metric, chosen organs, two years. Who rose, who fell, and who cannot be compared?"""

from dataclasses import replace

import streamlit as st

from analysis.change import between
from analysis.totals import total_change, without_overlap
from briefing import remarks, tables
from charts.dumbbell import dumbbell
from ui import beside, cache, driven, explain, filters, further, glance, show, sources
from ui.shell import open_page

view = open_page("compare")
say = view.say

at_metric, at_years = st.columns([2, 1])
with at_metric:
    metric = filters.metric(view)
with at_years:
    start, end = filters.year_pair(view, *st.columns(2, wrap=False))
chosen = filters.several_organs(view)
title, unit = view.title_of(metric), view.unit_of(metric)

shown_first = dict.fromkeys([metric, view.metric(filters.LICENCES), view.metric(filters.PENALTIES)])
glance.tiles(view, list(shown_first), chosen, (start, end))

history = cache.series(view.database, metric.id, tuple(chosen), view.years)
changes = between(history, start, end, view.known.comparability, metric)
added, covering = without_overlap(view.known.organs, chosen)
addends = cache.series(view.database, metric.id, tuple(added), (start, end))
total = total_change(addends, start, end, view.known.comparability, metric).row(0, named=True)

of_years = history.filter(history["year"].is_in([start, end]))
about = show.About((metric,), sources.of_series(view, of_years, metric))

way = beside.way(view, metric)
if way == "peers":
    show.figure(view, beside.beside_peers(view, metric, chosen, end), about)
elif way == "funnel":
    show.figure(view, beside.between_limits(view, metric, chosen, end), about)
elif way == "drivers":
    show.figure(view, driven.driven(view, metric, added, (start, end), total["of"]), about)
elif way == "contributions":
    show.figure(view, beside.who_made_it(view, metric, changes, added, total["of"]), about)
further.composition_of(view, metric, chosen, end)
if way != "years":
    st.stop()

shown = explain.beside(view, changes)
rows = tables.compared(shown, history, metric, say)
caption = remarks.caption(
    view,
    say("compare.title", metric=title, start=start, end=end),
    unit,
    filters=(remarks.chosen_organs(view, chosen),),
    caveats=remarks.caveats(view, changes, covering),
)
chart = dumbbell(shown, title=caption.title, unit=unit, words=say.charts)
table = tables.together(rows, tables.summed(total, metric, say))
show.figure(
    view, show.Figure(f"{metric.id}-{start}-{end}", table, caption, chart if rows.frame.height else None), about
)

without = tables.not_compared(changes, history, say)
if without.frame.height:
    st.subheader(say("compare.without", count=without.frame.height), anchor=False)
    show.figure(view, show.Figure(f"{metric.id}-{start}-{end}-not-compared", without, replace(caption, caveats=())))
