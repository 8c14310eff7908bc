"""An authority beside its peers, between limits, and as a part of a change."""

import polars as pl
import pytest

from analysis import funnel as limits
from charts.contributions import contributions
from charts.funnel import funnel
from charts.ranked import ranked

HEAD = {"title": "申请", "unit": "件"}


def peers(*rows):
    columns = ("organ_id", "value", "n", "median", "q1", "q3", "position")
    numbers = dict.fromkeys(("value", "median", "q1", "q3"), pl.Float64)
    schema = dict.fromkeys(columns, pl.String) | numbers | {"n": pl.Int32}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(organ=pl.col("organ_id"), year=pl.lit(2024), of=pl.col("n"))


def layers(chart):
    return chart.to_dict()["layer"]


def order(chart):
    return layers(chart)[0]["encoding"]["y"]["sort"]


def test_the_largest_stands_first_and_one_without_a_number_is_not_drawn():
    chart = ranked(
        peers(("a", 5.0, 9, 4, 3, 6, "within"), ("b", None, 9, 4, 3, 6, None), ("c", 8.0, 9, 4, 3, 6, None)), **HEAD
    )
    assert order(chart) == ["c", "a"]


def test_one_beyond_the_fences_is_named_in_words():
    chart = ranked(peers(("a", 500.0, 9, 4, 3, 6, "above"), ("c", 5.0, 9, 4, 3, 6, "within")), **HEAD)
    assert "a (unusually high)" in " ".join(chart.to_dict()["title"]["subtitle"])
    assert chart.description.endswith("Unusual among their peers: a.")


def test_two_peers_have_no_band():
    chart = ranked(peers(("a", 5.0, 2, 4, 3, 6, None)), **HEAD)
    assert layers(chart)[0]["transform"] == [{"filter": "datum.n >= 3"}]


def test_counts_that_differ_by_orders_of_magnitude_share_an_axis():
    plain, wide = (ranked(peers(("a", 5.0, 9, 4, 3, 6, None)), **HEAD, logarithmic=each) for each in (False, True))
    types = [layers(chart)[2]["encoding"]["x"]["scale"].get("type") for chart in (plain, wide)]
    assert types == [None, "symlog"]


@pytest.mark.parametrize(
    "chart",
    [
        pytest.param(ranked(peers(), **HEAD), id="ranked"),
        pytest.param(contributions(pl.DataFrame(schema=dict.fromkeys(("organ_id", "organ"), pl.String) | dict.fromkeys(("start", "end", "change", "share_pct"), pl.Float64)), **HEAD), id="contributions"),
        pytest.param(funnel(limits.FUNNEL.to_frame(), limits.LIMITS.to_frame(), **HEAD, across="n"), id="funnel"),
    ],
)  # fmt: skip
def test_nothing_to_draw_leaves_a_sentence(chart):
    assert "Nothing to draw" in chart.description


def rates():
    wholes = [100.0] * 9
    parts = [*map(float, range(26, 34)), 90.0]
    columns = {"organ_id": list("abcdefghi"), "organ": list("abcdefghi"), "year": 2024, "numerator": parts}
    return pl.DataFrame({**columns, "denominator": wholes, "value": [100 * part / 100 for part in parts]})


def test_a_funnel_names_who_is_beyond_its_outer_limits():
    points = limits.funnel(rates())
    chart = funnel(points, limits.limits(points), **HEAD, across="申请")
    drawn = chart.to_dict()
    assert "i (unusually high)" in chart.description
    assert [layer["mark"]["type"] for layer in drawn["layer"]].count("line") == 4
    assert drawn["layer"][-1]["transform"] == [{"filter": "datum.outside"}]


def test_parts_of_a_change_are_drawn_from_zero_with_their_sign():
    rows = [("a", "甲", 10.0, 30.0, 20.0, 80.0), ("b", "乙", 9.0, 4.0, -5.0, -20.0), ("c", "丙", 9.0, 9.0, 0.0, 0.0)]
    schema = ["organ_id", "organ", "start", "end", "change", "share_pct"]
    chart = contributions(pl.DataFrame(rows, schema=schema, orient="row"), **HEAD)
    assert order(chart) == ["甲", "乙"]
    (table,) = (rows for rows in chart.to_dict()["datasets"].values() if len(rows) == 2)
    assert [row["brief"] for row in table] == ["+20", "−5"]
    assert "+15" in " ".join(chart.to_dict()["title"]["subtitle"])
