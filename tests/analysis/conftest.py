"""A tiny database with hand-made rows, from the real schema and the real vocabulary."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

from analysis import ask, load
from ingest import definitions
from ingest.forms import form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DEFINITIONS = {"metric": definitions.metrics().to_arrow(), "comparability": definitions.comparability().to_arrow()}
FORM_2021 = form("2021").paths()
SCHEMA = Path(definitions.__file__).parent / "schema.sql"
Printed = float | None | str


@dataclass
class Rows:
    """Reports to be: organ names A, B, …; a cell is a number, None for blank, a text for unreadable."""

    organs: dict[str, dict[str, object]] = field(default_factory=dict)
    reports: list[tuple[str, int, str, Mapping[str, Printed]]] = field(default_factory=list)
    findings: list[dict[str, object]] = field(default_factory=list)
    corrected: set[tuple[str, int, str]] = field(default_factory=set)

    def organ(self, organ_id: str, **known: object) -> Rows:
        self.organs[organ_id] = known
        return self

    def report(self, organ: str, year: int, form: str, cells: Mapping[str, Printed]) -> Rows:
        self.organs.setdefault(organ, {})
        self.reports.append((organ, year, form, cells))
        return self

    def finding(self, organ: str, year: int, rule: str, cells: Iterable[str], **known: object) -> Rows:
        self.findings.append({"organ": organ, "year": year, "rule": rule, "cells": list(cells), **known})
        return self


@dataclass(frozen=True)
class World:
    """An open database, with every printed cell and what every question needs."""

    con: load.Connection
    known: ask.Context
    facts: pl.DataFrame

    def series(self, metric: str, years: Iterable[int], organs: list[str] | None = None) -> pl.DataFrame:
        return ask.series_of(self.con, self.known, metric, organs, years)


def write(path: Path, rows: Rows) -> Path:
    con = duckdb.connect(str(path))
    con.execute(SCHEMA.read_text(encoding="utf-8"))
    con.execute(
        "insert into build values (1, ?, '0.1', 'test', true, 1, 1, 0)",
        [dt.datetime(2025, 1, 2, 3, 4, 5)],  # noqa: DTZ001 - the column has no zone, it is UTC by contract
    )
    for organ_id, known in rows.organs.items():
        con.execute(
            "insert into organ values (?, ?, ?, null, ?, ?, ?, ?, ?, null)",
            [
                organ_id,
                known.get("name", f"organ {organ_id}"),
                known.get("short_name", organ_id),
                known.get("level", "county"),
                known.get("type", "区"),
                known.get("parent_id"),
                known.get("valid_from"),
                known.get("valid_to"),
            ],
        )
    numbers = {}
    for report_id, (organ, year, used_form, cells) in enumerate(rows.reports, start=1):
        numbers[organ, year] = report_id
        con.execute(
            "insert into report values (?, ?, ?, ?, 'title', 'a.txt', 'ff', 'text 1', 1, true, false, '', 'o', 'y')",
            [report_id, organ, year, used_form],
        )
        for cell, printed in cells.items():
            corrected = (organ, year, cell) in rows.corrected
            con.execute(
                "insert into cell values (?, ?, ?, ?, ?, 'p1')",
                [report_id, cell, *_state(printed, corrected=corrected)],
            )
    for finding in rows.findings:
        con.execute(
            "insert into finding values (?, 'a.txt', ?, ?, ?, 1, 2, -1, ?, 'p1', '', '说明', 'words')",
            [
                numbers[finding["organ"], finding["year"]],
                finding["rule"],
                finding.get("outcome", "fail"),
                finding.get("severity", "error"),
                finding["cells"],
            ],
        )
    for table, frame in DEFINITIONS.items():
        con.register("frame", frame)
        con.execute(f"insert into {table} select * from frame")  # noqa: S608 - our two tables
        con.unregister("frame")
    con.close()
    return path


def _state(printed: Printed, *, corrected: bool) -> list[object]:
    if printed is None:
        return ["blank", None, ""]
    if isinstance(printed, str):
        return ["unreadable", None, printed]
    return ["corrected" if corrected else "reported", float(printed), f"{printed:g}"]


def _table_three(column: str = "total", **rows: Printed) -> dict[str, Printed]:
    column_paths = [path for path in FORM_2021 if path.startswith("requests.") and path.endswith(f".{column}")]
    paths: dict[str, Printed] = dict.fromkeys(column_paths, 0)
    paths.pop(f"requests.other.{column}")
    return {**paths, **{f"requests.{row.replace('__', '.')}.{column}": printed for row, printed in rows.items()}}


@pytest.fixture
def table_three() -> Callable[..., dict[str, Printed]]:
    """Give a column of table three on the 2021 form: 0 where nothing else is said, `__` for a dot in a row."""
    return _table_three


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def world(tmp_path: Path) -> Callable[[Rows], World]:
    def build(rows: Rows) -> World:
        con = load.open_database(write(tmp_path / "v1.duckdb", rows))
        known = ask.context(con)
        printed = known.metrics.filter(pl.col("numerator").list.len() == 0)["metric"]
        return World(con, known, load.facts(con, printed))

    return build
