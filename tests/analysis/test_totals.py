from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.change import between
from analysis.frames import CONTRIBUTIONS, SERIES, TOTAL_CHANGE, TOTALS
from analysis.totals import contributions, total, total_change, without_overlap
from analysis.vocabulary import metric
from ingest import definitions

METRICS = definitions.metrics()
REGISTER = definitions.comparability()
LICENCES = metric(METRICS, "licence.decisions")
FEES = metric(METRICS, "fees.amount_wan")
DISCLOSURE = metric(METRICS, "disclosure_rate")


@pytest.fixture
def three(rows, world):
    rows.report("a", 2022, "2021", {"licence.decisions": 100}).report("a", 2023, "2021", {"licence.decisions": 130})
    rows.report("b", 2022, "2021", {"licence.decisions": 50}).report("b", 2023, "2021", {"licence.decisions": 40})
    rows.report("c", 2023, "2021", {"licence.decisions": 1000})
    rows.organ("d", valid_from=2030)
    return world(rows)


def test_a_sum_says_n_of_n(three):
    found = total(three.series("licence.decisions", [2021, 2022, 2023]), LICENCES)
    assert found.schema == TOTALS
    assert found.select("year", "value", "n", "of").rows() == [
        (2021, None, 0, 3),
        (2022, 150.0, 2, 3),
        (2023, 1170.0, 3, 3),
    ]


def test_the_change_of_a_sum_is_over_organs_in_both_years(three):
    found = total_change(three.series("licence.decisions", [2022, 2023]), 2022, 2023, REGISTER, LICENCES)
    assert found.schema == TOTAL_CHANGE
    row = found.row(0, named=True)
    assert (row["start"], row["end"], row["change"], row["n"], row["of"]) == (150.0, 170.0, 20.0, 2, 3)
    assert row["change_pct"] == pytest.approx(100 * 20 / 150)
    assert (row["case"], row["comparable"]) == ("increase", "yes")


@pytest.mark.parametrize(
    ("reports", "of", "case"),
    [
        pytest.param([("a", 2020, "2019"), ("a", 2021, "2021")], FEES, "break", id="only-breaks"),
        pytest.param([("a", 2021, "2021")], LICENCES, "start_missing", id="nobody-before"),
        pytest.param([("a", 2020, "2019")], LICENCES, "end_missing", id="nobody-now"),
    ],
)
def test_where_nobody_can_be_compared_it_says_why(reports, of, case, rows, world):
    for organ, year, form in reports:
        rows.report(organ, year, form, {"licence.decisions": 3})
    row = total_change(world(rows).series(of.id, [2020, 2021]), 2020, 2021, REGISTER, of).row(0, named=True)
    assert (row["case"], row["comparable"], row["n"]) == (case, "no", 0)
    assert (row["start"], row["end"], row["change"]) == (None, None, None)
    assert bool(row["why_zh"]) == (case == "break")


def test_a_note_about_one_organ_is_a_note_about_the_sum(rows, world):
    rows.report("a", 2020, "2019", {"normative.made": 30}).report("a", 2021, "2021", {"normative.issued": 40})
    rows.report("b", 2020, "2021", {"normative.issued": 30}).report("b", 2021, "2021", {"normative.issued": 40})
    of = metric(METRICS, "normative.issued")
    row = total_change(world(rows).series(of.id, [2020, 2021]), 2020, 2021, REGISTER, of).row(0, named=True)
    assert (row["change"], row["comparable"], row["flags"], row["n"]) == (20.0, "note", ["linked"], 2)
    assert "制发" in row["why_zh"]


def test_rates_are_pooled(rows, world, table_three):
    rows.report("a", 2022, "2021", table_three(new=10, granted=10, total=10))
    rows.report("b", 2022, "2021", table_three(new=90, partial=27, refused__process=63, total=90))
    rows.report("c", 2022, "2021", table_three())
    found = total(world(rows).series("disclosure_rate", [2022]), DISCLOSURE).row(0, named=True)
    assert (found["value"], found["numerator"], found["denominator"]) == (37.0, 37.0, 100.0)
    assert (found["n"], found["of"], found["flags"]) == (2, 3, [])


def test_a_small_pool_says_so(rows, world, table_three):
    rows.report("a", 2022, "2021", table_three(new=10, granted=10, total=10))
    assert total(world(rows).series("disclosure_rate", [2022]), DISCLOSURE)["flags"].to_list() == [["small_n"]]


def test_contributions_of_rises_and_falls(three):
    changes = between(three.series("licence.decisions", [2022, 2023]), 2022, 2023, REGISTER, LICENCES)
    found = contributions(changes)
    assert found.schema == CONTRIBUTIONS
    assert found.select("organ", "change", "share_pct").rows() == [("a", 30.0, 150.0), ("b", -10.0, -50.0)]


def test_rates_have_no_contributions(rows, world, table_three):
    for year in (2022, 2023):
        rows.report("a", year, "2021", table_three(new=30, granted=year - 2000, total=30))
    changes = between(world(rows).series("disclosure_rate", [2022, 2023]), 2022, 2023, REGISTER, DISCLOSURE)
    assert changes["change_pp"].null_count() == 0
    assert contributions(changes).is_empty()


ABOVE = {"city": None, "a": "city", "b": "city", "town": "a", "alone": "abroad"}


@pytest.mark.parametrize(
    ("asked", "added", "covering"),
    [
        pytest.param(["city", "a", "b"], ["a", "b"], ["city"], id="city-covers-its-districts"),
        pytest.param(["city"], ["city"], [], id="city-alone"),
        pytest.param(["a", "b"], ["a", "b"], [], id="side-by-side"),
        pytest.param(["city", "town"], ["town"], ["city"], id="a-superior-far-above"),
        pytest.param(["b", "town", "alone", "b"], ["b", "town", "alone"], [], id="once-each"),
    ],
)
def test_nothing_is_added_twice(asked, added, covering):
    organs = pl.DataFrame({"organ_id": list(ABOVE), "parent_id": list(ABOVE.values())})
    assert without_overlap(organs, asked) == (added, covering)


def test_a_circle_of_superiors_ends():
    circle = pl.DataFrame({"organ_id": ["a", "b"], "parent_id": ["b", "a"]})
    assert without_overlap(circle, ["a"]) == (["a"], [])


PAIRS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(st.one_of(st.none(), st.integers(0, 5000)), st.one_of(st.none(), st.integers(0, 5000))),
    min_size=1,
)


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_contributions_sum_to_the_total_change_whatever_the_order(pairs):
    figures = [
        {"organ_id": organ, "organ": organ, "year": year, "value": value, "form": "2021", "flags": []}
        for organ, values in pairs.items()
        for year, value in zip((2022, 2023), values, strict=True)
    ]
    known = pl.DataFrame(figures, schema={name: SERIES[name] for name in figures[0]}).match_to_schema(
        SERIES, missing_columns="insert"
    )
    parts = contributions(between(known, 2022, 2023, REGISTER, LICENCES))
    whole = total_change(known, 2022, 2023, REGISTER, LICENCES)
    assert whole.equals(total_change(known.reverse(), 2022, 2023, REGISTER, LICENCES))
    assert parts.equals(contributions(between(known.reverse(), 2022, 2023, REGISTER, LICENCES)))
    assert whole["n"][0] == parts.height
    if parts.height:
        assert parts["change"].sum() == whole["change"][0]
        if whole["change"][0]:
            assert parts["share_pct"].sum() == pytest.approx(100)
        else:
            assert parts["share_pct"].null_count() == parts.height
