"""Compare: one metric, chosen organs, two years. Who rose, who fell, and who cannot be compared?"""

import streamlit as st

from analysis.change import between
from analysis.totals import total_change, without_overlap
from ui import beside, cache, driven, filters, further, glance, moved, scatter, show, sources
from ui.shell import open_page

view = open_page("compare")
say = view.say

at_metric, at_years = st.columns([2, 1])
with at_metric:
    metric = filters.metric(view)
with at_years:
    start, end = filters.year_pair(view, *st.columns(2, wrap=False))
chosen = filters.several_organs(view)

shown_first = dict.fromkeys([metric, view.metric(filters.LICENCES), view.metric(filters.PENALTIES)])
glance.tiles(view, list(shown_first), chosen, (start, end))

pairs = cache.series(view.database, metric.id, tuple(chosen), (start, end))
changes = between(pairs, start, end, view.known.comparability, metric)
added, covering = without_overlap(view.known.organs, chosen)
addends = cache.series(view.database, metric.id, tuple(added), (start, end))
total = total_change(addends, start, end, view.known.comparability, metric).row(0, named=True)

about = show.About((metric,), sources.of_series(view, pairs, metric))

way = beside.way(view, metric)
if way == "peers":
    show.figure(view, beside.beside_peers(view, metric, chosen, end), about)
elif way == "funnel":
    show.figure(view, beside.between_limits(view, metric, chosen, end), about)
elif way == "drivers":
    show.figure(view, driven.driven(view, metric, added, (start, end), total["of"]), about)
elif way == "contributions":
    show.figure(view, beside.who_made_it(view, metric, changes, added, total["of"]), about)
elif way == "scatter":
    show.figure(view, scatter.against(view, metric, chosen, end), about)
further.composition_of(view, metric, chosen, end)
if way != "years":
    st.stop()

moved.figures(view, moved.Asked(metric, tuple(chosen), (start, end), about), changes, total, covering)
