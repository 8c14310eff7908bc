"""The page of firing rates covers every rule of the register, and what fires often explains itself."""

import re
from pathlib import Path

import pytest

from analysis.rules import rules

PAGE = (Path(__file__).parents[1] / "docs" / "firing.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([\w.]+)` \| \w+ \| .*? \| (\d+) \| (\d+) \| .*? \| (\d+) \|$", PAGE, re.MULTILINE)


def test_every_rule_has_its_rate_or_is_said_to_have_none():
    silent = re.search(r"^Nothing to say on these reports: (.*)\.$", PAGE, re.MULTILINE)
    assert silent
    named = {rule for rule, *_ in ROWS} | set(re.findall(r"`([\w.]+)`", silent[1]))
    assert named == set(rules())


@pytest.mark.parametrize(("rule", "made", "failed"), [row[:3] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_rule_that_fires_often_explains_itself(rule, made, failed):
    if 5 * int(failed) > int(made):
        assert rules()[rule].often_en
        assert f"- `{rule}`: {rules()[rule].often_en}" in PAGE
