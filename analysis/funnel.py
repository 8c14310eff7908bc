"""Proportions of organs of very different size, with the limits within which chance alone moves them.

Spiegelhalter, D. J. (2005): Funnel plots for comparing institutional performance. Statistics in Medicine 24, 1185–1202:
exact binomial limits by interpolation (appendix A.1.1), over-dispersion by winsorised z-scores (section 3.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.stats import binom, norm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.vocabulary import Metric

    Numbers = NDArray[np.float64]

_TEXT, _NUMBER = pl.String(), pl.Float64()
# One organ of a rate's SERIES in one year. value: percent; target: the pooled percentage of all organs given;
# low_95 … high_998: percent, within which 95 % and 99.8 % of organs would lie if all had the target and only chance
# (widened by `dispersion` where that is above 1) parted them. position: below, within, above the 99.8 % limits.
FUNNEL = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "year": pl.Int32(),
        "value": _NUMBER,
        "numerator": _NUMBER,
        "denominator": _NUMBER,
        "target": _NUMBER,
        "dispersion": _NUMBER,
        "low_95": _NUMBER,
        "high_95": _NUMBER,
        "low_998": _NUMBER,
        "high_998": _NUMBER,
        "position": _TEXT,
    }
)
# The limits as curves over the denominator, for drawing.
LIMITS = pl.Schema(
    {"denominator": _NUMBER, **{name: FUNNEL[name] for name in FUNNEL if name.startswith(("low", "high"))}}
)
TAILS = {"95": 0.025, "998": 0.001}
WINSORISED = 0.1
"""Share of z-scores at each end that is drawn in before the dispersion is judged."""

FEWEST = 8
CURVE_POINTS = 60


def is_part_of_whole(metric: Metric) -> bool:
    """Tell whether a rate's numerator is a part of its denominator, so that it can be set between limits.

    Cells of table three are: outcomes of the requests handled, requests carried over, applicants of the new ones.
    """
    of_requests = all(part.startswith("requests.") for part in metric.parts)
    return metric.is_rate and (of_requests or set(metric.numerator) <= set(metric.denominator))


def faulty(series: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of a proportion's SERIES whose numerator is above its denominator: their report is wrong."""
    return series.filter(pl.col("numerator") > pl.col("denominator"))


def funnel(series: pl.DataFrame) -> pl.DataFrame:
    """Give FUNNEL for the organs of one year that have a rate, sorted by organ; empty where fewer than FEWEST have one.

    Args:
        series: SERIES of a proportion in one year, numerator a part of the denominator; organs without it are left out.

    Raises:
        ValueError: a numerator is larger than its denominator, so that it is no part of it.
    """
    rows = series.filter(pl.col("value").is_not_null() & (pl.col("denominator") > 0)).sort("organ", "organ_id")
    if rows.height < FEWEST:
        return FUNNEL.to_frame()
    parts, wholes = rows["numerator"].to_numpy(), rows["denominator"].to_numpy()
    if (parts > wholes).any():
        raise ValueError("a funnel needs proportions, whose numerator is a part of the denominator")
    target = float(parts.sum() / wholes.sum())
    dispersion = over_dispersion(parts, wholes, target)
    drawn = _limits(wholes, target, dispersion)
    shown = rows.with_columns(target=pl.lit(100 * target), dispersion=pl.lit(dispersion), **drawn)
    position = (
        pl.when(pl.col("value") < pl.col("low_998"))
        .then(pl.lit("below"))
        .when(pl.col("value") > pl.col("high_998"))
        .then(pl.lit("above"))
        .otherwise(pl.lit("within"))
    )
    return shown.with_columns(position=position).select(pl.col(name).cast(dtype) for name, dtype in FUNNEL.items())


def limits(shown: pl.DataFrame) -> pl.DataFrame:
    """Give LIMITS as curves over the denominators that FUNNEL rows span; empty for none."""
    if shown.is_empty():
        return LIMITS.to_frame()
    sizes = shown["denominator"]
    wholes = np.unique(np.geomspace(max(1, float(str(sizes.min()))), float(str(sizes.max())), CURVE_POINTS).round())
    drawn = _limits(wholes, shown["target"][0] / 100, shown["dispersion"][0])
    return pl.DataFrame({"denominator": wholes, **drawn}).select(LIMITS.names()).cast(LIMITS)


def over_dispersion(parts: Numbers, wholes: Numbers, target: float) -> float:
    """Give how much more the proportions vary than chance allows: 1 where they do not; the variance is that times more.

    The mean square of the z-scores after the extreme tenth at each end is drawn in to the tenth and ninetieth
    percentile, so that the organs one is looking for do not hide themselves.
    """
    if target in (0.0, 1.0):
        return 1.0
    scores = (parts / wholes - target) / np.sqrt(target * (1 - target) / wholes)
    low, high = np.quantile(scores, (WINSORISED, 1 - WINSORISED))
    return max(1.0, float(np.mean(np.clip(scores, low, high) ** 2)))


def exact_limit(wholes: Numbers, target: float, tail: float) -> Numbers:
    """Give the proportion below which lies `tail` of the binomial distribution, interpolated between whole counts."""
    count = binom.ppf(tail, wholes, target)
    reached, before = binom.cdf(count, wholes, target), binom.cdf(count - 1, wholes, target)
    share = (reached - tail) / (reached - before)
    return np.asarray(np.clip((count - share) / wholes, 0, 1), dtype=np.float64)


def _limits(wholes: Numbers, target: float, dispersion: float) -> dict[str, pl.Series]:
    found = {}
    for name, tail in TAILS.items():
        for side, share in (("low", tail), ("high", 1 - tail)):
            column = f"{side}_{name}"
            found[column] = pl.Series(column, 100 * _limit(wholes, target, share, dispersion))
    return found


def _limit(wholes: Numbers, target: float, tail: float, dispersion: float) -> Numbers:
    if dispersion == 1.0:
        return exact_limit(wholes, target, tail)
    spread = np.sqrt(dispersion * target * (1 - target) / wholes)
    return np.asarray(np.clip(target + float(norm.ppf(tail)) * spread, 0, 1), dtype=np.float64)
