"""How the checks came out: a grid of reports and kinds of rules, where one click picks a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import polars as pl

from charts.axes import blank, bottom_legend, heading, layered, names_down, row_step, tips
from charts.rows import in_order, labelled, worded
from charts.theme import STEP
from charts.words import ENGLISH, word, word_of

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES: Final = ("error", "warning", "notice", "cannot_check", "pass", "not_run", "nothing", "no_report")
"""In the order of the legend, and of `Palette.outcomes`."""

COUNTED: Final = {"error": "n_fail", "warning": "n_fail", "notice": "n_fail", "cannot_check": "n_cannot_check"}
"""The column whose number stands in a cell; other states need none."""

CELL: Final = "cell"
"""The name under which the page hears of a picked cell."""

PICKED: Final = ("organ_id", "year", "family", "state")
"""What it hears."""

WIDE: Final = 46


def matrix(
    rows: pl.DataFrame,
    *,
    title: str,
    by: str = "organ",
    picked: Mapping[str, Any] | None = None,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A row per report, a column per kind of rule; sign, number *and* colour say how its checks came out.

    Args:
        rows: Rows of `analysis.quality.matrix` in order, with `rule`: the name of the family as readers know it.
        title: Printed over the chart.
        by: What names a row: `organ`, `year`, or `report` for both.
        picked: Columns and values of the cells to frame, null for none.
        words: See `charts.words`; the words `outcome_…` begin with the sign that is drawn in the cell, then a blank.

    Raises:
        ValueError: A state that the grid has no colour for.
    """
    unknown = set(rows.get_column("state")) - set(STATES)
    if unknown:
        raise ValueError(f"the grid has no colour for {sorted(unknown)}; it knows {', '.join(STATES)}")
    if rows.is_empty():
        return blank(title, words)
    named = labelled(rows)
    if by == "year":
        named = rows.with_columns(label=pl.col("year").cast(pl.String))
    elif by == "report":
        named = named.with_columns(label=pl.format("{} {}", "label", "year"))
    said = named.with_columns(worded(rows, "state", "outcome", words).alias("outcome"))
    signs = said.get_column("outcome").str.split(" ").list.first()
    numbers = pl.coalesce(
        pl.when(pl.col("state") == state).then(pl.format(" {}", column)) for state, column in COUNTED.items()
    ).fill_null("")
    drawn = said.with_columns(sign=signs + said.select(numbers).to_series())
    names = in_order(drawn.get_column("label"))
    layers = _layers(drawn, names, words)
    if picked:
        framed = drawn.filter(pl.all_horizontal(pl.col(name) == value for name, value in picked.items()))
        layers.append(_base(framed, names, drawn, words).mark_rect(style="picked", filled=False, strokeWidth=2))
    chart = layered(layers, heading(title), _reading(rows, title, words), row_step(names, STEP))
    chart.width = alt.Step(WIDE)
    return chart


def _layers(drawn: pl.DataFrame, names: list[str], words: Mapping[str, str]) -> list[alt.Chart]:
    base = _base(drawn, names, drawn, words)
    every = [word_of(words, "outcome", state) for state in STATES]
    met = [each for each in every if each in set(drawn.get_column("outcome"))]
    legend = bottom_legend(met)
    legend.values = met
    colour = alt.Color("outcome:N", title=None, scale=alt.Scale(domain=every, range="heatmap"), legend=legend)
    pick = alt.selection_point(name=CELL, fields=list(PICKED))
    return [
        base.mark_rect(cursor="pointer").encode(color=colour).add_params(pick),
        base.mark_text(style="label", fontSize=12).encode(text="sign:N"),
    ]


def _base(frame: pl.DataFrame, names: list[str], drawn: pl.DataFrame, words: Mapping[str, str]) -> alt.Chart:
    rules = in_order(drawn.get_column("rule"))
    axis = alt.Axis(orient="top", labelAngle=-50, ticks=False, domain=False, grid=False, labelLimit=150)
    axis.labelOverlap = False
    x = alt.X("rule:N", title=None, sort=rules, scale=alt.Scale(domain=rules, paddingInner=0.06), axis=axis)
    fields = {
        "organ:N": "organ",
        "year:O": "year",
        "rule:N": "rule",
        "outcome:N": "outcome",
        "n_fail:Q": "n_fail",
        "n_cannot_check:Q": "n_cannot_check",
        "n_pass:Q": "n_pass",
    }
    detail = [f"{name}:N" for name in PICKED]
    return alt.Chart(frame).encode(x=x, y=names_down(names), tooltip=tips(fields, words), detail=detail)


def _reading(rows: pl.DataFrame, title: str, words: Mapping[str, str]) -> str:
    state = rows.get_column("state")
    return word(
        words,
        "matrix_alt",
        title=title,
        rows=rows.select("organ_id", "year").n_unique(),
        rules=rows.get_column("family").n_unique(),
        failed=state.is_in(["error", "warning"]).sum(),
        open=(state == "cannot_check").sum(),
        passed=(state == "pass").sum(),
    )
