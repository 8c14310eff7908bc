from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Document, Grid, Prose, Severity, UnreadableDocumentError
from ingest.readers.pdf import MOST_PAGES, read_pdf

FONTS = Path(__file__).parents[3] / "static"
CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
REAL = CORPUS / "001_huaian_2024.pdf"
HAS_REAL = pytest.mark.skipif(not REAL.exists(), reason="the corpus is kept outside the project")


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def printed(source: str) -> bytes:
    """Print Typst source on pages of one size."""
    head = '#set page(width: 400pt, height: 300pt, margin: 20pt)\n#set text(font: "Noto Sans SC", size: 10pt)\n'
    return typst.compile((head + source).encode(), font_paths=fonts())


def drawn(content: str, *, page: str = "", form: str = "", annotation: str = "", image: bool = False) -> bytes:
    """Write a one-page PDF from a content stream; /F is Helvetica, /Fm the form, /Im a black picture."""
    picture = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    resources = f"<< /Font << /F 5 0 R >> /XObject << /Fm 6 0 R {'/Im 7 0 R' if image else ''} >> >>"
    extra = "/Contents 4 0 R" + (" /Annots [8 0 R]" if annotation else "")
    shape = "<< /Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /Font << /F 5 0 R >> >>"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page or '/MediaBox [0 0 300 200]'} {extra} /Resources {resources} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"{shape} /Matrix [1 0 0 1 20 10] /Length {len(form)} >>\nstream\n{form}\nendstream",
        f"{picture} /Length 1 >>\nstream\n0\nendstream",
        "<< /Type /Annot /Subtype /FreeText /F 4 /Rect [0 0 300 200] /AP << /N 9 0 R >> >>",
        f"{shape} /Length {len(annotation)} >>\nstream\n{annotation}\nendstream",
    ]
    file = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(file)
    file += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    file += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(file)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def spans(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    return [
        (cell.text, row, cell.column, cell.colspan, cell.rowspan)
        for row, cells in enumerate(grid.rows)
        for cell in cells
    ]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Prose)]


def rules_of(document: Document) -> list[tuple[str, Severity]]:
    return [(finding.rule, finding.severity) for finding in document.findings]


TWO_BY_TWO = [["10", "11"], ["20", ""]]
CELL_TEXTS = "BT /F 10 Tf 55 85 Td (10) Tj 60 0 Td (11) Tj -60 -20 Td (20) Tj ET"


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


def test_a_table_cut_by_page_ends_counts_the_same_columns() -> None:
    head = "table.cell(colspan: 3)[条目], [甲], [乙],"
    fine = "".join(f"[{row}], [x], [y], [{row}0], [{row}1]," for row in range(12))
    merged = "".join(f"table.cell(colspan: 3)[第{row}项], [{row}0], [{row}1]," for row in range(12, 40))
    source = f'#set page(numbering: "- 1 -")\n#table(columns: (40pt, 50pt, 60pt, 70pt, 80pt), {head}{fine}{merged})'
    document = read_pdf(printed(source))
    found = grids(document)
    assert len(found) > 2
    assert [grid.place.page for grid in found] == list(range(1, len(found) + 1))
    last = found[-1].rows[-1]
    assert [(cell.text, cell.column, cell.colspan) for cell in last] == [("第39项", 0, 3), ("390", 3, 1), ("391", 4, 1)]
    figures = [row[-2].text for grid in found for row in grid.rows]
    assert figures == ["甲", *(f"{row}0" for row in range(40))]
    assert [line.strip() for line in lines(document)] == [f"- {page} -" for page in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    "widths",
    [
        pytest.param("60pt, 60pt, 80pt", id="as wide, divided elsewhere"),
        pytest.param("60pt, 40pt, 100pt, 60pt", id="divided there too, but wider"),
    ],
)
def test_another_table_on_the_next_page_keeps_its_own_columns(widths: str) -> None:
    count = widths.count(",") + 1
    source = f"#table(columns: (100pt, 100pt), [a], [b])\n#pagebreak()\n#table(columns: ({widths}), {'[c],' * count})"
    first, second = grids(read_pdf(printed(source)))
    assert [cell.column for cell in first.rows[0]] == [0, 1]
    assert [cell.column for cell in second.rows[0]] == list(range(count))


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


def test_a_watermark_does_not_get_into_cells() -> None:
    source = """#place(center + horizon, rotate(30deg, text(size: 40pt)[内部 9]))
#table(columns: (90pt,) * 4, ..range(20).map(n => [#n]))"""
    document = read_pdf(printed(source))
    assert [text for row in texts(grids(document)[0]) for text in row] == [str(number) for number in range(20)]
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


