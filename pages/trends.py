"""Trends: one metric over the years for chosen organs. Gaps stay gaps, a change of form is marked and explained."""

import streamlit as st

from briefing import breaks, remarks, supplied, tables
from briefing.plan import Ask, Question
from ui import cache, compounded, explain, filters, foremost, panels, scales, show, since, sources
from ui.shell import open_page

view = open_page("trends")
say = view.say

at_metric, at_years = st.columns([3, 2])
with at_metric:
    metric = filters.metric(view)
with at_years:
    years = filters.year_range(view)
chosen = filters.several_organs(view)

drawn = foremost.by_value(view, metric, chosen, years[-1])
few = foremost.said(view, len(drawn), len(chosen), "value")
series = explain.on_lines(view, cache.series(view.database, metric.id, tuple(drawn), years), metric)
lines = scales.chosen(view, metric, series, years)
changes_of_form = breaks.of_form(view, series, metric)
way = panels.way(view)
title = say("trends.title", metric=view.title_of(metric), first=years[0], last=years[-1]) + lines.suffix
if way == panels.TOGETHER:
    chart, told, printed = panels.together(view, lines, tables.foremost(series), title, changes_of_form)
else:
    chart, told, printed = panels.drawn(view, metric, lines, title, own=way == "own")
caption = remarks.caption(
    view,
    title,
    lines.unit,
    filters=(remarks.chosen_organs(view, chosen),),
    caveats=(
        *few,
        *(why for _, why in changes_of_form),
        *told,
        *remarks.remarks(view, lines.series),
        *supplied.notes(view, lines.series),
    ),
)
since.told(view, series, metric)
stem = f"{metric.id}-{years[0]}-{years[-1]}" + ("" if way == panels.TOGETHER else f"-{way}")
table = tables.over_years(lines.series, say)
every = (lambda: scales.whole(view, metric, chosen, years, lines)) if few else None
asks = Question(Ask.TREND, metric.id, tuple(chosen), years)
about = show.About((metric,), sources.of_series(view, series, metric))
natural = way != panels.TOGETHER
figure = show.Figure(stem, table, caption, chart, printed, natural=natural, whole=every, asks=asks, by="organ")
show.figure(view, figure, about)

compounded.shown(view, metric, series, chosen, few)

gaps = tables.gaps(series, say)
if gaps.frame.height:
    st.subheader(say("trends.gaps", count=gaps.frame.height), anchor=False)
    show.table(view, gaps, say("trends.gaps", count=gaps.frame.height))
    for text in few:
        st.caption(text)
