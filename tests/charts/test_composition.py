from __future__ import annotations

import polars as pl
import pytest

from charts.composition import composition as draw

HEAD = {"title": "办理结果", "unit": "件"}
WHOLE = {"予以公开": 60.0, "部分公开": 5.0, "不予公开": 35.0}
LACKING = {"予以公开": 60.0, "部分公开": None, "不予公开": 35.0}


def rows(chart, kind: str) -> list[dict]:
    spec = chart.to_dict()
    (layer,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]
    return spec["datasets"][(layer.get("data") or spec["data"])["name"]]


@pytest.mark.parametrize("measure", ["share", "value"])
def test_a_bar_that_lacks_a_part_is_not_drawn(composition, measure):
    chart = draw(composition({("a", 2021): WHOLE, ("a", 2022): LACKING}), **HEAD, measure=measure)
    drawn = {row["year"] for row in rows(chart, "bar")}
    marked = {row["year"]: row["reason"] for row in rows(chart, "point")}
    assert (drawn, marked) == ({2021}, {2022: "部分公开: not readable"})


def test_nothing_has_amounts_but_no_shares(composition):
    frame = composition({("a", 2021): WHOLE, ("a", 2022): dict.fromkeys(WHOLE, 0.0)})
    assert [row["reason"] for row in rows(draw(frame, **HEAD), "point")] == ["予以公开: 0; 部分公开: 0; 不予公开: 0"]
    assert {row["year"] for row in rows(draw(frame, **HEAD, measure="value"), "bar")} == {2021, 2022}


@pytest.mark.parametrize("factor", [pytest.param(0.01, id="of-one"), pytest.param(1.1, id="too-much")])
def test_shares_that_are_no_percentages_are_refused(composition, factor: float):
    frame = composition({("a", 2021): WHOLE}).with_columns(pl.col("share") * factor)
    with pytest.raises(ValueError, match="add up to 100"):
        draw(frame, **HEAD)


def test_authorities_of_one_name_stay_apart(composition):
    frame = composition({("x", 2021): WHOLE, ("y", 2021): LACKING}).with_columns(organ=pl.lit("鼓楼区"))
    assert {row["label"] for row in rows(draw(frame, **HEAD, over="organ"), "bar")} == {"鼓楼区 (x)"}


def test_a_part_that_the_form_does_not_ask_for_is_no_gap(composition):
    frame = composition({("a", 2019): LACKING}, absent="not_on_form").with_columns(share=100 * pl.col("value") / 95)
    chart = draw(frame, **HEAD)
    assert [row["part_title"] for row in rows(chart, "bar")] == ["予以公开", "不予公开"]
    assert [layer["mark"]["type"] for layer in chart.to_dict()["layer"]] == ["bar", "text"]


def test_shares_are_those_of_the_frame(composition):
    chart = draw(composition({("a", 2021): WHOLE}), **HEAD)
    y = chart.to_dict()["layer"][0]["encoding"]["y"]
    assert (y["field"], y["stack"], y["scale"]["domain"]) == ("share", "zero", [0, 100])
    assert [row["share"] for row in rows(chart, "bar")] == [60, 5, 35]


def test_amounts_carry_the_unit(composition):
    y = draw(composition({("a", 2021): WHOLE}), **HEAD, measure="value").to_dict()["layer"][0]["encoding"]["y"]
    assert (y["field"], y["axis"]["title"]) == ("value", "件")


def test_across_authorities_the_bars_lie(composition):
    chart = draw(composition({("a", 2021): WHOLE, ("b", 2021): WHOLE}), **HEAD, over="organ")
    encoding = chart.to_dict()["layer"][0]["encoding"]
    assert encoding["y"]["sort"] == ["海棠区", "青禾县"]
    assert encoding["x"]["field"] == "share"
    assert chart.to_dict()["title"]["subtitle"] == ["2021"]


def test_parts_keep_the_order_of_the_form(composition):
    frame = composition({("a", 2021): WHOLE}).sort("value")
    encoding = draw(frame, **HEAD).to_dict()["layer"][0]["encoding"]
    assert encoding["color"]["scale"]["domain"] == list(WHOLE)
    assert encoding["order"]["field"] == "part_order"


@pytest.mark.parametrize(
    ("over", "bars"),
    [("year", {("a", 2021): WHOLE, ("b", 2021): WHOLE}), ("organ", {("a", 2021): WHOLE, ("a", 2022): WHOLE})],
)
def test_what_one_bar_cannot_tell_apart_is_refused(composition, over, bars):
    with pytest.raises(ValueError, match=f"bars per {over} need"):
        draw(composition(bars), **HEAD, over=over)


@pytest.mark.parametrize("bars", [pytest.param({}, id="no-rows"), pytest.param({("a", 2021): LACKING}, id="no-whole")])
def test_nothing_to_draw_is_said(composition, bars):
    assert "Nothing to draw" in draw(composition(bars), **HEAD).description


def test_the_description_is_the_reading(composition):
    frame = composition({("a", 2021): WHOLE, ("a", 2022): WHOLE, ("a", 2023): LACKING})
    assert draw(frame, **HEAD).description == (
        "Stacked bars: 办理结果, 件, 2 bars of 3 parts. Largest part in 2022: 予以公开, 60 %. "
        "1 bars are not drawn because a part has no number."
    )
