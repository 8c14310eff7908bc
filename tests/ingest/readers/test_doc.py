"""Older Word documents: converted where LibreOffice is installed, else a sentence that says how to get it."""

import shutil
import signal
import stat
import subprocess
import time
from pathlib import Path

import pytest

from ingest.model import Grid, UnreadableDocumentError
from ingest.readers import doc, read_document

RTF = (
    r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\f0 \u31034?\u20363?\u24066?2024\u24180?\par "
    r"\trowd\cellx2000\cellx4000\intbl \u34892?\u25919?\u35768?\u21487?\cell 12\cell\row \pard\par}"
).encode("ascii")
CONVERTS = """#!/bin/sh
for last; do :; done
printf '%s\\n' "$@" > {log}
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2" && cp {result} "$2/report.docx"
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A stand-in for LibreOffice: a shell script of the given text, the only program that is found."""

    def program(script):
        path = tmp_path / "bin" / "soffice"
        path.parent.mkdir(exist_ok=True)
        path.write_text(script, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(shutil, "which", lambda name: str(path) if name == "soffice" else None)

    return program


def older(make):
    return make.container({"WordDocument": b"a document"})


@pytest.mark.parametrize(("kind", "content"), [("doc", older), ("rtf", lambda _: RTF)])
def test_what_libreoffice_gives_is_read_as_a_word_document(make, tmp_path, program, kind, content):
    (tmp_path / "result.docx").write_bytes(make.word(make.table(["行政许可", "12"])))
    program(CONVERTS.format(log=tmp_path / "log", result=tmp_path / "result.docx"))
    document = read_document(content(make))
    assert (document.kind, document.reader) == (kind, "doc 1 (docx 1)")
    assert isinstance(document.blocks[0], Grid)
    words = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert {"--headless", "--convert-to", "docx"} < set(words)
    folder = words[words.index("--outdir") + 1].removesuffix("/out")
    assert f"-env:UserInstallation=file://{folder}/profile" in words, "a profile of its own"
    assert not Path(folder).exists(), "nothing stays behind"


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param("#!/bin/sh\nexit 1\n", "cannot open", id="gives-up"),
        pytest.param("#!/bin/sh\nsleep 60\n", "did not finish within 1 s", id="takes-too-long"),
    ],
)
def test_a_conversion_that_fails_says_so(make, monkeypatch, program, script, words):
    program(script)
    monkeypatch.setattr(doc, "SECONDS", 1.0)
    started = time.perf_counter()
    with pytest.raises(UnreadableDocumentError, match=rf"[\u4e00-\u9fff].* / .*{words}"):
        read_document(older(make))
    assert time.perf_counter() - started < 5


def test_what_the_program_has_started_ends_with_it(make, tmp_path, monkeypatch, program):
    program(f"#!/bin/sh\nsleep 987 &\necho $! > {tmp_path}/child\nwait\n")
    monkeypatch.setattr(doc, "SECONDS", 0.5)
    with pytest.raises(UnreadableDocumentError):
        read_document(older(make))
    child = (tmp_path / "child").read_text(encoding="utf-8").strip()
    time.sleep(0.1)
    assert subprocess.run(
        ["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False
    ).stdout.strip() in ("", "Z")


def test_the_sentence_comes_before_the_alarm_of_a_reading_process(make, program):
    program("#!/bin/sh\nsleep 60\n")
    signal.setitimer(signal.ITIMER_REAL, 3)
    try:
        with pytest.raises(UnreadableDocumentError, match="within 1 s"):
            read_document(older(make))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_the_memory_limit_of_a_reading_process_is_lifted_for_the_program_alone(make, tmp_path, program):
    resource = pytest.importorskip("resource")
    program(f"#!/bin/sh\nulimit -v > {tmp_path}/limit\n")
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (8 * 1024**3, before[1]))
    try:
        with pytest.raises(UnreadableDocumentError):
            read_document(older(make))
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == 8 * 1024**3
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
    assert (tmp_path / "limit").read_text(encoding="utf-8").strip() == str(doc.MEMORY_BYTES // 1024)


def test_without_libreoffice_the_way_out_is_named(make, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableDocumentError, match=r"LibreOffice.*docx / .*install it"):
        read_document(older(make))


def test_a_locked_document_says_so(make):
    with pytest.raises(UnreadableDocumentError, match=r"密码.* / .*password"):
        read_document(make.container({"WordDocument": bytes(11) + b"\x01"}))


def test_a_damaged_container_says_so(make):
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_document(older(make)[:600])


@pytest.mark.skipif(not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed")
def test_the_real_program_keeps_the_table():
    (grid,) = (block for block in read_document(RTF).blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.rows[0]] == ["行政许可", "12"]
