"""The text against the tables and against last year: three outcomes, and no false alarm for another scope."""

from __future__ import annotations

import polars as pl
import pytest

from ingest.rules import CELLS, NARRATIVE, REPORTS, check

GOVERNMENT = "示例市甲木区人民政府"


def figure(metric, value, scope="", quote="", report_id=1):
    unit = "%" if metric.startswith("growth") else "件"
    return (report_id, metric, float(value), unit, scope, quote or f"原文{value}", "l7")


def checked(stated, figures, *, earlier=None, **fields):
    """Rule -> (outcome, message) of report 1; report 2 is that of the year before."""
    about = {
        "report_id": 1, "organ_id": "a", "organ": GOVERNMENT, "level": "county", "parent_id": None, "year": 2024,
        "form": "2021", "is_current": True, "is_excerpt": False, "tables": [],
    } | fields  # fmt: skip
    reports = [about]
    if earlier is not None:
        before = {"report_id": 2, "year": about["year"] - 1} | {"form": about["form"]}
        reports.append(about | before | earlier.pop("fields", {}))
    cells = [
        (report_id, path, "blank" if value is None else "reported", value, str(value), "l1")
        for report_id, values in ((1, figures), (2, earlier or {}))
        for path, value in values.items()
    ]
    found = check(
        pl.DataFrame(cells, schema=CELLS, orient="row"),
        pl.DataFrame(reports, schema=REPORTS),
        pl.DataFrame(stated, schema=NARRATIVE, orient="row"),
    ).filter(pl.col("rule").str.starts_with("x."))
    assert not found.filter((pl.col("outcome") == "fail") & (pl.col("severity") != "warning")).height
    return {row["rule"]: row for row in found.iter_rows(named=True)}


def outcome(stated, figures, rule, **fields):
    return checked(stated, figures, **fields)[rule]["outcome"]


TABLE = {
    "requests.new.total": 95, "requests.carried_in.total": 4, "requests.total.total": 90, "requests.carried_out.total": 9,
    "review.total": 3, "litigation_direct.total": 2, "litigation_after_review.total": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "rule", "same"),
    [
        ("requests.received", "x.requests.new", 95),
        ("requests.carried_in", "x.requests.carried_in", 4),
        ("requests.handled", "x.requests.total", 90),
        ("requests.carried_out", "x.requests.carried_out", 9),
        ("review.total", "x.review", 3),
        ("litigation.total", "x.litigation", 3),
    ],
)
def test_each_figure_has_its_cell(metric, rule, same):
    assert outcome([figure(metric, same)], TABLE, rule) == "pass"
    assert outcome([figure(metric, same + 1)], TABLE, rule) == "fail"


@pytest.mark.parametrize("absent", ["litigation_direct.total", "litigation_after_review.total"])
def test_a_blank_never_counts_as_nothing(absent):
    found = checked([figure("litigation.total", 3)], TABLE | {absent: None})["x.litigation"]
    assert (found["outcome"], found["right_value"], found["difference"]) == ("cannot_check", None, None)
    assert found["message_zh"].endswith("表内没有数字；无法核对")


def test_a_missing_cell_cannot_be_checked():
    assert outcome([figure("review.total", 0)], {}, "x.review") == "cannot_check"


