from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ingest import readings
from ingest.build import build
from ingest.intake import take
from ingest.store import query

ROOT = Path(__file__).resolve().parents[2]
CELLS = "select organ_id, year, path, value, status from fact order by all"


def fail_findings(built, rule):
    return built.findings.filter(pl.col("rule") == rule, pl.col("outcome") == "fail")


def test_documents_become_a_database(add, put, space):
    built = add(put(licence=12, penalty="-", coercion="约30"))
    assert (built.version, built.documents, built.read, built.reports, built.refused) == (1, 1, 1, 1, 0)
    assert built.years == (2024,)
    assert space.published() == built.path
    cells = query(built.path, "select path, status, value, printed from cell order by path").rows()
    assert cells == [
        ("coercion.decisions", "unreadable", None, "约30"),
        ("licence.decisions", "reported", 12.0, "12"),
        ("penalty.decisions", "blank", None, "-"),
    ]
    row = query(built.path, "select * from build").row(0, named=True)
    assert (row["version"], row["documents"], row["reports"], row["refused"]) == (1, 1, 1, 0)
    assert query(built.path, "select count(*) from metric").item() > 200
    assert query(built.path, "select count(*) from comparability").item() > 0


def test_the_same_documents_give_the_same_cells(add, put, space):
    paths = [put("a.md", year=2023), put("b.md", year=2024)]
    first = add(*paths)
    for cached in space.readings.iterdir():
        cached.unlink()
    second = add(*paths)
    assert (second.version, second.read) == (2, 2)
    for table in ("organ", "report", "cell", "finding", "passage"):
        rows = f"from {table} order by all"
        assert_frame_equal(query(first.path, rows), query(second.path, rows))


def test_only_what_is_new_is_read(add, put):
    assert add(put("a.md", year=2023)).read == 1
    assert add(put("b.md", year=2024)).read == 1
    assert add().read == 0


def test_another_version_of_the_reader_reads_all_again(add, put, monkeypatch):
    add(put("a.md", year=2023), put("b.md", year=2024))
    monkeypatch.setattr(readings, "reader_version", lambda: "mended00")
    assert add().read == 2


def test_a_torn_reading_is_read_again(add, put, space):
    add(put())
    kept = next(space.readings.iterdir())
    kept.write_text(kept.read_text("utf-8")[:300], "utf-8")
    built = add()
    assert (built.read, built.reports) == (1, 1)


def test_one_report_in_two_files_counts_once(add, put, documents):
    first = put("a.md")
    second = documents / "b.txt"
    second.write_text(first.read_text("utf-8").replace("| ", "|").replace("# ", ""), "utf-8")
    built = add(first, second)
    assert (built.documents, built.reports, built.duplicates) == (2, 1, 1)
    found = fail_findings(built, "d.duplicate").row(0, named=True)
    assert (found["severity"], found["report_id"], found["quote"]) == ("notice", 1, "b.txt")


def test_of_two_reports_that_differ_the_newer_is_current(add, put):
    add(put("first.md", licence=12))
    built = add(put("again.md", licence=13, penalty=4))
    assert query(built.path, "select revision, is_current, file from report order by revision").rows() == [
        (1, False, "first.md"),
        (2, True, "again.md"),
    ]
    assert query(built.path, "select value from fact where path = 'licence.decisions'").item() == 13
    found = fail_findings(built, "d.revision").row(0, named=True)
    assert (found["severity"], found["cells"]) == ("warning", ["licence.decisions", "penalty.decisions"])


def test_an_excerpt_takes_no_figures_from_a_whole_report(add, put, documents):
    whole = put("whole.md", licence=12)
    excerpt = documents / "excerpt.md"
    note = "来源：已公布年度报告的节选\n\n## 二"
    excerpt.write_text(whole.read_text("utf-8").replace("## 二", note).replace("| 12 |", "| 13 |"), "utf-8")
    built = add(whole, excerpt)
    assert query(built.path, "select is_excerpt, is_current from report order by revision").rows() == [
        (False, True),
        (True, False),
    ]


def test_a_fuller_edition_replaces_the_part_it_agrees_with(add, put, documents):
    whole = put("whole.md")
    part = documents / "part.md"
    part.write_text(whole.read_text("utf-8").split("| 第二十条第（六）项")[0], "utf-8")
    built = add(part, whole)
    assert (built.reports, built.duplicates) == (1, 1)
    assert query(built.path, "select file, revision from report").rows() == [("whole.md", 1)]


