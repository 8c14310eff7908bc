"""Rows of the lists before 2019: what is read is what was printed, or a finding."""

import re

import pytest

from tests.ingest.legacy_print import LAYOUTS, LOCAL, Row, Style, rows_of
from tests.ingest.legacy_read import HEAD, READ, THREE, alignment_of, figures_of


@pytest.mark.parametrize(
    ("row", "path", "expected"),
    [
        pytest.param("| 七、依申请公开信息收取的费用 | 万元 | 0.37 |", "requests_legacy.charges_wan", 0.37, id="wan"),
        pytest.param("| 依申请公开信息收取的费用 | 元 | 3940 |", "requests_legacy.charges_wan", 0.394, id="yuan"),
        pytest.param(
            "| 依申请公开信息收取的费用（元） | | 3940 |", "requests_legacy.charges_wan", 0.394, id="in-label"
        ),
        pytest.param("| 依申请公开信息收取的费用 | | 3940 |", "requests_legacy.charges_wan", None, id="no-unit"),
        pytest.param(
            "| 依申请公开信息收取的费用 | 万元 | 3940元 |", "requests_legacy.charges_wan", 0.394, id="own-unit"
        ),
        pytest.param("| 收到申请数 | 件 | 1，204 |", "requests_legacy.received", 1204, id="thousands"),
        pytest.param("| 收到申请数（件） | | 16 |", "requests_legacy.received", 16, id="unit-in-label"),
        pytest.param("| 收到申请数 | 件 | 16件 |", "requests_legacy.received", 16, id="unit-at-figure"),
        pytest.param("| 收到申请数 | 件 | 约30 |", "requests_legacy.received", None, id="about"),
        pytest.param("| 收到申请数 | 件 | — |", "requests_legacy.received", None, id="mark-for-a-blank"),
        pytest.param("| （一）收到申請數 | 件 | ７ |", "requests_legacy.received", 7, id="traditional-full-width"),
        pytest.param("| 政府网站公开政府資訊數 | 條 | 7 |", "published.website", 7, id="taiwan-words"),
        pytest.param("| 2.政府网站公开政府信息数 | 条 | 7 |", "published.website", 7, id="numbered"),
        pytest.param("| ②政府网站公开政府信息数 | 条 | 7 |", "published.website", 7, id="circled-number"),
        pytest.param("| 免予公开范围1数 | 条 | 7 |", "codes.refused.exempt_1", None, id="digit-in-label"),
    ],
)
def test_one_row(row, path, expected):
    assert figures_of(f"{HEAD}{THREE}{row}\n").get(path) == (expected if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        pytest.param("| 主动公开政府文件数 | 条 | 7 |", "layout.unplaced", id="local-indicator"),
        pytest.param("| 收到申请数 | 万件 | 7 |", "layout.unplaced", id="unit-that-no-list-has"),
        pytest.param("| 收到申请数 | 万元 | 7 |", "layout.unplaced", id="money-for-a-count"),
        pytest.param("| 一、主动公开情况 | 条 | 7 |", "layout.unplaced", id="figure-at-a-heading"),
        pytest.param("| 其他情形数 | 件 | 7 |", "layout.unplaced", id="no-heading-above"),
        pytest.param("| 制发规范性文件总数 | 件 | 5 |", "layout.conflict", id="twice-and-different"),
        pytest.param("| 收到申请数 | 件 | 1O |", "n.unreadable", id="letter-in-a-figure"),
        pytest.param("| 收到申请数 | 件 | 07 |", "layout.columns", id="a-code-is-no-value"),
        pytest.param("| 收到申请数 | 申请办结数 | 7 |", "layout.unplaced", id="two-labels"),
    ],
)
def test_what_is_not_certain_is_a_finding_that_quotes_the_row(row, rule):
    found = alignment_of(f"{HEAD}{THREE}{row}\n")
    finding = next(each for each in found.findings if each.rule == rule)
    assert re.findall(r"\d[\dO]*", row)[-1] in finding.quote
    assert {cell.path for cell in found.cells if cell.value is not None} <= set(READ)


