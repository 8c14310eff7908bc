"""The figures at the top of the overview: a year, its sums, and the change from the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import ask
from analysis.frames import HEADLINE
from analysis.totals import total, total_change
from analysis.vocabulary import headline_metrics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.ask import Context
    from analysis.vocabulary import Metric


def latest_common_year(reports: pl.DataFrame, organ_ids: Iterable[str] | None = None) -> int | None:
    """Give the latest of the years for which the most of these organs have a report, null where none has any."""
    chosen = reports if organ_ids is None else reports.filter(pl.col("organ_id").is_in(list(organ_ids)))
    counted = chosen.group_by("year").agg(n=pl.col("organ_id").n_unique()).sort("n", "year", descending=True)
    return None if counted.is_empty() else int(counted["year"][0])


def figures(known: Context, facts: pl.DataFrame, organ_ids: Iterable[str] | None, year: int) -> pl.DataFrame:
    """Give the HEADLINE figures of a year, one row per headline metric in reading order.

    Args:
        known: what `ask.context` gives.
        facts: what `ask.facts_for` gives for the headline metrics, `year` and the year before.
        organ_ids: null = all.
        year: usually `latest_common_year`.
    """
    chosen = None if organ_ids is None else list(organ_ids)
    rows = [_figure(known, facts, metric, chosen, year) for metric in headline_metrics(known.metrics)]
    return pl.concat(rows) if rows else pl.DataFrame(schema=HEADLINE)


def _figure(
    known: Context, facts: pl.DataFrame, metric: Metric, organ_ids: list[str] | None, year: int
) -> pl.DataFrame:
    series = ask.complete(known, facts, metric.id, organ_ids, (year - 1, year))
    asked = pl.DataFrame({"year": [year]}, schema={"year": pl.Int32})
    sums = total(series, metric).select("year", "value", "n", "of")
    now = asked.join(sums, on="year", how="left").with_columns(pl.col("n", "of").fill_null(0))
    change = total_change(series, year - 1, year, known.comparability, metric)
    return (
        pl.concat([now, change.drop("of").rename({"n": "change_n"})], how="horizontal")
        .with_columns(
            title_zh=pl.lit(metric.title_zh),
            title_en=pl.lit(metric.title_en),
            unit_zh=pl.lit(metric.unit_zh),
            unit_en=pl.lit(metric.unit_en),
            kind=pl.lit(metric.kind),
            direction=pl.lit(metric.direction),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in HEADLINE.items())
    )
