from __future__ import annotations

import polars as pl
import pytest


def only(frame, rule, report_id=1):
    chosen = frame.filter((pl.col("rule") == rule) & (pl.col("report_id") == report_id)).to_dicts()
    assert len(chosen) <= 1
    return chosen[0] if chosen else None


FIVE = {
    "licence.decisions": 5, "penalty.decisions": 7, "coercion.decisions": 2, "requests.new.total": 9, "review.total": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "outcomes"),
    [
        pytest.param(FIVE, FIVE, ("fail", "fail"), id="the same figures"),
        pytest.param(FIVE, FIVE | {"normative.issued": 0}, ("fail", "fail"), id="zeros do not tell reports apart"),
        pytest.param(FIVE, FIVE | {"normative.issued": None}, ("fail", "fail"), id="nor do blanks"),
        pytest.param(FIVE, FIVE | {"review.total": 2}, ("pass", "pass"), id="one figure differs"),
        pytest.param(FIVE, FIVE | {"normative.issued": 1}, ("pass", "pass"), id="one figure more"),
        pytest.param({"licence.decisions": 5}, {"licence.decisions": 5}, ("cannot_check",) * 2, id="too few figures"),
        pytest.param({}, FIVE, ("cannot_check", "pass"), id="no figures"),
    ],
)
def test_copy_of_another_year(first, second, outcomes, findings, report):
    frame = findings((report(1, year=2021), first), (report(2, year=2024), second))
    assert tuple(only(frame, "p.copy", each)["outcome"] for each in (1, 2)) == outcomes


def test_copy_names_all_years_and_cells(findings, report):
    frame = findings(*((report(n, year=2020 + n), FIVE) for n in (1, 2, 3)))
    found = only(frame, "p.copy", 2)
    assert found["message_zh"] == "5 个非零数字与 2021、2023 年报告完全相同，请核对是否误用了其他年度的数据"
    assert (found["cells"], found["severity"]) == (sorted(FIVE), "warning")


def test_too_few_figures_name_no_cells(findings, report):
    frame = findings((report(1, year=2023), {"licence.decisions": 5}), (report(2), {"licence.decisions": 5}))
    assert only(frame, "p.copy")["cells"] == []
    assert only(frame, "p.copy")["message_zh"].startswith("非零数字仅 1 个")


def test_copy_is_asked_within_one_organ_and_of_current_reports(findings, report):
    frame = findings(
        (report(1, organ_id="a"), FIVE), (report(2, organ_id="b", year=2023), FIVE),
        (report(3, organ_id="b", year=2022, is_current=False), FIVE),
    )  # fmt: skip
    assert frame.filter(rule="p.copy").is_empty()


def test_excerpt_that_differs_may_still_be_a_copy(findings, report):
    frame = findings(
        (report(1, year=2023, is_excerpt=True), FIVE), (report(2, year=2024), FIVE | {"fees.amount_wan": 1})
    )
    assert only(frame, "p.copy")["outcome"] == "cannot_check"


@pytest.mark.parametrize(
    ("fields", "change", "outcome"),
    [
        pytest.param({}, {}, "fail", id="all zero"),
        pytest.param({"level": "county"}, {}, "fail", id="county"),
        pytest.param({"level": "township"}, {}, None, id="a township may have nothing"),
        pytest.param({"level": "unknown"}, {}, None, id="level not known"),
        pytest.param({}, {"penalty.decisions": 1}, "pass", id="a penalty"),
        pytest.param({}, {"requests.new.natural": 1}, "pass", id="a request"),
        pytest.param({}, {"review.total": 1}, "fail", id="a review is not asked for"),
        pytest.param({}, {"penalty.decisions": None}, "cannot_check", id="blank penalties"),
        pytest.param({}, {"requests.partial.legal": None}, "cannot_check", id="a blank in table three"),
        pytest.param({}, {"requests.other.other.legal": None}, "cannot_check", id="a blank in the divided rows"),
        pytest.param({}, {"requests.partial.legal": None, "licence.decisions": 1}, "pass", id="blank, but a licence"),
    ],
)
@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_all_zero(fields, change, outcome, form_id, *, balanced, findings, report):
    figures = balanced(form_id, lambda: 0)
    if form_id == "2019":
        change = {path.replace("other.other.legal", "other.legal"): figure for path, figure in change.items()}
    found = only(findings((report(1, form=form_id, **fields), figures | change)), "p.allzero")
    assert (found and found["outcome"]) == outcome


def test_report_without_cells_is_not_all_zero(findings, report):
    assert only(findings((report(1), {})), "p.allzero")["outcome"] == "cannot_check"


@pytest.mark.parametrize(
    ("amounts", "outcomes"),
    [
        pytest.param((100.5, 120.0), ("pass", "pass"), id="alike"),
        pytest.param((100.5, 1_205_000.0), ("fail", "fail"), id="two years, either may be wrong"),
        pytest.param((100.5, 110.0, 1_205_000.0), ("pass", "pass", "fail"), id="three years, one stands alone"),
        pytest.param((100.5, 110.0, 0.012), ("pass", "pass", "fail"), id="far too small"),
        pytest.param((100.5, 0), ("cannot_check", "pass"), id="nothing is no unit error"),
        pytest.param((100.5, None), ("cannot_check", "cannot_check"), id="blank"),
        pytest.param((100.5,), (None,), id="the only report"),
    ],
)
def test_unit_of_amounts(amounts, outcomes, findings, report):
    reports = [(report(n, year=2020 + n), {"fees.amount_wan": amount}) for n, amount in enumerate(amounts, start=1)]
    frame = findings(*reports)
    found = [only(frame, "p.unit.fees", n) for n in range(1, len(amounts) + 1)]
    assert tuple(each and each["outcome"] for each in found) == outcomes


def test_unit_message(findings, report):
    frame = findings((report(1, year=2023), {"fees.amount_wan": 100.5}), (report(2), {"fees.amount_wan": 1005000}))
    assert only(frame, "p.unit.fees", 2)["message_zh"] == (
        "表二·行政事业性收费·本年收费金额：本年(1005000)与 2023 年(100.5)相差约 10000 倍，请核对单位是否为万元"
    )
