"""Marks that a reader can pick: the picked ones stay, the others grow faint, and the page hears which they are."""

from __future__ import annotations

from typing import Final

import altair as alt

PICK: Final = "pick"
"""The name of the selection, under which a page finds what is picked."""

ORGAN: Final = "organ"
FAINT: Final = 0.25


def pickable(marks: alt.Chart, field: str = ORGAN) -> alt.Chart:
    """The marks as those that are picked by a click, and let go by a second one.

    Only one layer of a chart is; the others may follow it by `following`.

    Args:
        marks: With a mark that has a `cursor` of its own, to show that it can be picked.
        field: Column of its data by which marks belong together.
    """
    pick = alt.selection_point(name=PICK, fields=[field], toggle="true")
    # Altair would number the layer, another number at every run: a new chart, in which nothing is picked.
    return following(marks).properties(name="marks").add_params(pick)


def following(marks: alt.Chart) -> alt.Chart:
    """Marks that grow faint with those that are not picked; nothing picked leaves all as they are."""
    seen: alt.Chart = marks.encode(opacity=alt.OpacityValue(FAINT, condition={"param": PICK, "value": 1}))
    return seen
