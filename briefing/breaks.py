"""Where a line must be read with care: years in which reports change their form, and what the register says of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.vocabulary import answer

if TYPE_CHECKING:
    import polars as pl

    from analysis.vocabulary import Metric
    from briefing.source import Source


def of_form(source: Source, series: pl.DataFrame, metric: Metric) -> list[tuple[int, str]]:
    """Give (first year of the new form, sentence) for each change of form in a SERIES that the register notes.

    A change that the register calls comparable without more is no break. Where only some organs change in a year, the
    sentence names them.
    """
    changed = _changes(series)
    organs = {organ for organ, *_ in changed}
    found = []
    for year, before, after in sorted({(year, before, after) for _, year, before, after in changed}):
        said = answer(source.known.comparability, metric, before, after)
        if said.comparable == "yes":
            continue
        names = [organ for organ, *change in changed if change == [year, before, after]]
        why = source.say.pick(said.why_zh, said.why_en)
        whom = "" if len(names) > len(organs) / 2 else source.say("break.only", organs=source.say.listed(names))
        found.append((year, source.say("break.sentence", year=year, before=before, after=after, why=why) + whom))
    return found


def _changes(series: pl.DataFrame) -> list[tuple[str, int, str, str]]:
    """Give (organ, year, form before, form) where a report's form is not that of the organ's report before it."""
    reports = series.drop_nulls("form").select("organ", "organ_id", "year", "form").sort("organ_id", "year").rows()
    return [
        (organ, year, before, after)
        for (_, before_id, _, before), (organ, organ_id, year, after) in pairwise(reports)
        if before_id == organ_id and before != after
    ]
