"""Every page of both workspaces, run by Streamlit's own test runner: no browser, the true program."""

from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from analysis import ask, load
from analysis.totals import total, without_overlap
from analysis.vocabulary import metric
from ui.organs import Choice
from ui.routes import ORDER

ROOT = Path(__file__).parents[2]
PAGES = [name for name in ORDER if (ROOT / "pages" / f"{name}.py").is_file()]

pytestmark = pytest.mark.usefixtures("workspaces")


def opened(page, **address):
    """The page alone, as the old router runs it on a server that has not run app.py yet."""
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    for name, value in address.items():
        test.query_params[name] = value
    return test.run()


def database(home, name):
    return load.open_database(load.published(home / name))


def texts(test):
    return [each.value for kind in (test.header, test.subheader, test.caption, test.markdown) for each in kind]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("workspace", ["demo", "samples"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens(page, workspace, language):
    test = opened(page, w=workspace, lang=language)
    assert not test.exception
    assert not test.warning
    heading = {
        "zh": "总览 比较 趋势 构成 机关 质量 简报 指标词典",
        "en": "Overview Compare Trends Categories Authority Quality Briefing Glossary",
    }[language]
    assert test.header[0].value == dict(zip(ORDER, heading.split(), strict=True))[page]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_inside_the_frame(page):
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    test.switch_page(f"pages/{page}.py").run()
    assert not test.exception


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("workspace", "said"), [("demo", True), ("samples", False)])
def test_made_up_data_say_so_on_every_page(page, workspace, said):
    badges = [text for text in texts(opened(page, w=workspace, lang="zh")) if "虚构数据" in text and "badge" in text]
    assert bool(badges) is said


@pytest.mark.parametrize(
    ("page", "address"),
    [
        pytest.param("compare", {"m": "no.such.metric"}, id="metric"),
        pytest.param("compare", {"y1": "1999"}, id="year"),
        pytest.param("compare", {"y1": "last"}, id="year-in-letters"),
        pytest.param("trends", {"from": "1999"}, id="span"),
        pytest.param("trends", {"o": "@nobody"}, id="organs"),
        pytest.param("overview", {"w": "elsewhere"}, id="workspace"),
    ],
)
def test_an_unknown_value_of_the_address_is_named_and_left_out(page, address):
    test = opened(page, **address)
    assert not test.exception
    ((name, value),) = address.items()
    assert [warning.value for warning in test.warning] == [f"地址中的 {name}={value} 不认识，已忽略。"]


def test_an_unknown_language_is_the_browsers():
    assert opened("compare", lang="xx").header[0].value == "比较"


def test_nothing_built_says_which_command_to_run(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path))
    test = opened("overview")
    assert not test.exception
    assert "python -m ingest demo" in test.code[0].value


def test_no_organ_chosen_is_a_hint_not_an_error():
    test = opened("compare", o="-")
    assert not test.exception
    assert test.info[0].value == "请至少选择一个机关。"


def test_the_address_decides_the_view():
    test = opened("compare", m="penalty.decisions", y0="2019", y1="2022", o="@department")
    chosen = {name: test.selectbox(key=f"address:{name}").value for name in ("m", "y0", "y1")}
    assert chosen == {"m": "penalty.decisions", "y0": "2019", "y1": "2022"}
    assert len(test.multiselect[0].value) == 6


def test_a_quick_choice_chooses_its_organs():
    test = opened("compare")
    test.pills(key="quick-choice").set_value(Choice(kind="department")).run()
    assert not test.exception
    assert len(test.multiselect[0].value) == 6


def test_the_start_year_stays_before_the_end_year():
    test = opened("compare", y0="2023", y1="2024")
    test.selectbox(key="address:y1").set_value("2021").run()
    assert not test.exception
    assert test.selectbox(key="address:y0").value == "2020"


def test_a_switch_of_workspace_forgets_its_organs():
    test = opened("compare", o="@department")
    test.selectbox(key="address:w").set_value("samples").run()
    assert not test.exception
    assert not test.warning
    assert len(test.multiselect[0].value) == 3


def test_the_switch_of_language_wins_over_the_address():
    test = opened("compare", lang="zh")
    test.segmented_control(key="language-switch").set_value("en").run()
    assert test.header[0].value == "Compare"


def test_the_tile_is_the_sum_without_the_city_itself(workspaces):
    con = database(workspaces, "demo")
    known = ask.context(con)
    added, covering = without_overlap(known.organs, known.organs["organ_id"].to_list())
    assert len(covering) == 1
    series = ask.series_of(con, known, "licence.decisions", added, [2025])
    expected = total(series, metric(known.metrics, "licence.decisions"))["value"][0]
    tiles = {tile.label: tile.value for tile in opened("overview", lang="en").metric}
    assert tiles["Administrative licences · decisions"] == f"{expected:,.0f}"


def test_the_table_is_what_the_database_says(workspaces):
    con = database(workspaces, "demo")
    known = ask.context(con)
    shown = pl.from_pandas(opened("compare", y0="2019", y1="2025", o="@department").dataframe[0].value)
    for year, column in ((2019, "start"), (2025, "end")):
        series = ask.series_of(con, known, "licence.decisions", None, [year])
        printed = dict(series.select("organ", "value").iter_rows())
        rows = dict(shown.select("organ", column).iter_rows())
        rows.popitem()  # the sum
        assert rows
        assert {organ: printed[organ] for organ in rows} == rows


def test_a_district_that_ended_is_listed_with_its_reason():
    missing = opened("compare").table[0].value
    assert missing["机关"].to_list() == ["壬水区"]
    assert missing["原因"].to_list() == ["上年缺数，无法比较：机关不存在"]


def test_a_break_of_form_is_explained_on_the_trend():
    said = "\n".join(texts(opened("trends", m="normative.issued")))
    assert "2021 年起由 2019 年格式改为 2021 年格式" in said
    assert "2022 年起由 2019 年格式改为 2021 年格式" in said
