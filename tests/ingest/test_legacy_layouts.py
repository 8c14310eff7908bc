"""Whole lists before 2019 in every layout: nothing wrong, nothing invented."""

from collections import Counter
from random import Random

import pytest

from ingest.legacy_list import legacy_list
from tests.ingest.legacy_print import LAYOUTS, Style, random_list, rows_of
from tests.ingest.legacy_read import figures_of

PER_LAYOUT = 60
GRIDS = ("bars", "open bars", "markdown", "tabs", "page", "two headings")


def number(figure):
    return float(figure.replace(",", "")) if figure else None


def tally(rows, style, layout):
    """Count right, missed, wrong and invented figures of one printed list."""
    got = figures_of(*LAYOUTS[layout](rows, style))
    expected = {row.path: number(row.figure) for row in rows if row.path}
    counted = Counter(invented=sum(value is not None and path not in expected for path, value in got.items()))
    for path, value in expected.items():
        given = got.get(path)
        if given is None:
            counted["blank" if value is None else "missed"] += 1
        else:
            counted["right" if given == value else "wrong"] += 1
    return counted


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_wrong_nothing_invented(layout):
    chance = Random(f"lists in {layout}")
    total = Counter()
    for _ in range(PER_LAYOUT):
        total += tally(*random_list(chance), layout)
    assert (total["wrong"], total["invented"]) == (0, 0)
    assert total["right"] >= (0.95 if layout in GRIDS else 0.6) * (total["right"] + total["missed"])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("columns", [("本级", "下级", "合计"), ("合计", "本级", "下级")], ids=["last", "first"])
def test_of_several_columns_the_total_is_taken(layout, columns):
    chance = Random(f"columns in {layout}")
    total = Counter()
    for _ in range(PER_LAYOUT // 4):
        total += tally(*random_list(chance, columns=columns), layout)
    assert (total["wrong"], total["invented"]) == (0, 0)
    assert layout not in {"bars", "markdown", "page", "two headings"} or total["right"] > total["missed"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "columns",
    [
        pytest.param(("区政府统计数", "区直单位统计数", "乡镇街道统计数"), id="by-kind-of-organ"),
        pytest.param(("本期实际", "本年累计"), id="month-and-year"),
        pytest.param(("2009年度", "历年累计"), id="year-and-all-years"),
        pytest.param(("本季度",), id="a-quarter-only"),
    ],
)
def test_no_column_is_chosen_where_none_says_that_it_is_the_total(layout, columns):
    chance = Random(f"no total in {layout}")
    for _ in range(PER_LAYOUT // 6):
        rows, style = random_list(chance, columns=columns)
        style = Style(has_serial=style.has_serial, columns=columns, others=style.others)
        text, suffix = LAYOUTS[layout](rows, style)
        assert {value for value in figures_of(text, suffix).values() if value is not None} == set()


@pytest.mark.parametrize("family", ["legacy", "code"])
@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "wrapped"])
@pytest.mark.parametrize("has_serial", [False, True], ids=["", "serial"])
@pytest.mark.parametrize("has_code", [False, True], ids=["", "code"])
def test_a_whole_list_is_read_whole(family, layout, has_serial, has_code):
    chance = Random(layout)
    figures = {row.id: str(chance.randint(0, 400)) for row in all_rows() if chance.random() > 0.1}
    rows = rows_of(family, figures)
    counted = tally(rows, Style(has_serial=has_serial, has_code=has_code), layout)
    assert counted["right"] == sum(bool(row.figure) for row in rows)


def all_rows():
    return [row for table in legacy_list().form.tables for row in table.blocks[0].rows]


@pytest.mark.parametrize("layout", ["one a line", "stream"])
def test_text_that_lost_its_repeated_lines_gives_nothing_wrong(layout):
    chance = Random(layout)
    for _ in range(PER_LAYOUT):
        rows, style = random_list(chance)
        text, suffix = LAYOUTS[layout](rows, Style(has_serial=style.has_serial))
        expected = {row.path: number(row.figure) for row in rows}
        kept = figures_of("\n".join(dict.fromkeys(text.split("\n"))), suffix)
        assert {path: value for path, value in kept.items() if value not in (None, expected.get(path))} == {}
