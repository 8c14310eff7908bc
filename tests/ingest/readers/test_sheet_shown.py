"""Spreadsheets: hidden rows and columns, formats that round, columns without headings, several reports in one file."""

from io import BytesIO

import openpyxl
import pytest

from ingest.model import Grid
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.readers.sheet_figures import stored_figure

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def saved(*sheets, hide=None):
    """A workbook of sheets, each given as rows; `hide` may hide parts of the first one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    if hide:
        hide(book.worksheets[0])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def texts(content):
    return [
        [cell.text for cell in row]
        for block in read_document(content).blocks
        if isinstance(block, Grid)
        for row in block.rows
    ]


def hide_row(sheet):
    sheet.row_dimensions[2].hidden = True


def hide_columns(sheet):
    sheet.column_dimensions.group("C", "D", hidden=True)


def hide_start_of_merged_cell(sheet):
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True


@pytest.mark.parametrize(
    ("hide", "expected"),
    [
        pytest.param(hide_row, [["甲", "1", "2", "3"], ["丙", "7", "8", "9"]], id="row"),
        pytest.param(hide_columns, [["甲", "1"], ["乙", "4"], ["丙", "7"]], id="columns"),
        pytest.param(hide_start_of_merged_cell, [["甲", "1", "2", "3"], ["乙"], ["7", "8", "9"]], id="merged-cell-reaches-out"),
    ],
)  # fmt: skip
def test_what_is_hidden_is_not_printed(hide, expected):
    assert texts(saved([["甲", 1, 2, 3], ["乙", 4, 5, 6], ["丙", 7, 8, 9]], hide=hide)) == expected


def test_hidden_rows_and_columns_of_open_document_sheets(make):
    cell = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
    row = "<table:table-row{}><table:table-cell><text:p>甲</text:p></table:table-cell>{}</table:table-row>"
    figures = cell.format(1) + cell.format(2)
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    body = columns + row.format("", figures) + row.format(' table:visibility="filter"', figures)
    content = (
        f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet><table:table>{body}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    package = make.package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
    assert texts(package) == [["甲", "1"]]


@pytest.mark.parametrize(
    ("shown", "stored", "expected"),
    [
        pytest.param("12.00", "12", "12", id="zeros-added"),
        pytest.param("0", "0.47", "0.47", id="rounded"),
        pytest.param("31,546", "31545.58", "31545.58", id="rounded-with-thousands"),
        pytest.param("-", "0", "0", id="zero-as-a-dash"),
        pytest.param("", "0", "0", id="zero-as-nothing"),
        pytest.param("-", "7", "-", id="a-dash-that-hides-a-number"),
        pytest.param("12", "123456", "12 [123456]", id="shown-in-ten-thousands"),
        pytest.param("12", "12.6", "12 [12.6]", id="cut-off"),
        pytest.param("12", "a", "12 [a]", id="damaged"),
        pytest.param("0.00", "1e300", "0.00 [1e300]", id="beyond-all-figures"),
    ],
)
def test_a_format_that_rounds_hides_no_figure(shown, stored, expected):
    assert stored_figure(shown, stored) == expected


def test_figures_in_a_column_without_a_heading_are_no_part_of_the_table():
    rows = [["信息内容", "本年处理决定数量"], ["行政许可", None, None, 25], ["行政处罚", 3, None, 26]]
    assert texts(saved(rows)) == [["信息内容", "本年处理决定数量"], ["行政许可", ""], ["行政处罚", "3"]]


def report(title, figure):
    return [[title], ["信息内容", "本年处理决定数量"], ["行政许可", figure], ["行政处罚", 5]]


@pytest.mark.parametrize(
    ("second", "is_another"),
    [
        pytest.param("示例市财政局2023年政府信息公开工作年度报告", True, id="another-year"),
        pytest.param("示例市司法局2024年政府信息公开工作年度报告", True, id="another-organ"),
        pytest.param("2024年政府信息公开工作年度报告", False, id="title-without-the-organ"),
        pytest.param("示例市财政局 2024年度政府信息公开年报", False, id="no-title-of-the-form"),
        pytest.param("表二", False, id="no-title"),
    ],
)
def test_only_the_first_report_of_a_workbook_is_read(second, is_another):
    first = report("示例市财政局2024年政府信息公开工作年度报告", 3)
    reading = reading_of(read_document(saved(first, report(second, 4) if is_another else [[second]])))
    assert {cell.path: cell.value for cell in reading.cells} == {"licence.decisions": 3, "penalty.decisions": 5}
    assert ("s.several" in [finding.rule for finding in reading.findings]) is is_another
