"""How the checks came out: the matrix of rule families against authorities or years, and both sides of one check."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

import polars as pl

from analysis.check_frames import MATRIX, VERDICTS
from analysis.checks import FAMILIES, REMARKS
from analysis.series import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STATES: Final = ("error", "warning", "notice", "cannot_check", "pass", "not_run", "nothing", "no_report")
"""Of a cell of the matrix, the gravest first."""

OFTEN_PCT: Final = 20.0
"""A rule that fails more often than this owes an explanation."""

NEARLY: Final = 1e-6


def matrix(counted: pl.DataFrame, organs: pl.DataFrame, reports: Iterable[tuple[str, int]]) -> pl.DataFrame:
    """Give the MATRIX of OUTCOMES, a row for each report and each family that occurs, in the order of both.

    Args:
        counted: OUTCOMES; reports come in this order.
        organs: ORGANS, for the names.
        reports: organ id and year of each row that is to be there, also of those of which nothing was counted; those
            that have a report and those that have none alike.
    """
    wanted = pl.DataFrame(list(reports), schema={"organ_id": pl.String, "year": pl.Int32}, orient="row")
    met = set(counted["family"].unique())
    families = [family for family in FAMILIES if family in met] + sorted(met - set(FAMILIES))
    order = counted.select("organ_id", "year").unique(maintain_order=True)
    rows = pl.concat([order, wanted]).unique(maintain_order=True).with_row_index("report_order")
    grid = rows.join(pl.DataFrame({"family": families}, schema={"family": pl.String}), how="cross")
    is_counted = pl.col("worst").is_not_null()
    checked = order.with_columns(checked=pl.lit(value=True))
    return (
        grid.join(counted, on=["organ_id", "year", "family"], how="left", maintain_order="left")
        .join(checked, on=["organ_id", "year"], how="left", maintain_order="left")
        .join(labels(organs), on="organ_id", how="left", maintain_order="left")
        .with_columns(pl.col("n_pass", "n_fail", "n_cannot_check").fill_null(0), organ=pl.col("organ").fill_null(""))
        .with_columns(
            state=pl.when(is_counted)
            .then(pl.col("worst"))
            .when(pl.col("n_cannot_check") > 0)
            .then(pl.lit("cannot_check"))
            .when(pl.col("n_pass") > 0)
            .then(pl.lit("pass"))
            .when(pl.col("checked").is_null())
            .then(pl.lit("no_report"))
            .when(pl.col("family").is_in(list(REMARKS)))
            .then(pl.lit("nothing"))
            .otherwise(pl.lit("not_run"))
        )
        .select(pl.col(name).cast(dtype) for name, dtype in MATRIX.items())
    )


def no_verdicts() -> pl.DataFrame:
    """Give VERDICTS without rows."""
    return VERDICTS.to_frame()


def sides(values: Sequence[float | None], left: float | None, right: float | None) -> int | None:
    """Give how many of the cells of a sum stand on its left side, null where that cannot be told.

    It can where exactly one cut makes two sums that are those of the check.

    >>> sides([16, 2, 15, 3], 18, 18), sides([16, None, 15, 0], 16, 15), sides([16, 0, 15], 16, 15)
    (2, None, None)
    """
    numbers = [value for value in values if value is not None]
    if left is None or right is None or len(numbers) < len(values):
        return None
    sums = list(accumulate(numbers))
    cuts = [
        at
        for at in range(1, len(numbers))
        if abs(sums[at - 1] - left) <= NEARLY and abs(sums[-1] - sums[at - 1] - right) <= NEARLY
    ]
    return cuts[0] if len(cuts) == 1 else None
