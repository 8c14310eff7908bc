"""An organ beside its like: median and band of its peers without itself, and whether it stands out among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT, _NUMBER = pl.String(), pl.Float64()
# Who is compared with whom: one row per organ, organs of one `group` are peers of each other.
GROUPS = pl.Schema({"organ_id": _TEXT, "group": _TEXT})
# One organ of a SERIES in one year beside its peers. n: peers with a number, of: peers that exist; the organ itself is
# in neither. median, q1, q3: of those n (metric's unit), null without one. low, high: Tukey's fences, null where n is
# below FEWEST or the middle half of the peers has one and the same number. position: below, within, above the fences.
PEERS = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "year": pl.Int32(),
        "value": _NUMBER,
        "n": pl.Int32(),
        "of": pl.Int32(),
        "median": _NUMBER,
        "q1": _NUMBER,
        "q3": _NUMBER,
        "low": _NUMBER,
        "high": _NUMBER,
        "position": _TEXT,
    }
)
FEWEST = 8
"""Peers with a number from which on fences are drawn and ranks given."""

FENCE = 1.5
"""Interquartile ranges from the quartiles to the fences (Tukey 1977)."""

_KEY = ["group", "year"]


def default_groups(organs: pl.DataFrame) -> pl.DataFrame:
    """Give GROUPS of organs with the same superior, level and type; organs of unknown level have no peers.

    Args:
        organs: ORGANS.
    """
    known = organs.filter(pl.col("level") != "unknown")
    names = pl.concat_str(pl.col("parent_id").fill_null(""), "level", "type", separator="|")
    return known.select("organ_id", group=names)


def one_group(organ_ids: Iterable[str], name: str) -> pl.DataFrame:
    """Give GROUPS with these organs as one named group."""
    return pl.DataFrame({"organ_id": list(dict.fromkeys(organ_ids))}).with_columns(group=pl.lit(name)).cast(GROUPS)


def each_against(organ_ids: Iterable[str], members: Iterable[str]) -> pl.DataFrame:
    """Give GROUPS in which each of these organs meets the same members, whether it is one of them or not.

    The group of an organ bears its id, so that an organ from outside is nobody's peer. Serves `against_own`.
    """
    asked = pl.DataFrame({"group": list(dict.fromkeys(organ_ids))}, schema={"group": pl.String})
    met = pl.DataFrame({"organ_id": list(dict.fromkeys(members))}, schema={"organ_id": pl.String})
    crossed = asked.join(met, how="cross").select("organ_id", "group")
    return pl.concat([crossed, asked.select(organ_id="group", group="group")]).unique(maintain_order=True)


def against_peers(series: pl.DataFrame, groups: pl.DataFrame, *, is_count: bool) -> pl.DataFrame:
    """Give PEERS for each organ of a series that is in a group, sorted by organ and year.

    Quartiles are those of linear interpolation between the sorted numbers. Nothing is filled in: an organ without a
    number is no peer, and is itself still shown beside its peers.

    Args:
        series: SERIES of one metric.
        groups: GROUPS.
        is_count: fences are drawn on log(1 + x), since counts of organs differ by orders of magnitude; else on x.
    """
    return _ordered(_beside(series, groups, is_count=is_count))


def against_own(series: pl.DataFrame, circles: pl.DataFrame, *, is_count: bool) -> pl.DataFrame:
    """Give PEERS for each organ in whose name there is a group, beside the others in that group; see `against_peers`.

    Args:
        series: SERIES of one metric.
        circles: GROUPS, each named by the organ in its middle; an organ may be in several.
        is_count: as in `against_peers`.
    """
    beside = _beside(series, circles, is_count=is_count)
    return _ordered(beside.filter(pl.col("group") == pl.col("organ_id")))


def _ordered(beside: pl.DataFrame) -> pl.DataFrame:
    return beside.select(pl.col(name).cast(dtype) for name, dtype in PEERS.items()).sort("organ", "organ_id", "year")


def _beside(series: pl.DataFrame, groups: pl.DataFrame, *, is_count: bool) -> pl.DataFrame:
    """Give PEERS with the group of each row."""
    rows = series.join(groups, on="organ_id").filter(~pl.col("flags").list.contains("not_existing"))
    placed = rows.select("organ_id", "organ", "year", "group", "value").with_columns(
        scaled=pl.col("value").log1p() if is_count else pl.col("value"),
        others=pl.col("value").count().over(_KEY) - pl.col("value").is_not_null().cast(pl.Int64),
        of=pl.len().over(_KEY).cast(pl.Int64) - 1,
        place=pl.col("value").rank("ordinal").over(_KEY).cast(pl.Int64) - 1,
    )
    with_quartiles = placed.with_columns(
        *(_quantile("value", share).alias(name) for name, share in (("q1", 0.25), ("median", 0.5), ("q3", 0.75))),
        *(_quantile("scaled", share).alias(name) for name, share in (("s1", 0.25), ("s3", 0.75))),
    )
    fenced = with_quartiles.with_columns(**_fences(is_count=is_count))
    position = (
        pl.when(pl.col("value") < pl.col("low"))
        .then(pl.lit("below"))
        .when(pl.col("value") > pl.col("high"))
        .then(pl.lit("above"))
        .when(pl.col("value").is_not_null() & pl.col("low").is_not_null())
        .then(pl.lit("within"))
    )
    return fenced.with_columns(position=position, n="others")


def _quantile(column: str, share: float) -> pl.Expr:
    """Give a quantile over the group without the row itself.

    Of the sorted numbers, those from the row's own place on move up by one; a row without a number moves nothing.
    """
    at = share * (pl.col("others") - 1)
    below, above = at.floor().cast(pl.Int64), at.ceil().cast(pl.Int64)
    ordered = pl.col(column).sort(nulls_last=True)
    ends = [
        ordered.gather(pl.when(pl.col("others") > 0).then(end + (end >= pl.col("place")).fill_null(value=False)))
        for end in (below, above)
    ]
    weight = at - below
    return (ends[0] * (1 - weight) + ends[1] * weight).over(_KEY)


def _fences(*, is_count: bool) -> dict[str, pl.Expr]:
    spread = pl.col("s3") - pl.col("s1")
    drawn = (pl.col("others") >= FEWEST) & (spread > 0)
    ends = {"low": pl.col("s1") - FENCE * spread, "high": pl.col("s3") + FENCE * spread}
    return {name: pl.when(drawn).then(end.exp() - 1 if is_count else end) for name, end in ends.items()}


def ranks(series: pl.DataFrame) -> pl.Series:
    """Give the rank of each row of a SERIES among the rows of its year, 1 for the largest; ties share a rank.

    Null without a number, and in years in which fewer than FEWEST organs have one: a place among few says nothing.
    """
    enough = pl.col("value").count().over("year") >= FEWEST
    place = pl.col("value").rank("min", descending=True).over("year").cast(pl.Int32)
    return series.select(rank=pl.when(enough & pl.col("value").is_not_null()).then(place))["rank"]