@pytest.mark.parametrize(
    ("organ", "level", "scope", "expected"),
    [
        (GOVERNMENT, "county", "", "fail"),
        (GOVERNMENT, "county", "全区", "fail"),
        (GOVERNMENT, "county", "我区", "fail"),
        (GOVERNMENT, "county", "全区行政机关", "fail"),
        (GOVERNMENT, "county", "甲木区", "fail"),
        (GOVERNMENT, "county", "全市", "cannot_check"),
        (GOVERNMENT, "county", "区政府办公室", "cannot_check"),
        (GOVERNMENT, "county", "区政府", "cannot_check"),
        (GOVERNMENT, "county", "区本级", "cannot_check"),
        (GOVERNMENT, "county", "区级各部门", "cannot_check"),
        (GOVERNMENT, "county", "全区各乡镇", "cannot_check"),
        (GOVERNMENT, "county", "各镇街", "cannot_check"),
        (GOVERNMENT, "county", "本机关", "cannot_check"),
        (GOVERNMENT, "county", "乙木县", "cannot_check"),
        ("示例市人民政府", "city", "全市", "fail"),
        ("示例市人民政府", "city", "市政府", "cannot_check"),
        ("示例市庚金经济开发区管理委员会", "county", "全区", "fail"),
        ("示例市公安局", "department", "本机关", "fail"),
        ("示例市公安局", "department", "我局", "fail"),
        ("示例市公安局", "department", "全局", "fail"),
        ("示例市公安局", "department", "市公安局", "fail"),
        ("示例市公安局", "department", "全市", "cannot_check"),
        ("示例市公安局", "department", "市司法局", "cannot_check"),
        ("示例市公安局", "department", "全系统", "cannot_check"),
        ("示例市人民政府办公室", "department", "", "fail"),
        ("示例市人民政府办公室", "department", "市政府办公室", "fail"),
        ("示例市人民政府办公室", "department", "全市", "cannot_check"),
        ("示例市人民政府办公室", "department", "我市", "cannot_check"),
        ("示例市甲木区丁镇人民政府", "township", "全镇", "fail"),
        ("示例市甲木区丁镇人民政府", "township", "镇政府", "fail"),
        ("示例市甲木区丁镇人民政府", "township", "全区", "cannot_check"),
    ],
)
def test_scope_decides_whether_a_difference_is_a_fault(organ, level, scope, expected):
    stated = [figure("requests.received", 17, scope)]
    assert outcome(stated, TABLE, "x.requests.new", organ=organ, level=level) == expected


def test_the_whole_district_against_its_office():
    found = checked([figure("requests.received", 95, "全区")], {"requests.new.total": 17}, organ="甲木区人民政府办公室",
                    level="department")["x.requests.new"]  # fmt: skip
    assert found["outcome"] == "cannot_check"
    assert "口径（范围）" in found["message_zh"]
    assert "scope" in found["message_en"]


def test_the_scope_that_equals_the_table_decides():
    stated = [figure("requests.received", 17, ""), figure("requests.received", 95, "全区")]
    found = checked(stated, TABLE)
    assert list(found) == ["x.requests.new"]
    assert found["x.requests.new"]["outcome"] == "pass"
    stated = [figure("requests.received", 17, "区政府办公室"), figure("requests.received", 96, "全区")]
    assert checked(stated, TABLE)["x.requests.new"]["left_value"] == 96


@pytest.mark.parametrize(
    ("metric", "value", "rule"),
    [
        pytest.param("requests.received", 99, "x.requests.new", id="received, with what was carried in"),
        pytest.param("requests.handled", 95, "x.requests.total", id="handled, all that came in"),
        pytest.param("requests.handled", 99, "x.requests.total", id="handled, all that was there"),
    ],
)
def test_another_definition_is_no_fault(metric, value, rule):
    found = checked([figure(metric, value)], TABLE)[rule]
    assert found["outcome"] == "cannot_check"
    assert "口径不同" in found["message_zh"]


def test_message_names_both_sides_place_and_quote():
    found = checked([figure("requests.received", 105, "全区", "全区收到申请105件")], TABLE)["x.requests.new"]
    assert found["message_zh"] == (
        "表三·一、本年新收政府信息公开申请数量·总计：正文“全区收到申请105件”(105)，表内(95)，相差 10"
    )
    assert found["message_en"] == "Table 3, new, total: text “全区收到申请105件” (105); table (95); difference 10"
    assert (found["place"], found["quote"], found["cells"]) == ("l7", "全区收到申请105件", ["requests.new.total"])
    assert (found["left_value"], found["right_value"], found["difference"]) == (105, 95, 10)


def test_other_figures_of_the_text_have_no_rule():
    assert not checked([figure("published.total", 95), figure("info_fee_yuan", 0)], TABLE)


def test_reports_before_the_prescribed_forms_have_no_finding():
    assert not checked([figure("requests.received", 95)], TABLE, form="legacy")


