from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from ledger import LedgerError, open_book
from ledger.migrate import VERSIONS, configuration
from ledger.schema import HEAD, metadata

OPEN_FIRST = """
import sys
from ledger import Kind, open_book
book = open_book(sys.argv[1], "city")
print("ready", flush=True)
input()
for _ in range(3):
    book.record(kind=Kind.EXPLANATION, organ_id="a", organ="a", year=2024, target="a", who=sys.argv[2], note="n")
"""


def test_the_program_knows_the_newest_revision():
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


def test_the_migrations_lead_to_the_schema(any_url, decision):
    book = open_book(any_url, "city")
    book.record(**decision())
    with book.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": VERSIONS})
        assert compare_metadata(context, metadata) == []


def test_a_ledger_of_a_newer_program_is_left_alone(any_url, decision):
    book = open_book(any_url, "city")
    book.record(**decision())
    with book.engine.begin() as connection:
        connection.exec_driver_sql("update ledger_version set version_num = '9999'")
    for attempt in (book.history, lambda: book.record(**decision())):
        with pytest.raises(LedgerError, match=f"schema 9999, this program knows {HEAD}"):
            attempt()


def test_several_processes_open_a_new_ledger_at_once(any_url):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN_FIRST, any_url, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for number in range(4)
    ]
    for process in processes:
        assert process.stdout.readline() == b"ready\n"
    for process in processes:
        process.stdin.write(b"\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0] * 4
    whos = sorted(entry.who for entry in open_book(any_url, "city").history())
    assert whos == [str(number) for number in range(4) for _ in range(3)]
