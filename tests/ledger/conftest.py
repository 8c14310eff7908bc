"""Books to write in: a file, or PostgreSQL started from Debian's own package on a socket of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from ledger import Kind, open_book, url_of

RUN_AS = "postgres"  # PostgreSQL refuses to run as root


@pytest.fixture
def book(tmp_path):
    return open_book(url_of(tmp_path), "city")


@pytest.fixture(scope="session")
def postgres():
    """Give the URL of an empty server, or skip; a fresh run (`.ci/run`) fails instead of skipping."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        if os.environ.get("GONGKAI_REQUIRE_POSTGRES"):
            pytest.fail("PostgreSQL is missing: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a path of a socket is at most 107 bytes long
        yield from _served(found[-1].parent, Path(folder))


def _served(programs, folder):
    as_user = ["setpriv", f"--reuid={RUN_AS}", f"--regid={RUN_AS}", "--clear-groups"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, RUN_AS)
    data = folder / "data"

    def run(program, *arguments):
        command = [*as_user, str(programs / program), "-D", str(data), *arguments]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    run("initdb", "--auth=trust", "--username=ledger", "--encoding=UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=20"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://ledger@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")


@pytest.fixture
def shared(postgres, request):
    """Give the URL of a database of its own on the server."""
    name = f"ledger_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return postgres.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request, tmp_path):
    """Give the URL of an empty ledger, once of each kind."""
    return url_of(tmp_path) if request.param == "sqlite" else request.getfixturevalue("shared")


@pytest.fixture
def decision():
    """Give the arguments of a valid entry, with changes."""

    def decision(**changes):
        kind = changes.get("kind", Kind.CORRECTION)
        own = {Kind.CORRECTION: {"printed": "12", "value": 15.0}, Kind.VERDICT: {"judgement": "accepted"}}
        return {
            "kind": kind,
            "organ_id": "a8af0d78",
            "organ": "示例市人民政府",
            "year": 2024,
            "target": "licence.decisions",
            "who": "审核员",
            "note": "原件印作 15",
            **own.get(kind, {}),
            **changes,
        }

    return decision
