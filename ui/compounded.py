"""The compound yearly growth of each organ over the years shown: a question behind a fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from briefing import remarks, ways
from briefing.plan import Ask, Question
from ui import cache, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from analysis.vocabulary import Metric
    from briefing.tables import Table
    from ui.view import View


def shown(view: View, metric: Metric, series: pl.DataFrame, chosen: Sequence[str], few: tuple[str, ...] = ()) -> None:
    """Show the table behind a fold; nothing for rates and for a single year.

    Args:
        view: of the page.
        metric: what the series is of.
        series: SERIES of the organs that are shown.
        chosen: all chosen organs, for the files.
        few: the sentence that says that not all are shown.
    """
    years = tuple(series["year"].unique().sort())
    if metric.is_rate or len(years) < 2:  # noqa: PLR2004 - growth is between two
        return
    title = ways.growth_title(view, metric, years)
    with st.expander(title):
        every = (lambda: _of(view, metric, chosen, years)) if few else None
        bare = remarks.caption(view, title, "%", caveats=few)
        asks = Question(Ask.GROWTH, metric.id, tuple(chosen), years)
        name = f"{metric.id}-{years[0]}-{years[-1]}-growth"
        show.figure(view, show.Figure(name, ways.grown(view, metric, series, years), bare, whole=every, asks=asks))


def _of(view: View, metric: Metric, chosen: Sequence[str], years: tuple[int, ...]) -> Table:
    """Give the table of every chosen organ, straight from the database."""
    return ways.grown(view, metric, cache.series(view.database, metric.id, tuple(chosen), years), years)
