"""Statistics lists before 2019: what is read is what was printed, or a finding."""

import re
from collections import Counter
from random import Random

import polars as pl
import pytest

from ingest import definitions
from ingest.forms import FormError, all_forms
from ingest.legacy import legacy
from ingest.legacy_list import FILE, legacy_list, load_legacy
from ingest.model import Status
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.rules.frames import CELLS, REPORTS
from ingest.rules.sums import sums
from tests.ingest.legacy_print import LAYOUTS, LOCAL, Row, Style, random_list, rows_of

PER_LAYOUT = 60
GRIDS = ("bars", "open bars", "markdown", "tabs", "page", "two headings")


def alignment_of(text, suffix=".txt"):
    return legacy(read_document(text.encode(), suffix).blocks)


def figures_of(text, suffix=".txt"):
    found = alignment_of(text, suffix)
    return {cell.path: cell.value for cell in found.cells} if found else {}


def rules_of(text, suffix=".txt"):
    return Counter(finding.rule for finding in alignment_of(text, suffix).findings)


def number(figure):
    return float(figure.replace(",", "")) if figure else None


def tally(rows, style, layout):
    """Count right, missed, wrong and invented figures of one printed list."""
    got = figures_of(*LAYOUTS[layout](rows, style))
    expected = {row.path: number(row.figure) for row in rows if row.path}
    counted = Counter(invented=sum(value is not None and path not in expected for path, value in got.items()))
    for path, value in expected.items():
        given = got.get(path)
        if given is None:
            counted["blank" if value is None else "missed"] += 1
        else:
            counted["right" if given == value else "wrong"] += 1
    return counted


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_wrong_nothing_invented(layout):
    chance = Random(f"lists in {layout}")
    total = Counter()
    for _ in range(PER_LAYOUT):
        total += tally(*random_list(chance), layout)
    assert (total["wrong"], total["invented"]) == (0, 0)
    assert total["right"] >= (0.95 if layout in GRIDS else 0.6) * (total["right"] + total["missed"])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("columns", [("本级", "下级", "合计"), ("合计", "本级", "下级")], ids=["last", "first"])
def test_of_several_columns_the_total_is_taken(layout, columns):
    chance = Random(f"columns in {layout}")
    total = Counter()
    for _ in range(PER_LAYOUT // 4):
        total += tally(*random_list(chance, columns=columns), layout)
    assert (total["wrong"], total["invented"]) == (0, 0)
    assert layout not in {"bars", "markdown", "page", "two headings"} or total["right"] > total["missed"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "columns",
    [
        pytest.param(("区政府统计数", "区直单位统计数", "乡镇街道统计数"), id="by-kind-of-organ"),
        pytest.param(("本期实际", "本年累计"), id="month-and-year"),
        pytest.param(("2009年度", "历年累计"), id="year-and-all-years"),
        pytest.param(("本季度",), id="a-quarter-only"),
    ],
)
def test_no_column_is_chosen_where_none_says_that_it_is_the_total(layout, columns):
    chance = Random(f"no total in {layout}")
    for _ in range(PER_LAYOUT // 6):
        rows, style = random_list(chance, columns=columns)
        style = Style(has_serial=style.has_serial, columns=columns, others=style.others)
        text, suffix = LAYOUTS[layout](rows, style)
        assert {value for value in figures_of(text, suffix).values() if value is not None} == set()


@pytest.mark.parametrize("family", ["legacy", "code"])
@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "wrapped"])
@pytest.mark.parametrize("has_serial", [False, True], ids=["", "serial"])
@pytest.mark.parametrize("has_code", [False, True], ids=["", "code"])
def test_a_whole_list_is_read_whole(family, layout, has_serial, has_code):
    chance = Random(layout)
    figures = {row.id: str(chance.randint(0, 400)) for row in all_rows() if chance.random() > 0.1}
    rows = rows_of(family, figures)
    counted = tally(rows, Style(has_serial=has_serial, has_code=has_code), layout)
    assert counted["right"] == sum(bool(row.figure) for row in rows)


def all_rows():
    return [row for table in legacy_list().form.tables for row in table.blocks[0].rows]


@pytest.mark.parametrize("layout", ["one a line", "stream"])
def test_text_that_lost_its_repeated_lines_gives_nothing_wrong(layout):
    chance = Random(layout)
    for _ in range(PER_LAYOUT):
        rows, style = random_list(chance)
        text, suffix = LAYOUTS[layout](rows, Style(has_serial=style.has_serial))
        expected = {row.path: number(row.figure) for row in rows}
        kept = figures_of("\n".join(dict.fromkeys(text.split("\n"))), suffix)
        assert {path: value for path, value in kept.items() if value not in (None, expected.get(path))} == {}


