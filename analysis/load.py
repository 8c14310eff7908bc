"""The only reader of a published database: SQL with filters in, Polars frames out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from analysis.attributes import ATTRIBUTES
from analysis.frames import BUILD, COMPARABILITY, FACTS, FINDINGS, METRICS, ORGANS, REPORTS
from analysis.report_frames import CELLS, CORRECTIONS, PASSAGES
from analysis.vocabulary import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Connection = duckdb.DuckDBPyConnection


def published(root: Path) -> Path | None:
    """Give the database that workspace `root` has published, null where it has published none."""
    current = root / "database" / "CURRENT"
    if not current.is_file():
        return None
    database = current.parent / Path(current.read_text(encoding="utf-8").strip()).name
    return database if database.is_file() else None


def open_database(path: Path) -> Connection:
    """Open a published database for reading only; it never asks the network for anything."""
    con = duckdb.connect(str(path), read_only=True)
    con.execute("SET enable_progress_bar=false").fetchall()
    con.execute("SET autoinstall_known_extensions=false").fetchall()
    return con


def build(con: Connection) -> pl.DataFrame:
    """Give the one row that says what was built, when and by which version (`BUILD`)."""
    return rows(con, "select * from build", BUILD)


def metrics(con: Connection) -> pl.DataFrame:
    """Give the vocabulary in the order in which readers meet it (`METRICS`)."""
    return rows(con, "select * from metric order by sort_order", METRICS)


def organs(con: Connection) -> pl.DataFrame:
    """Give every organ (`ORGANS`); `valid_from`/`valid_to` are report years, null = open."""
    return rows(con, "select * from organ order by adcode nulls last, name", ORGANS)


def comparability(con: Connection) -> pl.DataFrame:
    """Give what may be compared across two forms (`COMPARABILITY`)."""
    return rows(con, "select * from comparability", COMPARABILITY)


def reports(con: Connection, organs: Iterable[str] | None = None, years: Iterable[int] | None = None) -> pl.DataFrame:
    """Give the current reports with the number of failed checks by severity (`REPORTS`); all where left out."""
    chosen, values = _among({"r.organ_id": organs, "r.year": years})
    return rows(
        con,
        f"""
        select r.*,
            count(*) filter (f.outcome = 'fail' and f.severity = 'error') as n_errors,
            count(*) filter (f.outcome = 'fail' and f.severity = 'warning') as n_warnings,
            count(*) filter (f.outcome = 'fail' and f.severity = 'notice') as n_notices
        from report r left join finding f using (report_id)
        where r.is_current {chosen}
        group by all
        order by r.organ_id, r.year
        """,  # noqa: S608 - column names are ours, values are bound
        REPORTS,
        values,
    )


def facts(
    con: Connection,
    paths: Iterable[str],
    organs: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    *,
    witnesses: Iterable[str] = (),
) -> pl.DataFrame:
    """Give the printed cells asked for, of the current reports (`FACTS`), and nothing else.

    Args:
        con: a published database.
        paths: cell paths, and `attribute.…` of what is supplied, which stands in the report of that organ and year.
        organs: organ ids; all where left out.
        years: report years; all where left out.
        witnesses: further paths, read only of reports that leave one of `paths` blank: the rest of the sums by which
            a blank can be shown to be 0.

    Returns:
        One row per stored cell; `value` is null unless status is reported or corrected. A cell that a report does
        not have has no row. `printed` of an attribute is its source.
    """
    asked, further = list(paths), list(witnesses)
    chosen, values = _among({"r.organ_id": organs, "r.year": years})
    select = (
        "select c.report_id, r.organ_id, r.year, r.form, c.path, c.value, c.status, c.printed, k.entry_id "
        "from cell c join report r using (report_id) left join correction k using (report_id, path) "
        "where r.is_current and c.path in (select unnest(?))"
    )
    found = rows(con, f"{select}{chosen}", FACTS, [asked, *values])
    supplied = [path for path in asked if path.startswith(ATTRIBUTE)]
    if supplied:
        found = found.vstack(rows(con, f"{_SUPPLIED}{chosen}", FACTS, [supplied, *values]))
    blank = found.filter(pl.col("status") == "blank")["report_id"].unique().to_list()
    more = sorted(set(further) - set(asked))
    if blank and more:
        found = found.vstack(
            rows(con, f"{select} and c.report_id in (select unnest(?))", FACTS, [more, blank]),
        )
    return found.sort("organ_id", "year", "path")


def largest(con: Connection, paths: Iterable[str], organs: Iterable[str], year: int, limit: int) -> list[str]:
    """Give the ids of the `limit` organs whose cells asked for add up to the most in a year, the largest first."""
    chosen, values = _among({"r.organ_id": organs, "r.year": [year]})
    found = rows(
        con,
        f"""
        select r.organ_id
        from report r left join cell c on c.report_id = r.report_id and c.path in (select unnest(?))
        where r.is_current {chosen}
        group by r.organ_id order by sum(c.value) desc nulls last, r.organ_id limit {limit:d}
        """,  # noqa: S608 - column names are ours, values are bound
        pl.Schema({"organ_id": pl.String()}),
        [list(paths), *values],
    )
    return found["organ_id"].to_list()


def attributes(
    con: Connection, organs: Iterable[str] | None = None, years: Iterable[int] | None = None
) -> pl.DataFrame:
    """Give what is supplied of organs (`ATTRIBUTES`), whether they report or not; all where left out."""
    chosen, values = _among({"organ_id": organs, "year": years})
    sql = f"select * from attribute where true {chosen} order by attribute, organ_id, year"  # noqa: S608 - values are bound
    return rows(con, sql, ATTRIBUTES, values)


_SUPPLIED = (
    "select r.report_id, r.organ_id, r.year, r.form, 'attribute.' || a.attribute as path, a.value, "
    "'reported' as status, a.source as printed, null as entry_id from attribute a join report r using (organ_id, year) "
    "where r.is_current and path in (select unnest(?))"
)


def findings(  # noqa: D417 - the filters say what they are
    con: Connection,
    organ: str | None = None,
    year: int | None = None,
    *,
    rule: str | None = None,
    severity: str | None = None,
    outcome: str | None = None,
) -> pl.DataFrame:
    """Give findings about current reports and about documents set aside (`FINDINGS`), errors first.

    Args:
        rule: the beginning of a rule id, such as `t3.` or `t2.stock2019`.

    Returns:
        One row per finding; `report_id`, `organ_id`, `year` are null where a document was set aside.
    """
    chosen, values = _where({"r.organ_id": organ, "r.year": year, "f.severity": severity, "f.outcome": outcome})
    if rule is not None:
        chosen += " and starts_with(f.rule, ?)"
        values.append(rule)
    return rows(
        con,
        f"""
        select f.*, r.organ_id, r.year
        from finding f left join report r using (report_id)
        where (f.report_id is null or r.is_current) {chosen}
        order by case f.severity when 'error' then 0 when 'warning' then 1 else 2 end,
            r.organ_id, r.year, f.rule, f.cells
        """,  # noqa: S608 - column names are ours, values are bound
        FINDINGS,
        values,
    )


def findings_of(con: Connection, report_ids: Iterable[int]) -> pl.DataFrame:
    """Give what did not pass in these current reports (`FINDINGS`), failed checks and those that could not be made."""
    return rows(
        con,
        "select f.*, r.organ_id, r.year from finding f join report r using (report_id) "
        "where r.is_current and f.outcome <> 'pass' and f.report_id in (select unnest(?)) order by f.report_id, f.rule",
        FINDINGS,
        [list(report_ids)],
    )


def failures(con: Connection, report_ids: Iterable[int], *, but: Iterable[str] = ()) -> int:
    """Give the number of failed checks in these current reports, those of the rules `but` not counted."""
    found = rows(
        con,
        "select count(*) as n from finding f join report r using (report_id) where r.is_current and f.outcome = 'fail' "
        "and f.report_id in (select unnest(?)) and f.rule not in (select unnest(?))",
        pl.Schema({"n": pl.Int64()}),
        [list(report_ids), list(but)],
    )
    return int(found["n"][0])


def report_cells(con: Connection, organ_id: str, year: int) -> pl.DataFrame:
    """Give every cell of one current report with its printed text and place (`CELLS`); empty where there is none."""
    return rows(
        con,
        "select c.*, k.entry_id from cell c join report r using (report_id) "
        "left join correction k using (report_id, path) "
        "where r.is_current and r.organ_id = ? and r.year = ? order by c.path",
        CELLS,
        [organ_id, year],
    )


def corrections(con: Connection, organ_id: str | None = None, year: int | None = None) -> pl.DataFrame:
    """Give the corrections that are applied in current reports (`CORRECTIONS`); all where left out."""
    chosen, values = _where({"r.organ_id": organ_id, "r.year": year})
    return rows(
        con,
        "select k.*, r.organ_id, r.year from correction k join report r using (report_id) "  # noqa: S608 - values are bound
        f"where r.is_current {chosen} order by r.organ_id, r.year, k.path",
        CORRECTIONS,
        values,
    )


def passages(
    con: Connection, organ: str | None = None, year: int | None = None, containing: str | None = None
) -> pl.DataFrame:
    """Give the prose of current reports by section (`PASSAGES`), optionally only where it contains a word."""
    chosen, values = _where({"r.organ_id": organ, "r.year": year})
    if containing is not None:
        chosen += " and contains(p.text, ?)"
        values.append(containing)
    return rows(
        con,
        "select p.*, r.organ_id, r.year from passage p join report r using (report_id) "  # noqa: S608 - values are bound
        f"where r.is_current {chosen} order by r.organ_id, r.year, p.rowid",
        PASSAGES,
        values,
    )


def _where(filters: dict[str, object | None]) -> tuple[str, list[object]]:
    asked = {column: value for column, value in filters.items() if value is not None}
    return "".join(f" and {column} = ?" for column in asked), list(asked.values())


def _among(filters: dict[str, Iterable[str] | Iterable[int] | None]) -> tuple[str, list[object]]:
    asked = {column: list(values) for column, values in filters.items() if values is not None}
    return "".join(f" and {column} in (select unnest(?))" for column in asked), list(asked.values())


def rows(
    con: Connection,
    sql: str,
    schema: pl.Schema,
    values: list[object] | None = None,
    beside: Mapping[str, pl.DataFrame] | None = None,
) -> pl.DataFrame:
    """Give the rows of a query in the columns of `schema`; the frames `beside` are tables to it under their names."""
    # A cursor per query: an unfinished result owns its connection, and one connection serves many readers.
    with con.cursor() as cursor:
        for name, frame in (beside or {}).items():
            cursor.register(name, frame.to_arrow())
        found: pl.DataFrame = cursor.sql(sql, params=values or []).pl()
    return found.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
