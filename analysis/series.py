"""A figure over organs and years: one row for each pair asked, with a number or with the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.frames import SERIES
from analysis.parts import cells_of
from analysis.vocabulary import ATTRIBUTE
from analysis.vocabulary import metric as metric_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.vocabulary import Metric

SMALL = 20
STOCK_RULE = "t2.stock2019"
_QUOTED = pl.format("“{}”", "printed")
_CORRECTED = pl.col("entry_id").is_not_null() | (pl.col("status") == "corrected")


def complete(
    facts: pl.DataFrame,
    metric: str,
    organs: pl.DataFrame,
    reports: pl.DataFrame,
    years: Iterable[int],
    *,
    metrics: pl.DataFrame,
    comparability: pl.DataFrame,
    findings: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Give the SERIES of a printed or derived figure, one row for each organ × year, sorted by organ and year.

    A derived figure has a value only where all its parts are known; blank parts count as 0 only where the sums of the
    form show it (flag `inferred_zero`), see `blanks`. A figure that another form prints under another id is read from
    there where the register joins the two (flag `linked`).

    Args:
        facts: what `load.facts` gives for `parts.paths_for(...)`.
        metric: id of the vocabulary.
        organs: the organs asked for; `organ` is the short name, or the name where two organs share it.
        reports: current reports; others than those of the organs and years asked are ignored.
        years: report years.
        metrics: the whole vocabulary.
        comparability: the register.
        findings: where given, outcomes of `t2.stock2019` set the flag `item_count`.

    Raises:
        KeyError: the vocabulary has no such metric.
    """
    return complete_metric(
        facts,
        metric_of(metrics, metric),
        organs,
        reports,
        years,
        metrics=metrics,
        comparability=comparability,
        findings=findings,
    )


