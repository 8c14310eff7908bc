"""The Briefing page run alone: templates, order, words, saving and what moved since."""

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ledger
from analysis import load
from ledger import KeptKind

PAGES = Path(__file__).parents[2] / "pages"

pytestmark = pytest.mark.usefixtures("workspaces")


@pytest.fixture
def shelf(workspaces, tmp_path, monkeypatch):
    """The shelf of a demo city of the test's own."""
    shutil.copytree(workspaces / "demo", tmp_path / "demo")
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path))
    return ledger.shelf_of(tmp_path / "demo")


def page(**address):
    at = AppTest.from_file(PAGES / "brief.py", default_timeout=60)
    for name, text in {"w": "demo", "lang": "zh", **address}.items():
        at.query_params[name] = text
    return at.run()


def filled(template="annual"):
    at = page()
    if template != "annual":
        at.button_group(key="template").set_value(template).run()
    at.button(key="fill").click().run()
    assert not at.exception
    return at


def titles(at):
    return [text.value for text in at.markdown if text.value.startswith("**")]


def of(at, key):
    return next(each for each in at.text_input if str(each.key).startswith(key))


@pytest.mark.parametrize(("template", "chapters"), [("annual", 7), ("profile", 5), ("reply", 2)])
def test_a_template_fills_the_page(template, chapters):
    at = filled(template)
    assert len([each for each in at.text_input if str(each.key).startswith("heading-")]) == chapters
    assert titles(at)


def test_without_questions_the_page_says_how_to_begin():
    at = page()
    assert not at.exception
    assert any("从上面的模板开始" in info.value for info in at.info)
    assert not [button for button in at.button if button.key == "write"]


def test_a_question_moves_down_and_into_the_next_chapter_and_away():
    at = filled("reply")
    before = titles(at)
    at.button(key="move1-1-0-0").click().run()
    assert titles(at) == before, "alone in its chapter, it goes to the head of the next"
    heads = [each.key for each in at.button if str(each.key).startswith("move0-")]
    assert heads[0].endswith("-1-0")
    at.button(key=heads[0]).click().run()
    assert titles(at) == before[1:]


def test_words_of_the_reader_are_kept_when_the_order_changes():
    at = filled("reply")
    of(at, "title-1-1-0").set_value("我的标题").run()
    at.button(key="move1-1-1-0").click().run()
    assert [text.split("**")[1] for text in titles(at)].index("我的标题") == 2


def test_a_saved_briefing_is_opened_again(shelf):
    at = filled("reply")
    of(at, "briefing-who").set_value("张三")
    at.button(key=next(b.key for b in at.button if "save-briefing" in str(b.key))).click().run()
    assert not at.exception
    (kept,) = shelf.kept(KeptKind.BRIEFING)
    assert kept.who == "张三"
    assert kept.body["build"] == 1
    assert any(kept.body["numbers"])
    again = page()
    again.button(key="open-briefing").click().run()
    assert not again.exception
    assert titles(again) == titles(at)
    assert not [each for each in again.expander if "与当时不同" in each.label]


def test_a_briefing_of_an_older_build_shows_which_numbers_moved(shelf):
    at = filled("reply")
    of(at, "briefing-who").set_value("张三")
    at.button(key=next(b.key for b in at.button if "save-briefing" in str(b.key))).click().run()
    (kept,) = shelf.kept(KeptKind.BRIEFING)
    body = json.loads(json.dumps(kept.body)) | {"build": 0}
    key = next(key for numbers in body["numbers"] for key, value in numbers.items() if value)
    for numbers in body["numbers"]:
        if key in numbers:
            numbers[key] += 1
    shelf.change(KeptKind.BRIEFING, kept.item, who="李四", body=body)
    again = page()
    again.button(key="open-briefing").click().run()
    assert not again.exception
    (told,) = [each.label for each in again.expander if "与当时不同" in each.label]
    assert "有 1 个数字" in told


def test_a_broken_briefing_is_said_to_be_so(shelf):
    shelf.keep(KeptKind.BRIEFING, "坏的", {"plan": {"title": 3}}, who="张三")
    at = page()
    at.button(key="open-briefing").click().run()
    assert not at.exception
    assert any("读不出来" in toast.value for toast in at.toast)


@pytest.mark.parametrize("name", ["compare", "trends", "categories", "overview", "organ", "quality"])
def test_a_figure_is_collected_from_its_page(workspaces, name):
    at = AppTest.from_file(PAGES / f"{name}.py", default_timeout=60)
    at.query_params["w"] = "demo"
    at.run()
    buttons = [each for each in at.button if str(each.key).startswith("collect-")]
    assert buttons
    buttons[0].click().run()
    assert not at.exception
    (plan,) = at.session_state["draft-briefing"].values()
    assert plan.questions
    with load.open_database(load.published(workspaces / "demo")) as con:
        known = set(load.organs(con)["organ_id"])
    assert set(plan.questions[0].organs) <= known


@pytest.mark.parametrize("way", ["years", "peers", "funnel", "drivers", "contributions", "scatter"])
def test_every_way_of_comparing_is_collected(way):
    at = AppTest.from_file(PAGES / "compare.py", default_timeout=60)
    metric = "disclosure_rate" if way in ("funnel", "drivers") else "licence.decisions"
    for name, text in {"w": "demo", "way": way, "m": metric, "ot": "all"}.items():
        at.query_params[name] = text
    at.run()
    buttons = [each for each in at.button if str(each.key).startswith("collect-")]
    assert buttons
    buttons[0].click().run()
    assert not at.exception
    shown = AppTest.from_file(PAGES / "brief.py", default_timeout=60)
    shown.session_state["draft-briefing"] = at.session_state["draft-briefing"]
    shown.query_params["w"] = "demo"
    assert not shown.run().exception
