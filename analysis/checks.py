"""Checks as SQL: counted, filtered and paged in the database, since a national one has millions of findings.

A *family* is the set of rules that a reader takes for one: `t3.balance` has a rule for each column. The rules that
read, place and compare whole documents (`layout`, `s`, `d` …) are a family by their first word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from analysis import load
from analysis.check_frames import CHECKS, FIRING, LACKING, OUTCOMES, REVISED, VERDICTS

if TYPE_CHECKING:
    import polars as pl

    from analysis.load import Connection

FAMILIES: Final = (
    "t3.balance",
    "t3.outcomes",
    "t3.applicants",
    "t4",
    "y.carry",
    "s",
    "n",
    "x",
    "p",
    "h",
    "t2.order",
    "t2.stock2019",
    "y.stock",
    "legacy",
    "layout",
    "ocr",
    "i",
    "c",
    "d",
)
"""In the order of the matrix: what the form itself demands first."""

REMARKS: Final = ("layout", "ocr", "i", "c", "d")
"""Families that speak only where something is wrong: of them silence is no outcome that was left out."""

PAGE: Final = 20
_DIVIDED: Final = "'t2', 't3', 'y'"
_FAMILY: Final = (
    f"case when split_part(f.rule, '.', 1) in ({_DIVIDED}) "
    "then split_part(f.rule, '.', 1) || '.' || split_part(f.rule, '.', 2) else split_part(f.rule, '.', 1) end"
)
_RULE: Final = "array_to_string(string_split(f.rule, '.')[1:2], '.')"
_GRAVITY: Final = "case f.severity when 'error' then 0 when 'warning' then 1 else 2 end"
_SAME: Final = (
    "(f.{side}_value is not distinct from v.{side}_value or coalesce(abs(f.{side}_value - v.{side}_value) <= 1e-9, "
    "false))"
)
_STATE: Final = (
    "case when v.judgement is null then 'none' "
    f"when {_SAME.format(side='left')} and {_SAME.format(side='right')} then 'valid' else 'stale' end"
)
_COUNTS: Final = """
    count(*) filter (f.outcome = 'pass') as n_pass,
    count(*) filter (f.outcome = 'fail') as n_fail,
    count(*) filter (f.outcome = 'cannot_check') as n_cannot_check
"""
JUDGED: Final = ("none", "valid", "stale")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which checks: null stands for all. `rule` is a family, a rule or the beginning of one before a dot.

    `verdict` is one of `JUDGED` or a judgement, which then has to be valid.
    """

    organs: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    rule: str | None = None
    severity: str | None = None
    outcome: str | None = None
    verdict: str | None = None


def outcomes(con: Connection, asked: Asked, *, problems: bool, limit: int) -> pl.DataFrame:
    """Give OUTCOMES: the checks of each report counted by family, the reports with the gravest problems first.

    Args:
        con: a published database.
        asked: which reports; only its organs and years count.
        problems: only reports in which a check failed or could not be made.
        limit: so many reports at most; `of` tells how many there are.
    """
    where, values = _where(replace(asked, rule=None, severity=None, outcome=None, verdict=None))
    having = "where n_open > 0" if problems else ""
    return load.rows(
        con,
        f"""
        with counted as (
            select r.organ_id, r.year, {_FAMILY} as family, {_COUNTS},
                min({_GRAVITY}) filter (f.outcome = 'fail') as gravity,
                count(*) filter (f.outcome = 'fail' and f.severity = 'error') as n_errors
            from finding f join report r using (report_id) where r.is_current {where} group by all
        ), ranked as (
            select organ_id, year, sum(n_errors) as errors, sum(n_fail) as fails,
                sum(n_fail + n_cannot_check) as n_open
            from counted group by all
        ), chosen as (
            select *, count(*) over () as of from ranked {having}
            order by errors desc, fails desc, n_open desc, organ_id, year limit {limit:d}
        )
        select counted.*, ['error', 'warning', 'notice'][gravity + 1] as worst, chosen.of
        from counted join chosen using (organ_id, year)
        order by errors desc, fails desc, n_open desc, organ_id, year
        """,  # noqa: S608 - columns and numbers are ours, values are bound
        OUTCOMES,
        values,
    )


