"""Small documents of invented organs, and a workspace to put them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.build import build
from ingest.intake import take
from ingest.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """# {organ}{year}年政府信息公开工作年度报告

本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。

## 二、主动公开政府信息情况

| 第二十条第（五）项 |  |  |  |
| --- | --- | --- | --- |
| 信息内容 | 本年处理决定数量 |  |  |
| 行政许可 | {licence} |  |  |
| 第二十条第（六）项 |  |  |  |
| 信息内容 | 本年处理决定数量 |  |  |
| 行政处罚 | {penalty} |  |  |
| 行政强制 | {coercion} |  |  |
"""

# A reader that misbehaves as its document says; put on PYTHONPATH by `hostile`.
HOSTILE = """
import os, time
from pathlib import Path
from ingest.model import UnreadableDocumentError
from ingest.read import read_report

def read(path):
    text = path.read_text(encoding="utf-8")
    if "#loop" in text:
        while True: pass
    if "#sleep" in text:
        Path(__file__).with_name("at_work").touch()
        time.sleep(60)
    if "#die" in text: os.kill(os.getpid(), 9)
    if "#exit" in text: os._exit(3)
    if "#eat" in text: return b"x" * (1 << 34)
    if "#fault" in text: return 1 / 0
    if "#noise" in text: print("noise on standard output"); os.system("echo more noise")
    return read_report(path)
"""


def report_text(organ="示例市人民政府", year=2024, *, licence=12, penalty=3, coercion=0):
    return REPORT.format(organ=organ, year=year, licence=licence, penalty=penalty, coercion=coercion)


@pytest.fixture
def documents(tmp_path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def put(documents):
    """Write a report into the folder of documents; gives its path."""

    def put(file="report.md", **figures) -> Path:
        path = documents / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report_text(**figures), encoding="utf-8")
        return path

    return put


@pytest.fixture
def space(tmp_path) -> Workspace:
    return Workspace(tmp_path / "space")


@pytest.fixture
def add(space):
    """Take sources into the workspace and build; gives what was built."""

    def add(*sources: Path, **options):
        with space.locked():
            take(space, sources)
            return build(space, **options)

    return add


@pytest.fixture
def hostile(tmp_path, monkeypatch) -> str:
    """A reader that loops, dies, eats memory, … where its document says so."""
    (tmp_path / "hostile_reader.py").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "hostile_reader:read"


@pytest.fixture
def slow_to_start(tmp_path, monkeypatch) -> str:
    """A reader that never gets ready."""
    code = "import time; from pathlib import Path; Path(__file__).with_name('at_work').touch(); time.sleep(60)"
    (tmp_path / "slow_reader.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "slow_reader:read"
