"""Categories, run by Streamlit's own test runner over the two bundled workspaces."""

from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from analysis import ask, load
from analysis.composition import FAMILIES, composition, facts_for

PAGE = Path(__file__).parents[2] / "pages" / "categories.py"

pytestmark = pytest.mark.usefixtures("workspaces")


def opened(**address):
    test = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in address.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def organ_id(home, short_name, workspace="demo"):
    organs = ask.context(load.open_database(load.published(home / workspace))).organs
    return organs.row(by_predicate=pl.col("short_name") == short_name, named=True)["organ_id"]


def captions(test):
    return "\n".join(caption.value for caption in test.caption)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("over", ["year", "organ"])
def test_every_family_is_shown_both_ways(family, over):
    test = opened(f=family, over=over, lang="en")
    assert not test.warning
    assert len(test.dataframe) == 2


def test_the_tables_hold_the_composition_of_the_organ(workspaces):
    organ = organ_id(workspaces, "甲木区")
    con = load.open_database(load.published(workspaces / "demo"))
    known = ask.context(con)
    years = range(2019, 2026)
    parts = composition(known, facts_for(con, known, "outcomes", [organ], years), "outcomes", [organ], years)
    test = opened(org=organ, lang="zh")
    whole, beside = (frame.value for frame in test.dataframe)
    shown = {(row["year"], row["part"]): row["value"] for row in whole.to_dict("records")}
    assert shown == {(row["year"], row["part_title_zh"]): row["value"] for row in parts.to_dicts()}
    latest = parts.filter(pl.col("year") == 2025)
    assert beside["share"].to_list() == pytest.approx(latest["share"].round(1).to_list())
    assert f"2025 年 n = {latest['value'].sum():,.0f}" in captions(test)


def test_a_year_without_a_report_is_said_and_the_change_of_form_explained(workspaces):
    said = captions(opened(org=organ_id(workspaces, "乙木县"), lang="zh"))
    assert "2023：未收录年报" in said
    assert "2021 年格式变化，其他处理" in said


def test_an_unreadable_part_is_named_with_its_reason(workspaces):
    said = captions(opened(org=organ_id(workspaces, "市教育局"), lang="zh", f="applicants"))
    assert "2025：自然人 未能识别" in said


def test_small_numbers_are_marked_at_the_organs_they_are_small_for():
    test = opened(over="organ", f="refusal_reasons", lang="zh", y="2025")
    moved = test.dataframe[1].value
    small = moved[moved["n"] < 20]
    assert len(small) > 0
    assert small["moved"].str.startswith("※").all()
    assert "小样本" in captions(test)


def test_an_organ_that_is_gone_is_no_bar_but_a_sentence():
    assert "壬水区：机关不存在" in captions(opened(over="organ", lang="zh", y="2025"))


def test_choices_of_the_address_are_shown():
    test = opened(f="applicants", over="organ", **{"as": "value"}, y="2022", o="@department")
    assert test.selectbox(key="address:f").value == "applicants"
    assert test.segmented_control(key="address:over").value == "organ"
    assert test.segmented_control(key="address:as").value == "value"
    assert test.selectbox(key="address:y").value == "2022"
    assert len(test.multiselect[0].value) == 6


@pytest.mark.parametrize("name", ["f", "over", "as"])
def test_an_unknown_choice_is_named_and_left_out(name):
    test = opened(lang="zh", **{name: "nonsense"})
    assert [warning.value for warning in test.warning] == [f"地址中的 {name}=nonsense 不认识，已忽略。"]


def test_areas_leave_superiors_out_and_are_offered_across_organs_only():
    test = opened(lang="zh", over="organ", o="@all", **{"as": "area"})
    assert "示例市" in captions(test)
    assert not test.warning
    test = opened(lang="zh", **{"as": "area"})
    assert not test.warning
    assert next(each for each in test.button_group if each.label == "显示").value == "share"
