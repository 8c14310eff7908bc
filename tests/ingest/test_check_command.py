"""`python -m ingest check FILE…`: what the terminal, the exit status, the JSON and the report say of a draft."""

from __future__ import annotations

import json

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from demo.documents import documents as printed
from ingest.__main__ import app

ORGAN = "示例市人民政府"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path / "workspaces"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def city(run, put, documents):
    """A workspace with one report, for 2023."""
    run("add", put("last.md", year=2023, licence=12), "--workspace", "city")
    (documents / "last.md").unlink()


def stored(tmp_path):
    files = (tmp_path / "workspaces").rglob("*")
    return {path: path.stat().st_mtime_ns for path in files}


def word(path, organ=ORGAN, year=2024, licence=6000):
    paper = docx.Document()
    paper.add_paragraph(f"{organ}{year}年政府信息公开工作年度报告")
    paper.add_paragraph(f"本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。")
    paper.add_paragraph("二、主动公开政府信息情况")
    rows = ["第二十条第（五）项", ("信息内容", "本年处理决定数量"), ("行政许可", str(licence))]
    table = paper.add_table(rows=0, cols=2)
    for texts in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, (texts, "") if isinstance(texts, str) else texts, strict=True):
            cell.text = text
    paper.save(path)
    return path


@pytest.mark.usefixtures("city")
def test_a_word_draft_is_compared_with_last_year_and_nothing_is_stored(run, documents, tmp_path):
    before = stored(tmp_path)
    shown = run("check", word(documents / "draft.docx"), "--workspace", "city")
    assert "p.jump.licence.decisions" in shown.stdout
    assert f"draft.docx: {ORGAN}, 2024: checked beside 2023 (workspace city)." in shown.stderr
    assert stored(tmp_path) == before
    assert shown.exit_code == 1  # table three and four are missing


@pytest.mark.usefixtures("city")
def test_json_has_the_keys_of_the_workspace_check(run, put):
    of_workspace = json.loads(run("check", "--workspace", "city", "--json").stdout)
    shown = run("check", put("draft.md", licence=6000), "--workspace", "city", "--json")
    of_draft = json.loads(shown.stdout)
    assert list(of_draft[0]) == list(of_workspace[0])
    assert {row["file"] for row in of_draft} == {"draft.md"}
    assert "pass" not in {row["outcome"] for row in of_draft}
    jump = next(row for row in of_draft if row["rule"] == "p.jump.licence.decisions")
    assert (jump["left_value"], jump["right_value"], jump["difference"], jump["year"]) == (6000, 12, 5988, 2024)


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
@pytest.mark.usefixtures("city")
def test_the_report_of_drafts_lists_the_drafts_only(ending, run, put, tmp_path):
    out = tmp_path / f"mend.{ending}"
    drafts = put("draft.md", licence=6000), put("other.md", organ="示例市教育局", year=2023)
    shown = run("check", *drafts, "--workspace", "city", "--report", out)
    assert f"Written: {out}" in shown.stderr
    if ending == "xlsx":
        book = openpyxl.load_workbook(out)
        heads = [cell.value for cell in book["清单"][2]]
        rows = [
            dict(zip(heads, (cell.value for cell in row), strict=True)) for row in book["清单"].iter_rows(min_row=3)
        ]
        assert {(row["机关"], row["年度"]) for row in rows} == {(ORGAN, 2024), ("示例市教育局", 2023)}
        assert any(row["报告所填"] == "本年处理决定数量：6000；上年报告本年处理决定数量：12" for row in rows)
        assert "草稿" in str([row[1].value for row in book["说明"].iter_rows()])
    else:
        assert any(
            "6000" in cell.text for table in docx.Document(out).tables for row in table.rows for cell in row.cells
        )


@pytest.mark.parametrize(
    ("draft", "options", "says"),
    [
        pytest.param(
            {"organ": "示例市教育局"},
            ["--workspace", "city"],
            "not in the workspace city; checked alone",
            id="unknown-organ",
        ),
        pytest.param({}, [], "no workspace to compare with; checked alone", id="no-workspace"),
        pytest.param(
            {"year": 2023}, ["--workspace", "city"], "the same figures as the published report last.md", id="same"
        ),
        pytest.param(
            {"year": 2023, "penalty": 4},
            ["--workspace", "city"],
            "differs from the published report last.md in 1 cells",
            id="differs",
        ),
        pytest.param(
            {"year": 2025}, ["--workspace", "city"], "beside 2023 (workspace city); 2024 is missing", id="gap"
        ),
        pytest.param(
            {"organ": "示例市政府"}, ["--workspace", "city"], f"{ORGAN}, 2024: checked beside 2023", id="short-name"
        ),
    ],
)
@pytest.mark.usefixtures("city")
def test_what_a_draft_was_compared_with_is_said(draft, options, says, *, run, put):
    assert says in run("check", put("draft.md", **{"licence": 12, **draft}), *options).stderr


@pytest.mark.usefixtures("city")
def test_organ_and_year_can_be_said_where_the_draft_does_not(run, put):
    path = put("draft.md", licence=6000)
    lines = path.read_text(encoding="utf-8").splitlines()[3:]
    path.write_text("\n".join(lines), encoding="utf-8")
    refused = run("check", path, "--workspace", "city")
    assert refused.exit_code == 1
    assert "--organ NAME and --year YEAR" in refused.stderr
    shown = run("check", path, "--workspace", "city", "--organ", ORGAN, "--year", 2024)
    assert "p.jump.licence.decisions" in shown.stdout


def test_a_draft_without_errors_exits_with_0(run, documents, workspaces):
    clean = next(each for each in printed() if each.name == "示例市庚金经济开发区_2023.docx")
    path = documents / clean.name
    path.write_bytes(clean.content())
    shown = run("check", path, "--workspace", workspaces / "demo", "--json")
    assert (shown.exit_code, json.loads(shown.stdout)) == (0, [])


def test_a_file_that_is_no_report_is_an_error(run, documents, tmp_path):
    path = documents / "x.bin"
    path.write_bytes(bytes(range(256)) * 20)
    shown = run("check", path, "--report", tmp_path / "a.xlsx", "--json")
    assert shown.exit_code == 1
    assert json.loads(shown.stdout)[0]["organ"] is None
    assert "was not written" in shown.stderr
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        pytest.param(["a.md", "b.md"], 2, "a.md and b.md are both the report", id="one-report-twice"),
        pytest.param(["a.md", "--report", "a.pdf"], 2, ".xlsx or .docx", id="ending"),
        pytest.param(["a.md", "--workspace", "none"], 1, "no database yet", id="no-such-workspace"),
        pytest.param(["none.md"], 2, "does not exist", id="no-such-file"),
        pytest.param(["--report", "a.xlsx"], 2, "python -m briefing check", id="report-without-draft"),
        pytest.param(["a.md", "--report", "none/a.xlsx"], 1, "could not be written", id="no-folder"),
    ],
)
def test_mistakes_are_answered_in_one_line(arguments, code, says, *, run, put, monkeypatch):
    monkeypatch.chdir(put("a.md").parent)
    put("b.md", penalty=9)
    shown = run("check", *arguments)
    assert (shown.exit_code, says in shown.output.replace("\n", " ")) == (code, True), shown.output
    assert "Traceback" not in shown.output
