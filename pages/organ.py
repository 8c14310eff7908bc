"""Organ: one report as its printed form, last year beside it, findings at the cells, the source of each number."""

import streamlit as st

from briefing.plan import Ask, Question
from ui import cache, changes, checks, collect, decide, filters, form, peering, report, traced
from ui.shell import open_page

view = open_page("organ")
say = view.say

at_organ, at_year = st.columns([3, 1])
with at_organ:
    organ = filters.organ(view)
with at_year:
    year = filters.year(view, "y", report.latest(view, organ), label=say("filter.year"))
row = report.opened(view, organ, year)

report.heading(view, row)
decide.messages(view)
report.neighbours(view, organ, year)
peering.nearest_of(view, organ, year)

cells = cache.printed_form(view.database, organ, year)
traced.asked(view, cells, row)
problems = cache.problems(view.database, organ, year)
st.subheader(say("report.findings"), anchor=False)
report.findings(view, problems, cells, checks.of_report(view, organ, year))
collect.button(view, Question(Ask.MENDS, "", (organ,), (year,)), "mends")

st.subheader(say("report.form_title"), anchor=False)
sheet = report.sheet(view, cells, problems, row)
st.html(form.legend(sheet))
st.html(form.drawn(sheet))
collect.button(view, [Question(Ask.FORM, table, (organ,), (year,)) for table in ("two", "three", "four")], "form")
with st.expander(say("report.cells_list")):
    report.listed(view, cells, problems, row)

decide.history(view, organ, year)
changes.revisions(view, organ, year, decide.titles_of(view, organ, year))

passages = cache.passages(view.database, organ, year)
if passages.height:
    st.subheader(say("report.prose"), anchor=False)
    report.prose(view, passages)
