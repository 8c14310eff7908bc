"""What is there of many organs: a grid of groups and years, each cell the number of reports among those expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from charts.axes import blank, heading, layered, names_down, row_step, tips, years_across
from charts.rows import in_order, span
from charts.theme import STEP
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping


def coverage_groups(
    counted: pl.DataFrame, *, title: str, step: int = STEP, words: Mapping[str, str] = ENGLISH
) -> alt.LayerChart:
    """A row per group, a column per year; the depth of colour is the share that reported, the text says n / of.

    Args:
        counted: Rows of `analysis.coverage_groups` with the name of each group in `organ`; a row with `of` 0 stays an
            empty cell.
        title: Printed over the chart.
        step: Pixels per group.
        words: See `charts.words`.
    """
    there = counted.filter(pl.col("of") > 0)
    if there.is_empty():
        return blank(title, words)
    rows = there.with_columns(
        share=pl.col("reported") / pl.col("of"), said=pl.format("{} / {}", "reported", "of"), label="organ"
    )
    names = in_order(rows.get_column("label"))
    x = years_across(span(rows.get_column("year")), orient="top")
    x["scale"]["paddingInner"] = 0.06
    fields = {"label:N": "organ", "year:O": "year", "said:N": "state", "findings:Q": "errors"}
    base = alt.Chart(rows).encode(x=x, y=names_down(names), tooltip=tips(fields, words))
    # The text is read on every depth of colour: full coverage is as deep as a light tint goes.
    depth = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.08, 0.55]), legend=None)
    layers = [base.mark_rect().encode(opacity=depth), base.mark_text(style="label").encode(text="said:N")]
    years = span(rows.get_column("year"))
    reading = word(
        words,
        "coverage_alt",
        title=title,
        organs=len(names),
        first=years[0],
        last=years[-1],
        reported=rows.get_column("reported").sum(),
        expected=rows.get_column("of").sum(),
        errors=rows.get_column("findings").sum(),
    )
    return layered(layers, heading(title), reading, row_step(names, step))
