"""What drove the change of a rate: another mix of its parts, or other rates within them.

Kitagawa, E. M. (1955): Components of a difference between two rates. Journal of the American Statistical Association
50, 1168–1194: each effect is weighted by the mean of both years, so that nothing is left over and no year is preferred.
"""

from __future__ import annotations

import polars as pl

_NUMBER = pl.Float64()
# What goes in: one row per part (an applicant type, an organ), the numerator and denominator of its rate in both years.
PARTS = pl.Schema(
    {
        "part": pl.String(),
        "start_numerator": _NUMBER,
        "start_denominator": _NUMBER,
        "end_numerator": _NUMBER,
        "end_denominator": _NUMBER,
    }
)
# What comes out: shares of the denominator and rates in percent (a rate is null where the part has no denominator),
# mix_pp: points that the part's other share made, rate_pp: points that its other rate made. Both sum to the change of
# the whole rate.
DECOMPOSITION = pl.Schema(
    {
        "part": pl.String(),
        "start_share": _NUMBER,
        "end_share": _NUMBER,
        "start_rate": _NUMBER,
        "end_rate": _NUMBER,
        "mix_pp": _NUMBER,
        "rate_pp": _NUMBER,
    }
)


def decomposed(parts: pl.DataFrame) -> pl.DataFrame:
    """Give DECOMPOSITION of the change of the rate that the parts make together, the largest effect first.

    A part that exists in one year only keeps its one rate in both, so that its coming or going is all mix. Empty where
    a number is missing, or where the denominators of a year sum to 0: then the whole has no rate to change.

    Args:
        parts: PARTS; the parts add up to the whole.
    """
    sides = ("start", "end")
    sums = parts.select(*(pl.col(f"{side}_denominator").sum() for side in sides))
    if parts.is_empty() or 0 in sums.row(0) or sum(parts.null_count().row(0)):
        return DECOMPOSITION.to_frame()
    rates = {
        f"{side}_rate": pl.when(pl.col(f"{side}_denominator") > 0).then(
            100 * pl.col(f"{side}_numerator") / pl.col(f"{side}_denominator")
        )
        for side in sides
    }
    shares = {
        f"{side}_share": 100 * pl.col(f"{side}_denominator") / pl.col(f"{side}_denominator").sum() for side in sides
    }
    whole = sum(100 * pl.col(f"{side}_numerator").sum() / pl.col(f"{side}_denominator").sum() for side in sides) / 2
    first = pl.coalesce("start_rate", "end_rate", pl.lit(0.0))
    last = pl.coalesce("end_rate", "start_rate", pl.lit(0.0))
    return (
        parts.with_columns(**rates, **shares, whole=whole)
        .with_columns(
            # Set against the whole rate: a part of average rate moves nothing by growing.
            mix_pp=((first + last) / 2 - pl.col("whole")) * (pl.col("end_share") - pl.col("start_share")) / 100,
            rate_pp=(last - first) * (pl.col("start_share") + pl.col("end_share")) / 200,
        )
        .sort((pl.col("mix_pp") + pl.col("rate_pp")).abs(), "part", descending=[True, False])
        .select(pl.col(name).cast(dtype) for name, dtype in DECOMPOSITION.items())
    )
