"""`python -m ui` serves the dashboard: everything heavy is loaded before the server answers, not by its first visitor.

Arguments go on to `streamlit run`, for example `python -m ui --server.port 8501`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas  # noqa: F401, ICN001 - see app.py
from streamlit.web import cli

from briefing import parts, tables  # noqa: F401
from ui import (  # noqa: F401
    cache,
    checks,
    filters,
    finding,
    form,
    glance,
    lacking,
    mend,
    notable,
    organs,
    report,
    shell,
    show,
)

APP = Path(__file__).parents[1] / "app.py"


def main() -> None:
    """Serve until stopped."""
    sys.argv = ["streamlit", "run", str(APP), *sys.argv[1:]]
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main()
