"""What organs have to mend in their reports: failed checks, the gravest first, and what could not be checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from analysis import load
from analysis.labels import titles
from analysis.mending import Cells, cells_in_words, place_in_words, reason
from analysis.rules import rule_of
from analysis.series import exists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.load import Connection

_TEXT, _NUMBER, _YEAR, _COUNT = pl.String(), pl.Float64(), pl.Int32(), pl.UInt32()
# One failed check, in the order of organ as asked for, year, severity and place on the form. number: from 1 for each
# organ and year. table: two, three, four, another table's id, or '' where the check is about the whole report; *_zh
# in the words of the report's own form. paths: the cells involved (rows for s.missing), printed: what stands in them.
# left_value … difference: null where nothing is compared. judgement: null until `judged` joins a verdict; stale where
# the figures have changed since it was given.
MENDS: Final = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "year": _YEAR,
        "file": _TEXT,
        "number": _COUNT,
        "severity": _TEXT,
        "severity_zh": _TEXT,
        "table": _TEXT,
        "table_zh": _TEXT,
        "row_zh": _TEXT,
        "column_zh": _TEXT,
        "paths": pl.List(_TEXT),
        "printed": _TEXT,
        "rule": _TEXT,
        "rule_zh": _TEXT,
        "left_zh": _TEXT,
        "left_value": _NUMBER,
        "right_zh": _TEXT,
        "right_value": _NUMBER,
        "difference": _NUMBER,
        "message_zh": _TEXT,
        "place": _TEXT,
        "place_zh": _TEXT,
        "judgement": _TEXT,
    }
)
# What could not be checked: how many results of one check of one report have the same reason.
UNCHECKED: Final = pl.Schema(
    {"organ_id": _TEXT, "organ": _TEXT, "year": _YEAR, "rule_zh": _TEXT, "reason": _TEXT, "count": _COUNT}
)
# The reports asked for. file and form are null, and the counts 0, where the organ has not reported.
REPORTED: Final = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "short_name": _TEXT,
        "year": _YEAR,
        "report_id": _YEAR,
        "form": _TEXT,
        "file": _TEXT,
        "errors": _COUNT,
        "warnings": _COUNT,
        "notices": _COUNT,
        "unchecked": _COUNT,
    }
)
# What a person decided about a failed check; target is the rule of the finding.
VERDICTS: Final = pl.Schema(
    {
        "organ_id": _TEXT,
        "year": _YEAR,
        "target": _TEXT,
        "judgement": _TEXT,
        "left_value": _NUMBER,
        "right_value": _NUMBER,
    }
)
SEVERITIES: Final = {"error": "错误（应当更正）", "warning": "疑问（请核实）", "notice": "提示（请留意）"}
"""The gravest first."""

STALE: Final = "stale"
SAME: Final = 1e-9
NOT_TO_MEND: Final = frozenset({"d.duplicate"})
"""About our intake: the same report came twice, and nothing in it is wrong."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What to mend: the `reports` asked for (REPORTED), `mends` (MENDS), `unchecked` (UNCHECKED), `build` (BUILD)."""

    title: str
    reports: pl.DataFrame
    mends: pl.DataFrame
    unchecked: pl.DataFrame
    build: pl.DataFrame


def check_report(con: Connection, title: str, asked: Iterable[tuple[str, int]]) -> CheckReport:
    """Give what the reports of these organs and years have to mend, in the order asked.

    Args:
        con: a published database.
        title: whose reports these are, for the head of a printed list.
        asked: organ ids and years; one without a report stands in `reports` alone.
    """
    reports = _reports(con, asked)
    ids = reports["report_id"].drop_nulls().to_list()
    found = load.findings_of(con, ids).filter(~pl.col("rule").is_in(list(NOT_TO_MEND)))
    failed = found.filter(pl.col("outcome") == "fail")
    mends = _mends(failed, reports, _cells(con, failed, reports))
    return CheckReport(title, _counted(reports, found), mends, _unchecked(found, reports), load.build(con))


def count(con: Connection, asked: Iterable[tuple[str, int]]) -> int:
    """Give how many rows the `mends` of a check report of these organs and years have."""
    ids = _reports(con, asked)["report_id"].drop_nulls().to_list()
    return load.failures(con, ids, but=sorted(NOT_TO_MEND))


def children_of(con: Connection, organ_id: str, year: int | None = None) -> list[tuple[str, int]]:
    """Give the direct subordinates that exist in a year, reported or not, in the order of codes and names.

    Args:
        con: a published database.
        organ_id: the superior.
        year: the latest for which one of them has a report where left out.

    Raises:
        LookupError: there are none, or none has a report and no year is given.
    """
    below = load.organs(con).filter(pl.col("parent_id") == organ_id)
    if below.is_empty():
        raise LookupError("No organ here names this one as its superior. Leave --children out, or name the superior.")
    latest = load.reports(con, below["organ_id"])["year"].max() if year is None else year
    if latest is None:
        raise LookupError("None of the subordinates has a report. Give --year to list them as missing.")
    return [(child, int(str(latest))) for child in below.filter(exists(pl.lit(latest)))["organ_id"]]


def reported_years(con: Connection, organ_id: str) -> list[int]:
    """Give the years for which an organ has a report, the latest first."""
    return load.reports(con, [organ_id])["year"].sort(descending=True).to_list()


