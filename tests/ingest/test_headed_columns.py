"""Columns beside those of the form, cells too many or too few, merged cells that an export repeats."""

import pytest

from ingest.align import align
from ingest.readers.html import read_html

SEVEN = ("natural", "company", "research", "ngo", "legal", "other", "total")
NEW = "一、本年新收政府信息公开申请数量"
CARRIED = "二、上年结转政府信息公开申请数量"
FIRST = "<tr><td rowspan=3></td><td colspan=7>申请人情况</td>{}</tr>"
SECOND = "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td{}>总计</td></tr>"
THIRD = "<td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td>"
PLAIN = FIRST.format("") + SECOND.format(" rowspan=2") + f"<tr>{THIRD}</tr>"
REMARK = FIRST.format("<td rowspan=3>备注</td>") + SECOND.format(" rowspan=2") + f"<tr>{THIRD}</tr>"
DIVIDED = FIRST.format("") + SECOND.format(" colspan=2") + f"<tr>{THIRD}<td>上年</td><td>本年</td></tr>"


def figures(*rows):
    printed = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    alignment = align(read_html(f"<table>{rows[0]}{printed}</table>").blocks)
    return {cell.path: cell.value for cell in alignment.cells}


def people(row, *values):
    return {f"requests.{row}.{column}": value for column, value in zip(SEVEN, values, strict=True)}


FULL = (1, 2, 3, 4, 5, 6, 21)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([REMARK, (NEW, *FULL, 5)], people("new", *FULL), id="figure-in-the-remarks"),
        pytest.param([REMARK, (NEW, "", *FULL[1:6], 20, 5)], people("new", None, *FULL[1:6], 20), id="blank-first-and-a-remark"),
        pytest.param([REMARK, (NEW, *FULL, 5), (CARRIED, 0, 0, 0, 0, 1, 2, 9)], people("new", *FULL), id="a-cell-is-missing-before-the-remarks"),
        pytest.param([PLAIN, (NEW, *FULL), (CARRIED, 1, "", 2, 3, 4, 5, 20, "")], people("new", *FULL), id="a-cell-too-many"),
        pytest.param([PLAIN, (NEW, *FULL), (CARRIED, *FULL, "")], people("new", *FULL) | people("carried_in", *FULL), id="a-blank-too-many-behind-a-row-that-adds-up"),
        pytest.param([DIVIDED, (NEW, "", "", "", "", "", "", 9, "")], {}, id="total-of-last-year-beside-a-blank"),
        pytest.param([DIVIDED, (NEW, *FULL[:6], 9, 21)], {}, id="two-totals"),
    ],
)  # fmt: skip
def test_only_the_columns_of_the_form_are_read(rows, expected):
    assert figures(*rows) == expected


FEES = "<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>本年增/减</td></tr>"
ALIKE = "<tr><td>信息内容</td><td>本年新</td><td>本年新</td><td>对外公开总数量</td></tr>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([FEES, ("行政事业性收费", 3, 5, 5)], {"fees.prev_items": 3, "fees.change": 5}, id="repeated"),
        pytest.param([FEES, ("行政事业性收费", "", 5, 5)], {}, id="blank-first-in-a-last-row"),
        pytest.param([FEES, ("行政事业性收费", 3, 5, 6)], {}, id="not-the-same-below"),
        pytest.param([ALIKE, ("规章", 0, 0, 4)], {"regulations.made": 0, "regulations.newly_public": 0, "regulations.total_public": 4}, id="two-columns-with-one-heading"),
    ],
)  # fmt: skip
def test_a_merged_cell_that_an_export_repeats_is_one(rows, expected):
    assert figures(*rows) == expected


def test_repeated_headings_of_table_four_are_one():
    ends = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    over = ["行政复议"] * 5 + ["行政诉讼"] * 10
    under = [*ends, *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5]
    cells = figures("", over, under, ends * 3, range(15))
    assert (cells["review.upheld"], cells["litigation_after_review.total"]) == (0, 14)
