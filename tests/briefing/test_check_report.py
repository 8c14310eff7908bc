"""Both files are read back: every figure of the frames is there, and none other."""

from __future__ import annotations

import datetime as dt
import io
import re

import docx
import openpyxl
import polars as pl
import pytest
from docx.oxml.ns import qn

from analysis.check_report import MENDS, REPORTED, UNCHECKED, CheckReport
from analysis.frames import BUILD
from briefing.check_document import docx_of
from briefing.check_sheet import xlsx
from briefing.check_words import NO_REPORT, NOTHING

DAY = dt.date(2026, 3, 1)
HEADS = 2  # title and headings
BUILT = dt.datetime(2025, 1, 2, 3, 4, 5)  # noqa: DTZ001 - the column has no zone, it is UTC by contract


def mend(organ="a", year=2023, number=1, **fields):
    plain = {
        "organ_id": organ,
        "organ": f"示例{organ}区",
        "year": year,
        "file": f"{organ}.txt",
        "number": number,
        "severity": "error",
        "severity_zh": "错误（应当更正）",
        "table": "three",
        "table_zh": "表三",
        "row_zh": "一、本年新收",
        "column_zh": "自然人",
        "paths": ["requests.new.natural"],
        "printed": "一、本年新收：16",
        "rule": "t3.balance.natural",
        "rule_zh": "甲＝乙",
        "left_zh": "左",
        "left_value": 16.0,
        "right_zh": "右",
        "right_value": 15.5,
        "difference": 0.5,
        "message_zh": "表三·自然人：16，15.5，相差 0.5",
        "place": "p1 t2",
        "place_zh": "第1页 第2个表格",
        "judgement": None,
    }
    return {**plain, **fields}


def report(mends=(), unchecked=(), absent=(), *, fictional=False, organs="ab"):
    rows = [
        (
            organ,
            f"示例{organ}区",
            f"{organ}区",
            2023,
            *((None,) * 3 if organ in absent else (1, "2021", f"{organ}.txt")),
            0,
            0,
            0,
            0,
        )
        for organ in organs
    ]
    build = pl.DataFrame([(7, BUILT, "0.1.0", "示例市", fictional, 1, 1, 0, 0)], schema=BUILD, orient="row")
    return CheckReport(
        "示例市",
        pl.DataFrame(rows, schema=REPORTED, orient="row"),
        pl.DataFrame(list(mends), schema=MENDS),
        pl.DataFrame(list(unchecked), schema=UNCHECKED, orient="row"),
        build,
    )


def book_of(made):
    return openpyxl.load_workbook(io.BytesIO(xlsx(made, DAY)))


def rows_of(sheet):
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADS)]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def paper_of(made):
    return docx.Document(io.BytesIO(docx_of(made, DAY)))


def text_of(paper):
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


TWO = (
    mend(),
    mend("b", severity_zh="提示（请留意）", left_value=None, right_value=3.0, difference=None, row_zh="二、结转"),
)


def test_the_list_holds_the_frame_and_nothing_else():
    made = report(TWO, [("a", "示例a区", 2023, "规则", "有空白格", 4)])
    found = rows_of(book_of(made)["清单"])
    heads = (
        "序号",
        "机关",
        "年度",
        "程度",
        "表",
        "行",
        "列",
        "报告所填",
        "核对规则",
        "左边",
        "左边数字",
        "右边",
        "右边数字",
    )
    more = ("相差", "问题", "文档位置", "单元格")
    fields = ("number", "organ", "year", "severity_zh", "table_zh", "row_zh", "column_zh", "printed", "rule_zh")
    further = ("left_zh", "left_value", "right_zh", "right_value", "difference", "message_zh", "place_zh")
    shown = [tuple(row[head] for head in heads + more) for row in found]
    assert shown == [(*(each[name] for name in fields + further), *each["paths"]) for each in TWO]
    assert {row["整改情况"] for row in found} == {None}
    (unchecked,) = rows_of(book_of(made)["无法核对"])
    assert list(unchecked.values()) == ["示例a区", 2023, "规则", "有空白格", 4]


def test_every_organ_has_its_sheet_and_only_its_faults():
    book = book_of(report(TWO, absent="b"))
    assert book.sheetnames == ["说明", "汇总", "清单", "无法核对", "a区", "b区"]
    assert [row["行"] for row in rows_of(book["a区"])] == ["一、本年新收"]
    assert book["b区"]["A3"].value == NO_REPORT


def test_many_organs_have_the_list_only():
    many = [chr(0x4E00 + number) for number in range(61)]
    assert len(book_of(report([mend(many[0])], organs=many)).sheetnames) == 4
    assert len(book_of(report([mend(many[0])], organs=many[:60])).sheetnames) == 64


