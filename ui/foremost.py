"""Which of many chosen organs a page draws, and the sentence that says so; sums and files have all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analysis import foremost
from ui import cache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from ui.view import View

MOST: Final = 50
"""Organs that a chart can still be read with; thousands would be a smear, and megabytes on the way to the browser."""


def by_value(view: View, metric: Metric, chosen: Sequence[str], year: int) -> list[str]:
    """Give the chosen organs with the largest numbers of a year; all where they are few."""
    if len(chosen) <= MOST:
        return list(chosen)
    series = cache.series(view.database, metric.id, tuple(chosen), (year,))
    drawn = set(foremost.by_value(series, MOST))
    return [each for each in chosen if each in drawn]


def by_parts(view: View, family: str, chosen: Sequence[str], year: int) -> list[str]:
    """Give the chosen organs with the largest sum of the parts of a family in a year; all where they are few."""
    if len(chosen) <= MOST:
        return list(chosen)
    drawn = set(cache.largest(view.database, family, tuple(chosen), year, MOST))
    return [each for each in chosen if each in drawn]


def said(view: View, drawn: int, of: int, by: str) -> tuple[str, ...]:
    """Give the sentence that only some are drawn, `by` value, change, parts or position; none where all are."""
    return (view.say(f"foremost.{by}", drawn=drawn, of=of),) if drawn < of else ()
