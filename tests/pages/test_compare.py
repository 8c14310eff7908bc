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
    assert [text[:2] for text in options(opened(m="disclosure_rate"), "比较方式")] == [
        "两年",
        "与同",
        "漏斗",
        "什么",
        "两项",
    ]
    assert [text[:2] for text in options(opened(), "比较方式")] == ["两年", "与同", "谁带", "两项"]


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


def test_a_scatter_lists_who_lacks_a_number_and_says_how_alike_the_orders_are():
    test = opened(way="scatter", o="@all", s="index")
    assert not test.exception
    assert not test.warning
    said = captions(test)
    assert "未画出：" in said
    assert "Spearman" in said
    frame = test.dataframe[0].value
    lacking = frame[frame["x"].isna() | frame["y"].isna()]
    assert len(lacking)
    assert (lacking["note"] != "").all()


def test_few_organs_have_no_likeness_of_orders():
    assert "Spearman" not in captions(opened(way="scatter"))


def test_the_second_metric_and_the_size_are_in_the_address():
    test = opened(way="scatter", m2="requests.new.total", sz="disclosure_rate")
    assert not test.exception
    assert list(test.dataframe[0].value.columns) == ["organ", "x", "y", "size", "note"]
    assert "本年新收申请（纵）" in str(test.dataframe[0].proto)


def test_a_table_of_two_years_has_each_part_of_the_change():
    frame = opened().dataframe[0].value
    assert list(frame.columns)[:6] == ["organ", "start", "end", "change", "change_pct", "share_pct"]
    assert frame["share_pct"].iloc[-1] == 100
    assert float(frame["share_pct"].iloc[:-1].sum()) == pytest.approx(100, abs=0.5)
    assert "share_pct" not in opened(m="disclosure_rate").dataframe[0].value.columns


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        pytest.param({"o": "@county"}, "7/7 个机关有数，不足 8 个", id="few"),
        pytest.param({"o": "@all"}, "级别不同", id="different levels"),
        pytest.param({}, "不足 8 个", id="the choice the page opens with is a group too"),
    ],
)
def test_no_rank_is_given_and_the_page_says_why(chosen, why):
    test = opened(rk="1", **chosen)
    assert not test.exception
    assert why in captions(test)
    assert "rank" not in test.dataframe[0].value.columns


def test_a_choice_without_a_name_has_no_ranks():
    test = opened(rk="1", o="@department")
    organs = next(each for each in test.multiselect if each.label == "机关")
    test = organs.set_value(organs.value[:-1]).run()
    assert "未列名次：名次只在" in captions(test)


def test_nobody_is_ranked_unasked():
    assert "名次：" not in captions(opened(o="@county"))


def test_where_no_organ_can_be_compared_the_page_says_why():
    test = opened(m="fees.amount_wan", y0="2020", y1="2021")
    assert not test.exception
    assert "收费金额" in str(test.table[0].value.to_dict())


def test_a_ratio_of_two_things_has_no_funnel():
    assert [text[:2] for text in options(opened(m="penalty_per_100_licences"), "比较方式")] == [
        "两年",
        "与同",
        "什么",
        "两项",
    ]
    assert not opened(m="penalty_per_100_licences", way="funnel").exception
