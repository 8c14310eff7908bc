"""Two figures against each other: points, medians, the likeness of two orders; nothing is filled in."""

import polars as pl
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.frames import SERIES
from analysis.scatter import FEWEST, POINTS, medians, points, spearman

COUNTS = {"x": True, "y": True}


def series(values, flags=(), status="blank"):
    """A SERIES of one year, an organ per value."""
    rows = [
        {
            "organ_id": f"o{at:02}",
            "organ": f"o{at:02}",
            "year": 2024,
            "value": value,
            "status": "reported" if value is not None else status,
            "printed": "",
            "flags": list(flags),
            "corrected_from": [],
        }
        for at, value in enumerate(values)
    ]
    return pl.DataFrame(rows, schema={name: SERIES[name] for name in rows[0]})


def found(pairs):
    x, y = zip(*pairs, strict=True)
    return points({"x": series(x), "y": series(y)}, COUNTS)


NUMBER = st.none() | st.integers(0, 10**6).map(float)
PAIRS = st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=30)


@given(PAIRS)
def test_every_organ_has_one_row_and_only_full_pairs_a_distance(pairs):
    rows = found(pairs)
    assert rows.schema == POINTS
    assert sorted(rows.select("organ_id", "x", "y").rows()) == [(f"o{at:02}", *pair) for at, pair in enumerate(pairs)]
    full = rows["x"].is_not_null() & rows["y"].is_not_null()
    assert (rows["distance"].is_not_null() == full).all()
    assert rows["distance"].drop_nulls().is_sorted(descending=True)


@given(st.lists(st.tuples(st.integers(0, 9).map(float), st.integers(0, 9).map(float)), max_size=30, min_size=FEWEST))
def test_rho_is_that_of_scipy_ties_and_all(pairs):
    x, y = zip(*pairs, strict=True)
    assume(len(set(x)) > 1 and len(set(y)) > 1)
    rho, n = spearman(found(pairs))
    assert rho == pytest.approx(scipy.stats.spearmanr(x, y).statistic, abs=1e-9)
    assert n == len(pairs)


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([(float(at), float(at)) for at in range(FEWEST - 1)], id="too few"),
        pytest.param([(float(at), None if at else 1.0) for at in range(20)], id="too few with both"),
        pytest.param([(1.0, float(at)) for at in range(20)], id="one and the same x"),
    ],
)
def test_no_likeness_is_said_where_there_is_none_to_say(pairs):
    assert spearman(found(pairs)) is None


def test_medians_are_those_of_the_points_that_are_drawn():
    assert medians(found([(1.0, 10.0), (3.0, 30.0), (1000.0, None)])) == (2.0, 20.0)
    assert medians(found([(None, 1.0)])) is None


def test_what_says_more_than_the_status_stands_instead_of_it():
    x, y = series([None, 1.0], ["not_found"], "unreadable"), series([1.0, 2.0], ["small_n"])
    rows = points({"x": x, "y": y}, COUNTS).sort("organ_id")
    assert rows["x_status"].to_list() == ["not_found", "reported"]
    assert rows["is_small"].to_list() == [True, True]
    assert set(rows["flags"][0]) == {"not_found", "small_n"}


def test_the_size_is_one_of_the_same_organ_and_small_numbers_of_it_mark_no_place():
    rows = points({"x": series([1.0, 2.0]), "y": series([3.0, 4.0]), "size": series([7.0, None], ["small_n"])}, COUNTS)
    assert dict(rows.select("organ_id", "size").rows()) == {"o00": 7.0, "o01": None}
    assert not rows["is_small"].any()
