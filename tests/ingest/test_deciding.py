"""Decisions at the command line: what a person enters, what changes at once, and what can be read about it later."""

from __future__ import annotations

import getpass
import json
import shutil

import polars as pl
import pytest
from typer.testing import CliRunner

from ingest.__main__ import app
from ingest.store import query
from ingest.workspace import Workspace
from ledger import Kind, book_of


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [*(str(each) for each in arguments), "-w", "space"])


@pytest.fixture
def added(add, put):
    return add(put("a.md", year=2023, licence=12), put("b.md", year=2024, licence=6000, penalty="约30"))


def fact(space, path, year=2024):
    return query(space.published(), "select status, value from fact where path = ? and year = ?", [path, year]).row(0)


def decided(space):
    return book_of(space.root).history()[0]


@pytest.mark.usefixtures("added")
def test_a_correction_is_effective_at_once_and_so_is_its_undo(run, space):
    done = run("correct", "示例市", 2024, "licence.decisions", "1,260", "--reason", "多读一位", "--source", "第 2 页")
    assert done.exit_code == 0, done.output
    assert "Entry 1: 示例市人民政府 2024 licence.decisions: “6000” → 1260" in done.stderr
    assert "v2.duckdb: 1 corrections, 2 reports checked anew" in done.stderr
    assert fact(space, "licence.decisions") == ("corrected", 1260)
    assert decided(space).who == getpass.getuser()
    assert run("undo", 1, "--note", "没有多读", "--who", "审核员").exit_code == 0
    assert fact(space, "licence.decisions") == ("reported", 6000)
    assert run("undo", 2, "--note", "确实多读").exit_code == 0
    assert fact(space, "licence.decisions") == ("corrected", 1260)


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    ("path", "value", "printed", "after"),
    [
        pytest.param("penalty.decisions", "30", "约30", ("corrected", 30), id="unreadable"),
        pytest.param("penalty.decisions", "--blank", "约30", ("blank", None), id="blank"),
        pytest.param("coercion.decisions", "-3", "0", ("corrected", -3), id="negative-is-no-option"),
        pytest.param("fees.amount_wan", "0.37", None, ("corrected", 0.37), id="cell-that-was-not-read"),
    ],
)
def test_the_printed_text_is_taken_from_the_database(*, run, space, path, value, printed, after):
    done = run("correct", "示例市", 2024, path, value, "--reason", "a", "--source", "b")
    assert done.exit_code == 0, done.output
    assert decided(space).printed == printed
    assert fact(space, path) == after
    again = run("correct", "示例市", 2024, path, 5, "--reason", "a", "--source", "b")
    assert again.exit_code == 0, again.output
    assert decided(space).printed == printed
    assert fact(space, path) == ("corrected", 5)


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        pytest.param(("correct", "无名", 2024, "a", "1", "--reason", "a", "--source", "b"), 2, "No organ", id="organ"),
        pytest.param(("correct", "示例", 2020, "a", "1", "--reason", "a", "--source", "b"), 2, "no report", id="year"),
        pytest.param(
            ("correct", "示例", 2024, "licence.decision", "1", "--reason", "a", "--source", "b"),
            2,
            "Did you mean licence.decisions",
            id="path",
        ),
        pytest.param(
            ("correct", "示例", 2024, "licence.decisions", "一", "--reason", "a", "--source", "b"),
            2,
            "一 is no figure",
            id="no-figure",
        ),
        pytest.param(
            ("correct", "示例", 2024, "licence.decisions", "inf", "--reason", "a", "--source", "b"),
            1,
            "inf is no figure",
            id="infinite",
        ),
        pytest.param(
            ("correct", "示例", 2024, "licence.decisions", "--reason", "a", "--source", "b"),
            2,
            "or --blank",
            id="no-value",
        ),
        pytest.param(
            ("correct", "示例", 2024, "licence.decisions", "1", "--reason", " ", "--source", "b"),
            1,
            "note is empty",
            id="no-reason",
        ),
        pytest.param(("verdict", "示例", 2024, "t9", "accepted", "--note", "a"), 2, "no open finding t9", id="rule"),
        pytest.param(("verdict", "示例", 2024, "t9", "nice", "--note", "a"), 2, "nice is no judgement", id="judgement"),
        pytest.param(("explain", "示例", 2024, "penalty.decisions", "a"), 2, "no figure in both 2023", id="no-change"),
        pytest.param(("undo", 7, "--note", "a"), 1, "no entry 7", id="entry"),
    ],
)
def test_a_mistake_is_answered_with_the_way_out_and_nothing_is_written(*, run, space, arguments, code, says):
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert says in done.stderr
    assert book_of(space.root).history() == ()
    assert space.published().name == "v1.duckdb"


