"""The ways to compare on the page: among peers, between limits, who made the change."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("workspaces")


def opened(**address):
    test = AppTest.from_file(str(ROOT / "pages" / "compare.py"), default_timeout=60)
    for name, value in {"w": "demo", "lang": "zh", **address}.items():
        test.query_params[name] = value
    return test.run()


def captions(test):
    return "\n".join(each.value for each in test.caption)


def options(test, label):
    return next(each for each in test.button_group if each.label == label).options


def test_rates_have_a_funnel_and_counts_have_contributions():
    assert [text[:2] for text in options(opened(m="disclosure_rate"), "比较方式")] == ["两年", "与同", "漏斗", "什么"]
    assert [text[:2] for text in options(opened(), "比较方式")] == ["两年", "与同", "谁带"]


def test_peers_say_how_many_have_a_number():
    test = opened(way="peers", peers="chosen")
    assert not test.exception
    assert "7 个机关中 7 个有数" in captions(test)


def test_contributions_sum_to_the_change_and_say_what_is_left_without_the_largest():
    test = opened(way="contributions")
    assert not test.exception
    frame = test.dataframe[0].value
    assert "不含戊土市" in captions(test)
    assert float(frame["share_pct"].sum()) == pytest.approx(100, abs=0.5)


def test_too_few_organs_have_no_funnel_and_the_page_says_so():
    test = opened(way="funnel", m="disclosure_rate")
    assert not test.exception
    assert "不画漏斗图" in captions(test)


def test_a_funnel_over_all_organs_has_limits_for_each():
    test = opened(way="funnel", m="disclosure_rate", o="@all")
    assert not test.exception
    frame = test.dataframe[0].value
    known = frame.dropna(subset=["value"])
    assert known["low_998"].notna().all()
    assert ((known["low_998"] <= known["low_95"]) & (known["high_95"] <= known["high_998"])).all()


@pytest.mark.parametrize("parted", ["organ", "applicant"])
def test_what_drove_a_rate_sums_to_its_change(parted):
    test = opened(way="drivers", m="disclosure_rate", parts=parted)
    assert not test.exception
    frame = test.dataframe[0].value
    mix, rate = (frame[name].sum() for name in ("mix_pp", "rate_pp"))
    assert mix + rate == pytest.approx(-0.19, abs=0.02)


def test_where_no_organ_can_be_compared_the_page_says_why():
    test = opened(m="fees.amount_wan", y0="2020", y1="2021")
    assert not test.exception
    assert "收费金额" in str(test.table[0].value.to_dict())


def test_a_ratio_of_two_things_has_no_funnel():
    assert [text[:2] for text in options(opened(m="penalty_per_100_licences"), "比较方式")] == ["两年", "与同", "什么"]
    assert not opened(m="penalty_per_100_licences", way="funnel").exception
