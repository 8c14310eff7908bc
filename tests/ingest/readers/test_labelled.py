"""Saved data: figures find their cells by their labels, whatever their order; what is not there is not blank."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.documents import documents
from demo.press import print_report
from demo.report import Layout, Variant
from ingest.model import Grid, Prose, UnreadableDocumentError
from ingest.read import reading_of
from ingest.readers import read_document

TITLE = "示例市司法局2020年政府信息公开工作年度报告"
LICENCE = "第二十条第（五）项"
NEW = "一、本年新收政府信息公开申请数量"
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def figures(data, suffix=".txt"):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    cells = reading_of(read_document(text.encode(), suffix)).cells
    return {cell.path: cell.value for cell in cells if cell.value is not None}


def rules(data):
    reading = reading_of(read_document(json.dumps(data, ensure_ascii=False).encode()))
    return [finding.rule for finding in reading.findings if finding.rule.startswith(("layout", "n."))]


LICENCES = {"licence.prev_items": 9, "licence.change": -3, "licence.decisions": 5}
ROW = {"上一年项目数量": 9, "本年增/减": "-3", "处理决定数量": 5}
PEOPLE = {
    f"requests.new.{name}": at
    for at, name in enumerate(("natural", "company", "research", "ngo", "legal", "other", "total"))
}
NEW_ROW = dict(zip(APPLICANTS, range(7), strict=True))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({LICENCE: {"行政许可": ROW}}, LICENCES, id="block-row-column"),
        pytest.param({LICENCE: {"行政许可": dict(reversed(ROW.items()))}}, LICENCES, id="columns-in-another-order"),
        pytest.param({"信息公开": {column: {"行政许可": value} for column, value in ROW.items()}}, LICENCES, id="column-before-row"),
        pytest.param([{"table": LICENCE, "row": "行政许可", "column": c, "value": v} for c, v in ROW.items()], LICENCES, id="records"),
        pytest.param({"cells": [{"行": "行政许可", "列": c, "值": v} for c, v in ROW.items()]}, LICENCES, id="records-in-chinese"),
        pytest.param({NEW: NEW_ROW}, PEOPLE, id="applicants"),
        pytest.param({NEW: {"总计": 6} | NEW_ROW}, PEOPLE, id="total-first"),
        pytest.param({NEW: {"自然人": 0, "法人或其他组织": dict(list(NEW_ROW.items())[1:6]), "总计": 6}}, PEOPLE, id="organisations-grouped"),
        pytest.param({"三、本年度办理结果": {"（三）不予公开": {"1.属于国家秘密": NEW_ROW}}}, {path.replace("new", "refused.state_secret"): value for path, value in PEOPLE.items()}, id="rows-grouped"),
        pytest.param({"第二十条第（八）项": {"行政事业性收费": {"本年收费金额（单位：元）": "251000"}}}, {"fees.amount_wan": 25.1}, id="unit-of-the-heading"),
        pytest.param([{"row": "行政事业性收费", "column": "本年收费金额", "value": 0.37, "unit": "万元"}], {"fees.amount_wan": 0.37}, id="unit-of-the-record"),
        pytest.param([["信息内容", "本年处理决定数量"], ["行政许可", 12], ["行政处罚", None]], {"licence.decisions": 12}, id="saved-grid"),
        pytest.param({"title": TITLE, "tables": [[["信息内容", "本年处理决定数量"], ["行政许可", "12"]]]}, {"licence.decisions": 12}, id="saved-grids"),
    ],
)  # fmt: skip
def test_figures_find_their_cells(data, expected):
    assert figures(data) == expected


def test_disputes_in_any_order_are_table_four():
    blocks = {"行政诉讼": {"复议后起诉": 20, "未经复议直接起诉": 10}, "行政复议": 0}
    data = {
        name: {inner: dict(zip(OUTCOMES, range(at, at + 5), strict=True)) for inner, at in value.items()}
        if isinstance(value, dict)
        else dict(zip(OUTCOMES, range(value, value + 5), strict=True))
        for name, value in blocks.items()
    }
    found = figures({"四、政府信息公开行政复议、行政诉讼情况": data})
    assert found["review.total"] == 4
    assert found["litigation_direct.corrected"] == 11
    assert found["litigation_after_review.upheld"] == 20
    assert len(found) == 15


def test_a_column_that_the_data_does_not_hold_is_not_blank():
    text = json.dumps({LICENCE: {"行政许可": {"处理决定数量": 5, "本年增/减": None}}}, ensure_ascii=False)
    cells = {cell.path: str(cell.status) for cell in reading_of(read_document(text.encode())).cells}
    assert cells["licence.decisions"] == "reported"
    assert cells["licence.change"] == "blank"
    assert cells.get("licence.prev_items") not in ("blank", "reported")


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param({NEW: NEW_ROW | {"外国人": 3}}, "layout.unplaced", id="a-column-that-is-on-no-form"),
        pytest.param({"第二十条第（一）项": {"规章": {"本年新": 4, "对外公开总数量": 9}}, NEW: NEW_ROW}, "layout.unplaced", id="a-heading-of-two-columns"),
        pytest.param({NEW: NEW_ROW, "某行": {"自然人": 3}}, "layout.unplaced", id="a-row-that-is-on-no-form"),
        pytest.param({LICENCE: {"行政许可": ROW, "行政检查": {"处理决定数量": 5}}}, "layout.unplaced", id="a-row-beside-known-ones"),
        pytest.param({LICENCE: {"行政许可": ROW | {"处理决定数量": "约5"}}}, "n.unreadable", id="no-plain-figure"),
        pytest.param({LICENCE: {"行政许可": ROW | {"处理决定数量": True}}}, "n.unreadable", id="truth-is-no-figure"),
        pytest.param({LICENCE: {"行政许可": ROW | {"处理决定数量": 4.5}}}, "n.unreadable", id="half-a-decision"),
    ],
)  # fmt: skip
def test_figures_without_a_certain_cell_are_findings(data, rule):
    assert rule in rules({"甲": {LICENCE: {"行政处罚": ROW}}} | data)


def test_two_figures_under_the_same_labels_are_both_refused():
    text = '{"信息公开": {"行政许可": {"上一年项目数量": 9, "本年增/减": 0, "处理决定数量": 5, "处理决定数量": 6}}}'
    assert "licence.decisions" not in figures(text)
    reports = [{"信息公开": {"行政许可": ROW}}, {LICENCE: {"行政许可": ROW | {"处理决定数量": 6}}}]
    assert "licence.decisions" not in figures(reports)


def test_titles_and_texts_are_prose():
    data = {"标题": TITLE, "正文": ["第一段。", "第二段。\n第三段。"], "年度": 2020, LICENCE: {"行政许可": ROW}}
    document = read_document(json.dumps(data, ensure_ascii=False).encode())
    assert document.kind == "json"
    assert [block.text for block in document.blocks if isinstance(block, Prose)] == [
        TITLE,
        "第一段。",
        "第二段。",
        "第三段。",
        "年度：2020",
    ]
    assert reading_of(document).identity.organ == "示例市司法局"


CSV = """示例市司法局2020年政府信息公开工作年度报告,,,
第二十条第（一）项,,,
信息内容,本年新制作数量,本年新公开数量,对外公开总数量
规章,1,,"1,204"
规范性文件,0,2,3
"""
RECORDS = "表,行,列,值\n" + "".join(f"{LICENCE},行政许可,{column},{value}\n" for column, value in ROW.items())


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        pytest.param(CSV, ".csv", {"regulations.made": 1, "regulations.total_public": 1204, "normative.made": 0, "normative.newly_public": 2, "normative.total_public": 3}, id="saved-grid"),
        pytest.param(RECORDS, ".csv", LICENCES, id="records"),
        pytest.param(RECORDS.replace(",", "\t"), ".csv", LICENCES, id="tabs-in-a-csv-file"),
        pytest.param("row;value;column\n行政许可;5;本年处理决定数量\n", ".csv", {"licence.decisions": 5}, id="semicolons"),
        pytest.param(RECORDS + "\n" * 3, ".csv", LICENCES, id="empty-lines"),
    ],
)  # fmt: skip
def test_saved_rows(text, suffix, expected):
    assert figures(text, suffix) == expected


def test_titles_of_a_saved_grid_are_prose_and_its_blanks_stay():
    blocks = read_document(CSV.encode("gb18030"), ".csv").blocks
    assert [block.text for block in blocks if isinstance(block, Prose)] == [TITLE, "第二十条第（一）项"]
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    assert grid.exact
    assert [cell.text for cell in grid.rows[1]] == ["规章", "1", "", "1,204"]


@pytest.mark.parametrize(
    ("text", "suffix", "kind"),
    [
        pytest.param(CSV, "", "csv", id="by-its-even-rows"),
        pytest.param(CSV, ".txt", "csv", id="in-a-text-file"),
        pytest.param("行政许可 1,204\n行政处罚 3\n" * 4, "", "text", id="thousands-are-no-cells"),
        pytest.param("为进一步,根据要求,编制\n本年度,共收到,申请,3件\n" * 4, "", "text", id="prose-full-of-commas"),
        pytest.param("行政许可\t3\n行政处罚\t4\n" * 4, "", "text", id="tabs-are-a-layout-of-text"),
        pytest.param("一段文字\n又一段,文字\n第三段\n", ".csv", "text", id="prose-that-is-called-csv"),
        pytest.param("[索引号] 123\n行政许可 3\n", "", "text", id="bracket-at-the-beginning"),
        pytest.param("{公开} 年度报告\n", "", "text", id="brace-at-the-beginning"),
        pytest.param(' \n[["行政许可", 3]]', ".txt", "json", id="json-in-a-text-file"),
        pytest.param('{"content": "<p>行政许可</p><table></table>"}', ".json", "html", id="a-page-inside-json"),
    ],
)
def test_the_content_decides(text, suffix, kind):
    assert read_document(text.encode(), suffix).kind == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('{"行政许可": {"处理决定数量": 5', "cut short or damaged", id="truncated"),
        pytest.param('{"a": ' * 100_000, "cut short or damaged", id="nested-without-end"),
        pytest.param("[" * 60 + '["a", [1]]' + "]" * 60, None, id="lists-in-lists"),
        pytest.param('{"a": ' * 60 + "1" + "}" * 60, "nested too deeply", id="nested-deeply"),
        pytest.param("a,b,c\n" + '1,2,"' + "x" * 200_000 + '"\n', "CSV", id="cell-without-end"),
    ],
)
def test_damaged_data_says_why(text, words):
    with pytest.raises(UnreadableDocumentError, match=words) if words else contextlib.nullcontext():
        read_document(text.encode(), ".csv" if words == "CSV" else ".json")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(APPLICANTS),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from((*APPLICANTS, NEW, LICENCE, "行政许可", "处理决定数量", "value", "row")),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@settings(deadline=None, max_examples=150)
def test_any_data_is_read_and_no_figure_made(data):  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)
    with contextlib.suppress(UnreadableDocumentError):
        for block in read_document(text.encode(), ".json").blocks:
            words = [block.text] if isinstance(block, Prose) else [c.text for row in block.rows for c in row]
            assert all(figure in text for word in words for figure in word.split() if figure.isdigit())


@pytest.mark.parametrize("layout", [Layout.CSV, Layout.JSON])
@given(cut=st.floats(0, 1), flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6))
@settings(deadline=None, max_examples=40)
def test_damaged_files_are_read_or_refused(layout, cut, flips):
    content = bytearray(print_report(documents()[0].report, Variant(layout)))
    for at, byte in flips:
        content[int(at * (len(content) - 1))] = byte
    with contextlib.suppress(UnreadableDocumentError):
        assert read_document(bytes(content[: int(cut * len(content))])).kind in {str(layout), "text"}
