"""Nearest neighbours against scipy, and what must change nothing: the order of rows, the unit of an attribute."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist
from scipy.stats import zscore

from analysis.attributes import ATTRIBUTES
from analysis.frames import ORGANS
from analysis.neighbours import COUNT, available, circles, nearest, similar_size
from analysis.peers import against_own

YEAR = 2024
NAMES = ("area", "gdp", "population")


def organs(ids, **known):
    rows = [
        {
            "organ_id": each,
            "name": each.upper(),
            "short_name": each,
            "level": "county",
            "type": "区",
            **known.get(each, {}),
        }
        for each in ids
    ]
    return pl.DataFrame(rows, schema=ORGANS)


def supplied(values, year=YEAR):
    """Make ATTRIBUTES of numbers by organ and attribute."""
    rows = [
        {"organ_id": organ, "year": year, "attribute": name, "value": float(value), "unit": "", "source": "年鉴"}
        for organ, own in values.items()
        for name, value in own.items()
        if value is not None
    ]
    return pl.DataFrame(rows, schema=ATTRIBUTES)


def near(values, asked, names=NAMES, count=COUNT, **known):
    return nearest(organs(sorted(values), **known), supplied(values), asked, YEAR, names, count=count)


def order(found, organ):
    return found.neighbours.filter(organ_id=organ).sort("rank")["neighbour_id"].to_list()


WHOLE = st.integers(1, 10**6)
TOWNS = st.lists(st.tuples(WHOLE, WHOLE, WHOLE), min_size=2, max_size=12).map(
    lambda rows: {f"o{at:02}": dict(zip(NAMES, row, strict=True)) for at, row in enumerate(rows)}
)


@given(TOWNS)
def test_distances_are_those_of_scipy_without_the_organ_itself(values):
    numbers = np.array([list(own.values()) for own in values.values()], dtype=float)
    found = near(values, values, count=99).neighbours
    for at, organ in enumerate(values):
        others = np.delete(numbers, at, axis=0)
        telling = others.max(axis=0) > others.min(axis=0)
        if not telling.any():
            assert set(found.filter(organ_id=organ)["distance"]) == {None}
            continue
        # zscore of scipy over the others; the organ itself on the same scale.
        scored = zscore(others[:, telling], axis=0)
        own = (numbers[at, telling] - others[:, telling].mean(axis=0)) / others[:, telling].std(axis=0)
        expected = dict(zip(np.delete(list(values), at), cdist([own], scored)[0], strict=True))
        rows = found.filter(organ_id=organ).sort("rank")
        assert dict(rows.select("neighbour_id", "distance").iter_rows()) == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert rows["distance"].round_sig_figs(9).is_sorted()


@given(TOWNS, st.randoms())
def test_the_order_of_rows_changes_nothing(values, chance):
    here, table = organs(sorted(values)), supplied(values)
    seed = chance.randrange(1000)
    mixed = [frame.sample(fraction=1, shuffle=True, seed=seed) for frame in (here, table)]
    asked = sorted(values)
    again = nearest(*mixed, asked, YEAR, NAMES)
    assert again.neighbours.equals(nearest(here, table, asked, YEAR, NAMES).neighbours)


@given(TOWNS, st.sampled_from([0.0001, 0.01, 3.0, 10000.0]))
def test_the_unit_of_an_attribute_changes_nothing(values, factor):
    scaled = {organ: own | {"area": own["area"] * factor} for organ, own in values.items()}
    one, other = (near(each, values).neighbours for each in (values, scaled))
    assert other.drop("distance").equals(one.drop("distance"))
    assert (one["distance"].is_null() == other["distance"].is_null()).all()
    known = [frame["distance"].drop_nulls().to_list() for frame in (one, other)]
    assert known[1] == pytest.approx(known[0], rel=1e-6, abs=1e-9)


@given(TOWNS, st.integers(1, 5))
def test_no_organ_is_its_own_neighbour_and_the_list_is_as_long_as_asked(values, count):
    found = near(values, values, count=count).neighbours
    assert found.filter(pl.col("organ_id") == pl.col("neighbour_id")).is_empty()
    assert set(found.group_by("organ_id").len()["len"]) == {min(count, len(values) - 1)}


def test_ties_are_in_the_order_of_ids():
    values = {"c": {"gdp": 5}, "b": {"gdp": 3}, "a": {"gdp": 7}, "d": {"gdp": 5}}
    assert order(near(values, ["c"], ("gdp",)), "c") == ["d", "a", "b"]


def test_who_lacks_an_attribute_is_named_and_placed_nowhere():
    values = {"a": {"gdp": 1, "area": 2}, "b": {"gdp": 3, "area": None}, "c": {"gdp": 4, "area": 9}, "d": {}}
    found = near(values, ["a", "b"], ("gdp", "area"))
    assert order(found, "a") == ["c"]
    assert order(found, "b") == []
    assert dict(found.unplaced.select("organ", "missing").iter_rows()) == {"b": ["area"], "d": ["gdp", "area"]}


def test_another_years_number_is_none():
    table = supplied({"a": {"gdp": 1}, "b": {"gdp": 2}}, year=YEAR - 1)
    found = nearest(organs("ab"), table, ["a"], YEAR, ("gdp",))
    assert found.neighbours.is_empty()
    assert found.unplaced["organ"].to_list() == ["a", "b"]


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({"level": "city"}, id="level"),
        pytest.param({"type": "县"}, id="type"),
        pytest.param({"valid_to": YEAR - 1}, id="dissolved"),
        pytest.param({"valid_from": YEAR + 1}, id="not-yet"),
    ],
)
def test_neighbours_are_of_one_level_and_type_and_exist(known):
    values = {each: {"gdp": at} for at, each in enumerate("abcd", start=1)}
    found = near(values, ["a"], ("gdp",), b=known)
    assert order(found, "a") == ["c", "d"]


def test_an_attribute_in_which_the_others_are_alike_counts_nothing_and_is_not_named():
    values = {"a": {"gdp": 9, "area": 1}, "b": {"gdp": 0.1, "area": 5}, "c": {"gdp": 0.1, "area": 2}}
    rows = near(values, ["a"], ("gdp", "area")).neighbours
    assert rows["neighbour_id"].to_list() == ["c", "b"]
    assert rows["attributes"].to_list() == [["area"], ["area"]]


@pytest.mark.parametrize(
    ("people", "names"),
    [
        pytest.param({"a": 100, "b": 150, "c": 151, "d": 67, "e": 66}, ["d", "b"], id="up-and-down"),
        pytest.param({"a": 100, "c": 100, "b": 100}, ["b", "c"], id="ties-by-id"),
        pytest.param({"a": 100, "b": 500}, [], id="nobody"),
    ],
)
def test_similar_size_is_a_population_within_half_again(people, names):
    values = {organ: {"population": number} for organ, number in people.items()}
    found = similar_size(organs(sorted(values)), supplied(values), ["a"], YEAR)
    assert order(found, "a") == names
    if names:
        assert found.neighbours["distance"][0] == pytest.approx(max(100 / people[names[0]], people[names[0]] / 100))


def test_attributes_on_offer_are_those_that_two_alike_have_in_that_year():
    values = {"a": {"gdp": 1, "area": 2}, "b": {"gdp": 3}, "c": {"area": 3, "staff": 1}, "d": {"staff": 2}}
    here = organs("abcd", c={"type": "县"}, d={"type": "县"})
    assert available(supplied(values), here, ["a"], YEAR) == ["gdp"]
    assert available(supplied(values), here, ["c", "a"], YEAR) == ["area", "gdp", "staff"]
    assert available(supplied(values), here, ["a"], YEAR - 1) == []
    assert available(supplied({"a": {"gdp": 1}}), here, ["a"], YEAR) == ["gdp"]


def test_each_organ_stands_beside_its_own_neighbours():
    values = {f"o{at}": {"gdp": at} for at in range(6)}
    found = near(values, ["o0", "o5"], ("gdp",), count=2)
    columns = {
        "organ_id": sorted(values),
        "organ": sorted(values),
        "year": YEAR,
        "value": [float(10 * at) for at in range(6)],
    }
    series = pl.DataFrame(columns).with_columns(flags=pl.lit([], pl.List(pl.String)))
    rows = against_own(series, circles(found), is_count=True)
    assert rows.select("organ_id", "n", "of", "median").rows() == [("o0", 2, 2, 15.0), ("o5", 2, 2, 35.0)]
