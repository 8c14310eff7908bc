"""Lists of those that moved most order a ratio by its difference, which stands in the column of counts."""

import polars as pl
import pytest

from analysis.foremost import by_change
from analysis.frames import CHANGE
from analysis.movers import is_material
from analysis.vocabulary import metric
from ingest import definitions

REQUESTS = metric(definitions.metrics(), "requests_per_10k")


def moves(*changes):
    rows = [
        {"organ_id": f"o{at}", "organ": f"o{at}", "case": "increase" if change else "no_change", "change": change}
        for at, change in enumerate(changes)
    ]
    return pl.DataFrame(rows, schema=CHANGE)


def test_those_that_moved_most_are_kept_in_their_order():
    assert by_change(moves(0.1, -3.0, 0.5, 2.0), 2, REQUESTS)["organ_id"].to_list() == ["o1", "o3"]


@pytest.mark.parametrize(("change", "material"), [(0.5, True), (-0.5, True), (0.49, False)])
def test_a_ratio_matters_by_its_own_threshold_alone(change, material):
    assert moves(change).select(is_material(REQUESTS)).item() is material
