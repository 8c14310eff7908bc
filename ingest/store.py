"""One whole database or none: written under a name of its own, then published by moving a pointer."""

from __future__ import annotations

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import polars as pl

    from ingest.workspace import Workspace

SCHEMA = Path(__file__).with_name("schema.sql")
KEPT_VERSIONS = 3
AWAKE_S = 0.2  # how often a long statement lets Ctrl-C in

# Order of insertion (references need their target first) and of rows: one metric is one contiguous read.
ORDERS = {
    "build": "version",
    "organ": "name",
    "attribute": "attribute, organ_id, year",
    "report": "report_id",
    "cell": "path, report_id",
    "correction": "report_id, path",
    "passage": "report_id",
    "narrative": "metric, report_id",
    "finding": "report_id nulls first, rule, place",
    "metric": "sort_order",
    "comparability": "from_form, to_form, metric_from, metric_to",
}


def next_version(workspace: Workspace) -> int:
    """Give the number of the next database: one above every one that is there."""
    return 1 + max(_versions(workspace.database), default=0)


def publish(workspace: Workspace, version: int, tables: Mapping[str, pl.DataFrame]) -> Path:
    """Write `vN.duckdb` and make it current; readers that hold an older version open keep it. Gives its path.

    The caller holds the workspace's lock.

    Raises:
        duckdb.Error: a row breaks a constraint of the schema, or the disk is full.
        OSError: the disk is full or not writable. In both cases the published database is what it was.
    """
    with _published(workspace, version) as unfinished:
        write(unfinished, tables)
    return workspace.published()


def publish_changed(
    workspace: Workspace, version: int, source: Path, change: Callable[[duckdb.DuckDBPyConnection], None]
) -> Path:
    """Copy a published database, change the copy in one transaction and make it current, as `publish` does."""
    with _published(workspace, version) as unfinished:
        shutil.copyfile(source, unfinished)
        with _connected(unfinished, read_only=False) as connection:
            _run(connection, "begin")
            change(connection)
            _run(connection, "commit")
            _run(connection, "checkpoint")
    return workspace.published()


@contextmanager
def _published(workspace: Workspace, version: int) -> Iterator[Path]:
    """Give the place to write to, and make what was written there current; after a failure nothing has changed."""
    folder = workspace.database
    folder.mkdir(exist_ok=True)
    remove_unfinished(workspace)
    unfinished = folder / f".v{version}.building"
    try:
        yield unfinished
        _to_disk(unfinished)
        published = unfinished.replace(folder / f"v{version}.duckdb")
        _point(folder, published.name)
    finally:
        remove_unfinished(workspace)
    _remove_old(folder, published.name)


def write(path: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    """Write a database under the constraints of `schema.sql`; a table without rows may be left out.

    Raises:
        duckdb.Error: a row breaks a constraint, or the disk is full.
    """
    with _connected(path, read_only=False) as connection:
        _run(connection, SCHEMA.read_text(encoding="utf-8"))
        _run(connection, "begin")
        for table, order in ORDERS.items():
            if table not in tables or not tables[table].height:
                continue
            connection.register("rows_of_table", tables[table])
            # Names of tables and orders are constants of this module.
            _run(connection, f"insert into {table} by name select * from rows_of_table order by {order}")  # noqa: S608
            connection.unregister("rows_of_table")
        _run(connection, "commit")
        _run(connection, "checkpoint")


def query(path: Path, sql: str, parameters: list[object] | None = None) -> pl.DataFrame:
    """Give the rows of one query on a published database, opened read-only for just that long."""
    with _connected(path, read_only=True) as connection:
        rows: pl.DataFrame = connection.sql(sql, params=parameters or []).pl()
        return rows


def remove_unfinished(workspace: Workspace) -> None:
    """Remove what killed builds left behind."""
    for leftover in (*workspace.database.glob(".v*.building*"), *workspace.database.glob("CURRENT.tmp")):
        leftover.unlink(missing_ok=True)


@contextmanager
def _connected(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(path, read_only=read_only)
    try:
        connection.execute("set enable_progress_bar = false")
        connection.execute("set autoinstall_known_extensions = false")  # would ask an outside host
        yield connection
    finally:
        connection.close()


def _run(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Run a statement so that Ctrl-C ends it at once; DuckDB alone may not look for a signal before its end."""
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(connection.execute, statement)
        try:
            while wait([running], AWAKE_S).not_done:
                pass
        except KeyboardInterrupt:
            connection.interrupt()
            raise
        running.result()


def _versions(folder: Path) -> dict[int, Path]:
    found = {path: re.fullmatch(r"v(\d+)\.duckdb", path.name) for path in folder.glob("v*.duckdb")}
    return {int(match[1]): path for path, match in found.items() if match}


def _point(folder: Path, name: str) -> None:
    pointer = folder / "CURRENT.tmp"
    pointer.write_text(name, encoding="utf-8")
    _to_disk(pointer)
    pointer.replace(folder / "CURRENT")
    _to_disk(folder)


def _to_disk(path: Path) -> None:
    """Have the bytes on the disk before the name that promises them, also through a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_old(folder: Path, current: str) -> None:
    versions = _versions(folder)
    for version in sorted(versions)[:-KEPT_VERSIONS]:
        if versions[version].name != current:
            versions[version].unlink(missing_ok=True)
