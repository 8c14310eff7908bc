"""The prescribed forms as data: tables, blocks, rows and columns with every spelling met in print."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "forms"


class FormError(ValueError):
    """One of our own form files is wrong; nothing may be built from it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: id, spellings, what its figures are (count, amount or change) and the unit that is stored."""

    id: str
    labels: tuple[str, ...]
    kind: str = "count"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: id, spellings, the group heading that it stands under, the rows that it replaces where printed."""

    id: str
    labels: tuple[str, ...]
    group: str = ""
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over rows, without figures of its own."""

    id: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Part of a table that has its own column headings."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    headings: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Two lists that must have the same sum, down `over` = columns, along rows, or among single cells."""

    rule: str
    over: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Table:
    """A prescribed table: two, three or four."""

    id: str
    prefix: str
    headings: tuple[str, ...]
    ignored: tuple[str, ...]  # printed words that carry no figure, each with its reason in the file
    blocks: tuple[Block, ...]
    checks: tuple[Check, ...]

    def path(self, row: Row, column: Column) -> str:
        """Give the public cell path `prefix.row.column`, empty parts left out."""
        return _joined(self.prefix, row.id, column.id)


@cache
def _joined(*parts: str) -> str:
    return ".".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Form:
    """One prescribed form: id, notice and tables in the order of print."""

    id: str
    first_year: int
    notice: str
    tables: tuple[Table, ...]

    def table(self, table_id: str) -> Table:
        """Give the table with this id; raises KeyError where the form has none."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)

    def paths(self) -> tuple[str, ...]:
        """Give every cell path of the form in the order of print."""
        return tuple(
            table.path(row, column)
            for table in self.tables
            for block in table.blocks
            for row in block.rows
            for column in block.columns
        )


def _block(source: dict[str, Any]) -> Block:
    return Block(
        columns=tuple(
            Column(c["id"], tuple(c["labels"]), c.get("kind", "count"), c.get("unit", "")) for c in source["columns"]
        ),
        rows=tuple(
            Row(r["id"], tuple(r["labels"]), r.get("group", ""), tuple(r.get("instead_of", ()))) for r in source["rows"]
        ),
        headings=tuple(source.get("headings", ())),
        groups=tuple(Group(g["id"], tuple(g["labels"])) for g in source.get("groups", ())),
    )


def _table(source: dict[str, Any]) -> Table:
    checks = (
        Check(c["rule"], c["over"], tuple(c["left"]), tuple(c["right"]), c["quote"]) for c in source.get("checks", ())
    )
    return Table(
        id=source["id"],
        prefix=source.get("prefix", ""),
        headings=tuple(source["headings"]),
        ignored=tuple(entry["label"] for entry in source.get("ignore", ())),
        blocks=tuple(_block(block) for block in source["blocks"]),
        checks=tuple(checks),
    )


def load_form(path: Path) -> Form:
    """Read one form file; raises FormError that names file and key where the file is wrong."""
    try:
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        form = Form(
            source["form"], source["first_year"], source["notice"], tuple(_table(table) for table in source["tables"])
        )
    except KeyError as error:
        raise FormError(f"{path.name}: the key {error} is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise FormError(f"{path.name}: {error}") from error
    paths = form.paths()
    doubled = {path for path in paths if paths.count(path) > 1}
    if doubled:
        raise FormError(f"{path.name}: two cells have the path {min(doubled)}")
    return form


@cache
def forms() -> tuple[Form, ...]:
    """Give the forms with prescribed tables, oldest first."""
    return tuple(sorted((load_form(path) for path in FOLDER.glob("20*.toml")), key=lambda form: form.first_year))


@cache
def all_forms() -> tuple[Form, ...]:
    """Give every form and list whose figures are stored, oldest first: the lists before 2019, then `forms`."""
    return (load_form(FOLDER / "legacy.toml"), *forms())


@cache
def form(form_id: str) -> Form:
    """Give one form by id; raises KeyError where there is none."""
    return {each.id: each for each in forms()}[form_id]
