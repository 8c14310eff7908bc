"""A made-up province for measuring: the fictional city's reports, handed out to as many organs and years as asked.

Every synthetic report is a report of the demo with all figures multiplied by one whole number, so that the sums of the
form hold where they held, and blanks, unreadable cells, missing reports, findings and narrative stay as they were.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from ingest.store import ORDERS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_YEAR = 2019
CYCLE = (2021, 2025)
"""Years of the demo that stand for those after its last one, in turn."""

CITIES = 14
DISTRICTS = 10
MISSING = 31
"""Of so many reports one was never handed in, beside those that the demo lacks."""

_FACTOR = "(1 + hash(o.organ_id) % 9 + hash(o.organ_id, y.year) % 3)"
_SCALED = "{value} * m.factor"


def province(donor: Path, target: Path, organs: int, years: int) -> Path:
    """Write a database of `organs` organs × `years` years from FIRST_YEAR on; gives its path.

    Args:
        donor: the published database of the demo.
        target: must not exist.
        organs: from 200 on the tree is whole: province, cities, districts, departments of each.
        years: report years.
    """
    with duckdb.connect(str(target)) as con:
        con.execute("set enable_progress_bar = false")
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        con.execute(f"attach '{donor}' as donor (read_only)")
        con.register("tree", pl.DataFrame(list(_tree(organs)), orient="row", schema=_TREE).to_arrow())
        con.execute("begin")
        for statement in _statements(years):
            con.execute(statement)
        con.execute("commit")
        con.execute("checkpoint")
    return target


def workspace(donor: Path, home: Path, name: str, organs: int, years: int) -> Path:
    """Write a workspace with such a database, published; gives the database."""
    folder = home / name / "database"
    folder.mkdir(parents=True)
    written = province(donor, folder / "v1.duckdb", organs, years)
    (folder / "CURRENT").write_text(written.name, encoding="utf-8")
    return written


_TREE = dict.fromkeys(("organ_id", "name", "short_name", "level", "type", "parent_id"), pl.String)


def _tree(organs: int) -> Iterator[tuple[str, str, str, str, str, str | None]]:
    """Give the rows of table organ: governments first, then departments, dealt out to them in turn."""
    top = _organ("示例省", "province", "省", None)
    cities = [_organ(f"示例{city:02d}市", "city", "市", top[0]) for city in range(1, CITIES + 1)]
    districts = [
        _organ(f"{city[2]}{district:02d}区", "county", "区", city[0])
        for district in range(1, DISTRICTS + 1)
        for city in cities
    ]
    governments = [top, *cities, *districts]
    yield from governments[:organs]
    for number in range(organs - len(governments)):
        above = governments[number % len(governments)]
        yield _organ(f"{above[2]}第{number // len(governments) + 1:02d}局", "department", "部门", above[0])


def _organ(name: str, level: str, kind: str, parent: str | None) -> tuple[str, str, str, str, str, str | None]:
    return hashlib.sha256(name.encode()).hexdigest()[:8], f"{name}（虚构）", name, level, kind, parent


def _statements(years: int) -> Iterator[str]:
    yield "insert into organ by name select * from tree order by name"
    yield "insert into metric select * from donor.metric"
    yield "insert into comparability select * from donor.comparability"
    last, first = FIRST_YEAR + years - 1, CYCLE[0]
    span = CYCLE[1] - first + 1
    yield f"""
        create temp table map as
        with donors as (
            select organ_id, level = 'department' as is_department,
                row_number() over (partition by level = 'department' order by organ_id) - 1 as number,
                count(*) over (partition by level = 'department') as of
            from donor.organ where valid_to is null
        )
        select row_number() over (order by o.organ_id, y.year)::integer as report_id, r.report_id as given,
            o.organ_id, o.short_name, y.year, {_FACTOR}::double as factor
        from organ o cross join (select unnest(range({FIRST_YEAR}, {last + 1})) as year) y
        join donors d on d.is_department = (o.level = 'department') and d.number = hash(o.organ_id) % d.of
        join donor.report r on r.organ_id = d.organ_id and r.is_current
            and r.year = if(y.year < {first}, y.year, {first} + (y.year - {first}) % {span})
        where hash(o.organ_id, y.year) % {MISSING} <> 0
    """
    yield """
        insert into report by name
        select g.* replace (m.report_id as report_id, m.organ_id as organ_id, m.year as year,
            m.short_name || m.year || '年报告' as title, m.short_name || m.year || '.txt' as file, 1 as revision)
        from map m join donor.report g on g.report_id = m.given order by m.report_id
    """
    yield from (_copied(table, scaled) for table, scaled in _COPIED.items())
    reports = "(select count(*) from report)"
    yield f"""
        insert into build by name
        select * replace (1 as version, true as fictional, {reports} as documents, {reports} as reports)
        from donor.build
    """


_MULTIPLE = _SCALED.format(value="g.value")
_COPIED = {
    "cell": f"{_MULTIPLE} as value, if(g.value is null, g.printed, format('{{:.12g}}', {_MULTIPLE})) as printed",
    "passage": "g.text as text",
    "narrative": f"{_MULTIPLE} as value",
    "finding": ", ".join(
        f"{_SCALED.format(value=f'g.{name}')} as {name}" for name in ("left_value", "right_value", "difference")
    ),
}


def _copied(table: str, scaled: str) -> str:
    """Give the statement that fills a table, in the order in which a build stores it."""
    # Tables and columns are constants of this module.
    return f"""
        insert into {table} by name
        select g.* replace (m.report_id as report_id, {scaled})
        from map m join donor.{table} g on g.report_id = m.given order by {ORDERS[table].replace(" nulls first", "")}
    """
