"""Sentences as they are printed: wrapped, interrupted, in any characters; quotes and places."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Document, Place, Prose
from ingest.narrative import narrative
from ingest.narrative.numerals import value_of
from ingest.narrative.sentences import copied
from ingest.read import reading_of
from ingest.readings import answer_from_json, answer_to_json
from tests.ingest.narrative.sections import YEAR, prose, taken

WORDS = (
    "2024年", "2023年", "全区", "各部门", "区政府办公室", "共", "收到", "受理", "答复", "政府信息公开", "申请", "行政复议", "行政诉讼",
    "同比增长", "培训", "其中", "上年结转", "结转下年度", "主动公开信息", "网站", "（", "）", "，", "、", "。", "；", "17", "3.5", "二十",
    "1,2", "万", "件", "条", "%", "次", "人次", "余", "约",
)  # fmt: skip


def test_two_figures_for_one_body_are_none():
    assert not taken("全区收到政府信息公开申请17件。全区受理政府信息公开申请16件。")
    assert taken("全区收到政府信息公开申请17件。全区受理政府信息公开申请17件。")


def test_quote_is_what_is_printed_and_place_its_line():
    lines = ["　　2024 年，全区共收到政府信", "息公开申请 17", "件，均已答复。"]
    (figure,) = narrative(prose(*lines), YEAR)
    assert (figure.quote, figure.place, figure.unit) == ("全区共收到政府信息公开申请 17件", "l4", "件")


def test_page_number_within_a_sentence():
    assert taken("全区共收到政府信息", "- 3 -", "公开申请17件。")["requests.received"] == (17, "全区")


def test_quote_is_never_longer_than_allowed():
    (figure,) = narrative(prose(f"全区{'认真' * 90}收到政府信息公开申请17件。"), YEAR)
    assert len(figure.quote) == 120
    assert figure.quote.endswith("17件")


@pytest.mark.parametrize("heading", ["二、主动公开政府信息情况", "四、政府信息公开行政复议、行政诉讼情况"])
def test_sections_of_tables_are_not_read(heading):
    assert not taken("全区共收到政府信息公开申请17件。", heading=heading)


def test_without_a_year_sentences_that_name_one_are_left_out():
    assert not taken("2024年收到政府信息公开申请17件。", year=None)
    assert taken("全年收到政府信息公开申请17件。", year=None)


@settings(deadline=None, max_examples=60)
@given(
    number=st.integers(0, 99_999), pieces=st.lists(st.sampled_from(["", " ", "\n", "\n   "]), min_size=9, max_size=9)
)
def test_line_ends_and_blanks_change_nothing(number, pieces):
    words = ["全区", "共收到", "政府", "信息", "公开", "申请", str(number), "件", "，答复"]
    text = "".join(word + blank for word, blank in zip(words, pieces, strict=True)) + "。"
    lines = [line for line in text.split("\n") if line]
    if any(re.fullmatch(r"\s*\d{1,3}\s*", line) for line in lines):
        return  # a line of its own may be a page number
    assert taken(*lines)["requests.received"] == (number, "全区")


@settings(deadline=None, max_examples=150)
@given(
    words=st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_only_printed_numbers_come_out(words):
    text = "".join(words)
    printed = {
        float(value)
        for found in re.findall(r"\d[\d,]*(?:\.\d+)?|[二十]+", text)
        if (value := _plain(found)) is not None
    }
    for figure in narrative(prose(text), YEAR):
        assert {abs(figure.value), abs(figure.value) / 10000} & printed
        assert figure.quote in text


def _plain(found):
    return value_of(found) if found[0] not in "0123456789" else found.replace(",", "")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_text_can_be_copied(text):
    copy = copied(text, 0)
    assert len(copy.text) == len(copy.offsets)
    assert list(copy.offsets) == sorted(copy.offsets)


def test_reading_keeps_its_figures_through_the_cache(sample_reading):
    assert answer_from_json(answer_to_json(sample_reading)) == sample_reading
    assert sample_reading.narrative


@pytest.fixture
def sample_reading():
    title = "示例市甲木区人民政府2024年政府信息公开工作年度报告"
    lines = [Prose(title, Place(line=1)), *prose("全区收到政府信息公开申请17件。")]
    return reading_of(Document(tuple(lines), "text", "text-1"))
