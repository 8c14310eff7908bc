"""Parts of wholes of several organs as areas: as wide as the whole is large, as high as the share of the part."""

from __future__ import annotations

import polars as pl

from analysis.frames import COMPOSITION

_NUMBER = pl.Float64()
# COMPOSITION of one year with a rectangle per part. n: the sum of the organ's parts; left, right: sums of the wholes of
# the organs before it, and with it, in the unit of the parts; low, high: shares of the parts before it, and with it,
# in percent from 0 to 100; across, up: the middle of the rectangle.
RECTS = pl.Schema({**COMPOSITION, **dict.fromkeys(("n", "left", "right", "low", "high", "across", "up"), _NUMBER)})


def rects(parts: pl.DataFrame) -> pl.DataFrame:
    """Give RECTS of the organs of which every part is known and not all are 0, the largest whole first.

    The widths add up to the whole of all organs: choose these by `totals.without_overlap` first.

    Args:
        parts: COMPOSITION of one year.

    Raises:
        ValueError: there are several years in it.
    """
    years = parts["year"].n_unique()
    if years > 1:
        raise ValueError(f"areas are those of one year; the frame has {years}")
    known = parts.filter(pl.col("share").is_not_null().all().over("organ_id"))
    wholes = (
        known.group_by("organ_id", "organ")
        .agg(n=pl.col("value").sum())
        .sort("n", "organ", "organ_id", descending=[True, False, False])
        .with_columns(right=pl.col("n").cum_sum(), place=pl.int_range(pl.len()))
        .with_columns(left=pl.col("right") - pl.col("n"))
    )
    return (
        known.join(wholes.drop("organ"), on="organ_id")
        .sort("place", "part_order")
        .with_columns(high=pl.col("share").cum_sum().over("organ_id"))
        .with_columns(low=pl.col("high") - pl.col("share"))
        .with_columns(across=(pl.col("left") + pl.col("right")) / 2, up=(pl.col("low") + pl.col("high")) / 2)
        .select(pl.col(name).cast(dtype) for name, dtype in RECTS.items())
    )
