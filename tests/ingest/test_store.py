from __future__ import annotations

import duckdb
import polars as pl
import pytest

from ingest import store, tables
from ingest.organs import Organ

ORGAN = Organ("示例市人民政府", short_name="示例市", level="city")
REPORT = {
    "report_id": 1,
    "organ_id": ORGAN.organ_id,
    "year": 2024,
    "form": "2021",
    "title": "",
    "file": "a.md",
    "sha256": "0",
    "reader": "0",
    "revision": 1,
    "is_current": True,
    "is_excerpt": False,
    "source_note": "",
    "organ_proof": "",
    "year_proof": "",
    "tables": ["two"],
}


def frames(cells, report=None):
    return {
        "organ": tables.organ_frame([ORGAN]),
        "report": pl.DataFrame([{**REPORT, **(report or {})}]),
        "cell": pl.DataFrame(cells, schema=tables.CELL, orient="row"),
    }


def cell(path="licence.decisions", status="reported", value=1.0, report_id=1):
    return (report_id, path, status, value, str(value), "l1")


@pytest.mark.parametrize(
    ("cells", "report"),
    [
        pytest.param([cell(status="blank", value=0.0)], None, id="a-blank-is-no-zero"),
        pytest.param([cell(status="unreadable", value=3.0)], None, id="unreadable-has-no-number"),
        pytest.param([cell(status="reported", value=None)], None, id="reported-has-a-number"),
        pytest.param([cell(), cell(value=2.0)], None, id="one-cell-twice"),
        pytest.param([cell(status="estimated")], None, id="unknown-status"),
        pytest.param([cell(report_id=2)], None, id="cell-without-report"),
        pytest.param([cell()], {"organ_id": "0"}, id="report-without-organ"),
        pytest.param([cell()], {"form": "2020"}, id="unknown-form"),
    ],
)
def test_the_schema_refuses(space, cells, report):
    good = store.publish(_made(space), 1, frames([cell()]))
    with pytest.raises(duckdb.Error):
        store.publish(space, 2, frames(cells, report))
    assert space.published() == good
    assert sorted(path.name for path in space.database.iterdir()) == ["CURRENT", "v1.duckdb"]


def test_versions_count_up_from_the_highest_that_is_there(space):
    _made(space)
    assert store.next_version(space) == 1
    store.publish(space, 1, frames([cell()]))
    store.publish(space, 7, frames([cell()]))
    assert store.next_version(space) == 8


def test_the_current_version_stays_even_when_it_is_old(space):
    _made(space)
    for version in (1, 2, 3, 4, 5):
        store.publish(space, version, frames([cell(value=float(version))]))
    assert sorted(path.name for path in space.database.glob("v*")) == ["v3.duckdb", "v4.duckdb", "v5.duckdb"]
    store.publish(space, 2, frames([cell(value=2.0)]))
    assert space.published().name == "v2.duckdb"
    assert store.query(space.published(), "select value from fact").item() == 2


def test_leftovers_of_killed_builds_are_removed(space):
    _made(space)
    space.database.mkdir()
    for name in (".v1.building", ".v1.building.wal", "CURRENT.tmp"):
        (space.database / name).write_text("torn")
    store.publish(space, 1, frames([cell()]))
    assert sorted(path.name for path in space.database.iterdir()) == ["CURRENT", "v1.duckdb"]


def test_text_keeps_what_documents_print(space):
    printed = "１，204\n万元 \U00020bb7 'x' \x00end"
    cells = [(1, "a", "unreadable", None, printed, "l1")]
    path = store.publish(_made(space), 1, frames(cells))
    assert store.query(path, "select printed from cell").item() == printed


def _made(space):
    space.root.mkdir(exist_ok=True)
    return space
