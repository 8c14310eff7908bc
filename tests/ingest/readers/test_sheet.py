"""Spreadsheets: what a cell shows, merged cells once, titles as prose, nothing uncalculated taken for a figure."""

import contextlib
import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from demo.documents import documents
from demo.press import print_report
from demo.report import Layout, Variant
from ingest.model import Grid, GridCell, Place, Prose, UnreadableDocumentError
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.readers.rows import Sheet, laid_out, sheet_blocks
from ingest.readers.sheet_figures import plain_number, printed

SAMPLES = Path(__file__).parent / "samples"
CALCULATED = {
    "regulations.issued": ("reported", 3),
    "regulations.repealed": ("unreadable", None),  # 5 %
    "regulations.in_force": ("unreadable", None),  # a date
    "normative.issued": ("reported", 1204),
    "normative.repealed": ("unreadable", None),  # #DIV/0!
    "normative.in_force": ("reported", 1210),  # a formula with its value
    "licence.decisions": ("reported", 17),
    "penalty.decisions": ("blank", None),
    "coercion.decisions": ("reported", 0),
    "fees.amount_wan": ("reported", 0.3),
}
NEVER = dict.fromkeys(("normative.in_force", "fees.amount_wan"), ("unreadable", None))


def saved(fill, **options):
    """A workbook of one sheet, filled by a function of the sheet."""
    book = openpyxl.Workbook()
    fill(book.active)
    for name, value in options.items():
        setattr(book.calculation, name, value)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def filled(**cells):
    def fill(sheet):
        for at, value in cells.items():
            sheet[at] = value

    return fill


def only_grid(content):
    (grid,) = (block for block in read_document(content).blocks if isinstance(block, Grid))
    return grid


def texts(rows):
    return [[cell.text for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("file", "kind", "expected"),
    [
        pytest.param("bureau_2024.xlsx", "xlsx", CALCULATED, id="xlsx"),
        pytest.param("bureau_2024.xls", "xls", CALCULATED, id="xls"),
        pytest.param("bureau_2024.ods", "ods", CALCULATED, id="ods"),
        pytest.param("bureau_2024_never_calculated.xlsx", "xlsx", CALCULATED | NEVER, id="never-calculated"),
    ],
)
def test_workbooks_of_office_programs(file, kind, expected):
    document = read_document((SAMPLES / file).read_bytes())
    reading = reading_of(document)
    assert document.kind == kind
    assert {cell.path: (str(cell.status), cell.value) for cell in reading.cells} == expected
    assert (reading.identity.organ, reading.identity.year) == ("示例市司法局", 2024)


def test_merged_cells_stand_once_and_the_hidden_sheet_is_left_out():
    grid = only_grid((SAMPLES / "bureau_2024.xls").read_bytes())
    assert [(cell.text, cell.column, cell.colspan) for cell in grid.rows[5]] == [("行政许可", 0, 1), ("17", 1, 3)]
    assert str(grid.rows[5][1].place) == "t1 r10 c2"


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("layout", [Layout.XLSX, Layout.ODS])
def test_one_sheet_or_several(layout, seed):
    blocks = read_document(print_report(documents()[0].report, Variant(layout, seed=seed))).blocks
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert {grid.place.page for grid in grids} == ({2, 3, 4} if seed else {None})
    assert [grid.place.table for grid in grids] == list(range(1, len(grids) + 1))


@pytest.mark.parametrize(
    ("number", "number_format", "expected"),
    [
        pytest.param(12.0, "General", "12", id="whole"),
        pytest.param(-367, "0_ ;[Red]-0 ", "-367", id="negative-in-red"),
        pytest.param(1204, "#,##0", "1204", id="thousands"),
        pytest.param(3987.75, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "3987.75", id="of-an-accountant"),
        pytest.param(251000, '#,##0"元"', "251000元", id="unit-in-quotes"),
        pytest.param(25.1, "0.0\\万", "25.1万", id="unit-escaped"),
        pytest.param(0.1 + 0.2, "@", "0.3", id="noise-of-binary-numbers"),
        pytest.param(1e15, "General", "1000000000000000", id="no-exponent"),
        pytest.param(0.05, "0%", "0.05 [0%]", id="percent"),
        pytest.param(1234567, "#,##0,", "1234567 [#,##0,]", id="shown-in-thousands"),
        pytest.param(123456, '0!.0,"万"', '123456 [0!.0,"万"]', id="shown-in-wan"),
        pytest.param(5, "yyyy", "5 [yyyy]", id="date"),
        pytest.param(5, '"第"0"位"', '5 ["第"0"位"]', id="words-in-front"),
    ],
)
def test_a_number_is_given_as_the_figure_that_it_shows(number, number_format, expected):
    assert printed(number, number_format) == expected


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_every_decimal_of_a_report_comes_back(digits, places):
    number = digits / 10**places
    assert float(plain_number(number)) == number
    assert "e" not in plain_number(number)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("１２", "１２", id="text-stays-as-it-is"),
        pytest.param("1,204", "1,204", id="thousands-as-text"),
        pytest.param(True, "TRUE", id="truth"),
        pytest.param("#REF!", "#REF!", id="error"),
        pytest.param("=SUM(B3:B4)", "=SUM(B3:B4)", id="never-calculated"),
        pytest.param(date(2024, 5, 1), "2024-05-01 00.00.00 [yyyy-mm-dd]", id="date"),
        pytest.param(CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1")), "12^1", id="footnote"),
        pytest.param(CellRichText("", TextBlock(InlineFont(strike=True), "12"), "15"), "~~12~~15", id="struck"),
    ],
)
def test_what_a_cell_gives(value, text):
    assert texts(only_grid(saved(filled(A1="甲", B1="乙", A2="丙", B2=value))).rows)[1] == ["丙", text]


