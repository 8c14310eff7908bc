"""The printed labels of each form in Chinese, from `data/forms`: table, row and column of a cell or a row path."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS: Final = Path(__file__).parents[1] / "data" / "forms"
TABLES: Final = {"two": "表二", "three": "表三", "four": "表四"}
LIST: Final = "统计表"
WHOLE_ROW: Final = "（整行）"
BLOCKS: Final = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}
_NUMBER: Final = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]")


@dataclass(frozen=True, slots=True)
class Label:
    """Where a cell stands, in the words of the form: `title` is 表二 主动公开政府信息情况, `table` its id.

    The label of a whole row has the column （整行）. `row` is the label without remarks in brackets, after its
    heading; in table
    four, whose only row has no label, it is the kind of case over the column. `short` is the row with only the number
    of its heading.
    """

    table: str
    title: str
    row: str
    column: str
    short: str


@cache
def labels(form: str) -> dict[str, Label]:
    """Give the labels of all cells of a form by path, in the order of print; none for a form that has no file."""
    return {
        path_of(table, row["id"], column["id"]): _label(table, block, row, column)
        for table, block, row in _rows(form)
        for column in block["columns"]
    }


@cache
def row_labels(form: str) -> dict[str, Label]:
    """Give the labels of all rows of a form by row path, which may also be the path of a cell of another row."""
    return {
        path_of(table, row["id"]): _label(table, block, row, None) for table, block, row in _rows(form) if row["id"]
    }


@cache
def titles() -> dict[str, str]:
    """Give 表二 主动公开政府信息情况 and its like for the three prescribed tables by id."""
    return {label.table: label.title for label in labels("2021").values()}


@cache
def tables(form: str) -> list[dict[str, Any]]:
    """Give the tables of a form as its file has them; none for a form that has no file."""
    file = FORMS / f"{form}.toml"
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["tables"]) if file.is_file() else []


def _rows(form: str) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    for table in tables(form):
        for block in table["blocks"]:
            yield from ((table, block, row) for row in block["rows"])


def _label(table: dict[str, Any], block: dict[str, Any], row: dict[str, Any], column: dict[str, Any] | None) -> Label:
    groups = {group["id"]: group["labels"][0] for group in block.get("groups", ())}
    title = f"{TABLES.get(table['id'], LIST)} {table['headings'][0]}"
    above = "" if column is None else BLOCKS.get(column["id"].partition(".")[0], "")
    numbers = {name: label[: found.end()] for name, label in groups.items() if (found := _NUMBER.match(label))}
    long, short = _row(row, groups) or above, _row(row, numbers) or above
    return Label(table["id"], title, long, WHOLE_ROW if column is None else _column(column), short)


def path_of(table: dict[str, Any], *ids: str) -> str:
    """Give the path of a row or cell of a table, empty parts left out."""
    return ".".join(part for part in (table.get("prefix", ""), *ids) if part)


def _row(row: dict[str, Any], groups: dict[str, str]) -> str:
    if not row["labels"]:
        return ""
    label = str(row["labels"][0])
    number = _NUMBER.match(label)
    start = number.end() if number else 0
    bare = label[:start] + (label[start:].split("（", maxsplit=1)[0] or label[start:])
    return groups.get(row.get("group", ""), "") + bare if label[:1].isdigit() else bare


def _column(column: dict[str, Any]) -> str:
    unit = column.get("unit")
    return f"{column['labels'][0]}（{unit}）" if unit else str(column["labels"][0])
