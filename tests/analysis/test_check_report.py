from __future__ import annotations

import polars as pl
import pytest

from analysis import check_report as made
from analysis.check_report import MENDS, REPORTED, UNCHECKED, VERDICTS, check_report, children_of, judged

BALANCE = [
    "requests.new.natural",
    "requests.carried_in.natural",
    "requests.total.natural",
    "requests.carried_out.natural",
]
OUTCOMES = [
    "requests.granted.natural",
    *(f"requests.refused.{row}.natural" for row in ("internal", "process", "third_party")),
]
APPLICANTS = [
    f"requests.new.{column}" for column in ("natural", "company", "research", "ngo", "legal", "other", "total")
]


@pytest.fixture(scope="module")
def con(new_rows, world, table_three):
    rows = new_rows()
    rows.organ("top", name="示例市人民政府").organ("a", name="甲区", parent_id="top").organ("b", parent_id="top")
    rows.organ("gone", parent_id="top", valid_to=2020).organ("clean", parent_id="top")
    rows.report("a", 2022, "2021", {"requests.carried_out.natural": 6})
    cells = table_three("natural", new=16, total=15, granted=15, carried_in=None, refused__internal="约3")
    people = dict(zip(APPLICANTS, (16, 0, 0, 0, 2, 0, 18), strict=True))
    rows.report("a", 2023, "2021", {**cells, **people, "penalty.decisions": 7, "normative.issued": 4})
    rows.report("clean", 2023, "2021", {"licence.decisions": 1})
    rows.report("clean", 2022, "2019", {"normative.made": 3})
    rows.corrected = {("a", 2023, "penalty.decisions")}
    rows.finding("a", 2023, "p.jump.penalty.decisions", ["penalty.decisions"] * 2, severity="notice")
    rows.finding("a", 2023, "x.requests.new", ["requests.new.natural"], severity="warning")
    rows.finding("a", 2023, "t3.balance.natural", BALANCE)
    rows.finding("a", 2023, "y.carry.natural", ["requests.carried_in.natural", "requests.carried_out.natural"])
    rows.finding("a", 2023, "t3.outcomes.natural", OUTCOMES)
    rows.finding("a", 2023, "t3.applicants.new", APPLICANTS)
    rows.finding("a", 2023, "p.copy", ["penalty.decisions", "normative.issued"], severity="warning")
    rows.finding("a", 2023, "s.missing.two", ["licence", "penalty"])
    rows.finding("a", 2023, "s.missing.four", [])
    rows.finding("a", 2023, "s.period", [])
    rows.finding("a", 2023, "d.duplicate", [], severity="notice")
    rows.finding("a", 2023, "t4.review", ["review.total"], outcome="pass")
    for column in ("natural", "company"):
        rows.finding("a", 2023, f"y.carry.{column}x", [], outcome="cannot_check")
    rows.finding("clean", 2022, "t2.order.normative", ["normative.made"], severity="notice")
    return world(rows).con


@pytest.fixture(scope="module")
def report(con):
    return check_report(con, "甲区", [("a", 2023)])


def mend(report, rule):
    return report.mends.row(by_predicate=pl.col("rule") == rule, named=True)


def test_frames_have_the_promised_columns(report):
    assert (report.mends.schema, report.unchecked.schema, report.reports.schema) == (MENDS, UNCHECKED, REPORTED)


def test_failed_checks_by_severity_then_by_place_on_the_form(report):
    assert report.mends.select("number", "severity", "rule").rows() == [
        (1, "error", "s.missing.two"),
        (2, "error", "t3.applicants.new"),
        (3, "error", "t3.balance.natural"),
        (4, "error", "y.carry.natural"),
        (5, "error", "t3.outcomes.natural"),
        (6, "error", "s.missing.four"),
        (7, "error", "s.period"),
        (8, "warning", "p.copy"),
        (9, "warning", "x.requests.new"),
        (10, "notice", "p.jump.penalty.decisions"),
    ]


def test_what_passed_and_what_is_ours_is_left_out(report):
    assert not {"t4.review", "d.duplicate"} & set(report.mends["rule"])


