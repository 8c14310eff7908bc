"""Figures to be read in one glance: the sum, which way it went, and over how many organs that is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from analysis.totals import total, total_change
from ui import cache, organs, sentences, tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.vocabulary import Metric
    from ui.view import View


def tile(view: View, metric: Metric, row: Mapping[str, Any]) -> None:
    """Show one figure of HEADLINE columns as a tile.

    The arrow says which way it went, the colours not whether that is good: most figures of these reports are neither.
    """
    say = view.say
    moved = sentences.brief(row, say)
    basis = say("tile.basis", year=row["start_year"], n=row["change_n"]) if moved else sentences.change(row, say)
    size = row["change_pp"] if metric.is_rate else row["change"]
    arrow: Literal["up", "down", "off"] = "off" if not size else "up" if size > 0 else "down"
    st.metric(
        view.title_of(metric),
        tables.total_value(view, metric, row["value"]),
        delta=moved or "—",
        delta_color="blue" if arrow == "up" else "orange" if arrow == "down" else "off",
        delta_arrow=arrow,
        delta_description=basis,
        help=say("tile.help", n=row["n"], of=row["of"], year=row["end_year"]),
        border=True,
        height="stretch",
    )


def tiles(view: View, metrics: Sequence[Metric], organ_ids: Sequence[str], years: tuple[int, int]) -> None:
    """Show metrics of the chosen organs side by side, summed without overlap."""
    added, _ = organs.without_overlap(view.known.organs, organ_ids)
    for column, metric in zip(st.columns(len(metrics)), metrics, strict=True):
        with column:
            tile(view, metric, sum_row(view, metric, tuple(added), years))


def sum_row(view: View, metric: Metric, organ_ids: tuple[str, ...], years: tuple[int, int]) -> dict[str, Any]:
    """Give the sum of the end year and its change from the start year, in the columns of HEADLINE."""
    series = cache.series(view.database, metric.id, organ_ids, years)
    change = total_change(series, *years, view.known.comparability, metric).row(0, named=True)
    now = total(series, metric).row(-1, named=True)
    return change | {"value": now["value"], "n": now["n"], "of": now["of"], "change_n": change["n"]}
