"""Sentences that explain large changes from one year to the next: which there are, which hold, which are wanting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.change import between
from analysis.frames import MOVERS
from analysis.movers import material_changes
from analysis.vocabulary import headline_metrics
from ledger import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.ask import Context
    from analysis.vocabulary import Metric
    from ledger import Book

_TEXT, _NUMBER = pl.String(), pl.Float64()
# What people wrote, as far as in force: one row per organ, metric and the later year. left_value and right_value are
# last year's and this year's number as they were then, `at` is UTC.
EXPLANATIONS = pl.Schema(
    {
        "organ_id": _TEXT,
        "end_year": pl.Int32(),
        "metric": _TEXT,
        "explanation": _TEXT,
        "explained_by": _TEXT,
        "at": pl.Datetime("us"),
        "entry_id": pl.Int64(),
        "left_value": _NUMBER,
        "right_value": _NUMBER,
    }
)
_SAID = ("explanation", "explained_by", "at", "entry_id")
_SAME = 1e-9

# MOVERS that ask for a sentence. explained: valid, stale (a number has changed since it was written), missing.
WANTED = pl.Schema({**MOVERS, **{name: EXPLANATIONS[name] for name in _SAID}, "explained": _TEXT})


def explanations(book: Book, organ_ids: Iterable[str] | None = None) -> pl.DataFrame:
    """Give the EXPLANATIONS in force, of these organs or of all; raises LedgerError where the ledger cannot be read."""
    rows = [
        {
            "organ_id": entry.organ_id,
            "end_year": entry.year,
            "metric": entry.target,
            "explanation": entry.note,
            "explained_by": entry.who,
            "at": entry.at.replace(tzinfo=None),
            "entry_id": entry.entry_id,
            "left_value": entry.left_value,
            "right_value": entry.right_value,
        }
        for entry in book.in_force(Kind.EXPLANATION, organ_ids)
    ]
    return pl.DataFrame(rows, schema=EXPLANATIONS)


def explained(changes: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Add explanation, explained_by, at, entry_id and `explained` (valid, stale, missing) to rows of CHANGE.

    A sentence explains the step from one calendar year to the next; over more years, and where one of the two numbers
    is another than when it was written, it does not count as valid.

    Args:
        changes: CHANGE or MOVERS.
        said: EXPLANATIONS.
    """
    joined = changes.join(said, on=["organ_id", "metric", "end_year"], how="left", maintain_order="left")
    holds = _same("start", "left_value") & _same("end", "right_value")
    is_step = pl.col("end_year") == pl.col("start_year") + 1
    state = (
        pl.when(pl.col("explanation").is_null() | ~is_step)
        .then(pl.lit("missing"))
        .when(holds)
        .then(pl.lit("valid"))
        .otherwise(pl.lit("stale"))
    )
    kept = [pl.when(is_step).then(name).alias(name) for name in _SAID]
    return joined.with_columns(*kept, explained=state).drop("left_value", "right_value")


def _same(one: str, other: str) -> pl.Expr:
    both_missing = pl.col(one).is_null() & pl.col(other).is_null()
    return both_missing | ((pl.col(one) - pl.col(other)).abs() <= _SAME).fill_null(value=False)


def to_explain(known: Context, facts: pl.DataFrame, organ_ids: Iterable[str] | None, year: int) -> pl.DataFrame:
    """Give MOVERS: every change to a year that is beyond both thresholds of its headline metric.

    Only headline metrics are asked for: to have everything explained hides what matters.

    Args:
        known: what `ask.context` gives.
        facts: what `ask.facts_for` gives for the headline metrics, `year` and the year before.
        organ_ids: null = all.
        year: the later of the two years.
    """
    chosen = None if organ_ids is None else list(organ_ids)
    return pl.concat(
        [material_changes(known, facts, metric, chosen, (year - 1, year)) for metric in headline_metrics(known.metrics)]
    )


def wanted(found: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Give WANTED: MOVERS to explain with the EXPLANATIONS in force, the missing first."""
    order = pl.col("explained").cast(pl.Enum(("missing", "stale", "valid")))
    return (
        explained(found, said)
        .sort(order, "times", "organ", "metric", descending=[False, True, False, False])
        .select(pl.col(name).cast(dtype) for name, dtype in WANTED.items())
    )


def of_series(series: pl.DataFrame, said: pl.DataFrame, comparability: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Add `explanation` to a SERIES of one metric: the sentence that holds on the step to that year, null for none."""
    of_metric = said.filter(pl.col("metric") == metric.id)
    if of_metric.is_empty():
        return series.with_columns(explanation=pl.lit(None, pl.String))
    years = of_metric["end_year"].unique().to_list()
    steps = pl.concat([between(series, year - 1, year, comparability, metric) for year in years])
    valid = explained(steps, of_metric).filter(pl.col("explained") == "valid")
    words = valid.select("organ_id", "explanation", year="end_year")
    return series.join(words, on=["organ_id", "year"], how="left", maintain_order="left")
