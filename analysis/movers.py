"""The changes worth a reader's attention: comparable, and beyond both thresholds of their metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import ask
from analysis.change import between
from analysis.frames import MOVERS
from analysis.vocabulary import headline_metrics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.ask import Context
    from analysis.vocabulary import Metric


def movers(
    known: Context,
    facts: pl.DataFrame,
    organ_ids: Iterable[str] | None,
    start_year: int,
    end_year: int,
    *,
    limit: int = 10,
) -> pl.DataFrame:
    """Give the largest rises and the largest falls over all headline metrics (MOVERS), at most `limit` of each.

    The largest of each metric come first, then the second of each, so that one metric of large numbers does not fill
    the list; among them the change counts in multiples of the metric's absolute threshold. Decisions that are probably
    a count of items are left out: their jump would be a jump of meaning.

    Args:
        known: what `ask.context` gives.
        facts: what `ask.facts_for` gives for the headline metrics and both years.
        organ_ids: null = all.
        start_year: the year before, or any other.
        end_year: the year of interest.
        limit: how many of each direction.
    """
    chosen = None if organ_ids is None else list(organ_ids)
    found = [
        material_changes(known, facts, metric, chosen, (start_year, end_year))
        for metric in headline_metrics(known.metrics)
    ]
    ranked = pl.concat(found, how="vertical") if found else pl.DataFrame(schema=MOVERS)
    largest_first = ranked.sort("times", "metric", "organ", "organ_id", descending=[True, False, False, False])
    place = pl.int_range(pl.len()).over("metric", "direction")
    order = largest_first.with_columns(place=place).sort("place", maintain_order=True).drop("place")
    return order.filter(pl.int_range(pl.len()).over("direction") < limit)


def is_material(metric: Metric) -> pl.Expr:
    """Tell of each CHANGE whether it reaches both thresholds; a change without a percent has only the absolute one."""
    if metric.is_rate:
        return pl.col(metric.change_column).abs() >= metric.material_abs
    enough_pct = (pl.col("change_pct").abs() >= metric.material_pct).fill_null(value=True)
    return (pl.col("change").abs() >= metric.material_abs) & enough_pct


def _far_apart(series: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Give the rows of organs whose numbers lie a material change apart: of no others need the change be worked out."""
    apart = pl.col("value").max().over("organ_id") - pl.col("value").min().over("organ_id")
    return series.filter(apart >= metric.material_abs)


def material_changes(
    known: Context, facts: pl.DataFrame, metric: Metric, organ_ids: list[str] | None, years: tuple[int, int]
) -> pl.DataFrame:
    """Give the changes of one metric that reach both its thresholds, as MOVERS; counts of items are left out."""
    series = ask.complete(known, facts, metric.id, organ_ids, years)
    changes = between(_far_apart(series, metric), *years, known.comparability, metric)
    size = pl.col(metric.change_column)
    return (
        changes.filter(is_material(metric) & ~pl.col("flags").list.contains("item_count"))
        .with_columns(
            title_zh=pl.lit(metric.title_zh),
            title_en=pl.lit(metric.title_en),
            unit_zh=pl.lit(metric.unit_zh),
            unit_en=pl.lit(metric.unit_en),
            direction=pl.when(size > 0).then(pl.lit("rise")).otherwise(pl.lit("fall")),
            times=size.abs() / metric.material_abs,
        )
        .select(pl.col(name).cast(dtype) for name, dtype in MOVERS.items())
    )
