"""Two indicators against each other: who is a point, which sign it bears, whose name stands free."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scatter import POINTS
from charts.labels import LINE, Point, sides
from charts.scatter import Axis, scatter
from charts.text import width

X, Y, SIZE = Axis("许可", "件"), Axis("处罚", "件"), Axis("申请", "件")


def points(*rows):
    """POINTS from (organ, x, y, size, is_small)."""
    named = [
        {"organ_id": organ, "organ": organ, "year": 2024, "x": x, "y": y, "size": size, "is_small": small}
        | {"x_status": "reported", "y_status": "computed", "flags": [], "corrected_from": []}
        for organ, x, y, size, small in rows
    ]
    return pl.DataFrame(named, schema=POINTS)


def drawn(*rows, **settings):
    return scatter(points(*rows), (2.0, 20.0), title="对照", x=X, y=Y, **settings)


def layer(chart, kind):
    spec = chart.to_dict()
    return next((spec, each) for each in spec["layer"] if each["mark"]["type"] == kind)


def data(chart):
    spec, points_layer = layer(chart, "point")
    return spec["datasets"][(points_layer.get("data") or spec["data"])["name"]]


def test_one_that_lacks_a_number_is_not_drawn():
    chart = drawn(("a", 1.0, 10.0, None, False), ("b", None, 10.0, None, False), ("c", 3.0, None, None, False))
    assert [row["organ"] for row in data(chart)] == ["a"]


@pytest.mark.parametrize(
    ("row", "size", "kind", "noted"),
    [
        pytest.param(("a", 1.0, 10.0, None, False), None, "plain", None, id="plain"),
        pytest.param(("a", 1.0, 10.0, None, True), None, "small", "▲ small numbers", id="small numbers"),
        pytest.param(("a", 1.0, 10.0, None, True), SIZE, "unsized", "✚ no number", id="no number for the size"),
    ],
)
def test_doubt_has_a_sign_of_its_own_beside_colour(row, size, kind, noted):
    chart = drawn(row, size=size)
    assert data(chart)[0]["kind"] == kind
    said = " ".join(chart.to_dict()["title"]["subtitle"])
    assert noted is None or noted in said


def test_the_lines_are_the_medians_that_were_given():
    spec, rule = layer(drawn(("a", 1.0, 10.0, None, False)), "rule")
    assert spec["datasets"][rule["data"]["name"]] == [{"x": 2.0, "y": 20.0}]


def test_a_zero_has_its_place_on_a_logarithmic_axis():
    chart = scatter(
        points(("a", 0.0, 10.0, None, False), ("b", 5000.0, 20.0, None, False)),
        (2500.0, 15.0),
        title="对照",
        x=Axis("许可", "件", logarithmic=True),
        y=Y,
    )
    x = layer(chart, "point")[1]["encoding"]["x"]
    assert x["scale"]["type"] == "symlog"
    assert x["axis"]["values"] == [0, 1, 10, 100, 1000]
    assert len(data(chart)) == 2


def test_the_alternative_text_tells_ends_and_medians():
    said = drawn(("a", 1.0, 10.0, None, False), ("b", 3.0, 30.0, None, False)).description
    assert "许可 (件): highest b with 3, lowest a with 1, median 2." in said


PLACES = st.lists(st.tuples(st.integers(0, 280), st.integers(0, 400)), max_size=25)


@given(PLACES, st.integers(280, 1200))
def test_names_stand_free_on_any_plot_that_is_no_narrower(places, wide):
    named = [Point(x, y, f"organ {at}") for at, (x, y) in enumerate(places)]
    found = sides(named, (280, 400), 12, radius=6, lines=(140, 200))
    stretched = [Point(each.x * wide / 280, each.y, each.name) for each in named]
    boxes = [box(each, side) for each, side in zip(stretched, found, strict=True) if side in {"right", "left"}]
    assert len([side for side in found if side]) <= 12
    assert not any(apart(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def box(point, side):
    wide = width(point.name) * 6.4
    left = point.x + 8 if side == "right" else point.x - 8 - wide
    return left, point.y - LINE / 2, left + wide, point.y + LINE / 2


def apart(one, other):
    """Whether two boxes overlap by more than what floating point leaves."""
    return all(min(one[at + 2], other[at + 2]) - max(one[at], other[at]) > 1e-6 for at in (0, 1))


def test_a_name_keeps_off_the_lines_where_it_can():
    assert sides([Point(100, 200, "甲木区")], (280, 400), 12, radius=6, lines=(140, 200)) == ["up"]
