"""Writers in processes of their own: at once, and killed at any moment."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from ledger import Kind, open_book, undone, url_of

# Says the number of an entry only after `record` has returned it.
WRITE = """
import sys
from ledger import Kind, open_book
book, who, times = open_book(sys.argv[1], "city"), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
input()
for number in range(times):
    entry = book.record(kind=Kind.CORRECTION, organ_id="a", organ="甲", year=2024, target="t", who=who,
                        note=f"{who} {number}", printed=str(number), value=float(number))
    print(entry.entry_id, flush=True)
"""
# Writers that are forked from one process, so that none has to import anything.
KILLED = """
import os, sys
from ledger import Kind, open_book
import alembic.command
for line in sys.stdin:
    url, who = line.split()
    child = os.fork()
    if not child:
        os.write(1, f"{os.getpid()} start\\n".encode())
        book = open_book(url, "city")
        for number in range(10**6):
            entry = book.record(kind=Kind.CORRECTION, organ_id="a", organ="甲", year=2024, target="t", who=who,
                                note=f"{who} {number}", printed=str(number), value=float(number))
            os.write(1, f"{entry.entry_id} {number}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"end\\n")
"""
KILLS = 70


def start(code, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_two_who_correct_at_once_are_both_in_the_history_and_the_later_is_in_force(any_url):
    writers = [start(WRITE, any_url, who, "20") for who in ("first", "second")]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    told = [[int(line) for line in writer.communicate()[0].split()] for writer in writers]
    book = open_book(any_url, "city")
    history = book.history()
    assert sorted(entry.entry_id for entry in history) == sorted(told[0] + told[1])
    assert {entry.who: entry.entry_id for entry in reversed(history)} == {"first": told[0][-1], "second": told[1][-1]}
    assert [entry.at for entry in history] == sorted((entry.at for entry in history), reverse=True)
    assert book.in_force(Kind.CORRECTION) == (history[0],)
    assert undone(history) == frozenset()


@pytest.fixture
def killed():
    process = start(KILLED)
    yield process
    process.stdin.close()
    process.wait()
    process.stdout.close()


def killed_once(process, url, who, *, after_entries, after_s):
    """Start a writer, kill it that long after its n-th entry, and give what it said it wrote: entry id -> number."""
    process.stdin.write(f"{url} {who}\n")
    process.stdin.flush()
    child = process.stdout.readline().split()[0]
    said = [process.stdout.readline().split() for _ in range(after_entries)]
    time.sleep(after_s)
    subprocess.run(["kill", "-9", child], check=True)
    said += [line.split() for line in iter(process.stdout.readline, "end\n")]
    return {int(entry_id): int(number) for entry_id, number in said}


def test_a_writer_killed_at_any_moment_loses_nothing_and_leaves_nothing_half_written(tmp_path, killed):
    moments = random.Random(4)
    acknowledged = 0
    for kill in range(KILLS):
        folder = tmp_path / f"{kill // 7}"  # every seventh meets a ledger that is not there yet
        folder.mkdir(exist_ok=True)
        url = url_of(folder)
        entries, pause_s = (moments.randrange(4), 0.03) if kill % 2 else (0, 0.3)
        said = killed_once(killed, url, f"w{kill}", after_entries=entries, after_s=moments.uniform(0, pause_s))
        acknowledged += len(said)
        written = {entry.entry_id: entry for entry in open_book(url, "city").history() if entry.who == f"w{kill}"}
        assert said.keys() <= written.keys()
        assert len(written) - len(said) in (0, 1)  # the last one may have been killed before it could say so
        numbers = [int(entry.printed) for entry in sorted(written.values(), key=lambda entry: entry.entry_id)]
        assert numbers == list(range(len(written)))
        assert all(
            (entry.note, entry.value) == (f"w{kill} {entry.printed}", float(entry.printed))
            for entry in written.values()
        )
    assert acknowledged > KILLS