DISPUTES = (
    "| 四、行政复议数量 | 件 | {} |\n| （一）维持具体行政行为数 | 件 | 1 |\n| （二）被依法纠错数 | 件 | 2 |\n| （三）其他情形数 | 件 | 3 |\n",
    "| 五、行政诉讼数量 | 件 | {} |\n| （一）维持具体行政行为或者驳回原告诉讼请求数 | 件 | 4 |\n| （二）被依法纠错数 | 件 | 5 |\n",
    "| （三）其他情形数 | 件 | 6 |\n",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("".join(DISPUTES), [2, 3, 5, 6], id="both-headings"),
        pytest.param(DISPUTES[1] + DISPUTES[2] + DISPUTES[0], [2, 3, 5, 6], id="in-another-order"),
        pytest.param(DISPUTES[0] + DISPUTES[1].split("\n", 1)[1], [None] * 4, id="second-heading-lost"),
        pytest.param(
            DISPUTES[0] + "| 五、行政诉数量 | 件 | 0 |\n" + DISPUTES[2], [None] * 4, id="second-heading-damaged"
        ),
        pytest.param(
            "".join(DISPUTES[:2]) + f"| {LOCAL} | 条 | 1 |\n" + DISPUTES[2], [2, 3, 5, None], id="foreign-row-between"
        ),
    ],
)
def test_labels_that_occur_twice_need_their_heading(text, expected):
    got = figures_of(HEAD + THREE + text.format(6, 15))
    paths = ("review_legacy.corrected", "review_legacy.other", "litigation_legacy.corrected", "litigation_legacy.other")
    assert [got.get(path) for path in paths] == expected


def test_a_merged_heading_beside_its_rows_tells_them_apart():
    rows = "".join(
        f"<tr><td rowspan=3>{head}</td><td>{first}</td><td>件</td><td>{n}</td></tr>"
        f"<tr><td>被依法纠错数</td><td>件</td><td>{n + 1}</td></tr><tr><td>其他情形数</td><td>件</td><td>{n + 2}</td></tr>"
        for head, first, n in [
            ("四、行政复议数量", "维持具体行政行为数", 1),
            ("五、行政诉讼数量", "维持具体行政行为或者驳回原告诉讼请求数", 4),
        ]
    )
    got = figures_of(f"<table><tr><td>类别</td><td>指标</td><td>单位</td><td>数量</td></tr>{rows}</table>", ".html")
    assert got["review_legacy.corrected"], got["review_legacy.other"] == (2, 3)
    assert got["litigation_legacy.corrected"], got["litigation_legacy.other"] == (5, 6)


def test_the_count_in_a_label_is_no_value():
    label = "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）"
    for figure, expected in (("", None), ("0", 0)):
        rows = [Row("published.total", label, "条", figure), *rows_of("legacy", {"normative.made": "7"})[2:]]
        for layout in ("bars", "tabs", "spaced", "single spaced", "one a line", "page"):
            assert figures_of(*LAYOUTS[layout](rows, Style(has_serial=True))).get("published.total") == expected, layout


def test_codes_and_serial_numbers_alone_are_no_values():
    for style in (Style(has_serial=True), Style(has_code=True), Style(has_serial=True, has_code=True)):
        for layout in LAYOUTS:
            got = figures_of(*LAYOUTS[layout](rows_of("code", {}), style))
            assert {value for value in got.values() if value is not None} == set(), layout


def test_a_page_number_in_a_spaced_list_is_no_value():
    lines = [
        "统计指标   单位   统计数",
        "收到申请数   件   16",
        "当面申请数   件",
        "3",
        "传真申请数   件   2",
        "网络申请数   件   5",
    ]
    got = figures_of("\n".join(lines))
    assert "requests_legacy.in_person" not in got
    assert got["requests_legacy.received"] == 16


def test_sentences_are_no_list():
    assert (
        alignment_of("全年收到申请数 16 件。\n其中：当面申请数为 3 件，网络申请数为 13 件。\n举报投诉数量 0 件。")
        is None
    )


PAGE_BREAKS = {
    "number between dashes in a sheet": ("指标,单位,统计数\n{0},件,5\n- 3 -,,\n{1},件,7\n{2},件,0\n", ".csv"),
    "number between two tables": (
        "<table><tr><td>指标<td>代码<td>统计数<tr><td>{0}<td>01<td>5</table><p>1</p>"  # noqa: ISC004
        "<table><tr><td>{1}<td>02<td>7<tr><td>{2}<td>03<td>0</table>",
        ".html",
    ),
}


@pytest.mark.parametrize(("text", "suffix"), PAGE_BREAKS.values(), ids=PAGE_BREAKS)
def test_a_page_number_between_rows_of_grids_costs_nothing(text, suffix):
    labels = ("现场接待人数", "网上咨询数", "咨询电话接听数")
    assert figures_of(text.format(*labels), suffix) == {
        "codes.visitors": 5,
        "codes.online_queries": 7,
        "codes.calls": 0,
    }
