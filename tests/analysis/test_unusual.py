"""Who stands out among enough of the nearest kin, and by which rule."""

from dataclasses import replace

import polars as pl
import pytest

from analysis import ask, unusual
from analysis.vocabulary import headline_metrics

PEOPLE = 12


def judged(built, year=2024):
    asked = [metric.id for metric in headline_metrics(built.known.metrics)]
    return unusual.judged(built.known, ask.facts_for(built.con, built.known, asked, None, [year]), year)


def under_one_city(rows, cells_of, count=PEOPLE):
    rows.organ("city")
    for number in range(count):
        rows.organ(f"o{number:02}", parent_id="city").report(f"o{number:02}", 2024, "2021", cells_of(number))
    return rows


def licences(number):
    return {"licence.decisions": 100000 if number == 0 else 100 + number}


def test_a_count_outside_the_fences_is_named_with_its_rule(rows, world):
    found = judged(world(under_one_city(rows, licences)))
    first = found.row(0, named=True)
    assert (first["organ"], first["metric"], first["position"]) == ("o00", "licence.decisions", "above")
    assert (first["by"], first["alike"], first["n"]) == ("fence", "type", PEOPLE - 1)
    assert first["low"] < first["middle"] < first["high"] < first["value"]
    assert first["times"] > 1
    assert set(found["position"][1:]) == {"within"}
    assert set(found["times"][1:]) == {0.0}


def test_a_proportion_outside_the_funnel_is_named_with_both_sides(rows, world, table_three):
    def cells(number):
        return table_three(granted=10 if number == 0 else 500, total=1000)

    found = judged(world(under_one_city(rows, cells)))
    first = found.filter(pl.col("metric") == "disclosure_rate").row(0, named=True)
    assert (first["organ"], first["position"], first["by"]) == ("o00", "below", "funnel")
    assert (first["numerator"], first["denominator"], first["n"]) == (10, 1000, PEOPLE)


def test_a_faulty_rate_above_one_is_left_to_the_checks(rows, world, table_three):
    def cells(number):
        return table_three(granted=200 if number == 0 else 50, total=100)

    found = judged(world(under_one_city(rows, cells))).filter(pl.col("metric") == "disclosure_rate")
    assert "o00" not in set(found["organ"])
    assert set(found["n"]) == {PEOPLE - 1}


@pytest.mark.parametrize(
    ("types", "alike"),
    [
        pytest.param(["区"] * PEOPLE, {"type"}, id="enough-of-one-type"),
        pytest.param(["区", "县"] * (PEOPLE // 2), {"level"}, id="two-types-of-one-level"),
    ],
)
def test_the_nearest_kin_that_is_large_enough_is_taken(types, alike, rows, world):
    built = world(under_one_city(rows, lambda number: {"licence.decisions": 100 + number}))
    kinds = pl.Series(["市", *types])
    known = replace(built.known, organs=built.known.organs.sort("organ_id").with_columns(type=kinds))
    facts = ask.facts_for(built.con, known, ["licence.decisions"], None, [2024])
    found = unusual.judged(known, facts, 2024)
    assert set(found["alike"]) == alike
    kin = unusual.kin(known.organs, "o00", alike.pop())
    assert len(kin) == PEOPLE
    assert "city" not in kin


def test_few_peers_judge_nobody(rows, world):
    assert judged(world(under_one_city(rows, licences, count=8))).is_empty()
