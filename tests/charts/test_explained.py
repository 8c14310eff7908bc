"""A sign stands over the points whose change a person has explained."""

import polars as pl

from charts.trend import EXPLAINED, trend

HEAD = {"title": "申请", "unit": "件"}


def signs(chart):
    spec = chart.to_dict()
    marks = [layer for layer in spec["layer"] if layer["mark"].get("text") == EXPLAINED]
    return [row["explanation"] for layer in marks for row in spec["datasets"][layer["data"]["name"]]]


def test_an_explained_point_is_marked_and_the_mark_explained(series):
    rows = series({"a": [5, 50, 51]})
    said = rows.with_columns(explanation=pl.when(pl.col("year") == 2020).then(pl.lit("新增事项")))
    chart = trend(said, **HEAD)
    assert signs(chart) == ["新增事项"]
    assert "✎" in " ".join(chart.to_dict()["title"]["subtitle"])


def test_without_explanations_there_is_no_mark(series):
    assert signs(trend(series({"a": [5, 50]}), **HEAD)) == []
