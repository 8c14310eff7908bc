from __future__ import annotations

import json
import re

import polars as pl
import pytest
import vl_convert

from charts.theme import configure
from charts.trend import trend

UNIT = "件"


def rows_of(spec: dict, layer: dict) -> list[dict]:
    data = layer.get("data") or spec["data"]
    return spec["datasets"][data["name"]]


def layers(chart, kind: str) -> list[dict]:
    return [layer for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == kind]


def drawn_paths(chart) -> list[str]:
    """The d of every line that Vega draws."""
    svg = vl_convert.vegalite_to_svg(configure(chart).to_dict(), "6.4")
    return re.findall(r'aria-roledescription="line mark"[^>]* d="([^"]+)"', svg)


def test_a_null_stays_null_and_breaks_the_line(series):
    chart = trend(series({"a": [5, 6, None, 8, 9]}), title="申请", unit=UNIT)
    (line,) = layers(chart, "line")
    assert [row["value"] for row in rows_of(chart.to_dict(), line)] == [5, 6, None, 8, 9]
    (path,) = drawn_paths(chart)
    assert path.count("M") == 2


def test_without_a_gap_the_line_is_one_piece(series):
    (path,) = drawn_paths(trend(series({"a": [5, 6, 7, 8]}), title="申请", unit=UNIT))
    assert path.count("M") == 1


def test_a_year_in_which_nobody_has_a_row_keeps_its_place(series):
    frame = series({"a": [5, 6, 7]}).filter(pl.col("year") != 2020)
    (line,) = layers(trend(frame, title="申请", unit=UNIT), "line")
    assert line["encoding"]["x"]["scale"]["domain"] == [2019, 2020, 2021]


def test_years_are_labels_not_quantities(series):
    chart = trend(series({"a": [1, 2]}), title="申请", unit=UNIT)
    assert all(layer["encoding"]["x"]["type"] == "ordinal" for layer in chart.to_dict()["layer"])
    assert "2,019" not in vl_convert.vegalite_to_svg(configure(chart).to_dict(), "6.4")


def test_gaps_are_marked_once_a_year_with_names_and_reasons(series):
    chart = trend(series({"a": [1, None, 3], "b": [None, None, 4]}), title="申请", unit=UNIT)
    (marks,) = [layer for layer in layers(chart, "point") if layer["mark"].get("style") == "missing"]
    rows = {row["year"]: row["reason"] for row in rows_of(chart.to_dict(), marks)}
    assert rows == {2019: "青禾县: left blank", 2020: "海棠区: left blank; 青禾县: left blank"}
    assert marks["encoding"]["y"] == {"value": "height"}
    assert marks["mark"]["filled"] is False


def test_a_full_series_has_no_mark_and_no_note(series):
    chart = trend(series({"a": [1, 2]}), title="申请", unit=UNIT).to_dict()
    assert all(layer["mark"].get("style") != "missing" for layer in chart["layer"])
    assert chart["title"]["subtitle"] == ["海棠区"]


def test_a_long_title_is_wrapped_for_a_phone_and_never_cut(series):
    long = "行政机关收到和处理政府信息公开申请情况之本年新收政府信息公开申请数量合计"
    title = trend(series({"a": [1, 2]}), title=long, unit=UNIT).to_dict()["title"]
    assert "".join(title["text"]) == long
    assert max(len(line) for line in title["text"]) <= 21
    assert title["limit"] > 5_000


def test_a_break_is_a_rule_before_its_year_and_a_sentence_under_the_title(series):
    chart = trend(series({"a": [1, 2, 3], "b": [1, 2, 3]}), title="申请", unit=UNIT, breaks=[(2021, "改用新表")])
    (rule,) = layers(chart, "rule")
    assert rule["encoding"]["x"]["bandPosition"] == 0
    assert [row["year"] for row in rows_of(chart.to_dict(), rule)] == [2021]
    assert chart.to_dict()["title"]["subtitle"] == ["① 改用新表"]


@pytest.mark.parametrize("year", [pytest.param(2019, id="first-year"), pytest.param(2030, id="after-the-last")])
def test_a_break_outside_the_years_is_not_drawn(series, year: int):
    chart = trend(series({"a": [1, 2, 3]}), title="申请", unit=UNIT, breaks=[(year, "改用新表")])
    assert layers(chart, "rule") == []


def test_focus_greys_the_rest_and_counts_it(series):
    chart = trend(series({"a": [1, 2], "b": [3, 4], "c": [5, 6]}), title="申请", unit=UNIT, focus=["b"])
    grey, colour = layers(chart, "line")
    assert grey["mark"]["style"] == "rest"
    assert {row["organ_id"] for row in rows_of(chart.to_dict(), grey)} == {"a", "c"}
    assert {row["organ_id"] for row in rows_of(chart.to_dict(), colour)} == {"b"}
    assert "Grey: the other 2" in chart.to_dict()["title"]["subtitle"]


def test_two_authorities_of_one_name_stay_two_lines(series):
    frame = series({"x1": [1, 2], "x2": [3, 4]}).with_columns(organ=pl.lit("鼓楼区"))
    (line,) = layers(trend(frame, title="申请", unit=UNIT), "line")
    assert line["encoding"]["color"]["scale"]["domain"] == ["鼓楼区 (x1)", "鼓楼区 (x2)"]


def test_the_tooltip_says_what_stands_behind_the_point(series):
    chart = trend(series({"a": [7, 8]}), title="申请", unit=UNIT)
    (points,) = layers(chart, "point")
    titles = [line["title"] for line in points["encoding"]["tooltip"]]
    assert titles == [
        "Authority",
        "Year",
        "Value",
        "Status",
        "Printed as",
        "Computed from",
        "Form",
        "Remarks",
        "Explanation",
    ]
    first = rows_of(chart.to_dict(), points)[0]
    assert (first["status"], first["flags"]) == ("as printed", "small numbers: denominator under 20")


def test_a_rate_shows_what_it_was_computed_from(series):
    frame = series({"a": [25, 50]}).with_columns(numerator=pl.lit(1234.0), denominator=pl.lit(4936.0))
    chart = trend(frame, title="公开率", unit="%")
    assert rows_of(chart.to_dict(), layers(chart, "point")[0])[0]["basis"] == "1,234 / 4,936"


def test_the_description_is_the_reading(series):
    text = trend(series({"a": [1, 2, 1500], "b": [None, 5, 6]}), title="申请", unit=UNIT).description
    assert text == (
        "Lines: 申请, 件, 2019 to 2021, 2 authorities. In 2021: highest 海棠区 with 1,500, lowest 青禾县 with 6, median 753. "
        "1 values are missing and break the line."
    )


@pytest.mark.parametrize("values", [pytest.param({}, id="no-rows"), pytest.param({"a": [None, None]}, id="no-numbers")])
def test_nothing_to_draw_is_said_and_no_axis_stands(series, values: dict):
    chart = trend(series(values), title="申请", unit=UNIT).to_dict()
    assert "Nothing to draw" in json.dumps(chart["datasets"])
    assert "axis" not in json.dumps(chart["layer"])
