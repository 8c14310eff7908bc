"""The figures at the top of the overview: a year, its sums, and the change from the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import ask
from analysis.frames import HEADLINE
from analysis.series import exists
from analysis.totals import total, total_change, without_overlap
from analysis.vocabulary import headline_metrics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.ask import Context
    from analysis.vocabulary import Metric


def latest_good_year(organs: pl.DataFrame, reports: pl.DataFrame) -> int | None:
    """Give the year to open with: the latest of those for which the most organs have a report and one before it.

    Measured against the organs that exist in that year, so that a merger does not make an old year look better; null
    where there is no report.
    """
    years = reports.select("year").unique()
    reported = reports.select("organ_id", "year").unique()
    twice = reported.join(reported.select("organ_id", year=pl.col("year") + 1), on=["organ_id", "year"], how="semi")
    exist = organs.select("organ_id", "valid_from", "valid_to").join(years, how="cross").filter(exists(pl.col("year")))
    shares = (
        exist.join(twice.with_columns(both=pl.lit(value=True)), on=["organ_id", "year"], how="left")
        .group_by("year")
        .agg(share=pl.col("both").fill_null(value=False).mean())
    )
    ranked = years.join(shares, on="year", how="left").sort(pl.col("share").fill_null(0.0), "year", descending=True)
    return None if ranked.is_empty() else int(ranked["year"][0])


def figures(known: Context, facts: pl.DataFrame, organ_ids: Iterable[str] | None, year: int) -> pl.DataFrame:
    """Give the HEADLINE figures of a year, one row per headline metric in reading order.

    Of an organ and its superior only the organ is counted, see `totals.without_overlap`.

    Args:
        known: what `ask.context` gives.
        facts: what `ask.facts_for` gives for the headline metrics, `year` and the year before.
        organ_ids: null = all.
        year: usually `latest_good_year`.
    """
    asked = known.organs["organ_id"].to_list() if organ_ids is None else organ_ids
    chosen, _ = without_overlap(known.organs, asked)
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
