"""The shared code of the pages: the only package that imports Streamlit."""
