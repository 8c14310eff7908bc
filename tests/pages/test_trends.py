"""Trends on other scales: an index says its base and whom it leaves out, a reference says whose median it is."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("workspaces")


def opened(**address):
    test = AppTest.from_file(str(ROOT / "pages" / "trends.py"), default_timeout=60)
    for name, value in {"w": "demo", "lang": "zh", **address}.items():
        test.query_params[name] = value
    return test.run()


def captions(test):
    return "\n".join(each.value for each in test.caption)


def test_an_index_is_100_in_its_base_year_and_names_who_has_no_base():
    test = opened(s="index", base="2021")
    assert not test.exception
    frame = test.dataframe[0].value
    assert set(frame["2021"].dropna()) == {100.0}
    later = opened(s="index")
    assert "不能作基数，未画出：庚金开发区" in captions(later)
    assert "庚金开发区" not in set(later.dataframe[0].value["organ"])


def test_a_reference_says_whose_median_it_is():
    test = opened(**{"with": "median", "o": "@all"})
    assert not test.exception
    assert "参照线：" in captions(test)


def test_compound_growth_stands_below_with_its_years():
    test = opened()
    assert any("年均增长率（6年）" in each.label for each in test.expander)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param({"own": "shared", "with": "median", "o": "@all"}, id="median"),
        pytest.param({"own": "own", "s": "log", "m": "normative.issued"}, id="logarithmic"),
    ],
)
def test_small_panels_go_with_every_scale(address):
    test = opened(**address)
    assert not test.exception
    assert not test.warning


def test_an_index_in_small_panels_names_who_has_no_base():
    assert "不能作基数，未画出：庚金开发区" in captions(opened(own="own", s="index"))


def test_panels_beyond_one_page_are_counted(monkeypatch):
    monkeypatch.setattr("ui.panels.MOST", 6)
    test = opened(own="shared", o="@all", p="3")
    assert not test.exception
    assert "第 13–15 个机关，共 15 个" in captions(test)
    assert len(test.dataframe[0].value) == 15
    assert "第 13–15 个机关" in captions(opened(own="shared", o="@all", p="99"))


def test_small_panels_are_read_against_the_peers_that_are_chosen():
    said = captions(opened(own="shared", peers="chosen", **{"with": "median"}))
    assert "（不含该机关自身）的中位数，至少 3 个有数才画" in said
    assert "所选机关" in said
