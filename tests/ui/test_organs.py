from types import SimpleNamespace

import polars as pl
import pytest

from analysis.frames import ORGANS
from ui import organs

CITY = {"c": None, "d1": "c", "d2": "c", "d3": "c", "d4": "c", "b1": "c", "b2": "c"}
LEVEL = {"c": "city", "d": "county", "b": "department"}


def frame(parents, **limits):
    rows = [
        {
            "organ_id": each,
            "name": each.upper(),
            "short_name": each.upper(),
            "level": LEVEL[each[0]],
            "type": "",
            "parent_id": parent,
            "valid_to": limits.get(each),
        }
        for each, parent in parents.items()
    ]
    return pl.DataFrame(rows, schema=ORGANS)


def known(parents, reports, **limits):
    reported = pl.DataFrame(reports, schema={"organ_id": pl.String, "year": pl.Int32}, orient="row")
    return SimpleNamespace(organs=frame(parents, **limits), reports=reported)


def test_groups_are_by_level_and_by_superior():
    found = {group.token: group.ids for group in organs.groups(frame(CITY))}
    assert found == {
        "@all": ("c", "d1", "d2", "d3", "d4", "b1", "b2"),
        "@county": ("d1", "d2", "d3", "d4"),
        "@department": ("b1", "b2"),
        "@under:c": ("d1", "d2", "d3", "d4", "b1", "b2"),
    }


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        pytest.param(["d1", "d2", "d3", "d4"], "@county", id="a-group-by-its-word"),
        pytest.param(["d2", "b1"], "d2,b1", id="others-by-id"),
        pytest.param([], "-", id="nobody-is-a-choice"),
    ],
)
def test_a_choice_survives_the_address(chosen, text):
    groups = organs.groups(frame(CITY))
    assert organs.written(chosen, groups) == text
    assert organs.read(text, CITY, groups) == (chosen, [])


def test_unknown_words_are_named():
    assert organs.read("d1,zz,@no", CITY, organs.groups(frame(CITY))) == (["d1"], ["zz", "@no"])


@pytest.mark.parametrize(
    ("reports", "first"),
    [
        pytest.param(
            [(each, year) for each in CITY for year in (2023, 2024)], ["d1", "d2", "d3", "d4"], id="the-largest-level"
        ),
        pytest.param(
            [("c", 2023), ("c", 2024), ("b1", 2023), ("b1", 2024), ("d1", 2024)], ["c", "b1"], id="few-with-history"
        ),
        pytest.param([("d1", 2024)], list(CITY), id="nobody-has-history"),
    ],
)
def test_first_choice(reports, first):
    assert organs.first_choice(known(CITY, reports)) == first
