"""Overview: who reported which year, how the sums moved, the largest changes, the reports that need a second look."""

import streamlit as st

from analysis.coverage import coverage as coverage_of
from analysis.headline import latest_good_year
from analysis.totals import without_overlap
from briefing import remarks, tables
from briefing.plan import Ask, Question
from charts.coverage import coverage
from ui import cache, collect, entries, filters, glance, organs, show
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
glance.headline(view, cache.headline_figures(view.database, tuple(added), year))
for text in remarks.without_superiors(view, covering):
    st.caption(text)

collect.button(view, Question(Ask.HEADLINE, "", tuple(added), (year - 1, year)), "headline")

st.subheader(say("overview.changes", start=year - 1, end=year), anchor=False)
moved = cache.largest_changes(view.database, year - 1, year, limit=6)
for column, direction in zip(st.columns(2), ("rise", "fall"), strict=True):
    with column:
        st.markdown(f"**{say(f'overview.{direction}s')}**")
        entries.movers(view, moved.filter(moved["direction"] == direction))
st.caption(say("overview.threshold"))
collect.button(view, Question(Ask.MOVERS, "", tuple(added), (year - 1, year)), "movers")

span = say("trends.years", first=view.years[0], last=view.years[-1])
caption = remarks.caption(
    view, f"{say('overview.coverage')} · {tables.reported(states, None, say)}", "", filters=(span,)
)
chart = coverage(states.rename({"n_errors": "errors"}), title=caption.title, words=say.charts)
everyone = tuple(organs.names(view.known.organs))
asks = Question(Ask.COVERAGE, "", everyone, view.years)
show.figure(view, show.Figure("coverage", tables.coverage(states, say), caption, chart, asks=asks))

doubtful = tables.doubtful(states)
st.subheader(say("overview.findings", count=doubtful.height), anchor=False)
if doubtful.is_empty():
    st.caption(say("overview.no_findings"))
else:
    entries.reports(view, doubtful.head(8), cache.findings(view.database, outcome="fail"))
    with st.expander(say("overview.all_findings")):
        title = say("overview.findings", count=doubtful.height)
        show.figure(view, show.Figure("findings", tables.reports(doubtful, say), remarks.caption(view, title, "")))
