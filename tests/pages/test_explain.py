"""A large change is explained on the Quality page, and its sentence stands beside the number everywhere."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def own(workspaces, tmp_path, monkeypatch):
    """A demo workspace that a test may write to."""
    shutil.copytree(workspaces / "demo", tmp_path / "demo")
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path))
    return tmp_path


def opened(page, **address):
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=90)
    for name, value in {"w": "demo", "lang": "zh", **address}.items():
        test.query_params[name] = value
    return test.run()


def captions(test):
    return "\n".join(each.value for each in test.caption)


@pytest.mark.usefixtures("own")
def test_a_sentence_written_on_quality_goes_with_its_number():
    test = opened("quality", y="2025")
    assert not test.exception
    assert "已说明 0" in captions(test)
    chosen = next(each for each in test.selectbox if each.label == "为哪一处变化写说明")
    organ, metric = chosen.value.split(".", 1)
    next(each for each in test.text_area if each.label == "一句话说明原因").input("新增审批事项划转")
    next(each for each in test.text_input if each.key.startswith("explain-")).input("王某")
    next(each for each in test.button if each.label == "保存说明").click().run()
    assert not test.exception
    assert any("已保存" in each.value for each in test.success)
    assert "已说明 1" in captions(test)
    compare = opened("compare", m=metric, o=organ, y0="2024", y1="2025")
    assert not compare.exception
    notes = [text for frame in compare.dataframe for text in frame.value.get("note", [])]
    assert any("新增审批事项划转（王某）" in str(text) for text in notes)


@pytest.mark.usefixtures("own")
def test_an_empty_sentence_is_not_saved():
    test = opened("quality", y="2025")
    next(each for each in test.button if each.label == "保存说明").click().run()
    assert any("请写一句说明" in each.value for each in test.error)
