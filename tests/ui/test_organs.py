from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from analysis.frames import ORGANS
from ui import organs
from ui.organs import Choice

CITY = {"c": None, "d1": "c", "d2": "c", "d3": "c", "d4": "c", "b1": "c", "b2": "c"}
TYPE = {"d1": "区", "d2": "区", "d3": "县", "d4": "县", "b1": "部门", "b2": "部门"}
LEVEL = {"c": "city", "d": "county", "b": "department"}


def frame(parents, **limits):
    rows = [
        {
            "organ_id": each,
            "name": each.upper(),
            "short_name": each.upper(),
            "level": LEVEL[each[0]],
            "type": TYPE.get(each, ""),
            "parent_id": parent,
            "valid_to": limits.get(each),
        }
        for each, parent in parents.items()
    ]
    return pl.DataFrame(rows, schema=ORGANS)


def known(parents, reports, **limits):
    reported = pl.DataFrame(reports, schema={"organ_id": pl.String, "year": pl.Int32}, orient="row")
    return SimpleNamespace(organs=frame(parents, **limits), reports=reported)


def known_choosable(**groups):
    return replace(organs.choosable(frame(CITY)), groups=groups)


def test_rules_are_all_levels_types_and_superiors():
    found = organs.choosable(frame(CITY))
    assert {rule: found.members(rule) for rule in found.rules()} == {
        Choice(kind="all"): ("c", "d1", "d2", "d3", "d4", "b1", "b2"),
        Choice(kind="county"): ("d1", "d2", "d3", "d4"),
        Choice(kind="department"): ("b1", "b2"),
        Choice(kind="县"): ("d3", "d4"),
        Choice(kind="区"): ("d1", "d2"),
        Choice(under="c"): ("d1", "d2", "d3", "d4", "b1", "b2"),
    }


@pytest.mark.parametrize(
    ("choice", "members"),
    [
        pytest.param(Choice(under="c", kind="department"), ("b1", "b2"), id="below-and-of-a-level"),
        pytest.param(Choice(hand=("d4", "zz", "c")), ("c", "d4"), id="by-hand-in-the-order-of-the-lists"),
        pytest.param(Choice(group="0a"), ("d2", "b1"), id="a-group-without-whom-it-lost"),
        pytest.param(Choice(group="no"), (), id="no-group"),
        pytest.param(Choice(), (), id="nobody"),
    ],
)
def test_members(choice, members):
    assert known_choosable(**{"0a": ("b1", "d2", "gone")}).members(choice) == members


@pytest.mark.parametrize(
    "choice",
    [
        Choice(kind="county"),
        Choice(kind="区"),
        Choice(under="c"),
        Choice(under="c", kind="区"),
        Choice(group="0a"),
        Choice(hand=("d2", "b1")),
        Choice(),
    ],
    ids=str,
)
def test_a_choice_survives_the_address(choice):
    texts = {name: text for name, text in choice.written().items() if text}
    assert known_choosable(**{"0a": ("d1",)}).read(texts) == (choice, [])


@pytest.mark.parametrize(
    ("texts", "choice", "unknown"),
    [
        pytest.param({"o": "@county"}, Choice(kind="county"), [], id="older-level"),
        pytest.param({"o": "@all"}, Choice(kind="all"), [], id="older-all"),
        pytest.param({"o": "@under:c"}, Choice(under="c"), [], id="older-superior"),
        pytest.param({"o": "@department,d1"}, Choice(hand=("b1", "b2", "d1")), [], id="older-mixture"),
        pytest.param({"o": "d1,zz,@no"}, Choice(hand=("d1",)), [("o", "zz"), ("o", "@no")], id="some-unknown"),
        pytest.param({"o": "zz"}, None, [("o", "zz")], id="none-known"),
        pytest.param({"g": "zz"}, None, [("g", "zz")], id="no-such-group"),
        pytest.param({"of": "d1", "ot": "县"}, Choice(kind="县"), [("of", "d1")], id="superior-of-nobody"),
        pytest.param({"ot": "镇", "o": "d1"}, Choice(hand=("d1",)), [("ot", "镇")], id="what-makes-sense-counts"),
        pytest.param({}, None, [], id="nothing-said"),
    ],
)
def test_what_an_address_means(texts, choice, unknown):
    assert known_choosable(**{"0a": ("d1",)}).read(texts) == (choice, unknown)


@pytest.mark.parametrize(
    ("reports", "first"),
    [
        pytest.param(
            [(each, year) for each in CITY for year in (2023, 2024)], Choice(kind="county"), id="the-largest-level"
        ),
        pytest.param(
            [("c", 2023), ("c", 2024), ("b1", 2023), ("b1", 2024), ("d1", 2024)],
            Choice(hand=("c", "b1")),
            id="few-with-history",
        ),
        pytest.param([("d1", 2024)], organs.EVERYBODY, id="nobody-has-history"),
    ],
)
def test_first_choice(reports, first):
    assert organs.first_choice(known(CITY, reports)) == first
