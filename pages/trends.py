"""Trends: one metric over the years for chosen organs. Gaps stay gaps, a change of form is marked and explained."""

import streamlit as st

from charts.trend import trend
from ui import breaks, cache, explain, filters, show, tables
from ui.shell import open_page

view = open_page("trends")
say = view.say

at_metric, at_years = st.columns([3, 2])
with at_metric:
    metric = filters.metric(view)
with at_years:
    years = filters.year_range(view)
chosen = filters.several_organs(view)

series = explain.on_lines(view, cache.series(view.database, metric.id, tuple(chosen), years), metric)
changes_of_form = breaks.of_form(view, series, metric)
focus = tables.foremost(series)
printed = tuple(why for _, why in changes_of_form)
caption = show.caption(
    view,
    say("trends.title", metric=view.title_of(metric), first=years[0], last=years[-1]),
    view.unit_of(metric),
    filters=(show.chosen_organs(view, chosen),),
    caveats=(*printed, *show.remarks(view, series)),
)
chart = trend(series, title=caption.title, unit=caption.unit, breaks=changes_of_form, focus=focus, words=say.charts)
if focus:
    st.caption(say("trends.focus", count=len(focus)))
show.figure(
    view, show.Figure(f"{metric.id}-{years[0]}-{years[-1]}", tables.over_years(series, say), caption, chart, printed)
)

gaps = tables.gaps(series, say)
if gaps.frame.height:
    st.subheader(say("trends.gaps", count=gaps.frame.height), anchor=False)
    show.table(view, gaps, say("trends.gaps", count=gaps.frame.height))
show.definition(view, metric)
