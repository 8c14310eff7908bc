"""What drove the change of a rate, as a figure: by organ, or by the kind of applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from analysis import drivers
from briefing import remarks, ways
from briefing.plan import Ask, Question
from ui import address, cache, filters, show

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
    said = (remarks.chosen_organs(view, added), titles[by])
    made = ways.driven(view, metric, parts, years, filters=said, n=count, of=of)
    asks = Question(Ask.DRIVERS, metric.id, tuple(added), years) if by == ORGAN else None
    name = f"{metric.id}-{years[0]}-{years[1]}-driven-{by}"
    return show.Figure(name, made.table, made.caption, made.chart, asks=asks)


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
