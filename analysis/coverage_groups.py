"""Coverage of many organs, counted: how many of each superior's own and subordinate organs have reported each year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: Final = 60
"""Organs that a grid with a row each still shows at a glance."""

# One row per group and year: `group` is the id of the organ whose subordinates (with itself) are counted, '' for the
# organs that have none and are counted together. reported: reports that are there, findings: those of them with failed
# checks, of: organs that exist in the year, organs: organs of the group in any year.
GROUPED: Final = pl.Schema(
    {
        "group": pl.String(),
        "year": pl.Int32(),
        "reported": pl.Int32(),
        "findings": pl.Int32(),
        "of": pl.Int32(),
        "organs": pl.Int32(),
    }
)


def top(organs: pl.DataFrame) -> str | None:
    """Give the one organ above all others, null where several have no superior: then the top is nobody's."""
    roots = organs.filter(pl.col("parent_id").is_null())["organ_id"]
    return str(roots[0]) if roots.len() == 1 and organs.height > 1 else None


def below(organs: pl.DataFrame, superior: str | None) -> list[str]:
    """Give the ids of an organ and of all below it, in the order given; all organs for null."""
    ids = organs["organ_id"].to_list()
    if superior is None:
        return ids
    parents = _parents(organs)
    return [each for each in ids if superior in _way_up(each, parents)]


def grouped(states: pl.DataFrame, organs: pl.DataFrame, superior: str | None) -> pl.DataFrame:
    """Give GROUPED of what stands directly below an organ, or at the top for null, sorted by group and year.

    Args:
        states: COVERAGE; organs that are not below `superior` are left out.
        organs: all ORGANS, so that the way up is known.
        superior: id of an organ, null for the top.
    """
    parents = _parents(organs)
    superiors = set(parents.values())
    group = {}
    for each in below(organs, superior):
        top = _top(each, superior, parents)
        group[each] = top if top in superiors and top != superior else ""
    named = pl.DataFrame(list(group.items()), schema={"organ_id": pl.String, "group": pl.String}, orient="row")
    there = pl.col("state").is_in(["reported", "findings"])
    return (
        states.join(named, on="organ_id")
        .group_by("group", "year")
        .agg(
            reported=there.sum(),
            findings=(pl.col("state") == "findings").sum(),
            of=(pl.col("state") != "not_existing").sum(),
            organs=pl.len(),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in GROUPED.items())
        .sort("group", "year")
    )


def _parents(organs: pl.DataFrame) -> dict[str, str | None]:
    return dict(organs.select("organ_id", "parent_id").iter_rows())


def _way_up(organ: str, parents: Mapping[str, str | None]) -> list[str]:
    """Give an organ and its superiors, the nearest first; a circle ends where it closes."""
    way = [organ]
    above = parents.get(organ)
    while above is not None and above not in way:
        way.append(above)
        above = parents.get(above)
    return way


def _top(organ: str, superior: str | None, parents: Mapping[str, str | None]) -> str:
    """Give the organ on the way up that stands directly below `superior`; `superior` itself for itself."""
    way = _way_up(organ, parents)
    if superior is None:
        return way[-1]
    return superior if organ == superior else way[way.index(superior) - 1]
