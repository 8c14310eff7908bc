"""Two metrics of one year against each other, a third as the size of the points; whoever lacks one is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analysis import scatter as pairs
from briefing import remarks, sentences
from briefing.tables import Table
from briefing.ways import Made
from charts.scatter import Axis
from charts.scatter import scatter as scatter_chart
from charts.text import signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.vocabulary import Metric
    from briefing.source import Source


def scattered(
    source: Source,
    metrics: Mapping[str, Metric],
    series: Mapping[str, pl.DataFrame],
    chosen: Sequence[str],
    *,
    logarithmic: bool = False,
) -> Made:
    """Give the scatter of a metric (x) and a second one (y), with a third as size where there is one.

    Args:
        source: of the page or briefing.
        metrics: x, y and perhaps size.
        series: the SERIES of each over the chosen organs in one year.
        chosen: organ ids.
        logarithmic: equal distances are equal ratios on the axes of counts.
    """
    say, year = source.say, series["x"]["year"][0]
    points = pairs.points(dict(series), {name: not metrics[name].is_rate for name in ("x", "y")})
    titles = {name: source.title_of(each) for name, each in metrics.items()}
    axes = {
        name: Axis(titles[name], source.unit_of(each), logarithmic=logarithmic and not each.is_rate)
        for name, each in metrics.items()
    }
    title = say("scatter.title", x=titles["x"], y=titles["y"], year=year)
    chart = scatter_chart(
        points, pairs.medians(points), title=title, x=axes["x"], y=axes["y"], size=axes.get("size"), words=say.charts
    )
    caption = remarks.caption(
        source,
        title,
        say.pick("；", "; ").join(axis.text for axis in axes.values()),
        filters=(remarks.chosen_organs(source, chosen),),
        caveats=_caveats(source, points, titles),
    )
    drawn = points.drop_nulls(["x", "y"]).height
    return Made(_table(source, points, axes), caption, chart if drawn else None)


def _caveats(source: Source, points: pl.DataFrame, titles: Mapping[str, str]) -> tuple[str, ...]:
    say = source.say
    drawn = points.drop_nulls(["x", "y"])
    lacking = points.filter(pl.col("x").is_null() | pl.col("y").is_null())
    reasons: dict[str, list[str]] = {}
    for row in lacking.iter_rows(named=True):
        reasons.setdefault(_lacks(row, titles, source), []).append(row["organ"])
    alike = pairs.spearman(points)
    return (
        say("peers.reported", n=drawn.height, of=points.height),
        *(say("scatter.missing", organs=say.listed(names), reason=reason) for reason, names in reasons.items()),
        say("scatter.rho", rho=signed(alike[0]), n=alike[1]) if alike else "",
        *remarks.remarks(source, drawn),
    )


def _lacks(row: Mapping[str, Any], titles: Mapping[str, str], source: Source) -> str:
    say = source.say
    missing = [name for name in titles if row[name] is None]
    states = {row[f"{name}_status"] for name in missing}
    if len(states) == 1 and {"no_report", "not_existing"} & states:
        return say(f"status.{states.pop()}")
    words = {name: say(f"status.{row[f'{name}_status']}") for name in missing}
    return say.listed([f"{titles[name]} {why}" for name, why in words.items()])


def _table(source: Source, points: pl.DataFrame, axes: Mapping[str, Axis]) -> Table:
    """Give POINTS as a table with the number of each axis, and why one is missing or to be read with care."""
    say = source.say
    titles = {name: axis.title for name, axis in axes.items()}
    notes = []
    for row in points.iter_rows(named=True):
        lacks = [_lacks(row, titles, source)] if any(row[name] is None for name in titles) else []
        notes.append(say.pick("；", "; ").join(text for text in (*lacks, sentences.remarks(row, say)) if text))
    frame = points.select("organ", *(pl.col(name).round(2) for name in axes), note=pl.Series(notes, dtype=pl.String))
    headers = {name: axis.text for name, axis in axes.items()}
    return Table(frame, {"organ": say("column.organ"), **headers, "note": say("column.note")}, widths={"note": "large"})
