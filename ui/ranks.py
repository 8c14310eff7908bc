"""Places in an order: only when asked for, only inside a named group of like organs of which enough have a number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from analysis import peers
from ui import address, filters, rules
from ui.organs import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.tables import Table
    from ui.view import View

STATES: Final = ("0", "1")


def ranked(view: View, table: Table, series: pl.DataFrame, chosen: Sequence[str], year: int) -> tuple[Table, str]:
    """Let the reader ask for ranks (`rk`); give the table with them, and the sentence that says of whom, or why not.

    Args:
        view: of the page.
        table: with a column `organ` as in the series.
        series: SERIES of the chosen organs.
        chosen: organ_ids.
        year: whose numbers are ranked.
    """
    say = view.say
    titles = {state: say(f"ranks.{state}") for state in STATES}
    if filters.switch(view, address.RANKS, STATES, titles, label=say("filter.ranks")) == STATES[0]:
        return table, ""
    rows = series.filter((pl.col("year") == year) & ~pl.col("flags").list.contains("not_existing"))
    known, of = rows["value"].count(), rows.height
    group = _group(view, chosen)
    if not group:
        return table, say("ranks.unnamed")
    if view.known.organs.filter(pl.col("organ_id").is_in(list(chosen)))["level"].n_unique() > 1:
        return table, say("ranks.mixed", group=group)
    if known < peers.FEWEST:
        return table, say("ranks.few", group=group, n=known, of=of, fewest=peers.FEWEST)
    places = rows.select("organ", rank=peers.ranks(rows))
    frame = table.frame.join(places, on="organ", how="left", maintain_order="left")
    first, *rest = (name for name in frame.columns if name != "rank")
    headers = {**table.headers, "rank": say("column.rank", year=year)}
    told = say("ranks.given", group=group, year=year, n=known, of=of)
    return replace(table, frame=frame.select(first, "rank", *rest), headers=headers), told


def _group(view: View, chosen: Sequence[str]) -> str:
    """Give the name of the rule or saved group that has just these organs, '' where none has."""
    offered = rules.known(view)
    named = [*offered.rules(), *(Choice(group=each) for each in offered.groups)]
    return next((rules.title(view, offered, each) for each in named if set(offered.members(each)) == set(chosen)), "")
