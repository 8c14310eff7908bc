"""Organ, run by Streamlit's own test runner over the two bundled workspaces."""

from pathlib import Path

import polars as pl
import pytest
from lxml import html
from streamlit.testing.v1 import AppTest

from analysis import ask, load
from briefing.words import words
from ui.places import place

PAGE = Path(__file__).parents[2] / "pages" / "organ.py"

pytestmark = pytest.mark.usefixtures("workspaces")


def opened(**address):
    test = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in address.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


@pytest.fixture(scope="module")
def database(workspaces):
    return {name: load.open_database(load.published(workspaces / name)) for name in ("demo", "samples")}


@pytest.fixture(scope="module")
def organ(database):
    """Give the id of an organ by its short name."""
    named = {}
    for con in database.values():
        named |= dict(load.organs(con).select("short_name", "organ_id").iter_rows())
    return named.__getitem__


def markup(test):
    return "".join(block.body for block in test.get("html"))


def form(test):
    (tables,) = (block.body for block in test.get("html") if 'class="printed-form"' in block.body)
    return html.fragment_fromstring(tables)


def button(test, path):
    (found,) = form(test).xpath(f'//button[@popovertarget="cell-{path.replace(".", "-")}"]')
    return " ".join(" ".join(" ".join(part.itertext()) for part in found).split())


def badges(test):
    return [said.value for said in test.markdown if "badge" in said.value]


@pytest.mark.parametrize("workspace", ["demo", "samples"])
def test_every_report_opens_with_every_figure_it_prints(workspace, database):
    # One report per form and workspace; all of them would take minutes.
    known = ask.context(database[workspace])
    for row in known.reports.sort("n_errors", descending=True).unique("form", maintain_order=True).to_dicts():
        test = opened(w=workspace, org=row["organ_id"], y=str(row["year"]))
        assert not test.warning
        cells = load.report_cells(database[workspace], row["organ_id"], row["year"])
        shown = set(form(test).xpath("//@popovertarget"))
        assert {f"cell-{path.replace('.', '-')}" for path in cells["path"]} <= shown
        (listed,) = (frame.value for frame in test.dataframe if "printed" in frame.value.columns)
        assert sorted(listed["value"].dropna()) == sorted(cells["value"].drop_nulls())
        assert row["title"] in markup(test)


def test_the_form_opens_with_the_latest_report(organ):
    assert opened(org=organ("壬水区")).selectbox(key="address:y").value == "2021"


@pytest.mark.parametrize(
    ("name", "year", "path", "shown"),
    [
        pytest.param("市教育局", "2021", "requests.unable.not_held.natural", "约7 ?", id="unreadable-as-printed"),
        pytest.param("市司法局", "2020", "coercion.decisions", "□", id="blank"),
        pytest.param("市自然资源和规划局", "2023", "litigation_after_review.total", "5 ▲", id="finding-and-change"),
        pytest.param("示例市", "2021", "normative.in_force", "≠", id="break"),
    ],
)
def test_a_cell_of_the_demo_city(organ, name, year, path, shown):
    assert shown in button(opened(org=organ(name), y=year), path)


def test_a_finding_names_both_sides_its_place_and_its_cells(organ, database):
    failed = load.findings(database["demo"], organ("市自然资源和规划局"), 2023, outcome="fail").row(0, named=True)
    test = opened(org=organ("市自然资源和规划局"), y="2023", lang="en")
    listed = next(block.body for block in test.get("html") if 'class="findings"' in block.body)
    for said in ("left 4, right 5, difference −1", place(failed["place"], words("en")), failed["rule"]):
        assert said in listed
    assert 'popovertarget="cell-litigation_after_review-total"' in listed


def test_outcomes_are_counted_passes_apart_from_what_could_not_be_checked(organ, database):
    found = load.findings(database["demo"], organ("市自然资源和规划局"), 2023)
    counted = dict(found.group_by("outcome").len().iter_rows())
    said = " ".join(badges(opened(org=organ("市自然资源和规划局"), y="2023", lang="zh")))
    assert f"通过 {counted['pass']}" in said
    assert f"无法核对 {counted['cannot_check']}" in said
    assert f"错误 {counted['fail']}" in said


def test_a_clean_report_claims_no_finding(organ):
    test = opened(w="samples", org=organ("淮安市"), y="2024", lang="zh")
    assert not any("错误" in said for said in badges(test))
    assert 'class="mark error"' not in markup(test)


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        pytest.param("乙木县", "2023", "未收录年报", id="no-report"),
        pytest.param("壬水区", "2024", "机关不存在", id="merged"),
    ],
)
def test_a_year_without_a_report_says_why_and_leads_on(organ, name, year, said):
    test = opened(org=organ(name), y=year, lang="zh")
    assert said in test.info[0].value
    assert test.get("page_link")
    assert not test.dataframe


def test_an_excerpt_says_that_what_is_missing_may_be_printed(database):
    known = ask.context(database["samples"])
    row = known.reports.filter(pl.col("is_excerpt")).row(0, named=True)
    test = opened(w="samples", org=row["organ_id"], y=str(row["year"]), lang="zh")
    assert any("节选" in said for said in badges(test))
    assert any("节选" in caption.value for caption in test.caption)


def test_a_revised_report_says_which_revision_it_is(organ):
    assert any("第 2 版" in said for said in badges(opened(org=organ("乙木县"), y="2024", lang="zh")))


def test_neighbours_are_the_years_beside_the_superior_and_the_subordinates(organ):
    labels = [link.proto.label for link in opened(org=organ("甲木区"), y="2022", lang="zh").get("page_link")]
    assert labels == ["← 2021 年", "→ 2023 年", "上级：示例市"]
    below = [link.proto.label for link in opened(org=organ("示例市"), y="2022", lang="zh").get("page_link")]
    assert "甲木区" in below
    assert "壬水区" not in below


def test_the_text_of_the_report_is_there(organ):
    test = opened(org=organ("示例市"), y="2022", lang="zh")
    assert [each.label for each in test.expander][-4:] == [
        "开头",
        "一、总体情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
