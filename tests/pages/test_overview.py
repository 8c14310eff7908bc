"""The overview names a handful of things to look at, and opens the coverage step by step."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("workspaces")


def opened(**address):
    test = AppTest.from_file(str(ROOT / "pages" / "overview.py"), default_timeout=60)
    for name, value in {"w": "demo", "lang": "zh", **address}.items():
        test.query_params[name] = value
    return test.run()


def captions(test):
    return "\n".join(each.value for each in test.caption)


def test_it_says_how_many_figures_could_be_judged():
    test = opened(y="2025")
    assert not test.exception
    assert "可比的 26 个数中，0 个超出界限" in captions(test)


def test_only_the_gravest_findings_are_shown_with_their_number():
    test = opened(y="2023")
    assert not test.exception
    assert "先列最重的 5 项" in captions(test)


def test_one_organ_of_the_coverage_is_opened_by_its_address():
    test = opened(at="a8af0d78")
    assert not test.exception
    assert not test.warning


@pytest.mark.parametrize("name", ["at", "i"])
def test_what_nobody_knows_is_named_and_dropped(name):
    test = opened(**{name: "nonsense"})
    assert not test.exception
    assert "nonsense" in test.warning[0].value
