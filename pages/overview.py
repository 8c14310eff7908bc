"""Overview: how the sums moved, what changed most, who stands out, what failed its checks, who reported which year."""

import streamlit as st

from analysis.coverage import coverage as coverage_of
from analysis.headline import latest_good_year
from analysis.totals import without_overlap
from briefing import remarks, tables
from briefing.plan import Ask, Question
from ui import cache, collect, filters, glance, notable, organs, reported
from ui.shell import open_page

view = open_page("overview")
say = view.say

latest = latest_good_year(view.known.organs, view.known.reports) or view.years[-1]
at_year, at_reports = st.columns([1, 4], vertical_alignment="bottom")
with at_year:
    year = filters.year(view, "y", latest, label=say("filter.year"))
states = coverage_of(view.known.organs, view.known.reports, view.years)
with at_reports:
    st.caption(tables.reported(states, year, say))

added, covering = without_overlap(view.known.organs, list(organs.names(view.known.organs)))
glance.headline(view, cache.headline_figures(view.database, tuple(added), year), tuple(added))
for text in remarks.without_superiors(view, covering):
    st.caption(text)

collect.button(view, Question(Ask.HEADLINE, "", tuple(added), (year - 1, year)), "headline")

st.subheader(say("overview.changes", start=year - 1, end=year), anchor=False)
moved = cache.largest_changes(view.database, year - 1, year, limit=notable.CHANGES)
for column, direction in zip(st.columns(2), ("rise", "fall"), strict=True):
    with column:
        st.markdown(f"**{say(f'overview.{direction}s')}**")
        notable.movers(view, moved.filter(moved["direction"] == direction))
st.caption(say("overview.threshold"))
collect.button(view, Question(Ask.MOVERS, "", tuple(added), (year - 1, year)), "movers")

st.subheader(say("notable.unusual", year=year), anchor=False)
notable.standing_out(view, year)
collect.button(view, Question(Ask.UNUSUAL, "", tuple(view.names), (year,)), "unusual")

st.subheader(say("notable.failed", year=year), anchor=False)
notable.failed(view, year)

st.subheader(say("overview.coverage"), anchor=False)
reported.covered(view, states)
