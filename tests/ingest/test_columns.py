"""Rows that lost a cell or a heading in extraction: nothing moves into another column."""

import pytest

from ingest.read import reading_of
from ingest.readers.html import read_html
from ingest.readers.text import read_text

APPLICANTS = "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |"
THREE = f"三、收到和处理政府信息公开申请情况\n(申请人情况) | {APPLICANTS}\n"
ITEMS = "上一年项目数量\t本年增/减\t处理决定数量"
TWO = f"二、主动公开政府信息情况\n第二十条第（五）项\t\t\t\n信息内容\t{ITEMS}\n行政许可\t209\t7\t2492\n"


def figures(text):
    return {cell.path: cell.value for cell in reading_of(read_text("政府信息公开\n" + text)).cells}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("93 | 6 | 0 | 0 | 3 | 102 | |", id="zero-lost-before-a-bar-too-many"),
        pytest.param("6 | 0 | 0 | 0 | 3 | 102 | |", id="first-figure-lost-before-a-bar-too-many"),
        pytest.param("0 | 0 | 0 | 0 | 0 | 1 | |", id="only-figure-lost-before-a-bar-too-many"),
    ],
)
def test_a_row_that_lost_a_cell_is_left_out(row):
    intact = "一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n"
    read = figures(f"{THREE}{intact}（一）予以公开 | {row}\n（二）部分公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n")
    assert not [path for path in read if path.startswith("requests.granted.")]
    assert (read["requests.new.natural"], read["requests.partial.total"]) == (5, 1)


def test_a_row_of_table_two_that_ends_early_is_left_out():
    read = figures(f"{TWO}行政处罚\t-5\t1176\t\n")
    assert read["licence.decisions"] == 2492
    assert not [path for path in read if path.startswith("penalty.")]


def test_the_row_in_which_a_document_is_cut_keeps_its_figures():
    read = figures(f"{TWO}行政处罚\t30\t2")
    assert (read["penalty.prev_items"], read["penalty.change"], "penalty.decisions" in read) == (30, 2, False)


def test_a_dash_at_the_end_of_a_row_is_its_last_cell():
    read = figures(f"{TWO}行政处罚\t30\t2\t-\t\n规章\n")
    assert (read["penalty.prev_items"], read["penalty.change"], read["penalty.decisions"]) == (30, 2, None)


@pytest.mark.parametrize(
    ("row", "natural"),
    [
        pytest.param("93 | 6 | 0 | 0 | 3 | 0 | |", 93, id="blank-total-behind-zero"),
        pytest.param("93 | | | | | | |", 93, id="only-natural-persons"),
    ],
)
def test_a_blank_total_is_a_blank(row, natural):
    read = figures(f"{THREE}（一）予以公开 | {row}\n（二）部分公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n")
    assert (read["requests.granted.natural"], read["requests.granted.total"]) == (natural, None)


def test_halves_of_two_headers_are_not_joined():
    """The first header lost 上一年项目数量, the second one 本年增/减: together they would exchange the columns."""
    first = "第二十条第（八）项\t\t\t\n信息内容\t\t本年增/减\t\n"
    second = "信息内容\t上一年项目数量\t\t\n行政事业性收费\t20\t-2\t\n"
    read = figures(f"{TWO}{first}{second}")
    assert read["licence.prev_items"] == 209
    assert not [path for path in read if path.startswith("fees.")]


def test_headings_side_by_side_may_stand_in_another_order():
    read = figures(
        "二、主动公开政府信息情况\n信息内容\t上一年项目数量\t处理决定数量\t本年增/减\n行政许可\t209\t2492\t7\n"
    )
    assert (read["licence.change"], read["licence.decisions"]) == (7, 2492)


def test_a_group_heading_over_rows_without_labels_is_no_undivided_row():
    heads = "".join(f"<td>{name.strip()}</td>" for name in APPLICANTS.split("|"))
    figures_of = "".join(f"<td>{figure}</td>" for figure in (2, 0, 0, 0, 0, 0, 2))
    rows = f"<tr><td rowspan=2>（六）其他处理</td><td></td>{figures_of}</tr><tr><td></td>{figures_of}</tr>"
    page = f"<p>三、收到和处理政府信息公开申请情况</p><table><tr><td colspan=2></td>{heads}</tr>{rows}</table>"
    read = reading_of(read_html(f"<html>政府信息公开{page}</html>"))
    assert read.cells == ()
    whole = reading_of(read_html(page.replace("rowspan=2", "colspan=2").replace("<td></td>" + figures_of, figures_of)))
    assert [cell.path for cell in whole.cells][:1] == ["requests.other.natural"]


def test_two_halves_of_labels_with_figures_of_their_own_are_not_one_label():
    text = "第二十条第（六）项\t\n信息内容\t本年处理决定数量\n行政\t1082\n强制\t53\n"
    assert figures(f"二、主动公开政府信息情况\n{text}") == {}


def test_a_figure_in_a_row_without_label_is_not_that_of_the_row_above():
    rows = (("第二十条第（六）项", ""), ("信息内容", "本年处理决定数量"), ("行政处罚", ""), ("", "51"))
    cells = "".join(f"<tr><td>{label}</td><td>{figure}</td></tr>" for label, figure in rows)
    page = f"<html><p>政府信息公开</p><p>二、主动公开政府信息情况</p><table>{cells}</table></html>"
    assert not [cell for cell in reading_of(read_html(page)).cells if cell.value is not None]
