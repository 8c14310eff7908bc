"""Pages over six hundred organs: what they fetch of the database, and what they send to the browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import frames, load
from benchmarks.changes import World, changes
from benchmarks.province import workspace
from benchmarks.served import PAGES, served, visited

ROOT = Path(__file__).parents[2]
NAMES = ("overview", "compare", "trends", "categories", "organ", "quality", "glossary")
SENT = 300_000
MOST_FACTS = 0.06
"""Share of all cells that one run may fetch: two years of eleven headline figures and the sums that show their zeros."""


@pytest.fixture(scope="module")
def province(workspaces, tmp_path_factory):
    """Give the folder with the workspace `many`: 600 organs × 7 years."""
    home = tmp_path_factory.mktemp("many")
    workspace(load.published(workspaces / "demo"), home, "many", 600, 7)
    return home


@pytest.fixture(scope="module")
def con(province):
    with load.open_database(load.published(province / "many")) as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(con):
    """Give some changes of each page: those over all organs, and every sixth of the others."""
    return {
        page: [{}] + [each.address for at, each in enumerate(found) if at % 6 == 0 or each.address.get("o") == "@all"]
        for page, found in changes(World.of(con)).items()
    }


@pytest.fixture(scope="module")
def server(province):
    with served(PAGES, province) as running:
        yield running


@pytest.mark.parametrize("page", NAMES)
def test_a_page_sends_at_most_300_kb(page, server, asked):
    with visited(server) as visitor:
        for address in asked[page]:
            run = visitor.ask(page, address)
            assert not run.errors
            assert run.sent <= SENT, address


@pytest.fixture
def fetched(province, monkeypatch):
    """Give the list that grows by schema and height of every frame that the database gives."""
    found_so_far, rows = [], load.rows

    def counted(con, sql, schema, *rest):
        found = rows(con, sql, schema, *rest)
        found_so_far.append((schema, found.height))
        return found

    monkeypatch.setattr(load, "rows", counted)
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(province))
    return found_so_far


@pytest.mark.parametrize("page", NAMES)
def test_no_page_fetches_all_facts(page, con, asked, fetched):
    cells = con.sql("select count(*) from cell").fetchall()[0][0]
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    for address in asked[page]:
        fetched.clear()
        app.query_params.clear()
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        facts = sum(height for schema, height in fetched if schema == frames.FACTS)
        assert facts <= MOST_FACTS * cells, address
        others = [height for schema, height in fetched if schema not in (frames.FACTS, frames.REPORTS)]
        assert max(others, default=0) <= 2000, address


def test_counting_finds_who_fetches_all(con, fetched):
    paths = [path for (path,) in con.sql("select distinct path from cell").fetchall()]
    load.facts(con, paths)
    [(schema, height)] = fetched
    assert schema == frames.FACTS
    assert height > MOST_FACTS * con.sql("select count(*) from cell").fetchall()[0][0]
