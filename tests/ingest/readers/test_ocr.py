"""Scans of the demo city and of a real report: what is recognised is what was printed, or is not taken."""

from __future__ import annotations

import io
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import typst

from demo.documents import documents
from demo.pdf_pages import pdf_pages
from demo.report import Layout, Variant
from demo.scan import Scanner, scan_pdf, scan_picture, scanned_pages
from ingest.align import align
from ingest.confirm import confirmed
from ingest.model import Grid, Prose, Status, UnreadableDocumentError
from ingest.read import reading_of
from ingest.readers import ocr, pdf, read_document
from ingest.readers.ocr_extra import can_recognise, is_picture

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
REAL = CORPUS / "001_huaian_2024.pdf"
FONTS = Path(__file__).parents[3] / "static"
NEEDS_EXTRA = pytest.mark.skipif(not can_recognise(), reason="needs the extra: make ocr")
PILLOW = pytest.importorskip("PIL.Image")


@cache
def city_report():
    """Give a report of the city without planted faults, with figures in all tables."""
    return next(each for each in documents() if not each.plants and each.report.year == 2024)


@cache
def city_pdf() -> bytes:
    return pdf_pages(city_report().report, Variant(Layout.PDF, seed=2))


def table_of(path: str) -> str:
    first = path.split(".", maxsplit=1)[0]
    return {"requests": "three", "review": "four"}.get(first, "four" if first.startswith("litigation") else "two")


def tally(document, gold) -> Counter:
    """Count by table what is right, missed and wrong, before (`read`) and after the sums (`kept`)."""
    found = align(document.blocks)
    counted = Counter()
    for name, cells in (("read", found.cells), ("kept", confirmed(found.cells, found.form)[0])):
        values = {cell.path: cell.value for cell in cells}
        counted[name, "invented"] += sum(value is not None and path not in gold for path, value in values.items())
        for path, value in gold.items():
            given = values.get(path)
            verdict = "missed" if given is None else "right" if given == value else "wrong"
            counted[name, table_of(path), verdict] += 1
    return counted


def city_gold():
    return {path: each.value for path, each in city_report().expected.items() if each.value is not None}


def assert_nothing_wrong(counted):
    assert not [key for key in counted if key[-1] in {"wrong", "invented"} and counted[key] and key[0] == "kept"]


@NEEDS_EXTRA
@pytest.mark.parametrize(
    ("scanner", "kind"),
    [
        pytest.param(Scanner(150, skew_degrees=-2, noise=15, quality=60), "jpeg", id="leaning by two degrees"),
    ],
)
def test_a_scan_of_the_city_reads_as_printed(scanner, kind):
    document = ocr.read_picture(scan_picture(city_pdf(), scanner, kind))
    assert document.kind == "ocr"
    counted = tally(document, city_gold())
    assert_nothing_wrong(counted)
    assert counted["read", "two", "right"] == 10
    assert counted["kept", "two", "right"] == 0  # no sum confirms table two
    assert counted["kept", "three", "right"] >= 0.97 * 25 * 7
    identity = reading_of(document).identity
    assert (identity.organ, identity.year) == (city_report().report.organ, 2024)


@NEEDS_EXTRA
@pytest.mark.skipif(not REAL.exists(), reason="the corpus is kept outside the project")
def test_the_tables_of_a_real_report_come_through_a_scan():
    pages = scanned_pages(REAL.read_bytes(), Scanner(150, skew_degrees=1, noise=12))[3:5]
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    gold = json.loads(REAL.with_suffix(".json").read_text(encoding="utf-8"))["cells"]
    counted = tally(ocr.read_picture(file.getvalue()), gold)
    assert_nothing_wrong(counted)
    assert (counted["kept", "three", "right"], counted["kept", "four", "right"]) == (175, 15)


@NEEDS_EXTRA
@pytest.mark.parametrize("turn", [1])
def test_a_page_scanned_the_wrong_way_round_is_turned(turn):
    with pypdfium2.PdfDocument(scan_pdf(city_pdf(), Scanner(150))) as pages:
        pages[1].set_rotation(90 * turn)
        page, turned = ocr.recognised_page(pages, 1)
    assert turned == turn
    assert [len(table.lattice.xs) - 1 for table in page.tables][-1] == 15


@cache
def typst_pdf(source: str) -> bytes:
    head = '#set page(paper: "a4", margin: 60pt)\n#set text(font: "Noto Sans SC", size: 10pt)\n'
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.compile((head + source).encode(), font_paths=fonts)


def printed(source: str) -> bytes:
    """Print Typst source on one page and scan it."""
    return scan_picture(typst_pdf(source), Scanner(skew_degrees=0.4))


def grids(content: bytes) -> list[Grid]:
    return [block for block in ocr.read_picture(content).blocks if isinstance(block, Grid)]


@NEEDS_EXTRA
def test_merged_cells_wrapped_labels_and_blanks_keep_their_places():
    source = """三、收到和处理政府信息公开申请情况
#table(columns: (20pt, 90pt, 60pt, 60pt, 60pt), inset: 5pt,
  table.cell(rowspan: 2, colspan: 2)[信息内容], table.cell(colspan: 3)[申请人情况],
  [自然人], [其他], [总计],
  table.cell(rowspan: 3)[三 \\ 本 \\ 年], [规章], [3001], [], [3119],
  [重复申请，只计这一情形，不计其他], [0], [—], [7],
  [1.属于国家秘密], [98], [0], [0])"""
    (grid,) = grids(printed(source))
    found = [
        (cell.text, row, cell.column, cell.colspan, cell.rowspan)
        for row, cells in enumerate(grid.rows)
        for cell in cells
    ]
    assert [(row, column, colspan, rowspan) for _, row, column, colspan, rowspan in found[:6]] == [
        (0, 0, 2, 2), (0, 2, 3, 1), (1, 2, 1, 1), (1, 3, 1, 1), (1, 4, 1, 1), (2, 0, 1, 3),
    ]  # fmt: skip
    assert grid.exact
    assert found[5][0] == "三\n本\n年"
    rows = [[cell.text.replace("\n", "") for cell in row][-4:] for row in grid.rows[2:]]
    assert rows[0] == ["规章", "3001", "", "3119"]
    assert rows[1][0].endswith("不计其他")
    assert rows[1][1::2] == ["0", "7"]
    assert rows[2] == ["1.属于国家秘密", "98", "0", "0"]


