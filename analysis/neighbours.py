"""Who is like an organ by what is supplied of it: nearest neighbours by several attributes, or organs of similar size.

Nothing is filled in: an organ that lacks one of the attributes in that year is placed nowhere, and is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.peers import GROUPS
from analysis.series import exists, labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_TEXT, _TEXTS = pl.String(), pl.List(pl.String())
# One neighbour of an organ, 1 is the nearest. distance: in standard deviations of the others, null where no attribute
# tells them apart; for organs of similar size the larger population over the smaller. attributes: those that count.
NEIGHBOURS = pl.Schema(
    {
        "organ_id": _TEXT,
        "neighbour_id": _TEXT,
        "neighbour": _TEXT,
        "rank": pl.Int32(),
        "distance": pl.Float64(),
        "attributes": _TEXTS,
    }
)
# An organ of the level and type asked about that cannot be placed, and the attributes that it lacks in that year.
UNPLACED = pl.Schema({"organ_id": _TEXT, "organ": _TEXT, "missing": _TEXTS})
COUNT = 8
"""Neighbours where nothing else is asked: as many as fences are drawn from."""

SIZE_RATIO = 1.5
POPULATION = "population"
_DIGITS = 9
"""Significant digits of a distance that decide the order: beyond them stands what floating point makes of a unit."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """NEIGHBOURS of the organs asked about, and UNPLACED of all organs of their levels and types."""

    neighbours: pl.DataFrame
    unplaced: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Kind:
    """Organs of one level and type that have all attributes, by id, one row of `numbers` each."""

    ids: list[str]
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class _Near:
    """One neighbour: its place in the kind, its distance, the columns that count."""

    at: int
    distance: float | None
    used: tuple[int, ...]


def nearest(
    organs: pl.DataFrame,
    supplied: pl.DataFrame,
    asked: Iterable[str],
    year: int,
    attributes: Sequence[str],
    *,
    count: int = COUNT,
) -> Nearby:
    """Give the organs of the same level and type that are nearest to each organ asked about, at most `count` of each.

    Each attribute is put on the scale of its mean and standard deviation (population formula) over the others, the
    organ itself left out; the distance is Euclidean. An attribute in which the others are all alike counts nothing.
    Ties are in the order of ids.

    Args:
        organs: ORGANS; those that do not exist in that year are nobody's neighbours.
        supplied: ATTRIBUTES; other years than that one are ignored.
        asked: organ ids.
        year: report year.
        attributes: names of attributes, at least one.
        count: most neighbours of one organ.
    """
    return _found(organs, supplied, asked, year, attributes, order=lambda kind, at: _by_distance(kind, at, count))


def similar_size(organs: pl.DataFrame, supplied: pl.DataFrame, asked: Iterable[str], year: int) -> Nearby:
    """Give the organs of the same level and type whose population is at most SIZE_RATIO times larger or smaller.

    The most similar come first. For the arguments see `nearest`.
    """
    return _found(organs, supplied, asked, year, (POPULATION,), order=_by_size)


def circles(found: Nearby) -> pl.DataFrame:
    """Give GROUPS with one group per organ that is placed: it and its neighbours, named by its id.

    An organ without neighbours is a group of its own. Serves `peers.against_own`.
    """
    pairs = found.neighbours.select(organ_id="neighbour_id", group="organ_id")
    own = found.neighbours.select("organ_id", group="organ_id").unique()
    return pl.concat([pairs, own]).unique().sort("group", "organ_id").cast(GROUPS)


def existing(organs: pl.DataFrame, asked: Iterable[str], year: int) -> list[str]:
    """Give those of the organs asked about that exist in that year, in their order."""
    there = set(organs.filter(exists(pl.lit(year)))["organ_id"])
    return [each for each in asked if each in there]


def available(supplied: pl.DataFrame, organs: pl.DataFrame, asked: Iterable[str], year: int) -> list[str]:
    """Give the attributes that organs of the levels and types asked about have in that year, sorted.

    What only one of them has compares nobody, and is left out unless there is nothing else.
    """
    like = _like(organs, set(asked), year)
    known = supplied.filter((pl.col("year") == year) & pl.col("organ_id").is_in(like["organ_id"].implode()))
    counted = known.group_by("attribute").agg(pl.col("organ_id").n_unique())
    shared = counted.filter(pl.col("organ_id") > 1)
    return (shared if shared.height else counted)["attribute"].sort().to_list()


def _found(
    organs: pl.DataFrame,
    supplied: pl.DataFrame,
    asked: Iterable[str],
    year: int,
    attributes: Sequence[str],
    *,
    order: Callable[[_Kind, int], list[_Near]],
) -> Nearby:
    wanted = set(asked)
    like = _like(organs, wanted, year)
    wide = _wide(like, supplied.filter(pl.col("year") == year), attributes)
    rows = [
        (kind.ids[at], kind.ids[near.at], rank, near.distance, [attributes[column] for column in near.used])
        for kind in _kinds(wide.drop_nulls(attributes), attributes)
        for at in range(len(kind.ids))
        if kind.ids[at] in wanted
        for rank, near in enumerate(order(kind, at), start=1)
    ]
    schema = {name: dtype for name, dtype in NEIGHBOURS.items() if name != "neighbour"}
    named = labels(organs).rename({"organ_id": "neighbour_id", "organ": "neighbour"})
    frame = pl.DataFrame(rows, schema=schema, orient="row").join(named, on="neighbour_id", maintain_order="left")
    return Nearby(frame.select(NEIGHBOURS.names()), _unplaced(wide, attributes))


def _like(organs: pl.DataFrame, asked: set[str], year: int) -> pl.DataFrame:
    """Give the organs of that year whose level and type one of those asked about has, by id."""
    there = organs.filter(exists(pl.lit(year)) & (pl.col("level") != "unknown")).sort("organ_id")
    kinds = there.filter(pl.col("organ_id").is_in(list(asked))).select("level", "type").unique()
    return there.join(labels(organs), on="organ_id").join(kinds, on=["level", "type"], how="semi").sort("organ_id")


def _wide(like: pl.DataFrame, supplied: pl.DataFrame, attributes: Sequence[str]) -> pl.DataFrame:
    """Give one row per organ with a column per attribute, null where it is not supplied."""
    wide = like.select("organ_id", "organ", "level", "type")
    for name in attributes:
        own = supplied.filter(pl.col("attribute") == name).select("organ_id", pl.col("value").alias(name))
        wide = wide.join(own, on="organ_id", how="left", maintain_order="left")
    return wide


def _kinds(complete: pl.DataFrame, attributes: Sequence[str]) -> Iterator[_Kind]:
    for rows in complete.partition_by("level", "type", maintain_order=True):
        yield _Kind(rows["organ_id"].to_list(), rows.select(attributes).to_numpy().astype(np.float64))


def _by_distance(kind: _Kind, at: int, count: int) -> list[_Near]:
    others = np.delete(kind.numbers, at, axis=0)
    if not len(others):
        return []
    # Numbers that are all alike have a deviation of 0, or of what floating point makes of it.
    telling = np.flatnonzero(others.max(axis=0) > others.min(axis=0))
    scores = (kind.numbers[:, telling] - others[:, telling].mean(axis=0)) / others[:, telling].std(axis=0)
    distances = np.sqrt(((scores - scores[at]) ** 2).sum(axis=1))
    order = np.argsort(_significant(distances), kind="stable")  # ids are sorted: ties stay in their order
    used = tuple(int(column) for column in telling)
    nearest_first = [other for other in order[: count + 1].tolist() if other != at][:count]
    return [_Near(other, float(distances[other]) if used else None, used) for other in nearest_first]


def _significant(distances: Numbers) -> Numbers:
    """Give numbers rounded to the digits that decide an order."""
    magnitude = np.floor(np.log10(distances, out=np.zeros_like(distances), where=distances > 0))
    scale = 10.0 ** (_DIGITS - 1 - magnitude)
    return np.asarray(np.round(distances * scale) / scale, dtype=np.float64)


def _by_size(kind: _Kind, at: int) -> list[_Near]:
    people, own = kind.numbers[:, 0], kind.numbers[at, 0]
    ratios = np.maximum(people, own) / np.minimum(people, own)
    order = [other for other in np.argsort(ratios, kind="stable").tolist() if other != at]
    return [_Near(other, float(ratios[other]), (0,)) for other in order if ratios[other] <= SIZE_RATIO]


def _unplaced(wide: pl.DataFrame, attributes: Sequence[str]) -> pl.DataFrame:
    lacking = pl.concat_list(pl.when(pl.col(name).is_null()).then(pl.lit(name)) for name in attributes)
    rows = wide.with_columns(missing=lacking.list.drop_nulls()).filter(pl.col("missing").list.len() > 0)
    return rows.select(UNPLACED.names()).cast(UNPLACED)
