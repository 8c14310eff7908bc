"""Glossary: every cell and indicator with its labels on each form, definition, clause, comparability and checks."""

import streamlit as st

from briefing import registers, remarks
from briefing.plan import Ask, Question
from ui import address, glossary, show
from ui.shell import open_page

view = open_page("glossary")
say = view.say

found = glossary.chosen(view)
st.caption(say("glossary.found", count=found.height))
glossary.cards(view, found)
if found.height:
    st.subheader(say("glossary.table"), anchor=False)
    caption = remarks.caption(view, say("page.glossary"), "")
    asks = Question(Ask.GLOSSARY, st.query_params.get(address.SEARCH, ""), tuple(view.names), view.years[-1:])
    show.figure(view, show.Figure("glossary", registers.glossary(found, say), caption, asks=asks))

with st.expander(say("method.title")):
    st.markdown(say("method.text"))
