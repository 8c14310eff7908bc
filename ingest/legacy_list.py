"""The statistics lists before 2019 as data: every printed label with the cell or heading that it names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ingest.forms import FOLDER, Column, Form, FormError, Group, Row, Table, load_form
from ingest.labels import normalised, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE = FOLDER / "legacy.toml"
# What stands in front of a label without being part of it: 其中, 一、 （一） 1. (1), also a number that lost its mark.
NUMBER = re.compile(r"^(?:其中:?|[一二三四五六七八九十]{1,3}\.|\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[.)]?)+")
ROLES = ("serial", "indicator", "unit", "code", "value", "remark", "total", "letters", "ignore")
UNIT_AT_END = re.compile(r"\((?:单位:?)?([\u3400-\u9fff]{1,4})\)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its cell path ('' for a heading), its place in the list and what it stands under."""

    table: Table
    id: str
    path: str
    column: Column
    order: int
    above: tuple[str, ...]  # ids of rows and headings, the nearest first

    @property
    def family(self) -> str:
        """Give the list that the line belongs to: legacy (national) or code (provinces, 2008 to 2013)."""
        return self.table.id.split("_")[0]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a list that are no labels: normalised column headings by role, and units."""

    roles: Mapping[str, frozenset[str]]
    not_the_year: tuple[str, ...]
    counts: frozenset[str]
    amounts: frozenset[str]

    @property
    def units(self) -> frozenset[str]:
        """Give everything that the unit column may say."""
        return self.counts | self.amounts


@dataclass(frozen=True, slots=True)
class LegacyList:
    """The lists before 2019: the form, its words, and the entries by normalised label without its number."""

    form: Form
    words: Words
    entries: Mapping[str, tuple[Entry, ...]]


def bare(key: str) -> str:
    """Give a normalised label without its number and without 其中.

    >>> bare("其中:1.涉及国家秘密"), bare("(一)收到申请数"), bare("五.行政诉讼数量")
    ('涉及国家秘密', '收到申请数', '行政诉讼数量')
    """
    return NUMBER.sub("", key)


def load_legacy(path: Path) -> LegacyList:
    """Read the file of the lists; raises FormError that names the key where it is wrong."""
    form = load_form(path)
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        roles = {role: frozenset(map(normalised, source["header"][role])) for role in ROLES}
        words = Words(
            roles=roles,
            not_the_year=tuple(source["header"]["not_the_year"]),
            counts=frozenset(map(normalised, source["units"]["counts"])),
            amounts=frozenset(map(normalised, source["units"]["amounts"])),
        )
    except KeyError as error:
        raise FormError(f"{path.name}: the key {error} is missing") from error
    entries: dict[str, tuple[Entry, ...]] = {}
    order = 0
    for table in form.tables:
        for key, entry in _entries(table, order, path.name):
            entries[key] = (*entries.get(key, ()), entry)
            order = max(order, entry.order)
    _check_checks(form, path.name)
    return LegacyList(form, words, entries)


def _entries(table: Table, order: int, file: str) -> Iterator[tuple[str, Entry]]:
    """Give every spelling of every line of one table; a heading stands before the first line under it."""
    if len(table.blocks) != 1 or len(table.blocks[0].columns) != 1:
        raise FormError(f"{file}: {table.id} must have one block with one column")
    block, column = table.blocks[0], table.blocks[0].columns[0]
    groups = {group.id: group for group in block.groups}
    lines: dict[str, Row | Group] = {}
    for row in block.rows:
        if row.group in groups:
            lines.setdefault(row.group, groups[row.group])
        if row.group and row.group not in lines:
            raise FormError(f"{file}: {row.id} stands under {row.group}, which is no heading or row before it")
        lines[row.id] = row
    for position, line in enumerate(lines.values(), start=order + 1):
        path = table.path(line, column) if isinstance(line, Row) else ""
        entry = Entry(table, line.id, path, column, position, _above(line, lines))
        for key in dict.fromkeys(bare(each) for label in line.labels for each in spellings(label)):
            yield key, entry


def _above(line: Row | Group, lines: Mapping[str, Row | Group]) -> tuple[str, ...]:
    above: list[str] = []
    while isinstance(line, Row) and line.group:
        above.append(line.group)
        line = lines[line.group]
    return tuple(above)


def _check_checks(form: Form, file: str) -> None:
    for table in form.tables:
        known = {row.id for row in table.blocks[0].rows}
        for check in table.checks:
            unknown = sorted({*check.left, *check.right} - known)
            if unknown:
                raise FormError(f"{file}: {check.rule} asks for {unknown[0]}, which is no row of {table.id}")


@cache
def legacy_list() -> LegacyList:
    """Give the shipped lists before 2019."""
    return load_legacy(FILE)


@lru_cache(maxsize=4096)
def entries_of(key: str) -> tuple[Entry, ...]:
    """Give the lines that a normalised label names, none where it is on no list."""
    known = legacy_list().entries
    short = bare(key)
    return known.get(short) or known.get(UNIT_AT_END.sub("", short), ())


def unit_in(key: str) -> str:
    """Give the unit that a label ends with in brackets, '' where it has none.

    >>> unit_in("七.依申请公开信息收取的费用(万元)"), unit_in("收到申请数")
    ('万元', '')
    """
    match = UNIT_AT_END.search(key)
    return match[1] if match and match[1] in legacy_list().words.units else ""
