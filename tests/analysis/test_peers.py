"""Peers leave the organ itself out; fences and ranks stand only where enough organs have a number."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.peers import FEWEST, against_own, against_peers, default_groups, each_against, one_group, ranks


def series(values, year=2024):
    """A SERIES of one year, as far as peers look at it."""
    ids = [f"o{number:03}" for number in range(len(values))]
    columns = {"organ_id": ids, "organ": ids, "year": year, "value": values, "flags": [[]] * len(ids)}
    return pl.DataFrame(columns, schema_overrides={"value": pl.Float64, "flags": pl.List(pl.String)})


def beside(values, *, is_count=True):
    rows = series(values)
    return against_peers(rows, one_group(rows["organ_id"], "all"), is_count=is_count)


NUMBERS = st.lists(st.none() | st.integers(0, 10**6).map(float), min_size=1, max_size=40)


@given(NUMBERS)
def test_quartiles_are_those_of_the_others(values):
    for index, row in enumerate(beside(values).iter_rows(named=True)):
        others = [each for at, each in enumerate(values) if each is not None and at != index]
        assert (row["n"], row["of"]) == (len(others), len(values) - 1)
        if others:
            expected = np.quantile(others, (0.25, 0.5, 0.75))
            assert [row["q1"], row["median"], row["q3"]] == pytest.approx(expected.tolist(), rel=1e-9)
        else:
            assert row["median"] is None


@given(NUMBERS, st.randoms())
def test_the_order_of_organs_changes_nothing(values, chance):
    rows = series(values)
    mixed = rows.sample(fraction=1, shuffle=True, seed=chance.randrange(1000))
    group = one_group(rows["organ_id"], "all")
    assert against_peers(mixed, group, is_count=True).equals(against_peers(rows, group, is_count=True))


def test_an_own_number_never_moves_the_own_band():
    one, other = ([*map(float, range(10)), own] for own in (5.0, 10.0**6))
    band = ["q1", "median", "q3", "low", "high"]
    assert beside(one).select(band).row(-1) == beside(other).select(band).row(-1)


def test_fences_are_drawn_on_a_log_scale_for_counts():
    found = beside([10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 5000.0]).row(-1, named=True)
    logs = np.quantile(np.log1p([10, 20, 30, 40, 50, 60, 70, 80]), (0.25, 0.75))
    assert (found["q1"], found["q3"]) == pytest.approx((27.5, 62.5))
    assert found["high"] == pytest.approx(np.expm1(logs[1] + 1.5 * (logs[1] - logs[0])), rel=1e-9)
    assert found["position"] == "above"


@pytest.mark.parametrize(
    ("values", "position"),
    [
        pytest.param([*[100.0] * FEWEST, 900.0], None, id="peers-all-alike-judge-nobody"),
        pytest.param([*map(float, range(100, 100 + FEWEST - 1)), 900.0], None, id="too-few-peers"),
        pytest.param([*map(float, range(100, 100 + FEWEST)), 900.0], "above", id="far-above"),
        pytest.param([*map(float, range(100, 100 + FEWEST)), 1.0], "below", id="far-below"),
        pytest.param([*map(float, range(100, 100 + FEWEST)), 104.0], "within", id="among-them"),
        pytest.param([*map(float, range(100, 100 + FEWEST)), None], None, id="no-number"),
    ],
)
def test_who_stands_out(values, position):
    assert beside(values)["position"][-1] == position


def test_an_organ_that_does_not_exist_is_no_peer():
    rows = series([1.0, 2.0, None]).with_columns(flags=pl.Series([[], [], ["not_existing"]], dtype=pl.List(pl.String)))
    found = against_peers(rows, one_group(rows["organ_id"], "all"), is_count=True)
    assert found["of"].to_list() == [1, 1]


def test_peers_share_superior_level_and_type():
    organs = pl.DataFrame(
        {
            "organ_id": ["a", "b", "c", "d", "e"],
            "parent_id": ["x", "x", "x", None, None],
            "level": ["county", "county", "county", "county", "unknown"],
            "type": ["区", "区", "县", "区", ""],
        }
    )
    groups = dict(default_groups(organs).iter_rows())
    assert groups["a"] == groups["b"]
    assert len({groups["a"], groups["c"], groups["d"]}) == 3
    assert "e" not in groups


def test_ties_share_a_rank_and_few_organs_have_none():
    assert ranks(series([5.0, 9.0, 9.0, 1.0, 2.0, 3.0, 4.0, None, 6.0])).to_list() == [4, 1, 1, 8, 7, 6, 5, None, 3]
    assert ranks(series([1.0, 2.0])).null_count() == 2


@given(NUMBERS, st.integers(0, 40), st.integers(0, 40))
def test_each_organ_meets_the_same_members_and_an_outsider_is_nobodys_peer(values, start, end):
    rows = series(values)
    members, ids = rows["organ_id"].to_list()[start:end], rows["organ_id"].to_list()
    found = against_own(rows, each_against(ids, members), is_count=True)
    assert found["organ_id"].to_list() == ids
    inside = against_peers(rows, one_group(members, "all"), is_count=True)
    assert found.filter(pl.col("organ_id").is_in(members)).equals(inside)
    known = [value for organ, value in zip(ids, values, strict=True) if organ in members and value is not None]
    for row in found.filter(~pl.col("organ_id").is_in(members)).iter_rows(named=True):
        assert (row["n"], row["of"]) == (len(known), len(members))
        assert row["median"] == (pytest.approx(np.median(known), rel=1e-9) if known else None)
