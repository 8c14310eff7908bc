"""What is there at all: a grid of authorities and years, one cell per report that should exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import polars as pl

from charts.axes import blank, bottom_legend, heading, layered, names_down, row_step, tips, years_across
from charts.rows import in_order, labelled, span, worded
from charts.theme import STEP
from charts.words import ENGLISH, word, word_of

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES: Final = ("reported", "findings", "no_report", "not_existing")
"""In the order of the legend, and of `Palette.states`."""


def coverage(
    states: pl.DataFrame, *, title: str, step: int = STEP, words: Mapping[str, str] = ENGLISH
) -> alt.LayerChart:
    """A row per authority, a column per year; colour *and* sign say whether a report was read or is absent.

    Args:
        states: Rows of `analysis.coverage`: organ_id, organ, year, state, form, n_errors; a row that is not there stays
            an empty cell.
        title: Printed over the chart.
        step: Pixels per authority.
        words: See `charts.words`; the words `state_…` begin with the sign that is drawn in the cell, then a blank.

    Raises:
        ValueError: A state that the grid has no colour for.
    """
    unknown = set(states.get_column("state")) - set(STATES)
    if unknown:
        raise ValueError(f"the grid has no colour for {sorted(unknown)}; it knows {', '.join(STATES)}")
    if states.is_empty():
        return blank(title, words)
    said = labelled(states).with_columns(worded(states, "state", "state", words))
    rows = said.with_columns(sign=pl.col("state").str.split(" ").list.first(), form=pl.col("form").fill_null("–"))
    names = in_order(rows.get_column("label"))
    return layered(_layers(rows, names, words), heading(title), _reading(states, title, words), row_step(names, step))


def _layers(rows: pl.DataFrame, names: list[str], words: Mapping[str, str]) -> list[alt.Chart]:
    x = years_across(span(rows.get_column("year")), orient="top")
    x["scale"]["paddingInner"] = 0.06
    fields = {"label:N": "organ", "year:O": "year", "state:N": "state", "form:N": "form", "n_errors:Q": "errors"}
    base = alt.Chart(rows).encode(x=x, y=names_down(names), tooltip=tips(fields, words))
    legend = [word_of(words, "state", state) for state in STATES]
    colour = alt.Color("state:O", title=None, scale=alt.Scale(domain=legend), legend=bottom_legend(legend, names))
    return [base.mark_rect().encode(color=colour), base.mark_text(style="label").encode(text="sign:N")]


def _reading(states: pl.DataFrame, title: str, words: Mapping[str, str]) -> str:
    years = span(states.get_column("year"))
    state = states.get_column("state")
    return word(
        words,
        "coverage_alt",
        title=title,
        organs=states.get_column("organ_id").n_unique(),
        first=years[0],
        last=years[-1],
        reported=state.is_in(["reported", "findings"]).sum(),
        expected=(state != "not_existing").sum(),
        errors=(state == "findings").sum(),
    )
