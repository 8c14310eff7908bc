"""The picture of a drawing: the chart that came with it, or one drawn from the data of its native chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from charts.plotted import plotted

if TYPE_CHECKING:
    from briefing.content import Drawing, Plot


def chart_of(drawing: Drawing) -> alt.LayerChart | None:
    """Give the altair chart of a drawing, not configured and without its title, which the caption prints.

    Notes under the title stay, for nothing else says them. Null where the drawing has neither chart nor numbers.
    """
    if drawing.chart is not None:
        return _untitled(drawing.chart)
    if drawing.plot is None or not drawing.plot.has_numbers:
        return None
    plot = drawing.plot
    return plotted(
        rows_of(plot),
        kind=plot.kind.value,
        unit=plot.unit,
        number=f",.{plot.decimals}~f" if plot.decimals else ",.0f",
        description=drawing.message,
    )


def rows_of(plot: Plot) -> pl.DataFrame:
    """Give a row a category and run: category, run, value (null for a gap), in the order of the plot."""
    return pl.DataFrame(
        [
            (category, run.name, run.values[place])
            for place, category in enumerate(plot.categories)
            for run in plot.runs
        ],
        schema={"category": pl.String, "run": pl.String, "value": pl.Float64},
        orient="row",
    )


def _untitled(chart: alt.LayerChart) -> alt.LayerChart:
    bare = chart.copy(deep=False)
    notes = chart.title.subtitle if isinstance(chart.title, alt.TitleParams) else alt.Undefined
    bare.title = alt.TitleParams(text="") if notes is alt.Undefined else alt.TitleParams(text="", subtitle=notes)
    return bare
