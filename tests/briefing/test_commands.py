"""`python -m briefing annual`, `profile` and `reply` over the published demo city, in every format."""

import zipfile

import pytest
from typer.testing import CliRunner

from briefing.__main__ import app
from briefing.write import KINDS, written


@pytest.fixture
def run(workspaces, monkeypatch):
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(workspaces))
    return lambda *arguments: CliRunner().invoke(app, list(map(str, arguments)))


@pytest.mark.parametrize(("kind", "language"), [*((kind, "zh") for kind in KINDS), ("docx", "en")])
def test_a_yearly_comparison_is_written_in_every_format(run, tmp_path, kind, language):
    out = tmp_path / f"annual.{kind}"
    done = run("annual", "-w", "demo", "--out", out, "--year", "2024", "-l", language)
    assert done.exit_code == 0, done.output
    data = out.read_bytes()
    assert data.startswith(b"%PDF" if kind == "pdf" else b"PK")
    if kind != "pdf":
        assert zipfile.ZipFile(out).testzip() is None


@pytest.mark.parametrize(
    ("command", "name"), [("profile", "甲木区人民政府"), ("reply", "丁火县人民政府")], ids=["profile", "reply"]
)
def test_one_organ_is_written(run, tmp_path, command, name):
    done = run(command, "-w", "demo", "--organ", name, "--year", "2023", "--out", tmp_path / "one.docx")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["annual", "-w", "demo", "--out", "x.odt"], "must end in", id="kind"),
        pytest.param(["annual", "-w", "demo", "--out", "x.pdf", "-l", "fr"], "zh or en", id="language"),
        pytest.param(["annual", "-w", "nowhere", "--out", "x.pdf"], "has no database", id="workspace"),
        pytest.param(["profile", "-w", "demo", "--organ", "无此", "--out", "x.pdf"], "No organ here", id="organ"),
        pytest.param(["annual", "-w", "demo", "--year", "1990", "--out", "x.pdf"], "没有年报", id="no reports"),
        pytest.param(["annual", "-w", "demo", "--template", "no.docx", "--out", "x.docx"], "no.docx", id="template"),
    ],
)
def test_a_mistake_is_a_sentence_and_status_2(run, arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert "Traceback" not in done.output
    assert not list(tmp_path.glob("x.*"))


def test_a_kind_that_nobody_writes_is_refused():
    with pytest.raises(ValueError, match="none of"):
        written(None, "odt")
    with pytest.raises(ValueError, match="takes no template"):
        written(None, "pdf", template=b"")
