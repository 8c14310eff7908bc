import io
import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.documents import documents
from demo.form import load_form
from demo.press import print_report
from demo.report import FILES, Layout, PrintedReport, Script, Variant, random_variant
from ingest.model import Grid
from ingest.readers import read_document

FORM_IDS = ("2019", "2021")
PACKED = [*sorted(FILES - {Layout.PDF, Layout.SCAN}), Layout.MHT]
TEXTS = [layout for layout in Layout if layout not in {*FILES, Layout.MHT, Layout.JSON}]


def numbered(form_id, *, undivided=False):
    """A report whose cells are numbered in printed order from 1001, so that none can stand in for another."""
    skip = r"requests\.other\.\w+\.\w+" if undivided else r"requests\.other\.[a-z]+"
    paths = [path for table in load_form(form_id).tables for path in table.paths()]
    if form_id == "2021":
        paths = [path for path in paths if not re.fullmatch(skip, path)]
    cells = {path: str(1001 + index) for index, path in enumerate(paths)}
    title = "示例市甲木区人民政府2022年政府信息公开工作年度报告"
    return PrintedReport("示例市甲木区人民政府", 2022, form_id, title, (), {}, cells)


def figures(printed):
    return re.findall(r"(?<!\d)1\d{3}(?!\d)", re.sub(r"<[^>]*>", " ", printed))


@pytest.mark.parametrize("form_id", FORM_IDS)
@pytest.mark.parametrize("layout", TEXTS)
def test_every_figure_is_printed_once_and_in_order(form_id, layout):
    report = numbered(form_id)
    printed = print_report(report, Variant(layout, wrap=10, page_lines=40)).decode()
    assert figures(printed) == list(report.cells.values())


@given(layout=st.sampled_from(TEXTS), seed=st.integers(0, 10**6), form_id=st.sampled_from(FORM_IDS))
@settings(deadline=None, max_examples=60)
def test_random_variants_lose_no_figure(layout, seed, form_id):
    variant = random_variant(layout, seed)
    printed = print_report(numbered(form_id, undivided=bool(seed % 2)), variant).decode(variant.encoding)
    assert figures(printed) == list(numbered(form_id, undivided=bool(seed % 2)).cells.values())
    assert variant == random_variant(layout, seed)


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_pdf_holds_every_figure_over_several_pages_and_is_repeatable(form_id):
    pdfplumber = pytest.importorskip("pdfplumber")
    report = numbered(form_id)
    content = print_report(report, Variant(Layout.PDF))
    assert content == print_report(report, Variant(Layout.PDF))
    with pdfplumber.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 1
        words = {word["text"] for page in document.pages for word in page.extract_words()}
    assert set(report.cells.values()) <= words


@pytest.mark.parametrize("form_id", FORM_IDS)
@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("layout", PACKED)
def test_files_hold_every_figure_in_order_and_are_repeatable(layout, seed, form_id):
    report = numbered(form_id)
    content = print_report(report, Variant(layout, seed=seed))
    assert content == print_report(report, Variant(layout, seed=seed))
    grids = [block for block in read_document(content).blocks if isinstance(block, Grid)]
    printed = "\n".join(cell.text for grid in grids for row in grid.rows for cell in row)
    assert figures(printed) == list(report.cells.values())


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_labelled_data_holds_every_figure_once_in_some_order(form_id):
    report = numbered(form_id, undivided=True)
    printed = [print_report(report, Variant(Layout.JSON, seed=seed)).decode() for seed in range(3)]
    assert {tuple(sorted(figures(text))) for text in printed} == {tuple(sorted(report.cells.values()))}
    assert len(set(printed)) == 3


def test_a_path_that_is_not_printed_takes_its_row_or_table_with_it():
    report = PrintedReport("示例市", 2022, "2021", "题", (), {}, {"normative.issued": "3", "normative.repealed": ""})
    printed = print_report(report, Variant(Layout.MARKDOWN)).decode()
    assert "| 行政规范性文件 | 3 |  |\n" in printed
    assert "规章" not in printed
    assert "行政许可" not in printed
    assert "三、" not in printed


def test_blank_cells_by_layout():
    report = PrintedReport("示例市", 2022, "2021", "题", (), {}, {"licence.decisions": ""})
    assert "行政许可 | | ||" in print_report(report, Variant(Layout.BARS)).decode()
    assert "行政许可 |\n| ||" in print_report(report, Variant(Layout.BAR_CELLS)).decode()
    assert "<p>&nbsp;</p>" in print_report(report, Variant(Layout.HTML)).decode()
    assert print_report(report, Variant(Layout.LINES)).decode().endswith("行政许可\n")


def test_a_wrapped_label_has_its_figures_between_its_halves():
    lines = print_report(numbered("2021"), Variant(Layout.COLUMNS, wrap=10)).decode().splitlines()
    at = next(index for index, line in enumerate(lines) if line.strip() == "2.其他法律行政法规")
    assert len(figures(lines[at + 1])) == 7
    assert lines[at + 2].strip() == "禁止公开"


def test_pages_end_inside_table_three():
    printed = print_report(numbered("2021"), Variant(Layout.COLUMNS, wrap=12, page_lines=38)).decode()
    three = printed[printed.index("三、收到和处理") : printed.index("四、政府信息公开行政复议")]
    assert re.search(r"^ *- \d -$", three, re.MULTILINE)


def test_ragged_tabs_keep_the_order_of_cells():
    plain, ragged = (
        print_report(numbered("2021"), Variant(Layout.TABS, seed=7, ragged=lost)).decode() for lost in (False, True)
    )
    assert plain != ragged
    assert plain.replace("\t", " ").split() == ragged.replace("\t", " ").split()


def test_repeated_lines_get_lost_where_asked():
    cells = dict.fromkeys(numbered("2021").cells, "0")
    report = PrintedReport("示例市", 2022, "2021", "题", (), {}, cells)
    assert print_report(report, Variant(Layout.LINES, drop_repeats=True)).decode().split().count("0") == 1


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param(Script.TRADITIONAL, "規範性文件", id="by character"),
        pytest.param(Script.TAIWAN, "規範性檔案", id="by vocabulary"),
        pytest.param(Script.READINGS, "規(guī)範性文件", id="with readings"),
    ],
)
def test_scripts(script, words):
    assert words in print_report(numbered("2021"), Variant(Layout.BARS, script=script)).decode()


def test_a_page_by_encoding_and_as_a_string():
    report = numbered("2021")
    page = print_report(report, Variant(Layout.HTML, encoding="gb18030"))
    assert "charset=gb2312" in page.decode("gb18030")
    escaped = print_report(report, Variant(Layout.HTML, escaped=True)).decode()
    assert escaped.startswith('"<h1>')
    assert 'colspan=\\"3\\"' in escaped


def test_a_scan_is_the_same_every_time_and_has_no_text():
    scan = next(each for each in documents() if each.variant.layout is Layout.SCAN)
    content = scan.content()
    assert scan.name.endswith("_扫描件.pdf")
    assert content == scan.content()
    with pypdfium2.PdfDocument(content) as pages:
        assert not "".join(page.get_textpage().get_text_range() for page in pages).strip()
