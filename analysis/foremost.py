"""Which of many organs a page draws: those with the largest numbers or the largest changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.change import WITHOUT_CHANGE

if TYPE_CHECKING:
    from analysis.vocabulary import Metric


def by_value(series: pl.DataFrame, limit: int) -> list[str]:
    """Give the ids of the `limit` organs with the largest latest numbers; those without any come last, by name."""
    latest = series.sort("year").group_by("organ_id", "organ", maintain_order=True)
    ranked = latest.agg(pl.col("value").drop_nulls().last())
    return (
        ranked.sort("value", "organ", "organ_id", descending=[True, False, False], nulls_last=True)["organ_id"]
        .head(limit)
        .to_list()
    )


def by_change(changes: pl.DataFrame, limit: int, metric: Metric) -> pl.DataFrame:
    """Give the CHANGE rows of the `limit` organs that moved most, up or down, and as many of those without a change.

    Both keep their order; the whole frame where it is no longer.
    """
    size = pl.col(metric.change_column).abs()
    without = pl.col("case").is_in(WITHOUT_CHANGE)
    place = size.rank("ordinal", descending=True).fill_null(pl.len())
    return changes.filter(
        pl.when(without).then(without.cum_sum() <= limit).otherwise(place <= limit),
    )


def standing_out(rows: pl.DataFrame, limit: int) -> pl.DataFrame:
    """Give the `limit` rows of PEERS or FUNNEL that stand out, then those with the largest numbers; the order stays."""
    inside = ~pl.col("position").is_in(["above", "below"]).fill_null(value=False)
    order = pl.struct(inside, -pl.col("value").fill_null(float("-inf")), pl.col("organ")).rank("ordinal")
    return rows.filter(order <= limit)


def lacking(changes: pl.DataFrame) -> int:
    """Give how many CHANGE rows have no change."""
    return int(changes["case"].is_in(WITHOUT_CHANGE).sum())
