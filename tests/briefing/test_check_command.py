"""`python -m briefing check` over the published demo city."""

from __future__ import annotations

import re

import docx
import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from analysis import load
from analysis.check_report import check_report, children_of
from briefing.__main__ import app, find_organ

CITY = "示例市人民政府"


@pytest.fixture
def run(workspaces, monkeypatch):
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(workspaces))
    return lambda *arguments: CliRunner().invoke(app, ["check", *map(str, arguments)])


@pytest.fixture(scope="module")
def city(workspaces):
    """The database, and what the subordinates have to mend in 2023."""
    database = load.published(workspaces / "demo")
    with load.open_database(database) as con:
        organ_id, _ = find_organ(load.organs(con), CITY)
        return database, check_report(con, "x", children_of(con, organ_id, 2023))


def numbers(texts):
    return {float(number) for text in texts for number in re.findall(r"-?\d+(?:\.\d+)?", str(text or ""))}


def test_sheet_of_all_subordinates(run, city, tmp_path):
    database, report = city
    out = tmp_path / "mend.xlsx"
    shown = run("--workspace", "demo", "--organ", CITY, "--children", "--year", 2023, "--out", out)
    assert shown.exit_code == 0, shown.output
    sheet = openpyxl.load_workbook(out)["清单"]
    heads = [cell.value for cell in sheet[2]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    shown_rows = [[row[heads.index(name)] for name in ("机关", "左边数字", "右边数字", "相差", "问题")] for row in rows]
    fields = ("organ", "left_value", "right_value", "difference", "message_zh")
    assert shown_rows == [list(row) for row in report.mends.select(fields).rows()]
    again = tmp_path / "again.xlsx"
    shown = run("--database", database, "--organ", CITY, "--children", "--year", 2023, "--out", again)
    assert [cell.value for cell in openpyxl.load_workbook(again)["清单"]["O"]] == [cell.value for cell in sheet["O"]]


def test_letter_of_one_organ_over_all_years(run, city, tmp_path):
    out = tmp_path / "mend.docx"
    assert run("--workspace", "demo", "--organ", "甲木区", "--out", out).exit_code == 0
    paper = docx.Document(out)
    with load.open_database(city[0]) as con:
        organ_id, _ = find_organ(load.organs(con), "甲木区")
        mends = check_report(con, "x", [(organ_id, year) for year in range(2019, 2026)]).mends
    problems = [row.cells[4].text for table in paper.tables for row in table.rows[1:]]
    assert sorted(text.split("\n")[0] for text in problems) == sorted(mends["message_zh"])
    sides = mends.select(pl.concat_list("left_value", "right_value", "difference"))["left_value"].explode().drop_nulls()
    assert set(sides) <= numbers(problems)


def test_single_reports_by_id(run, city, tmp_path):
    out = tmp_path / "mend.xlsx"
    wanted = city[1].mends.row(0, named=True)
    shown = run("--workspace", "demo", "--report", f"{wanted['organ_id']}:{wanted['year']}", "--out", out)
    assert shown.exit_code == 0
    assert openpyxl.load_workbook(out)["清单"]["B3"].value == wanted["organ"]


def test_a_clean_report_is_a_sentence(run, tmp_path):
    out = tmp_path / "mend.docx"
    assert run("--workspace", "demo", "--organ", "庚金", "--year", 2023, "--out", out).exit_code == 0
    assert any("未发现需要修改之处" in paragraph.text for paragraph in docx.Document(out).paragraphs)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["--organ", "甲木区", "--out", "a.pdf"], ".xlsx or .docx", id="ending"),
        pytest.param(["--out", "a.xlsx"], "--organ NAME", id="no-organ"),
        pytest.param(["--organ", "丙丁", "--out", "a.xlsx"], "No organ here", id="unknown-organ"),
        pytest.param(["--organ", "人民政府", "--out", "a.xlsx"], "give more of the name", id="several-organs"),
        pytest.param(["--organ", "甲木区", "--children", "--out", "a.xlsx"], "superior", id="no-children"),
        pytest.param(["--report", "甲木区:2023", "--out", "a.xlsx"], "a8af0d78:2024", id="no-id"),
        pytest.param(["--organ", "甲木区", "--out", "nowhere/a.xlsx"], "nowhere", id="no-folder"),
        pytest.param(["--workspace", "none", "--organ", "a", "--out", "a.xlsx"], "ingest add", id="no-workspace"),
        pytest.param(["--database", "none", "--organ", "a", "--out", "a.xlsx"], ".duckdb", id="no-database"),
    ],
)
def test_mistakes_name_the_way_out(run, arguments, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    workspace = [] if {"--workspace", "--database"} & set(arguments) else ["--workspace", "demo"]
    shown = run(*workspace, *arguments)
    assert (shown.exit_code, says in shown.output) == (2, True), shown.output
    assert "Traceback" not in shown.output
    assert not list(tmp_path.iterdir())
