"""Where to look next: from a rate to what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.composition import family_of
from ui import address, report, routes, rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.vocabulary import Metric
    from ui.view import View


def composition_of(view: View, metric: Metric, chosen: Sequence[str], year: int) -> None:
    """Show the way to the composition behind a rate, of the same organs in one year; nothing where there is none."""
    family = family_of(view.known.metrics, metric) if metric.is_rate else None
    if family is None:
        return
    asked = {
        address.FAMILY: family,
        address.OVER: "organ",
        address.YEAR: str(year),
        **rules.address_of(view, chosen),
    }
    label = view.say("further.composition", year=year, family=view.say(f"family.{family}"))
    routes.link("categories", view.say, label, **report.here(), **asked)
