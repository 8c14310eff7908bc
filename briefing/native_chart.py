"""Charts that an office program can edit, with their data sheet inside, in the theme of every other chart."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Pt

from briefing.content import Kind
from briefing.grid import clean
from charts.theme import LIGHT

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from briefing.content import Plot

EAST, LATIN = "微软雅黑", "Arial"
"""Sans-serif letters that Windows, macOS and WPS have, or replace by their own without a gap."""

TYPES: Final = {
    Kind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Kind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Kind.LINES: XL_CHART_TYPE.LINE_MARKERS,
    Kind.STACKED: XL_CHART_TYPE.COLUMN_STACKED,
    Kind.SHARES: XL_CHART_TYPE.COLUMN_STACKED_100,
}
_STACKED: Final = (Kind.STACKED, Kind.SHARES)

# Grey print keeps no hue: a pattern, a marker or a dash tells the series apart as well.
_PATTERNS: Final = (
    None,
    MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL,
    MSO_PATTERN_TYPE.PERCENT_20,
    MSO_PATTERN_TYPE.DARK_HORIZONTAL,
    MSO_PATTERN_TYPE.WIDE_DOWNWARD_DIAGONAL,
    MSO_PATTERN_TYPE.LARGE_CHECKER_BOARD,
    MSO_PATTERN_TYPE.DARK_VERTICAL,
)
_MARKERS: Final = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.X,
    XL_MARKER_STYLE.PLUS,
    XL_MARKER_STYLE.STAR,
)
_DASHES: Final = (MSO_LINE_DASH_STYLE.SOLID, MSO_LINE_DASH_STYLE.DASH, MSO_LINE_DASH_STYLE.ROUND_DOT)
_PAIR: Final = 2
_LABELLED: Final = 48
"""Bars that can all bear their number."""
_LABELLED_LINES: Final = 2
_SMALLEST_LABELLED: Final = 4.0
"""Percent of a stack below which a label would not fit into its part."""


class _TextWorkbook(CategoryWorkbookWriter):  # type: ignore[misc]
    """The data sheet of a chart, in which a text that begins with = stays text and is never run."""

    def _open_worksheet(self, file: io.BytesIO) -> AbstractContextManager[Any]:
        return _sheet(file)


class _ChartData(CategoryChartData):  # type: ignore[misc]
    @property
    def _workbook_writer(self) -> _TextWorkbook:
        return _TextWorkbook(self)


@contextmanager
def _sheet(file: io.BytesIO) -> Iterator[tuple[Any, Any]]:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        yield book, book.add_worksheet()


def data_of(plot: Plot) -> CategoryChartData:
    """Give the data of a plot as python-pptx takes them; a null is a gap, and an empty cell in the sheet."""
    data = _ChartData(number_format=_format(plot))
    data.categories = [clean(category) for category in plot.categories]
    for run in plot.runs:
        data.add_series(clean(run.name), run.values)
    return data


def chart_space(plot: Plot, points: float) -> Any:  # noqa: ANN401 - python-pptx has no types
    """Give the whole chart as an element, for a program python-pptx does not write for.

    Args:
        plot: has numbers.
        points: size of the letters.
    """
    space = parse_xml(data_of(plot).xml_bytes(TYPES[plot.kind]))
    dress(Chart(space, None), plot, points)
    return space


def dress(chart: Chart, plot: Plot, points: float) -> None:
    """Lay the theme over a native chart: colours, patterns, axes, labels, letters for Chinese too."""
    chart.has_title = False
    _number_axes(chart)
    _letters(chart.font, points, LIGHT.text)
    chart.has_legend = len(plot.runs) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, plot, points)
    for place, series in enumerate(chart.plots[0].series):
        if plot.kind == Kind.LINES:
            _line(series, place)
        else:
            _bar(series, place, len(plot.runs))
    if plot.kind != Kind.LINES:
        chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100 if plot.kind in _STACKED else 0
    _labels(chart.plots[0], plot, points)


def _number_axes(chart: Chart) -> None:
    """Give the axes numbers that the schema allows; python-pptx counts some below zero."""
    space = chart._chartSpace  # noqa: SLF001 - no public way
    for name in ("c:axId", "c:crossAx"):
        for each in space.iter(qn(name)):
            each.set("val", str(abs(int(each.get("val")))))


def _axes(chart: Chart, plot: Plot, points: float) -> None:
    value, category = chart.value_axis, chart.category_axis
    value.has_title = True
    frame = value.axis_title.text_frame
    frame.text = clean(plot.unit)
    _letters(frame.paragraphs[0].runs[0].font, points, LIGHT.faint)
    value.major_gridlines.format.line.color.rgb = _rgb(LIGHT.grid)
    value.format.line.fill.background()
    value.tick_labels.number_format_is_linked = False
    value.tick_labels.number_format = "0%" if plot.kind == Kind.SHARES else "#,##0.##" if _small(plot) else "#,##0"
    category.format.line.color.rgb = _rgb(LIGHT.faint)
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if plot.kind == Kind.SHARES:
        value.maximum_scale, value.minimum_scale = 1, 0
    elif plot.kind != Kind.LINES and min(_values(plot)) >= 0:
        value.minimum_scale = 0
    if plot.kind == Kind.BARS:
        category.reverse_order = True
        # Where the first category stands on top, the numbers would stand there too.
        value._element.find(qn("c:crosses")).set("val", "max")  # noqa: SLF001 - no public way


def _line(series: Any, place: int) -> None:  # noqa: ANN401
    colour = _rgb(LIGHT.categorical[place % len(LIGHT.categorical)])
    series.smooth = False
    series.format.line.width, series.format.line.color.rgb = Pt(2), colour
    series.format.line.dash_style = _DASHES[place % len(_DASHES)]
    series.marker.style, series.marker.size = _MARKERS[place % len(_MARKERS)], 7
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = series.marker.format.line.color.rgb = colour


def _bar(series: Any, place: int, of: int) -> None:  # noqa: ANN401
    fill, line = series.format.fill, series.format.line
    series.invert_if_negative = False
    pattern = _PATTERNS[place % len(_PATTERNS)]
    colour = _rgb(LIGHT.categorical[place % len(LIGHT.categorical)])
    if of == _PAIR:
        # Two bars are told apart by light and dark, the later one dark.
        pattern, colour = None, _rgb((LIGHT.rest, LIGHT.categorical[0])[place])
    if pattern is None:
        fill.solid()
    else:
        fill.patterned()
        fill.pattern, fill.back_color.rgb = pattern, _rgb(LIGHT.background)
    fill.fore_color.rgb = colour
    line.width, line.color.rgb = Emu(6350), _rgb(LIGHT.faint) if of == _PAIR else colour


def _labels(drawn: Any, plot: Plot, points: float) -> None:  # noqa: ANN401
    count = len(_values(plot))
    if count > _LABELLED or (plot.kind == Kind.LINES and len(plot.runs) > _LABELLED_LINES):
        return
    drawn.has_data_labels = True
    labels = drawn.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.number_format = _format(plot)
    _letters(labels.font, points - 1, LIGHT.text)
    if plot.kind == Kind.LINES:
        labels.position = XL_LABEL_POSITION.ABOVE
    elif plot.kind in _STACKED:
        labels.position = XL_LABEL_POSITION.CENTER
        labels.number_format = f'[<{_threshold(plot):.6g}]"";{_format(plot)}'
        _plate(labels)
    else:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _threshold(plot: Plot) -> float:
    """Give the number from which a part of a stack is high enough for its label."""
    if plot.kind == Kind.SHARES:
        return _SMALLEST_LABELLED
    stacks = zip(*(run.values for run in plot.runs), strict=True)
    return max(sum(value or 0 for value in stack) for stack in stacks) * _SMALLEST_LABELLED / 100


def _plate(labels: Any) -> None:  # noqa: ANN401
    """Lay white under the numbers, or a pattern would run through them."""
    look = parse_xml(
        '<c:spPr xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:solidFill><a:srgbClr val="{LIGHT.background[1:]}"/></a:solidFill></c:spPr>'
    )
    labels._element.find(qn("c:txPr")).addprevious(look)  # noqa: SLF001 - no public way


def _letters(font: Any, points: float, colour: str) -> None:  # noqa: ANN401
    """Set size, colour and both fonts: the name alone would leave Chinese to chance."""
    font.size, font.bold, font.name = Pt(points), False, LATIN
    font.color.rgb = _rgb(colour)
    east = OxmlElement("a:ea")
    east.set("typeface", EAST)
    font._rPr.find(qn("a:latin")).addnext(east)  # noqa: SLF001 - no public way


def _format(plot: Plot) -> str:
    return "#,##0" + ("." + "0" * plot.decimals if plot.decimals else "")


def _small(plot: Plot) -> bool:
    return max(map(abs, _values(plot))) < 10  # noqa: PLR2004 - the ticks between are fractions


def _values(plot: Plot) -> list[float]:
    return [value for run in plot.runs for value in run.values if value is not None]


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())
