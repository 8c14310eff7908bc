from __future__ import annotations

import pytest

from analysis.ask import facts_for
from analysis.frames import MOVERS
from analysis.movers import movers
from analysis.vocabulary import headline_metrics


def found(world, limit=10, organ_ids=None):
    ids = [metric.id for metric in headline_metrics(world.known.metrics)]
    facts = facts_for(world.con, world.known, ids, organ_ids, [2022, 2023])
    return movers(world.known, facts, organ_ids, 2022, 2023, limit=limit)


@pytest.mark.parametrize(
    ("start", "end", "moves"),
    [
        pytest.param(1000, 1300, True, id="beyond-both"),
        pytest.param(1000, 1199, False, id="percent-too-small"),
        pytest.param(100, 199, False, id="number-too-small"),
        pytest.param(500, 400, True, id="exactly-both"),
        pytest.param(0, 100, True, id="from-zero-has-only-the-absolute-threshold"),
        pytest.param(0, 99, False, id="from-zero-too-small"),
        pytest.param(1000, 0, True, id="fell-to-zero"),
        pytest.param(None, 1000, False, id="nothing-before"),
    ],
)
def test_a_change_is_material_beyond_both_thresholds(start, end, moves, rows, world):
    rows.report("a", 2022, "2021", {"licence.decisions": start}).report("a", 2023, "2021", {"licence.decisions": end})
    assert (found(world(rows)).height == 1) == moves


def test_rises_and_falls_are_ranked_by_metric_then_by_multiples_of_the_threshold(rows, world):
    before = {"licence.decisions": 1000, "penalty.decisions": 1000, "normative.issued": 50}
    rows.report("a", 2022, "2021", before)
    rows.report("a", 2023, "2021", {"licence.decisions": 1500, "penalty.decisions": 2000, "normative.issued": 10})
    rows.report("b", 2022, "2021", before)
    rows.report("b", 2023, "2021", {"licence.decisions": 3000, "penalty.decisions": 500, "normative.issued": 50})
    everything = found(world(rows))
    assert everything.schema == MOVERS
    assert everything.select("direction", "organ", "metric", "times").rows() == [
        ("rise", "b", "licence.decisions", 20.0),
        ("rise", "a", "penalty.decisions", 10.0),
        ("fall", "a", "normative.issued", 8.0),
        ("fall", "b", "penalty.decisions", 5.0),
        ("rise", "a", "licence.decisions", 5.0),
    ]


def test_the_limit_holds_for_each_direction(rows, world):
    for organ, end in (("a", 2000), ("b", 3000), ("c", 100), ("d", 200)):
        rows.report(organ, 2022, "2021", {"licence.decisions": 1000})
        rows.report(organ, 2023, "2021", {"licence.decisions": end})
    here = world(rows)
    assert found(here, limit=1).select("organ", "direction").rows() == [("b", "rise"), ("c", "fall")]
    assert found(here, organ_ids=["a"])["organ"].to_list() == ["a"]


def test_rates_move_in_points(rows, world, table_three):
    rows.report("a", 2022, "2021", table_three(new=100, granted=50, refused__process=50, total=100))
    rows.report("a", 2023, "2021", table_three(new=100, granted=56, refused__process=44, total=100))
    assert found(world(rows)).select("metric", "change_pp", "change").rows() == [("disclosure_rate", 6.0, None)]


def test_a_break_and_a_probable_count_of_items_are_no_movers(rows, world):
    rows.report("a", 2022, "2019", {"licence.decisions": 70, "fees.prev_items": 3})
    rows.report("a", 2023, "2021", {"licence.decisions": 9000, "fees.amount_wan": 5000})
    rows.finding("a", 2022, "t2.stock2019.licence", ["licence.decisions"], severity="notice")
    assert found(world(rows)).is_empty()