@NEEDS_EXTRA
def test_ink_that_is_no_character_is_no_blank():
    source = """#table(columns: (120pt, 60pt), inset: 8pt, [规章], [#circle(radius: 5pt, fill: black)], [许可], [])"""
    (grid,) = grids(printed(source))
    assert grid.rows[0][1].text
    assert not grid.rows[0][1].text.isdigit()
    assert grid.rows[1][1].text == ""


@NEEDS_EXTRA
def test_large_type_is_no_table():
    source = (
        '#align(center, text(size: 30pt, "政府信息公开工作报告"))\n\n#text(size: 22pt, "一二三四五六七八九十王土工")'
    )
    document = ocr.read_picture(printed(source))
    assert not [block for block in document.blocks if isinstance(block, Grid)]
    assert next(block.text for block in document.blocks if isinstance(block, Prose)) == "政府信息公开工作报告"


@NEEDS_EXTRA
def test_a_table_two_keeps_what_was_recognised_for_review():
    source = """#table(columns: (1fr, 1fr), table.cell(colspan: 2)[第二十条第（五）项],
  [信息内容], [本年处理决定数量], [行政许可], [447228])"""
    found = align(ocr.read_picture(printed(source)).blocks)
    (cell,), (finding,) = confirmed(found.cells, found.form)
    assert (cell.status, cell.value, cell.printed) == (Status.UNREADABLE, None, "447228")
    assert (finding.rule, finding.cells, finding.quote) == ("ocr.unconfirmed", ("licence.decisions",), "447228")


def saved(size, kind="PNG", mode="L", colour=255) -> bytes:
    file = io.BytesIO()
    PILLOW.new(mode, size, colour).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_pictures_are_told_by_their_first_bytes(kind):
    assert is_picture(saved((4, 4), kind))


def test_without_the_extra_a_picture_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(ocr, "can_recognise", lambda: False)
    with pytest.raises(UnreadableDocumentError, match=r"make ocr.* / .*make ocr"):
        ocr.read_picture(saved((300, 400)))


@NEEDS_EXTRA
@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(saved((300, 400)), "没有识别出文字", id="white"),
        pytest.param(saved((300, 400), "PNG", "RGBA", (0, 0, 0, 0)), "没有识别出文字", id="transparent"),
        pytest.param(saved((300, 400), "PNG", "L", 0), "没有识别出文字", id="black"),
        pytest.param(saved((60, 60)), "太小", id="an icon"),
        pytest.param(saved((7000, 6000)), "过大", id="a poster"),
        pytest.param(saved((120, 100000)), "过大", id="a ribbon"),
        pytest.param(saved((300, 400))[:60], "已损坏", id="cut short"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"x" * 100, "已损坏", id="a name only"),
    ],
)  # fmt: skip
def test_pictures_without_a_report_are_refused_with_the_reason(content, words):
    with pytest.raises(UnreadableDocumentError, match=words):
        ocr.read_picture(content)


@NEEDS_EXTRA
def test_a_scanned_pdf_gives_only_what_its_sums_confirm():
    document = read_document(scan_pdf(city_pdf(), Scanner(150, skew_degrees=1, noise=8)))
    assert (document.kind, document.recognised) == ("ocr", {1, 2})
    reading = reading_of(document)
    values = {cell.path: cell.value for cell in reading.cells if cell.status is Status.REPORTED}
    assert values.items() <= city_gold().items()
    assert not [path for path in values if table_of(path) == "two"]
    rules = {finding.rule for finding in reading.findings}
    assert {"ocr.page", "ocr.unconfirmed"} <= rules
    assert "s.image" not in rules
    assert not reading.narrative


@NEEDS_EXTRA
def test_a_table_that_is_a_picture_is_taken_into_the_text_around_it():
    source = """三、收到和处理政府信息公开申请情况
#table(columns: (150pt, 40pt, 40pt), inset: 9pt, [信息内容], [自然人], [总计], [重复申请], [12], [12], [其他], [3], [3])"""
    table = scanned_pages(typst_pdf(source), Scanner(200))[0].crop((100, 160, 1000, 600))
    file = io.BytesIO()
    table.save(file, "PNG")
    mixed = typst_pdf(
        "前面的文字\n#image(bytes((" + ",".join(map(str, file.getvalue())) + ")), width: 100%)\n后面的文字"
    )
    document = read_document(mixed)
    assert [type(block).__name__ for block in document.blocks] == ["Prose", "Grid", "Prose"]
    assert (document.kind, document.recognised) == ("ocr", {1})


def test_without_the_extra_a_scanned_pdf_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    with pytest.raises(UnreadableDocumentError, match=r"make ocr"):
        read_document(scan_pdf(city_pdf(), Scanner(72)))


def test_a_picture_goes_to_the_reader_of_pictures(monkeypatch):
    monkeypatch.setattr(ocr, "can_recognise", lambda: False)
    with pytest.raises(UnreadableDocumentError, match="OCR"):
        read_document(saved((300, 400)), ".txt")
