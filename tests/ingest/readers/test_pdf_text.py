"""Characters and lines of PDF pages: what is printed, in the direction in which it reads."""

from __future__ import annotations

import pytest

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
    texts,
)


def test_a_borderless_table_keeps_two_blanks_between_columns() -> None:
    source = """#table(columns: (120pt, 50pt, 50pt, 50pt), stroke: none,
  [信息内容], [自然人], [企业], [总计], [一、本年新收], [3001], [0], [3119], [], [5], [], [7])"""
    document = read_pdf(printed(source))
    assert [line.split("  ") and line.split() for line in lines(document)] == [
        ["信息内容", "自然人", "企业", "总计"],
        ["一、本年新收", "3001", "0", "3119"],
        ["5", "7"],
    ]
    header, figures, indented = lines(document)
    assert "企业  " in header
    assert "3001  " in figures
    assert indented.startswith(" " * 10)


def test_prose_keeps_its_characters_and_only_real_blanks() -> None:
    source = "收到申请３件，（二）部分公开#h(0.2em)2024年 word two 11,111 结#h(1em)果\n\n#h(2em)第二段-3-"
    document = read_pdf(printed(source))
    assert lines(document)[0].startswith("收到申请３件，（二）部分公开2024年")
    assert "word two 11,111" in lines(document)[0]
    assert lines(document)[0].endswith("结  果")
    assert lines(document)[1] == "    第二段-3-"
    assert [(block.place.page, block.place.line) for block in document.blocks] == [(1, 1), (1, 2)]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("#rotate(-90deg, reflow: true)[办理结果]", "办理结果", id="reads upwards"),
        pytest.param("#rotate(90deg, reflow: true)[办理结果]", "办理结果", id="reads downwards"),
        pytest.param("办 \\ 理 \\ 结 \\ 果", "办\n理\n结\n果", id="one character a line"),
        pytest.param("#scale(60%)[办理 12]", "办理 12", id="scaled"),
    ],
)
def test_labels_are_read_in_their_own_direction(label: str, expected: str) -> None:
    source = f"#table(columns: (80pt, 60pt), table.cell(rowspan: 2)[{label}], [7], [8])"
    document = read_pdf(printed(source))
    assert texts(grids(document)[0]) == [[expected, "7"], ["8"]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("is_flagged", [pytest.param(True, id="page turned"), pytest.param(False, id="content turned")])
def test_a_turned_page_reads_like_an_upright_one(turn: int, is_flagged: bool) -> None:  # noqa: FBT001
    rules = "50 60 120 40 re S 50 80 m 170 80 l S 110 100 m 110 60 l S"
    matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 200 0", 180: "-1 0 0 -1 300 200", 270: "0 -1 1 0 0 200"}[turn]
    content = f"q {matrix} cm {rules} {CELL_TEXTS} Q"
    flag = f"/Rotate {turn}" if is_flagged else ""
    document = read_pdf(drawn(content, page=f"{flag} /MediaBox [-100 -100 400 400]"))
    assert texts(grids(document)[0]) == TWO_BY_TWO


@pytest.mark.parametrize("degrees", [0, 30, 90, 270])
def test_a_watermark_does_not_get_into_cells(degrees: int) -> None:
    source = f"""#place(center + horizon, rotate({degrees}deg, text(size: 40pt)[内部 9]))
#table(columns: (90pt,) * 4, ..range(16).map(n => [#n]), [], [], [], [])"""
    document = read_pdf(printed(source))
    found = [text for row in texts(grids(document)[0]) for text in row]
    assert found == [*(str(number) for number in range(16)), "", "", "", ""]
    assert {character for line in lines(document) for character in line} >= {"内", "部", "9"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("BT /F 10 Tf 50 100 Td (1133) Tj .3 0 Td (1133) Tj ET", id="word by word"),
        pytest.param(
            "BT /F 10 Tf 50 100 Td (1133) Tj ET "
            + " ".join(f"BT /F 10 Tf 50 {y} Td ({y}) Tj ET" for y in range(20, 90, 15))
            + " BT /F 10 Tf 50.8 100 Td (1133) Tj ET",
            id="after the rest of the page",
        ),
    ],
)
def test_bold_type_faked_by_printing_twice_is_one_figure(content: str) -> None:
    assert lines(read_pdf(drawn(content)))[0] == "1133"


def test_what_is_printed_by_an_annotation_is_read() -> None:
    rules = "50 60 120 40 re S 50 80 m 170 80 l S 110 100 m 110 60 l S"
    document = read_pdf(drawn(rules, annotation=CELL_TEXTS))
    assert texts(grids(document)[0]) == TWO_BY_TWO


def test_a_character_without_a_code_does_not_vanish() -> None:
    content = "BT /F 10 Tf 50 100 Td (3\\0071) Tj ET"
    document = read_pdf(drawn(content))
    assert lines(document) == ["3\ufffd1"]
    assert rules_of(document) == [("s.glyph", Severity.ERROR)]


def test_text_outside_the_page_is_not_printed() -> None:
    content = "BT /F 10 Tf 50 100 Td (in) Tj 400 0 Td (out) Tj ET"
    assert lines(read_pdf(drawn(content))) == ["in"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("q 3 Tr BT /F 10 Tf 50 100 Td (9) Tj ET Q BT /F 10 Tf 55.6 100 Td (12) Tj ET", "12", id="not-printed"),
        pytest.param("BT /F 10 Tf 50 100 Td (912) Tj ET 49 103 m 55 103 l S", "~9~12", id="struck-by-a-stroke"),
        pytest.param("BT /F 10 Tf 50 100 Td (912) Tj ET 49 102.7 18 .6 re f", "~9~~1~~2~", id="struck-by-a-box"),
        pytest.param("BT /F 10 Tf 50 100 Td (912) Tj ET 49 98.7 m 67 98.7 l S", "912", id="underlined"),
    ],
)  # fmt: skip
def test_only_what_is_printed_and_stands_is_a_figure(content: str, expected: str) -> None:
    assert lines(read_pdf(drawn(content))) == [expected]
