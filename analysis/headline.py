"""The figures at the top of the overview: a year, its sums, and the change from the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import ask
from analysis.frames import HEADLINE
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
    reported = set(reports.select("organ_id", "year").iter_rows())
    limits = organs.select("organ_id", "valid_from", "valid_to").rows()
    shares = {year: _share(reported, limits, year) for year in sorted({year for _, year in reported})}
    return max(shares, key=lambda year: (shares[year], year), default=None)


def _share(reported: set[tuple[str, int]], limits: list[tuple[str, int | None, int | None]], year: int) -> float:
    existing = [
        organ for organ, first, last in limits if (first is None or first <= year) and (last is None or year <= last)
    ]
    both = sum((organ, year) in reported and (organ, year - 1) in reported for organ in existing)
    return both / max(1, len(existing))


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
