"""The compound yearly growth of each organ over the years shown: a question behind a fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from analysis import growth
from briefing import remarks
from briefing.tables import Table
from ui import cache, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
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
    span = {"first": years[0], "last": years[-1], "count": years[-1] - years[0]}
    title = view.say("growth.title", metric=view.title_of(metric), **span)
    with st.expander(title):
        every = (lambda: _of(view, metric, chosen, years)) if few else None
        bare = remarks.caption(view, title, "%", caveats=few)
        name = f"{metric.id}-{years[0]}-{years[-1]}-growth"
        show.figure(view, show.Figure(name, table(view, metric, series, years), bare, whole=every))


def _of(view: View, metric: Metric, chosen: Sequence[str], years: tuple[int, ...]) -> Table:
    """Give `table` of every chosen organ, straight from the database."""
    return table(view, metric, cache.series(view.database, metric.id, tuple(chosen), years), years)


def table(view: View, metric: Metric, series: pl.DataFrame, years: Sequence[int]) -> Table:
    """Give the compound yearly growth of each organ over the years shown, or why it has none."""
    say = view.say
    found = growth.compound(series, years, view.known.comparability, metric)
    rows = found.sort("growth_pct", "organ", descending=[True, False], nulls_last=True)
    frame = rows.select(
        "organ",
        "start",
        "end",
        pl.col("growth_pct").round(2),
        reason=pl.Series([say(f"growth.{reason}") if reason else "" for reason in rows["reason"]], dtype=pl.String),
    )
    headers = {name: say(f"column.{name}") for name in frame.columns}
    headers |= {side: say("column.year_value", year=rows[f"{side}_year"][0]) for side in ("start", "end")}
    return Table(frame, headers, widths={"reason": "large"})
