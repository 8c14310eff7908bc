"""Since when a figure goes one way: the unbroken run of rises or falls up to the last year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from analysis.change import year_on_year

if TYPE_CHECKING:
    from analysis.vocabulary import Metric

_TEXT, _YEAR, _NUMBER = pl.String(), pl.Int32(), pl.Float64()
# One organ whose figure rose, or fell, in each of the last `steps` years: from `start` in the year `since` to `end` in
# `year`, the last of the series (metric's unit; rates are percentages).
RUNS: Final = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "direction": _TEXT,
        "since": _YEAR,
        "year": _YEAR,
        "steps": _YEAR,
        "start": _NUMBER,
        "end": _NUMBER,
    }
)
SHORTEST: Final = 2
"""Steps from which on one speaks of a run; one step is just the change from the year before."""


def runs(series: pl.DataFrame, comparability: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Give RUNS of the organs that have one, the longest first, then by organ.

    A year without a number, a step that may not be compared and a step without change end a run: what happened there is
    not known or is no rise and no fall.

    Args:
        series: SERIES of one metric.
        comparability: the register.
        metric: of the series.
    """
    last = series["year"].max()
    steps = year_on_year(series, comparability, metric).with_columns(
        sign=pl.coalesce("change", "change_pp").sign(), back=pl.lit(last, pl.Int32) - pl.col("end_year")
    )
    latest_first = steps.sort("organ_id", "back")
    same = (
        (pl.col("sign") == pl.col("sign").first()) & (pl.col("back") == pl.int_range(pl.len())) & (pl.col("sign") != 0)
    )
    in_run = latest_first.filter(same.fill_null(value=False).cast(pl.Int8).cum_min().over("organ_id") == 1)
    found = in_run.group_by("organ_id", "organ").agg(
        since=pl.col("start_year").min(),
        year=pl.col("end_year").max(),
        steps=pl.len(),
        start=pl.col("start").sort_by("back").last(),
        end=pl.col("end").sort_by("back").first(),
        direction=pl.when(pl.col("sign").first() > 0).then(pl.lit("rise")).otherwise(pl.lit("fall")),
    )
    return (
        found.filter(pl.col("steps") >= SHORTEST)
        .select(pl.col(name).cast(dtype) for name, dtype in RUNS.items())
        .sort("steps", "organ", "organ_id", descending=[True, False, False])
    )
