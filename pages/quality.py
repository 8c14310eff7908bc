"""Quality: which checks failed, where, and what was decided; one click leads to the cells and to the document."""

import streamlit as st

from briefing.plan import Ask, Question
from ui import checks, collect, explain, finding, lacking, mend
from ui.shell import open_page

view = open_page("quality")
say = view.say

st.html(finding.STYLE)
opened = finding.asked(view)
if opened is not None:
    finding.shown(view, opened)
    st.stop()

scope = checks.scope(view)
rows = checks.grid(view, scope)
heading = st.empty()
wanted = checks.asked(view, scope, rows)
checks.listed(view, wanted, heading)
everyone = scope.organs or tuple(view.names)
collect.button(view, Question(Ask.QUALITY, "", everyone, (scope.years[-1],)), "quality")

st.subheader(say("mend.heading"), anchor=False)
mend.report(view, scope)

st.subheader(say("lacking.heading"), anchor=False)
lacking.documents(view, scope.asked)

st.subheader(say("explain.heading"), anchor=False)
explain.listed(view, scope.organs, scope.years[-1])

st.subheader(say("firing.heading"), anchor=False)
lacking.rates(view)
