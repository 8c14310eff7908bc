"""Figures to be read in one glance: the sum, which way it went, and over how many organs that is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import streamlit as st

from analysis.totals import total, total_change, without_overlap
from briefing import sentences, tables
from ui import cache, filters, info, sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from analysis.vocabulary import Metric
    from ui.view import View

ACROSS: Final = 3
NARROWEST: Final = 150
"""Pixels of a tile: two of them stand beside each other on a phone."""


def tile(view: View, metric: Metric, row: Mapping[str, Any], organ_ids: tuple[str, ...]) -> None:
    """Show one figure of HEADLINE columns as a tile, with the way to its words and to the reports of its organs.

    The arrow says which way it went, the colours not whether that is good: most figures of these reports are neither.
    """
    say = view.say
    moved = sentences.brief(row, say)
    size = row[metric.change_column]
    arrow: Literal["up", "down", "off"] = "off" if not size or moved.startswith("±0") else "up" if size > 0 else "down"
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(
            _label(view, metric),
            tables.total_value(metric, view.unit_of(metric), row["value"], view.say),
            delta=moved or "—",
            delta_color="blue" if arrow == "up" else "orange" if arrow == "down" else "off",
            delta_arrow=arrow,
            delta_description=say("tile.against", year=row["start_year"]) if moved else sentences.change(row, say),
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(say("tile.basis", n=row["n"], of=row["of"], compared=row["change_n"]), width="content")
            years = (row["start_year"], row["end_year"])
            info.control(view, info.SUM + metric.id, (metric,), lambda: _addends(view, metric, organ_ids, years))


def _addends(view: View, metric: Metric, organ_ids: tuple[str, ...], years: tuple[int, int]) -> None:
    series = cache.series(view.database, metric.id, organ_ids, years)
    sources.table(view, sources.of_series(view, series, metric))


def tiles(view: View, metrics: Sequence[Metric], organ_ids: Sequence[str], years: tuple[int, int]) -> None:
    """Show metrics of the chosen organs side by side, summed without overlap."""
    added, _ = without_overlap(view.known.organs, organ_ids)
    with st.grid(len(metrics), min_column_width=NARROWEST):
        for metric in metrics:
            tile(view, metric, sum_row(view, metric, tuple(added), years), tuple(added))


def headline(view: View, figures: pl.DataFrame, organ_ids: tuple[str, ...]) -> None:
    """Show the HEADLINE figures over these organs: licences and penalties first and larger, then the others."""
    rows = {row["metric"]: row | {"start_year": row["year"] - 1, "end_year": row["year"]} for row in figures.to_dicts()}
    first = [metric for metric in (filters.LICENCES, filters.PENALTIES) if metric in rows]
    rest = [metric for metric in rows if metric not in first]
    for columns, metrics in ((2, first), (ACROSS, rest)):
        with st.grid(columns, min_column_width=NARROWEST):
            for metric in metrics:
                tile(view, view.metric(metric), rows[metric], organ_ids)


def sum_row(view: View, metric: Metric, organ_ids: tuple[str, ...], years: tuple[int, int]) -> dict[str, Any]:
    """Give the sum of the end year and its change from the start year, in the columns of HEADLINE."""
    series = cache.series(view.database, metric.id, organ_ids, years)
    change = total_change(series, *years, view.known.comparability, metric).row(0, named=True)
    now = total(series, metric).row(-1, named=True)
    return change | {"value": now["value"], "n": now["n"], "of": now["of"], "change_n": change["n"]}


def _label(view: View, metric: Metric) -> str:
    title, unit = view.title_of(metric), view.unit_of(metric)
    # "New requests (requests)" says nothing twice.
    return title if unit in title.lower() else view.say("tile.label", metric=title, unit=unit)
