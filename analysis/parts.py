"""The cells behind a figure, report by report: which path the form prints, and what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analysis import blanks
from analysis.vocabulary import ATTRIBUTE, Metric, stand_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_UNDIVIDED = [f"requests.{blanks.UNDIVIDED}.total"]
_DIVIDED = [f"requests.{row}.total" for row in blanks.DIVIDED]


@dataclass(frozen=True, slots=True)
class Paths:
    """What to fetch for a figure: its cells, and the further cells that can show a blank to be 0."""

    parts: tuple[str, ...]
    witnesses: tuple[str, ...]


def paths_for(asked: Iterable[Metric], metrics: pl.DataFrame, comparability: pl.DataFrame) -> Paths:
    """Give the cells to load for some metrics on whatever form a report has: arguments of `load.facts`."""
    parts: set[str] = set()
    summed: set[str] = set()
    forms = _forms(metrics)
    for metric in asked:
        own = {
            *metric.parts,
            *(found for part in metric.cells for form in forms if (found := stand_in(comparability, part, form))),
        }
        parts |= own
        if not metric.is_cell:
            summed |= own
    witnesses = set(blanks.witnesses(sorted(summed), metrics)) - parts if summed else set()
    return Paths(tuple(sorted(parts)), tuple(sorted(witnesses)))


def cells_of(
    metric: Metric, facts: pl.DataFrame, reports: pl.DataFrame, metrics: pl.DataFrame, comparability: pl.DataFrame
) -> pl.DataFrame:
    """Give one row per report and part: report_id, part, value, status, printed, entry_id, inferred, linked, found.

    The status of a cell that is not stored is `not_on_form` where the form does not ask for it, else `unreadable` with
    `found` false; of an attribute it is `not_supplied`. A part may be read from the cell that the report's form has in
    its place (`linked`).
    """
    asked = _wanted(metric, reports, metrics, comparability)
    read_from = {*asked["part"], *asked["stand_in"].drop_nulls()}
    stored = _stored(metric, facts, metrics, read_from)
    wanted = reports.select("report_id", "form").join(asked, on="form")
    own = wanted.join(stored, left_on=["report_id", "part"], right_on=["report_id", "path"], how="left")
    both = own.join(
        stored, left_on=["report_id", "stand_in"], right_on=["report_id", "path"], how="left", suffix="_instead"
    )
    linked = pl.col("status").is_null() & pl.col("status_instead").is_not_null()
    names = ("value", "status", "printed", "inferred", "entry_id")
    chosen = both.select(
        "report_id",
        "part",
        "asks",
        *(pl.when(linked).then(pl.col(f"{name}_instead")).otherwise(pl.col(name)).alias(name) for name in names),
        linked=linked,
    ).with_columns(found=pl.col("status").is_not_null() | ~pl.col("asks"))
    absent = (
        pl.when("asks")
        .then(pl.lit("unreadable"))
        .when(pl.col("part").str.starts_with(ATTRIBUTE))
        .then(pl.lit("not_supplied"))
        .otherwise(pl.lit("not_on_form"))
    )
    completed = chosen.with_columns(pl.col("status").fill_null(absent), pl.col("inferred").fill_null(value=False))
    return _either(completed.drop("asks")) if set(_UNDIVIDED) < set(metric.parts) else completed.drop("asks")


def _forms(metrics: pl.DataFrame) -> list[str]:
    return metrics["forms"].explode().drop_nulls().unique().sort().to_list()


def _stored(metric: Metric, facts: pl.DataFrame, metrics: pl.DataFrame, read_from: Collection[str]) -> pl.DataFrame:
    is_known = "inferred" in facts.columns
    known = facts if is_known or metric.is_cell else blanks.infer_zeros(facts, metrics)
    read = known.filter(pl.col("path").is_in(list(read_from)))
    if metric.is_cell:
        # A printed cell is what is printed: a blank stays one.
        value = pl.when(~pl.col("inferred")).then("value") if is_known else pl.col("value")
        read = read.with_columns(value=value, inferred=pl.lit(value=False))
    return read.select("report_id", "path", "value", "status", "printed", "inferred", "entry_id")


def _wanted(metric: Metric, reports: pl.DataFrame, metrics: pl.DataFrame, comparability: pl.DataFrame) -> pl.DataFrame:
    asking = dict(metrics.select("metric", "forms").iter_rows())
    rows = [
        # The lists before 2019 were an annex that a report need not print: nothing is missing where they are not there.
        (form, part, instead, form != "legacy" and (form in asking[part] or instead is not None))
        for form in reports["form"].unique().sort()
        for part in metric.cells
        for instead in (None if form in asking[part] else stand_in(comparability, part, form),)
    ]
    supplied = [part for part in metric.parts if part not in metric.cells]
    rows += [(form, part, None, False) for form in reports["form"].unique().sort() for part in supplied]
    schema = {"form": pl.String, "part": pl.String, "stand_in": pl.String, "asks": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _either(cells: pl.DataFrame) -> pl.DataFrame:
    """Keep of each report the undivided row or the divided rows, whichever it prints; where they differ, neither."""
    is_divided, is_undivided = pl.col("part").is_in(_DIVIDED), pl.col("part").is_in(_UNDIVIDED)
    stored = pl.col("found") & (pl.col("status") != "not_on_form")
    known = is_divided & pl.col("value").is_not_null()
    per_report = cells.group_by("report_id").agg(
        prints_divided=(is_divided & stored).any(),
        prints_undivided=(is_undivided & stored).any(),
        undivided=pl.col("value").filter(is_undivided).first(),
        divided=pl.when(known.sum() == len(_DIVIDED)).then(pl.col("value").filter(is_divided).sum()),
    )
    both = cells.join(per_report, on="report_id")
    contradicts = (pl.col("undivided") != pl.col("divided")).fill_null(value=False)
    use_divided = pl.col("prints_divided") & (~pl.col("prints_undivided") | pl.col("divided").is_not_null())
    keep = ~(is_divided | is_undivided) | pl.when(use_divided).then(is_divided).otherwise(is_undivided)
    unclear = contradicts & (is_divided | is_undivided)
    return both.filter(keep).select(
        "report_id",
        "part",
        "printed",
        "entry_id",
        "inferred",
        "linked",
        "found",
        value=pl.when(unclear).then(None).otherwise(pl.col("value")),
        status=pl.when(unclear).then(pl.lit("unreadable")).otherwise(pl.col("status")),
    )