def test_without_narrative_nothing_is_said_of_the_text():
    reports = pl.DataFrame(schema=REPORTS)
    assert check(pl.DataFrame(schema=CELLS), reports).is_empty()


LICENCES, RULE = "licence.decisions", "x.growth.licence.decisions"


def growth(stated, this=1224, last=1000, quote="", scope="", **fields):
    before = fields.pop("earlier", {LICENCES: last})
    text = quote or f"办理行政许可{this}件，同比增长{stated}%"
    return checked([figure(f"growth.{LICENCES}", stated, scope, text)], {LICENCES: this}, earlier=before, **fields)[
        RULE
    ]


@pytest.mark.parametrize(
    ("stated", "quote", "expected"),
    [
        pytest.param(22.4, "", "pass", id="exact"),
        pytest.param(22, "同比增长22%", "pass", id="rounded to whole percent"),
        pytest.param(22, "同比增长22.0%", "fail", id="claims a decimal that is wrong"),
        pytest.param(22.35, "同比增长22.35%", "fail", id="wrong in the second decimal"),
        pytest.param(23, "同比增长23%", "fail", id="wrong in the first"),
        pytest.param(-22.4, "同比下降22.4%", "fail", id="wrong direction"),
        pytest.param(22.4, "同比增长２２．４％", "pass", id="full width"),
    ],
)
def test_growth_to_its_printed_precision(stated, quote, expected):
    assert growth(stated, quote=quote)["outcome"] == expected


@pytest.mark.parametrize(
    ("stated", "this", "last"),
    [(12.3, 1123, 1000), (12.2, 11225, 10005), (-3.3, 29, 30), (1.05, 10105, 10000), (0.5, 201, 200), (6.3, 17, 16), (6.25, 17, 16)],
)  # fmt: skip
def test_growth_rounds_as_people_do(stated, this, last):
    assert growth(stated, this, last)["outcome"] == "pass"


@pytest.mark.parametrize(
    ("this", "last"), [pytest.param(10, None, id="blank"), pytest.param(None, 10, id="blank now"), pytest.param(10, 0, id="from nothing")]
)  # fmt: skip
def test_growth_needs_both_figures(this, last):
    found = growth(5, this, last)
    assert (found["outcome"], found["right_value"]) == ("cannot_check", None)


def test_growth_without_a_report_of_last_year():
    assert growth(5, earlier=None)["outcome"] == "cannot_check"
    assert growth(5, earlier={"fields": {"year": 2022}, LICENCES: 9})["outcome"] == "cannot_check"


def test_growth_of_another_scope():
    assert growth(5, scope="区级部门")["outcome"] == "cannot_check"
    assert growth(5, scope="全区")["outcome"] == "fail"
    assert growth(22.4, scope="区级部门")["outcome"] == "pass"


def test_growth_over_a_change_of_form():
    shared = growth(5, earlier={"fields": {"form": "2019"}, LICENCES: 1000})
    assert shared["outcome"] == "fail"  # both forms ask for the same decisions
    stated = [figure("growth.normative.issued", 5)]
    before = {"fields": {"form": "2019"}, "normative.issued": 10}
    found = checked(stated, {"normative.issued": 12}, earlier=before)["x.growth.normative.issued"]
    assert found["outcome"] == "cannot_check"
    assert "格式不同" in found["message_zh"]


def test_growth_message_shows_the_arithmetic():
    found = growth(14.6, 21637, 20016, scope="全区", quote="办理许可21637件，同比增长14.6%")
    assert found["message_zh"] == (
        "表二·行政许可·本年处理决定数量：正文“办理许可21637件，同比增长14.6%”(变动 14.6%)，按本年(21637)、上年(20016)计算为 8.1%"
        "，相差 6.5 个百分点"
    )
    assert found["message_en"].endswith(
        "(14.6%); from this year (21637) and last year (20016) it is 8.1%; 6.5 percentage points apart"
    )


def test_older_revisions_have_no_growth():
    assert RULE not in checked([figure(f"growth.{LICENCES}", 5)], {LICENCES: 10}, is_current=False)