def judged(report: CheckReport, verdicts: pl.DataFrame) -> CheckReport:
    """Give the report with the judgement of each failed check that has one in VERDICTS; one per organ, year and rule.

    A verdict given on other figures is shown as `stale`.
    """
    given = verdicts.select(
        "organ_id", "year", given="judgement", rule="target", seen_left="left_value", seen_right="right_value"
    )
    unchanged = _same("seen_left", "left_value") & _same("seen_right", "right_value")
    joined = report.mends.join(
        given, on=["organ_id", "year", "rule"], how="left", maintain_order="left", validate="m:1"
    )
    judgement = pl.when(pl.col("given").is_not_null()).then(pl.when(unchanged).then("given").otherwise(pl.lit(STALE)))
    mends = joined.with_columns(judgement=judgement).select(MENDS.names())
    return CheckReport(report.title, report.reports, mends, report.unchecked, report.build)


def _same(one: str, other: str) -> pl.Expr:
    both_null = pl.col(one).is_null() & pl.col(other).is_null()
    return both_null | ((pl.col(one) - pl.col(other)).abs() <= SAME).fill_null(value=False)


def _reports(con: Connection, asked: Iterable[tuple[str, int]]) -> pl.DataFrame:
    wanted = pl.DataFrame(list(dict.fromkeys(asked)), schema={"organ_id": pl.String, "year": pl.Int32}, orient="row")
    there = load.reports(con, wanted["organ_id"].unique(), wanted["year"].unique())
    names = load.organs(con).select("organ_id", "short_name", organ="name")
    return wanted.join(names, on="organ_id", how="left", maintain_order="left").join(
        there.select("organ_id", "year", "report_id", "form", "file"),
        on=["organ_id", "year"],
        how="left",
        maintain_order="left",
    )


def _counted(reports: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    failed = pl.col("outcome") == "fail"
    counts = found.group_by("report_id").agg(
        errors=(failed & (pl.col("severity") == "error")).sum(),
        warnings=(failed & (pl.col("severity") == "warning")).sum(),
        notices=(failed & (pl.col("severity") == "notice")).sum(),
        unchecked=(~failed).sum(),
    )
    whole = reports.join(counts, on="report_id", how="left", maintain_order="left")
    return whole.with_columns(pl.col("errors", "warnings", "notices", "unchecked").fill_null(0)).select(
        pl.col(name).cast(dtype) for name, dtype in REPORTED.items()
    )


def _cells(con: Connection, failed: pl.DataFrame, reports: pl.DataFrame) -> dict[int, Cells]:
    """Give for each report with a failed check its cells and those of the year before, which some checks look at."""
    with_faults = reports.filter(pl.col("report_id").is_in(failed["report_id"].unique().implode()))
    return {
        row["report_id"]: Cells(
            row["form"],
            {cell["path"]: cell for cell in load.report_cells(con, row["organ_id"], row["year"]).to_dicts()},
            {cell["path"]: cell for cell in load.report_cells(con, row["organ_id"], row["year"] - 1).to_dicts()},
        )
        for row in with_faults.to_dicts()
    }


def _mends(failed: pl.DataFrame, reports: pl.DataFrame, cells: dict[int, Cells]) -> pl.DataFrame:
    about = reports.with_row_index("asked").select("asked", "report_id", "organ", "short_name")
    words = [_in_words(row, cells[row["report_id"]]) for row in failed.to_dicts()]
    ordered = (
        failed.with_columns(pl.Series("words", words, dtype=_WORDS))
        .unnest("words")
        .join(about, on="report_id")
        .sort("asked", pl.col("severity").cast(pl.Enum(list(SEVERITIES))), "order", "rule", "place")
        .with_columns(
            number=pl.int_range(1, pl.len() + 1).over("asked"),
            severity_zh=pl.col("severity").replace_strict(SEVERITIES, return_dtype=pl.String),
            paths=pl.col("cells"),
            judgement=pl.lit(None, pl.String),
        )
    )
    return ordered.select(pl.col(name).cast(dtype) for name, dtype in MENDS.items())


_WORDS: Final = pl.Struct(
    {
        "table": _TEXT,
        "table_zh": _TEXT,
        "row_zh": _TEXT,
        "column_zh": _TEXT,
        "printed": _TEXT,
        "order": pl.Int64(),
        "rule_zh": _TEXT,
        "left_zh": _TEXT,
        "right_zh": _TEXT,
        "place_zh": _TEXT,
    }
)


def _in_words(finding: dict[str, Any], cells: Cells) -> dict[str, Any]:
    rule = rule_of(finding["rule"])
    words = cells_in_words(finding, cells)
    return {
        "table": words.table,
        "table_zh": titles().get(words.table, words.title),
        "row_zh": words.row,
        "column_zh": words.column,
        "printed": words.printed,
        "order": words.order,
        "rule_zh": rule.zh,
        "left_zh": rule.left_zh,
        "right_zh": rule.right_zh,
        "place_zh": place_in_words(finding["place"]),
    }


def _unchecked(found: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    about = reports.with_row_index("asked").select("asked", "report_id", "organ")
    open_ended = found.filter(pl.col("outcome") == "cannot_check").join(about, on="report_id")
    counted = (
        open_ended.with_columns(
            rule_zh=pl.col("rule").map_elements(lambda rule: rule_of(rule).zh, return_dtype=pl.String),
            reason=pl.col("message_zh").map_elements(reason, return_dtype=pl.String),
        )
        .group_by("asked", "organ_id", "organ", "year", "rule_zh", "reason", maintain_order=True)
        .agg(count=pl.len())
        .sort("asked", maintain_order=True)
    )
    return counted.select(pl.col(name).cast(dtype) for name, dtype in UNCHECKED.items())
