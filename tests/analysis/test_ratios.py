"""Rates per 10,000 residents: the population of the same organ and year, or a reason why there is no number."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import ask
from analysis.change import between, decide
from analysis.totals import total, total_change
from analysis.vocabulary import metric
from ingest import definitions

METRICS = definitions.metrics()
REQUESTS = metric(METRICS, "requests_per_10k")
RATIOS = METRICS.filter(kind="ratio")["metric"].to_list()
EXPECTED = ["licences_per_10k", "penalties_per_10k", "requests_per_10k", "handled_per_10k", "reviews_per_10k"]


def only(frame):
    assert frame.height == 1
    return frame.row(0, named=True)


def test_the_six_ratios_are_in_the_vocabulary_each_behind_what_it_divides():
    assert [*EXPECTED, "litigation_per_10k"] == RATIOS
    assert set(METRICS.filter(kind="ratio")["per"]) == {10000}
    assert set(METRICS.filter(kind="rate")["per"]) == {100}
    assert set(METRICS.filter(kind="ratio")["unit_zh"]) == {"件/万人"}


@pytest.mark.parametrize(
    ("metric_id", "cells", "value"),
    [
        pytest.param("requests_per_10k", {"requests.new.total": 340}, 4.0, id="new"),
        pytest.param("handled_per_10k", {"requests.total.total": 510}, 6.0, id="handled"),
        pytest.param("licences_per_10k", {"licence.decisions": 85000}, 1000.0, id="licences"),
        pytest.param("penalties_per_10k", {"penalty.decisions": 1700}, 20.0, id="penalties"),
        pytest.param("reviews_per_10k", {"review.total": 85}, 1.0, id="reviews"),
        pytest.param(
            "litigation_per_10k", {"litigation_direct.total": 30, "litigation_after_review.total": 55}, 1.0, id="courts"
        ),
    ],
)
def test_count_over_residents_times_ten_thousand(rows, world, metric_id, cells, value):
    rows.report("A", 2022, "2021", cells).attribute("A", 2022, "population", 850000)
    found = only(world(rows).series(metric_id, [2022]))
    assert (found["value"], found["status"], found["denominator"]) == (value, "computed", 850000.0)
    assert (found["numerator"], found["source"]) == (sum(cells.values()), "年鉴2022")


@pytest.mark.parametrize(
    ("report", "population", "status"),
    [
        pytest.param(("2021", {"requests.new.total": 34}), {2021: 9000, 2023: 9000}, "not_supplied", id="other-years"),
        pytest.param(("2021", {"requests.new.total": None}), {2022: 9000}, "blank", id="blank"),
        pytest.param(("2021", {"requests.new.total": "约30"}), {2022: 9000}, "unreadable", id="unreadable"),
        pytest.param(("2021", {}), {2022: 9000}, "unreadable", id="not-placed"),
        pytest.param(("2021", {"requests.new.total": None}), {}, "blank", id="the-population-would-not-help"),
        pytest.param(("legacy", {}), {}, "not_on_form", id="the-form-does-not-ask"),
    ],
)
def test_no_number_has_its_reason(rows, world, report, population, status):
    rows.report("A", 2022, *report)
    for year, people in population.items():
        rows.attribute("A", year, "population", people)
    found = only(world(rows).series("requests_per_10k", [2022]))
    assert (found["value"], found["status"]) == (None, status)


def test_a_year_without_a_report_has_none_whatever_is_supplied(rows, world):
    rows.report("A", 2022, "2021", {"requests.new.total": 5}).attribute("A", 2023, "population", 9000)
    assert only(world(rows).series("requests_per_10k", [2023]))["status"] == "no_report"


def test_another_attribute_is_no_population(rows, world):
    rows.report("A", 2022, "2021", {"requests.new.total": 5}).attribute("A", 2022, "户籍人口", 9000)
    assert only(world(rows).series("requests_per_10k", [2022]))["status"] == "not_supplied"


@pytest.mark.parametrize(("count", "flags"), [(19, ["small_count"]), (20, []), (0, ["small_count"])])
def test_few_cases_are_marked(rows, world, count, flags):
    rows.report("A", 2022, "2021", {"requests.new.total": count}).attribute("A", 2022, "population", 9000)
    assert only(world(rows).series("requests_per_10k", [2022]))["flags"] == flags


def test_the_sum_is_pooled_over_those_whose_population_is_known(rows, world):
    for organ, count, people in (("A", 30, 10000), ("B", 10, 90000), ("C", 500, None)):
        rows.report(organ, 2022, "2021", {"requests.new.total": count})
        if people:
            rows.attribute(organ, 2022, "population", people)
    found = only(total(world(rows).series("requests_per_10k", [2022]), REQUESTS))
    assert (found["value"], found["n"], found["of"], found["denominator"]) == (4.0, 2, 3, 100000.0)
    assert found["flags"] == []


def pair(rows, counts, forms=("2021", "2021")):
    for year, count, form in zip((2021, 2022), counts, forms, strict=True):
        rows.report("A", year, form, {"requests.new.total": count}).attribute("A", year, "population", 10000)
    return rows


@pytest.mark.parametrize(
    ("counts", "case", "change"),
    [
        pytest.param((40, 30), "decrease", -10.0, id="fell"),
        pytest.param((0, 30), "increase", 30.0, id="from-zero-is-no-case-of-its-own"),
        pytest.param((30, 30), "no_change", 0.0, id="same"),
        pytest.param((None, 30), "start_missing", None, id="missing"),
    ],
)
def test_its_change_is_a_difference_in_its_own_unit(rows, world, counts, case, change):
    here = world(pair(rows, counts))
    series = here.series("requests_per_10k", [2021, 2022])
    found = only(between(series, 2021, 2022, here.known.comparability, REQUESTS))
    assert (found["case"], found["change"], found["change_pct"], found["change_pp"]) == (case, change, None, None)
    both = only(total_change(series, 2021, 2022, here.known.comparability, REQUESTS))
    assert (both["change"], both["change_pct"], both["change_pp"]) == (change, None, None)


def test_the_register_is_asked_about_its_cells(rows, world):
    here = world(pair(rows, (40, 30), forms=("2019", "2021")))
    series = here.series("requests_per_10k", [2021, 2022])
    assert only(between(series, 2021, 2022, here.known.comparability, REQUESTS))["comparable"] == "yes"


@given(st.integers(0, 10**6), st.integers(1, 10**8), st.integers(0, 10**6), st.integers(1, 10**8))
def test_a_ratio_follows_the_rule_of_rates_but_for_the_column(first, below, second, under):
    """As penalties per 100 licences: same cases, a difference, no percent."""
    values = {"start": [10000 * first / below], "end": [10000 * second / under], "comparable": ["yes"]}
    ratio, rate = (decide(pl.DataFrame(values), is_rate=True, in_points=points) for points in (False, True))
    assert (ratio["case"][0], ratio["change"][0]) == (rate["case"][0], rate["change_pp"][0])
    assert (ratio["change_pct"][0], ratio["change_pp"][0], rate["change"][0]) == (None, None, None)


def test_every_ratio_may_be_asked_of_every_organ_and_year_at_once(rows, world):
    rows.report("A", 2022, "2021", {"requests.new.total": 5}).attribute("A", 2022, "population", 9000)
    here = world(rows)
    facts = ask.facts_for(here.con, here.known, RATIOS)
    assert {ask.complete(here.known, facts, each, None, [2022])["status"][0] for each in RATIOS} == {
        "computed",
        "unreadable",
    }
