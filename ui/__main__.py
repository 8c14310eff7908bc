"""`python -m ui` serves the dashboard: everything heavy is loaded before the server answers, not by its first visitor.

Arguments go on to `streamlit run`, for example `python -m ui --server.port 8501`.
"""

from __future__ import annotations

import atexit
import gc
import sys
from pathlib import Path

import pandas  # noqa: F401, ICN001 - see app.py
from streamlit.web import cli

from briefing import parts, tables  # noqa: F401
from charts import composition, coverage, quality, theme, trend  # noqa: F401
from ui import (  # noqa: F401
    beside,
    cache,
    checks,
    driven,
    explain,
    filters,
    finding,
    form,
    glance,
    glossary,
    lacking,
    mend,
    moved,
    notable,
    organs,
    report,
    scales,
    shell,
    show,
)

APP = Path(__file__).parents[1] / "app.py"


def main() -> None:
    """Serve until stopped."""
    theme.trust()
    # Streamlit collects garbage after every run, before its last messages go out. What is loaded by now never becomes
    # garbage; looking through it took longer than most pages do.
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
    sys.argv = ["streamlit", "run", str(APP), *sys.argv[1:]]
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main()
