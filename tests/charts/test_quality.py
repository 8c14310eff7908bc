from __future__ import annotations

import polars as pl
import pytest

from charts.quality import CELL, PICKED, STATES, matrix
from charts.theme import DARK, LIGHT, configure
from charts.words import ENGLISH


def rows(*cells):
    """Build rows from (organ, year, family, state, failed)."""
    names = ("organ_id", "organ", "year", "family", "rule", "state", "n_fail", "n_cannot_check", "n_pass")
    given = [(organ, organ, year, family, f"rule {family}", state, n, 0, 1) for organ, year, family, state, n in cells]
    return pl.DataFrame(
        given, schema=dict.fromkeys(names, pl.String) | dict.fromkeys(("n_fail", "year"), pl.Int64), orient="row"
    )


EVERY = rows(*(("甲", 2023, f"f{at}", state, 3) for at, state in enumerate(STATES)))


def drawn(chart):
    spec = chart.to_dict()
    return spec, next(iter(spec["datasets"].values()))


def test_every_state_has_a_sign_of_its_own_so_that_it_reads_in_grey():
    _, cells = drawn(matrix(EVERY, title="题"))
    signs = [cell["sign"] for cell in cells]
    assert signs[:3] == ["▲ 3", "◆ 3", "● 3"]
    assert len({sign[0] for sign in signs}) == len(STATES)


@pytest.mark.parametrize("palette", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_every_state_has_a_place_in_the_palette(palette):
    assert len(palette.outcomes) == len(STATES)
    spec, _ = drawn(matrix(EVERY, title="题"))
    scale = spec["layer"][0]["encoding"]["color"]["scale"]
    assert scale["domain"] == [ENGLISH[f"outcome_{state}"] for state in STATES]
    assert scale["range"] == "heatmap"
    chart = configure(matrix(EVERY, title="题"), dark=palette is DARK).to_dict()
    assert chart["config"]["range"]["heatmap"] == list(palette.outcomes)


def test_a_click_tells_report_and_rule():
    spec, cells = drawn(matrix(EVERY, title="题"))
    (param,) = spec["params"]
    assert param["name"] == CELL
    assert param["select"]["fields"] == list(PICKED)
    assert set(PICKED) <= set(cells[0])


def test_the_picked_cell_is_framed():
    chart = matrix(EVERY, title="题", picked={"family": "f2"}).to_dict()
    frame = chart["layer"][-1]
    assert frame["mark"]["filled"] is False
    assert [row["family"] for row in chart["datasets"][frame["data"]["name"]]] == ["f2"]


@pytest.mark.parametrize(
    ("by", "label"),
    [
        pytest.param("organ", "甲", id="organ"),
        pytest.param("year", "2023", id="year"),
        pytest.param("report", "甲 2023", id="report"),
    ],
)
def test_a_row_is_named_by_what_it_stands_for(by, label):
    _, cells = drawn(matrix(EVERY, title="题", by=by))
    assert {cell["label"] for cell in cells} == {label}


def test_two_hundred_reports_keep_the_order_they_come_in():
    many = rows(*((f"机关{at}", 2023, "f", "pass", 0) for at in range(200)))
    spec, _ = drawn(matrix(many, title="题"))
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == many["organ"].to_list()


def test_cells_keep_their_size_on_a_narrow_screen():
    chart = configure(matrix(EVERY, title="题")).to_dict()
    assert chart["width"] == {"step": 46}
    assert "autosize" not in chart


def test_the_description_counts():
    said = matrix(rows(("甲", 2023, "f", "error", 1), ("乙", 2023, "f", "pass", 0)), title="题").description
    assert said == (
        "Grid: 题, 2 reports by 1 kinds of rules: 1 with errors or warnings, 0 that cannot be checked, 1 passed."
    )


def test_a_state_without_colour_is_refused():
    with pytest.raises(ValueError, match=r"\['lost'\]"):
        matrix(rows(("甲", 2023, "f", "lost", 0)), title="题")


def test_no_rows():
    assert "Nothing to draw" in matrix(EVERY.clear(), title="题").description
