from __future__ import annotations

import polars as pl
import pytest

RULE = "h.rollup.requests.new.total"
PATH = "requests.new.total"


def family(findings, report, own, children, **fields):
    parent = (report(1, organ_id="parent", **fields), {PATH: own})
    below = [
        (report(n, organ_id=f"child{n}", level="county", parent_id="parent", **more), {PATH: figure})
        for n, (figure, more) in enumerate(children, start=2)
    ]
    return findings(parent, *below)


@pytest.mark.parametrize(
    ("own", "children", "outcome"),
    [
        pytest.param(16, [(10, {}), (6, {})], "pass", id="equal"),
        pytest.param(16, [(10, {}), (10, {})], "fail", id="differs"),
        pytest.param(None, [(10, {}), (6, {})], "cannot_check", id="blank above"),
        pytest.param(10, [(10, {}), (None, {})], "cannot_check", id="blank below is not 0"),
        pytest.param(10, [(10, {}), (6, {"year": 2023})], "cannot_check", id="one has not reported the year"),
        pytest.param(10, [(10, {}), (6, {"is_current": False})], "cannot_check", id="one has no current report"),
    ],
)
def test_rollup(own, children, outcome, findings, report):
    found = family(findings, report, own, children).row(by_predicate=pl.col("rule") == RULE, named=True)
    assert (found["report_id"], found["outcome"], found["severity"]) == (1, outcome, "notice")


def test_messages(findings, report):
    differs = family(findings, report, 16, [(10, {}), (10, {})]).row(by_predicate=pl.col("rule") == RULE, named=True)
    assert differs["message_zh"] == "表三·一、本年新收政府信息公开申请数量·总计：本级(16)，2 个已知下级合计(20)，相差 4"
    assert (differs["left_value"], differs["right_value"], differs["difference"]) == (16, 20, -4)
    late = family(findings, report, 10, [(10, {}), (6, {"year": 2023})]).row(
        by_predicate=pl.col("rule") == RULE, named=True
    )
    assert (
        late["message_en"] == "Table 3, new, total: 1 of 2 known subordinates have reported the year; cannot be checked"
    )
    assert late["right_value"] is None


@pytest.mark.parametrize("level", ["department", "township", "unknown"])
def test_reports_that_speak_only_for_their_own_organ(level, findings, report):
    frame = family(findings, report, 16, [(10, {}), (6, {})], level=level)
    assert frame.filter(rule=RULE).is_empty()


def test_organ_without_subordinates(findings, report):
    assert findings((report(1), {PATH: 16})).filter(rule=RULE).is_empty()
