"""Organs that stand out among their like, in words: a place to look, never a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charts.text import figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.source import Source


def stands(source: Source, row: Mapping[str, Any]) -> str:
    """Give who stands out in which figure, for a row of JUDGED in the reader's language."""
    unit = row["unit"]
    number = f"{figure(row['value'], 1)}%" if unit == "%" else f"{figure(row['value'])} {unit}"
    return source.say(f"notable.{row['position']}", organ=row["organ"], metric=row["title"], value=number)


def because(source: Source, row: Mapping[str, Any]) -> str:
    """Give the rule that says so, with its limits."""
    say = source.say
    numbers = {name: figure(row[name], 1) for name in ("middle", "low", "high")}
    alike = say(f"notable.alike.{row['alike']}", n=row["n"])
    if row["by"] == "fence":
        return say("notable.fence", alike=alike, **numbers)
    sides = {name: figure(row[name]) for name in ("numerator", "denominator")}
    return say("notable.funnel", alike=alike, **numbers, **sides)