def checks(con: Connection, asked: Asked, verdicts: pl.DataFrame, *, page: int = 1, size: int = PAGE) -> pl.DataFrame:
    """Give one page of CHECKS about current reports, the gravest first; `verdicts` are VERDICTS in force."""
    where, values = _where(asked)
    # The order is found over the few columns that make it; only the rows of the page are then read whole.
    order = "passed, unchecked, gravity, year desc, organ_id, rule, place, quote, place_in_table"
    return load.rows(
        con,
        f"""
        with matched as (
            select f.rowid as place_in_table, r.organ_id, r.year, f.rule, f.place, f.quote, {_STATE} as verdict,
                f.outcome = 'pass' as passed, f.outcome = 'cannot_check' as unchecked, {_GRAVITY} as gravity,
                v.judgement, v.who, v.note, v.at, v.entry_id
            from finding f join report r using (report_id)
            left join verdicts v on v.organ_id = r.organ_id and v.year = r.year and v.rule = f.rule
            where r.is_current {where}
        ), chosen as (
            select * from matched order by {order} limit {size:d} offset {(page - 1) * size:d}
        ), found as (
            select f.*, chosen.* exclude (rule, place, quote), {_FAMILY} as family,
                (select count(*) from matched) as of
            from finding f join chosen on f.rowid = chosen.place_in_table
        )
        select found.*, 1 + (
            select count(*) from finding g
            where g.report_id = found.report_id and g.rule = found.rule
                and (g.place, g.quote, g.rowid) < (found.place, found.quote, found.place_in_table)
        ) as number
        from found order by {order}
        """,  # noqa: S608 - columns and numbers are ours, values are bound
        CHECKS,
        values,
        {"verdicts": verdicts.cast(VERDICTS)},
    )


def firing(con: Connection, asked: Asked) -> pl.DataFrame:
    """Give FIRING: how often each rule failed where it could be checked, the most often first.

    Families of remarks have no rate: nobody counted where they had nothing to say.
    """
    where, values = _where(asked)
    return load.rows(
        con,
        f"""
        with counted as (
            select {_RULE} as rule, {_FAMILY} as family, {_COUNTS}
            from finding f join report r using (report_id) where r.is_current {where} group by all
        )
        select *, n_pass + n_fail as n,
            case when family not in {REMARKS} then 100 * n_fail / nullif(n_pass + n_fail, 0) end as rate_pct
        from counted order by rate_pct desc nulls last, rule
        """,  # noqa: S608 - columns are ours, values are bound
        FIRING,
        values,
    )


def lacking(con: Connection, asked: Asked) -> pl.DataFrame:
    """Give LACKING: tables and rows that reports lack or print as pictures, then the documents that were set aside.

    Documents set aside belong to no organ and no year, so they are given whatever is asked for.
    """
    where, values = _where(asked)
    return load.rows(
        con,
        f"""
        select f.*, r.organ_id, r.year,
            case when starts_with(f.rule, 'c.') then 'unused' when f.report_id is null then 'set_aside'
                when f.rule = 's.image' then 'image' else 'missing' end as kind
        from finding f left join report r using (report_id)
        where (f.report_id is null and f.outcome = 'fail')
            or (r.is_current and f.outcome <> 'pass' and (f.rule = 's.image' or starts_with(f.rule, 's.missing'))
                {where})
        order by f.report_id is null, r.year desc, r.organ_id, f.rule, f.place, f.file
        """,  # noqa: S608 - columns are ours, values are bound
        LACKING,
        values,
    )


def revised(con: Connection, organ_id: str, year: int) -> pl.DataFrame:
    """Give REVISED: where older revisions of a report print something else than the current one, the newest first."""
    return load.rows(
        con,
        """
        with now as (
            select c.* from cell c join report r using (report_id)
            where r.is_current and r.organ_id = $1 and r.year = $2
        ), older as (
            select report_id, revision, file from report where not is_current and organ_id = $1 and year = $2
        ), paths as (
            select report_id, path from cell join older using (report_id)
            union select older.report_id, now.path from older cross join now
        )
        select paths.path, older.revision, older.file, c.printed, c.value, c.status,
            now.printed as printed_now, now.value as value_now, now.status as status_now
        from paths join older using (report_id)
        left join cell c on c.report_id = paths.report_id and c.path = paths.path
        left join now on now.path = paths.path
        where c.value is distinct from now.value or c.status is distinct from now.status
        order by older.revision desc, paths.path
        """,
        REVISED,
        [organ_id, year],
    )


def _where(asked: Asked) -> tuple[str, list[object]]:
    terms: list[str] = []
    values: list[object] = []
    for column, among in (("r.organ_id", asked.organs), ("r.year", asked.years)):
        if among is not None:
            terms.append(f"{column} in (select unnest(?))")
            values.append(list(among))
    if asked.rule is not None:
        terms.append("(f.rule = ? or starts_with(f.rule, ? || '.'))")
        values += [asked.rule, asked.rule]
    for column, value in (("f.severity", asked.severity), ("f.outcome", asked.outcome)):
        if value is not None:
            terms.append(f"{column} = ?")
            values.append(value)
    if asked.verdict in JUDGED:
        terms.append(f"{_STATE} = ?")
        values.append(asked.verdict)
    elif asked.verdict is not None:
        terms.append(f"({_STATE} = 'valid' and v.judgement = ?)")
        values.append(asked.verdict)
    return "".join(f" and {term}" for term in terms), values
