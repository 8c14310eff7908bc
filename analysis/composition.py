"""What a whole is made of: outcomes, grounds, applicants, results, as numbers and as shares of the sum of the parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from analysis import blanks, load
from analysis.frames import COMPOSITION
from analysis.parts import paths_for
from analysis.series import complete_metric
from analysis.vocabulary import metric as metric_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.ask import Context
    from analysis.load import Connection
    from analysis.vocabulary import Metric

_REFUSED = (
    "state_secret",
    "law_forbids",
    "three_securities",
    "third_party",
    "internal",
    "process",
    "enforcement_file",
    "admin_query",
)
# The families in the order of print; every part is a metric of the vocabulary.
FAMILIES: dict[str, tuple[str, ...]] = {
    "outcomes": (
        "requests.granted.total",
        "requests.partial.total",
        "requests.refused",
        "requests.unable",
        "requests.declined",
        "requests.other_all",
    ),
    "refusal_reasons": tuple(f"requests.refused.{reason}.total" for reason in _REFUSED),
    "unable_reasons": tuple(f"requests.unable.{reason}.total" for reason in ("not_held", "needs_creation", "unclear")),
    "declined_reasons": tuple(
        f"requests.declined.{reason}.total" for reason in ("petition", "repeat", "publication", "excessive", "reissue")
    ),
    "applicants": tuple(f"requests.new.{applicant}" for applicant in blanks.APPLICANTS),
    "review_results": tuple(f"review.{result}" for result in blanks.RESULTS),
    "litigation_results": tuple(f"litigation.{result}" for result in blanks.RESULTS),
}


def family_of(metrics: pl.DataFrame, metric: Metric) -> str | None:
    """Give the family of FAMILIES that shows what moves a figure: one whose parts hold all of its numerator's cells.

    Null where no family does.
    """
    for family in FAMILIES:
        cells = {cell for part in _parts(metrics, family) for cell in part.parts}
        if set(metric.numerator or metric.parts) <= cells:
            return family
    return None


def facts_for(
    con: Connection,
    known: Context,
    family: str,
    organ_ids: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> pl.DataFrame:
    """Give the FACTS that `composition` needs for a family of FAMILIES; KeyError for an unknown one."""
    paths = paths_for(_parts(known.metrics, family), known.metrics, known.comparability)
    return load.facts(con, paths.parts, organ_ids, years, witnesses=paths.witnesses)


def cells_for(known: Context, family: str) -> tuple[str, ...]:
    """Give every cell that the parts of a family may be read from, on whatever form."""
    return paths_for(_parts(known.metrics, family), known.metrics, known.comparability).parts


def composition(
    known: Context, facts: pl.DataFrame, family: str, organ_ids: Iterable[str] | None, years: Iterable[int]
) -> pl.DataFrame:
    """Give the COMPOSITION of a family, one row per organ, year and part, in the order of print.

    `share` is a percentage of the sum of the parts, not of the printed total, and null where any part is missing or the
    sum is 0. A blank part counts as 0 only where the sums of the form show it (flag `inferred_zero`). The status of a
    printed part is its own; a part that is a sum, or a blank shown to be 0, is `computed`.

    Args:
        known: what `ask.context` gives.
        facts: what `facts_for` gives.
        family: a key of FAMILIES.
        organ_ids: null = all.
        years: report years.
    """
    organs = known.organs if organ_ids is None else known.organs.filter(pl.col("organ_id").is_in(list(organ_ids)))
    asked = sorted(set(years))
    parts = [
        _part(known, facts, metric, organs, asked).with_columns(part_order=pl.lit(position))
        for position, metric in enumerate(_parts(known.metrics, family), start=1)
    ]
    whole = ["organ_id", "year"]
    complete = pl.col("value").is_not_null().all().over(whole) & (pl.col("value").sum().over(whole) > 0)
    return (
        pl.concat(parts)
        .with_columns(share=pl.when(complete).then(100 * pl.col("value") / pl.col("value").sum().over(whole)))
        .select(pl.col(name).cast(dtype) for name, dtype in COMPOSITION.items())
        .sort("organ", "organ_id", "year", "part_order")
    )


def _parts(metrics: pl.DataFrame, family: str) -> list[Metric]:
    # A printed part is asked for as a sum of one, so that a blank is looked at in the sums of the form.
    parts = [metric_of(metrics, metric_id) for metric_id in FAMILIES[family]]
    return [replace(part, numerator=part.parts) for part in parts]


def _part(known: Context, facts: pl.DataFrame, metric: Metric, organs: pl.DataFrame, years: list[int]) -> pl.DataFrame:
    series = complete_metric(
        facts, metric, organs, known.reports, years, metrics=known.metrics, comparability=known.comparability
    )
    as_printed = (
        (pl.col("status") == "computed")
        & pl.lit(metric.numerator == (metric.id,))
        & ~pl.col("flags").list.contains("inferred_zero")
    )
    corrected = pl.col("flags").list.contains("corrected")
    return series.with_columns(
        part=pl.lit(metric.id),
        part_title_zh=pl.lit(metric.title_zh.rsplit(" · ", 1)[-1]),
        part_title_en=pl.lit(_capital(metric.title_en.rsplit(" · ", 1)[-1])),
        status=pl.when(as_printed & corrected)
        .then(pl.lit("corrected"))
        .when(as_printed)
        .then(pl.lit("reported"))
        .otherwise(pl.col("status")),
    ).drop("metric")


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
