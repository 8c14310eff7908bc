"""The dashboard follows a new build while it runs: no restart, no reload of the program."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
REPORT = (ROOT / "data" / "reports" / "huaian-2024.md").read_text(encoding="utf-8")


def add(home, folder):
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "add", str(folder), "--workspace", "ours"],
        cwd=ROOT,
        env={**os.environ, "GONGKAI_WORKSPACES": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr


def licences(page):
    return next(tile.value for tile in page.run().metric if "licences" in tile.label)


def test_a_new_build_is_shown_at_the_next_run(tmp_path, monkeypatch):
    documents = tmp_path / "documents"
    documents.mkdir()
    home = tmp_path / "workspaces"
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(home))
    (documents / "first.md").write_text(REPORT, encoding="utf-8")
    add(home, documents)
    page = AppTest.from_file(str(ROOT / "pages" / "overview.py"), default_timeout=60)
    page.query_params["lang"] = "en"
    page.query_params["w"] = "ours"
    assert licences(page) == "447,228"
    # A corrected issue of the same report: another figure, so a new revision that becomes the current one.
    (documents / "second.md").write_text(REPORT.replace("447228", "447229"), encoding="utf-8")
    add(home, documents)
    assert licences(page) == "447,229"


def test_a_workspace_of_an_older_program_says_how_to_build_it_anew(tmp_path, monkeypatch):
    database = tmp_path / "old" / "database"
    database.mkdir(parents=True)
    with duckdb.connect(str(database / "v1.duckdb")) as con:
        con.execute("create table build (version integer)")
    (database / "CURRENT").write_text("v1.duckdb", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path))
    test = AppTest.from_file(str(ROOT / "pages" / "compare.py"), default_timeout=60).run()
    assert not test.exception
    assert [each.value for each in test.code] == ["python -m ingest build --workspace old"]