def test_a_struck_cell_is_no_figure():
    def fill(sheet):
        filled(A1="行政许可", B1=12)(sheet)
        sheet["B1"].font = Font(strike=True)

    assert texts(only_grid(saved(fill)).rows) == [["行政许可", "~~12~~"]]


@pytest.mark.parametrize(
    ("stale", "text"), [pytest.param(True, "=1+1", id="stale"), pytest.param(False, "2", id="calculated")]
)
def test_values_that_the_file_itself_calls_stale_are_not_taken(stale, text):
    content = with_value(saved(filled(A1="甲", B1="=1+1"), fullCalcOnLoad=stale), b"2")
    assert texts(only_grid(content).rows) == [["甲", text]]


def with_value(content, value):
    """Put a calculated value into the sheet, which openpyxl cannot write beside a formula."""
    saved_again = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(saved_again, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, re.sub(rb"<v ?/>|<v></v>", b"<v>" + value + b"</v>", part))
    return saved_again.getvalue()


def sheet(*rows, exact=True):
    cells = {(r, c): text for r, row in enumerate(rows, start=1) for c, text in enumerate(row, start=1)}
    return Sheet(laid_out(cells, {}), exact)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([["标题"], [], ["甲", "1"], ["乙", ""]], ["标题", 2], id="title-over-a-table"),
        pytest.param([["甲", "1"], ["第（六）项"], ["乙", "2"]], [3], id="heading-between-its-rows"),
        pytest.param([["甲", "1"], ["三、收到"], ["申请", "自然人"]], [1, "三、收到", 1], id="section-between-tables"),
        pytest.param([["甲", "1"], ["一、新收", ""], ["二、上年", "2"]], [3], id="label-with-a-blank-figure"),
        pytest.param([["甲", "1"], ["乙", ""], [], ["五、存在"]], [2, "五、存在"], id="blank-last-row"),
        pytest.param([["甲", "1"], ["本年度共受理申请。"]], [1, "本年度共受理申请。"], id="sentence-below"),
        pytest.param([["甲", "1"], [], ["乙", "2"]], [1, 1], id="empty-row-between-tables"),
        pytest.param([["甲", "乙"], ["", "5"]], [2], id="figure-alone"),
        pytest.param([["一行\n两行"]], ["一行", "两行"], id="lines-of-a-paragraph"),
    ],
)
def test_prose_and_tables_of_a_sheet(rows, expected):
    blocks = sheet_blocks([sheet(*rows)])
    assert [block.text if isinstance(block, Prose) else len(block.rows) for block in blocks] == expected


def test_empty_columns_of_wider_tables_are_no_blanks():
    wide = [["一", "1", "2", "3", "4"], [], ["", "规章", "", "2"]]
    first, second = sheet_blocks([sheet(*wide)])
    assert texts(first.rows) == [["一", "1", "2", "3", "4"]]
    assert texts(second.rows) == [["规章", "", "2"]]


def test_rows_of_uneven_width_are_exact_only_where_the_reader_knows():
    ragged = tuple(
        tuple(GridCell(text, Place(), at) for at, text in enumerate(row)) for row in (["甲", "1"], ["乙", "1", "2"])
    )
    assert [next(iter(sheet_blocks([Sheet(ragged, exact)]))).exact for exact in (True, False)] == [True, False]


