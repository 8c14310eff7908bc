import polars as pl
import pytest

from analysis.shares import SHARES
from briefing import parts
from briefing.words import words

ZH = words("zh")


def rows(*given):
    """Rows of SHARES from (year, part, value, share, n, change_pp, flags); a value that is a text is a status."""
    filled = [
        {
            "organ_id": "甲",
            "organ": "甲",
            "year": year,
            "part": part,
            "part_title_zh": part,
            "part_title_en": part,
            "part_order": order,
            "value": None if isinstance(value, str) else value,
            "status": value if isinstance(value, str) else "reported",
            "share": share,
            "n": n,
            "change_pp": pp,
            "flags": list(flags),
            "why_zh": "",
            "why_en": "",
        }
        for order, (year, part, value, share, n, pp, *flags) in enumerate(given, start=1)
    ]
    return pl.DataFrame(filled, schema=SHARES)


TWO_YEARS = rows(
    (2021, "公开", 8.0, 40.0, 20.0, None),
    (2021, "不公开", 12.0, 60.0, 20.0, None),
    (2022, "公开", 10.0, 62.5, 16.0, 22.5, "small_n"),
    (2022, "不公开", 6.0, 37.5, 16.0, -22.5, "small_n"),
    (2023, "公开", 3.0, None, None, None),
    (2023, "不公开", "unreadable", None, None, None),
)


def test_the_whole_table_says_why_a_part_is_missing_latest_first():
    table = parts.whole(TWO_YEARS, "year", ZH)
    assert table.frame.select("year", "part", "value", "share", "n", "change_pp", "note").rows() == [
        (2023, "公开", 3.0, None, None, None, ""),
        (2023, "不公开", None, None, None, None, "未能识别"),
        (2022, "公开", 10.0, 62.5, 16.0, 22.5, "小样本：分母不足 20"),
        (2022, "不公开", 6.0, 37.5, 16.0, -22.5, "小样本：分母不足 20"),
        (2021, "公开", 8.0, 40.0, 20.0, None, ""),
        (2021, "不公开", 12.0, 60.0, 20.0, None, ""),
    ]
    assert set(table.headers) == set(table.frame.columns)


def test_beside_the_chart_stands_the_latest_year_that_is_whole():
    assert parts.latest_whole(TWO_YEARS) == 2022
    assert parts.of_year(TWO_YEARS, 2022, ZH).frame.rows() == [("公开", 10.0, 62.5, 22.5), ("不公开", 6.0, 37.5, -22.5)]


@pytest.mark.parametrize(
    ("year", "said"),
    [
        pytest.param(2021, "2021 年 n = 20", id="enough"),
        pytest.param(2022, "2022 年 n = 16；小样本：分母不足 20", id="small"),
        pytest.param(2023, "2023 年有缺数，不计算占比", id="missing"),
    ],
)
def test_shares_never_stand_without_their_n(year, said):
    assert parts.basis(TWO_YEARS, year, ZH) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param([("a", 1.0, 3.0), ("b", 1.0, -7.0)], "−7 百分点 · b", id="largest-either-way"),
        pytest.param([("a", 1.0, 3.0), ("b", 1.0, -3.0)], "+3 百分点 · a", id="ties-take-the-first-in-print"),
        pytest.param([("a", 1.0, 3.0, "small_n"), ("b", 1.0, -1.0, "small_n")], "※ +3 百分点 · a", id="small-number"),
        pytest.param([("a", 1.0, 3.0, "small_base")], "※ +3 百分点 · a", id="small-number-the-year-before"),
        pytest.param([("a", 1.0, 0.0)], "占比未变", id="unmoved"),
        pytest.param([("a", 1.0, None), ("b", "blank", None)], "未填", id="part-missing"),
        pytest.param([("a", 1.0, None)], "无可比的上年占比", id="no-year-before"),
    ],
)
def test_the_part_that_moved_most(given, said):
    built = rows(*[(2022, part, value, 1.0, 9.0, pp, *flags) for part, value, pp, *flags in given])
    assert parts.moved(built, ZH).frame.rows() == [("甲", 9.0, said)]
