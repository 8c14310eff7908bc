"""Applying corrections at once against building anew, and both killed at any moment."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ingest import rules
from ingest.apply import apply
from ingest.build import build
from ingest.store import query
from ingest.workspace import Workspace, WorkspaceError
from ledger import Kind, book_of, undone

ROOT = Path(__file__).resolve().parents[2]
TABLES = (
    "organ",
    "attribute",
    "report",
    "cell",
    "correction",
    "passage",
    "narrative",
    "finding",
    "metric",
    "comparability",
)
CELLS = """
select organ_id, o.name, year, path, printed from cell join report using (report_id) join organ o using (organ_id)
where is_current order by path, organ_id, year
"""


def correct(space, row, value, **changes):
    organ_id, organ, year, path, printed = row
    chosen = {"year": year, "target": path, "printed": printed, **changes}
    return book_of(space.root).record(
        kind=Kind.CORRECTION, organ_id=organ_id, organ=organ, who="审核员", note="误读", value=value, **chosen
    )


def assert_same_content(first, second):
    for table in TABLES:
        assert_frame_equal(query(first, f"from {table} order by all"), query(second, f"from {table} order by all"))
    entry = "select ledger_entry from build"
    assert query(first, entry).item() == query(second, entry).item()


@pytest.fixture(scope="module")
def city(workspaces, tmp_path_factory) -> Workspace:
    """Give the city with two of its districts, read already."""
    space = Workspace(tmp_path_factory.mktemp("few") / "city")
    shutil.copytree(workspaces / "demo", space.root, ignore=shutil.ignore_patterns("database"))
    kept = [each for each in space.documents() if each.file.startswith(("示例市_", "示例市甲木区", "示例市乙木县"))]
    assert len(kept) > 20
    space.write_documents(kept)
    build(space)
    return space


# A cell by its place in the list, what it is expected to print (as it does, otherwise, nothing), and the new figure.
CORRECTIONS = st.tuples(
    st.integers(0, 10**6),
    st.sampled_from(["same"] * 6 + ["other", "absent", "no-year"]),
    st.none() | st.integers(0, 99),
)
STEPS = st.lists(st.one_of(CORRECTIONS, st.integers(0, 10**6), st.just("apply")), min_size=1, max_size=12)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_applying_equals_building_anew(city, steps):
    rows = query(city.published(), CELLS).rows()
    for step in [*steps, "apply"]:
        if step == "apply":
            apply(city)
        elif isinstance(step, int):
            _undo_one(city, step)
        else:
            position, expects, value = step
            row = rows[position % len(rows)]
            changes = {
                "same": {},
                "other": {"printed": "别的"},
                "absent": {"target": "requests.other", "printed": None},
                "no-year": {"year": 2001},
            }
            correct(city, row, value, **changes[expects])
    applied = city.published()
    assert_same_content(applied, build(city).path)


def _undo_one(space, position):
    book = book_of(space.root)
    entries = book.history()
    alive = [each for each in entries if each.entry_id not in undone(entries)]
    if alive:
        book.undo(alive[position % len(alive)].entry_id, who="a", note="b")


def test_only_corrections_are_applied_and_only_once(add, put, space):
    add(put("a.md", year=2023), put("b.md", year=2024))
    assert apply(space) is None
    row = query(space.published(), CELLS).row(0)
    correct(space, row, 7)
    done = apply(space)
    assert (done.version, done.corrections, done.reports) == (2, 1, 2)
    assert done.path == space.published()
    assert apply(space) is None
    found = query(done.path, "select value, status, printed from cell where status <> 'reported'")
    assert found.rows() == [(7.0, "corrected", row[4])]


def test_nothing_is_applied_where_nothing_is_published(space):
    with pytest.raises(WorkspaceError, match="no database yet"):
        apply(space)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("alter table build drop column ledger_entry", id="older-schema"),
        pytest.param("update build set program = '0.0.1'", id="older-program"),
        pytest.param("update build set ledger_entry = 99", id="another-ledger"),
    ],
)
def test_where_applying_cannot_be_trusted_everything_is_built_anew(add, put, space, change):
    add(put())
    correct(space, query(space.published(), CELLS).row(0), 7)
    with duckdb.connect(str(space.published())) as connection:
        connection.execute(change)
    done = apply(space)
    assert (done.version, done.corrections, done.reports) == (2, 1, 0)
    assert query(done.path, "select ledger_entry from build").item() == 1


def test_the_rules_are_told_from_other_findings_by_their_ids(city):
    findings = query(city.published(), "select distinct rule, regexp_matches(rule, ?) as own from finding", [rules.OWN])
    of_reading = findings.filter(~pl.col("own"))["rule"].str.split(".").list.first()
    assert set(of_reading) <= {"d", "layout", "n", "s", "c", "ocr"}
    assert findings.filter(own=True).height > 50


# A process that is forked for each build and for each application, so that none has to import anything.
WORK = """
import os, sys
from pathlib import Path
from ingest import apply as applying, build as building
from ingest.workspace import Workspace
import duckdb, polars
for line in sys.stdin:
    what, root = line.split()
    child = os.fork()
    if not child:
        space = Workspace(Path(root))
        os.write(1, f"{os.getpid()}\\n".encode())
        with space.locked():
            (applying.apply if what == "apply" else building.build)(space)
        os._exit(0)
    os.waitpid(child, 0)
    os.write(1, b"end\\n")