def complete_metric(
    facts: pl.DataFrame,
    asked: Metric,
    organs: pl.DataFrame,
    reports: pl.DataFrame,
    years: Iterable[int],
    *,
    metrics: pl.DataFrame,
    comparability: pl.DataFrame,
    findings: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Give the SERIES of a figure that need not stand in the vocabulary itself; see `complete`."""
    grid = _grid(organs, reports, years)
    here = grid.filter(pl.col("report_id").is_not_null()).select("report_id", "form")
    cells = cells_of(asked, facts, here, metrics, comparability)
    figures = _printed(cells) if asked.is_cell else _summed(cells, asked)
    return (
        grid.join(figures, on="report_id", how="left")
        .join(_item_counts(findings, asked), on="report_id", how="left")
        .with_columns(
            metric=pl.lit(asked.id),
            status=pl.col("status").fill_null("no_report"),
            corrected_from=pl.col("corrected_from").fill_null([]),
            flags=_flags(asked),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in SERIES.items())
        .sort("organ", "organ_id", "year")
    )


def labels(organs: pl.DataFrame) -> pl.DataFrame:
    """Give organ_id and `organ`: the short name, or the full name where two of these organs share the short one."""
    shared = pl.col("short_name").is_duplicated()
    return organs.select("organ_id", organ=pl.when(shared).then(pl.col("name")).otherwise(pl.col("short_name")))


def exists(year: pl.Expr) -> pl.Expr:
    """Tell whether an organ with `valid_from` and `valid_to` exists in `year`; null limits are open."""
    return (year >= pl.col("valid_from")).fill_null(value=True) & (year <= pl.col("valid_to")).fill_null(value=True)


def _grid(organs: pl.DataFrame, reports: pl.DataFrame, years: Iterable[int]) -> pl.DataFrame:
    asked = pl.DataFrame({"year": sorted(set(years))}, schema={"year": pl.Int32})
    return (
        organs.join(labels(organs), on="organ_id")
        .select("organ_id", "organ", "valid_from", "valid_to")
        .join(asked, how="cross")
        .join(reports.select("organ_id", "year", "report_id", "form"), on=["organ_id", "year"], how="left")
        .with_columns(missing_organ=~exists(pl.col("year")) & pl.col("report_id").is_null())
    )


def _printed(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.select(
        "report_id",
        "value",
        "status",
        "printed",
        "inferred",
        "linked",
        "found",
        corrected_from=pl.when(_CORRECTED).then(pl.concat_list(_QUOTED)).otherwise(pl.lit([], pl.List(pl.String))),
        numerator=pl.lit(None, pl.Float64),
        denominator=pl.lit(None, pl.Float64),
        source=pl.lit(None, pl.String),
    )


def _summed(cells: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    known = pl.col("value").is_not_null()
    above, below = pl.col("part").is_in(metric.numerator), pl.col("part").is_in(metric.denominator)
    missing = pl.col("status").filter(~known)
    sums = cells.group_by("report_id").agg(
        numerator=pl.when(known.filter(above).all()).then(pl.col("value").filter(above).sum()),
        denominator=pl.when(known.filter(below).all() & below.any()).then(pl.col("value").filter(below).sum()),
        status=pl.when(known.all())
        .then(pl.lit("computed"))
        .when(missing.eq("not_on_form").any())
        .then(pl.lit("not_on_form"))
        .when(missing.eq("unreadable").any())
        .then(pl.lit("unreadable"))
        .when(missing.eq("blank").any())
        .then(pl.lit("blank"))
        .otherwise(pl.lit("not_supplied")),
        inferred=pl.col("inferred").any(),
        linked=pl.col("linked").any(),
        found=pl.col("found").all(),
        corrected_from=_QUOTED.filter(_CORRECTED),
        source=pl.col("printed").filter(pl.col("part").str.starts_with(ATTRIBUTE)).drop_nulls().first(),
    )
    # Polars divides by 0 without complaint: the denominator 0 has to be its own case.
    rate = pl.when(pl.col("denominator") > 0).then(metric.per * pl.col("numerator") / pl.col("denominator"))
    value = rate if metric.is_rate else pl.col("numerator")
    shown = pl.col("numerator") if metric.is_rate else pl.lit(None, pl.Float64)
    return sums.with_columns(value=value, numerator=shown, printed=pl.lit(None, pl.String))


def _item_counts(findings: pl.DataFrame | None, metric: Metric) -> pl.DataFrame:
    """Give report_id and item_count for reports whose decisions are probably the number of items in stock."""
    decisions = [part for part in metric.parts if part.endswith(".decisions")]
    if findings is None or not decisions:
        return pl.DataFrame(schema={"report_id": pl.Int32, "item_count": pl.Boolean})
    fired = findings.filter(pl.col("rule").str.starts_with(STOCK_RULE) & (pl.col("outcome") == "fail"))
    rules = [f"{STOCK_RULE}.{part.removesuffix('.decisions')}" for part in decisions]
    about = pl.col("rule").is_in(rules) | pl.col("cells").list.set_intersection(decisions).list.len().gt(0)
    return fired.filter(about & pl.col("report_id").is_not_null()).select("report_id", item_count=True).unique()


def _flags(metric: Metric) -> pl.Expr:
    conditions = {
        "small_n": (pl.col("denominator") < SMALL) & (pl.col("denominator") > 0) & pl.lit(metric.is_proportion),
        "small_count": (pl.col("numerator") < SMALL) & pl.col("value").is_not_null() & pl.lit(metric.kind == "ratio"),
        "zero_denominator": pl.col("denominator") == 0,
        "item_count": pl.col("item_count"),
        "inferred_zero": pl.col("inferred"),
        "corrected": pl.col("corrected_from").list.len() > 0,
        "linked": pl.col("linked"),
        "not_found": ~pl.col("found"),
        "not_existing": pl.col("missing_organ"),
    }
    flags = [pl.when(holds).then(pl.lit(flag)) for flag, holds in conditions.items()]
    return pl.concat_list(flags).list.drop_nulls()
