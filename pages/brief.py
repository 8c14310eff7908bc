"""Brief: what was collected on the pages or asked by a template, ordered, worded, and written as a file."""

import streamlit as st

from ui import briefcase, compose, hand_out
from ui.shell import open_page

view = open_page("brief")

briefcase.saved(view)
compose.begin(view)
compose.head(view)
compose.at_once(view)
with st.container(border=True):
    hand_out.writing(view)
compose.chapters(view)
