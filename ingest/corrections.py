"""Corrections of the ledger on the cells as they were read: applied where armed, named where they are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ingest.model import Outcome, Severity, Status
from ingest.tables import CELL, FINDING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger import Entry

CORRECTION = pl.Schema(
    {
        "report_id": pl.Int64(),
        "path": pl.String(),
        "entry_id": pl.Int64(),
        "value": pl.Float64(),
        "printed": pl.String(),
        "status_before": pl.String(),
        "value_before": pl.Float64(),
        "note": pl.String(),
        "source": pl.String(),
        "who": pl.String(),
        "at": pl.Datetime("us"),
    }
)
DISARMED, UNUSED = "c.disarmed", "c.unused"
_ENTRIES = pl.Schema(
    {
        "entry_id": pl.Int64(),
        "organ_id": pl.String(),
        "organ": pl.String(),
        "year": pl.Int64(),
        "path": pl.String(),
        "printed": pl.String(),
        "value": pl.Float64(),
        "note": pl.String(),
        "source": pl.String(),
        "who": pl.String(),
        "at": pl.Datetime("us"),
    }
)
_KEY = ["report_id", "path"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """Tables `cell` and `correction`, and the findings about corrections that were not applied."""

    cells: pl.DataFrame
    corrections: pl.DataFrame
    findings: pl.DataFrame


def corrected(cells: pl.DataFrame, reports: pl.DataFrame, entries: Iterable[Entry], metrics: pl.DataFrame) -> Corrected:
    """Apply the corrections in force to the current reports.

    A correction is armed while the cell prints what the person saw; null stands for a cell that was not read. Where it
    is not, the cell stays as it was read, and `c.disarmed` says so; `c.unused` names those of reports that are not
    here.

    Args:
        cells: table `cell` as read, of all reports that the entries are about.
        reports: report_id, organ_id, year, file, is_current.
        entries: corrections in force, one at most for each cell.
        metrics: metric, title_zh, title_en.
    """
    current = reports.filter("is_current").select("report_id", "organ_id", "year", "file")
    asked = (
        _entry_frame(entries)
        .join(current, on=["organ_id", "year"], how="left", maintain_order="left")
        .join(cells.rename({"printed": "printed_now"}), on=_KEY, how="left", suffix="_before", maintain_order="left")
        .rename({"status": "status_before"})
    )
    armed = pl.col("printed").eq_missing(pl.col("printed_now"))
    here = asked.filter(pl.col("report_id").is_not_null())
    applied = here.filter(armed).select(CORRECTION.names())
    named = asked.join(metrics.select(path="metric", zh="title_zh", en="title_en"), on="path", how="left")
    open_ones = named.filter(pl.col("report_id").is_null() | ~armed).with_columns(
        pl.col("zh", "en").fill_null(pl.col("path"))
    )
    return Corrected(_replaced(cells, applied), applied, _findings(open_ones))


def as_read(cells: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """Give the cells as they were before `corrections` (table `correction`): the way back of `corrected`."""
    before = corrections.select(*_KEY, "status_before", "value_before", changed=True)
    joined = cells.join(before, on=_KEY, how="left", maintain_order="left")
    changed = pl.col("changed").fill_null(value=False)
    return (
        joined.filter(~changed | pl.col("status_before").is_not_null())
        .with_columns(
            status=pl.when(changed).then("status_before").otherwise("status"),
            value=pl.when(changed).then("value_before").otherwise("value"),
        )
        .select(CELL.names())
    )


def _entry_frame(entries: Iterable[Entry]) -> pl.DataFrame:
    rows = [
        (
            entry.entry_id,
            entry.organ_id,
            entry.organ,
            entry.year,
            entry.target,
            entry.printed,
            entry.value,
            entry.note,
            entry.source,
            entry.who,
            entry.at.replace(tzinfo=None),
        )
        for entry in entries
    ]
    return pl.DataFrame(rows, schema=_ENTRIES, orient="row")


def _replaced(cells: pl.DataFrame, applied: pl.DataFrame) -> pl.DataFrame:
    """Give the cells with their new status and value; a cell that was not read is added, with nothing printed."""
    has_value = pl.col("value").is_not_null()
    status = pl.when(has_value).then(pl.lit(str(Status.CORRECTED))).otherwise(pl.lit(str(Status.BLANK)))
    new = applied.with_columns(status=status, printed=pl.col("printed").fill_null(""), place=pl.lit(""))
    places = new.drop("place").join(cells.select(*_KEY, "place"), on=_KEY, how="left")
    rows = places.with_columns(pl.col("place").fill_null("")).select(CELL.names())
    return pl.concat([cells.join(new, on=_KEY, how="anti", maintain_order="left"), rows])


def _findings(entries: pl.DataFrame) -> pl.DataFrame:
    """Give table `finding` for corrections that were not applied."""
    unused = pl.col("report_id").is_null()
    expected, now = _quoted("printed"), _quoted("printed_now")
    absent_zh, absent_en = pl.lit("没有读到这一格"), pl.lit("no such cell")
    return entries.with_columns(
        pl.col("file").fill_null(""),
        rule=pl.when(unused).then(pl.lit(UNUSED)).otherwise(pl.lit(DISARMED)),
        outcome=pl.lit(str(Outcome.FAIL)),
        severity=pl.when(unused).then(pl.lit(str(Severity.NOTICE))).otherwise(pl.lit(str(Severity.WARNING))),
        left_value=None,
        right_value=None,
        difference=None,
        cells=pl.when(unused).then(pl.lit([], pl.List(pl.String))).otherwise(pl.concat_list("path")),
        place=pl.col("place").fill_null(""),
        quote=pl.col("printed_now").fill_null(""),
        message_zh=pl.when(unused)
        .then(pl.format("{} {} 年没有报告，更正 {} 未用：{}", "organ", "year", "entry_id", "zh"))
        .otherwise(
            pl.format(
                "{}：更正 {} 未采用。登记更正时为{}，现在为{}。请重新核对。",
                "zh",
                "entry_id",
                expected.fill_null(absent_zh),
                now.fill_null(absent_zh),
            )
        ),
        message_en=pl.when(unused)
        .then(
            pl.format(
                "There is no report of {} for {}: correction {} is unused ({})", "organ", "year", "entry_id", "en"
            )
        )
        .otherwise(
            pl.format(
                "{}: correction {} was not applied. It expects {}, the document has {}. Check it again.",
                "en",
                "entry_id",
                expected.fill_null(absent_en),
                now.fill_null(absent_en),
            )
        ),
    ).select(pl.col(name).cast(dtype) for name, dtype in FINDING.items())


def _quoted(column: str) -> pl.Expr:
    return pl.format("“{}”", column)