PICTURE = "q 300 0 0 150 0 0 cm /Im Do Q"
WORD = "BT /F 10 Tf 50 180 Td (word) Tj ET"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f"{WORD} {PICTURE}", [("s.image", Severity.ERROR)], id="big picture without table"),
        pytest.param(
            f"{PICTURE} 50 60 120 40 re S 50 80 m 170 80 l S 110 100 m 110 60 l S {CELL_TEXTS}",
            [("s.image", Severity.NOTICE)],
            id="big picture beside a table",
        ),
        pytest.param(f"{WORD} q 50 0 0 50 0 0 cm /Im Do Q", [], id="small picture"),
        pytest.param(
            f"3 Tr {WORD} {PICTURE}",
            [("s.image", Severity.ERROR), ("ocr.page", Severity.NOTICE)],
            id="recognised text under a scan",
        ),
    ],
)
def test_pictures_are_named(content: str, expected: list[tuple[str, Severity]]) -> None:
    assert rules_of(read_pdf(drawn(content, image=True))) == expected


def test_a_scanned_page_among_others_is_named() -> None:
    scan = drawn(PICTURE, image=True)
    with pypdfium2.PdfDocument.new() as merged:
        for part in (drawn(WORD), scan, drawn(WORD)):
            with pypdfium2.PdfDocument(part) as document:
                merged.import_pages(document)
        file = io.BytesIO()
        merged.save(file)
    document = read_pdf(file.getvalue())
    assert [(block.place.page, block.text) for block in document.blocks] == [(1, "word"), (3, "word")]
    assert [(finding.rule, finding.severity, finding.place) for finding in document.findings] == [
        ("s.image", Severity.ERROR, "p2")
    ]
    assert "第2页" in document.findings[0].message_zh
    assert "OCR" in document.findings[0].message_en


LOCKED = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n"
    b"endobj\n3 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -44 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>\n"
    b"endobj\ntrailer << /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] /Size 4 >>\n%%EOF"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "不是PDF", id="empty"),
        pytest.param("政府信息公开".encode() * 50, "不是PDF", id="text"),
        pytest.param(b"%PDF-1.7\n", "不是PDF", id="a header only"),
        pytest.param(LOCKED, "密码", id="locked"),
        pytest.param(drawn(PICTURE, image=True), "OCR", id="a scan"),
        pytest.param(drawn(""), "没有任何内容", id="a blank page"),
        pytest.param(drawn("BT /F 10 Tf 50 100 Td (   ) Tj ET 10 10 50 50 re f"), "OCR", id="blanks and a drawing"),
    ],
)
def test_a_file_without_readable_text_is_refused_with_the_reason(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=words):
        read_pdf(content)


def test_a_book_is_refused() -> None:
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(MOST_PAGES + 1):
            document.new_page(100, 100)
        file = io.BytesIO()
        document.save(file)
    with pytest.raises(UnreadableDocumentError, match="201"):
        read_pdf(file.getvalue())


def test_a_file_that_breaks_off_is_named_or_refused() -> None:
    whole = printed("#table(columns: 3, [a], [b], [c])\n#pagebreak()\n第二页")
    for length in range(len(whole) - 10, 0, -len(whole) // 40):
        try:
            document = read_pdf(whole[:length])
        except UnreadableDocumentError:
            continue
        assert ("s.truncated", Severity.WARNING) in rules_of(document)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_files_never_crash(data: st.DataObject) -> None:
    file = bytearray(drawn(f"50 60 120 40 re S 50 80 m 170 80 l S {CELL_TEXTS}", form=CELL_TEXTS))
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = read_pdf(bytes(file))
    except UnreadableDocumentError:
        return
    assert document.kind == "pdf"


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


def bare(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            printed(
                "#table(columns: (60pt, 40pt, 90pt, 60pt), table.cell(rowspan: 3)[甲], [乙], [丙], [丁],"
                "table.cell(colspan: 2)[1], [], [2], table.cell(colspan: 2, rowspan: 2)[长 \\ 行 12], [x], [y], [z])"
            ),
            id="small",
        ),
        pytest.param(REAL, id="real", marks=HAS_REAL),
    ],
)
def test_pdfplumber_sees_the_same_cells(content: bytes | Path) -> None:
    content = content.read_bytes() if isinstance(content, Path) else content
    with pdfplumber.open(io.BytesIO(content)) as file:
        theirs = [
            [bare(text) for row in table for text in row if text is not None]
            for page in file.pages
            for table in page.extract_tables()
            if len(table[0]) > 1
        ]
    ours = [[bare(cell.text) for row in grid.rows for cell in row] for grid in grids(read_pdf(content))]
    assert ours == theirs


@HAS_REAL
def test_the_real_report_gives_every_figure_of_its_gold() -> None:
    gold = json.loads(REAL.with_suffix(".json").read_text())["cells"]
    found = grids(read_pdf(REAL.read_bytes()))
    figures = [
        [float(cell.text) for cell in row if bare(cell.text).replace(".", "", 1).isdigit()]
        for grid in found
        for row in grid.rows
    ]
    printed_figures = sorted(figure for row in figures for figure in row)
    assert printed_figures == sorted(float(value) for value in gold.values())
    three = [row for row in figures[: len(figures) - 1] if len(row) == 7]
    assert len(three) == 25
    assert {tuple(cell.column for cell in row[-7:]) for grid in found[2:4] for row in grid.rows if len(row) > 7} == {
        tuple(range(3, 10))
    }
    assert len(figures[-1]) == 15
