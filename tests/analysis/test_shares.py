import polars as pl
import pytest

from analysis.composition import composition, facts_for
from analysis.shares import POOLED, SHARES, pooled, shares

YEARS = (2020, 2021, 2022)


def moved(world, family="outcomes", years=YEARS):
    parts = composition(world.known, facts_for(world.con, world.known, family, None, years), family, None, years)
    return shares(world.known, parts)


def of(rows, part, year):
    return rows.row(by_predicate=(pl.col("part") == part) & (pl.col("year") == year), named=True)


@pytest.fixture
def history(rows, world, table_three):
    rows.report("a", 2020, "2021", table_three(new=40, granted=10, partial=30, total=40))
    rows.report("a", 2021, "2021", table_three(new=10, granted=5, partial=5, total=10))
    rows.report("a", 2022, "2021", table_three(new=50, granted=None, partial=30, total=50))
    return world(rows)


def test_shares_move_in_points_and_say_on_how_many_cases_they_rest(history):
    rows = moved(history)
    assert rows.schema == SHARES
    granted = of(rows, "requests.granted.total", 2021)
    assert (granted["n"], granted["start_share"], granted["share"]) == (10.0, 25.0, 50.0)
    assert (granted["change_pp"], granted["share_case"]) == (25.0, "increase")
    assert (granted["change"], granted["case"]) == (-5.0, "decrease")
    assert granted["flags"] == ["small_n"]


def test_changes_of_all_parts_add_up_to_nothing(history):
    rows = moved(history).filter(pl.col("year") == 2021)
    assert rows["change_pp"].sum() == pytest.approx(0)


def test_a_missing_part_leaves_no_share_and_no_change_of_shares(history):
    rows = moved(history)
    partial = of(rows, "requests.partial.total", 2022)
    assert (partial["n"], partial["share"], partial["change_pp"]) == (None, None, None)
    assert partial["share_case"] == "end_missing"
    assert (partial["change"], partial["flags"]) == (25.0, ["small_base"])


def test_the_first_year_has_nothing_to_compare_with(history):
    first = of(moved(history), "requests.partial.total", 2020)
    assert (first["start_status"], first["share_case"], first["change_pp"]) == ("no_report", "start_missing", None)


def test_a_gap_is_not_stepped_over(rows, world, table_three):
    for year in (2020, 2022):
        rows.report("a", year, "2021", table_three(new=20, granted=20, total=20))
    assert of(moved(world(rows)), "requests.granted.total", 2022)["share_case"] == "start_missing"


def test_one_row_against_three_is_compared_and_said(rows, world, table_three):
    before = {path: 0 for path in table_three() if ".other." not in path} | {"requests.other.total": 4}
    rows.report("a", 2020, "2019", before | {"requests.granted.total": 16, "requests.total.total": 20})
    rows.report("a", 2021, "2021", table_three(granted=10, other__no_correction=5, other__other=5, total=20))
    built = moved(world(rows))
    other = of(built, "requests.other_all", 2021)
    assert (other["start_share"], other["share"], other["change_pp"]) == (20.0, 50.0, 30.0)
    assert "其他处理" in other["why_zh"]
    assert of(built, "requests.granted.total", 2021)["why_zh"] == ""


def test_parts_of_several_organs_together_leave_out_whom_a_part_is_missing(history):
    rows = moved(history)
    assert pooled(rows.filter(pl.col("year") == 2022)).is_empty()
    sums = pooled(rows.filter(pl.col("year") == 2021))
    assert sums.schema == POOLED
    assert sums.filter(pl.col("value") > 0).select("part", "value", "share", "n", "organs").rows() == [
        ("requests.granted.total", 5.0, 50.0, 10.0, 1),
        ("requests.partial.total", 5.0, 50.0, 10.0, 1),
    ]
