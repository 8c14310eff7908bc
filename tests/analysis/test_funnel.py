"""Funnel limits: exact, checked against the binomial distribution itself; wider where organs vary more than chance."""

from math import comb

import numpy as np
import polars as pl
import pytest

from analysis.funnel import exact_limit, faulty, funnel, is_part_of_whole, limits, over_dispersion
from analysis.vocabulary import metric
from ingest import definitions


def rates(parts, wholes):
    ids = [f"o{number:03}" for number in range(len(parts))]
    shares = [100 * part / whole if whole else None for part, whole in zip(parts, wholes, strict=True)]
    columns = {"organ_id": ids, "organ": ids, "year": 2024, "value": shares, "numerator": parts, "denominator": wholes}
    numbers = dict.fromkeys(("value", "numerator", "denominator"), pl.Float64)
    return pl.DataFrame(columns, schema_overrides=numbers)


def below(count, whole, share):
    """The binomial distribution, summed by hand: the second source."""
    return sum(comb(whole, k) * share**k * (1 - share) ** (whole - k) for k in range(count + 1))


@pytest.mark.parametrize("whole", [8, 20, 57, 300])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.62])
@pytest.mark.parametrize("tail", [0.001, 0.025, 0.975, 0.999])
def test_limits_interpolate_the_distribution(whole, share, tail):
    """Spiegelhalter 2005, A.1.1: r is the smallest count reached with at least the tail; r minus the overshoot's share."""
    count = next(k for k in range(whole + 1) if below(k, whole, share) >= tail)
    before = below(count - 1, whole, share) if count else 0.0
    expected = (count - (below(count, whole, share) - tail) / (below(count, whole, share) - before)) / whole
    found = exact_limit(np.array([float(whole)]), share, tail)[0]
    assert found == pytest.approx(min(max(expected, 0.0), 1.0), abs=1e-9)


def test_an_organ_far_off_stands_out_and_a_small_one_does_not():
    parts, wholes = [30.0] * 10 + [3.0, 0.0], [100.0] * 10 + [100.0, 3.0]
    found = funnel(rates(parts, wholes))
    assert found["position"].to_list() == ["within"] * 10 + ["below", "within"]
    assert found["target"][0] == pytest.approx(100 * 303 / 1103, abs=1e-9)


def test_limits_narrow_with_size_and_98_lies_outside_95():
    curve = limits(funnel(rates([30.0] * 9, [float(10 * 2**k) + 30 for k in range(9)])))
    assert (curve["high_998"] >= curve["high_95"]).all()
    assert (curve["low_998"] <= curve["low_95"]).all()
    widths = curve["high_998"] - curve["low_998"]
    assert widths[0] > widths[-1]


def test_more_variation_than_chance_widens_the_limits():
    wholes = np.full(20, 1000.0)
    parts = np.array([300.0 + 40 * (-1) ** each for each in range(20)])
    target = parts.sum() / wholes.sum()
    assert over_dispersion(parts, wholes, target) == pytest.approx((40 / np.sqrt(1000 * 0.3 * 0.7)) ** 2, rel=1e-9)
    found = funnel(rates(parts.tolist(), wholes.tolist()))
    assert set(found["position"]) == {"within"}


def test_a_single_far_organ_does_not_hide_itself():
    wholes = [1000.0] * 20
    parts = [300.0 + each for each in range(-9, 10)] + [600.0]
    assert funnel(rates(parts, wholes))["position"].to_list()[-1] == "above"


def test_few_organs_have_no_funnel_and_a_rate_that_is_no_proportion_is_refused():
    assert funnel(rates([1.0] * 5, [9.0] * 5)).is_empty()
    assert limits(funnel(rates([1.0] * 5, [9.0] * 5))).is_empty()
    with pytest.raises(ValueError, match="part of the denominator"):
        funnel(rates([10.0] * 9, [9.0] * 9))


@pytest.mark.parametrize(
    ("metric_id", "expected"),
    [
        pytest.param("disclosure_rate", True, id="outcomes-of-requests-handled"),
        pytest.param("carry_rate", True, id="carried-over-of-those-there"),
        pytest.param("review_correction_rate", True, id="a-part-of-its-own-denominator"),
        pytest.param("dispute_rate", False, id="reviews-are-no-part-of-requests"),
        pytest.param("normative_repeal_ratio", False, id="can-exceed-100"),
        pytest.param("penalty_per_100_licences", False, id="two-different-things"),
        pytest.param("licence.decisions", False, id="a-count"),
    ],
)
def test_only_a_part_of_a_whole_has_limits(metric_id, expected):
    assert is_part_of_whole(metric(definitions.metrics(), metric_id)) is expected


def test_a_numerator_above_its_denominator_is_named():
    rows = pl.DataFrame({"organ": ["a", "b"], "numerator": [2.0, 1.0], "denominator": [1.0, 1.0]})
    assert faulty(rows)["organ"].to_list() == ["a"]
