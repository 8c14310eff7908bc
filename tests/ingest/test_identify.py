import pytest

from ingest.identify import identify
from ingest.model import Outcome, Place, Prose

PERIOD = "本报告中所列数据的统计期限自2024年1月1日起至2024年12月31日止。"


def prose(*lines):
    return [Prose(line, Place(line=number)) for number, line in enumerate(lines, start=1)]


@pytest.mark.parametrize(
    ("lines", "organ", "year"),
    [
        pytest.param(
            ["示例市人民政府", "2024 年政府信息公开工作年度报告"], "示例市人民政府", 2024, id="title-on-two-lines"
        ),
        pytest.param(
            ["2023年示例市甲区人民政府某街道办事处", "政府信息公开工作年度报告"],
            "示例市甲区人民政府某街道办事处",
            2023,
            id="organ-behind-the-year-and-a-second-line",
        ),
        pytest.param(["示例镇2023年度政府信息公开工作年度报告"], "示例镇人民政府", 2023, id="place-only"),
        pytest.param(["2025年示例镇政府信息公开工作报告"], "示例镇人民政府", 2025, id="place-before-the-subject"),
        pytest.param(["示例縣自然資源局2021年政府信息公開工作年度報告"], "示例县自然资源局", 2021, id="traditional"),
        pytest.param(
            ["示例县某镇2023年政府信息公开 工作告年度报"], "示例县某镇人民政府", 2023, id="title-garbled-in-print"
        ),
        pytest.param(
            ["示例区人民政府 2020 年政府信息公开 开工作年度报告"], "示例区人民政府", 2020, id="doubled-character"
        ),
        pytest.param(["关于2022年度政府信息公开情况的报告"], None, 2022, id="no-organ-in-the-title"),
        pytest.param(
            ["2024年政府信息公开工作年度报告", "本报告由示例市审计局根据《条例》编制。"],
            "示例市审计局",
            2024,
            id="opening-sentence",
        ),
        pytest.param(["会议纪要", "2024年3月1日"], None, None, id="another-kind-of-text"),
    ],
)
def test_organ_and_year(lines, organ, year):
    identity, _ = identify(prose(*lines))
    assert (identity.organ, identity.year) == (organ, year)


@pytest.mark.parametrize(
    ("period", "year"),
    [
        pytest.param("统计期限自2024年1月1日起至2024年12月31日止", 2024, id="complete"),
        pytest.param("统计期限自20251月1日起至202512月31日止", 2025, id="characters-lost-beside-digits"),
        pytest.param("统计期限为 2020 年 1 月 1 日至 2020 年 12 月 31 日", 2020, id="blanks"),
        pytest.param("统计期限自2023年1月1日至12月31日", 2023, id="year-once"),
    ],
)
def test_the_statistics_period_decides_the_year(period, year):
    identity, _ = identify(prose("政府信息公开工作年度报告", period))
    assert identity.year == year
    assert identity.year_proof


def test_a_publishing_date_is_no_year_of_the_report():
    identity, _ = identify(prose("示例局政府信息公开工作年度报告", "发布时间：2021-01-29"))
    assert identity.year is None


REPORT = "政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("lines", "organ", "year"),
    [
        pytest.param([f"甲局二〇二三年{REPORT}"], "甲局", 2023, id="chinese-digits"),
        pytest.param([f"甲局二○一七年度{REPORT}"], "甲局", 2017, id="circles-for-zeros"),
        pytest.param([f"甲局２０２３年{REPORT}"], "甲局", 2023, id="full-width-digits"),
        pytest.param(["甲局", "2023年政府信息公开", "工作年度报告"], "甲局", 2023, id="three-lines"),
        pytest.param([f"甲局{REPORT}", "（2023年度）"], "甲局", 2023, id="year-on-the-line-below"),
        pytest.param([f"甲局{REPORT}", "2024年1月20日"], "甲局", None, id="publishing-date-below"),
        pytest.param([f"甲局{REPORT}", "2024年"], "甲局", None, id="a-bare-year-below-may-be-that-of-publishing"),
        pytest.param([f"甲局{REPORT}（2023）"], "甲局", 2023, id="year-in-brackets-behind"),
        pytest.param([f"甲局2022年{REPORT}（2023年1月发布）"], "甲局", 2022, id="date-in-the-title"),
        pytest.param([f"甲发〔2024〕3号 甲局2023年{REPORT}"], None, 2023, id="number-of-the-document"),
        pytest.param([f"甲局2023年{REPORT}和2024年工作计划"], "甲局", 2023, id="plan-of-the-next-year"),
        pytest.param([f"甲局关于印发2022年{REPORT}的通知"], "甲局", 2022, id="words-of-a-notice"),
        pytest.param([f"甲局2019-2023年{REPORT}"], "甲局", None, id="range-of-years"),
        pytest.param([f"甲局2022年、2023年{REPORT}"], "甲局", None, id="two-years"),
        pytest.param(["示例大学2022-2023学年信息公开工作年度报告"], "示例大学", None, id="school-year"),
        pytest.param([f"甲局202年{REPORT}"], None, None, id="digit-lost"),
        pytest.param([f"甲局20223年{REPORT}"], None, None, id="digit-too-many"),
        pytest.param(["浏览次数：2021", f"2023年{REPORT}"], None, 2023, id="words-of-the-page-are-no-organ"),
        pytest.param(["示例县政府信息公开情况统计表", "（2014年度）"], "示例县人民政府", 2014, id="list"),
        pytest.param(
            ["填报单位（盖章）：甲局", "统计年度：2018年", "政府信息公开情况统计表"], "甲局", 2018, id="list-filled-in"
        ),
        pytest.param(["填报单位：甲局  填报日期：2018年1月10日"], "甲局", None, id="date-of-filling-in"),
        pytest.param(["政府信息公开情况统计表", "填报单位： 2017年 4 季度"], None, None, id="list-of-a-quarter"),
        pytest.param(
            [f"示例省人民政府2021年{REPORT}", f"甲局2023年{REPORT}", f"甲局2023年{REPORT}"],
            "甲局",
            2023,
            id="title-named-most-often",
        ),
        pytest.param([f"乙局2021年{REPORT}", f"甲局2023年{REPORT}"], None, None, id="titles-that-disagree"),
        pytest.param([f"乙局2021年{REPORT}", f"甲局2024年{REPORT}", PERIOD], "甲局", 2024, id="title-of-the-period"),
        pytest.param([f"甲局2024年{REPORT}", PERIOD, f"乙局2021年{REPORT}"], "甲局", 2024, id="links-behind-the-text"),
    ],
)
def test_titles(lines, organ, year):
    identity, _ = identify(prose(*lines))
    assert (identity.organ, identity.year) == (organ, year)


