from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ingest.corrections import as_read, corrected
from ingest.tables import CELL
from ledger import Entry, Kind

METRICS = pl.DataFrame({"metric": ["a"], "title_zh": ["甲"], "title_en": ["A"]})
REPORTS = pl.DataFrame(
    [(1, "o", 2023, "old.md", False), (2, "o", 2023, "new.md", True), (3, "o", 2024, "next.md", True)],
    schema=("report_id", "organ_id", "year", "file", "is_current"),
    orient="row",
)
CELLS = pl.DataFrame(
    [
        (1, "a", "reported", 11.0, "11", "l1"),
        (2, "a", "reported", 12.0, "12", "l2"),
        (2, "b", "blank", None, "—", "l3"),
        (3, "a", "unreadable", None, "1O", "l4"),
    ],
    schema=CELL,
    orient="row",
)


def entry(number=1, *, year=2023, target="a", printed="12", value=15.0):
    return Entry(
        entry_id=number,
        kind=Kind.CORRECTION,
        organ_id="o",
        organ="示例市人民政府",
        year=year,
        target=target,
        who="审核员",
        note="误读",
        source="原件",
        workspace="city",
        printed=printed,
        value=value,
    )


def cell_of(cells, report_id, path):
    found = cells.filter(report_id=report_id, path=path)
    return found.row(0)[2:] if found.height else None


@pytest.mark.parametrize(
    ("given_entry", "report_id", "after", "before"),
    [
        pytest.param(entry(), 2, ("corrected", 15.0, "12", "l2"), ("reported", 12.0), id="another-figure"),
        pytest.param(entry(value=None), 2, ("blank", None, "12", "l2"), ("reported", 12.0), id="blank-instead"),
        pytest.param(
            entry(target="b", printed="—"), 2, ("corrected", 15.0, "—", "l3"), ("blank", None), id="figure-for-a-blank"
        ),
        pytest.param(
            entry(year=2024, printed="1O"), 3, ("corrected", 15.0, "1O", "l4"), ("unreadable", None), id="unreadable"
        ),
        pytest.param(entry(target="c", printed=None), 2, ("corrected", 15.0, "", ""), (None, None), id="no-cell"),
        pytest.param(
            entry(target="c", printed=None, value=None), 2, ("blank", None, "", ""), (None, None), id="no-cell-blank"
        ),
    ],
)
def test_an_armed_correction_replaces_the_cell_of_the_current_report(given_entry, report_id, after, before):
    done = corrected(CELLS, REPORTS, [given_entry], METRICS)
    path = given_entry.target
    assert cell_of(done.cells, report_id, path) == after
    row = done.corrections.row(0, named=True)
    assert (row["report_id"], row["path"], row["entry_id"], row["value"]) == (report_id, path, 1, given_entry.value)
    assert (row["status_before"], row["value_before"], row["printed"]) == (*before, given_entry.printed)
    assert (row["note"], row["source"], row["who"]) == ("误读", "原件", "审核员")
    others = pl.col("report_id").ne(report_id) | pl.col("path").ne(path)
    assert_frame_equal(done.cells.filter(others), CELLS.filter(others), check_row_order=False)
    assert done.findings.is_empty()


@pytest.mark.parametrize(
    ("given_entry", "rule", "severity", "report_id", "says"),
    [
        pytest.param(entry(printed="13"), "c.disarmed", "warning", 2, "“13”.*“12”", id="prints-something-else"),
        pytest.param(entry(printed=None), "c.disarmed", "warning", 2, "没有读到这一格.*“12”", id="cell-was-found"),
        pytest.param(entry(target="c"), "c.disarmed", "warning", 2, "“12”.*没有读到这一格", id="cell-is-gone"),
        pytest.param(entry(year=2020), "c.unused", "notice", None, "示例市人民政府 2020 年没有报告", id="no-report"),
    ],
)
def test_a_correction_that_is_not_armed_changes_nothing_and_is_named(given_entry, rule, severity, report_id, says):
    done = corrected(CELLS, REPORTS, [given_entry], METRICS)
    assert_frame_equal(done.cells, CELLS)
    assert done.corrections.is_empty()
    found = done.findings.row(0, named=True)
    assert (found["rule"], found["severity"], found["report_id"], found["outcome"]) == (
        rule,
        severity,
        report_id,
        "fail",
    )
    assert found["cells"] == ([given_entry.target] if report_id else [])
    assert done.findings["message_zh"].str.contains(says).all()
    assert "1" in found["message_en"]


def test_without_entries_nothing_happens():
    done = corrected(CELLS, REPORTS, [], METRICS)
    assert_frame_equal(done.cells, CELLS)
    assert done.corrections.is_empty()
    assert done.findings.is_empty()


KEYS = st.tuples(st.sampled_from([2023, 2024, 2025]), st.sampled_from("abc"))
CHOICES = st.tuples(st.sampled_from(["11", "12", "—", "1O", None]), st.none() | st.floats(-5, 5))


@given(st.dictionaries(KEYS, CHOICES))
def test_as_read_is_the_way_back(chosen):
    entries = [
        entry(number, year=year, target=target, printed=printed, value=value)
        for number, ((year, target), (printed, value)) in enumerate(chosen.items(), start=1)
    ]
    done = corrected(CELLS, REPORTS, entries, METRICS)
    assert done.corrections.height + done.findings.height == len(entries)
    assert_frame_equal(as_read(done.cells, done.corrections), CELLS, check_row_order=False)
    numbers = done.cells.filter(pl.col("value").is_not_null())
    assert set(numbers["status"]) <= {"reported", "corrected"}