HEAD = "| 统计指标 | 单位 | 统计数 |\n"
THREE = "| 主动公开政府信息数 | 条 | 12 |\n| 其中：主动公开规范性文件数 | 条 | 3 |\n| 制发规范性文件总数 | 件 | 4 |\n"
READ = {"published.total": 12, "published.normative": 3, "normative.made": 4}


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


def test_a_report_with_a_list_is_read_as_legacy():
    text = f"示例县人民政府2016年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{HEAD}{THREE}"
    reading = reading_of(read_document(text.encode(), ".txt"))
    assert reading.form == "legacy"
    assert {cell.path: cell.value for cell in reading.cells} == READ
    assert "s.image" not in {finding.rule for finding in reading.findings}


def test_prescribed_tables_go_before_a_list():
    licence = "| 第二十条第（五）项 | |\n| 信息内容 | 本年处理决定数量 |\n| 行政许可 | 12 |\n"
    reading = reading_of(read_document(f"政府信息公开\n{licence}\n正文\n\n{HEAD}{THREE}".encode(), ".txt"))
    assert {cell.path for cell in reading.cells} == {"licence.decisions"}


def test_a_blank_list_gives_blanks():
    found = alignment_of(*LAYOUTS["bars"](rows_of("legacy", {}), Style(has_serial=True)))
    assert {cell.status for cell in found.cells} == {Status.BLANK}
    assert len(found.cells) == len([row for row in rows_of("legacy", {}) if row.path])
    assert found.findings == ()


@pytest.mark.parametrize(
    ("figures", "outcomes"),
    [
        pytest.param((5, 1, 1, 2, 1), ["pass"], id="adds-up"),
        pytest.param((5, 1, 1, 2, 2), ["fail"], id="does-not"),
        pytest.param((5, 1, None, 2, 2), ["cannot_check"], id="a-blank-is-not-zero"),
    ],
)
def test_sums_of_the_list_are_checked(figures, outcomes):
    paths = [f"requests_legacy.{row}" for row in ("received", "in_person", "fax", "online", "letter")]
    cells = pl.DataFrame(
        [(1, path, "reported", value, str(value), "") for path, value in zip(paths, figures, strict=True)],
        schema=CELLS,
        orient="row",
    )
    reports = pl.DataFrame(
        [(1, "o", "示例县", "county", None, 2016, "legacy", True, False, ["legacy"])], schema=REPORTS, orient="row"
    )
    found = sums(cells, reports)
    assert found["rule"].to_list() == ["legacy.received"]
    assert found["outcome"].to_list() == outcomes


def test_no_cell_of_a_list_is_a_cell_of_a_form_but_the_documents_made():
    lists, *prescribed = all_forms()
    assert set(lists.paths()) & {path for form in prescribed for path in form.paths()} == {"normative.made"}


@pytest.mark.parametrize("path", sorted(legacy_list().form.paths()))
def test_every_cell_says_whether_it_may_be_compared_with_2019(path):
    register = definitions.comparability().filter(pl.col("from_form") == "legacy", pl.col("to_form") == "2019")
    exact = register.filter(pl.col("metric_from") == path)
    prefixes = [each for each in register["metric_from"] if each.endswith("*") and path.startswith(each[:-1])]
    comparable = path in {"normative.made", "requests_legacy.received", "review_legacy.total"}
    assert exact.height or prefixes
    assert ("note" in exact["comparable"].to_list()) == comparable
    assert "yes" not in register["comparable"].to_list()


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        pytest.param(
            'group = "channels"', 'group = "canals"', "published.gazette stands under canals", id="no-heading"
        ),
        pytest.param(
            'left = ["review_legacy.upheld"',
            'left = ["review.upheld"',
            "review.upheld, which is no row",
            id="sum-of-a-stranger",
        ),
        pytest.param("[units]", "[quantities]", "the key 'units' is missing", id="no-units"),
        pytest.param("indicator = [", "indicators = [", "the key 'indicator' is missing", id="no-indicator"),
        pytest.param('id = "codes.calls"', 'id = "codes.visits"', "two cells have the path codes.visits", id="twice"),
    ],
)
def test_a_fault_of_ours_in_the_lists_stops_everything(pattern, replacement, message, tmp_path):
    text = FILE.read_text(encoding="utf-8")
    assert pattern in text
    broken = tmp_path / "legacy.toml"
    broken.write_text(text.replace(pattern, replacement, 1), encoding="utf-8")
    with pytest.raises(FormError, match=message):
        load_legacy(broken)
