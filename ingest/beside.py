"""What a workspace has beside a draft: its organs, the other years of an organ, the same year of those below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from ingest import places, tables
from ingest.organs import Organ, official_name, read_organs
from ingest.store import query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ingest.places import LookUp
    from ingest.workspace import Workspace

_ORGANS = (
    "select o.*, p.name as parent, s.name as successor from organ o "
    "left join organ p on o.parent_id = p.organ_id left join organ s on o.successor_id = s.organ_id"
)
# The other reports of the same organs in any year (p.copy, p.unit look at all), and those of the organs below them.
_REPORTS = """
with asked as (select unnest(?) as organ_id, unnest(?) as year)
select r.* from report r join organ o using (organ_id)
where r.is_current and (r.organ_id, r.year) not in (select (organ_id, year) from asked)
and (r.organ_id in (select organ_id from asked) or o.parent_id in (select organ_id from asked))
order by r.report_id
"""
_CELLS = """
select c.report_id, c.path, c.status, c.value, c.printed, c.place from cell c
where c.report_id in (select unnest(?))
"""
_PUBLISHED = """
select r.file, c.path, c.status, c.value from report r left join cell c using (report_id)
where r.is_current and r.organ_id = ? and r.year = ?
"""


@dataclass(frozen=True, slots=True)
class Near:
    """Rows of the tables organ, report and cell; report ids go on where `after` ends (see `Beside.near`)."""

    organ: pl.DataFrame
    report: pl.DataFrame
    cell: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Beside:
    """A published database as a draft sees it; `database` is null where there is none to see."""

    look_up: LookUp
    told: str
    database: Path | None = None
    version: int = 0
    fictional: bool = False
    organs: Mapping[str, Organ] = field(default_factory=dict)
    written: Mapping[str, Organ] = field(default_factory=dict)

    def name_of(self, printed: str, year: int) -> str:
        """Give the name under which the workspace keeps an organ; the printed name in full where it has none."""
        name = official_name(printed)
        if name in self.organs:
            return name
        short = [organ.name for organ in self.organs.values() if organ.short_name == printed]
        if len(short) == 1:
            return short[0]
        at = self.look_up(name, year)
        return (
            places.organ_names([(name, year)], list(self.organs.values()), self.look_up)[name] if at.division else name
        )

    def published(self, organ_id: str, year: int) -> tuple[str, pl.DataFrame] | None:
        """Give file and cells (path, status, value) of the current report; null where there is none."""
        if self.database is None:
            return None
        rows = query(self.database, _PUBLISHED, [organ_id, year])
        return None if rows.is_empty() else (str(rows["file"][0]), rows.drop("file").drop_nulls("path"))

    def other_years(self, organ_id: str, year: int) -> tuple[int, ...]:
        """Give the years for which the organ has other reports."""
        if self.database is None:
            return ()
        sql = "select year from report where is_current and organ_id = ? and year <> ? order by year"
        return tuple(query(self.database, sql, [organ_id, year])["year"])

    def near(self, asked: Sequence[tuple[str, int]]) -> Near:
        """Give the reports that the rules look at for those asked for, without these; ids begin after their number."""
        if self.database is None or not asked:
            empty = pl.DataFrame(schema=tables.REPORT), pl.DataFrame(schema=tables.CELL)
            return Near(pl.DataFrame(schema=tables.ORGAN), *empty)
        ids, years = [organ_id for organ_id, _ in asked], [year for _, year in asked]
        found = query(self.database, _REPORTS, [ids, years]).with_columns(old_id="report_id")
        numbered = found.with_columns(report_id=pl.int_range(pl.len()) + len(asked) + 1)
        cells = query(self.database, _CELLS, [found["old_id"].to_list()]).rename({"report_id": "old_id"})
        cell = cells.join(numbered.select("old_id", "report_id"), on="old_id").select(tables.CELL.names())
        report = numbered.with_columns(tables=pl.lit([], pl.List(pl.String))).select(tables.REPORT.names())
        organ = tables.organ_frame(self.organs.values())
        wanted = organ.filter(pl.col("organ_id").is_in([*ids, *report["organ_id"]]))
        above = organ.filter(pl.col("organ_id").is_in(wanted["parent_id"].drop_nulls().implode()))
        return Near(pl.concat([wanted, above]).unique("organ_id"), report.cast(tables.REPORT), cell.cast(tables.CELL))


def nothing_beside() -> Beside:
    """Give what a draft sees that is checked alone."""
    return Beside(places.look_up_of(fictional=False), "没有可以比较的数据库")


def beside(workspace: Workspace) -> Beside:
    """Give what a draft sees of a workspace.

    Raises:
        WorkspaceError: nothing has been published, or a file of the workspace is damaged.
    """
    database = workspace.published()
    settings = workspace.settings()
    version = int(query(database, "select version from build")["version"][0])
    written = read_organs(workspace.root / "organs.csv")
    return Beside(
        look_up=places.look_up_of(fictional=settings.fictional),
        told=f"与“{settings.title_zh}”第 {version} 版数据库比较",
        database=database,
        version=version,
        fictional=settings.fictional,
        organs={row["name"]: _organ(row) for row in query(database, _ORGANS).to_dicts()},
        written={organ.name: organ for organ in written},
    )


def _organ(row: Mapping[str, object]) -> Organ:
    names = ("name", "short_name", "adcode", "level", "type", "parent", "successor", "valid_from", "valid_to")
    return Organ(**{name: row[name] for name in names})  # type: ignore[arg-type] # the schema of the table
