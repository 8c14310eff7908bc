"""Two metrics of one year against each other, a third as the size of the points; whoever lacks one is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from analysis import scatter as pairs
from briefing import remarks, sentences
from briefing.tables import Table
from charts.scatter import Axis
from charts.scatter import scatter as scatter_chart
from charts.text import signed
from ui import address, cache, filters, scales, show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.vocabulary import Metric
    from ui.view import View

NONE: Final = "none"
SCALES: Final = ("value", "log")


def against(view: View, metric: Metric, chosen: Sequence[str], year: int) -> show.Figure:
    """Give the scatter of a metric (across) and a second one (up) over the chosen organs in one year."""
    say = view.say
    metrics, logarithmic = _choices(view, metric)
    series = {name: cache.series(view.database, each.id, tuple(chosen), (year,)) for name, each in metrics.items()}
    points = pairs.points(series, {name: not metrics[name].is_rate for name in ("x", "y")})
    titles = {name: view.title_of(each) for name, each in metrics.items()}
    axes = {
        name: Axis(titles[name], view.unit_of(each), logarithmic=logarithmic and not each.is_rate)
        for name, each in metrics.items()
    }
    title = say("scatter.title", x=titles["x"], y=titles["y"], year=year)
    chart = scatter_chart(
        points, pairs.medians(points), title=title, x=axes["x"], y=axes["y"], size=axes.get("size"), words=say.charts
    )
    caption = remarks.caption(
        view,
        title,
        say.pick("；", "; ").join(axis.text for axis in axes.values()),
        filters=(remarks.chosen_organs(view, chosen),),
        caveats=_caveats(view, points, titles),
    )
    name = "-".join([*(each.id for each in metrics.values()), str(year), "scatter"])
    drawn = points.drop_nulls(["x", "y"]).height
    return show.Figure(name, _table(view, points, axes), caption, chart if drawn else None, by="organ")


def _choices(view: View, metric: Metric) -> tuple[dict[str, Metric], bool]:
    """Let the reader choose the second metric (`m2`), the size (`sz`) and the scale (`s`)."""
    say = view.say
    titles = dict(say.localized(view.known.metrics).select("metric", "title").iter_rows())
    others = [each for each in titles if each != metric.id]
    second = filters.PENALTIES if metric.id != filters.PENALTIES else filters.LICENCES
    at_second, at_size, at_scale = st.columns(3, vertical_alignment="bottom")
    with at_second:
        up = filters.one(view, address.SECOND, others, second, titles, label=say("filter.second"))
    with at_size:
        sizes = {NONE: say("scatter.one_size")} | titles
        by = filters.one(view, address.SIZE, list(sizes), NONE, sizes, label=say("filter.size"))
    with at_scale:
        scales.held_to(SCALES)
        ways = {each: say(f"scale.{each}") for each in SCALES}
        scale = filters.switch(view, address.SCALE, SCALES, ways, label=say("scatter.scale"))
    chosen = {"x": metric, "y": view.metric(up)} | ({} if by == NONE else {"size": view.metric(by)})
    return chosen, scale == "log"


def _caveats(view: View, points: pl.DataFrame, titles: Mapping[str, str]) -> tuple[str, ...]:
    say = view.say
    drawn = points.drop_nulls(["x", "y"])
    lacking = points.filter(pl.col("x").is_null() | pl.col("y").is_null())
    reasons: dict[str, list[str]] = {}
    for row in lacking.iter_rows(named=True):
        reasons.setdefault(_lacks(row, titles, view), []).append(row["organ"])
    alike = pairs.spearman(points)
    return (
        say("peers.reported", n=drawn.height, of=points.height),
        *(say("scatter.missing", organs=say.listed(names), reason=reason) for reason, names in reasons.items()),
        say("scatter.rho", rho=signed(alike[0]), n=alike[1]) if alike else "",
        *remarks.remarks(view, drawn),
    )


def _lacks(row: Mapping[str, Any], titles: Mapping[str, str], view: View) -> str:
    say = view.say
    missing = [name for name in titles if row[name] is None]
    states = {row[f"{name}_status"] for name in missing}
    if len(states) == 1 and {"no_report", "not_existing"} & states:
        return say(f"status.{states.pop()}")
    words = {name: say(f"status.{row[f'{name}_status']}") for name in missing}
    return say.listed([f"{titles[name]} {why}" for name, why in words.items()])


def _table(view: View, points: pl.DataFrame, axes: Mapping[str, Axis]) -> Table:
    """Give POINTS as a table with the number of each axis, and why one is missing or to be read with care."""
    say = view.say
    titles = {name: axis.title for name, axis in axes.items()}
    notes = []
    for row in points.iter_rows(named=True):
        lacks = [_lacks(row, titles, view)] if any(row[name] is None for name in titles) else []
        notes.append(say.pick("；", "; ").join(text for text in (*lacks, sentences.remarks(row, say)) if text))
    frame = points.select("organ", *(pl.col(name).round(2) for name in axes), note=pl.Series(notes, dtype=pl.String))
    headers = {name: axis.text for name, axis in axes.items()}
    return Table(frame, {"organ": say("column.organ"), **headers, "note": say("column.note")}, widths={"note": "large"})
