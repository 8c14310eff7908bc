"""What every rule of the register must be: found under its id and severity, with words that a clerk can act on."""

from __future__ import annotations

import re

import pytest

from analysis.rules import rule_of, rules
from ingest.store import query
from ingest.workspace import Workspace

# id -> severity, as the project's rules are laid down; the order is theirs.
LAID_DOWN = {
    "t3.balance": "error",
    "t3.outcomes": "error",
    "t3.applicants": "error",
    "t4.review": "error",
    "t4.litigation_direct": "error",
    "t4.litigation_after_review": "error",
    "y.carry": "error",
    "y.stock": "notice",
    "t2.stock2019": "notice",
    "t2.order": "notice",
    "n.domain": "error",
    "p.jump": "notice",
    "p.copy": "warning",
    "p.allzero": "notice",
    "p.unit": "warning",
    "x.requests": "warning",
    "x.review": "warning",
    "x.litigation": "warning",
    "x.growth": "warning",
    "s.missing": "error",
    "s.period": "error",
    "h.rollup": "notice",
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
OUTCOMES = {"pass", "fail", "cannot_check"}
# These say how many times apart the two sides are, that they are the same, or two years: there is no difference to name.
WITHOUT_DIFFERENCE = {"p.unit", "t2.stock2019", "s.period"}
OF_THE_WHOLE = {"s.period"}
ROUNDED = {"x.growth"}  # a percentage is written with two decimals


@pytest.fixture(scope="module")
def findings(workspaces):
    sql = "select * from finding where report_id is not null"
    found = query(Workspace(workspaces / "demo").published(), sql).to_dicts()
    return [(rule_of(row["rule"]).id, row) for row in found]


@pytest.mark.parametrize(("rule", "severity"), LAID_DOWN.items(), ids=LAID_DOWN)
def test_every_rule_is_applied_with_its_severity_and_can_fail(rule, severity, findings):
    results = [row for found, row in findings if found == rule]
    assert rules()[rule].severity == severity
    assert {row["severity"] for row in results} == {severity}
    assert "fail" in {row["outcome"] for row in results} <= OUTCOMES


@pytest.mark.parametrize("rule", LAID_DOWN)
def test_a_failure_names_table_both_sides_and_the_difference_in_both_languages(rule, findings):
    failed = [row for found, row in findings if found == rule and row["outcome"] == "fail"]
    for row in failed:
        for message, table in ((row["message_zh"], "表[二三四]"), (row["message_en"], "[Tt]able [234]")):
            named = {float(number) for number in NUMBER.findall(message)}
            wanted = _sides(rule, row)
            assert wanted <= named or rule in ROUNDED, message
            assert rule not in ROUNDED or all(any(abs(each - side) < 0.01 for each in named) for side in wanted)
            assert re.search(table, message) or row["left_value"] is None or rule in OF_THE_WHOLE, message


def _sides(rule, row):
    names = ("left_value", "right_value") + (() if rule in WITHOUT_DIFFERENCE else ("difference",))
    return {abs(row[name]) for name in names if row[name] is not None}


def test_what_cannot_be_checked_says_why_and_is_never_a_pass(findings):
    open_ended = [(rule, row) for rule, row in findings if row["outcome"] == "cannot_check" and rule in LAID_DOWN]
    assert open_ended
    for _, row in open_ended:
        assert "无法核对" in row["message_zh"]
        assert "cannot be checked" in row["message_en"]


def test_no_rule_is_applied_that_has_no_words(findings):
    assert {rule for rule, _ in findings} <= set(rules())
