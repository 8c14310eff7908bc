"""Marks that can be picked: one layer takes the click, the chart is the same at every run."""

import pytest

from charts.composition import composition
from charts.dumbbell import dumbbell
from charts.picking import PICK
from charts.trend import trend

HEAD = {"title": "申请", "unit": "件"}


@pytest.fixture(params=["trend", "dumbbell", "composition"])
def drawn(request, series, change, composition):
    """Give a way to draw a chart."""
    return {
        "trend": lambda: trend(series({"a": [5, 6], "b": [1, None]}), **HEAD),
        "dumbbell": lambda: dumbbell(change(("a", 1.0, 2.0), ("b", 3.0, 2.0)), **HEAD),
        "composition": lambda: _parts(composition),
    }[request.param]


def _parts(rows):
    return composition(rows({("a", 2022): {"one": 1.0, "two": 3.0}}), **HEAD)


def test_a_chart_is_the_same_at_every_run(drawn):
    assert drawn().to_dict() == drawn().to_dict()


def test_a_click_picks_by_a_column_of_the_data(drawn):
    spec = drawn().to_dict()
    (pick,) = spec["params"]
    assert pick["name"] == PICK
    (layer,) = [layer for layer in spec["layer"] if layer.get("name") in pick["views"]]
    assert layer["mark"]["cursor"] == "pointer"
    rows = spec["datasets"][(layer.get("data") or spec["data"])["name"]]
    assert set(pick["select"]["fields"]) <= set(rows[0])


def test_with_nothing_picked_all_marks_are_full(drawn):
    spec = drawn().to_dict()
    faded = [layer["encoding"]["opacity"] for layer in spec["layer"] if "opacity" in layer["encoding"]]
    assert faded
    assert all(each["condition"] == {"param": PICK, "value": 1} for each in faded)
