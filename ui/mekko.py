"""Categories across organs as areas: the figure, and for whom it can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from analysis.marimekko import rects
from analysis.totals import without_overlap
from briefing import parts, remarks
from charts.marimekko import marimekko
from ui import address, filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from charts.composition import Over
    from ui.show import Chart
    from ui.view import View

Measured = Literal["share", "value", "area"]
AREA: Final = "area"


def measure(view: View, over: Over) -> Measured:
    """Let the reader choose what is drawn (`as`): shares, numbers, and across organs areas, which are both at once."""
    offered: tuple[Measured, ...] = (*parts.MEASURES, AREA) if over == "organ" else parts.MEASURES
    held = st.session_state.get(address.key(address.MEASURE)) or address.initial(address.MEASURE)
    if held == AREA and AREA not in offered:
        address.hold(address.MEASURE, offered[0])
    titles = {each: view.say(f"parts.as.{each}") for each in offered}
    return filters.switch(view, address.MEASURE, offered, titles, label=view.say("filter.measure"))


def areas(
    view: View, rows: pl.DataFrame, chosen: Sequence[str], *, title: str, unit: str
) -> tuple[Chart, tuple[str, ...]]:
    """Give the marimekko of SHARES of one year, and the sentence on superiors whose whole holds that of others."""
    added, covering = without_overlap(view.known.organs, chosen)
    found = rects(rows.filter(rows["organ_id"].is_in(list(added))))
    chart = marimekko(
        view.say.localized(found),
        title=title,
        unit=unit,
        across=view.say("parts.across", unit=unit),
        words=view.say.charts,
    )
    return chart, remarks.without_superiors(view, covering)
