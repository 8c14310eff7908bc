import polars as pl
import pytest

from analysis import printed
from analysis.change import between
from analysis.vocabulary import metric

CHANGE = ["case", "change", "change_pct", "comparable", "why_zh", "start", "end", "start_status", "end_status"]


def form_of(world, organ="a", year=2022):
    return printed.printed_of(world.con, world.known, organ, year)


def cell(world, path, organ="a", year=2022):
    return form_of(world, organ, year).row(by_predicate=pl.col("path") == path, named=True)


def test_no_report_is_no_form(rows, world):
    built = form_of(world(rows.report("a", 2021, "2021", {})), year=2022)
    assert built.schema == printed.PRINTED
    assert built.is_empty()


def test_states_of_a_cell(rows, world):
    given = {"licence.decisions": 0, "penalty.decisions": None, "coercion.decisions": "约30", "fees.amount_wan": 4.5}
    rows.corrected.add(("a", 2022, "fees.amount_wan"))
    form = form_of(world(rows.report("a", 2022, "2021", given)))
    assert form.schema == printed.PRINTED
    states = {row["path"]: (row["status"], row["value"], row["printed"]) for row in form.to_dicts()}
    assert states["licence.decisions"] == ("reported", 0.0, "0")
    assert states["penalty.decisions"] == ("blank", None, "")
    assert states["coercion.decisions"] == ("unreadable", None, "约30")
    assert states["fees.amount_wan"] == ("corrected", 4.5, "4.5")
    missing = cell(world(rows), "normative.issued")
    assert (missing["status"], missing["flags"]) == ("unreadable", ["not_found"])


def test_a_cell_that_stands_on_no_form_is_shown_at_the_end(rows, world):
    form = form_of(world(rows.report("a", 2022, "2021", {"licence.prev_items": 7, "licence.decisions": 1})))
    last = form.row(-1, named=True)
    assert (last["table"], last["path"], last["value"]) == ("further", "licence.prev_items", 7.0)
    assert form["path"].is_unique().all()


# Made to pass every row of the decision table for change, and every kind of answer of the register.
PAIRS = {
    "requests.new.total": (30, 36),
    "requests.granted.total": (7, 9),
    "requests.partial.total": (5, 0),
    "requests.total.total": (0, 4),
    "requests.carried_in.total": (0, 0),
    "requests.carried_out.total": (3, 3),
    "review.total": (None, 2),
    "review.upheld": (2, None),
    "review.other": ("1O", 2),
    "licence.decisions": (50, 60),
    "penalty.decisions": (8, 9),
}


@pytest.mark.parametrize("form_before", ["2019", "2021"])
def test_change_is_that_of_the_series(rows, world, form_before):
    before = {path: start for path, (start, _) in PAIRS.items()} | {"normative.made": 4, "fees.prev_items": 2}
    now = {path: end for path, (_, end) in PAIRS.items()} | {"normative.issued": 5, "fees.amount_wan": 2.5}
    rows.report("a", 2021, form_before, before).report("a", 2022, "2021", now)
    rows.finding("a", 2021, "t2.stock2019.penalty", ["penalty.decisions", "penalty.prev_items", "penalty.change"])
    built = world(rows)
    form = form_of(built)
    compared = [*PAIRS, "normative.issued", "normative.in_force", "fees.amount_wan", "requests.other.other.total"]
    for path in compared:
        expected = between(
            built.series(path, [2021, 2022]), 2021, 2022, built.known.comparability, metric(built.known.metrics, path)
        )
        own = form.filter(pl.col("path") == path)
        assert own.select(CHANGE).rows() == expected.select(CHANGE).rows(), path
        flags = set(own["flags"][0]) - {"not_found", "start_not_found"}
        assert flags == set(expected["flags"][0]), path
    assert set(form["case"]) >= {"increase", "fell_to_zero", "rose_from_zero", "both_zero", "no_change", "end_missing"}


def test_last_years_cell_that_was_not_found_says_so(rows, world):
    rows.report("a", 2021, "2021", {"licence.decisions": 1}).report("a", 2022, "2021", {"penalty.decisions": 1})
    found = cell(world(rows), "penalty.decisions")
    assert (found["start_status"], found["case"]) == ("unreadable", "start_missing")
    assert "start_not_found" in found["flags"]


def test_without_last_years_report_there_is_no_change(rows, world):
    rows.report("a", 2020, "2021", {"penalty.decisions": 9}).report("a", 2022, "2021", {"penalty.decisions": 1})
    found = cell(world(rows), "penalty.decisions")
    assert (found["start_status"], found["case"], found["change"]) == ("no_report", "start_missing", None)


@pytest.fixture
def found_out(rows, world):
    rows.report("a", 2022, "2021", {"requests.new.total": 5, "requests.carried_out.total": 1, "review.total": 2})
    rows.finding("a", 2022, "p.jump.requests.new.total", ["requests.new.total"] * 2, severity="notice")
    rows.finding("a", 2022, "t3.balance.total", ["requests.new.total", "requests.total.total"])
    rows.finding("a", 2022, "y.carry.total", ["requests.carried_in.total", "requests.carried_out.total"])
    rows.finding("a", 2022, "t4.review", ["review.upheld", "review.total"], outcome="cannot_check")
    rows.finding("a", 2022, "s.missing.two", ["penalty"])
    rows.finding("a", 2022, "t3.balance.natural", ["requests.new.natural"], outcome="pass")
    return world(rows)


def test_findings_stand_at_their_cells(found_out):
    marks = {row["path"]: row["mark"] for row in form_of(found_out).to_dicts() if row["mark"]}
    assert marks == {
        "requests.new.total": "error",
        "requests.total.total": "error",
        "requests.carried_in.total": "error",
        "review.upheld": "cannot_check",
        "review.total": "cannot_check",
        "penalty.decisions": "error",
    }


def test_findings_are_numbered_the_gravest_first_and_passes_left_out(found_out):
    found = printed.problems(printed.load.findings(found_out.con, "a", 2022))
    assert found["number"].to_list() == [1, 2, 3, 4, 5]
    assert found["mark"].to_list() == ["error", "error", "error", "notice", "cannot_check"]
    by_rule = dict(found.select("rule", "number").iter_rows())
    own = form_of(found_out).row(by_predicate=pl.col("path") == "requests.new.total", named=True)
    assert own["findings"] == sorted([by_rule["t3.balance.total"], by_rule["p.jump.requests.new.total"]])
