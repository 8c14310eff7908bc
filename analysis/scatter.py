"""Two figures of one year against each other, a third as the size: what is a point, what is the middle, how alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT, _NUMBER = pl.String(), pl.Float64()
# One organ in one year. x, y, size: numbers of three metrics, size null where none is asked for. *_status: as in
# SERIES, or the flag that says more of it where there is no number. is_small: x or y is a rate on fewer than 20.
# flags: of all three. distance: from the medians, each axis in parts of its span, null where x or y is.
POINTS = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "year": pl.Int32(),
        "x": _NUMBER,
        "y": _NUMBER,
        "size": _NUMBER,
        "x_status": _TEXT,
        "y_status": _TEXT,
        "size_status": _TEXT,
        "x_printed": _TEXT,
        "y_printed": _TEXT,
        "is_small": pl.Boolean(),
        "flags": pl.List(pl.String()),
        "corrected_from": pl.List(pl.String()),
        "distance": _NUMBER,
    }
)
AXES: Final = ("x", "y", "size")
FEWEST: Final = 8
"""Organs from which on the likeness of two orders is a number worth saying."""

_TELLING: Final = ("not_existing", "not_found", "zero_denominator")


def points(series: Mapping[str, pl.DataFrame], counts: Mapping[str, bool]) -> pl.DataFrame:
    """Give POINTS of the organs that the series share, the most distant from the medians first, then those with none.

    Args:
        series: SERIES of one and the same year and organs for "x", "y" and, where asked for, "size".
        counts: for "x" and "y" whether they are counts, whose distances are those of log(1 + value).
    """
    joined = _axis(series["x"], "x").drop("corrected_from")
    for name in ("y", "size"):
        other = _axis(series[name], name) if name in series else _axis(series["x"].clear(), name)
        joined = joined.join(other.drop("organ", "year", "corrected_from"), on="organ_id", how="left")
    flags = [pl.col(f"{name}_flags").fill_null([]) for name in AXES]
    said = [frame.select("organ_id", "corrected_from").explode("corrected_from") for frame in series.values()]
    printed = pl.concat(said).drop_nulls().group_by("organ_id", maintain_order=True).agg("corrected_from")
    drawn = pl.col("x").is_not_null() & pl.col("y").is_not_null()
    far = [_apart(name, is_count=counts[name]).pow(2) for name in ("x", "y")]
    return (
        joined.join(printed, on="organ_id", how="left")
        .with_columns(*(pl.when(drawn).then(name).alias(f"{name}_drawn") for name in ("x", "y")))
        .with_columns(
            flags=pl.concat_list(*flags).list.unique(maintain_order=True),
            is_small=pl.concat_list(*flags[:2]).list.contains("small_n"),
            corrected_from=pl.col("corrected_from").fill_null([]),
            distance=pl.when(drawn).then(pl.sum_horizontal(far).sqrt()),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in POINTS.items())
        .sort("distance", "organ", "organ_id", descending=[True, False, False], nulls_last=True)
    )


def medians(found: pl.DataFrame) -> tuple[float, float] | None:
    """Give the medians of x and y over the POINTS that have both; null where none has."""
    drawn = found.drop_nulls(["x", "y"])
    if drawn.is_empty():
        return None
    x, y = drawn.select(pl.median("x", "y")).row(0)
    return float(x), float(y)


def spearman(found: pl.DataFrame) -> tuple[float, int] | None:
    """Give Spearman's rho and n over the POINTS that have both x and y, ties sharing the mean of their ranks.

    Null where fewer than FEWEST have both, and where all of them have one and the same x or y. It says how alike the
    two orders are, and nothing of causes.
    """
    drawn = found.drop_nulls(["x", "y"])
    if drawn.height < FEWEST or drawn["x"].n_unique() == 1 or drawn["y"].n_unique() == 1:
        return None
    rho = drawn.select(pl.corr("x", "y", method="spearman")).item()
    return float(rho), drawn.height


def _axis(series: pl.DataFrame, name: str) -> pl.DataFrame:
    telling = [pl.when(pl.col("flags").list.contains(flag)).then(pl.lit(flag)) for flag in _TELLING]
    instead = pl.when(pl.col("value").is_null()).then(pl.coalesce(*telling, "status")).otherwise(pl.col("status"))
    return series.select(
        "organ_id",
        "organ",
        "year",
        "corrected_from",
        pl.col("value").alias(name),
        instead.alias(f"{name}_status"),
        pl.col("printed").alias(f"{name}_printed"),
        pl.col("flags").alias(f"{name}_flags"),
    )


def _apart(name: str, *, is_count: bool) -> pl.Expr:
    drawn = pl.col(f"{name}_drawn")
    placed = drawn.log1p() if is_count else drawn
    span = placed.max() - placed.min()
    return pl.when(span > 0).then((placed - placed.median()) / span).otherwise(0)
