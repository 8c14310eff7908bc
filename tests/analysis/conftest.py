"""A tiny database with hand-made rows, from the real schema and the real vocabulary."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl
import pytest

from analysis import load
from ingest import definitions

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
class Loaded:
    """Everything that the pure functions ask for, from one database."""

    facts: pl.DataFrame
    organs: pl.DataFrame
    reports: pl.DataFrame
    metrics: pl.DataFrame
    comparability: pl.DataFrame
    findings: pl.DataFrame


def write(path: Path, rows: Rows) -> Path:
    con = duckdb.connect(str(path))
    con.execute(SCHEMA.read_text(encoding="utf-8"))
    con.execute(
        "insert into build values (1, ?, '0.1', 'test', true, 1, 1, 0)", [datetime.datetime(2025, 1, 2, 3, 4, 5)]
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
    for report_id, (organ, year, form, cells) in enumerate(rows.reports, start=1):
        numbers[organ, year] = report_id
        con.execute(
            "insert into report values (?, ?, ?, ?, 'title', 'a.txt', 'ff', 'text 1', 1, true, false, '', 'o', 'y')",
            [report_id, organ, year, form],
        )
        for cell, printed in cells.items():
            corrected = (organ, year, cell) in rows.corrected
            con.execute("insert into cell values (?, ?, ?, ?, ?, 'p1')", [report_id, cell, *_state(printed, corrected)])
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
    for table, frame in (("metric", definitions.metrics()), ("comparability", definitions.comparability())):
        con.register("frame", frame.to_arrow())
        con.execute(f"insert into {table} select * from frame")
        con.unregister("frame")
    con.close()
    return path


def _state(printed: Printed, corrected: bool) -> list[object]:
    if printed is None:
        return ["blank", None, ""]
    if isinstance(printed, str):
        return ["unreadable", None, printed]
    return ["corrected" if corrected else "reported", float(printed), f"{printed:g}"]


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[Rows], Loaded]:
    def build(rows: Rows) -> Loaded:
        con = load.open_database(write(tmp_path / "v1.duckdb", rows))
        metrics = load.metrics(con)
        everything = metrics.filter(pl.col("numerator").list.len() == 0)["metric"].to_list()
        return Loaded(
            facts=load.facts(con, everything),
            organs=load.organs(con),
            reports=load.reports(con),
            metrics=metrics,
            comparability=load.comparability(con),
            findings=load.findings(con),
        )

    return build
