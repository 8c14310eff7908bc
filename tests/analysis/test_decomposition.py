"""A rate's change is another mix and other rates, and nothing else."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decomposition import PARTS, decomposed


def parts(rows):
    return pl.DataFrame(rows, schema=PARTS, orient="row")


def whole_change(frame):
    start, end = (
        100 * frame[f"{side}_numerator"].sum() / frame[f"{side}_denominator"].sum() for side in ("start", "end")
    )
    return end - start


COUNT = st.integers(0, 500).map(float)
ROWS = st.lists(st.tuples(COUNT, COUNT, COUNT, COUNT), min_size=1, max_size=9).map(
    lambda rows: [(f"p{at}", a, a + b, c, c + d) for at, (a, b, c, d) in enumerate(rows)]
)


@given(ROWS)
def test_the_effects_sum_to_the_change(rows):
    frame = parts(rows)
    found = decomposed(frame)
    if 0 in (frame["start_denominator"].sum(), frame["end_denominator"].sum()):
        assert found.is_empty()
    else:
        assert found["mix_pp"].sum() + found["rate_pp"].sum() == pytest.approx(whole_change(frame), abs=1e-9)


def test_equal_rates_within_all_parts_leave_only_the_mix():
    found = decomposed(parts([("natural", 80, 100, 8, 10), ("company", 5, 50, 10, 100)]))
    assert found["rate_pp"].to_list() == pytest.approx([0, 0])
    assert found["mix_pp"].sum() == pytest.approx(100 * (18 / 110 - 85 / 150), abs=1e-9)


def test_an_equal_mix_leaves_only_the_rates():
    found = decomposed(parts([("natural", 50, 100, 30, 100), ("company", 10, 50, 20, 50)]))
    assert found["mix_pp"].to_list() == pytest.approx([0, 0])
    by_part = dict(found.select("part", "rate_pp").iter_rows())
    assert by_part == pytest.approx({"natural": -20 * 2 / 3, "company": 20 / 3})


def test_a_part_that_comes_is_all_mix():
    found = decomposed(parts([("natural", 50, 100, 50, 100), ("legal", 0, 0, 10, 10)])).filter(part="legal")
    assert found["start_rate"][0] is None
    assert found["rate_pp"][0] == 0
    assert found["mix_pp"][0] > 0


def test_a_missing_number_gives_no_answer():
    assert decomposed(parts([("natural", 50, 100, None, 100)])).is_empty()
