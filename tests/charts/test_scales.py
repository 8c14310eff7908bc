"""Lines on other scales, and the line they are read against."""

import polars as pl

from charts.trend import trend

HEAD = {"title": "申请", "unit": "件"}


def layers(chart, kind):
    return [layer for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == kind]


def values(chart, layer):
    spec = chart.to_dict()
    return [row["value"] for row in spec["datasets"][(layer.get("data") or spec["data"])["name"]]]


def subtitle(chart):
    return " ".join(chart.to_dict()["title"]["subtitle"])


def test_a_zero_has_no_place_on_a_logarithmic_scale_and_is_no_gap(series):
    chart = trend(series({"a": [5, 0, 7]}), **HEAD, logarithmic=True)
    (line,) = layers(chart, "line")
    assert values(chart, line) == [5, None, 7]
    assert line["encoding"]["y"]["scale"]["type"] == "log"
    assert "1 zeros have no place" in subtitle(chart)
    assert not [layer for layer in layers(chart, "point") if layer["mark"].get("style") == "missing"]


def test_on_a_plain_scale_a_zero_is_drawn(series):
    chart = trend(series({"a": [5, 0, 7]}), **HEAD)
    (line,) = layers(chart, "line")
    assert values(chart, line) == [5, 0, 7]
    assert "zeros" not in subtitle(chart)


def test_the_reference_is_dashed_and_named(series):
    median = pl.DataFrame({"year": [2019, 2020], "value": [3.0, None]})
    chart = trend(series({"a": [5, 6]}), **HEAD, reference=median)
    (dashed,) = [layer for layer in layers(chart, "line") if "strokeDash" in layer["mark"]]
    assert values(chart, dashed) == [3.0]
    assert "median of the peers" in subtitle(chart)