def ods(make, rows, styles=""):
    names = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text", "style")
    )
    content = f'<office:document-content{names}>{styles}<office:body><office:spreadsheet><table:table table:style-name="ta1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    return make.package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(CELL.format("甲") + '<table:table-cell table:number-columns-repeated="2"/>' + CELL.format("1"), [["甲", "", "", "1"]], id="repeated-blanks"),
        pytest.param(CELL.format("甲") + '<table:table-cell table:number-columns-repeated="2"><text:p>0</text:p></table:table-cell>', [["甲", "0", "0"]], id="repeated-figures"),
        pytest.param(CELL.format("甲") + CELL.format("1<text:s/>2<text:line-break/>3"), [["甲", "1 2\n3"]], id="blanks-and-breaks"),
        pytest.param(CELL.format("甲") + CELL.format("12<text:note><text:note-body>3</text:note-body></text:note>"), [["甲", "12"]], id="a-note-is-no-digit"),
        pytest.param(CELL.format("甲") + '<table:table-cell table:formula="of:=1+1"/>', [["甲", "=of:=1+1"]], id="never-calculated"),
        pytest.param(CELL.format("甲") + CELL.format("1") + '<table:table-cell table:number-columns-repeated="16380"/>', [["甲", "1"]], id="the-empty-rest-of-the-sheet"),
    ],
)  # fmt: skip
def test_cells_of_open_document_sheets(make, rows, expected):
    assert texts(only_grid(ods(make, f"<table:table-row>{rows}</table:table-row>")).rows) == expected


def test_a_hidden_open_document_sheet_is_left_out(make):
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    with pytest.raises(UnreadableDocumentError, match="nothing in it"):
        read_document(ods(make, f"<table:table-row>{CELL.format('甲')}</table:table-row>", style))


def huge(make):
    row = f'<table:table-row table:number-rows-repeated="1000000">{CELL.format("1") * 2}</table:table-row>'
    return ods(make, row)


def encrypted_ods(make):
    return make.package(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x",
         "META-INF/manifest.xml": "<manifest:encryption-data/>"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(lambda _: saved(filled()), "nothing in it", id="empty"),
        pytest.param(lambda _: saved(filled(A1="甲", XFD1048576="乙")), "too large", id="two-cells-far-apart"),
        pytest.param(huge, "too large", id="a-million-rows"),
        pytest.param(lambda _: saved(filled(A1="甲"))[:400], "cut short or damaged", id="truncated"),
        pytest.param(lambda make: make.package({"_rels/.rels": make.relations(officeDocument="xl/workbook.bin")}), "xlsb", id="binary-workbook"),
        pytest.param(lambda make: make.package({"_rels/.rels": make.relations(officeDocument="xl/workbook.xml")}), "cannot be opened", id="without-a-workbook"),
        pytest.param(lambda make: make.package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "damaged", id="ods-without-content"),
        pytest.param(encrypted_ods, "password", id="locked-ods"),
        pytest.param(lambda make: make.container({"EncryptedPackage": b"", "EncryptionInfo": b""}), "password", id="locked-xlsx"),
        pytest.param(lambda make: make.container({"Workbook": b"no workbook"}), "cannot be opened", id="damaged-xls"),
        pytest.param(lambda make: make.container({"Workbook": LOCKED_XLS}), "password", id="locked-xls"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(make, content, words):
    with pytest.raises(UnreadableDocumentError, match=rf"[\u4e00-\u9fff].* / .*{words}"):
        read_document(content(make))


# The first records of a workbook that is locked: BOF of BIFF8, FILEPASS ([MS-XLS] 2.4.21, 2.4.117).
LOCKED_XLS = bytes.fromhex("09081000000605000000000000000000000000002f000600000012345678")


@pytest.mark.parametrize("layout", [Layout.XLSX, Layout.ODS])
@given(cut=st.floats(0, 1), flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6))
@settings(deadline=None, max_examples=40)
def test_damaged_files_are_read_or_refused(layout, cut, flips):
    content = bytearray(print_report(documents()[0].report, Variant(layout)))
    for at, byte in flips:
        content[int(at * (len(content) - 1))] = byte
    with contextlib.suppress(UnreadableDocumentError):
        assert read_document(bytes(content[: int(cut * len(content))])).kind in {str(layout), "text"}
