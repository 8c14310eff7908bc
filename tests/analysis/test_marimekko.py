"""Areas of parts: they fill the plane without gap or overlap, and whoever lacks a part has none."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.frames import COMPOSITION
from analysis.marimekko import RECTS, rects

PARTS = ("granted", "partial", "refused")


def composition(values, year=2024):
    """A COMPOSITION of one year from organ -> numbers of its parts."""
    rows = []
    for organ, numbers in values.items():
        whole = None if None in numbers else sum(numbers)
        for at, (part, value) in enumerate(zip(PARTS, numbers, strict=True), start=1):
            share = 100 * value / whole if whole else None
            rows.append({"organ_id": organ, "organ": organ, "year": year, "part": part, "part_order": at})
            rows[-1] |= {"value": value, "share": share, "status": "reported", "flags": [], "corrected_from": []}
    return pl.DataFrame(rows, schema=COMPOSITION)


NUMBERS = st.tuples(*[st.none() | st.integers(0, 10**6).map(float)] * 3)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), NUMBERS, max_size=8))
def test_the_areas_are_the_numbers_and_fill_the_plane(values):
    found = rects(composition(values))
    assert found.schema == RECTS
    shown = {organ: numbers for organ, numbers in values.items() if None not in numbers and sum(numbers)}
    assert set(found["organ"]) == set(shown)
    reached = 0.0
    for own in found.partition_by("organ", maintain_order=True):
        assert own["left"].unique().to_list() == [pytest.approx(reached)]
        reached = own["right"][0]
        assert own["low"][0] == pytest.approx(0)
        assert own["high"][-1] == pytest.approx(100)
        assert own["low"][1:].to_list() == pytest.approx(own["high"][:-1].to_list())
        areas = (own["right"] - own["left"]) * (own["high"] - own["low"]) / 100
        assert areas.to_list() == pytest.approx(list(shown[own["organ"][0]]), abs=1e-6)
    assert reached == pytest.approx(sum(sum(numbers) for numbers in shown.values()))


def test_the_largest_whole_stands_first():
    found = rects(composition({"small": (1.0, 0.0, 0.0), "large": (5.0, 2.0, 1.0)}))
    assert found["organ"].unique(maintain_order=True).to_list() == ["large", "small"]


def test_two_years_are_refused():
    both = pl.concat([composition({"a": (1.0, 1.0, 1.0)}, year) for year in (2023, 2024)])
    with pytest.raises(ValueError, match="the frame has 2"):
        rects(both)
