"""What the README names exists."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from ingest.__main__ import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    set(re.findall(r"-m ingest (\w+)", README)) | set(re.findall(r"^\| `(\w+)[^|]*\|", README, re.MULTILINE))
)
TARGETS = sorted(set(re.findall(r"`?make (\w+)`?", README)) - {"are"})
LINKS = sorted(set(re.findall(r"\]\(([^)#:]+)\)", README)))
PATHS = sorted({path for path in re.findall(r"`([a-z_.]+/[\w./-]*)`", README) if "<" not in path and "*" not in path})


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    known = get_command(app).commands
    assert command in known
    assert "python -m ingest" in (known[command].help or "") or "gongkai" in (known[command].help or "")


def test_every_command_stands_in_the_readme():
    assert set(get_command(app).commands) <= set(COMMANDS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_exists(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", [*LINKS, *PATHS])
def test_every_path_exists(path):
    assert (ROOT / path).exists()
