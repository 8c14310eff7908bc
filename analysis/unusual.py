"""Organs that stand out among their like in one year: places to look at, not verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from analysis import ask, funnel, peers
from analysis.vocabulary import headline_metrics

if TYPE_CHECKING:
    from analysis.ask import Context
    from analysis.vocabulary import Metric

_TEXT, _NUMBER = pl.String(), pl.Float64()
# One organ and headline metric that enough peers allow to judge. by: fence (counts) or funnel (proportions); alike:
# what the peers share: type (superior, level and type), level (superior and level), superior; position: below, within,
# above. low, high: the fence or the 99.8 % limits; middle: the peers' median, or the pooled rate of the group; n: peers
# with a number, for a funnel the organs in it. times: how far outside, in distances from middle to limit; 0 within.
JUDGED: Final = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "metric": _TEXT,
        "title_zh": _TEXT,
        "title_en": _TEXT,
        "unit_zh": _TEXT,
        "unit_en": _TEXT,
        "year": pl.Int32(),
        "by": _TEXT,
        "alike": _TEXT,
        "value": _NUMBER,
        "numerator": _NUMBER,
        "denominator": _NUMBER,
        "middle": _NUMBER,
        "low": _NUMBER,
        "high": _NUMBER,
        "n": pl.Int32(),
        "position": _TEXT,
        "times": _NUMBER,
    }
)
ALIKE: Final = {"type": ("parent_id", "level", "type"), "level": ("parent_id", "level"), "superior": ("parent_id",)}
"""From the nearest kin to the farthest; the farthest only for proportions, whose limits allow for size."""


def judged(known: Context, facts: pl.DataFrame, year: int) -> pl.DataFrame:
    """Give JUDGED for all organs and headline metrics of a year, the farthest outside first.

    Each organ is judged in the nearest group that has enough peers with a number; without one it is left out.

    Args:
        known: what `ask.context` gives.
        facts: what `ask.facts_for` gives for the headline metrics and the year.
        year: report year.
    """
    found = [_of_metric(known, facts, metric, year) for metric in headline_metrics(known.metrics)]
    rows = pl.concat([JUDGED.to_frame(), *found])
    return rows.sort("times", "metric", "organ", "organ_id", descending=[True, False, False, False])


def kin(organs: pl.DataFrame, organ_id: str, alike: str) -> list[str]:
    """Give the ids of the group in which JUDGED sets an organ, itself included, sorted.

    Args:
        organs: ORGANS.
        organ_id: of the organ.
        alike: of ALIKE.
    """
    groups = _groups(organs, ALIKE[alike])
    own = groups.filter(pl.col("organ_id") == organ_id)["group"]
    return groups.filter(pl.col("group").is_in(own.implode()))["organ_id"].sort().to_list()


def _of_metric(known: Context, facts: pl.DataFrame, metric: Metric, year: int) -> pl.DataFrame:
    if metric.is_rate and not funnel.is_part_of_whole(metric):
        return JUDGED.to_frame()
    series = ask.complete(known, facts, metric.id, None, [year])
    left, found = series, [JUDGED.to_frame()]
    for alike, columns in ALIKE.items():
        if alike == "superior" and not metric.is_rate:
            break
        groups = _groups(known.organs, columns)
        rows = (_between_limits if metric.is_rate else _between_fences)(series, groups)
        kept = rows.filter(pl.col("organ_id").is_in(left["organ_id"].implode()) & pl.col("position").is_not_null())
        found.append(_named(kept.with_columns(alike=pl.lit(alike)), metric))
        left = left.join(kept, on="organ_id", how="anti")
    return pl.concat(found)


def _groups(organs: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    known = organs.filter((pl.col("level") != "unknown") & pl.col("parent_id").is_not_null())
    return known.select("organ_id", group=pl.concat_str(columns, separator="|"))


def _between_fences(series: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    found = peers.against_peers(series, groups, is_count=True)
    value, high, low, middle = (pl.col(name).log1p() for name in ("value", "high", "low", "median"))
    times = pl.when(value > high).then((value - high) / (high - middle)).otherwise((low - value) / (middle - low))
    sides = series.select("organ_id", "numerator", "denominator")
    return found.join(sides, on="organ_id").with_columns(by=pl.lit("fence"), middle="median", times=times)


def _between_limits(series: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    # Reports whose numerator is above the denominator are what the checks speak of.
    wrong = funnel.faulty(series).select("organ_id")
    sound = series.join(groups, on="organ_id").join(wrong, on="organ_id", how="anti")
    drawn = [funnel.FUNNEL.to_frame().with_columns(n=pl.lit(0))]
    for _, rows in sound.sort("group").group_by("group", maintain_order=True):
        points = funnel.funnel(rows)
        drawn.append(points.with_columns(n=pl.lit(points.height)))
    found = pl.concat(drawn, how="vertical_relaxed").rename({"low_998": "low", "high_998": "high", "target": "middle"})
    value, high, low, middle = (pl.col(name) for name in ("value", "high", "low", "middle"))
    times = pl.when(value > high).then((value - high) / (high - middle)).otherwise((low - value) / (middle - low))
    return found.with_columns(by=pl.lit("funnel"), times=times)


def _named(rows: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    inside = pl.col("position") == "within"
    return rows.with_columns(
        metric=pl.lit(metric.id),
        title_zh=pl.lit(metric.title_zh),
        title_en=pl.lit(metric.title_en),
        unit_zh=pl.lit(metric.unit_zh),
        unit_en=pl.lit(metric.unit_en),
        times=pl.when(inside).then(0.0).otherwise("times"),
    ).select(pl.col(name).cast(dtype) for name, dtype in JUDGED.items())
