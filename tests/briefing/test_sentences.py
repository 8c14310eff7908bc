"""The decision table of changes, row by row, in both languages."""

import polars as pl
import pytest

from analysis.change import decide
from briefing import sentences
from briefing.words import words

NOTHING = {"why": "", "flags": [], "start_status": "reported", "end_status": "reported"}


def row(start, end, *, years=(2023, 2024), rate=False, comparable="yes", **more):
    frame = pl.DataFrame(
        {"start": [start], "end": [end], "comparable": [comparable], "start_year": [years[0]], "end_year": [years[1]]},
        schema_overrides={"start": pl.Float64, "end": pl.Float64},
    )
    return NOTHING | decide(frame, is_rate=rate).row(0, named=True) | more


CASES = [
    pytest.param(row(1000, 1234), "增加 234（+23.4%）", "rose by 234 (+23.4%)", id="both-positive-up"),
    pytest.param(row(1234, 1000), "减少 234（−19%）", "fell by 234 (−19%)", id="both-positive-down"),
    pytest.param(row(5, 0), "降为 0（−100%）", "fell to 0 (−100%)", id="to-zero"),
    pytest.param(
        row(0, 7),
        "由 0 增至 7（上年为 0，不计算比率）",
        "rose from 0 to 7 (last year was 0: no percentage)",
        id="from-zero",
    ),
    pytest.param(
        row(0, 7, years=(2019, 2024)),
        "由 0 增至 7（2019 年为 0，不计算比率）",
        "rose from 0 to 7 (2019 was 0: no percentage)",
        id="from-zero-over-years",
    ),
    pytest.param(row(0, 0), "持平（均为 0）", "unchanged (0 in both years)", id="both-zero"),
    pytest.param(row(3, 3), "持平（均为 3）", "unchanged (3 in both years)", id="unchanged"),
    pytest.param(row(-2, 3), "+5（基数为负，不计算比率）", "+5 (negative base: no percentage)", id="negative-base"),
    pytest.param(row(None, 3), "上年缺数，无法比较", "no figure for last year, not comparable", id="start-missing"),
    pytest.param(
        row(None, 3, years=(2021, 2024)),
        "2021 年缺数，无法比较",
        "no figure for 2021, not comparable",
        id="start-missing-over-years",
    ),
    pytest.param(row(3, None), "本年缺数", "no figure for this year", id="end-missing"),
    pytest.param(row(3, None, years=(2019, 2024)), "2024 年缺数", "no figure for 2024", id="end-missing-over-years"),
    pytest.param(row(3, 4, comparable="no"), "口径变化，不可比", "definition changed, not comparable", id="break"),
    pytest.param(row(50, 52.5, rate=True), "增加 2.5 个百分点", "rose by 2.5 percentage points", id="rate-up"),
    pytest.param(
        row(50, 0, rate=True), "减少 50 个百分点", "fell by 50 percentage points", id="rate-to-zero-is-points"
    ),
]


@pytest.mark.parametrize(("change", "zh", "en"), CASES)
def test_a_change_in_words(change, zh, en):
    assert sentences.change(change, words("zh")) == zh
    assert sentences.change(change, words("en")) == en


@pytest.mark.parametrize(
    ("change", "brief"),
    [
        pytest.param(row(100, 105), "+5%", id="percent"),
        pytest.param(row(0, 7), "+7", id="amount-where-no-percent"),
        pytest.param(row(50, 52.5, rate=True), "+2.5 pp", id="points"),
        pytest.param(row(50, 50.04, rate=True), "+0.04 pp", id="points-that-one-decimal-would-hide"),
        pytest.param(row(None, 7), "", id="nothing-where-nothing"),
    ],
)
def test_a_change_in_brief(change, brief):
    assert sentences.brief(change, words("en")) == brief


def test_what_cannot_be_compared_says_what_is_missing():
    change = row(None, 3, start_status="no_report")
    assert sentences.no_comparison(change, words("zh")) == "上年缺数，无法比较：未收录年报"


def test_a_break_says_why():
    change = row(3, 4, comparable="no", why="收费由项数改为金额。")
    assert sentences.no_comparison(change, words("zh")) == "口径变化，不可比：收费由项数改为金额。"


@pytest.mark.parametrize(
    ("number", "status", "text"),
    [
        pytest.param(0.0, "reported", "0", id="zero-is-a-number"),
        pytest.param(1234.5, "reported", "1,234.5", id="thousands"),
        pytest.param(None, "blank", "未填", id="blank-is-not-zero"),
        pytest.param(None, "no_report", "未收录年报", id="no-report"),
    ],
)
def test_a_missing_number_is_its_reason(number, status, text):
    assert sentences.value(number, status, words("zh")) == text


@pytest.mark.parametrize(
    ("language", "shown"),
    [("zh", "人工更正，原件印作“12”"), ("en", "corrected; the document prints “12”")],
)
def test_a_remark_on_a_correction_says_what_is_printed(language, shown):
    assert sentences.remarks({"flags": ["corrected"], "corrected_from": ["“12”"]}, words(language)) == shown
