"""Corrections into the published database at once: only the reports they touch are corrected and checked anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from ingest import rules, store
from ingest.build import build, program_version
from ingest.checked import checked, decisions
from ingest.corrections import CORRECTION, DISARMED, UNUSED, as_read
from ingest.tables import CELL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import duckdb

    from ingest.checked import Checked, Decisions
    from ingest.workspace import Workspace
    from ledger import Entry

LOCK_WAIT_S = 30
_NEEDED = {
    ("build", "ledger_entry"),
    ("report", "tables"),
    ("report", "subordinates"),
    ("correction", "entry_id"),
    ("attribute", "value"),
}
_COLUMNS = "select table_name, column_name from information_schema.columns"
# Rules look at all years of an organ, at its superior and at its subordinates.
_CHECKED_ANEW = """
select organ_id from organ where organ_id in (select unnest($1))
union
select parent_id from organ where parent_id is not null and organ_id in (select unnest($1))
"""
_LOOKED_AT = "select * from organ where organ_id in (select unnest($1)) or parent_id in (select unnest($1))"
_REPORTS = "select * from report where organ_id in (select unnest($1)) order by report_id"
_REPORTED = "select organ_id, year from report where is_current"
_CELLS = "select * from cell where report_id in (select unnest($1))"
_CORRECTIONS = "select * from correction where report_id in (select unnest($1))"
_NARRATIVE = "select * from narrative where report_id in (select unnest($1))"
_CHANGE_CELLS = """
update cell set status = n.status, value = n.value from changed_now n
where cell.report_id = n.report_id and cell.path = n.path
"""
_REMOVE_FINDINGS = """
delete from finding
where report_id in (select unnest($1)) and (regexp_matches(rule, $2) or rule = $3) or report_id is null and rule = $4
"""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was published: `corrections` now in the database, `reports` that were checked anew (0 = by a full build)."""

    path: Path
    version: int
    corrections: int
    reports: int


@dataclass(frozen=True, slots=True)
class _Renewal:
    """All that was looked at, by report id: the cells as published and as they are now, and what is found now.

    Findings are complete only for the reports `renewed`, the others were looked at for their sake.
    """

    looked_at: list[int]
    renewed: list[int]
    before: pl.DataFrame
    now: Checked


def apply(workspace: Workspace) -> Applied | None:
    """Publish the corrections entered since the last database, or give null where there are none.

    The result is what a full build would publish. A full build is made instead where another version of the program
    built the database, or the ledger is not the one it was built with. The caller holds the lock.

    Raises:
        WorkspaceError: nothing is published yet.
        LedgerError: the ledger cannot be read.
        OSError, duckdb.Error: the disk is full or not writable; what was published is unchanged.
    """
    database, decided = workspace.published(), decisions(workspace)
    since = _newest_entry(database)
    if since is None or since > decided.last:
        built = build(workspace)
        return Applied(built.path, built.version, _count(built.path), 0)
    touched = {entry.organ_id for entry in decided.corrections if entry.entry_id > since}
    if not touched:
        return None
    renewal = _renewal(database, touched, decided)
    version = store.next_version(workspace)

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        _write(connection, renewal)
        connection.execute(
            "update build set version = ?, built_at = ?, ledger_entry = ?",
            [version, datetime.now(UTC).replace(tzinfo=None), decided.last],
        )

    path = store.publish_changed(workspace, version, database, change)
    return Applied(path, version, _count(path), len(renewal.renewed))


def _newest_entry(database: Path) -> int | None:
    """Give the newest entry that a database knows; null where another version of the program has built it."""
    if not set(store.query(database, _COLUMNS).rows()) >= _NEEDED:
        return None
    program, entry = store.query(database, "select program, ledger_entry from build").row(0)
    return int(entry) if program == program_version() else None


def _count(database: Path) -> int:
    return int(store.query(database, "select count(*) from correction").item())


def _renewal(database: Path, touched: Iterable[str], decided: Decisions) -> _Renewal:
    """Correct and check again what the touched organs report, within all that the rules compare it with."""

    def rows(sql: str, among: Iterable[object]) -> pl.DataFrame:
        return store.query(database, sql, [list(among)])

    anew = rows(_CHECKED_ANEW, touched)["organ_id"]
    organs = rows(_LOOKED_AT, anew)
    reports = rows(_REPORTS, organs["organ_id"]).cast({"report_id": pl.Int64, "year": pl.Int64})
    ids = reports["report_id"].to_list()
    before = rows(_CELLS, ids).cast(CELL)
    corrections = rows(_CORRECTIONS, ids).select(CORRECTION.names()).cast(CORRECTION)
    now = checked(
        as_read(before, corrections),
        _within(decided.in_force, set(organs["organ_id"]), set(store.query(database, _REPORTED).rows())),
        reports=reports,
        organs=organs,
        narrative=rows(_NARRATIVE, ids),
        metrics=store.query(database, "select * from metric"),
    )
    renewed = reports.filter(pl.col("organ_id").is_in(anew.implode()))["report_id"].to_list()
    return _Renewal(ids, renewed, before, now)


def _within(entries: Iterable[Entry], organs: set[str], reported: set[tuple[str, int]]) -> list[Entry]:
    """Give the entries about these organs, and those about no report at all."""
    return [entry for entry in entries if entry.organ_id in organs or (entry.organ_id, entry.year) not in reported]


def _write(connection: duckdb.DuckDBPyConnection, renewal: _Renewal) -> None:
    """Change cells one by one: to remove and insert a key in one transaction is more than DuckDB's index allows."""
    before, now, key = renewal.before, renewal.now.cells, ["report_id", "path"]
    same_value = pl.col("value").eq_missing(pl.col("value_before"))
    pairs = now.join(before.select(*key, "status", "value"), on=key, suffix="_before")
    findings, about = renewal.now.findings, pl.col("report_id")
    frames = {
        "gone": before.join(now, on=key, how="anti"),
        "changed": pairs.filter((pl.col("status") != pl.col("status_before")) | ~same_value),
        "added": now.join(before, on=key, how="anti"),
        "corrections": renewal.now.corrections,
        "findings": findings.filter(about.is_null() | about.is_in(renewal.renewed)),
    }
    for name, frame in frames.items():
        connection.register(f"{name}_now", frame)
    steps: tuple[tuple[str, list[object]], ...] = (
        ("delete from cell using gone_now n where cell.report_id = n.report_id and cell.path = n.path", []),
        (_CHANGE_CELLS, []),
        ("insert into cell by name select * from added_now", []),
        ("delete from correction where report_id in (select unnest($1))", [renewal.looked_at]),
        ("insert into correction by name select * from corrections_now", []),
        (_REMOVE_FINDINGS, [renewal.renewed, rules.OWN, DISARMED, UNUSED]),
        ("insert into finding by name select * from findings_now order by report_id nulls first, rule, place", []),
    )
    for statement, parameters in steps:
        connection.execute(statement, parameters)
    for name in frames:
        connection.unregister(f"{name}_now")
