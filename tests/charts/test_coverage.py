from __future__ import annotations

import pytest

from charts.coverage import STATES
from charts.coverage import coverage as draw
from charts.theme import LIGHT
from charts.words import ENGLISH


def test_every_state_has_a_colour_and_a_sign_of_its_own(coverage):
    chart = draw(coverage({"a": list(STATES)}), title="收录").to_dict()
    rows = next(iter(chart["datasets"].values()))
    assert [row["sign"] for row in rows] == ["●", "▲", "○", "–"]
    colour = chart["layer"][0]["encoding"]["color"]
    assert colour["scale"]["domain"] == [ENGLISH[f"state_{state}"] for state in STATES]
    assert len(set(LIGHT.states)) == len(STATES)


def test_a_missing_row_keeps_its_year(coverage):
    frame = coverage({"a": ["reported", "reported", "reported"]})[[0, 2]]
    x = draw(frame, title="收录").to_dict()["layer"][0]["encoding"]["x"]
    assert x["scale"]["domain"] == [2021, 2022, 2023]


def test_the_description_counts(coverage):
    frame = coverage({"a": ["reported", "findings"], "b": ["not_existing", "no_report"]})
    assert draw(frame, title="收录").description == (
        "Grid: 收录, 2 authorities, 2021 to 2022: 2 of 3 reports read, 1 with findings."
    )


def test_a_state_without_colour_is_refused(coverage):
    with pytest.raises(ValueError, match=r"\['lost'\]"):
        draw(coverage({"a": ["lost"]}), title="收录")


def test_no_rows(coverage):
    assert "Nothing to draw" in draw(coverage({}), title="收录").description
