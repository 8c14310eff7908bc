"""The state of a page: groups and views that are kept, addresses of an older build, the way back to the defaults."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import load
from ledger import KeptKind, shelf_of
from ui.organs import Choice

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shelf(workspaces):
    """Give the shelf of a copy of the fictional city, so that what is kept here stays here."""
    root = workspaces / "shelf"
    shutil.copytree(workspaces / "demo", root)
    yield shelf_of(root)
    shutil.rmtree(root)


@pytest.fixture
def ids(workspaces):
    """Give the organs' ids by short name."""
    organs = load.organs(load.open_database(load.published(workspaces / "demo")))
    return dict(organs.select("short_name", "organ_id").iter_rows())


def opened(page, **address):
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    for name, value in {"w": "shelf", "lang": "zh", **address}.items():
        test.query_params[name] = value
    return test.run()


def said(test):
    return "\n".join(each.value for kind in (test.caption, test.warning, test.info) for each in kind)


def group(shelf, ids, *names, **others):
    body = {"organs": {ids[name]: name for name in names} | others}
    return shelf.keep(KeptKind.GROUP, "沿江", body, who="审核员").item


def test_a_group_is_chosen_by_its_item_and_whom_it_lost_is_told(shelf, ids):
    item = group(shelf, ids, "甲木区", "市公安局", gone="示例市旧局")
    test = opened("compare", g=item)
    assert not test.exception
    assert test.multiselect[0].value == [ids["甲木区"], ids["市公安局"]]
    assert "已选 2 / 15 个机关：分组“沿江”" in said(test)
    assert "1 个机关已不在资料库中，没有计入：示例市旧局（gone）" in said(test)


def test_a_removed_group_is_told_and_the_default_shown(shelf, ids):
    item = group(shelf, ids, "甲木区")
    shelf.remove(KeptKind.GROUP, item, who="李")
    test = opened("compare", g=item)
    assert not test.exception
    assert "分组“沿江”已由李于" in said(test)
    assert len(test.multiselect[0].value) == 8


@pytest.mark.parametrize(
    ("address", "count", "warned"),
    [
        pytest.param({"ot": "部门", "o": "@department"}, 6, ["ot=部门"], id="a-type-that-is-a-level"),
        pytest.param({"of": "zz", "ot": "department"}, 6, ["of=zz"], id="one-of-two-rules"),
        pytest.param({"g": "zz"}, 8, ["g=zz"], id="a-group-that-never-was"),
        pytest.param({"o": "@county"}, 8, [], id="an-older-address"),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_what_an_address_says_is_shown_or_dropped_with_a_notice(address, count, warned):
    test = opened("compare", **address)
    assert not test.exception
    assert len(test.multiselect[0].value) == count
    assert [f"地址中的 {each} 不认识，已忽略。" for each in warned] == [each.value for each in test.warning]


def test_those_below_a_superior_and_of_a_kind_stay_a_rule(shelf, ids):  # noqa: ARG001 - makes the workspace
    test = opened("compare", of=ids["示例市"], ot="department")
    assert len(test.multiselect[0].value) == 6
    assert "已选 6 / 15 个机关：示例市所属 · 部门" in said(test)
    assert {name: test.query_params[name] for name in ("of", "ot")} == {"of": ids["示例市"], "ot": "department"}
    test.multiselect[0].set_value([ids["甲木区"], ids["市公安局"]]).run()
    assert test.query_params["o"] == f"{ids['甲木区']},{ids['市公安局']}"
    assert not {"of", "ot"} & test.query_params.keys()


@pytest.mark.usefixtures("shelf")
def test_all_is_one_word():
    test = opened("trends")
    test.pills(key="quick-choice").set_value(Choice(kind="all")).run()
    assert test.query_params["ot"] == "all"
    assert "o" not in test.query_params


@pytest.mark.parametrize("page", ["compare", "trends"])
def test_a_group_serves_as_peers(shelf, ids, page):
    departments = [name for name in ids if name.startswith("市")]
    item = group(shelf, ids, *departments, gone="示例市旧局")
    ways = {"compare": {"way": "peers"}, "trends": {"with": "median"}}[page]
    test = opened(page, peers=f"g-{item}", o=ids["甲木区"], **ways)
    assert not test.exception
    assert test.selectbox(key="address:peers").value == f"g-{item}"
    assert "示例市旧局（gone）" in said(test)
    if page == "compare":
        assert test.dataframe[0].value["peers"].to_list() == [len(departments)]
    else:
        assert f"参照线：{len(departments)} 个机关（分组“沿江”，1 组）的中位数" in said(test)


def test_views_stand_in_the_side_bar_and_reset_takes_back_to_the_defaults(shelf):
    body = {"page": "trends", "address": {"m": "penalty.decisions", "o": "@department"}}
    shelf.keep(KeptKind.VIEW, "部门处罚", body, who="审核员")
    shelf.keep(KeptKind.VIEW, "旧页", {"page": "map", "address": {}}, who="审核员")
    test = opened("trends", m="normative.issued")
    assert not test.exception
    assert "“旧页”：这个版本没有它的页面" in said(test)
    view = next(button for button in test.button if button.label == "部门处罚")
    view.click().run()
    assert test.selectbox(key="address:m").value == "penalty.decisions"
    assert len(test.multiselect[0].value) == 6
    test.button(key="reset-page").click().run()
    assert test.selectbox(key="address:m").value == "licence.decisions"
    assert {"w", "lang"} >= test.query_params.keys()
