"""The two effects of each part, in points, and in words what they come to together."""

import polars as pl
import pytest

from analysis.decomposition import DECOMPOSITION, PARTS, decomposed
from charts.drivers import drivers


def test_both_effects_are_drawn_and_summed_in_words():
    rows = [("自然人", 50.0, 100.0, 60.0, 100.0), ("商业企业", 10.0, 100.0, 36.0, 200.0)]
    found = decomposed(pl.DataFrame(rows, schema=PARTS, orient="row"))
    chart = drivers(found, title="公开率").to_dict()
    (table,) = (rows for rows in chart["datasets"].values() if "effect" in rows[0])
    assert len(table) == 4
    assert sum(row["points"] for row in table) == pytest.approx(100 * (96 / 300 - 60 / 200), abs=1e-9)
    assert "Together +2 pp" in chart["title"]["subtitle"][0]


def test_nothing_to_decompose_leaves_a_sentence():
    assert "Nothing to draw" in drivers(DECOMPOSITION.to_frame(), title="公开率").description
