from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pypdfium2
import pytest

from ingest.store import query
from ingest.worker import Limits, read_documents

ROOT = Path(__file__).resolve().parents[2]
ERROR_PAGE = (
    "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>404</h1><p>页面不存在</p></body></html>"
)
OTHER_REPORT = "# 示例市人民政府2024年政府工作报告\n\n各位代表：现在，我代表市人民政府向大会报告工作，请予审议。\n\n一、2024年工作回顾\n"
MENTION = "# 示例市人民政府2024年政府信息公开指南\n\n一、公开内容\n\n统计期限自2024年1月1日起至2024年12月31日止。\n"


def empty(path):
    path.write_bytes(b"")


def blanks(path):
    path.write_bytes(b" \n\r\n\t ")


def image_pdf(path):
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(300, 400)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.new_native(40, 40, pypdfium2.raw.FPDFBitmap_BGR))
    image.set_matrix(pypdfium2.PdfMatrix().scale(200, 200))
    page.insert_obj(image)
    page.gen_content()
    document.save(path)
    document.close()


def truncated_pdf(path):
    image_pdf(path)
    path.write_bytes(path.read_bytes()[:200])


def binary(path):
    path.write_bytes(bytes(range(256)) * 400)


def sparse(path):
    with path.open("wb") as file:
        file.write("示例市人民政府2024年政府信息公开工作年度报告".encode())
        file.truncate(200 * 1024 * 1024)


def text(words):
    return lambda path: path.write_text(words, "utf-8")


@pytest.mark.parametrize(
    ("file", "make", "says_zh", "says_en"),
    [
        pytest.param("a.txt", empty, "空", "empty", id="empty-file"),
        pytest.param("a.txt", blanks, "空", "empty", id="nothing-but-blanks"),
        pytest.param("a.pdf", image_pdf, "OCR", "OCR", id="pdf-of-images"),
        pytest.param("a.html", text(ERROR_PAGE), "不是", "no yearly report", id="html-error-page"),
        pytest.param("a.md", text(OTHER_REPORT), "不是", "no yearly report", id="report-of-another-kind"),
        pytest.param("a.md", text(MENTION), "没有读到规定格式的表格", "None of the prescribed", id="guide-not-report"),
        pytest.param("a.pdf", truncated_pdf, "损坏", "damaged|truncated|cut", id="truncated-pdf"),
        pytest.param("a.txt", sparse, "过大", r"too large.*50 MB", id="text-of-200-mb"),
        pytest.param("a.bin", binary, "文本", "text", id="no-text-at-all"),
    ],
)
def test_a_bad_file_is_set_aside_with_its_reason_and_the_rest_goes_on(
    *, add, put, space, documents, file, make, says_zh, says_en
):
    make(documents / file)
    size = (documents / file).stat().st_size
    put("good.md", licence=12)
    started = time.perf_counter()
    built = add(documents)
    assert time.perf_counter() - started < 10
    assert (built.documents, built.reports, built.refused) == (2, 1, 1)
    found = built.findings.filter(pl.col("report_id").is_null()).row(0, named=True)
    assert (found["file"], found["severity"], found["outcome"]) == (file, "error", "fail")
    assert says_zh in found["message_zh"]
    assert pl.Series([found["message_en"]]).str.contains(f"(?i){says_en}").item(), found["message_en"]
    assert query(built.path, "select value from fact where path = 'licence.decisions'").item() == 12
    assert (documents / file).stat().st_size == size
    if make is not sparse:
        kept = [path for path in (space.root / "refused").iterdir() if not path.name.endswith(".reason.txt")]
        assert [path.read_bytes() for path in kept] == [(documents / file).read_bytes()]


@pytest.mark.parametrize(
    ("drop", "says"),
    [
        pytest.param("示例市人民政府", "whose report this is", id="no-organ"),
        pytest.param("2024年", "which year", id="no-year"),
    ],
)
def test_a_report_without_organ_or_year_is_set_aside(add, put, drop, says):
    path = put()
    path.write_text(path.read_text("utf-8").replace(drop, "").replace("本报告中所列数据", ""), "utf-8")
    built = add(path)
    assert (built.reports, built.refused) == (0, 1)
    assert says in built.findings["message_en"][0]


@pytest.mark.parametrize(
    ("order", "rule"),
    [
        pytest.param("#loop", "d.timeout", id="endless-loop"),
        pytest.param("#sleep", "d.timeout", id="waits-for-ever"),
        pytest.param("#die", "d.reader_died", id="killed"),
        pytest.param("#exit", "d.reader_died", id="exits"),
        pytest.param("#eat", "d.memory", id="eats-memory"),
        pytest.param("#fault", "d.reader_fault", id="unforeseen-fault"),
    ],
)
def test_a_hostile_file_costs_only_itself(*, add, put, documents, hostile, order, rule):
    put("a.md", year=2023)
    bad = put("b.md", year=2024)
    bad.write_text(bad.read_text("utf-8") + order, "utf-8")
    put("c.md", year=2025)
    limits = Limits(seconds=0.6, memory_bytes=1 << 30)
    built = add(documents, reader=hostile, limits=limits)
    assert (built.years, built.refused) == ((2023, 2025), 1)
    assert built.findings.filter(pl.col("report_id").is_null())["rule"].to_list() == [rule]