@pytest.mark.usefixtures("added")
def test_an_explanation_keeps_both_figures(run, space):
    done = run("explain", "示例市", 2024, "licence.decisions", "新增两项许可事项", "--who", "审核员")
    assert done.exit_code == 0, done.output
    entry = decided(space)
    assert (entry.kind, entry.left_value, entry.right_value, entry.note) == (
        "explanation",
        12,
        6000,
        "新增两项许可事项",
    )
    assert "12 → 6000" in done.stderr
    assert space.published().name == "v1.duckdb"


@pytest.mark.usefixtures("added")
def test_history_and_trace_tell_who_decided_what_and_why(run):
    run("correct", "示例市", 2024, "licence.decisions", 60, "--reason", "甲因", "--source", "第 2 页", "--who", "甲")
    run("correct", "示例市", 2024, "licence.decisions", 600, "--reason", "乙因", "--source", "第 3 页", "--who", "乙")
    run("undo", 2, "--note", "丙因", "--who", "丙")
    traced = run("trace", "示例市", 2024, "licence.decisions")
    told = [line.split(" (")[0].split() for line in traced.stdout.splitlines() if line.startswith("correction")]
    assert told == [
        ["correction", "3", "undoes", "2,", "undo:", "丙因"],
        ["correction", "2", "“6000”", "→", "600,", "undone:", "乙因"],
        ["correction", "1", "“6000”", "→", "60,", "in", "force:", "甲因"],
    ]
    assert "甲, 20" in traced.stdout
    assert "第 2 页" in traced.stdout
    shown = run("history", "示例市", 2024, "licence.decisions").stdout
    assert [word in shown for word in ("undone", "in force", "丙因", "第 3 页")] == [True] * 4
    assert run("history", "示例市", 2023).stderr == "0 entries.\n"
    assert "3 entries" in run("history").stderr


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(("value", "status", "number"), [("60", "corrected", 60.0), ("--blank", "blank", None)])
def test_an_export_says_which_figures_a_person_gave_and_what_is_printed(*, run, tmp_path, value, status, number):
    run("correct", "示例市", 2024, "licence.decisions", value, "--reason", "误读", "--source", "第 2 页", "--who", "甲")
    assert run("export", "--to", tmp_path / "facts.parquet").exit_code == 0
    facts = pl.read_parquet(tmp_path / "facts.parquet")
    names = ("status", "value", "printed", "correction", "correction_note", "correction_source", "corrected_by")
    found = facts.filter(year=2024, path="licence.decisions").select(names).row(0)
    assert found == (status, number, "6000", 1, "误读", "第 2 页", "甲")
    assert facts["correction"].null_count() == facts.height - 1


@pytest.mark.usefixtures("added")
def test_a_finding_with_a_corrected_figure_says_what_is_printed(run, space):
    run("correct", "示例市", 2024, "licence.decisions", 5000, "--reason", "误读", "--source", "第 2 页")
    sql = "select message_zh, message_en from finding where rule = 'p.jump.licence.decisions' and outcome = 'fail'"
    zh, en = query(space.published(), sql).row(0)
    assert "本年(5000，更正前“6000”)" in zh
    assert "this year (5000, printed “6000”)" in en


def test_a_trace_of_a_figure_that_only_a_person_gave(run, added):
    run("correct", "示例市", 2024, "fees.amount_wan", 3, "--reason", "a", "--source", "b")
    traced = run("trace", "示例市", 2024, "fees.amount_wan")
    assert traced.exit_code == 0, traced.output
    assert "no cell → 3" in traced.stdout
    assert added.version == 1


def test_an_error_of_reading_is_judged_corrected_and_gone(workspaces, tmp_path, run):
    """The way of a supervisor through the fictional city: a finding, its verdict, the correction, the next check."""
    shutil.copytree(workspaces / "demo", tmp_path / "space")
    space = Workspace(tmp_path / "space")

    def failures():
        found = json.loads(run("check", "--json").stdout)
        return [row for row in found if row["outcome"] == "fail" and row["rule"].startswith("t4.review")]

    before = failures()
    finding = before[0]
    organ, year, rule = finding["organ"], finding["year"], finding["rule"]
    judged = run("verdict", organ, year, rule, "parse_error", "--note", "总计读错", "--who", "审核员")
    assert f"python -m ingest correct {organ} {year}" in judged.stderr
    verdict = decided(space)
    assert (verdict.kind, verdict.judgement, verdict.target) == (Kind.VERDICT, "parse_error", rule)
    assert (verdict.left_value, verdict.right_value) == (finding["left_value"], finding["right_value"])
    assert failures() == before

    total = next(path for path in finding["cells"] if path.endswith(".total"))
    parts = (
        finding["left_value"]
        if fact_of(space, organ, year, total) == finding["right_value"]
        else finding["right_value"]
    )
    assert run("correct", organ, year, total, parts, "--reason", "原件", "--source", "第 3 页").exit_code == 0
    assert failures() == [row for row in before if row != finding]
    run("undo", 2, "--note", "再看")
    assert failures() == before


def fact_of(space, organ, year, path):
    sql = "select value from fact join organ using (organ_id) where name = ? and year = ? and path = ?"
    return query(space.published(), sql, [organ, year, path]).item()
