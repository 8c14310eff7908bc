from __future__ import annotations

from dataclasses import replace

from briefing.caption import Caption

BARE = Caption(title="申请", unit="", source="年度报告", build="v1")


def test_every_field_has_a_line_and_empty_ones_have_none():
    caption = replace(BARE, caveats=("甲", "乙"), filters=("2021",))
    assert caption.lines() == [
        "Shows: 申请",
        "Selection: 2021",
        "To mind: 甲",
        "To mind: 乙",
        "Source: 年度报告",
        "Database: v1",
    ]


def test_fictional_data_say_so_first():
    assert replace(BARE, fictional=True).lines({"fictional": "虚构数据"})[0] == "虚构数据"


def test_words_of_the_reader_with_english_where_one_is_missing():
    assert BARE.rows({"title": "内容"}) == [("内容", "申请"), ("Source", "年度报告"), ("Database", "v1")]
