from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import sheet
from briefing.caption import Caption

FRAME = pl.DataFrame(
    {
        "organ": ["海棠区", "堃镕县", "# 不是注释"],
        "year": [2019, 2020, 2021],
        "value": [1234567.0, None, 0.0],
        "share": [12.5, None, 100.0],
        "status": ["reported", "blank", "reported"],
        "printed": ["1,234,567", None, ""],
        "flags": [["small_n", "corrected"], [], None],
    },
    schema_overrides={"year": pl.Int32, "flags": pl.List(pl.String)},
)
FLAT = FRAME.with_columns(pl.col("flags").list.join("; "))
CAPTION = Caption(title="申请", unit="件", source="年度报告, 第三部分", build='v1 "final"', caveats=("=HYPERLINK(1)",))


def read_csv(data: bytes) -> pl.DataFrame:
    return pl.read_csv(data, comment_prefix="#", schema=FLAT.schema)


def read_xlsx(data: bytes, at: int = 0) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[at].values)


def test_csv_comes_back_as_it_was():
    assert read_csv(sheet.csv(FRAME, CAPTION)).equals(FLAT)


def test_csv_opens_in_chinese_and_ends_with_the_caption():
    data = sheet.csv(FRAME, CAPTION)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[-5:] == [
        "# Shows: 申请",
        "# Unit: 件",
        "# To mind: =HYPERLINK(1)",
        "# Source: 年度报告， 第三部分",
        "# Database: v1 ”final”",
    ]


def test_a_null_is_empty_and_not_zero():
    lines = sheet.csv(FRAME, CAPTION).decode("utf-8-sig").splitlines()
    assert lines[2] == '"堃镕县",2020,,,"blank",,""'
    assert lines[3].split(",")[2] == "0.0"


def test_a_caption_of_several_lines_stays_a_comment():
    caption = replace(CAPTION, caveats=("one\ntwo\r\nthree",))
    assert "# To mind: one two three" in sheet.csv(FRAME, caption).decode().splitlines()


FORMULAS = [
    pytest.param("=1+1", id="equals"),
    pytest.param("+cmd|' /C calc'!A0", id="plus"),
    pytest.param("-2+3+cmd", id="minus"),
    pytest.param("@SUM(A1)", id="at"),
    pytest.param("\t=1+1", id="tab"),
    pytest.param("\r=1+1", id="carriage-return"),
    pytest.param("\n=1+1", id="newline"),
    pytest.param("  =1+1", id="blanks-before"),
    pytest.param("＝1+1", id="full-width"),
    pytest.param('=HYPERLINK("x","y")', id="link"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_holds_no_formula(text: str):
    frame = pl.DataFrame({"organ": [text], "flags": [[text]]})
    row = pl.read_csv(sheet.csv(frame, CAPTION), comment_prefix="#").row(0)
    assert row == (f"'{text}", f"'{text}")


@pytest.mark.parametrize("text", FORMULAS)
def test_xlsx_writes_a_formula_as_text(text: str):
    book = openpyxl.load_workbook(io.BytesIO(sheet.xlsx(pl.DataFrame({"organ": [text]}), CAPTION)))
    cell = book.worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.value.replace("_x000D_", "\r") == text


@pytest.mark.parametrize("text", ["-", "−", "-5", "+1,234", "-3.5%", "—", "a=b", "区-县"])
def test_what_is_no_formula_stays_as_it_is(text: str):
    frame = pl.DataFrame({"printed": [text]})
    data = sheet.csv(frame, CAPTION)
    assert pl.read_csv(data, comment_prefix="#", schema={"printed": pl.String}).item() == text


def test_a_header_is_guarded_too():
    data = sheet.csv(pl.DataFrame({"value": [1]}), CAPTION, headers={"value": "=1+1"})
    assert data.decode("utf-8-sig").splitlines()[0] == '"\'=1+1"'


@given(
    st.lists(
        st.tuples(
            st.none() | st.text("海a1,;\"'# \n", max_size=8),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(deadline=None, max_examples=60)
def test_csv_round_trip(rows: list[tuple[str | None, float | None]]):
    frame = pl.DataFrame(rows, schema={"printed": pl.String, "value": pl.Float64}, orient="row")
    frame = frame.with_columns(pl.col("printed").str.replace(r"^[\n\r\t]", "x"))
    data = sheet.csv(frame, CAPTION)
    table = data[: data.rindex(b"# Shows")]
    assert pl.read_csv(table, schema=frame.schema).equals(frame)


def test_xlsx_comes_back_as_it_was():
    head, *rows = read_xlsx(sheet.xlsx(FRAME, CAPTION))
    assert head == tuple(FLAT.columns)
    assert rows == FLAT.rows()


def test_xlsx_formats_and_frozen_header():
    # A share is a percentage already: the sheet must not multiply it again.
    page = openpyxl.load_workbook(io.BytesIO(sheet.xlsx(FRAME, CAPTION))).worksheets[0]
    formats = {page.cell(1, at).value: page.cell(2, at).number_format for at in range(1, 5)}
    assert formats == {"organ": "General", "year": "0", "value": "#,##0", "share": "#,##0.00"}
    assert page.freeze_panes == "A2"


def test_xlsx_fractions_keep_two_digits_and_dates_are_dates():
    frame = pl.DataFrame({"refusal_rate": [12.345], "read_on": [date(2025, 3, 31)]})
    page = openpyxl.load_workbook(io.BytesIO(sheet.xlsx(frame, CAPTION))).worksheets[0]
    assert page["A2"].value == 12.345
    assert page["A2"].number_format == "#,##0.00"
    assert page["B2"].value.date() == date(2025, 3, 31)


def test_xlsx_explains_itself_on_the_second_sheet():
    words = {"data": "数据", "read_me": "说明", "title": "内容"}
    data = sheet.xlsx(FRAME, replace(CAPTION, fictional=True), words=words)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["数据", "说明"]
    rows = read_xlsx(data, at=1)
    assert rows[0][0].startswith("FICTIONAL")
    assert rows[1:] == [
        ("内容", "申请"),
        ("Unit", "件"),
        ("To mind", "=HYPERLINK(1)"),
        ("Source", "年度报告, 第三部分"),
        ("Database", 'v1 "final"'),
    ]


def test_headers_are_the_words_of_the_reader():
    headers = {"organ": "机关", "value": "数值"}
    assert read_xlsx(sheet.xlsx(FRAME, CAPTION, headers=headers))[0][:3] == ("机关", "year", "数值")
    assert sheet.csv(FRAME, CAPTION, headers=headers).decode("utf-8-sig").startswith('"机关","year","数值"')


@pytest.mark.parametrize("write", [sheet.csv, sheet.xlsx])
def test_an_empty_table_is_a_header(write):
    assert write(FRAME.head(0), CAPTION)


@pytest.mark.parametrize("write", [sheet.csv, sheet.xlsx])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(write, value: float):
    with pytest.raises(ValueError, match="value holds NaN"):
        write(pl.DataFrame({"value": [1.0, value, None]}), CAPTION)
