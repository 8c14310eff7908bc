"""The figures at the top of the overview: a year, its sums, and the change from the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import ask
from analysis.coverage import coverage
from analysis.frames import HEADLINE
from analysis.totals import independent, total, total_change
from analysis.vocabulary import headline_metrics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.ask import Context
    from analysis.vocabulary import Metric


def latest_common_year(
    organs: pl.DataFrame, reports: pl.DataFrame, organ_ids: Iterable[str] | None = None
) -> int | None:
    """Give the latest year for which at least half of the organs existing then have a report.

    Where no year has half of them, the latest of the years with the most reports; null where there is no report. The
    figures say n of N, so that a year need not wait for the last report.
    """
    chosen = organs if organ_ids is None else organs.filter(pl.col("organ_id").is_in(list(organ_ids)))
    years = reports["year"].unique()
    grid = coverage(chosen, reports, years)
    has_report = pl.col("form").is_not_null()
    counted = (
        grid.group_by("year")
        .agg(n=has_report.sum(), of=(pl.col("state") != "not_existing").sum())
        .filter(pl.col("n") > 0)
        .sort(pl.col("n") * 2 >= pl.col("of"), pl.when(pl.col("n") * 2 < pl.col("of")).then("n"), "year")
    )
    return None if counted.is_empty() else int(counted["year"][-1])


def figures(known: Context, facts: pl.DataFrame, organ_ids: Iterable[str] | None, year: int) -> pl.DataFrame:
    """Give the HEADLINE figures of a year, one row per headline metric in reading order.

    Of an organ and its superior only the superior is counted, see `totals.independent`.

    Args:
        known: what `ask.context` gives.
        facts: what `ask.facts_for` gives for the headline metrics, `year` and the year before.
        organ_ids: null = all.
        year: usually `latest_common_year`.
    """
    chosen = independent(known.organs, organ_ids)
    rows = [_figure(known, facts, metric, chosen, year) for metric in headline_metrics(known.metrics)]
    return pl.concat(rows) if rows else pl.DataFrame(schema=HEADLINE)


def _figure(known: Context, facts: pl.DataFrame, metric: Metric, organ_ids: list[str], year: int) -> pl.DataFrame:
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
