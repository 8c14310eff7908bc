"""Many organs counted by whom they stand under: nobody is lost and nobody is counted twice."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coverage_groups import GROUPED, below, grouped, top

STATES = ("reported", "findings", "no_report", "not_existing")


def organs(parents):
    return pl.DataFrame(list(parents.items()), schema={"organ_id": pl.String, "parent_id": pl.String}, orient="row")


def states(rows):
    return pl.DataFrame(rows, schema={"organ_id": pl.String, "year": pl.Int32, "state": pl.String}, orient="row")


TREE = {"p": None, "c1": "p", "c2": "p", "d1": "c1", "d2": "c1", "x": "p", "alone": None}


@pytest.mark.parametrize(
    ("superior", "expected"),
    [
        pytest.param(None, list(TREE), id="all"),
        pytest.param("c1", ["c1", "d1", "d2"], id="with-itself"),
        pytest.param("d1", ["d1"], id="nobody-below"),
    ],
)
def test_who_stands_below(superior, expected):
    assert below(organs(TREE), superior) == expected


@pytest.mark.parametrize(
    ("superior", "expected"),
    [
        pytest.param(None, {"p": 6, "": 1}, id="top"),
        pytest.param("p", {"c1": 3, "": 3}, id="below-the-province"),
        pytest.param("c1", {"": 3}, id="the-last-step-has-no-groups"),
    ],
)
def test_groups_are_what_stands_directly_below(superior, expected):
    found = grouped(states([(each, 2024, "reported") for each in TREE]), organs(TREE), superior)
    assert found.schema == GROUPED
    assert dict(found.select("group", "organs").iter_rows()) == expected


TREES = st.lists(st.integers(-1, 20), min_size=1, max_size=20).map(
    lambda above: {f"o{at}": (f"o{up}" if 0 <= up < at else None) for at, up in enumerate(above)}
)


@given(TREES, st.data())
def test_every_report_is_counted_once(parents, data):
    rows = [(each, 2024, data.draw(st.sampled_from(STATES))) for each in parents]
    found = grouped(states(rows), organs(parents), None)
    assert found["reported"].sum() == sum(state in ("reported", "findings") for *_, state in rows)
    assert found["of"].sum() == sum(state != "not_existing" for *_, state in rows)


def test_a_circle_of_superiors_ends():
    assert below(organs({"a": "b", "b": "a"}), "a") == ["a", "b"]
    assert (
        grouped(states([("a", 2024, "reported"), ("b", 2024, "reported")]), organs({"a": "b", "b": "a"}), None)[
            "reported"
        ].sum()
        == 2
    )


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        pytest.param({"p": None, "c": "p"}, "p", id="one-root"),
        pytest.param(TREE, None, id="two-roots"),
        pytest.param({"a": None}, None, id="alone"),
    ],
)
def test_the_one_above_all(parents, expected):
    assert top(organs(parents)) == expected
