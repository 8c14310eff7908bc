"""Growth over several years: the index with one base year for all, and the compound yearly rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.change import WITHOUT_CHANGE, between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.vocabulary import Metric

_TEXT, _NUMBER, _YEAR = pl.String(), pl.Float64(), pl.Int32()
# One organ and year: index is 100 × value over that of the base year, null where the year has no comparable number.
# reason: why an organ has no index at all, or this year none: base_missing, base_not_positive, missing, break; '' else.
INDEXED = pl.Schema(
    {"organ_id": _TEXT, "organ": _TEXT, "year": _YEAR, "value": _NUMBER, "index": _NUMBER, "reason": _TEXT}
)
# Compound yearly growth in percent over `years` years, null with the reason: base_missing, end_missing, not_positive,
# too_short, break.
COMPOUND = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "start_year": _YEAR,
        "end_year": _YEAR,
        "years": _YEAR,
        "start": _NUMBER,
        "end": _NUMBER,
        "growth_pct": _NUMBER,
        "reason": _TEXT,
    }
)
SHORTEST = 3
"""Years from which on a compound rate says more than the change itself."""


def indexed(series: pl.DataFrame, base_year: int, comparability: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Give INDEXED for each organ and year of a SERIES, sorted by organ and year.

    One base year for all lines. An organ whose base is missing or not above 0 has no index in any year: its line is not
    drawn from another base without saying so.
    """
    steps = pl.concat(
        [between(series, base_year, year, comparability, metric) for year in sorted(series["year"].unique())]
    )
    base, case = pl.col("start"), pl.col("case")
    reason = (
        pl.when(base.is_null())
        .then(pl.lit("base_missing"))
        .when(base <= 0)
        .then(pl.lit("base_not_positive"))
        .when(case == "break")
        .then(pl.lit("break"))
        .when(pl.col("end").is_null())
        .then(pl.lit("missing"))
        .otherwise(pl.lit(""))
    )
    return (
        steps.with_columns(year="end_year", value="end", reason=reason)
        .with_columns(index=pl.when(pl.col("reason") == "").then(100 * pl.col("end") / base))
        .select(pl.col(name).cast(dtype) for name, dtype in INDEXED.items())
        .sort("organ", "organ_id", "year")
    )


def compound(series: pl.DataFrame, years: Iterable[int], comparability: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Give COMPOUND of each organ from the first to the last of the years, sorted by organ.

    Both ends are above 0, at least SHORTEST years apart, and no report between them breaks the comparison: a form that
    came and went leaves two ends that look alike and were made by other rules in between.
    """
    span = sorted(set(years))
    start_year, end_year = span[0], span[-1]
    ends = between(series, start_year, end_year, comparability, metric)
    inside = pl.concat([between(series, start_year, year, comparability, metric) for year in span])
    broken = inside.filter(pl.col("case") == "break")["organ_id"].unique()
    start, end, count = pl.col("start"), pl.col("end"), end_year - start_year
    reason = (
        pl.when(start.is_null())
        .then(pl.lit("base_missing"))
        .when(end.is_null())
        .then(pl.lit("end_missing"))
        .when(pl.col("organ_id").is_in(broken.implode()) | pl.col("case").is_in(WITHOUT_CHANGE))
        .then(pl.lit("break"))
        .when((start <= 0) | (end <= 0))
        .then(pl.lit("not_positive"))
        .when(pl.lit(count < SHORTEST))
        .then(pl.lit("too_short"))
        .otherwise(pl.lit(""))
    )
    rate = 100 * ((end / start).pow(1 / max(count, 1)) - 1)
    return (
        ends.with_columns(reason=reason, years=pl.lit(count))
        .with_columns(growth_pct=pl.when(pl.col("reason") == "").then(rate))
        .select(pl.col(name).cast(dtype) for name, dtype in COMPOUND.items())
        .sort("organ", "organ_id")
    )