def test_a_report_whose_tables_were_lost_counts_as_a_report(add, put):
    path = put()
    path.write_text(path.read_text("utf-8").split("## 二")[0], "utf-8")
    built = add(path)
    assert (built.reports, built.refused, built.cells) == (1, 0, 0)
    missing = built.findings.filter(pl.col("rule").str.starts_with("s.missing"), pl.col("outcome") == "fail")
    assert missing["severity"].to_list() == ["error"] * 3


def test_cells_of_one_metric_lie_together(add, put):
    built = add(*(put(f"{year}.md", year=year) for year in (2022, 2023, 2024)))
    stored = query(built.path, "select path, report_id from cell")
    assert_frame_equal(stored, stored.sort("path", "report_id"))


def test_passes_failures_and_open_checks_are_counted_by_rule_and_report(add, put):
    built = add(put("a.md", year=2023), put("b.md", year=2024))
    rules = built.findings.filter(pl.col("outcome") == "pass")
    assert rules.height
    assert rules["message_zh"].unique().to_list() == [""]
    assert rules["cells"].list.len().max() == 0
    assert built.findings.filter(pl.col("outcome") != "pass", pl.col("message_zh") == "").is_empty()
    assert set(built.findings["outcome"]) >= {"pass", "cannot_check"}


def test_what_is_set_aside_comes_back_when_it_can_be_read(add, put, space, hostile):
    path = put("a.md")
    path.write_text(path.read_text("utf-8") + "#fault", "utf-8")
    built = add(path, reader=hostile)
    assert (built.reports, built.refused) == (0, 1)
    note = next((space.root / "refused").glob("*.reason.txt")).read_text("utf-8")
    assert note.startswith("a.md\n")
    assert "ZeroDivisionError" in note
    for kept in space.readings.iterdir():
        kept.unlink()
    mended = add()
    assert (mended.reports, mended.refused) == (1, 0)
    assert list((space.root / "refused").iterdir()) == []


def test_old_versions_go_but_never_an_open_or_current_one(add, put, space):
    first = add(put())
    dashboard = duckdb.connect(first.path, read_only=True)
    for _ in range(4):
        add()
        assert dashboard.cursor().execute("select count(*) from cell").fetchone() == (3,)
    dashboard.close()
    assert sorted(path.name for path in space.database.iterdir()) == ["CURRENT", "v3.duckdb", "v4.duckdb", "v5.duckdb"]
    assert space.published().name == "v5.duckdb"


def test_an_empty_workspace_builds(add):
    built = add()
    assert (built.documents, built.reports, built.years) == (0, 0, ())


KILL_AT = """
import os, signal, sys
from pathlib import Path
from ingest import build, store
from ingest.workspace import Workspace

def stop(*_, **__): os.kill(os.getpid(), signal.{signal})
module, name = "{at}".split(".")
if "{when}" == "before":
    setattr({{"store": store, "build": build}}[module], name, stop)
else:
    real = getattr(store, name)
    setattr(store, name, lambda *args: (real(*args), stop()))
build.build(Workspace(Path(sys.argv[1])))
"""


def run_python(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, capture_output=True, check=False
    )


@pytest.mark.parametrize(
    ("at", "when"),
    [
        pytest.param("build.read_documents", "before", id="reading"),
        pytest.param("store.write", "before", id="before-writing"),
        pytest.param("store.write", "after", id="database-written"),
        pytest.param("store._point", "before", id="before-the-pointer-moves"),
    ],
)
def test_a_build_killed_at_its_worst_moments_changes_nothing(add, put, space, at, when):
    published = add(put("a.md", year=2023, licence=5))
    before = query(published.path, CELLS)
    take(space, [put("b.md", year=2024, licence=6)])
    killed = run_python(KILL_AT.format(at=at, when=when, signal="SIGKILL"), space.root)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert space.published() == published.path
    assert_frame_equal(query(space.published(), CELLS), before)
    built = add()
    assert built.reports == 2
    assert not list(space.database.glob(".v*"))


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_database(add, put, space):
    add(*(put(f"{year}.md", year=year) for year in range(2021, 2026)))
    moments = random.Random(2026)
    for number in range(10):
        for kept in space.readings.iterdir():
            kept.unlink()
        command = [sys.executable, "-m", "ingest", "build", "--workspace", str(space.root)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.3, 1.6))
        process.kill()
        process.wait()
        current = space.published()
        assert query(current, "select count(*) from report").item() == 5, f"run {number}, {current}"
    assert build(space).reports == 5
    assert not list(space.database.glob(".v*"))
