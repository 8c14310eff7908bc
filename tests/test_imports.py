"""The import table of docs/design.md, read from the syntax tree; a planted violation must be found."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WATCHED = {
    "streamlit",
    "altair",
    "duckdb",
    "polars",
    "pandas",
    "narwhals",
    "sqlalchemy",
    "alembic",
    "vl_convert",
    "xlsxwriter",
}


@dataclass(frozen=True)
class Room:
    """What one package may import of ours, and which of the watched libraries."""

    ours: frozenset[str]
    libraries: frozenset[str]


def room(ours, libraries):
    return Room(frozenset(ours.split()), frozenset(libraries.split()))


ROOMS = {
    "ingest": room("ingest ledger", "polars duckdb xlsxwriter"),
    "analysis": room("analysis ledger", "polars narwhals duckdb"),
    "charts": room("charts", "altair polars"),
    "briefing": room("briefing charts analysis", "polars altair vl_convert xlsxwriter"),
    "ledger": room("ledger", "sqlalchemy alembic"),
    "ui": room("ui analysis ledger briefing charts", "streamlit polars pandas"),  # pandas: see ui/__main__.py
    "pages": room("ui analysis charts briefing", "streamlit"),
    "demo": room("demo", "xlsxwriter"),
    "app.py": room("ui", "streamlit pandas"),  # pandas: see the first line of app.py
}
OURS = {"ingest", "analysis", "charts", "briefing", "ledger", "ui", "pages", "demo"}
DUCKDB_IN_ANALYSIS = "load.py"  # the only reader of the database


def imported(source):
    """Top-level names of every import; imports for types alone count too, since they tie rooms together."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def violations(name, file, source):
    allowed = ROOMS[name]
    for module in imported(source):
        if module in OURS and module not in allowed.ours:
            yield f"{file} imports {module}"
        if module in WATCHED and module not in allowed.libraries:
            yield f"{file} imports {module}"
        if name == "analysis" and module == "duckdb" and Path(file).name != DUCKDB_IN_ANALYSIS:
            yield f"{file} imports duckdb"


def files(name):
    return [ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py"))


@pytest.mark.parametrize("name", ROOMS)
def test_rooms_import_only_what_the_table_allows(name):
    found = [each for file in files(name) for each in violations(name, str(file), file.read_text(encoding="utf-8"))]
    assert files(name)
    assert found == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        pytest.param("charts", "import streamlit", id="chart-with-streamlit"),
        pytest.param("pages", "import polars as pl", id="page-with-polars"),
        pytest.param("ui", "from ingest.read import read_report", id="dashboard-with-the-reader"),
        pytest.param("analysis", "def late():\n    import duckdb", id="late-import-outside-load"),
        pytest.param("ingest", "from ui import cache", id="reader-with-the-dashboard"),
    ],
)
def test_a_planted_violation_is_found(name, source):
    assert list(violations(name, f"{name}/planted.py", source))


def test_no_module_is_longer_than_three_hundred_lines():
    long = {
        str(file.relative_to(ROOT)): count
        for name in ROOMS
        for file in files(name)
        if (count := len(file.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}