@pytest.mark.parametrize(
    ("rule", "table", "row", "column", "printed"),
    [
        pytest.param(
            "t3.balance.natural",
            "表三 收到和处理政府信息公开申请情况",
            "一、本年新收政府信息公开申请数量、二、上年结转政府信息公开申请数量、（七）总计、四、结转下年度继续办理",
            "自然人",
            "一、本年新收政府信息公开申请数量：16；二、上年结转政府信息公开申请数量：空白；（七）总计：15；四、结转下年度继续办理：0",
            id="column",
        ),
        pytest.param(
            "t3.outcomes.natural",
            "表三 收到和处理政府信息公开申请情况",
            "（一）予以公开、（三）不予公开5.属于三类内部事务信息、（三）不予公开6.属于四类过程性信息、（三）不予公开4.保护第三方合法权益",
            "自然人",
            "（一）予以公开：15；（三）5.属于三类内部事务信息：“约3”（无法辨认）；（三）6.属于四类过程性信息：0；（三）4.保护第三方合法权益：0",
            id="rows-under-a-heading",
        ),
        pytest.param(
            "t3.applicants.new",
            "表三 收到和处理政府信息公开申请情况",
            "一、本年新收政府信息公开申请数量",
            "自然人等 7 列",
            "自然人：16；法律服务机构：2；总计：18；其余 4 格为 0",
            id="row-with-zeros",
        ),
        pytest.param(
            "y.carry.natural",
            "表三 收到和处理政府信息公开申请情况",
            "二、上年结转政府信息公开申请数量",
            "自然人",
            "二、上年结转政府信息公开申请数量：空白；上年报告四、结转下年度继续办理：6",
            id="last-year",
        ),
        pytest.param(
            "p.jump.penalty.decisions",
            "表二 主动公开政府信息情况",
            "行政处罚",
            "本年处理决定数量",
            "本年处理决定数量：7（已更正，原印“7”）；上年报告本年处理决定数量：未见",
            id="corrected",
        ),
        pytest.param(
            "s.missing.four", "表四 政府信息公开行政复议、行政诉讼情况", "（整张表）", "", "未见", id="missing-table"
        ),
        pytest.param(
            "s.missing.two", "表二 主动公开政府信息情况", "行政许可、行政处罚", "（整行）", "未见", id="missing-rows"
        ),
        pytest.param("s.period", "报告全文", "", "", "", id="whole-report"),
        pytest.param(
            "p.copy",
            "表二 主动公开政府信息情况",
            "行政规范性文件、行政处罚",
            "本年制发件数、本年处理决定数量",
            "行政规范性文件·本年制发件数：4；行政处罚·本年处理决定数量：7（已更正，原印“7”）",
            id="cells-in-the-order-of-print",
        ),
    ],
)
def test_cells_in_the_words_of_the_form(rule, table, row, column, printed, *, report):
    found = mend(report, rule)
    assert (found["table_zh"], found["row_zh"], found["column_zh"], found["printed"]) == (table, row, column, printed)


def test_labels_are_those_of_the_report_own_form(con):
    found = mend(check_report(con, "x", [("clean", 2022)]), "t2.order.normative")
    assert (found["row_zh"], found["column_zh"]) == ("规范性文件", "本年新制作数量")


def test_sides_rule_and_place(report):
    found = mend(report, "t3.balance.natural")
    assert (found["left_value"], found["right_value"], found["difference"]) == (1, 2, -1)
    assert (found["left_zh"], found["right_zh"], found["place_zh"]) == ("一＋二", "三（七）＋四", "第1页")
    assert "新收" in found["rule_zh"]


def test_unchecked_are_counted_by_reason(report):
    assert report.unchecked.select("rule_zh", "reason", "count").rows() == [
        ("表三每列：本年“上年结转”＝上年报告“结转下年度继续办理”", "说明", 2)
    ]


def test_counts_of_each_report(report):
    assert report.reports.select("errors", "warnings", "notices", "unchecked").row(0) == (7, 2, 1, 2)


def test_children_of_a_year_with_those_that_did_not_report(con):
    asked = children_of(con, "top", 2023)
    found = check_report(con, "x", asked)
    assert {organ for organ, _ in asked} == {"a", "b", "clean"}
    absent = found.reports.filter(pl.col("report_id").is_null())
    assert absent.select("organ_id", "errors", "unchecked").rows() == [("b", 0, 0)]
    assert set(found.mends["organ_id"]) == {"a"}


def test_the_latest_year_is_taken_where_none_is_said(con):
    assert {year for _, year in children_of(con, "top")} == {2023}


@pytest.mark.parametrize("organ", ["a", "b"])
def test_an_organ_without_subordinates_is_told_so(organ, con):
    with pytest.raises(LookupError, match="superior"):
        children_of(con, organ)


def test_nothing_asked_gives_empty_frames(con):
    found = check_report(con, "x", [])
    assert (found.mends.schema, found.mends.height, found.unchecked.height) == (MENDS, 0, 0)


def verdict(left, right, rule="t3.balance.natural"):
    return pl.DataFrame([("a", 2023, rule, "source_error", left, right)], schema=VERDICTS, orient="row")


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        pytest.param(1.0, 2.0, "source_error", id="same-figures"),
        pytest.param(1.0 + 1e-12, 2.0, "source_error", id="same-but-for-noise"),
        pytest.param(1.0, 3.0, "stale", id="right-changed"),
        pytest.param(None, 2.0, "stale", id="left-was-missing"),
    ],
)
def test_a_verdict_holds_while_both_sides_are_what_they_were(left, right, shown, report):
    found = judged(report, verdict(left, right))
    assert mend(found, "t3.balance.natural")["judgement"] == shown
    assert found.mends["judgement"].null_count() == found.mends.height - 1
    assert found.mends.schema == MENDS


def test_without_verdicts_nothing_is_judged(report):
    assert judged(report, pl.DataFrame(schema=VERDICTS)).mends.equals(report.mends)


def test_severities_are_known_in_words():
    assert list(made.SEVERITIES) == ["error", "warning", "notice"]
