"""How messages call the tables, rows, columns and cells of a form; composed from the labels of its file."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ingest.forms import forms

if TYPE_CHECKING:
    from ingest.forms import Block, Column, Row, Table

# The lists before 2019 are one table each; only the parts that their own sums bind are named.
_LISTS = ("legacy_requests", "legacy_review", "legacy_litigation", "legacy_resources", "code_counts")
TABLES_ZH = {"two": "表二", "three": "表三", "four": "表四", **dict.fromkeys(_LISTS, "统计表")}
TABLES_EN = {"two": "Table 2", "three": "Table 3", "four": "Table 4", **dict.fromkeys(_LISTS, "Statistics list")}
# The headings over the columns of table four stand over several columns and are therefore no label of one.
BLOCKS_ZH = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}
NUMBERED = re.compile(
    r"(?P<chapter>[一二三四五六七八九十]+)、|（(?P<section>[一二三四五六七八九十]+|\d+)）|(?P<item>\d+)[.．、]"
)


def number_mark(label: str) -> str:
    """Give the number that a printed label begins with, '' where it has none.

    >>> [number_mark(each) for each in ("一、本年新收", "（七）总计", "1.属于国家秘密", "自然人")]
    ['一', '(七)', '1', '']
    """
    match = NUMBERED.match(label)
    if match is None:
        return ""
    return match["chapter"] or match["item"] or f"({match['section']})"


def row_mark(block: Block, row: Row) -> str:
    """Give the short mark of a row with that of its heading, as 三(七) or (三)1; its label where it has no number."""
    group = next((group for group in block.groups if group.id == row.group), None)
    mark = number_mark(row.labels[0]) if row.labels else ""
    return (number_mark(group.labels[0]) if group else "") + mark if mark else _without_remark(row)


def row_name(block: Block, row: Row) -> str:
    """Give the printed label of a row without its remark, after the number of its heading: （三）1.属于国家秘密."""
    group = next((group for group in block.groups if group.id == row.group), None)
    heading = number_mark(group.labels[0]) if group else ""
    return heading.replace("(", "（").replace(")", "）") + _without_remark(row)


def _without_remark(row: Row) -> str:
    label = row.labels[0] if row.labels else ""
    number = NUMBERED.match(label)
    start = number.end() if number else 0
    return label[:start] + label[start:].split("（")[0]


def english(field: str) -> str:
    """Give the words of a field name.

    >>> english("refused.state_secret"), english("carried_in")
    ('refused: state secret', 'carried in')
    """
    return field.replace(".", ": ").replace("_", " ")


def cell_name(table: Table, block: Block, row: Row, column: Column) -> tuple[str, str]:
    """Give the Chinese and the English name of one cell: table, row, column."""
    first, label = TABLES_ZH[table.id], column.labels[0]
    if row.id:
        return (
            f"{first}·{row_name(block, row)}·{label}",
            f"{TABLES_EN[table.id]}, {english(row.id)}, {english(column.id)}",
        )
    group = BLOCKS_ZH[column.id.split(".")[0]]
    return f"{first}·{group}·{label}", f"{TABLES_EN[table.id]}, {english(column.id)}"


@cache
def cell_names() -> dict[str, tuple[str, str]]:
    """Give the names of all cells by path; where two forms share a path the younger form names it."""
    return {
        table.path(row, column): cell_name(table, block, row, column)
        for form in forms()
        for table in form.tables
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }
