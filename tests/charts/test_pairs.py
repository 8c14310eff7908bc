"""`dumbbell` and `movers` draw the same pairs."""

from __future__ import annotations

import polars as pl
import pytest

from charts.dumbbell import dumbbell
from charts.movers import movers

HEAD = {"title": "申请", "unit": "件"}


def names(chart) -> list[str]:
    return chart.to_dict()["layer"][0]["encoding"]["y"]["sort"]


def rows(chart) -> list[dict]:
    spec = chart.to_dict()
    return max(spec["datasets"].values(), key=len)


NOT_COMPARABLE = [
    pytest.param(("x", None, 5.0, {"case": "start_missing"}), id="no-start"),
    pytest.param(("x", 5.0, None, {"case": "end_missing"}), id="no-end"),
    pytest.param(("x", 5.0, 9.0, {"case": "break", "comparable": "no", "change": None}), id="break"),
]


@pytest.mark.parametrize("pair", NOT_COMPARABLE)
@pytest.mark.parametrize("draw", [dumbbell, movers])
def test_without_a_comparable_pair_an_authority_is_not_drawn(change, draw, pair):
    chart = draw(change(("a", 10, 15), pair), **HEAD)
    assert names(chart) == ["海棠区"]
    assert all(row["organ_id"] == "a" for table in chart.to_dict()["datasets"].values() for row in table)


@pytest.mark.parametrize("draw", [dumbbell, movers])
@pytest.mark.parametrize("pair", NOT_COMPARABLE)
def test_only_such_pairs_leave_a_sentence(change, draw, pair):
    assert "Nothing to draw" in draw(change(pair), **HEAD).description


def test_rows_are_sorted_by_the_change(change):
    chart = dumbbell(change(("a", 10, 5), ("b", 100, 130), ("d", 1, 2)), **HEAD)
    assert names(chart) == ["青禾县", "d", "海棠区"]
    assert [row["brief"] for row in rows(chart)] == ["+30", "+1", "−5"]


def test_a_change_from_zero_has_no_percentage_and_stands_last(change):
    chart = dumbbell(change(("a", 0, 5, {"case": "rose_from_zero"}), ("b", 100, 90)), **HEAD, by="change_pct")
    assert [(row["organ_id"], row["brief"]) for row in rows(chart)] == [("b", "−10 %"), ("a", "—")]


def test_a_rate_changes_in_percentage_points(change):
    rate = {"change": None, "change_pct": None, "change_pp": 2.5}
    chart = dumbbell(change(("a", 10, 12.5, rate)), title="公开率", unit="%")
    assert (rows(chart)[0]["brief"], rows(chart)[0]["amount"]) == ("+2.5 pp", "+2.5 pp")


@pytest.mark.parametrize("draw", [dumbbell, movers])
def test_a_pair_with_a_note_carries_its_sign(change, draw):
    chart = draw(change(("a", 1, 2), ("b", 1, 3, {"comparable": "note", "why": "制作 ↔ 制发"})), **HEAD)
    assert names(chart) == ["青禾县 ※", "海棠区"]
    assert "※ comparable with a note" in chart.to_dict()["title"]["subtitle"]
    assert rows(chart)[0]["why"] == "制作 ↔ 制发"


def test_movers_are_the_largest_on_either_side(change):
    pairs = [(f"r{at}", 100, 100 + at) for at in range(1, 5)] + [(f"f{at}", 100, 100 - at) for at in range(1, 5)]
    chart = movers(change(*pairs, ("same", 7, 7)), **HEAD, count=2)
    assert names(chart) == ["r4", "r3", "f3", "f4"]
    assert [row["moved"] for row in rows(chart)] == [4, 3, -3, -4]


def test_movers_are_drawn_from_zero(change):
    x = movers(change(("a", 1, 2)), **HEAD).to_dict()["layer"][0]["encoding"]["x"]
    assert x["scale"]["zero"] is True


@pytest.mark.parametrize("draw", [dumbbell, movers])
def test_both_numbers_are_in_the_tooltip_with_year_and_status(change, draw):
    tooltip = draw(change(("a", 1, 2)), **HEAD).to_dict()["layer"][0]["encoding"]["tooltip"]
    assert [line["title"] for line in tooltip] == [
        "Authority",
        "Start 2022",
        "Status 2022",
        "End 2023",
        "Status 2023",
        "Change",
        "Reading",
        "Why",
        "Remarks",
    ]


@pytest.mark.parametrize("draw", [dumbbell, movers])
def test_two_pairs_of_years_are_refused(change, draw):
    frame = change(("a", 1, 2))
    with pytest.raises(ValueError, match="one pair of years"):
        draw(pl.concat([frame, frame.with_columns(end_year=pl.lit(2024, pl.Int32))]), **HEAD)


@pytest.mark.parametrize("draw", [dumbbell, movers])
def test_height_grows_with_the_rows(change, draw):
    assert draw(change(("a", 1, 2)), **HEAD, step=18).to_dict()["height"] == {"step": 18}
    assert draw(change(("c", 1, 2)), **HEAD, step=18).to_dict()["height"]["step"] > 18


def test_a_long_name_is_folded_not_cut(change):
    axis = dumbbell(change(("c", 1, 2)), **HEAD).to_dict()["layer"][0]["encoding"]["y"]["axis"]
    assert '["示例市临江经济技术", "开发区管理委员会"]' in axis["labelExpr"]


def test_the_scale_of_pairs_that_are_all_zero_is_a_scale(change):
    chart = dumbbell(change(("a", 0, 0, {"case": "both_zero"})), **HEAD)
    assert chart.to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1]


def test_the_descriptions(change):
    frame = change(("a", 10, 1510), ("b", 9, 4))
    assert dumbbell(frame, **HEAD).description == (
        "Pairs of points: 申请, 件, 2022 against 2023, 2 authorities. "
        "1 rose, 1 fell; from +1,500 (海棠区) to −5 (青禾县)."
    )
    assert movers(frame, **HEAD).description == (
        "Bars: 申请, 件, the 1 largest rises and the 1 largest falls. From +1,500 (海棠区) to −5 (青禾县)."
    )
