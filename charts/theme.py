"""The look of every chart, on the screen and in files: the only place with a colour in it.

A chart function names a *style* ("rise", "missing", "break") or leaves the colour to a scale; `configure` turns names
into colours. So one chart object serves the light screen, the dark screen and the printed picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

import altair as alt
from altair.utils import schemapi

FONT: Final = "Noto Sans SC"
NUMBER: Final = ",.2~f"
"""Thousands separators, at most two decimals, none where there are none: 1,234 and 33.33."""

WIDTH: Final = 640
HEIGHT: Final = 320
STEP: Final = 24

SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")
"""Seven shapes against eight colours: 56 lines differ in one or the other before a pair comes back."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one background."""

    background: str
    text: str
    faint: str
    grid: str
    rest: str
    on_fill: str
    categorical: tuple[str, ...]
    rise: str
    fall: str
    states: tuple[str, ...]
    outcomes: tuple[str, ...]


# Found by search: every colour at least 3 : 1 against its background, every pair apart for normal sight, protanopia,
# deuteranopia and tritanopia (tests/charts/test_theme.py measures both). Rise and fall are blue and brown, never red
# and green: more is neither good nor bad.
LIGHT: Final = Palette(
    background="#ffffff",
    text="#1f2a35",
    faint="#5c6873",
    grid="#e3e7eb",
    rest="#c3cad1",
    on_fill="#ffffff",
    categorical=("#085dda", "#b44700", "#004e4d", "#844494", "#ae8f00", "#570081", "#ed5691", "#1d9ed0"),
    rise="#2f6690",
    fall="#a0672a",
    states=("#9cc3e0", "#e8a33d", "#ffffff", "#e3e7eb"),
    outcomes=("#f0998f", "#f5cf72", "#a8c7f2", "#d5d8de", "#e4f1ea", "#ffffff", "#ffffff", "#f3f5f7"),
)
DARK: Final = Palette(
    background="#14181d",
    text="#e6eaee",
    faint="#9aa5b0",
    grid="#2b333c",
    rest="#4a5560",
    on_fill="#14181d",
    categorical=("#7e99fc", "#f06830", "#36db7b", "#bf72ac", "#ece838", "#9260f6", "#d7a6cf", "#a4f3c9"),
    rise="#7fb2dc",
    fall="#d9a066",
    states=("#2f5f86", "#b9770f", "#14181d", "#2b333c"),
    outcomes=("#96342b", "#7a5a12", "#2b558f", "#454d58", "#1c3a2f", "#14181d", "#14181d", "#222930"),
)

Figure = TypeVar("Figure", alt.Chart, alt.LayerChart, alt.FacetChart, alt.VConcatChart)


def configure(chart: Figure, *, dark: bool = False) -> Figure:
    """The same chart with font, colours and spacing; the last step before it is shown or drawn.

    Show it with `st.altair_chart(chart, theme=None)`, or the page's own theme is laid over this one.

    Args:
        chart: What a function of this package returned, not configured yet.
        dark: For a dark background.
    """
    themed = chart.copy(deep=False)
    themed.config = _config(DARK if dark else LIGHT)
    if isinstance(themed, alt.LayerChart) and not isinstance(themed.width, alt.Step):
        # Streamlit would fit the height too, and a long legend would leave no height for the plot.
        themed.autosize = alt.AutoSizeParams(type="fit-x", contains="padding")
    return themed


def trust() -> None:
    """From here on no chart is checked against the schema of Vega-Lite: for a server, whose charts the tests checked.

    The check takes two thirds of the time that it takes to send a chart.
    """
    schemapi.disable_debug_mode()
    schemapi.SchemaBase.validate = classmethod(lambda *_, **__: None)  # type: ignore[assignment]


@cache
def _config(palette: Palette) -> alt.Config:
    return alt.Config(
        background=palette.background,
        font=FONT,
        padding={"left": 4, "right": 8, "top": 4, "bottom": 4},
        view=alt.ViewConfig(continuousWidth=WIDTH, discreteWidth=WIDTH, continuousHeight=HEIGHT, stroke=None),
        axis=_axis(palette),
        legend=_legend(palette),
        title=_title(palette),
        header=alt.HeaderConfig(labelColor=palette.text),
        # Vega-Lite has no range for outcomes; no chart of ours has a heat map of amounts.
        range=alt.RangeConfig(
            category=list(palette.categorical),
            ordinal=list(palette.states),
            heatmap=list(palette.outcomes),
            symbol=list(SHAPES),
        ),
        style=_styles(palette),
        line=alt.LineConfig(strokeWidth=2),
        point=alt.MarkConfig(size=44, filled=True, opacity=1),
    )


def _axis(palette: Palette) -> alt.AxisConfig:
    return alt.AxisConfig(
        labelColor=palette.text,
        titleColor=palette.faint,
        labelFontSize=12,
        titleFontSize=12,
        titleFontWeight="normal",
        labelFontWeight="normal",
        labelLimit=130,
        gridColor=palette.grid,
        domainColor=palette.faint,
        tickColor=palette.faint,
        labelPadding=5,
        labelOverlap=True,
        labelSeparation=8,
    )


def _legend(palette: Palette) -> alt.LegendConfig:
    return alt.LegendConfig(
        orient="bottom",
        direction="horizontal",
        labelColor=palette.text,
        titleColor=palette.faint,
        labelFontSize=12,
        titleFontSize=12,
        titleFontWeight="normal",
        labelLimit=150,
        symbolLimit=0,
        columnPadding=12,
        rowPadding=4,
        offset=12,
    )


def _title(palette: Palette) -> alt.TitleConfig:
    return alt.TitleConfig(
        anchor="start",
        frame="bounds",
        color=palette.text,
        fontSize=16,
        fontWeight="normal",
        subtitleColor=palette.faint,
        subtitleFontSize=12,
        subtitlePadding=6,
        lineHeight=21,
        subtitleLineHeight=18,
        offset=18,
    )


def _styles(palette: Palette) -> alt.StyleConfigIndex:
    # Vega-Lite takes `color` from a style, and passes over `fill` and `stroke`.
    styles = {
        "rise": {"color": palette.rise},
        "fall": {"color": palette.fall},
        "plate": {"color": palette.background},
        "start": {"color": palette.rise},
        "end": {"color": palette.rise},
        "span": {"color": palette.rest},
        "missing": {"color": palette.faint},
        "break": {"color": palette.faint},
        "zero": {"color": palette.faint},
        "rest": {"color": palette.rest},
        "label": {"color": palette.text},
        "note": {"color": palette.faint},
        "on_fill": {"color": palette.on_fill},
        "picked": {"color": palette.text},
    }
    return alt.StyleConfigIndex(**styles)
