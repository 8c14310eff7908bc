"""Where to look next: from a rate to what it is made of; how an address names a group of organs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.composition import family_of
from ui import address, cache, organs, report, routes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from analysis.vocabulary import Metric
    from ui.view import View


def naming(view: View, organ_ids: Collection[str]) -> dict[str, str]:
    """Give the part of an address that chooses these organs: by the rule that means them, else one by one."""
    offered = cache.choosable(view.database)
    by_hand = organs.Choice(tuple(organ_ids))
    choice = next((rule for rule in offered.rules() if set(offered.members(rule)) == set(organ_ids)), by_hand)
    return {name: text for name, text in choice.written().items() if text}


def composition_of(view: View, metric: Metric, chosen: Sequence[str], year: int) -> None:
    """Show the way to the composition behind a rate, of the same organs in one year; nothing where there is none."""
    family = family_of(view.known.metrics, metric) if metric.is_rate else None
    if family is None:
        return
    asked = {address.FAMILY: family, address.OVER: "organ", address.YEAR: str(year), **naming(view, chosen)}
    label = view.say("further.composition", year=year, family=view.say(f"family.{family}"))
    routes.link("categories", view.say, label, **report.here(), **asked)
