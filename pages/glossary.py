"""Glossary: every cell and indicator with its labels on each form, definition, clause, comparability and checks."""

import streamlit as st

from briefing import remarks
from ui import glossary, show
from ui.shell import open_page

view = open_page("glossary")
say = view.say

found = glossary.chosen(view)
st.caption(say("glossary.found", count=found.height))
glossary.cards(view, found)
if found.height:
    st.subheader(say("glossary.table"), anchor=False)
    show.figure(
        view, show.Figure("glossary", glossary.table(found, say), remarks.caption(view, say("page.glossary"), ""))
    )

with st.expander(say("method.title")):
    st.markdown(say("method.text"))