def test_what_a_library_prints_is_no_answer(add, put, hostile):
    path = put(licence=7)
    path.write_text(path.read_text("utf-8") + "#noise", "utf-8")
    assert add(path, reader=hostile).reports == 1


def test_a_reader_that_cannot_start_is_our_mistake(put):
    with pytest.raises(RuntimeError, match="No module named 'nowhere'"):
        list(read_documents([put()], reader="nowhere:read"))


def test_no_reading_process_outlives_its_build(put, hostile):
    path = put()
    path.write_text("#sleep", "utf-8")
    answers = read_documents([path, put("b.md"), put("c.md")], reader=hostile, processes=1, limits=Limits(seconds=30))
    path.write_text(put("d.md").read_text("utf-8"), "utf-8")
    others = set(children(os.getpid()))  # servers of other tests in this run
    next(answers)
    assert set(children(os.getpid())) - others
    answers.close()
    assert set(children(os.getpid())) - others == set()


def children(process):
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


def shell(*arguments, **options):
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_a_full_disk_during_a_build_changes_nothing(add, put, space):
    """The limit on the size of a file stops the writing of the database as a full disk does."""
    published = add(put("a.md", year=2023)).path
    add_second = ["-m", "ingest", "add", put("b.md", year=2024), "--workspace", space.root]
    limit = 200_000

    def small_disk():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    shown = shell(*add_second, preexec_fn=small_disk)
    assert shown.returncode == 1
    assert "unchanged" in shown.stderr
    assert "free some space" in shown.stderr
    assert "Traceback" not in shown.stderr
    assert space.published() == published
    assert not list(space.database.glob(".v*"))
    again = shell("-m", "ingest", "build", "--workspace", space.root)
    assert "2 reports" in again.stderr


INTERRUPTED = """
import os, signal, sys, threading
from ingest import build, store
from ingest.__main__ import app

def interrupt(*_, **__):
    os.kill(os.getpid(), signal.SIGINT)
    threading.Event().wait(20)

module, name = {at!r}.split(".")
setattr({{"store": store, "build": build}}[module], name, interrupt)
app(["build", "--workspace", sys.argv[1]])
"""


@pytest.mark.parametrize(
    "at",
    [
        pytest.param("build.read_documents", id="reading"),
        pytest.param("store.write", id="writing"),
        pytest.param("store._point", id="publishing"),
    ],
)
def test_ctrl_c_during_a_build_changes_nothing(add, put, space, at):
    published = add(put("a.md", year=2023)).path
    shown = shell("-c", INTERRUPTED.format(at=at), space.root)
    assert shown.returncode == 130
    assert "Stopped. The published database is what it was before" in shown.stderr
    assert "Traceback" not in shown.stderr
    assert space.published() == published
    assert not list(space.database.glob(".v*"))


SLOW_STATEMENT = """
import os, pathlib, signal, sys, threading
from ingest import store
from ingest.__main__ import app

slow = pathlib.Path(sys.argv[2])
slow.write_text("select sum(hash(a.range) % 5 * b.range) from range(1000000) a, range(1000000) b")
store.SCHEMA = slow
write = store.write
def write_with_interruption(*args):
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    write(*args)
store.write = write_with_interruption
app(["build", "--workspace", sys.argv[1]])
"""


def test_ctrl_c_during_a_statement_changes_nothing(add, put, space, tmp_path):
    published = add(put()).path
    shown = shell("-c", SLOW_STATEMENT, space.root, tmp_path / "slow.sql", timeout=60)
    assert (shown.returncode, "Stopped" in shown.stderr) == (130, True), shown.stderr
    assert space.published() == published
    assert not list(space.database.glob(".v*"))


def test_ctrl_c_while_documents_are_read_ends_the_readers(add, put, space, hostile):
    add(put("a.md", year=2023))
    slow = put("b.md", year=2024)
    slow.write_text(slow.read_text("utf-8") + "#sleep", "utf-8")
    code = (
        "import sys, functools; from ingest import worker, build; real = worker.read_documents\n"
        f"build.read_documents = lambda paths, **_: real(paths, reader={hostile!r})\n"
        "from ingest.__main__ import app; app(['add', sys.argv[1], '--workspace', sys.argv[2]])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, slow, space.root],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 10
    readers: list[str] = []
    while not readers and time.monotonic() < until:
        readers = children(process.pid)
        time.sleep(0.05)
    time.sleep(0.5)
    assert readers
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 130, said
    assert "Stopped" in said
    assert not any(Path(f"/proc/{reader}").exists() for reader in readers)


def test_two_builds_at_once(add, put, space):
    add(put())
    with space.locked():
        shown = shell("-m", "ingest", "build", "--workspace", space.root)
    assert shown.returncode == 1
    assert "Another build is running" in shown.stderr
