"""The book itself: entries are added and read, never changed."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select
from sqlalchemy.engine import URL

from ledger.engine import engine_of, reading, writing
from ledger.entry import Entry, Judgement, Kind, LedgerError, in_force, undone, validate
from ledger.schema import entry as table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Row, Select

_COLUMNS = tuple(each.name for each in fields(Entry))


def url_of(root: Path) -> str:
    """Give the ledger of the workspace in folder `root`: `GONGKAI_LEDGER` where that is set, else a file in it."""
    shared = os.environ.get("GONGKAI_LEDGER", "").strip()
    return shared or URL.create("sqlite", database=str(root / "ledger.sqlite")).render_as_string()


def open_book(url: str, workspace: str) -> Book:
    """Give the book of one workspace; its schema is made with the first entry and renewed wherever it is older.

    Args:
        url: as `url_of` gives it.
        workspace: name of the folder; several workspaces may share a PostgreSQL database.

    Raises:
        LedgerError: this is no URL, or of a database other than SQLite and PostgreSQL, or psycopg is missing.
    """
    return Book(engine_of(url), workspace)


def book_of(root: Path) -> Book:
    """Give the book of the workspace in folder `root`; see `url_of` and `open_book`."""
    return open_book(url_of(root), root.name)


@dataclass(frozen=True, slots=True)
class Book:
    """The entries of one workspace. Every method raises LedgerError where the ledger cannot be read or written."""

    engine: Engine
    workspace: str

    def record(
        self,
        *,
        kind: Kind,
        organ_id: str,
        organ: str,
        year: int,
        target: str,
        who: str,
        note: str,
        source: str = "",
        printed: str | None = None,
        value: float | None = None,
        judgement: Judgement | None = None,
        left_value: float | None = None,
        right_value: float | None = None,
    ) -> Entry:
        """Write one entry and give it as it stands in the book; it is on the disk when this returns.

        The arguments are the fields of `Entry`.

        Raises:
            LedgerError: see `ledger.entry.validate`, or the ledger cannot be written.
        """
        draft = Entry(
            workspace=self.workspace,
            kind=Kind(kind),
            organ_id=organ_id,
            organ=organ,
            year=year,
            target=target,
            who=who.strip(),
            note=note.strip(),
            source=source.strip(),
            printed=printed,
            value=value,
            judgement=None if judgement is None else Judgement(judgement),
            left_value=left_value,
            right_value=right_value,
        )
        validate(draft)
        with writing(self.engine) as connection:
            return _added(connection, draft)

    def undo(self, entry_id: int, *, who: str, note: str) -> Entry:
        """Take an entry back by a new one, and give that; an undo can be undone as well.

        Raises:
            LedgerError: this workspace has no such entry, it is undone already, or who or note is empty.
        """
        with writing(self.engine) as connection:
            entries = _found(connection, self._entries())
            target = next((each for each in entries if each.entry_id == entry_id), None)
            if target is None:
                raise LedgerError(f"There is no entry {entry_id} in the ledger of {self.workspace}.")
            if entry_id in undone(entries):
                raise LedgerError(f"Entry {entry_id} is undone already.")
            draft = Entry(
                workspace=self.workspace,
                kind=target.kind,
                organ_id=target.organ_id,
                organ=target.organ,
                year=target.year,
                target=target.target,
                who=who.strip(),
                note=note.strip(),
                undoes=entry_id,
            )
            validate(draft)
            return _added(connection, draft)

    def in_force(self, kind: Kind, organ_ids: Iterable[str] | None = None) -> tuple[Entry, ...]:
        """Give for each organ, year and target the latest entry that is not undone, oldest first."""
        asked = self._entries().where(table.c.kind == str(kind))
        if organ_ids is not None:
            asked = asked.where(table.c.organ_id.in_(list(organ_ids)))
        return in_force(self._read(asked))

    def history(
        self,
        organ_id: str | None = None,
        year: int | None = None,
        target: str | None = None,
        kind: Kind | None = None,
    ) -> tuple[Entry, ...]:
        """Give all entries about what is asked, newest first, undos among them.

        `ledger.undone` tells which of them are undone.
        """
        wanted = {"organ_id": organ_id, "year": year, "target": target, "kind": kind}
        conditions = [table.c[name] == value for name, value in wanted.items() if value is not None]
        return self._read(self._entries().where(*conditions))

    def last(self) -> int:
        """Give the highest entry id of the workspace, 0 where there is none."""
        newest = self._read(self._entries().limit(1))
        return newest[0].entry_id if newest else 0

    def _entries(self) -> Select[Any]:
        return select(table).where(table.c.workspace == self.workspace).order_by(table.c.entry_id.desc())

    def _read(self, asked: Select[Any]) -> tuple[Entry, ...]:
        with reading(self.engine) as connection:
            return () if connection is None else _found(connection, asked)


def _added(connection: Connection, draft: Entry) -> Entry:
    row = {name: getattr(draft, name) for name in _COLUMNS if name != "entry_id"}
    row["at"] = datetime.now(UTC).replace(tzinfo=None)  # not before its turn has come: times follow the ids
    return _entry(connection.execute(insert(table).values(row).returning(table)).one())


def _found(connection: Connection, asked: Select[Any]) -> tuple[Entry, ...]:
    return tuple(_entry(row) for row in connection.execute(asked))


def _entry(row: Row[Any]) -> Entry:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values["kind"] = Kind(row.kind)
    values["judgement"] = None if row.judgement is None else Judgement(row.judgement)
    values["at"] = row.at.replace(tzinfo=UTC)
    return Entry(**values)
