"""Layouts of real reports, each as a named case; the figures are made up."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.align import align
from ingest.forms import forms
from ingest.model import Status
from ingest.readers.html import read_html
from ingest.readers.text import read_text

HEAD = "三、收到和处理政府信息公开申请情况\n"
SEVEN = ("natural", "company", "research", "ngo", "legal", "other", "total")


def read(text, kind="text"):
    return align(read_text(text, kind).blocks)


def values(alignment):
    return {cell.path: cell.value for cell in alignment.cells}


def row(name, *figures):
    return dict(zip((f"requests.{name}.{column}" for column in SEVEN), map(float, figures), strict=False))


TWO_2021 = {"regulations.issued": 1, "regulations.repealed": 0, "regulations.in_force": 11}

CASES = [
    pytest.param(
        "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t11\n", TWO_2021, id="tabs"
    ),
    pytest.param(
        "第二十条第(一)项 | |||\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | 0 | 11 |\n",
        TWO_2021,
        id="bars-row-a-line",
    ),
    pytest.param(
        "第二十条第(一)项\n|\n||||\n信息内容\n|\n本年制发件数\n|\n本年废止件数\n|\n现行有效件数\n|\n|\n规章\n|\n1\n|\n0\n|\n11\n|\n|\n",
        TWO_2021,
        id="cell-and-bar-on-alternate-lines-with-an-empty-fifth-column",
    ),
    pytest.param(
        "信息内容\n\n本年制发件数\n\n本年废止件数\n\n现行有效件\n\n规章\n\n1\n\n0\n\n11\n", TWO_2021, id="cell-a-paragraph"
    ),
    pytest.param(
        "信息內(nèi)容 | 本年制發(fā)件數(shù) | 本年廢止件數(shù) | 現(xiàn)行有效件數(shù) |\n規(guī)章 | 1 | 0 | 11 |\n",
        TWO_2021,
        id="traditional-with-bracketed-readings",
    ),
    pytest.param(
        "信息内容\t现行有效件数\t本年制发件数\t本年废止件数\n规章\t11\t1\t0\n", TWO_2021, id="columns-in-another-order"
    ),
    pytest.param(
        "信息内容\n本年新\n制作数量\n本年新\n公开数量\n对外公开总数量\n规章\n1\n2\n3\n",
        {"regulations.made": 1, "regulations.newly_public": 2, "regulations.total_public": 3},
        id="heading-split-over-lines",
    ),
    pytest.param(
        "信息内容 | 本年新 | 本年新 | 对外公开总数量 |\n规章 | 1 | 2 | 3 |\n",
        {"regulations.made": 1, "regulations.newly_public": 2, "regulations.total_public": 3},
        id="two-columns-that-read-the-same",
    ),
    pytest.param(
        "信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政处罚\t914\t-367\t545\n",
        {"penalty.prev_items": 914, "penalty.change": -367, "penalty.decisions": 545},
        id="signed-change",
    ),
    pytest.param(
        "信息内容\t本年收费金额（单位：元）\n行政事业性收费\t3400\n", {"fees.amount_wan": 0.34}, id="heading-in-yuan"
    ),
    pytest.param(
        "信息内容\t采购项目数量\t采购总金额（万元）\n政府集中采购\t6\t3987.75\n",
        {"procurement.projects": 6, "procurement.amount_wan": 3987.75},
        id="heading-with-a-bare-unit",
    ),
    pytest.param(
        "信息内容\t采购项目数量\t采购总金额\n政府集中采购\t6\t251000元\n",
        {"procurement.projects": 6, "procurement.amount_wan": 25.1},
        id="yuan-in-the-cell",
    ),
    pytest.param(
        HEAD + "一、本年新收政府信息公开申请数量 3001 53 0 0 61 4 3119\n",
        row("new", 3001, 53, 0, 0, 61, 4, 3119),
        id="label-and-figures-on-a-line",
    ),
    pytest.param(
        HEAD + "（二）部分公开（区分处理的，只计这一情\n      447    7   0   0   0   0    454\n形，不计其他情形）\n"
        "    1.属于国家秘密    2   0   0  0  0  0   2\n",
        row("partial", 447, 7, 0, 0, 0, 0, 454) | row("refused.state_secret", 2, 0, 0, 0, 0, 0, 2),
        id="figures-between-two-halves-of-the-label",
    ),
    pytest.param(
        HEAD + "三、\n本   1.属于国家秘密   2  0  0  0  0  0  2\n年\n度\n（三）不   2.其他法律行政法规禁止公开  30 1 0 0 0 0 31\n予公开\n",
        row("refused.state_secret", 2, 0, 0, 0, 0, 0, 2) | row("refused.law_forbids", 30, 1, 0, 0, 0, 0, 31),
        id="vertical-heading-and-group-heading-in-pieces",
    ),
    pytest.param(
        HEAD + "\t\t（四）无\t1.本机关不掌握相关政府信息\t7\t0\t0\t0\t0\t0\t7\n- 4 -\n\t法提供\t2.没有现成信息需要另行制作\t1\t0\t0\t0\t0\t0\t1\n",
        row("unable.not_held", 7, 0, 0, 0, 0, 0, 7) | row("unable.needs_creation", 1, 0, 0, 0, 0, 0, 1),
        id="group-heading-cut-by-the-page-end",
    ),
    pytest.param(
        HEAD + "（六）其他处理\t1、申请人无正当理由逾期不补⏎正、行政机关不再处理其政府信⏎息公开申请\t67\t3\t0\t0\t1\t0\t71\n",
        row("other.no_correction", 67, 3, 0, 0, 1, 0, 71),
        id="label-wrapped-in-its-cell",
    ),
    pytest.param(
        HEAD + "（六）其他处理 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n（七）总计 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |\n",
        row("other", 5, 0, 0, 0, 0, 0, 5) | row("total", 9, 0, 0, 0, 0, 0, 9),
        id="undivided-row-six",
    ),
    pytest.param(
        "四、政府信息公开行政复议、行政诉讼情况\n复议后起诉\n" + "\t".join(["", "", *map(str, range(15))]) + "\n",
        {f"{block}.{end}": float(5 * i + j) for i, block in enumerate(("review", "litigation_direct", "litigation_after_review")) for j, end in enumerate(("upheld", "corrected", "other", "pending", "total"))},
        id="table-four-behind-leading-tabs",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_layout(text, expected):
    assert values(read(text)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param(HEAD + "（七）总计\n5\n0\n0\n5\n", "layout.count", id="blanks-vanished"),
        pytest.param(HEAD + "（七）合计数 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n", "layout.unplaced", id="unknown-label"),
        pytest.param(
            "四、政府信息公开行政复议、行政诉讼情况\n" + "\t" * 5 + "\t".join("0" * 11) + "\n", "layout.count", id="eleven-of-fifteen"
        ),
        pytest.param(
            HEAD + "自然人\n科研机构\n商业企业\n其他\n（七）总计 5 0 0 0 0 0 5\n", "layout.header", id="applicants-in-another-order"
        ),
        pytest.param(
            HEAD + "（七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n（七）总计 | 6 | 0 | 0 | 0 | 0 | 0 | 6 |\n", "layout.conflict", id="row-printed-twice"
        ),
        pytest.param(
            HEAD + "1.属于国家秘密 | 2.其他法律行政法规禁止公开 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n", "layout.label", id="two-labels-in-a-row"
        ),
        pytest.param(
            HEAD + "自然人\n总计\n5\n0\n0\n0\n0\n0\n5\n一、本年新收政府信息公开申请数量\n0\n0\n0\n0\n0\n0\n0\n二、上年结转政府信息公开申请数量\n",
            "layout.order",
            id="figures-before-their-labels",
        ),
        pytest.param(
            "第二十条第(一)项\n信息内容\n规章\n0\n第二十条第(五)项\n行政许可\n5\n第二十条第(六)项\n", "layout.deduplicated", id="repeated-lines-dropped"
        ),
    ],
)  # fmt: skip
def test_doubt_becomes_a_finding_and_never_a_number(text, rule):
    alignment = read(text)
    taken = {path: value for path, value in values(alignment).items() if value}
    assert rule in {finding.rule for finding in alignment.findings}
    assert {path for path in taken if not path.startswith("requests.total.") or rule == "layout.conflict"} == set()


DAMAGED = [
    pytest.param("2.其他法律行政止公开2", "refused.law_forbids", id="characters-lost-and-added"),
    pytest.param("5.要求行政机关确认或重新出据以获取信息", "declined.reissue", id="misspelt"),
    pytest.param("4.无正当理由大量反覆的申请", "declined.excessive", id="one-more-character"),
    pytest.param("七类执法卷", None, id="too-far-from-any-row"),
    pytest.param("9.属于行政查询事项", None, id="another-number"),
    pytest.param("（七）合计", None, id="too-short-to-be-sure"),
]


@pytest.mark.parametrize(("label", "row_id"), DAMAGED)
def test_a_damaged_label_is_taken_only_where_one_row_is_near(label, row_id):
    alignment = read(HEAD + f"一、本年新收政府信息公开申请数量 9 0 0 0 0 0 9\n{label}   5 0 0 0 0 0 5\n")
    taken = {
        path.removesuffix(".natural").removeprefix("requests.")
        for path in values(alignment)
        if path.endswith(".natural")
    }
    assert taken == {"new", row_id} - {None}
    assert {finding.rule for finding in alignment.findings} == {"layout.damaged" if row_id else "layout.unplaced"}


@pytest.mark.parametrize(
    ("before", "label", "taken"),
    [
        pytest.param("（六）其他处理 1 0 0 0 0 0 1\n", "总计", True, id="directly-behind"),
        pytest.param("（一）予以公开 1 0 0 0 0 0 1\n", "总计", False, id="rows-between-are-missing"),
        pytest.param("", "其他", False, id="nothing-before"),
    ],
)
def test_a_label_without_its_number_needs_the_row_before_it(before, label, taken):
    cells = values(read(HEAD + before + f"{label}   5 0 0 0 0 0 5\n"))
    assert ("requests.total.natural" in cells or "requests.other.other.natural" in cells) is taken


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("见附件", id="words"),
        pytest.param('=HYPERLINK("x")', id="formula"),
        pytest.param("约30", id="about"),
    ],
)
def test_words_in_the_place_of_a_figure_are_unreadable(printed):
    (cell,) = read(f"信息内容\t本年处理决定数量\n行政许可\t{printed}\n").cells
    assert (cell.path, cell.status, cell.printed) == ("licence.decisions", Status.UNREADABLE, printed)


def test_blank_cells_between_bars_stay_blank():
    alignment = read(HEAD + "（一）予以公开 | 18 |  |  |  |  |  |  |\n")
    statuses = {cell.path: cell.status for cell in alignment.cells}
    assert statuses["requests.granted.natural"] is Status.REPORTED
    assert [statuses[f"requests.granted.{column}"] for column in SEVEN[1:]] == [Status.BLANK] * 6


def test_spanned_figures_of_a_web_page_count_once():
    page = (
        "<table><tr><td>信息内容</td><td>本年新<br>制作数量</td><td colspan=2>本年新<br>公开数量</td><td>对外公开总数量</td></tr>"
        "<tr><td>规章</td><td colspan=2>13</td><td>14</td><td>524</td></tr></table>"
    )
    alignment = align(read_html(page).blocks)
    assert values(alignment) == {
        "regulations.made": 13,
        "regulations.newly_public": 14,
        "regulations.total_public": 524,
    }


@pytest.mark.parametrize("cell", ["12<sup>1</sup>", "<s>12</s>15", "12①", "12²"])
def test_a_mark_beside_a_figure_never_runs_into_it(cell):
    page = (
        f"<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>{cell}</td></tr></table>"
    )
    assert {c.path: c.status for c in align(read_html(page).blocks).cells} == {"licence.decisions": Status.UNREADABLE}


def test_the_form_is_that_of_the_headings_not_of_the_year():
    alignment = read("2024年\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t1\t2\t7\n")
    assert alignment.form == "2019"


def test_every_label_of_every_form_is_matched_in_bars():
    for form in forms():
        table = form.table("three")
        for index, printed in enumerate(table.blocks[0].rows, start=1):
            figures = " | ".join(str(index * 10 + column) for column in range(7))
            cells = values(read(f"{HEAD}{printed.labels[0]} | {figures} |\n"))
            assert cells == {
                table.path(printed, column): index * 10 + at for at, column in enumerate(table.blocks[0].columns)
            }


TOKENS = st.sampled_from(
    ["规章", "行政许可", "信息内容", "本年处理决定数量", "（七）总计", "3.其他", "（六）其他处理", "1.属于国家秘密", "自然人", "总计",
     "三、收到和处理政府信息公开申请情况", "0", "7", "12", "—", "|", "\t", "\n", "\n\n", "  ", "约30", "。", "四、政府信息公开行政复议、行政诉讼情况"]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=60))
@settings(deadline=None)
def test_every_number_given_was_printed(tokens):
    text = "".join(tokens)
    printed = {float(number) for number in re.findall(r"\d+", text)}
    for cell in read(text).cells:
        assert cell.value is None or cell.value in printed
        assert (cell.value is not None) == (cell.status is Status.REPORTED)
