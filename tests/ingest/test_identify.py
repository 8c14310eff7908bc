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
