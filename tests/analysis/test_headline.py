from __future__ import annotations

import polars as pl
import pytest

from analysis.ask import facts_for
from analysis.frames import HEADLINE
from analysis.headline import figures, latest_good_year
from analysis.vocabulary import headline_metrics


def found(world, year=2023, organ_ids=None):
    ids = [metric.id for metric in headline_metrics(world.known.metrics)]
    return figures(world.known, facts_for(world.con, world.known, ids, organ_ids, [year - 1, year]), organ_ids, year)


@pytest.mark.parametrize(
    ("reports", "year"),
    [
        pytest.param([("a", 2023), ("b", 2023), ("a", 2024), ("b", 2024)], 2024, id="latest-complete"),
        pytest.param([("a", 2023), ("b", 2023), ("a", 2024), ("b", 2024), ("a", 2025)], 2024, id="not-half-a-year"),
        pytest.param(
            [(each, year) for each in ("a", "b", "gone") for year in (2019, 2020)]
            + [(each, year) for each in ("a", "b") for year in (2021, 2022)],
            2022,
            id="a-merged-district-does-not-hold-it-back",
        ),
        pytest.param([], None, id="no-report-at-all"),
    ],
)
def test_the_year_to_open_with(reports, year, rows, world):
    rows.organ("a").organ("b").organ("gone", valid_to=2020)
    for organ, each in reports:
        rows.report(organ, each, "2021", {})
    known = world(rows).known
    assert latest_good_year(known.organs, known.reports) == year


def test_a_city_and_its_districts_are_not_counted_twice(rows, world):
    rows.organ("city").organ("a", parent_id="city").organ("b", parent_id="city")
    for organ, decisions in (("city", 30), ("a", 10), ("b", 20)):
        rows.report(organ, 2023, "2021", {"licence.decisions": decisions})
    here = world(rows)
    licences = pl.col("metric") == "licence.decisions"
    assert found(here).filter(licences).select("value", "n", "of").rows() == [(30.0, 2, 2)]
    assert found(here, organ_ids=["a", "b"]).filter(licences).select("value", "n", "of").rows() == [(30.0, 2, 2)]


def test_a_figure_says_its_sum_and_the_change_of_those_in_both_years(rows, world):
    rows.report("a", 2022, "2021", {"licence.decisions": 100}).report("a", 2023, "2021", {"licence.decisions": 150})
    rows.report("b", 2023, "2021", {"licence.decisions": 1000})
    rows.organ("c")
    everything = found(world(rows))
    assert everything.schema == HEADLINE
    row = everything.row(by_predicate=pl.col("metric") == "licence.decisions", named=True)
    assert (row["value"], row["n"], row["of"]) == (1150.0, 2, 3)
    assert (row["start"], row["end"], row["change"], row["change_pct"], row["change_n"]) == (
        100.0,
        150.0,
        50.0,
        50.0,
        1,
    )
    assert (row["case"], row["comparable"], row["unit_zh"]) == ("increase", "yes", "件")


def test_every_headline_metric_has_its_row_in_reading_order(rows, world):
    here = world(rows.report("a", 2023, "2021", {}))
    assert found(here)["metric"].to_list() == [metric.id for metric in headline_metrics(here.known.metrics)]


def test_no_organ_is_no_number(rows, world):
    here = world(rows.report("a", 2023, "2021", {"licence.decisions": 5}))
    assert found(here, organ_ids=[])["value"].null_count() == found(here).height


def test_rates_of_the_overview_are_pooled(rows, world, table_three):
    rows.report("a", 2023, "2021", table_three(new=10, granted=10, total=10))
    rows.report("b", 2023, "2021", table_three(new=90, granted=27, refused__process=63, total=90))
    row = found(world(rows)).row(by_predicate=pl.col("metric") == "disclosure_rate", named=True)
    assert (row["value"], row["case"], row["change_n"]) == (37.0, "start_missing", 0)
