"""What drove the change of a rate, as a figure: by organ, or by the kind of applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from analysis import drivers
from analysis.decomposition import decomposed
from briefing import remarks
from briefing.tables import Table
from charts.drivers import drivers as drivers_chart
from ui import address, cache, filters, foremost, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from ui.view import View

ORGAN: Final = "organ"
APPLICANT: Final = "applicant"


def driven(view: View, metric: Metric, added: Sequence[str], years: tuple[int, int], of: int) -> show.Figure:
    """Give the figure of what drove a rate over organs that may be added up, `of` of which exist in the end year."""
    say = view.say
    kinds = (ORGAN, APPLICANT) if drivers.has_applicants(metric) else (ORGAN,)
    titles = {kind: say(f"driven.{kind}") for kind in kinds}
    by = filters.switch(view, address.PARTED, kinds, titles, label=say("filter.driven"))
    parts, count = _parts(view, metric, tuple(added), years, by)
    found = decomposed(parts)
    title = say("driven.title", metric=view.title_of(metric), start=years[0], end=years[1])
    caveats = (
        *foremost.said(view, foremost.MOST, found.height, "change"),
        say("contributions.basis", n=count, of=of),
        say("driven.explained"),
        say("driven.none") if found.is_empty() else "",
    )
    caption = remarks.caption(
        view, title, say.charts["change_pp"], filters=(remarks.chosen_organs(view, added), titles[by]), caveats=caveats
    )
    chart = None if found.is_empty() else drivers_chart(found, title=title, most=foremost.MOST, words=say.charts)
    return show.Figure(f"{metric.id}-{years[0]}-{years[1]}-driven-{by}", _table(view, found), caption, chart)


def _parts(
    view: View, metric: Metric, added: tuple[str, ...], years: tuple[int, int], by: str
) -> tuple[pl.DataFrame, int]:
    if by == ORGAN:
        series = cache.series(view.database, metric.id, added, years)
        parts = drivers.by_organ(series, years, view.known.comparability, metric)
        return parts, parts.height
    parts, used = cache.applicants_of_rate(view.database, metric.id, added, years)
    names = {part: view.say(f"form.column.applicant.{part}") for part in parts["part"]}
    return parts.with_columns(pl.col("part").replace_strict(names, return_dtype=pl.String)), len(used)


def _table(view: View, found: pl.DataFrame) -> Table:
    frame = found.with_columns(pl.exclude("part").round(2))
    return Table(frame, {name: view.say(f"column.driven.{name}") for name in frame.columns})