@pytest.mark.parametrize(
    "names", [("同", "同"), ("[甲]:*?/\\", "甲"), ("说明", "汇总"), ("长" * 40, "长" * 40), ("'a'", "A")], ids=repr
)
def test_sheet_names_are_names_that_excel_takes(names):
    made = report([mend()])
    named = made.reports.with_columns(short_name=pl.Series(names))
    sheets = book_of(CheckReport("x", named, made.mends, made.unchecked, made.build)).sheetnames
    assert len({name.casefold() for name in sheets}) == 6
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in sheets)


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@sum(a1)", "http://a.b", "=HYPERLINK(1)"])
def test_a_text_that_looks_like_a_formula_stays_text(text):
    sheet = book_of(report([mend(printed=text, file=text, message_zh=text)]))["清单"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) == 2
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.hyperlink is None for cell in found)


def test_signs_that_no_office_file_may_hold_are_dropped():
    made = report([mend(printed="1\x002\x0b3")])
    assert rows_of(book_of(made)["清单"])[0]["报告所填"] == "123"
    assert "123" in text_of(paper_of(made))


def test_read_me_says_where_it_comes_from():
    told = {row[0].value: row[1].value for row in book_of(report(TWO, absent="b"))["说明"].iter_rows(min_row=3)}
    assert told["报告情况"] == "应有 2 份，已有 1 份；未见：示例b区（2023 年）"
    assert told["数据来源"] == "示例市"
    assert told["数据库"] == "第 7 版，2025-01-02 03:04（协调世界时）生成，程序版本 0.1.0"
    assert told["制表日期"] == "2026年3月1日"
    assert "虚构数据" not in told


def test_invented_data_say_so_on_every_page():
    made = report(TWO, fictional=True)
    book = book_of(made)
    assert book["说明"]["A3"].value == "虚构数据"
    assert all("虚构数据" in book[name]["A1"].value for name in ("汇总", "清单", "无法核对"))
    assert paper_of(made).paragraphs[0].text.startswith("虚构数据")


@pytest.mark.parametrize(
    ("made", "says"),
    [
        pytest.param(report(), NOTHING, id="nothing-wrong"),
        pytest.param(report(absent="ab"), NO_REPORT, id="no-report"),
        pytest.param(report(unchecked=[("a", "示例a区", 2023, "规则", "空白", 4)]), NOTHING, id="only-unchecked"),
    ],
)
def test_an_empty_result_is_a_sentence(made, says):
    assert says in text_of(paper_of(made))
    book = book_of(made)
    assert says in [row[1].value for row in book["说明"].iter_rows()] or says in str(book["说明"]["B6"].value)
    assert book["清单"]["A3"].value == NOTHING


def test_summary_counts_by_rule_the_gravest_first():
    many = [mend(number=1, severity_zh="提示（请留意）", rule_zh="丙"), mend(number=2), mend("b")]
    values = [[cell.value for cell in row] for row in book_of(report(many))["汇总"].iter_rows()]
    start = values.index(["程度", "处数", "核对规则", "机关数", None, None, None])
    assert [row[:4] for row in values[start + 1 :]] == [
        ["错误（应当更正）", 2, "甲＝乙", 2],
        ["提示（请留意）", 1, "丙", 1],
    ]


def test_a_verdict_has_a_column_of_its_own():
    judged = rows_of(book_of(report([mend(judgement="source_error"), mend(number=2)]))["清单"])
    assert [row["核实意见"] for row in judged] == ["报告有误", None]
    assert "核实意见：报告有误" in text_of(paper_of(report([mend(judgement="source_error")])))


def test_the_letter_holds_every_fault_and_leaves_room_for_the_reply():
    paper = paper_of(report(TWO, [("a", "示例a区", 2023, "规则", "有空白格", 4)]))
    first, second, unchecked = paper.tables
    assert [cell.text for cell in first.rows[0].cells][-1] == "整改情况"
    row = [cell.text for cell in first.rows[1].cells]
    assert row[:4] == ["1", "错误", "表三\n一、本年新收\n自然人", "一、本年新收：16"]
    assert row[4] == "表三·自然人：16，15.5，相差 0.5\n左：16；右：15.5；相差：0.5\n规则：甲＝乙"
    assert row[5:] == ["第1页 第2个表格", ""]
    assert "左：无；右：3；相差：无" in second.rows[1].cells[4].text
    assert [cell.text for cell in unchecked.rows[1].cells] == ["示例a区", "2023", "规则", "有空白格", "4"]


def test_rows_stay_whole_and_headings_repeat():
    for table in paper_of(report(TWO)).tables:
        marks = [{child.tag for child in row._tr.trPr} for row in table.rows]
        assert all(qn("w:cantSplit") in each for each in marks)
        assert [qn("w:tblHeader") in each for each in marks] == [True] + [False] * (len(marks) - 1)


def test_fonts_of_official_letters_with_stand_ins_and_page_numbers():
    paper = paper_of(report(TWO))
    fonts = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for each in paper.paragraphs for run in each.runs}
    assert fonts == {"方正小标宋简体", "黑体", "仿宋_GB2312"}
    table = next(part for part in paper.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    assert all(f'w:name="{font}"><w:altName' in table.blob.decode() for font in fonts)
    section = paper.sections[0]
    assert section.page_width > section.page_height
    assert "> PAGE <" in section.footer._element.xml


def test_reports_without_faults_are_named():
    assert "下列报告未发现需要修改之处：示例b区（2023 年）。" in text_of(paper_of(report([mend()])))
