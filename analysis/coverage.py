"""Which organ has a report for which year, and in what state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.frames import COVERAGE
from analysis.series import exists, labels

if TYPE_CHECKING:
    from collections.abc import Iterable


def coverage(organs: pl.DataFrame, reports: pl.DataFrame, years: Iterable[int]) -> pl.DataFrame:
    """Give the COVERAGE grid, one row per organ × year, sorted by organ and year.

    `state` is `findings` where a check failed with severity error or warning; notices leave it `reported`. `form` is
    null and the counts are 0 where there is no report.
    """
    asked = pl.DataFrame({"year": sorted(set(years))}, schema={"year": pl.Int32})
    has_report = pl.col("form").is_not_null()
    return (
        organs.join(labels(organs), on="organ_id")
        .join(asked, how="cross")
        .join(reports.select("organ_id", "year", "form", "n_errors", "n_warnings"), on=["organ_id", "year"], how="left")
        .with_columns(pl.col("n_errors", "n_warnings").fill_null(0))
        .with_columns(
            state=pl.when(has_report & (pl.col("n_errors") + pl.col("n_warnings") > 0))
            .then(pl.lit("findings"))
            .when(has_report)
            .then(pl.lit("reported"))
            .when(exists(pl.col("year")))
            .then(pl.lit("no_report"))
            .otherwise(pl.lit("not_existing"))
        )
        .select(pl.col(name).cast(dtype) for name, dtype in COVERAGE.items())
        .sort("organ", "organ_id", "year")
    )
