"""Which figures p.jump watches, how large a change must be, and where a change of form breaks the comparison."""

from __future__ import annotations

from functools import cache

import polars as pl

from ingest.definitions import comparability, metrics
from ingest.forms import forms

# The figures that a reader compares first; every cell would bury them under the noise of single applicant groups.
WATCHED = (
    "normative.issued",
    "normative.in_force",
    "normative.made",
    "normative.total_public",
    "licence.decisions",
    "penalty.decisions",
    "coercion.decisions",
    "fees.amount_wan",
    "procurement.amount_wan",
    "requests.new.total",
    "requests.granted.total",
    "requests.partial.total",
    "requests.total.total",
    "requests.carried_out.total",
    "review.total",
    "litigation_direct.total",
    "litigation_after_review.total",
)


@cache
def material_changes() -> dict[str, float]:
    """Give the smallest change that matters for each watched cell, in the unit of the cell."""
    watched = metrics().filter(pl.col("metric").is_in(WATCHED))
    return dict(watched.select("metric", "material_abs").iter_rows())


@cache
def comparable_across_forms() -> frozenset[str]:
    """Give the watched cells that all forms ask for and that the register of comparability does not set apart."""
    register = comparability().filter(pl.col("metric_from") == pl.col("metric_to"))
    shared = [path for path in WATCHED if all(path in form.paths() for form in forms())]
    return frozenset(path for path in shared if not _set_apart(path, register))


def _set_apart(path: str, register: pl.DataFrame) -> bool:
    exact = register.filter(pl.col("metric_from") == path)
    prefix = register.filter(pl.col("metric_from") == path.split(".", maxsplit=1)[0] + ".*")
    deciding = exact if exact.height else prefix
    return deciding.is_empty() or "no" in deciding["comparable"]
