"""Small panels: one per authority, with the gaps and breaks of the large chart; their scales are said."""

import re

import polars as pl
import pytest
import vl_convert

from briefing import picture
from briefing.caption import Caption
from charts.panels import panels
from charts.theme import configure

HEAD = {"title": "申请", "unit": "件"}


@pytest.fixture
def rows(series):
    """SERIES with a median and a change of form in 2021, of as many organs as are given."""

    def build(values, median=3.0):
        why = pl.when(pl.col("year") == 2021).then(pl.lit("口径变化"))
        return series(values).with_columns(median=pl.lit(median, pl.Float64), why=why)

    return build


def svg(chart):
    return vl_convert.vegalite_to_svg(configure(chart).to_dict(), "6.4")


def subtitle(chart):
    return " ".join(chart.to_dict()["title"]["subtitle"])


def test_each_authority_has_a_panel_in_the_given_order(rows):
    chart = panels(rows({"b": [1, 2], "a": [3, 4]}), **HEAD)
    assert chart.to_dict()["facet"]["sort"] == ["青禾县", "海棠区"]
    titles = re.findall(r">(青禾县|海棠区)</text>", svg(chart))
    assert titles == ["青禾县", "海棠区"]


def test_a_missing_year_breaks_the_line_and_has_a_mark(rows):
    drawn = svg(panels(rows({"a": [5, 6, None, 8, 9]}, median=None), **HEAD))
    paths = re.findall(r'aria-roledescription="line mark"[^>]* d="([^"]+)"', drawn)
    assert [path.count("M") for path in paths if path.count("L")] == [2]
    assert drawn.count('aria-roledescription="point"') == 4 + 1


@pytest.mark.parametrize(
    ("own", "resolved", "said"),
    [
        pytest.param(False, "shared", "all panels on one scale", id="one scale"),
        pytest.param(True, "independent", "compare shapes, not heights", id="own scales"),
    ],
)
def test_the_scale_of_the_panels_is_said(rows, own, resolved, said):
    chart = panels(rows({"a": [1, 2], "b": [100, 200]}), **HEAD, own=own)
    assert chart.to_dict()["resolve"]["scale"]["y"] == resolved
    assert said in subtitle(chart)


@pytest.mark.parametrize(
    ("values", "median", "said"),
    [
        pytest.param([1, 2, 3], None, "change of form", id="break"),
        pytest.param([1, 2], 3.0, "median of the peers", id="reference"),
        pytest.param([1, None], None, "no number", id="gap"),
    ],
)
def test_what_is_drawn_is_explained(rows, values, median, said):
    assert said in subtitle(panels(rows({"a": values}, median), **HEAD))


def test_a_zero_on_a_logarithmic_scale_is_counted(rows):
    chart = panels(rows({"a": [0, 2]}), **HEAD, logarithmic=True)
    assert "1 zeros" in subtitle(chart)


def test_nothing_to_draw_is_a_sentence(rows):
    assert "Nothing to draw" in panels(rows({"a": [None, None]}), **HEAD).description


def test_panels_go_into_files_with_their_caption(rows):
    caption = Caption("申请", "件", "各机关年度报告", "数据库第 1 版", fictional=True)
    drawn = picture.svg(panels(rows({"a": [1, 2], "b": [3, 4]}), **HEAD), caption).decode().replace("\u00a0", " ")
    assert "海棠区" in drawn
    assert "数据库第 1 版" in drawn
    assert "FICTIONAL" in drawn
