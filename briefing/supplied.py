"""Words for what people supply of organs: names of attributes, where a figure's population stands, who is near whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from briefing import remarks
from briefing.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.neighbours import Nearby
    from briefing.source import Source
    from briefing.words import Words

TITLED: Final = ("population", "area", "gdp", "staff")
"""Attributes that have a name in both languages; any other is called as in the table it came in."""

SOURCES: Final = 3
"""Sources named under a figure; more are counted, and stand in tooltips and lists."""


def title(attribute: str, say: Words) -> str:
    """Give the reader's name of an attribute."""
    return say(f"attribute.{attribute}") if attribute in TITLED else attribute


def notes(source: Source, series: pl.DataFrame) -> tuple[str, ...]:
    """Give where the supplied parts of a SERIES stand, and for whom they are missing with the way to supply them."""
    say = source.say
    known = series["source"].drop_nulls().unique().sort().to_list()
    more = say("supplied.more", count=len(known) - SOURCES) if len(known) > SOURCES else ""
    lacking = series.filter(pl.col("status") == "not_supplied")
    said = [say("supplied.sources", sources=say.pick("；", "; ").join(known[:SOURCES]) + more)] if known else []
    if lacking.height:
        said.append(say("supplied.missing", organs=_listed(lacking["organ"].unique().sort().to_list(), say)))
    return tuple(said)


def near(found: Nearby, asked: Sequence[str], source: Source) -> tuple[str, ...]:
    """Give who cannot be placed among its like and why, and which of those asked about have nobody like them."""
    say, names = source.say, source.names
    lacking = [
        say("near.lacks", organ=organ, attributes=say.listed([title(each, say) for each in missing]))
        for organ, missing in found.unplaced.select("organ", "missing").iter_rows()
    ]
    placed = {*found.neighbours["organ_id"], *found.unplaced["organ_id"]}
    alone = [names[each] for each in asked if each not in placed]
    alike = found.neighbours.filter(pl.col("distance").is_null())["organ_id"].unique(maintain_order=True)
    return (
        *((say("near.alike", organs=_listed([names[each] for each in alike], say)),) if alike.len() else ()),
        *((say("near.unplaced", organs=_listed(lacking, say)),) if lacking else ()),
        *((say("near.alone", organs=_listed(alone, say)),) if alone else ()),
    )


def table(
    found: Nearby, supplied: pl.DataFrame, attributes: Sequence[str], source: Source, *, is_ratio: bool = False
) -> Table:
    """Give each organ asked about with its own numbers, then its neighbours in order with distance, numbers, sources.

    Args:
        found: the neighbours.
        supplied: ATTRIBUTES of the year.
        attributes: those to show, each a column with its unit in the head.
        source: of the words and names.
        is_ratio: distances are ratios of populations.
    """
    say = source.say
    own = found.neighbours.select("organ_id", neighbour_id="organ_id").unique()
    names = pl.DataFrame(list(source.names.items()), schema=["organ_id", "organ"], orient="row")
    listed = (
        pl.concat([own, found.neighbours.select("organ_id", "neighbour_id", "rank", "distance")], how="diagonal")
        .join(names, on="organ_id", maintain_order="left")
        .join(
            names.rename({"organ_id": "neighbour_id", "organ": "neighbour"}), on="neighbour_id", maintain_order="left"
        )
        .sort("organ", "organ_id", "rank", nulls_last=False)
    )
    shown = supplied.filter(pl.col("attribute").is_in(list(attributes)))
    sources = shown.group_by("organ_id").agg(source=pl.col("source").unique().sort().str.join("; "))
    for at, name in enumerate(attributes):
        one = shown.filter(pl.col("attribute") == name).select(neighbour_id="organ_id", **{f"a{at}": "value"})
        listed = listed.join(one, on="neighbour_id", how="left", maintain_order="left")
    listed = listed.join(sources, left_on="neighbour_id", right_on="organ_id", how="left", maintain_order="left")
    columns = [f"a{at}" for at in range(len(attributes))]
    itself = pl.when(pl.col("rank").is_null()).then(pl.lit(say("near.itself"))).otherwise(pl.col("neighbour"))
    frame = listed.select("organ", "rank", itself.alias("neighbour"), pl.col("distance").round(3), *columns, "source")
    headers = {name: say(f"column.{name}") for name in ("organ", "rank", "neighbour", "distance", "source")}
    headers |= {"distance": say("near.ratio")} if is_ratio else {}
    return Table(frame, headers | dict(zip(columns, _heads(shown, attributes, say), strict=True)), scrolls=True)


def _heads(shown: pl.DataFrame, attributes: Sequence[str], say: Words) -> list[str]:
    units = dict(shown.select("attribute", "unit").unique().iter_rows()) | {"population": say("attribute.persons")}
    named = [(title(each, say), units.get(each, "")) for each in attributes]
    return [say("near.column", attribute=name, unit=unit) if unit else name for name, unit in named]


def _listed(names: list[str], say: Words) -> str:
    """Give names as a list, the first few and how many more where they are many."""
    more = len(names) - remarks.LISTED
    return say.listed(names[: remarks.LISTED]) + (say("supplied.more", count=more) if more > 0 else "")
