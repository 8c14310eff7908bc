"""Pictures of charts for reports and slides, with the caption printed on them and Chinese on any machine."""

from __future__ import annotations

import base64
import html
import io
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import altair as alt
import vl_convert

from briefing.caption import ENGLISH, Caption
from charts.text import wrapped
from charts.theme import FONT, configure

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS: Final = Path(__file__).parents[1] / "static"
FONT_FILE: Final = FONTS / "NotoSansSC_400Regular_gbk.ttf"

COLUMNS: Final = 104
"""Width of a caption line in columns: about the 640 pixels of a chart in 12 pixel type."""

_VEGA_LITE: Final = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]


def png(
    chart: alt.LayerChart, caption: Caption, *, words: Mapping[str, str] = ENGLISH, dark: bool = False, scale: float = 2
) -> bytes:
    """A PNG of the chart with its caption under it.

    Args:
        chart: What a function of `charts` returned, **not** configured: it is drawn in the theme of the paper.
        caption: Printed in full, on as many lines as it takes.
        words: See `briefing.caption`.
        dark: For a dark slide.
        scale: Pixels of the file per pixel of the chart.
    """
    register_font()
    picture: bytes = vl_convert.vegalite_to_png(_spec(chart, caption, words, dark=dark), _VEGA_LITE, scale=scale)
    return picture


def pdf(chart: alt.LayerChart, caption: Caption, *, words: Mapping[str, str] = ENGLISH) -> bytes:
    """A PDF page of the same, its text searchable."""
    register_font()
    page: bytes = vl_convert.vegalite_to_pdf(_spec(chart, caption, words, dark=False), _VEGA_LITE)
    return page


def svg(chart: alt.LayerChart, caption: Caption, *, words: Mapping[str, str] = ENGLISH, dark: bool = False) -> bytes:
    """An SVG of the same that carries the letters it uses, for browsers; office programs use their own font."""
    register_font()
    drawn: str = vl_convert.vegalite_to_svg(_spec(chart, caption, words, dark=dark), _VEGA_LITE)
    head, sign, rest = drawn.partition(">")
    return (head + sign + _font_face(drawn) + rest).encode()


def bare_svg(chart: alt.LayerChart) -> tuple[str, tuple[float, float]]:
    """An SVG without caption or letters, for a page that brings both; and its width and height in pixels."""
    register_font()
    with alt.data_transformers.enable("default", max_rows=None):
        drawn: str = vl_convert.vegalite_to_svg(configure(chart).to_dict(validate=False), _VEGA_LITE)
    return drawn, size_of(drawn)


def bare_png(chart: alt.LayerChart, scale: float = 2) -> bytes:
    """A PNG of the same."""
    register_font()
    with alt.data_transformers.enable("default", max_rows=None):
        drawn: bytes = vl_convert.vegalite_to_png(configure(chart).to_dict(validate=False), _VEGA_LITE, scale=scale)
    return drawn


def size_of(drawn: str) -> tuple[float, float]:
    """Give the width and height of an SVG in pixels."""
    head = drawn.partition(">")[0]
    wide, tall = (float(found) for found in re.findall(r'\b(?:width|height)="([\d.]+)"', head)[:2])
    return wide, tall


@cache
def register_font() -> None:
    """Make the bundled font known to the drawing program; raises FileNotFoundError where it is not there."""
    # A named font that is not there makes vl-convert drop every letter without an error.
    if not FONT_FILE.is_file():
        raise FileNotFoundError(f"{FONT_FILE} is needed to draw text; it comes with the project")
    vl_convert.register_font_directory(str(FONTS))


def _spec(chart: alt.LayerChart, caption: Caption, words: Mapping[str, str], *, dark: bool) -> dict[str, Any]:
    framed = configure(_with_caption(chart, caption, words), dark=dark)
    with alt.data_transformers.enable("default", max_rows=None):
        return framed.to_dict()


def _with_caption(chart: alt.LayerChart, caption: Caption, words: Mapping[str, str]) -> alt.VConcatChart:
    lines = [line for text in caption.lines(words) for line in wrapped(text, COLUMNS)]
    under = alt.TitleParams(text=lines, orient="bottom", fontSize=12, lineHeight=18, offset=14)
    # Shared legends would stand below the caption, outside the chart.
    apart: dict[str, Literal["independent"]] = {"color": "independent", "shape": "independent"}
    framed: alt.VConcatChart = (
        alt.VConcatChart(vconcat=[chart], title=under).resolve_scale(**apart).resolve_legend(**apart)
    )
    if not caption.fictional:
        return framed
    over = alt.TitleParams(text=words.get("fictional") or ENGLISH["fictional"], offset=10)
    return alt.VConcatChart(vconcat=[framed], title=over)


def _font_face(drawn: str) -> str:
    """The letters of an SVG as a font inside it: about 20 KB for a chart in Chinese."""
    # A third of a second to import, which only the first picture has to pay.
    from fontTools import subset  # noqa: PLC0415

    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=html.unescape(drawn))
    letters = io.BytesIO()
    with subset.load_font(str(FONT_FILE), options) as font:
        subsetter.subset(font)
        subset.save_font(font, letters, options)
    data = base64.b64encode(letters.getvalue()).decode()
    face = f'@font-face{{font-family:"{FONT}";src:url("data:font/woff2;base64,{data}") format("woff2")}}'
    return f"<defs><style>{face}</style></defs>"
