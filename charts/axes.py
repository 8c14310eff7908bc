"""Axes, legends, titles and tooltips that all charts share, so that all read alike and all fit a phone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Literal

import altair as alt
import polars as pl

from charts.text import width, wrapped
from charts.theme import NUMBER
from charts.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PHONE: Final = 340
"""Pixels that a phone 390 wide leaves between the margins of a page."""

TITLE: Final = 42
"""Columns that fit a phone in the 16 pixel type of a title."""

NAME: Final = 24
"""Columns of a name beside a row: twelve Chinese characters, then a new line."""

UNLIMITED: Final = 10_000
LINE: Final = 13

LETTER: Final = 6.2
"""Pixels of one column in 12 pixel type."""

TICKS: Final = 5


def layered(
    layers: Sequence[alt.Chart], title: alt.TitleParams, description: str, height: int | alt.Step
) -> alt.LayerChart:
    """One chart of several marks; `description` is the alternative text."""
    return alt.LayerChart(layer=list(layers), title=title, description=description, height=height)


def years_across(years: Sequence[int], orient: Literal["top", "bottom"] = "bottom") -> alt.X:
    """Years as they are written, each with a band of its own, none left out."""
    axis = alt.Axis(orient=orient, labelAngle=0, grid=False, ticks=False, domain=orient == "bottom")
    return alt.X("year:O", title=None, scale=alt.Scale(type="band", domain=list(years)), axis=axis)


def amounts_up(field: str, unit: str, number: str, scale: alt.Scale) -> alt.Y:
    """A value axis that stands; the unit lies over it, because Chinese does not read sideways."""
    axis = alt.Axis(
        format=number,
        tickCount=TICKS,
        domain=False,
        ticks=False,
        title=unit,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleBaseline="bottom",
        titleX=0,
        titleY=-8,
    )
    return alt.Y(f"{field}:Q", scale=scale, axis=axis)


def amounts_across(field: str, unit: str, number: str, scale: alt.Scale) -> alt.X:
    """A value axis that lies; on top, where it is seen before two hundred rows."""
    axis = alt.Axis(
        format=number, tickCount=TICKS, domain=False, ticks=False, title=unit, orient="top", titleAnchor="start"
    )
    return alt.X(f"{field}:Q", scale=scale, axis=axis)


def names_down(names: Sequence[str]) -> alt.Y:
    """One row per authority, in this order; a long name runs over two or three lines, so that none is cut."""
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelPadding=9, labelOverlap=False, labelLimit=180, labelLineHeight=LINE
    )
    folded = {name: lines for name in names if len(lines := folded_name(name)) > 1}
    if folded:
        axis["labelExpr"] = f"{json.dumps(folded, ensure_ascii=False)}[datum.label] || datum.label"
        axis["labelOffset"] = _raised(folded)
    return alt.Y("label:N", sort=list(names), scale=alt.Scale(domain=list(names), paddingInner=0.12), axis=axis)


def _raised(folded: Mapping[str, list[str]]) -> dict[str, object]:
    # Vega hangs further lines under the first, which alone stands at the middle of the row.
    heights = sorted({len(lines) for lines in folded.values()})
    named = {height: [name for name, lines in folded.items() if len(lines) == height] for height in heights}
    conditions = [
        {"test": f"indexof({json.dumps(named[height])}, datum.value) >= 0", "value": -LINE * (height - 1) / 2}
        for height in heights
    ]
    return {"condition": conditions, "value": 0}


def folded_name(name: str) -> list[str]:
    """A name in lines of about the same length."""
    lines = wrapped(name, NAME)
    return wrapped(name, width(name) // len(lines) + 2) if len(lines) > 1 else lines


def row_step(names: Sequence[str], step: int) -> alt.Step:
    """Pixels per row: as asked for, or what the name with the most lines needs."""
    lines = max((len(folded_name(name)) for name in names), default=1)
    return alt.Step(max(step, LINE * lines + 8) if lines > 1 else step)


def bottom_legend(labels: Sequence[str], beside: Sequence[str] = ()) -> alt.Legend:
    """A legend under the chart, in as many columns as a phone has room for; no label is cut.

    It begins where the plot begins: right of the names of the rows, which are given as `beside`.
    """
    room = PHONE - LETTER * max((width(line) for name in beside for line in folded_name(name)), default=0)
    widest = LETTER * max((width(label) for label in labels), default=1) + 34
    columns = int(max(1, min(4, len(labels), room // widest)))
    return alt.Legend(title=None, orient="bottom", columns=columns, labelLimit=PHONE)


def heading(title: str, *notes: str) -> alt.TitleParams:
    """A title and the notes under it, wrapped so that a phone shows all of it."""
    below = [line for note in notes for line in wrapped(note)]
    # Streamlit cuts a title that has no limit of its own.
    return alt.TitleParams(text=wrapped(title, TITLE), subtitle=below, limit=UNLIMITED)


def blank(title: str, words: Mapping[str, str]) -> alt.LayerChart:
    """What stands where no number can be drawn: the title and a sentence that says so, no empty axes."""
    nothing = word(words, "nothing")
    empty = alt.Chart(pl.DataFrame({"label": [nothing]})).mark_text(style="note", align="left")
    line = empty.encode(x=alt.value(0), y=alt.value(8), text="label:N")
    return layered([line], heading(title), f"{title}: {nothing}", 24)


def missing_marks(missing: pl.DataFrame) -> alt.Chart:
    """A hollow mark per row, for the place of a number that is not there; position and tooltip are the caller's."""
    marks: alt.Chart = alt.Chart(missing).mark_point(style="missing", shape="diamond", size=64, filled=False)
    return marks


def tips(fields: Mapping[str, str], words: Mapping[str, str], number: str = NUMBER) -> list[alt.Tooltip]:
    """The lines of a tooltip: encoded field -> key of the word before it; quantities in the number format."""
    return [
        alt.Tooltip(field, title=word(words, key), format=number)
        if field.endswith(":Q")
        else alt.Tooltip(field, title=word(words, key))
        for field, key in fields.items()
    ]
