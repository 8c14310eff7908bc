"""Pictures of one chart in the size that a slide, a square or half a page asks for, caption and all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import altair as alt
import vl_convert

from briefing import picture
from briefing.caption import ENGLISH, Caption
from charts.axes import LETTER
from charts.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping


class Size(StrEnum):
    """What the picture is for."""

    NATURAL = "natural"
    """As the chart is: 640 pixels across the plot, as high as it takes."""
    SLIDE = "slide"
    """16:9, a whole slide."""
    SQUARE = "square"
    HALF = "half"
    """Half an A4 page between its margins, 16 by 11.5 cm."""


class Form(StrEnum):
    """The kind of file; the value is its ending."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pixels of a picture in which type is 12 pixels high, and pixels of a PNG for each of them."""

    width: int
    height: int
    scale: float


SHEETS: Final[Mapping[Size, Sheet]] = {
    # Laid over a slide 13.3 inches wide, 12 pixels of 960 are 12 points.
    Size.SLIDE: Sheet(960, 540, 2),
    Size.SQUARE: Sheet(720, 720, 2),
    Size.HALF: Sheet(605, 435, 3),
}

LEAST_STEP: Final = 15
"""Pixels of a row that can still be read; more rows than fit make the picture higher than asked."""

_MOST_STEP: Final = 80
_POINT: Final = 0.75
"""Points of a pixel: half a page comes out 16 cm wide."""

_LEAST_PLOT: Final = 120
_ROUNDS: Final = 5
_MARGIN: Final = 24
_NEAR: Final = 0.5


def sized(
    chart: alt.LayerChart,
    caption: Caption,
    size: Size,
    form: Form,
    *,
    words: Mapping[str, str] = ENGLISH,
    dark: bool = False,
) -> bytes:
    """A picture of the chart in a size, its caption under it, its text as text in the bundled font.

    The plot takes what title, legend and caption leave. Nothing is clipped and no type shrinks: where the rows of a
    chart or a long caption do not fit, the picture keeps its width and grows in height.

    Args:
        chart: What a function of `charts` returned, **not** configured.
        caption: Printed in full.
        size: What the picture is for.
        form: A PNG in print quality, an SVG that carries its letters, or a page of a PDF.
        words: See `briefing.caption`.
        dark: For a dark slide; natural PDF pages are light.
    """
    if size is Size.NATURAL:
        return _natural(chart, caption, form, words, dark=dark)
    sheet = SHEETS[size]
    zoom = _POINT if form is Form.PDF else 1
    drawn = _on_canvas(_fitted(chart, caption, sheet, words, dark=dark), sheet, zoom, dark=dark)
    if form is Form.SVG:
        return picture.with_letters(drawn)
    if form is Form.PDF:
        page: bytes = vl_convert.svg_to_pdf(drawn)
        return page
    made: bytes = vl_convert.svg_to_png(drawn, scale=sheet.scale)
    return made


def _natural(chart: alt.LayerChart, caption: Caption, form: Form, words: Mapping[str, str], *, dark: bool) -> bytes:
    if form is Form.PDF:
        return picture.pdf(chart, caption, words=words)
    draw = picture.png if form is Form.PNG else picture.svg
    return draw(chart, caption, words=words, dark=dark)


def _fitted(chart: alt.LayerChart, caption: Caption, sheet: Sheet, words: Mapping[str, str], *, dark: bool) -> str:
    """Draw, measure and draw again, until the whole is as large as the sheet or the plot as small as it may be."""
    plot = chart.copy(deep=False)
    plot.width = sheet.width - 6 * _MARGIN
    columns = int((sheet.width - _MARGIN) / LETTER)
    rows = _rows(chart, caption, words, columns) if isinstance(chart.height, alt.Step) else 0
    if not rows:
        plot.height = sheet.height // 2
    drawn = ""
    for _ in range(_ROUNDS):
        drawn = picture.captioned_svg(plot, caption, words, columns, dark=dark)
        wide, tall = picture.size_of(drawn)
        missing = (sheet.width - wide, sheet.height - tall)
        before = (plot.width, _height(plot))
        plot.width = max(_LEAST_PLOT, plot.width + missing[0])
        plot.height = _stepped(plot.height, missing[1], rows) if rows else max(_LEAST_PLOT, plot.height + missing[1])
        if abs(plot.width - before[0]) < _NEAR and abs(_height(plot) - before[1]) * max(1, rows) < _NEAR:
            break
    return drawn


def _height(plot: alt.LayerChart) -> float:
    return float(plot.height.step if isinstance(plot.height, alt.Step) else plot.height)


def _stepped(step: alt.Step, missing: float, rows: int) -> alt.Step:
    wanted = min(_MOST_STEP, max(LEAST_STEP, step.step + missing / rows))
    changed = step.copy(deep=False)
    changed.step = wanted
    return changed


def _rows(chart: alt.LayerChart, caption: Caption, words: Mapping[str, str], columns: int) -> int:
    """Give by how many pixels the chart grows when its step grows by one: the number of its rows."""
    heights = []
    for more in (0, 10):
        plot = chart.copy(deep=False)
        plot.height = chart.height.copy(deep=False)
        plot.height.step = chart.height.step + more
        heights.append(picture.size_of(picture.captioned_svg(plot, caption, words, columns, dark=False))[1])
    return max(1, round((heights[1] - heights[0]) / 10))


def _on_canvas(drawn: str, sheet: Sheet, zoom: float, *, dark: bool) -> str:
    """Lay the drawing on paper of the asked size, or higher where it is higher; it shrinks where it is too wide."""
    wide, tall = picture.size_of(drawn)
    across = max(wide, sheet.width)
    down = max(tall, sheet.height * across / sheet.width)
    head, sign, rest = drawn.partition(">")
    head = re.sub(r'\s(?:width|height|viewBox)="[^"]*"', "", head)
    shown = (sheet.width * zoom, down * sheet.width / across * zoom)
    size = f' width="{shown[0]:g}" height="{shown[1]:g}" viewBox="0 0 {across:g} {down:g}"'
    colour = (DARK if dark else LIGHT).background
    return f'{head}{size}{sign}<rect width="{across:g}" height="{down:g}" fill="{colour}"/>{rest}'