"""


@pytest.fixture
def worker():
    settings = {**os.environ, "POLARS_MAX_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", WORK], cwd=ROOT, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.stdin.close()
    process.wait()
    process.stdout.close()


def _killed(worker, what, space, after_s):
    """Start a build or an application, and kill it after so many seconds, where it still runs."""
    worker.stdin.write(f"{what} {space.root}\n")
    worker.stdin.flush()
    child = worker.stdout.readline().strip()
    if after_s is not None:
        time.sleep(after_s)
        subprocess.run(["kill", "-9", child], check=False, stderr=subprocess.DEVNULL)
    assert worker.stdout.readline() == "end\n"


@pytest.mark.slow
@pytest.mark.parametrize("what", ["apply", "build"])
def test_killed_at_any_moment_the_published_database_is_whole_and_old_or_new(*, add, put, space, worker, what):
    add(*(put(f"{year}.md", year=year, licence=1) for year in (2022, 2023, 2024)))
    row = next(row for row in query(space.published(), CELLS).iter_rows() if row[3:] == ("licence.decisions", "1"))
    began, moments = time.monotonic(), random.Random(7)
    correct(space, row, 9)
    _killed(worker, what, space, None)
    takes_s, now = time.monotonic() - began, 9
    for number in range(10, 25):
        correct(space, row, number)
        _killed(worker, what, space, moments.uniform(0.3, 1.1) * takes_s)
        published = query(space.published(), "select year, value from fact where path = 'licence.decisions'")
        values = published.filter(year=row[2])["value"].to_list()
        assert published["value"].to_list().count(1) == 2
        assert values in ([now], [number])
        assert query(space.published(), "select count(*) from finding").item() > 50
        now = values[0]
    apply(space)
    assert_same_content(space.published(), build(space).path)
    assert not list(space.database.glob(".v*"))


HOLD = """
import sys
from pathlib import Path
from ingest.workspace import Workspace
with Workspace(Path(sys.argv[1])).locked():
    print("held", flush=True)
    input()
"""


def test_applying_waits_for_a_build_that_is_running(space, add, put):
    add(put())
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(space.root)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(WorkspaceError, match="Another build is running"), space.locked(wait_s=0.2):
        pass
    waiting = subprocess.Popen([sys.executable, "-m", "ingest", "apply", "-w", str(space.root)], cwd=ROOT)
    holder.communicate("\n")
    assert waiting.wait() == 0
