"""The glossary page finds an entry and leads to its comparison."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("workspaces")


def opened(**address):
    test = AppTest.from_file(str(ROOT / "pages" / "glossary.py"), default_timeout=60)
    for name, value in {"w": "demo", "lang": "zh", **address}.items():
        test.query_params[name] = value
    return test.run()


def test_a_search_in_the_address_opens_its_entry():
    test = opened(q="复议纠错率")
    assert not test.exception
    assert [each.label for each in test.expander if "review_correction_rate" in each.label]
    assert any("分母" in each.value for each in test.markdown)
    assert test.text_input[0].value == "复议纠错率"


def test_a_search_without_an_answer_says_so():
    test = opened(q="没有这样的词")
    assert not test.exception
    assert any(each.value == "0 项" for each in test.caption)
