"""Since when figures go one way, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from analysis.runs import runs
from charts.text import figure

if TYPE_CHECKING:
    import polars as pl

    from analysis.vocabulary import Metric
    from ui.view import View

TOLD: Final = 4
"""Organs in sentences of their own; the others are counted."""


def told(view: View, series: pl.DataFrame, metric: Metric) -> None:
    """Say of which organs of a SERIES the figure rose, or fell, every year up to the last, and since when."""
    say = view.say
    found = runs(series, view.known.comparability, metric)
    lines = [
        say(
            f"since.{row['direction']}",
            organ=row["organ"],
            since=row["since"],
            year=row["year"],
            start=figure(row["start"], 1) if metric.is_rate else figure(row["start"]),
            end=figure(row["end"], 1) if metric.is_rate else figure(row["end"]),
            unit=view.unit_of(metric),
        )
        for row in found.head(TOLD).iter_rows(named=True)
    ]
    rest = found[TOLD:]
    if rest.height:
        counts = {side: int((rest["direction"] == side).sum()) for side in ("rise", "fall")}
        lines.append(say("since.more", **counts))
    if lines:
        st.caption("  \n".join(lines))
