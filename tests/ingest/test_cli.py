from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from ingest.__main__ import app
from ingest.commands import building
from ingest.export import harmless

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    *("read", "add", "build", "attributes", "check", "trace", "picture", "demo", "export"),
    *("apply", "correct", "verdict", "explain", "undo", "history"),
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in this process, with its workspaces under tmp_path."""
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path / "workspaces"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_every_command_of_the_design_is_there():
    assert {command.callback.__name__ for command in app.registered_commands} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run, command):
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert f"Example: python -m ingest {command}" in shown.output


def test_read_gives_one_object_per_document(run, put):
    shown = run("read", put("a.md", licence="1,204", penalty="-"), put("b.md", year=2023), "--json")
    assert shown.exit_code == 0
    first, second = (json.loads(line) for line in shown.stdout.splitlines())
    assert (first["organ"], first["year"], first["form"]) == ("示例市人民政府", 2024, "2021")
    assert first["cells"]["licence.decisions"] == {
        "status": "reported",
        "value": 1204,
        "printed": "1,204",
        "place": first["cells"]["licence.decisions"]["place"],
    }
    assert first["cells"]["licence.decisions"]["place"]
    assert (first["cells"]["penalty.decisions"]["status"], first["cells"]["penalty.decisions"]["value"]) == (
        "blank",
        None,
    )
    assert second["year"] == 2023
    assert all({"rule", "severity", "message"} <= finding.keys() for finding in first["findings"])


def test_read_shows_an_unreadable_document_as_an_object_too(run, documents):
    path = documents / "x.bin"
    path.write_bytes(bytes(range(256)) * 20)
    shown = run("read", path, "--json")
    assert shown.exit_code == 1
    answer = json.loads(shown.stdout)
    assert answer["cells"] == {}
    assert answer["findings"][0]["severity"] == "error"


def test_read_for_people_shows_every_cell(run, put):
    shown = run("read", put(licence=4021))
    assert "licence.decisions" in shown.stdout
    assert "4021" in shown.stdout
    assert "示例市人民政府, 2024, form 2021" in shown.stderr


def test_add_check_trace_export(run, put, documents, tmp_path):
    put("a.md", year=2023, licence=12)
    put("b.md", year=2024, licence=6000)
    shown = run("add", documents, "--workspace", "city")
    assert "2 new documents" in shown.stderr
    assert "2 reports, 0 set aside; 1 organs, years 2023–2024" in shown.stderr

    shown = run("check", "--workspace", "city")
    assert "p.jump.licence.decisions" in shown.stdout
    found = json.loads(run("check", "--workspace", "city", "--json").stdout)
    assert {row["outcome"] for row in found} == {"fail", "cannot_check"}
    has_errors = any(row["severity"] == "error" and row["outcome"] == "fail" for row in found)
    assert shown.exit_code == int(has_errors)

    shown = run("trace", "示例市", 2024, "licence.decisions", "--workspace", "city")
    assert shown.exit_code == 0
    assert "“6000”" in shown.stdout
    assert "行政许可 | 6000" in shown.stdout

    target = tmp_path / "facts.csv"
    assert run("export", "--workspace", "city", "--to", target).exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert pl.read_csv(target).filter(path="licence.decisions")["value"].to_list() == [12, 6000]


def test_findings_speak_the_language_of_the_terminal(run, put, monkeypatch):
    run("add", put("a.md", year=2023, licence=12), put("b.md", licence=6000))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "行政许可" in run("check").stdout


def test_exported_formats_hold_the_same_facts(run, put, tmp_path):
    run("add", put(licence=12, penalty="-", coercion="约30"))
    targets = [tmp_path / f"facts.{ending}" for ending in ("parquet", "csv", "xlsx")]
    assert [run("export", "--to", target).exit_code for target in targets] == [0, 0, 0]
    parquet = pl.read_parquet(targets[0])
    csv = pl.read_csv(targets[1], schema_overrides=parquet.schema)
    assert csv.rows() == parquet.rows()
    sheet = openpyxl.load_workbook(targets[2])["facts"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == parquet.columns
    value = parquet.columns.index("value")
    assert [row[value] for row in cells[1:]] == parquet["value"].to_list()
    assert None in parquet["value"].to_list()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("@sum(a1)", "'@sum(a1)", id="at"),
        pytest.param("+cmd|x", "'+cmd|x", id="plus-and-text"),
        pytest.param("-367", "-367", id="negative-number"),
        pytest.param("+461", "+461", id="signed-number"),
        pytest.param("-", "-", id="dash-alone"),
        pytest.param("示例", "示例", id="text"),
    ],
)
def test_no_text_runs_as_a_formula(text, written):
    assert harmless(pl.DataFrame({"printed": [text], "value": [1.0]}))["printed"].item() == written


def test_a_spreadsheet_formula_stays_text(run, put, tmp_path):
    run("add", put(licence="=1+30"))
    target = tmp_path / "facts.xlsx"
    run("export", "--to", target)
    sheet = openpyxl.load_workbook(target)["facts"]
    printed = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in printed] == ["s"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        pytest.param(["read", "nowhere.txt"], 2, "does not exist", id="no-such-file"),
        pytest.param(["add", "nowhere"], 2, "does not exist", id="no-such-folder"),
        pytest.param(["trace", "示例市", "MMXX", "a"], 2, "year", id="year-is-no-number"),
        pytest.param(["trace", "示例市", "2024", "a"], 1, "no database yet", id="nothing-published"),
        pytest.param(["check"], 1, "no database yet", id="nothing-to-check"),
        pytest.param(["build"], 1, "There is no workspace", id="nothing-to-build"),
        pytest.param(["nonsense"], 2, "nonsense", id="no-such-command"),
    ],
)
def test_mistakes_are_answered_in_one_line(run, arguments, code, says):
    shown = run(*arguments)
    assert shown.exit_code == code
    assert says in shown.output.replace("\n", " ")
    assert "Traceback" not in shown.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["trace", "东", "2024", "licence.decisions"], "No organ", id="unknown-organ"),
        pytest.param(["trace", "示例", "2020", "licence.decisions"], "2024", id="year-without-report"),
        pytest.param(["export", "--to", "facts.doc"], ".parquet, .csv, .xlsx", id="unknown-ending"),
    ],
)
def test_wrong_arguments_exit_with_2(run, put, arguments, says):
    run("add", put())
    shown = run(*arguments)
    assert (shown.exit_code, says in shown.stderr) == (2, True)


def test_demo_replaces_its_documents(run, put, documents, monkeypatch, tmp_path):
    put("a.md", year=2023)
    monkeypatch.setattr(building, "DEMO_MODULE", "fake_demo")
    printer = "import shutil, sys; shutil.copytree({!r}, sys.argv[2])"
    (tmp_path / "fake_demo.py").write_text(printer.format(str(documents)))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert run("demo").exit_code == 0
    (documents / "a.md").unlink()
    put("b.md", year=2024)
    shown = run("demo")
    assert "1 reports, 0 set aside; 1 organs, years 2024–2024" in shown.stderr


def test_demo_says_why_nothing_was_printed(run, monkeypatch, tmp_path):
    monkeypatch.setattr(building, "DEMO_MODULE", "fake_demo")
    (tmp_path / "fake_demo.py").write_text("raise SystemExit('no paper')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    shown = run("demo")
    assert shown.exit_code == 1
    assert "no paper" in shown.stderr


def test_read_starts_without_the_heavy_libraries():
    code = "import sys, ingest.__main__; print([name for name in ('polars', 'duckdb', 'lxml') if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@pytest.mark.slow
def test_read_answers_at_once(put):
    command = [sys.executable, "-m", "ingest", "read", "--json", str(put())]
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert time.perf_counter() - started < 3
