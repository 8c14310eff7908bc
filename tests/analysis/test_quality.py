"""Checks counted, filtered and paged; the matrix that is made of them; verdicts beside them."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import checks, quality
from analysis.check_frames import VERDICTS
from analysis.checks import Asked
from analysis.quality import matrix, no_verdicts, sides
from analysis.rules import rules


@pytest.fixture(scope="module")
def city(world, new_rows):
    """Three organs: A with an error and a pass, B with a notice and one open check, C with passes alone; D is absent."""
    rows = new_rows()
    rows.report("A", 2023, "2021", {"licence.decisions": 1}).report("A", 2022, "2021", {"licence.decisions": 1})
    rows.report("B", 2023, "2021", {"licence.decisions": 1}).report("C", 2023, "2021", {"licence.decisions": 1})
    rows.organ("D")
    rows.finding("A", 2023, "t3.balance.natural", ["requests.new.natural"])
    rows.finding("A", 2023, "t3.balance.total", ["requests.new.total"], outcome="pass")
    rows.finding("A", 2022, "t3.balance.total", ["requests.new.total"], outcome="pass")
    rows.finding("A", 2023, "layout.count", [], severity="warning")
    rows.finding("A", 2023, "layout.count", ["x"], severity="warning")
    rows.finding("B", 2023, "p.jump.licence.decisions", ["licence.decisions"], severity="notice")
    rows.finding("B", 2023, "t4.review", [], outcome="cannot_check")
    rows.finding("C", 2023, "t4.review", [], outcome="pass")
    rows.finding("C", 2023, "s.missing.two", ["penalty"], outcome="pass")
    rows.finding("B", 2023, "s.image", [], outcome="cannot_check")
    return world(rows)


def verdict(left=1.0, right=2.0, rule="t3.balance.natural", judgement="source_error"):
    at = dt.datetime(2025, 1, 2, 3, 4, 5)  # noqa: DTZ001 - UTC by contract
    row = ("A", 2023, rule, judgement, "Li", "note", at, 7, left, right)
    return pl.DataFrame([row], schema=VERDICTS, orient="row")


def cells(city, *, problems, organs=None):
    counted = checks.outcomes(city.con, Asked(organs=organs, years=(2023,)), problems=problems, limit=50)
    ids = organs or ("A", "B", "C", "D")
    grid = matrix(counted, city.known.organs, [] if problems else [(each, 2023) for each in ids])
    return {(row["organ_id"], row["family"]): row for row in grid.iter_rows(named=True)}


def test_outcomes_are_counted_by_family_with_the_gravest_failure(city):
    row = checks.outcomes(city.con, Asked(organs=("A",), years=(2023,)), problems=True, limit=9)
    assert row.filter(family="t3.balance").drop("of").rows() == [("A", 2023, "t3.balance", 1, 1, 0, "error")]
    assert row.filter(family="layout").select("n_fail", "worst").rows() == [(2, "warning")]


def test_reports_with_the_gravest_problems_come_first_and_clean_ones_not_at_all(city):
    counted = checks.outcomes(city.con, Asked(years=(2023,)), problems=True, limit=50)
    assert counted["organ_id"].unique(maintain_order=True).to_list() == ["A", "B"]
    assert set(checks.outcomes(city.con, Asked(years=(2023,)), problems=True, limit=1)["organ_id"]) == {"A"}
    assert set(checks.outcomes(city.con, Asked(years=(2023,)), problems=True, limit=1)["of"]) == {2}


@pytest.mark.parametrize(
    ("organ", "family", "state"),
    [
        pytest.param("A", "t3.balance", "error", id="failed"),
        pytest.param("B", "p", "notice", id="notice"),
        pytest.param("B", "t4", "cannot_check", id="cannot-check-is-no-pass"),
        pytest.param("C", "t4", "pass", id="passed"),
        pytest.param("A", "t4", "not_run", id="not-run-is-no-pass"),
        pytest.param("C", "layout", "nothing", id="silence-of-remarks-is-no-gap"),
        pytest.param("D", "t4", "no_report", id="no-report"),
    ],
)
def test_a_cell_of_the_matrix(city, organ, family, state):
    assert cells(city, problems=False)[organ, family]["state"] == state


def test_the_matrix_has_every_report_and_family_once(city):
    found = cells(city, problems=False)
    families = {family for _, family in found}
    assert {organ for organ, _ in found} == {"A", "B", "C", "D"}
    assert len(found) == 4 * len(families)


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        pytest.param({"outcome": "fail", "severity": "error"}, ["t3.balance.natural"], id="severity"),
        pytest.param(
            {"rule": "t3.balance"}, ["t3.balance.natural", "t3.balance.total", "t3.balance.total"], id="family"
        ),
        pytest.param({"rule": "t3.bal"}, [], id="no-part-of-a-name"),
        pytest.param({"organs": ("C",)}, ["s.missing.two", "t4.review"], id="organ"),
        pytest.param({"years": (2022,)}, ["t3.balance.total"], id="year"),
        pytest.param({"verdict": "source_error"}, ["t3.balance.natural"], id="judgement"),
        pytest.param({"verdict": "accepted"}, [], id="other-judgement"),
        pytest.param({"verdict": "none", "severity": "notice"}, ["p.jump.licence.decisions"], id="not-judged"),
    ],
)
def test_the_list_is_filtered(city, asked, rules):
    assert sorted(checks.checks(city.con, Asked(**asked), verdict())["rule"]) == rules


def test_the_list_is_paged_and_knows_how_many_there_are(city):
    pages = [checks.checks(city.con, Asked(), no_verdicts(), page=page, size=4) for page in (1, 2, 3, 4)]
    assert [page.height for page in pages] == [4, 4, 2, 0]
    assert set(pages[0]["of"]) == {10}
    whole = checks.checks(city.con, Asked(), no_verdicts(), size=50)
    assert pl.concat(pages).equals(whole)
    assert whole["outcome"].to_list() == ["fail"] * 4 + ["cannot_check"] * 2 + ["pass"] * 4


def test_findings_of_one_rule_in_one_report_are_numbered_whatever_is_asked_for(city):
    found = checks.checks(city.con, Asked(rule="layout", severity="warning"), no_verdicts(), size=1)
    assert found["number"].to_list() == [1]
    assert checks.checks(city.con, Asked(rule="layout"), no_verdicts())["number"].to_list() == [1, 2]


@pytest.mark.parametrize(
    ("left", "right", "state"),
    [
        pytest.param(1.0, 2.0, "valid", id="same-sides"),
        pytest.param(1.0 + 1e-12, 2.0, "valid", id="rounding"),
        pytest.param(1.0, 3.0, "stale", id="other-right"),
        pytest.param(None, 2.0, "stale", id="left-was-missing"),
    ],
)
def test_a_verdict_holds_as_long_as_both_sides_do(city, left, right, state):
    found = checks.checks(city.con, Asked(rule="t3.balance.natural"), verdict(left, right))
    assert found.select("verdict", "judgement", "who").rows() == [(state, "source_error", "Li")]
    assert checks.checks(city.con, Asked(verdict="source_error"), verdict(left, right)).height == (state == "valid")


def test_the_rate_leaves_out_what_cannot_be_checked(city):
    rates = {row["rule"]: row for row in checks.firing(city.con, Asked()).iter_rows(named=True)}
    balance, review = rates["t3.balance"], rates["t4.review"]
    assert (balance["n"], round(balance["rate_pct"], 4)) == (3, 33.3333)
    assert (review["n"], review["n_cannot_check"], review["rate_pct"]) == (1, 1, 0)
    assert rates["s.image"]["rate_pct"] is None
    assert rates["layout.count"]["rate_pct"] is None


def test_what_documents_lack_leaves_out_what_they_have(city):
    found = checks.lacking(city.con, Asked(years=(2023,)))
    assert found.select("kind", "organ_id", "rule").rows() == [("image", "B", "s.image")]
    assert checks.lacking(city.con, Asked(years=(2022,))).is_empty()


@given(
    st.lists(st.integers(0, 50).map(float), min_size=1, max_size=6),
    st.lists(st.integers(0, 50).map(float), min_size=1, max_size=6),
)
def test_the_cut_of_a_sum_is_never_another_one(left, right):
    cut = sides([*left, *right], sum(left), sum(right))
    assert cut is None or (sum([*left, *right][:cut]), sum([*left, *right][cut:])) == (sum(left), sum(right))
    if all(left) and all(right):
        assert cut == len(left)


def test_every_family_has_its_place():
    assert [rule for rule in rules() if not any(f"{rule}.".startswith(f"{each}.") for each in checks.FAMILIES)] == []
    assert len(set(checks.FAMILIES)) == len(checks.FAMILIES)
    assert set(checks.REMARKS) <= set(checks.FAMILIES)
    assert set(quality.STATES) >= {"error", "cannot_check", "pass", "not_run"}
