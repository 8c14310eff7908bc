"""Builds that are interrupted, by people or by the machine: nothing changes, and no process is left behind."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.worker import Limits, read_documents

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 55  # only ever waited for in full where a test fails; readers that nobody ends sleep longer


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
    shown = shell("-c", SLOW_STATEMENT, space.root, tmp_path / "slow.sql", timeout=2 * WAIT_S)
    assert (shown.returncode, "Stopped" in shown.stderr) == (130, True), shown.stderr
    assert space.published() == published
    assert not list(space.database.glob(".v*"))


@pytest.mark.parametrize("state", ["reading", "starting"])
def test_ctrl_c_ends_the_readers(*, add, put, space, tmp_path, request, state):
    reader = request.getfixturevalue({"reading": "hostile", "starting": "slow_to_start"}[state])
    add(put("a.md", year=2023))
    slow = put("b.md", year=2024)
    slow.write_text(slow.read_text("utf-8") + "#sleep", "utf-8")
    code = (
        "import sys, functools; from ingest import worker, build; real = worker.read_documents\n"
        f"build.read_documents = lambda paths, **_: real(paths, reader={reader!r})\n"
        "from ingest.__main__ import app; app(['add', sys.argv[1], '--workspace', sys.argv[2]])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, slow, space.root],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + WAIT_S
    while not (tmp_path / "at_work").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    readers = children(process.pid)
    assert readers
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=WAIT_S)
    assert process.returncode == 130, said
    assert "Stopped" in said
    assert not any(Path(f"/proc/{reader}").exists() for reader in readers)


def test_two_builds_at_once(add, put, space):
    add(put())
    with space.locked():
        shown = shell("-m", "ingest", "build", "--workspace", space.root)
    assert shown.returncode == 1
    assert "Another build is running" in shown.stderr
