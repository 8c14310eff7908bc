"""Two years side by side: who moved and how, and who cannot be compared; of many organs those that moved most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from analysis.foremost import by_change, lacking
from analysis.totals import contributions
from briefing import remarks, supplied, tables
from briefing.plan import Ask, Question
from charts.dumbbell import dumbbell
from ui import cache, explain, foremost, ranks, show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from analysis.vocabulary import Metric
    from briefing.caption import Caption
    from ui.view import View


@dataclass(frozen=True, slots=True)
class Asked:
    """One metric of the chosen organs in a start and an end year, and where its numbers come from."""

    metric: Metric
    organs: tuple[str, ...]
    years: tuple[int, int]
    about: show.About

    @property
    def stem(self) -> str:
        """Give the stem of the names of files."""
        return f"{self.metric.id}-{self.years[0]}-{self.years[1]}"


def figures(view: View, asked: Asked, changes: pl.DataFrame, total: Mapping[str, Any], covering: Sequence[str]) -> None:
    """Show the figure of those with a change and the table of those without.

    Args:
        view: of the page.
        asked: what `changes` are of.
        changes: CHANGE of all chosen organs.
        total: the row of TOTAL_CHANGE.
        covering: superiors left out of it.
    """
    say, metric, (start, end) = view.say, asked.metric, asked.years
    pairs = cache.series(view.database, metric.id, asked.organs, asked.years)
    drawn = by_change(changes, foremost.MOST, metric)
    # The years before and after are of interest only of those that are drawn.
    history = cache.series(view.database, metric.id, tuple(drawn["organ_id"]), view.years)
    shown = explain.beside(view, drawn)
    added = [organ for organ in asked.organs if organ not in covering]
    parts = None if metric.is_rate else contributions(changes.filter(changes["organ_id"].is_in(added)))
    rows = tables.compared(shown, history, metric, say, parts)
    summed = tables.summed(total, metric, say, parts)
    few = foremost.said(view, rows.frame.height, changes.height - lacking(changes), "change")
    caption = remarks.caption(
        view,
        say("compare.title", metric=view.title_of(metric), start=start, end=end),
        view.unit_of(metric),
        filters=(remarks.chosen_organs(view, asked.organs),),
        caveats=(*few, *remarks.caveats(view, changes, covering), *supplied.notes(view, pairs)),
    )
    chart = dumbbell(shown, title=caption.title, unit=caption.unit, words=say.charts) if rows.frame.height else None

    def whole() -> tables.Table:
        every = tables.compared(explain.beside(view, changes), pairs, metric, say, parts)
        return tables.together(every, summed)

    table, ranking = ranks.ranked(view, tables.together(rows, summed), pairs, asked.organs, end)
    caption = replace(caption, caveats=(*caption.caveats, *filter(None, [ranking])))
    asks = Question(Ask.COMPARED, metric.id, asked.organs, asked.years)
    figure = show.Figure(asked.stem, table, caption, chart, whole=whole if few else None, asks=asks, by="organ")
    show.figure(view, figure, asked.about)
    _without(view, asked, drawn, changes, caption)


def _without(view: View, asked: Asked, drawn: pl.DataFrame, changes: pl.DataFrame, caption: Caption) -> None:
    pairs, count = cache.series(view.database, asked.metric.id, asked.organs, asked.years), lacking(changes)
    without = tables.not_compared(drawn, pairs, view.say)
    if not count:
        return
    few = foremost.said(view, without.frame.height, count, "lacking")
    whole = (lambda: tables.not_compared(changes, pairs, view.say)) if few else None
    st.subheader(view.say("compare.without", count=count), anchor=False)
    bare = replace(caption, caveats=few)
    show.figure(view, show.Figure(f"{asked.stem}-not-compared", without, bare, whole=whole))
