"""What drove the change of a rate over several organs: the parts by organ or by applicant, both years comparable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from analysis import ask, load
from analysis.blanks import APPLICANTS
from analysis.change import WITHOUT_CHANGE, between
from analysis.decomposition import PARTS
from analysis.parts import paths_for
from analysis.series import complete_metric
from analysis.vocabulary import metric as metric_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis.ask import Context
    from analysis.load import Connection
    from analysis.vocabulary import Metric

_TOTAL = ".total"


def by_organ(series: pl.DataFrame, years: tuple[int, int], comparability: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Give PARTS with a row per organ that has a comparable rate in both years; `part` is the short name.

    Args:
        series: SERIES of the rate, organs that may be added up.
        years: start and end.
        comparability: the register.
        metric: the rate.
    """
    changes = between(series, *years, comparability, metric)
    usable = changes.filter(~pl.col("case").is_in(WITHOUT_CHANGE))
    sides = [_side(series, year, side) for side, year in zip(("start", "end"), years, strict=True)]
    joined = usable.select("organ_id", part="organ").join(sides[0], on="organ_id").join(sides[1], on="organ_id")
    return joined.select(PARTS.names()).cast(PARTS)


def _side(series: pl.DataFrame, year: int, side: str) -> pl.DataFrame:
    return series.filter(pl.col("year") == year).select(
        "organ_id", pl.col("numerator", "denominator").name.prefix(f"{side}_")
    )


def has_applicants(metric: Metric) -> bool:
    """Tell whether a rate is made of totals of table three, which stand there for each applicant as well.

    Rates with 其他处理 are left out: on one form it is one row, on the other three.
    """
    return metric.is_rate and all(
        part.startswith("requests.") and part.endswith(_TOTAL) and not part.startswith("requests.other")
        for part in metric.parts
    )


def by_applicant(
    con: Connection, known: Context, metric_id: str, organ_ids: Iterable[str], years: tuple[int, int]
) -> tuple[pl.DataFrame, list[str]]:
    """Give PARTS with a row per applicant type, summed over the organs that have all of them in both years.

    Returns:
        PARTS, `part` is the id of the applicant (natural, company, …); and the ids of the organs in the sums.

    Raises:
        ValueError: the rate is not made of totals of table three (`has_applicants`).
    """
    whole = metric_of(known.metrics, metric_id)
    if not has_applicants(whole):
        raise ValueError(f"{metric_id} has no applicants")
    rates = [_of_applicant(whole, applicant) for applicant in APPLICANTS]
    asked = list(organ_ids)
    paths = paths_for(rates, known.metrics, known.comparability)
    facts = load.facts(con, paths.parts, asked, years, witnesses=paths.witnesses)
    organs = known.organs.filter(pl.col("organ_id").is_in(asked))
    found = pl.concat(_sums(known, facts, rate, organs, years) for rate in rates)
    comparable = _comparable(con, known, metric_id, asked, years)
    complete = (
        found.drop_nulls(["numerator", "denominator"])
        .group_by("organ_id")
        .len()
        .filter(pl.col("len") == len(rates) * len(years))["organ_id"]
    )
    used = sorted(set(complete) & set(comparable))
    summed = (
        found.filter(pl.col("organ_id").is_in(used))
        .group_by("part", "year", maintain_order=True)
        .agg(pl.col("numerator", "denominator").sum())
    )
    sides = [
        summed.filter(pl.col("year") == year).select("part", pl.col("numerator", "denominator").name.prefix(f"{side}_"))
        for side, year in zip(("start", "end"), years, strict=True)
    ]
    return sides[0].join(sides[1], on="part").select(PARTS.names()).cast(PARTS), used


def _of_applicant(whole: Metric, applicant: str) -> Metric:
    def narrowed(paths: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{path.removesuffix(_TOTAL)}.{applicant}" for path in paths)

    return replace(whole, id=applicant, numerator=narrowed(whole.numerator), denominator=narrowed(whole.denominator))


def _sums(
    known: Context, facts: pl.DataFrame, rate: Metric, organs: pl.DataFrame, years: tuple[int, int]
) -> pl.DataFrame:
    series = complete_metric(
        facts, rate, organs, known.reports, years, metrics=known.metrics, comparability=known.comparability
    )
    return series.select("organ_id", "year", "numerator", "denominator", part=pl.lit(rate.id))


def _comparable(
    con: Connection, known: Context, metric_id: str, organ_ids: list[str], years: tuple[int, int]
) -> list[str]:
    series = ask.series_of(con, known, metric_id, organ_ids, years)
    changes = between(series, *years, known.comparability, metric_of(known.metrics, metric_id))
    return changes.filter(~pl.col("case").is_in(WITHOUT_CHANGE))["organ_id"].to_list()
