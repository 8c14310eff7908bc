"""PDF files as a whole: pictures, refusals, damage, and the same tables by another library."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Severity, UnreadableDocumentError
from ingest.readers.pdf import MOST_PAGES, read_pdf
from tests.ingest.readers.pdf_making import (
    CELL_TEXTS,
    PICTURE,
    WORD,
    bare,
    drawn,
    grids,
    lines,
    merged_pdf,
    printed,
    rules_of,
)

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
REAL = CORPUS / "001_huaian_2024.pdf"
HAS_REAL = pytest.mark.skipif(not REAL.exists(), reason="the corpus is kept outside the project")


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
    document = read_pdf(merged_pdf(drawn(WORD), scan, drawn(WORD)))
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


def test_a_page_that_draws_itself_over_and_over_ends_by_a_bound() -> None:
    # 400 words of 15 characters, drawn 10 times: more than any page holds, and no reason to read them one by one.
    words = "BT /F 1 Tf 50 100 Td " + "(123456789012345) Tj " * 400 + "ET "
    content = drawn("/Fm Do " * 10, form=words)
    with pytest.raises(UnreadableDocumentError, match="已损坏"):
        read_pdf(content)
    document = read_pdf(merged_pdf(content, drawn(WORD)))
    assert rules_of(document) == [("s.page", Severity.ERROR)]
    assert lines(document) == ["word"]
