from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import change
from analysis.frames import CHANGE, SERIES
from analysis.vocabulary import metric
from ingest import definitions

METRICS = definitions.metrics()
REGISTER = definitions.comparability()
LICENCES = metric(METRICS, "licence.decisions")
ITEMS = metric(METRICS, "licence.change")
DISCLOSURE = metric(METRICS, "disclosure_rate")
FEES = metric(METRICS, "fees.amount_wan")
ISSUED = metric(METRICS, "normative.issued")


def figure(year, value, *, organ="a", status=None, form="2021", flags=()):
    return {
        "organ_id": organ,
        "organ": organ,
        "year": year,
        "value": value,
        "status": status or ("blank" if value is None else "reported"),
        "form": form,
        "flags": list(flags),
    }


def series(*figures):
    known = pl.DataFrame(figures, schema={name: SERIES[name] for name in figures[0]}, strict=False)
    return known.match_to_schema(SERIES, missing_columns="insert")


def one(of, start, end):
    known = [figure(2022, **start), figure(2023, **end)]
    return change.between(series(*known), 2022, 2023, REGISTER, of).row(0, named=True)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(40, 50, (10, 25.0, "increase", []), id="more"),
        pytest.param(50, 40, (-10, -20.0, "decrease", []), id="less"),
        pytest.param(50, 50, (0, 0.0, "no_change", []), id="the-same"),
        pytest.param(19, 38, (19, 100.0, "increase", ["small_base"]), id="base-of-19-is-small"),
        pytest.param(20, 40, (20, 100.0, "increase", []), id="base-of-20-is-not-small"),
        pytest.param(40, 0, (-40, -100.0, "fell_to_zero", []), id="fell-to-zero"),
        pytest.param(0, 7, (7, None, "rose_from_zero", []), id="rose-from-zero-has-no-percent"),
        pytest.param(0, 0, (0, None, "both_zero", []), id="both-zero"),
        pytest.param(-3, 5, (8, None, "negative_base", []), id="negative-base-has-no-percent"),
        pytest.param(-3, -3, (0, None, "negative_base", []), id="negative-base-any-end"),
        pytest.param(40, -5, (-45, None, "decrease", []), id="below-zero-has-no-percent"),
        pytest.param(0, -5, (-5, None, "decrease", []), id="from-zero-below"),
    ],
)
def test_two_numbers(start, end, expected):
    found = one(ITEMS, {"value": start}, {"value": end})
    assert (found["change"], found["change_pct"], found["case"], found["flags"]) == expected
    assert (found["change_pp"], found["comparable"], found["why_zh"]) == (None, "yes", "")


@pytest.mark.parametrize(
    ("start", "end", "case"),
    [
        pytest.param({"value": None, "status": "blank"}, {"value": 5}, "start_missing", id="blank-before"),
        pytest.param({"value": None, "status": "unreadable"}, {"value": 5}, "start_missing", id="unreadable-before"),
        pytest.param(
            {"value": None, "status": "no_report", "form": None}, {"value": 5}, "start_missing", id="no-report-before"
        ),
        pytest.param({"value": 5}, {"value": None, "status": "blank"}, "end_missing", id="blank-now"),
        pytest.param({"value": 5}, {"value": None, "status": "unreadable"}, "end_missing", id="unreadable-now"),
        pytest.param(
            {"value": 5}, {"value": None, "status": "no_report", "form": None}, "end_missing", id="no-report-now"
        ),
        pytest.param({"value": None}, {"value": None}, "start_missing", id="neither"),
    ],
)
@pytest.mark.parametrize("of", [LICENCES, DISCLOSURE], ids=["count", "rate"])
def test_a_missing_number_gives_no_change(start, end, case, of):
    found = one(of, start, end)
    assert (found["case"], found["comparable"]) == (case, "no")
    assert [found[name] for name in ("change", "change_pct", "change_pp")] == [None, None, None]
    assert (found["start"], found["end"]) == (start["value"], end["value"])
    assert found["start_status"] == start.get("status", "reported" if start["value"] else "blank")


@pytest.mark.parametrize(
    ("of", "start", "end"),
    [
        pytest.param(FEES, {"value": None, "form": "2019", "status": "not_on_form"}, {"value": 5}, id="fees"),
        pytest.param(FEES, {"value": 5}, {"value": None, "form": "2019", "status": "not_on_form"}, id="fees-back"),
        pytest.param(ITEMS, {"value": 5, "form": "2019"}, {"value": 5}, id="both-have-a-number"),
        pytest.param(LICENCES, {"value": 5, "form": "legacy"}, {"value": 5, "form": "2019"}, id="legacy"),
    ],
)
def test_a_break_gives_no_change_and_says_why(of, start, end):
    found = one(of, start, end)
    assert (found["case"], found["comparable"], found["change"], found["change_pct"]) == ("break", "no", None, None)
    assert found["why_zh"]
    assert found["why_en"]


