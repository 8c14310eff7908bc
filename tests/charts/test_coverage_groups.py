"""The counted grid: a mark per group and year however many organs there are."""

import altair as alt
import polars as pl

from charts.coverage_groups import coverage_groups


def counted():
    rows = [("p", "甲省", year, 900 - year % 10, 5, 1000, 1000) for year in (2023, 2024)] + [
        ("", "无下级", 2024, 0, 0, 0, 3)
    ]
    names = ["group", "organ", "year", "reported", "findings", "of", "organs"]
    return pl.DataFrame(rows, schema=names, orient="row")


def test_a_cell_says_how_many_of_how_many():
    chart = coverage_groups(counted(), title="谁报了")
    drawn = chart.to_dict()
    said = [row["said"] for rows in drawn["datasets"].values() for row in rows]
    assert set(said) == {"897 / 1000", "896 / 1000"}
    assert "1793" in chart.to_dict()["description"].replace(",", "")


def test_nobody_expected_is_a_sentence():
    chart = coverage_groups(counted().filter(pl.col("of") == 0), title="谁报了")
    assert isinstance(chart, alt.LayerChart)
    assert "谁报了" in str(chart.to_dict())
