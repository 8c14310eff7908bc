"""Ruled tables of PDF pages: which cells the rules enclose, and what stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Severity
from ingest.readers.pdf import read_pdf
from tests.ingest.readers.pdf_making import (
    CELL_TEXTS,
    TWO_BY_TWO,
    drawn,
    grids,
    lines,
    printed,
    rules_of,
    spans,
    texts,
)


@pytest.mark.parametrize(
    ("rules", "form"),
    [
        pytest.param(
            "50 100 m 170 100 l S 50 80 m 170 80 l S 50 60 m 170 60 l S "
            "50 100 m 50 60 l S 110 100 m 110 60 l S 170 100 m 170 60 l S",
            "",
            id="strokes",
        ),
        pytest.param("50 60 120 40 re S 50 80 m 170 80 l S 110 100 m 110 60 l S", "", id="box and strokes"),
        pytest.param("50 80 60 20 re 110 80 60 20 re 50 60 60 20 re 110 60 60 20 re S", "", id="a box a cell"),
        pytest.param(
            "50 100 120 .5 re 50 80 120 .5 re 50 60 120 .5 re 50 60 .5 40 re 110 60 .5 40 re 170 60 .5 40 re f",
            "",
            id="thin filled boxes",
        ),
        pytest.param(
            "q 10 0 0 10 50 60 cm .05 w 0 0 12 4 re S 0 2 m 12 2 l S 6 4 m 6 0 l S Q", "", id="scaled by a transform"
        ),
        pytest.param("q 0 1 -1 0 170 60 cm 0 0 40 120 re 20 0 m 20 120 l 0 60 m 40 60 l S Q", "", id="turned by one"),
        pytest.param(
            "50 60 120 40 re S 48 58 124 44 re S 50 79 m 170 79 l S 50 81 m 170 81 l S 109 100 m 109 60 l S "
            "111 100 m 111 60 l S",
            "",
            id="double borders",
        ),
        pytest.param(
            "50 60 120 40 re S 50 60 120 40 re S 52 80 m 168 80 l S 110 98 m 110 82 l S 110 78 m 110 62 l S",
            "",
            id="drawn twice, gaps at crossings",
        ),
        pytest.param(
            "[3 2] 0 d 50 60 120 40 re S 50 80 m 170 80 l S 110 100 m 110 60 l S", "", id="dashed by a dash pattern"
        ),
        pytest.param(
            "50 60 120 40 re S 110 100 m 110 60 l S "
            + " ".join(f"{x} 80 m {x + 2} 80 l S" for x in range(50, 170, 4)),
            "",
            id="dashed by strokes",
        ),
        pytest.param(
            "50 60 120 40 re S "
            + " ".join(f"{x} 79.5 1 1 re f" for x in range(50, 170, 2))
            + " ".join(f" 109.5 {y} 1 1 re f" for y in range(60, 100, 2)),
            "",
            id="dotted by little boxes",
        ),
        pytest.param("/Fm Do", "30 50 120 40 re S 30 70 m 150 70 l S 90 90 m 90 50 l S", id="inside a form"),
        pytest.param("50 100 m 170 100 l 50 80 m 170 80 l 50 60 m 170 60 l 110 100 m 110 60 l 90 100 m S "
                     "170 60 m 170 100 l S", "", id="open on the left"),
        pytest.param("50 60 120 40 re S 50 80 m 170 80 l S 110 100 m 110 80 l S 113.5 80 m 113.5 60 l S", "",
                     id="crooked middle rule"),
        pytest.param("50 60 120 40 re S 50 80 m 170 80 l S 110 100 m 110 60 l S 56 84 m 66 84 l S", "",
                     id="an underlined figure"),
        pytest.param("20 20 260 160 re S 50 60 120 40 re S 50 80 m 170 80 l S 110 100 m 110 60 l S", "",
                     id="a frame around the page"),
        pytest.param("W 20 80 260 3 re n 0.9 g 50 60 120 40 re f 0 g 50 60 120 40 re S 50 80 m 170 80 l S "
                     "110 100 m 110 60 l S", "", id="shading and clipping are no rules"),
    ],
)  # fmt: skip
def test_rules_of_every_make_enclose_the_same_cells(rules: str, form: str) -> None:
    document = read_pdf(drawn(f"{rules} {CELL_TEXTS}", form=form))
    assert [texts(grid) for grid in grids(document)] == [TWO_BY_TWO]
    assert [cell.column for row in grids(document)[0].rows for cell in row] == [0, 1, 0, 1]
    assert grids(document)[0].exact
    assert not lines(document)
    assert not document.findings


def test_paper_beside_a_narrower_part_of_a_table_is_no_cell() -> None:
    rules = "50 80 180 20 re S 110 80 m 110 100 l S 170 80 m 170 100 l S 50 60 120 20 re S 110 60 m 110 80 l S"
    document = read_pdf(drawn(f"{rules} {CELL_TEXTS}"))
    assert texts(grids(document)[0]) == [["10", "11", ""], ["20", ""]]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param("50 75 m 170 75 l S", id="an underline"),
        pytest.param("50 60 120 40 re S", id="a frame"),
        pytest.param("50 100 m 170 100 l S 50 80 m 170 80 l S 50 60 m 170 60 l S", id="a table without columns"),
        pytest.param("50 60 120 40 re S 50 80 m 170 80 l S", id="a single column"),
        pytest.param("50 60 120 40 re f", id="shading"),
        pytest.param(
            "0.9 G 20 w 50 90 m 170 90 l S 50 70 m 170 70 l S 60 100 m 60 60 l S 120 100 m 120 60 l S",
            id="shading by strokes",
        ),
        pytest.param("200 20 60 40 re S 200 40 m 260 40 l S 230 60 m 230 20 l S", id="an empty table elsewhere"),
        pytest.param("50 60 m 170 100 l S 50 100 m 170 60 l S", id="slanted lines"),
    ],
)
def test_what_encloses_no_table_leaves_lines_with_gaps(rules: str) -> None:
    document = read_pdf(drawn(f"{rules} 1 1 1 rg {CELL_TEXTS}"))
    assert not grids(document)
    assert [line.split("  ")[0] for line in lines(document)] == ["10", "20"]
    assert lines(document)[0].split() == ["10", "11"]
    assert "  " in lines(document)[0]


def test_merged_cells_stand_once_where_they_begin() -> None:
    source = """= 标题
