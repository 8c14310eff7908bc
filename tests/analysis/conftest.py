"""A tiny database with hand-made rows, from the real schema and the real vocabulary."""

from __future__ import annotations

import datetime as dt
import shutil
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
    attributes: list[tuple[str, int, str, float]] = field(default_factory=list)

    def organ(self, organ_id: str, **known: object) -> Rows:
        self.organs[organ_id] = known
        return self

    def report(self, organ: str, year: int, form: str, cells: Mapping[str, Printed]) -> Rows:
        self.organs.setdefault(organ, {})
        self.reports.append((organ, year, form, cells))
        return self

    def attribute(self, organ: str, year: int, name: str, value: float) -> Rows:
        self.organs.setdefault(organ, {})
        self.attributes.append((organ, year, name, value))
        return self

    def finding(self, organ: str, year: int, rule: str, cells: Iterable[str], **known: object) -> Rows:
        self.findings.append({"organ": organ, "year": year, "rule": rule, "cells": list(cells), **known})
        return self


@dataclass(frozen=True)
class World:
    """An open database, with every printed cell and what every question needs."""

    path: Path
    con: load.Connection
    known: ask.Context
    facts: pl.DataFrame

    def series(self, metric: str, years: Iterable[int], organs: list[str] | None = None) -> pl.DataFrame:
        return ask.series_of(self.con, self.known, metric, organs, years)


def template(path: Path) -> Path:
    """Give an empty database with the real vocabulary, to be copied."""
    with duckdb.connect(str(path)) as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        for table, frame in DEFINITIONS.items():
            con.register("frame", frame)
            con.execute(f"insert into {table} select * from frame")  # noqa: S608 - our two tables
            con.unregister("frame")
        con.execute(
            "insert into build values (1, ?, '0.1', 'test', true, 1, 1, 0, 0)",
            [dt.datetime(2025, 1, 2, 3, 4, 5)],  # noqa: DTZ001 - the column has no zone, it is UTC by contract
        )
    return path


def write(path: Path, rows: Rows) -> Path:
    numbers = {(organ, year): number for number, (organ, year, *_) in enumerate(rows.reports, start=1)}
    tables = {
        "organ": [_organ(organ_id, known) for organ_id, known in rows.organs.items()],
        "report": [_report(numbers[organ, year], organ, year, used) for organ, year, used, _ in rows.reports],
        "cell": [
            (numbers[organ, year], cell, *_state(printed, corrected=(organ, year, cell) in rows.corrected), "p1")
            for organ, year, _, cells in rows.reports
            for cell, printed in cells.items()
        ],
        "correction": [_correction(numbers[organ, year], path) for organ, year, path in sorted(rows.corrected)],
        "attribute": [
            (organ, year, name, float(value), "人" if name == "population" else "", f"{value:g}", f"年鉴{year}")
            for organ, year, name, value in rows.attributes
        ],
        "finding": [_finding(numbers[found["organ"], found["year"]], found) for found in rows.findings],
    }
    with duckdb.connect(str(path)) as con:
        for table, given in tables.items():
            if given:
                con.register("frame", pl.DataFrame(given, orient="row", infer_schema_length=None).to_arrow())
                con.execute(f"insert into {table} select * from frame")  # noqa: S608 - our four tables
                con.unregister("frame")
    return path


def _organ(organ_id: str, known: dict[str, object]) -> tuple[object, ...]:
    name = known.get("name", f"organ {organ_id}")
    limits = (known.get("valid_from"), known.get("valid_to"))
    return (
        organ_id,
        name,
        known.get("short_name", organ_id),
        None,
        "county",
        "区",
        known.get("parent_id"),
        *limits,
        None,
    )


def _report(report_id: int, organ: str, year: int, used: str) -> tuple[object, ...]:
    return (
        report_id,
        organ,
        year,
        used,
        "title",
        "a.txt",
        "ff",
        "text 1",
        1,
        True,
        False,
        "",
        "o",
        "y",
        ["two", "three", "four"],
        None,
    )


def _finding(report_id: int, found: dict[str, object]) -> tuple[object, ...]:
    outcome, severity = found.get("outcome", "fail"), found.get("severity", "error")
    words = ("p1", "", "说明", "words")
    return (report_id, "a.txt", found["rule"], outcome, severity, 1.0, 2.0, -1.0, found["cells"], *words)


def _correction(report_id: int, path: str) -> tuple[object, ...]:
    decided_at = dt.datetime(2025, 1, 2, 3, 4, 5)  # noqa: DTZ001 - as in table build
    return (report_id, path, 9, 1.0, "12", "reported", 12.0, "误读", "原件", "审核员", decided_at)


def _state(printed: Printed, *, corrected: bool) -> list[object]:
    if printed is None:
        return ["blank", None, "12" if corrected else ""]
    if isinstance(printed, str):
        return ["unreadable", None, printed]
    return ["corrected" if corrected else "reported", float(printed), f"{printed:g}"]


def _table_three(column: str = "total", **rows: Printed) -> dict[str, Printed]:
    column_paths = [path for path in FORM_2021 if path.startswith("requests.") and path.endswith(f".{column}")]
    paths: dict[str, Printed] = dict.fromkeys(column_paths, 0)
    paths.pop(f"requests.other.{column}")
    return {**paths, **{f"requests.{row.replace('__', '.')}.{column}": printed for row, printed in rows.items()}}


@pytest.fixture(scope="session")
def table_three() -> Callable[..., dict[str, Printed]]:
    """Give a column of table three on the 2021 form: 0 where nothing else is said, `__` for a dot in a row."""
    return _table_three


@pytest.fixture(scope="session")
def new_rows() -> type[Rows]:
    return Rows


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Rows], World]:
    empty = template(tmp_path_factory.mktemp("template") / "v1.duckdb")

    def build(rows: Rows) -> World:
        path = tmp_path_factory.mktemp("world") / "v1.duckdb"
        shutil.copyfile(empty, path)
        con = load.open_database(write(path, rows))
        known = ask.context(con)
        printed = known.metrics.filter(pl.col("numerator").list.len() == 0)["metric"]
        return World(path, con, known, load.facts(con, printed))

    return build
