"""Rates per 10,000 residents and neighbours on the pages, and the way to supply what they need where it is missing."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
TITLES = [f"每万人{what}" for what in ("行政许可", "行政处罚", "新收申请", "办结申请", "行政复议", "行政诉讼")]

pytestmark = pytest.mark.usefixtures("workspaces")


def opened(page, **address):
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    for name, value in {"w": "demo", "lang": "zh", **address}.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def captions(test):
    return "\n".join(each.value for each in test.caption)


@pytest.mark.parametrize("page", ["compare", "trends"])
def test_the_ratios_can_be_chosen_and_name_the_source_of_the_population(page):
    test = opened(page, m="requests_per_10k")
    assert set(TITLES) <= set(test.selectbox(key="address:m").options)
    assert "常住人口来源：示例市统计年鉴20" in captions(test)
    assert "没有同年常住人口" not in captions(test)


def test_its_change_has_its_own_unit_and_no_percent():
    frame = opened("compare", m="penalties_per_10k").dataframe[0].value
    assert {"change_pct", "change_pp"}.isdisjoint(frame.columns)
    assert frame["reading"].str.contains("%|百分点").sum() == 0
    assert (frame["end"] - frame["start"] - frame["change"]).abs().max() < 0.02


def test_it_can_be_set_beside_years_and_peers_only():
    ways = next(each for each in opened("compare", m="reviews_per_10k").button_group if each.label == "比较方式")
    assert len(ways.options) == 2


@pytest.mark.parametrize("page", ["compare", "trends"])
def test_who_has_no_population_is_named_with_the_way_to_supply_it(page):
    said = captions(opened(page, m="requests_per_10k", o="@all"))
    assert "没有同年常住人口、不计算：市公安局" in said
    assert "python -m ingest attributes FILE.csv" in said


def test_without_a_table_every_organ_lacks_it():
    test = opened("trends", w="samples", m="requests_per_10k", o="@all")
    reasons = test.dataframe[0].value["reason"]
    assert reasons.str.contains("未提供人口").any()


def test_neighbours_are_listed_in_order_with_their_attributes_and_sources():
    test = opened("compare", way="peers", peers="near", near="2", attr="gdp,population", o="@county")
    frame = test.dataframe[0].value
    assert list(frame.columns) == ["organ", "rank", "neighbour", "distance", "a0", "a1", "source"]
    own = frame[frame["organ"] == "乙木县"]
    assert own["neighbour"].to_list() == ["（本机关）", "己土县", "丁火县"]
    assert own["distance"].dropna().is_monotonic_increasing
    assert own["source"].str.contains("示例市统计年鉴2026").all()
    assert "没有可比的同级别、同类型机关：庚金开发区、戊土市" in captions(test)


def test_an_attribute_or_length_that_is_unknown_is_named_and_dropped():
    test = opened("compare", way="peers", peers="near", near="99", attr="gdp,foo")
    said = [each.value for each in test.warning]
    assert ["near=99" in said[0], "attr=foo" in said[1]] == [True, True]
    assert test.selectbox(key="address:near").value == "8"


def test_departments_are_placed_by_the_one_attribute_that_they_have():
    frame = opened("compare", way="peers", peers="near", o="@department").dataframe[0].value
    assert frame.groupby("organ").size().to_list() == [6] * 6


def test_similar_size_shows_the_ratio_of_populations():
    frame = opened("compare", way="peers", peers="size").dataframe[0].value
    assert frame["distance"].dropna().between(1, 1.5).all()


@pytest.mark.parametrize("peers", ["near", "size"])
@pytest.mark.parametrize(("page", "address"), [("compare", {"way": "peers"}), ("trends", {"with": "median"})])
def test_where_nothing_is_supplied_the_page_says_how(page, address, peers):
    test = opened(page, w="samples", peers=peers, **address)
    assert "python -m ingest attributes FILE.csv --workspace samples" in test.info[0].value


def test_a_reference_line_of_neighbours_says_whose_median_it_is():
    test = opened("trends", **{"with": "median", "peers": "near"})
    assert "参照线：5 个机关（最相近的机关，5 组）的中位数" in captions(test)


@pytest.mark.parametrize(
    ("workspace", "said"),
    [
        pytest.param("samples", "--workspace samples", id="nothing-supplied"),
        pytest.param("demo", "没有可比的同级别、同类型机关", id="nobody-like-it"),
    ],
)
def test_an_organs_page_says_why_it_has_no_neighbours(workspace, said):
    organ = {"demo": {"org": "a0ef1d62"}, "samples": {}}[workspace]
    assert said in captions(opened("organ", w=workspace, **organ))


def test_the_glossary_knows_them():
    test = opened("glossary", q="每万人行政复议")
    assert any("attribute.population" in each.value for each in test.markdown)