@pytest.mark.parametrize(
    ("period", "year", "outcome"),
    [
        pytest.param("统计期限为2024.1.1-2024.12.31", 2024, Outcome.PASS, id="dots"),
        pytest.param("数据统计期限自2024-01-01至2024-12-31", 2024, Outcome.PASS, id="hyphens"),
        pytest.param(
            "统计期限自二〇二四年一月一日起至二〇二四年十二月三十一日止", 2024, Outcome.PASS, id="chinese-digits"
        ),
        pytest.param("统计期限自2024年1月1日零时起至2024年12月31日24时止", 2024, Outcome.PASS, id="hours"),
        pytest.param("统计期限截至2024年12月31日", 2024, Outcome.PASS, id="end-only"),
        pytest.param("统计期限自2024年3月1日起至2024年12月31日止", 2024, Outcome.PASS, id="a-new-body"),
        pytest.param("开展整治（2021年1月1日至2021年12月31日）。", 2024, Outcome.CANNOT_CHECK, id="of-a-campaign"),
        pytest.param("与2023年1月1日至2023年12月31日相比", 2024, Outcome.CANNOT_CHECK, id="last-year-for-comparison"),
        pytest.param("统计期限自2024年1月1日至2024年6月30日", 2024, Outcome.CANNOT_CHECK, id="half-a-year"),
        pytest.param("统计期限自2023年1月1日起至2024年12月31日止", 2024, Outcome.FAIL, id="over-two-years"),
        pytest.param("统计期限自2023年1月1日起至2023年12月31日止", 2023, Outcome.FAIL, id="of-another-year"),
    ],
)
def test_a_period_beside_a_title_of_2024(period, year, outcome):
    identity, (finding,) = identify(prose(f"甲局2024年{REPORT}", period))
    assert (identity.year, finding.outcome) == (year, outcome)


def test_a_period_over_two_years_alone_gives_no_year():
    identity, (finding,) = identify(prose("统计期限自2023年1月1日起至2024年12月31日止"))
    assert identity.year is None
    assert finding.outcome is Outcome.FAIL
    assert "2023、2024" in finding.message_zh


@pytest.mark.parametrize(
    ("lines", "text", "outcome", "sides"),
    [
        pytest.param(
            ["甲局2024年政府信息公开工作年度报告", PERIOD],
            "2024年，我局……",
            Outcome.PASS,
            (2024, 2024, 0),
            id="all-agree",
        ),
        pytest.param(
            ["甲局2023年政府信息公开工作年度报告", PERIOD], "", Outcome.FAIL, (2024, 2023, 1), id="title-of-last-year"
        ),
        pytest.param(
            ["甲局2024年政府信息公开工作年度报告", PERIOD],
            "2023年，我局……",
            Outcome.FAIL,
            (2024, 2023, 1),
            id="copied-prose",
        ),
        pytest.param(
            ["甲局2024年政府信息公开工作年度报告"], "", Outcome.CANNOT_CHECK, (2024, None, None), id="one-source-only"
        ),
    ],
)
def test_the_years_of_period_title_and_text_are_compared(lines, text, outcome, sides):
    _, (finding,) = identify(prose(*lines), text)
    assert finding.rule == "s.period"
    assert finding.outcome is outcome
    assert (finding.left, finding.right, finding.difference) == sides
