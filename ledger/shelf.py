"""The shelf: what people keep under a name. Versions are added and read, never changed; removing is a version too."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from ledger.book import url_of
from ledger.engine import engine_of, reading, writing
from ledger.entry import LedgerError
from ledger.kept import Kept, KeptKind, validate
from ledger.schema import kept as table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Row, Select

_COLUMNS = tuple(each.name for each in fields(Kept))


def open_shelf(url: str, workspace: str) -> Shelf:
    """Give the shelf of one workspace; it stands in the same database as the workspace's book (`ledger.open_book`).

    Raises:
        LedgerError: this is no URL, or of a database other than SQLite and PostgreSQL, or psycopg is missing.
    """
    return Shelf(engine_of(url), workspace)


def shelf_of(root: Path) -> Shelf:
    """Give the shelf of the workspace in folder `root`; see `ledger.url_of`."""
    return open_shelf(url_of(root), root.name)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The kept things of one workspace. Every method raises LedgerError where the ledger cannot be read or written."""

    engine: Engine
    workspace: str

    def keep(self, kind: KeptKind, name: str, body: Mapping[str, Any], *, who: str, note: str = "") -> Kept:
        """Keep a new thing and give it as it stands on the shelf; it is on the disk when this returns.

        Raises:
            LedgerError: see `ledger.kept.validate`; another thing of this kind has the name; it cannot be written.
        """
        draft = Kept(
            kept_id=0,
            workspace=self.workspace,
            kind=KeptKind(kind),
            item=secrets.token_hex(4),
            name=name.strip(),
            body=body,
            who=who.strip(),
            note=note.strip(),
            at=datetime.now(UTC),
        )
        validate(draft.name, draft.body, draft.who, draft.note)
        with writing(self.engine) as connection:
            return self._added(connection, draft)

    def change(
        self,
        kind: KeptKind,
        item: str,
        *,
        who: str,
        name: str | None = None,
        body: Mapping[str, Any] | None = None,
        note: str | None = None,
    ) -> Kept:
        """Give a thing a new name, body or note by a new version, and give that; null leaves what it was.

        Raises:
            LedgerError: there is no such thing, it is removed, or as `keep`.
        """
        with writing(self.engine) as connection:
            held = self._held(connection, kind, item)
            return self._followed(
                connection,
                replace(
                    held,
                    name=held.name if name is None else name.strip(),
                    body=held.body if body is None else body,
                    note=held.note if note is None else note.strip(),
                    who=who.strip(),
                ),
            )

    def remove(self, kind: KeptKind, item: str, *, who: str, note: str = "") -> Kept:
        """Take a thing off the shelf by a new version, and give that; its history stays.

        Raises:
            LedgerError: there is no such thing, it is removed already, or who is empty.
        """
        with writing(self.engine) as connection:
            held = self._held(connection, kind, item)
            return self._followed(connection, replace(held, body=None, who=who.strip(), note=note.strip()))

    def restore(self, kind: KeptKind, item: str, *, who: str) -> Kept:
        """Put a removed thing back as it was before, by a new version, and give that.

        Raises:
            LedgerError: there is no such thing, it is not removed, or another thing has taken its name.
        """
        with writing(self.engine) as connection:
            versions = _found(connection, self._versions(kind, item))
            if not versions or not versions[0].removed:
                raise LedgerError(f"No {kind} {item} is removed in the ledger of {self.workspace}.")
            before = next(each for each in versions if not each.removed)
            return self._followed(connection, replace(before, who=who.strip()))

    def kept(self, kind: KeptKind) -> tuple[Kept, ...]:
        """Give the latest version of everything of this kind that is not removed, by name."""
        return tuple(each for each in self.latest(kind) if not each.removed)

    def removed(self, kind: KeptKind) -> tuple[Kept, ...]:
        """Give what is removed, as the version that removed it, by name."""
        return tuple(each for each in self.latest(kind) if each.removed)

    def latest(self, kind: KeptKind) -> tuple[Kept, ...]:
        """Give the latest version of everything of this kind, what is removed among them, by name."""
        with reading(self.engine) as connection:
            found = () if connection is None else _found(connection, self._latest(kind))
        return tuple(sorted(found, key=lambda each: each.name))  # here, because two databases do not sort Chinese alike

    def history(self, kind: KeptKind, item: str) -> tuple[Kept, ...]:
        """Give all versions of a thing, newest first; none where there never was such a thing."""
        with reading(self.engine) as connection:
            return () if connection is None else _found(connection, self._versions(kind, item))

    def _versions(self, kind: KeptKind, item: str) -> Select[Any]:
        asked = select(table).where(table.c.workspace == self.workspace, table.c.kind == str(kind))
        return asked.where(table.c.item == item).order_by(table.c.kept_id.desc())

    def _latest(self, kind: KeptKind) -> Select[Any]:
        newest = (
            select(func.max(table.c.kept_id))
            .where(table.c.workspace == self.workspace, table.c.kind == str(kind))
            .group_by(table.c.item)
        )
        return select(table).where(table.c.kept_id.in_(newest))

    def _held(self, connection: Connection, kind: KeptKind, item: str) -> Kept:
        versions = _found(connection, self._versions(kind, item))
        if not versions or versions[0].removed:
            raise LedgerError(f"There is no {kind} {item} in the ledger of {self.workspace}.")
        return versions[0]

    def _followed(self, connection: Connection, draft: Kept) -> Kept:
        validate(draft.name, draft.body, draft.who, draft.note)
        return self._added(connection, draft)

    def _added(self, connection: Connection, draft: Kept) -> Kept:
        others = (each for each in _found(connection, self._latest(draft.kind)) if not each.removed)
        if not draft.removed and any(each.name == draft.name and each.item != draft.item for each in others):
            raise LedgerError(f"There is a {draft.kind} called {draft.name} already. Give another name.")
        row = {name: getattr(draft, name) for name in _COLUMNS if name != "kept_id"}
        row["at"] = datetime.now(UTC).replace(tzinfo=None)  # not before its turn has come: times follow the ids
        return _kept(connection.execute(insert(table).values(row).returning(table)).one())


def _found(connection: Connection, asked: Select[Any]) -> tuple[Kept, ...]:
    return tuple(_kept(row) for row in connection.execute(asked))


def _kept(row: Row[Any]) -> Kept:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values["kind"] = KeptKind(row.kind)
    values["at"] = row.at.replace(tzinfo=UTC)
    return Kept(**values)
