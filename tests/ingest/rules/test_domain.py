from __future__ import annotations

import polars as pl
import pytest


def found(frame):
    return frame.row(by_predicate=pl.col("rule") == "n.domain", named=True)


@pytest.mark.parametrize(
    ("form_id", "figures", "outcome", "cells"),
    [
        pytest.param("2021", {"licence.decisions": 0, "fees.amount_wan": 0.37}, "pass", [], id="possible"),
        pytest.param("2021", {"licence.decisions": -1, "penalty.decisions": 2}, "fail", ["licence.decisions"], id="negative count"),
        pytest.param("2021", {"licence.decisions": 2.5}, "fail", ["licence.decisions"], id="half a decision"),
        pytest.param("2021", {"fees.amount_wan": -0.5}, "fail", ["fees.amount_wan"], id="negative amount"),
        pytest.param("2019", {"licence.change": -367}, "pass", [], id="fewer items"),
        pytest.param("2019", {"licence.change": -3.5}, "fail", ["licence.change"], id="half an item fewer"),
        pytest.param("2021", {"licence.decisions": None, "penalty.decisions": 1}, "pass", [], id="a blank is no figure"),
        pytest.param("2021", {"licence.decisions": "约30", "penalty.decisions": 1}, "cannot_check", ["licence.decisions"], id="unreadable"),
        pytest.param("2021", {"licence.decisions": "约30", "penalty.decisions": -1}, "fail", ["penalty.decisions"], id="a fault beside it"),
        pytest.param("2021", {"licence.decisions": None}, "cannot_check", [], id="only blanks"),
        pytest.param("2021", {}, "cannot_check", [], id="no cells"),
    ],
)  # fmt: skip
def test_domain(form_id, figures, outcome, cells, *, findings, report):
    finding = found(findings((report(1, form=form_id), figures)))
    assert (finding["outcome"], finding["cells"], finding["severity"]) == (outcome, cells, "error")


def test_message_lists_the_figures(findings, report):
    figures = {"requests.new.total": -3, "licence.decisions": 2.5, "penalty.decisions": 4}
    finding = found(findings((report(1), figures)))
    assert finding["message_zh"] == (
        "数字不合常理：表二·行政许可·本年处理决定数量（2.5），表三·一、本年新收政府信息公开申请数量·总计（-3）；"
        "件数应为非负整数，金额不得为负"
    )
    assert finding["place"] == "l2"


def test_legacy_report_is_not_judged_by_a_form_it_never_had(findings, report):
    assert findings((report(1, form="legacy"), {"licence.decisions": -1})).is_empty()