def test_a_note_stands_beside_the_change():
    found = one(ISSUED, {"value": 40, "form": "2019"}, {"value": 50})
    assert (found["case"], found["change_pct"], found["comparable"]) == ("increase", 25.0, "note")
    assert "制作" in found["why_zh"]


def test_a_comparable_change_of_form_needs_no_words():
    found = one(LICENCES, {"value": 40, "form": "2019"}, {"value": 50})
    assert (found["comparable"], found["why_zh"], found["why_en"]) == ("yes", "", "")


@pytest.mark.parametrize("side", ["start", "end"])
def test_a_probable_count_of_items_is_shown_with_its_caveat(side):
    sides = {"start": {"value": 40}, "end": {"value": 5000}}
    sides[side]["flags"] = ["item_count"]
    found = one(LICENCES, **sides)
    assert (found["change"], found["comparable"], found["flags"]) == (4960, "note", ["item_count"])
    assert found["why_zh"] == change.ITEM_COUNT_ZH
    assert found["why_en"] == change.ITEM_COUNT_EN


@pytest.mark.parametrize(
    ("start", "end", "points", "case"),
    [
        pytest.param(40.0, 50.0, 10.0, "increase", id="up"),
        pytest.param(50.0, 0.0, -50.0, "decrease", id="to-zero"),
        pytest.param(0.0, 50.0, 50.0, "increase", id="from-zero"),
        pytest.param(0.0, 0.0, 0.0, "no_change", id="zero-twice"),
    ],
)
def test_rates_change_in_points_only(start, end, points, case):
    found = one(DISCLOSURE, {"value": start}, {"value": end})
    assert (found["change"], found["change_pct"], found["change_pp"], found["case"]) == (None, None, points, case)


@pytest.mark.parametrize("side", ["start", "end"])
def test_small_n_of_either_year_is_said(side):
    sides = {"start": {"value": 40.0}, "end": {"value": 50.0}}
    sides[side]["flags"] = ["small_n"]
    assert one(DISCLOSURE, **sides)["flags"] == ["small_n"]


def test_a_year_that_was_not_asked_for_is_missing():
    found = change.between(series(figure(2022, 4)), 2021, 2022, REGISTER, LICENCES)
    assert found.select("case", "start_status", "end").rows() == [("start_missing", "no_report", 4.0)]


def test_unrounded_values_are_used():
    assert one(FEES, {"value": 3.0}, {"value": 3.004})["change_pct"] == pytest.approx(0.4 / 3)


VALUES = st.one_of(st.none(), st.integers(-50, 10_000))
HISTORIES = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.integers(2019, 2025)),
    st.tuples(VALUES, st.sampled_from(["2019", "2021"])),
    min_size=1,
    max_size=20,
)


def history_series(history):
    return series(*(figure(year, value, organ=organ, form=form) for (organ, year), (value, form) in history.items()))


@settings(deadline=None, max_examples=60)
@given(HISTORIES, st.sampled_from([LICENCES, ITEMS, DISCLOSURE]))
def test_change_and_start_give_end_and_every_pair_is_one_calendar_year(history, of):
    found = change.year_on_year(history_series(history), REGISTER, of)
    assert found.schema == CHANGE
    for row in found.iter_rows(named=True):
        assert row["end_year"] - row["start_year"] == 1
        assert (row["organ_id"], row["start_year"]) in history
        step = row["change_pp"] if of.is_rate else row["change"]
        if step is None:
            assert row["case"] in change.WITHOUT_CHANGE
            assert row["change_pct"] is None
        else:
            assert row["start"] + step == pytest.approx(row["end"])
            assert row["case"] not in change.WITHOUT_CHANGE
        if row["change_pct"] is not None:
            assert row["start"] > 0
            assert row["start"] * (1 + row["change_pct"] / 100) == pytest.approx(row["end"])


@settings(deadline=None, max_examples=60)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_row_order_changes_nothing(history, random):
    shuffled = list(history.items())
    random.shuffle(shuffled)
    there = change.year_on_year(history_series(history), REGISTER, LICENCES)
    assert there.equals(change.year_on_year(history_series(dict(shuffled)), REGISTER, LICENCES))


@settings(deadline=None, max_examples=60)
@given(HISTORIES)
def test_a_gap_year_never_counts_as_one_step(history):
    found = change.year_on_year(history_series(history), REGISTER, LICENCES)
    expected = {(organ, year) for organ, year in history if (organ, year - 1) in history}
    assert set(found.select("organ_id", "end_year").rows()) == expected


@settings(deadline=None, max_examples=60)
@given(HISTORIES, st.integers(2020, 2025))
def test_year_on_year_is_between_for_each_pair(history, year):
    known = history_series(history)
    both = {organ for organ, y in history if y == year and (organ, year - 1) in history}
    direct = change.between(known, year - 1, year, REGISTER, LICENCES).filter(pl.col("organ_id").is_in(both))
    assert change.year_on_year(known, REGISTER, LICENCES).filter(end_year=year).equals(direct)
