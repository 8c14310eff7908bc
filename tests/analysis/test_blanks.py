from __future__ import annotations

import polars as pl
import pytest

from analysis import blanks
from analysis.frames import FACTS
from ingest import definitions

METRICS = definitions.metrics()
ROW = ("natural", "company", "research", "ngo", "legal", "other", "total")


def facts(cells, report_id=1):
    rows = [
        {
            "report_id": report_id,
            "organ_id": "a",
            "year": 2022,
            "form": "2021",
            "path": path,
            "value": None if isinstance(printed, str) else printed,
            "status": "unreadable" if isinstance(printed, str) else "blank" if printed is None else "reported",
            "printed": "",
        }
        for path, printed in cells.items()
    ]
    return pl.DataFrame(rows, schema=FACTS)


def inferred(cells):
    return set(blanks.infer_zeros(facts(cells), METRICS).filter("inferred")["path"])


def granted(*printed):
    return {f"requests.granted.{column}": value for column, value in zip(ROW, printed, strict=True)}


def review(*printed):
    names = ("upheld", "corrected", "other", "pending", "total")
    return {f"review.{name}": value for name, value in zip(names, printed, strict=True)}


@pytest.mark.parametrize(
    ("cells", "zeros"),
    [
        pytest.param(review(3, None, 1, None, 4), {"review.corrected", "review.pending"}, id="parts-fill-the-total"),
        pytest.param(review(3, None, 1, None, 5), set(), id="one-is-missing-somewhere"),
        pytest.param(review(0, 0, 0, 0, None), {"review.total"}, id="total-of-zeros"),
        pytest.param(review(5, 0, 0, 0, None), set(), id="blank-total-of-a-filled-row"),
        pytest.param(review(None, None, None, None, None), set(), id="a-blank-row-proves-nothing"),
        pytest.param(review(0, None, None, None, None), set(), id="a-zero-among-blanks-proves-nothing"),
        pytest.param(
            review(None, None, None, None, 0),
            {"review.upheld", "review.corrected", "review.other", "review.pending"},
            id="parts-of-a-printed-zero",
        ),
        pytest.param(review(3, None, "1O", 0, 3), set(), id="an-unreadable-cell-cannot-be-summed"),
        pytest.param(
            {"review.upheld": 3, "review.corrected": None, "review.total": 3}, set(), id="a-cell-is-not-stored"
        ),
        pytest.param(granted(2, 1, None, None, None, None, 3), {f"requests.granted.{c}" for c in ROW[2:6]}, id="row"),
    ],
)
def test_which_blanks_are_zero(cells, zeros):
    assert inferred(cells) == zeros


def column(table_three, **rows):
    return table_three("total", **{"new": 7, "granted": 7, "total": 7, **rows})


def test_a_column_shows_blanks_to_be_zero(table_three):
    cells = column(table_three, carried_in=None, carried_out=None, refused__process=None)
    assert inferred(cells) == {
        "requests.carried_in.total",
        "requests.carried_out.total",
        "requests.refused.process.total",
    }


def test_one_failing_sum_is_a_veto(table_three):
    cells = {**column(table_three, partial=None), **{f"requests.partial.{c}": 0 for c in ROW[:6]}}
    assert inferred(cells) == {"requests.partial.total"}
    assert inferred({**cells, "requests.partial.natural": 2}) == set()


def test_an_undivided_row_completes_the_column(table_three):
    cells = {path: value for path, value in column(table_three, partial=None).items() if ".other." not in path}
    assert inferred(cells) == set()
    assert inferred({**cells, "requests.other.total": 0}) == {"requests.partial.total"}


def test_part_of_the_divided_rows_does_not_complete_the_column(table_three):
    cells = column(table_three, partial=None)
    del cells["requests.other.other.total"]
    assert inferred(cells) == set()


def test_reports_do_not_help_each_other():
    one, two = review(3, None, 1, 0, 4), review(3, None, 1, 0, 9)
    both = pl.concat([facts(one, 1), facts(two, 2)])
    found = blanks.infer_zeros(both, METRICS).filter("inferred")
    assert found.select("report_id", "path").rows() == [(1, "review.corrected")]


def test_an_inferred_zero_stays_blank_and_nothing_else_changes():
    before = facts(review(3, None, 1, 0, 4))
    after = blanks.infer_zeros(before, METRICS)
    assert after.filter("inferred").select("value", "status").rows() == [(0.0, "blank")]
    unchanged = after.filter(~pl.col("inferred")).select(FACTS.names())
    assert unchanged.equals(before.filter(pl.col("path") != "review.corrected"))


def test_witnesses_are_the_sums_that_hold_the_cell():
    assert blanks.witnesses(["review.corrected"], METRICS) == sorted(review(0, 0, 0, 0, 0))
    assert blanks.witnesses(["licence.decisions"], METRICS) == []
    assert {"requests.granted.natural", "requests.total.total", "requests.other.total"} <= set(
        blanks.witnesses(["requests.granted.total"], METRICS)
    )