#table(columns: (60pt, 40pt, 60pt, 60pt),
  table.cell(rowspan: 2, colspan: 2)[信息内容], table.cell(colspan: 2)[申请人情况],
  [自然人], [总计 \\ （件）],
  table.cell(rowspan: 2)[三 \\ 本], [规章], [3001], [],
  [], [-367], [1.5])
尾"""
    document = read_pdf(printed(source))
    assert spans(grids(document)[0]) == [
        ("信息内容", 0, 0, 2, 2),
        ("申请人情况", 0, 2, 2, 1),
        ("自然人", 1, 2, 1, 1),
        ("总计\n（件）", 1, 3, 1, 1),
        ("三\n本", 2, 0, 1, 2),
        ("规章", 2, 1, 1, 1),
        ("3001", 2, 2, 1, 1),
        ("", 2, 3, 1, 1),
        ("", 3, 1, 1, 1),
        ("−367", 3, 2, 1, 1),
        ("1.5", 3, 3, 1, 1),
    ]
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Prose", "Grid", "Prose"]
    cell = grids(document)[0].rows[3][1]
    assert str(cell.place) == "p1 t1 r4 c3"


def test_a_number_wider_than_its_cell_stays_whole_and_is_named() -> None:
    content = "50 60 m 90 60 l S 50 60 60 20 re S 70 60 m 70 80 l S BT /F 10 Tf 52 65 Td (2345) Tj 28 0 Td (7) Tj ET"
    document = read_pdf(drawn(content))
    assert texts(grids(document)[0]) == [["2345", "7"]]
    assert rules_of(document) == [("s.overflow", Severity.WARNING)]
    assert document.findings[0].quote == "2345"


def test_numbers_that_touch_at_a_rule_stay_apart_and_are_named() -> None:
    # Helvetica figures are 5.56 points wide at this size: the rule stands right between the second and the third.
    content = "50 60 44.48 20 re S 72.24 60 m 72.24 80 l S BT /F 10 Tf 61.12 65 Td (1234) Tj ET"
    document = read_pdf(drawn(content))
    assert texts(grids(document)[0]) == [["12", "34"]]
    assert rules_of(document) == [("s.overflow", Severity.WARNING)]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from(["", "0", "17", "3985758", "规章", "1.5"]), min_size=3, max_size=3), min_size=1),
    st.integers(0, 3),
)
def test_every_printed_cell_is_found_again(rows: list[list[str]], merged: int) -> None:
    printed_rows = [["合计", *row] for row in rows]
    cells = "".join(f"[{text}]," for row in printed_rows for text in row)
    span = f"table.cell(colspan: {merged + 1})[并]," + "[]," * (3 - merged)
    document = read_pdf(printed(f"#table(columns: (70pt,) * 4, {span}{cells})"))
    found = [row for grid in grids(document) for row in grid.rows]
    assert [[cell.text for cell in row] for row in found[1:]] == printed_rows
    assert (found[0][0].colspan, len(found[0])) == (merged + 1, 4 - merged)


BOX = "20 40 60 60 re S 40 40 m 40 100 l S 60 40 m 60 100 l S"  # three columns of 20 points: room for two figures


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["31\n19", "0", "7"], ["3119", "0", "7"], id="two-lines"),
        pytest.param(["31\n19\n5", "0", "31\n20"], ["31195", "0", "3120"], id="several-cells"),
        pytest.param(["31\n19", "31\n20", "12\n0"], ["31\n19", "31\n20", "12\n0"], id="rows-without-a-rule-between"),
        pytest.param(["3\n4", "0", "7"], ["3\n4", "0", "7"], id="room-was-left"),
        pytest.param(["31\n9", "0", "111"], ["31\n9", "0", "111"], id="wider-number-in-such-a-column"),
        pytest.param(["3\n119", "0", "7"], ["3\n119", "0", "7"], id="longer-second-line"),
    ],
)
def test_a_number_broken_by_a_narrow_column_is_whole_only_without_doubt(cells: list[str], expected: list[str]) -> None:
    words = " ".join(
        f"BT /F 10 Tf {21 + 20 * column} {85 - 12 * number} Td ({line}) Tj ET"
        for column, cell in enumerate(cells)
        for number, line in enumerate(cell.split("\n"))
    )
    assert texts(grids(read_pdf(drawn(f"{BOX} {words}")))[0]) == [expected]
