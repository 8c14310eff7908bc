"""Entry of the dashboard: `streamlit run app.py`."""

# Altair looks for pandas among the loaded modules while another visitor's session may still be importing it: on a cold
# server five of six first visitors met a half-imported pandas. Imported here, it is whole before any session asks.
import pandas  # noqa: F401, ICN001

from ui import shell

shell.serve()
