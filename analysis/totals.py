"""Sums over organs that say how many organs they are made of, their change, and who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.change import WITHOUT_CHANGE, between, decide
from analysis.frames import CONTRIBUTIONS, TOTAL_CHANGE, TOTALS
from analysis.series import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.vocabulary import Metric

_EXISTS = ~pl.col("flags").list.contains("not_existing")


def without_overlap(organs: pl.DataFrame, ids: Iterable[str]) -> tuple[list[str], list[str]]:
    """Give the organs that may be added up, and the superiors left out because their subordinates are among them.

    The report of a government covers its subordinates; added to theirs it would count everything twice.

    Args:
        organs: all organs of the database, so that the way up is known.
        ids: the organs asked for, in the order to keep.
    """
    parents = dict(organs.select("organ_id", "parent_id").iter_rows())
    asked = list(dict.fromkeys(ids))
    above = {superior for organ in asked for superior in _superiors(organ, parents)}
    return [organ for organ in asked if organ not in above], [organ for organ in asked if organ in above]


def _superiors(organ: str, parents: dict[str, str | None]) -> list[str]:
    found: list[str] = []
    above = parents.get(organ)
    while above is not None and above not in (organ, *found):
        found.append(above)
        above = parents.get(above)
    return found


def total(series: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Give the TOTALS of a series, one row per year: the sum over the organs with a number, null where none has one.

    A rate is pooled: the sum of the numerators over the sum of the denominators. Organs without a number are left out
    and seen in `n` of `of`; nothing is filled in for them. Choose the organs by `without_overlap` first: whatever is in
    the series is added up.
    """
    known = pl.col("value").is_not_null()
    sums = series.group_by("year").agg(
        numerator=pl.col("numerator").filter(known).sum(),
        denominator=pl.col("denominator").filter(known).sum(),
        summed=pl.col("value").filter(known).sum(),
        n=known.sum(),
        of=_EXISTS.sum(),
        flags=pl.col("flags").filter(known).explode().drop_nulls().unique().sort(),
    )
    pooled = pl.when(pl.col("denominator") > 0).then(metric.per * pl.col("numerator") / pl.col("denominator"))
    few, flag = ("denominator", "small_n") if metric.is_proportion else ("numerator", "small_count")
    small = pl.when((pl.col(few) < SMALL) & (pl.col("n") > 0) & pl.lit(metric.is_rate)).then(pl.lit([flag]))
    return (
        sums.with_columns(
            metric=pl.lit(metric.id),
            value=pl.when(pl.col("n") > 0).then(pooled if metric.is_rate else pl.col("summed")),
            flags=pl.concat_list(
                pl.col("flags").list.set_difference(["small_n", "small_count"]),
                small.otherwise(pl.lit([], pl.List(pl.String))),
            ),
            **{side: pl.when(pl.lit(metric.is_rate)).then(pl.col(side)) for side in ("numerator", "denominator")},
        )
        .select(pl.col(name).cast(dtype) for name, dtype in TOTALS.items())
        .sort("year")
    )


def total_change(
    series: pl.DataFrame, start_year: int, end_year: int, comparability: pl.DataFrame, metric: Metric
) -> pl.DataFrame:
    """Give the TOTAL_CHANGE of a sum, one row: over the organs that have a comparable number in both years.

    Where no organ has one, `start` and `end` are null and `case` says why: break, start_missing or end_missing.
    `comparable` is note where it is one for any organ.
    """
    changes = between(series, start_year, end_year, comparability, metric)
    usable = changes.filter(~pl.col("case").is_in(WITHOUT_CHANGE))
    both = series.filter(pl.col("organ_id").is_in(usable["organ_id"].implode()))
    sums = dict(total(both, metric).select("year", "value").iter_rows())
    flags = sorted(set(usable["flags"].explode().drop_nulls()) - {"small_base", "small_n", "small_count"})
    row = pl.DataFrame({"start": [sums.get(start_year)], "end": [sums.get(end_year)]}, schema_overrides=_NUMBERS)
    decided = decide(row.with_columns(comparable=pl.lit("yes")), is_rate=metric.is_rate, in_points=metric.is_proportion)
    noted = usable.filter(pl.col("comparable") == "note")
    why = changes.filter(pl.col("why_zh") != "") if usable.is_empty() else noted
    return decided.with_columns(
        metric=pl.lit(metric.id),
        start_year=pl.lit(start_year),
        end_year=pl.lit(end_year),
        case=pl.col("case") if usable.height else pl.lit(_why_nothing(changes)),
        comparable=pl.lit("no" if usable.is_empty() else "note" if noted.height else "yes"),
        why_zh=pl.lit("".join(why["why_zh"].unique().sort())),
        why_en=pl.lit(" ".join(why["why_en"].unique().sort())),
        flags=pl.concat_list(pl.when("small_base").then(pl.lit("small_base")), *map(pl.lit, flags)).list.drop_nulls(),
        n=pl.lit(usable.height),
        of=pl.lit(series.filter((pl.col("year") == end_year) & _EXISTS).height),
    ).select(pl.col(name).cast(dtype) for name, dtype in TOTAL_CHANGE.items())


def contributions(changes: pl.DataFrame) -> pl.DataFrame:
    """Give each organ's part of the total change (CONTRIBUTIONS), the largest first.

    Args:
        changes: CHANGE of several organs between the same two years, of no ratio, whose changes do not add up. Organs
            without a change are left out, and so are rates.
    """
    moved = changes.filter(pl.col("change").is_not_null())
    whole = pl.col("change").sum()
    return (
        moved.with_columns(share_pct=pl.when(whole != 0).then(100 * pl.col("change") / whole))
        .sort(pl.col("change").abs(), "organ", "organ_id", descending=[True, False, False])
        .select(CONTRIBUTIONS.names())
    )


_NUMBERS = {"start": pl.Float64, "end": pl.Float64}


def _why_nothing(changes: pl.DataFrame) -> str:
    met = set(changes["case"])
    return next((case for case in ("break", *WITHOUT_CHANGE) if case in met), "start_missing")
