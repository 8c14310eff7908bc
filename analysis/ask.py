"""One question to a published database, answered in one call: the cells that it needs, and the series made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analysis import blanks, load, series
from analysis.parts import paths_for
from analysis.vocabulary import metric as metric_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.load import Connection


@dataclass(frozen=True, slots=True)
class Context:
    """What every question needs and no question changes: load it once per published version.

    `findings` holds the failures of the stock rule only, which mark decisions that are probably a count of items.
    """

    organs: pl.DataFrame
    reports: pl.DataFrame
    metrics: pl.DataFrame
    comparability: pl.DataFrame
    findings: pl.DataFrame


def context(con: Connection) -> Context:
    """Give the organs, reports, vocabulary and register of a database."""
    return Context(
        organs=load.organs(con),
        reports=load.reports(con),
        metrics=load.metrics(con),
        comparability=load.comparability(con),
        findings=load.findings(con, rule=series.STOCK_RULE, outcome="fail"),
    )


def facts_for(
    con: Connection,
    known: Context,
    metric_ids: Iterable[str],
    organ_ids: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> pl.DataFrame:
    """Give the FACTS from which `series.complete` can answer for each of these metrics; KeyError for an unknown one."""
    asked = [metric_of(known.metrics, metric_id) for metric_id in metric_ids]
    paths = paths_for(asked, known.metrics, known.comparability)
    return load.facts(con, paths.parts, organ_ids, years, witnesses=paths.witnesses)


def with_zeros(known: Context, facts: pl.DataFrame) -> pl.DataFrame:
    """Give FACTS with the blanks that can only be 0 found out (`blanks.infer_zeros`): once for many metrics."""
    return blanks.infer_zeros(facts, known.metrics)


def complete(
    known: Context, facts: pl.DataFrame, metric_id: str, organ_ids: Iterable[str] | None, years: Iterable[int]
) -> pl.DataFrame:
    """Give the SERIES of one metric from facts already loaded; all organs where `organ_ids` is left null.

    `facts` are those of `facts_for`, or of `with_zeros`.
    """
    organs = known.organs if organ_ids is None else known.organs.filter(pl.col("organ_id").is_in(list(organ_ids)))
    asked = sorted(set(years))
    return series.complete(
        facts,
        metric_id,
        organs,
        known.reports.filter(pl.col("year").is_in(asked)),
        asked,
        metrics=known.metrics,
        comparability=known.comparability,
        findings=known.findings,
    )


def series_of(
    con: Connection, known: Context, metric_id: str, organ_ids: Iterable[str] | None, years: Iterable[int]
) -> pl.DataFrame:
    """Give the SERIES of one metric over organs and years, straight from the database."""
    organs = None if organ_ids is None else list(organ_ids)
    asked = list(years)
    return complete(known, facts_for(con, known, [metric_id], organs, asked), metric_id, organs, asked)
