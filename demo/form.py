"""The prescribed forms as a printer needs them: tables, blocks, rows and columns with their first spelling."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FORMS_FOLDER = Path(__file__).parent.parent / "data" / "forms"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of figures: its id in the cell path, the printed heading, the kind of figure."""

    id: str
    label: str
    kind: str  # count, change, amount


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of figures: its id in the cell path, the printed label, the labels of its groups from outside in."""

    id: str
    label: str
    groups: tuple[str, ...]
    instead_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormBlock:
    """Rows that share their columns; `heading` is '' where the form prints none."""

    heading: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """One prescribed table: two, three or four."""

    id: str
    heading: str
    prefix: str
    blocks: tuple[FormBlock, ...]

    def path(self, row: FormRow, column: FormColumn) -> str:
        """Give the cell path of a row and a column of this table."""
        return ".".join(part for part in (self.prefix, row.id, column.id) if part)

    def row_paths(self, block: FormBlock, row: FormRow) -> tuple[str, ...]:
        """Give the cell paths of one row from left to right."""
        return tuple(self.path(row, column) for column in block.columns)

    def paths(self) -> tuple[str, ...]:
        """Give all cell paths of this table in printed order, the undivided row of 2021 included."""
        return tuple(path for block in self.blocks for row in block.rows for path in self.row_paths(block, row))


@dataclass(frozen=True, slots=True)
class Form:
    """One prescribed form with its three tables."""

    id: str
    notice: str
    tables: tuple[FormTable, ...]

    def kinds(self) -> dict[str, str]:
        """Give the kind of figure (count, change, amount) of every cell path."""
        return {
            table.path(row, column): column.kind
            for table in self.tables
            for block in table.blocks
            for row in block.rows
            for column in block.columns
        }


@cache
def load_form(form_id: str) -> Form:
    """Give the form of `data/forms/<form_id>.toml`, e.g. 2021 (国办公开办函〔2021〕30号)."""
    raw = tomllib.loads((FORMS_FOLDER / f"{form_id}.toml").read_text(encoding="utf-8"))
    return Form(id=raw["form"], notice=raw["notice"], tables=tuple(_table(table) for table in raw["tables"]))


def _table(raw: dict[str, Any]) -> FormTable:
    return FormTable(
        id=raw["id"],
        heading=raw["headings"][0],
        prefix=raw.get("prefix", ""),
        blocks=tuple(_block(block) for block in raw["blocks"]),
    )


def _block(raw: dict[str, Any]) -> FormBlock:
    groups = {group["id"]: group for group in raw.get("groups", ())}
    return FormBlock(
        heading=next(iter(raw.get("headings", ())), ""),
        columns=tuple(_column(column) for column in raw["columns"]),
        rows=tuple(
            FormRow(
                id=row["id"],
                label=next(iter(row["labels"]), ""),
                groups=_group_labels(groups, row.get("group", "")),
                instead_of=tuple(row.get("instead_of", ())),
            )
            for row in raw["rows"]
        ),
    )


def _column(raw: dict[str, Any]) -> FormColumn:
    # The form of 2021 prints the unit in the heading; the form of 2019 prints none (procurement), see 2019.toml.
    unit = f"（单位：{raw['unit']}）" if raw["id"] == "amount_wan" and raw["labels"][0] == "本年收费金额" else ""
    return FormColumn(id=raw["id"], label=raw["labels"][0] + unit, kind=raw.get("kind", "count"))


def _group_labels(groups: dict[str, Any], group_id: str) -> tuple[str, ...]:
    labels: tuple[str, ...] = ()
    while group_id:
        labels = (groups[group_id]["labels"][0], *labels)
        group_id = groups[group_id].get("inside", "")
    return labels
