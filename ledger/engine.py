"""Connections to SQLite or PostgreSQL that behave alike: one writer at a time, readers never in its way."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from ledger.entry import LedgerError
from ledger.migrate import bring_up_to_date, is_current, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import PoolProxiedConnection

BUSY_S = 30
ONE_WRITER = 7_210_711  # key of an advisory lock; any number that nothing else in the database uses


def engine_of(url: str) -> Engine:
    """Give the engine of a ledger; nothing is opened or made yet.

    Raises:
        LedgerError: this is no URL, or of a database other than SQLite and PostgreSQL, or psycopg is missing.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError("GONGKAI_LEDGER is no URL. Give postgresql://USER@HOST/DATABASE, or unset it.") from error
    if parsed.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    if parsed.drivername == "sqlite" and parsed.database:
        return _sqlite(parsed)
    raise LedgerError(f"A ledger is kept in SQLite or PostgreSQL, not in {parsed.drivername}. Change GONGKAI_LEDGER.")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection | None]:
    """Open a transaction to read in; null where there is no ledger yet, and then nothing is made.

    Raises:
        LedgerError: the ledger cannot be read, or was written by a newer version of this program.
    """
    with _explained(engine):
        if _file_is_absent(engine):
            yield None
            return
        with engine.begin() as connection:
            empty, current = is_empty(connection), is_current(connection)
        if not empty and not current:
            _migrate(engine)
        with engine.begin() as connection:
            yield None if empty else connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open the one transaction that may write, with the newest schema; others wait for it, up to `BUSY_S` in SQLite.

    Ids are therefore given in the order in which entries become visible.

    Raises:
        LedgerError: the ledger cannot be written, or was written by a newer version of this program.
    """
    with _explained(engine):
        if _file_is_absent(engine):
            _migrate(engine)
        with _alone(engine) as connection:
            current = is_current(connection)
            if current:
                yield connection
        if not current:
            _migrate(engine)
            with _alone(engine) as connection:
                yield connection


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    with engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ONE_WRITER})
        yield connection


def _migrate(engine: Engine) -> None:
    """Make or renew the schema in one transaction: a process that is killed here leaves what was there before."""
    with _first(engine), _alone(engine) as connection:
        bring_up_to_date(connection)


@contextmanager
def _first(engine: Engine) -> Iterator[None]:
    """Let one process at a time make a file of SQLite; the switch to WAL does not wait for another that switches."""
    if engine.dialect.name != "sqlite":
        yield
        return
    folder = os.open(Path(str(engine.url.database)).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        with closing(engine.raw_connection()) as connection:  # outside of any transaction, as the switch must be
            _switch_to_wal(connection)
        yield
    finally:
        os.close(folder)


def _switch_to_wal(connection: PoolProxiedConnection) -> None:
    """Switch to WAL as soon as nobody else is in the file: a process that found it there may already write in it.

    SQLite does not wait here, whatever its busy timeout.
    """
    end = monotonic() + BUSY_S
    while True:
        try:
            connection.cursor().execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if monotonic() > end:
                raise
            sleep(0.02)
        else:
            return


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": BUSY_S})
    except ModuleNotFoundError as error:
        raise LedgerError("PostgreSQL needs psycopg. Install it: pip install 'gongkai[postgres]'") from error


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_S})

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes after the first read, too late to be alone
        cursor = connection.cursor()
        for pragma in (f"busy_timeout = {BUSY_S * 1000}", "foreign_keys = on", "synchronous = full"):
            cursor.execute(f"pragma {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("begin immediate" if writes else "begin")

    return engine


def _file_is_absent(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists()


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        place = engine.url.render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or getattr(error, "strerror", None) or error).strip().splitlines()[0]
        raise LedgerError(f"The ledger {place} could not be used: {reason}. Nothing was written.") from error
