"""A chart that Excel draws from the cells beside it, in the theme of every other chart and readable in grey print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from briefing.content import Kind
from charts.theme import FONT, LIGHT

if TYPE_CHECKING:
    import xlsxwriter

    from briefing.content import Plot

WIDE: Final = 720
"""Pixels of a chart on its sheet."""

_TYPES: Final = {
    Kind.BARS: {"type": "bar"},
    Kind.COLUMNS: {"type": "column"},
    Kind.LINES: {"type": "line"},
    Kind.STACKED: {"type": "column", "subtype": "stacked"},
    Kind.SHARES: {"type": "column", "subtype": "percent_stacked"},
}
_STACKS: Final = (Kind.STACKED, Kind.SHARES)
_TALL, _ROW, _AROUND = 400, 18, 130
_LABELLED: Final = 60
"""Bars that can all bear their number."""

_PALEST: Final = 70
"""Percent of transparency of the first of several bars."""

_PALE_PART: Final = 55
_MARKERS: Final = ("circle", "square", "triangle", "diamond", "x", "plus", "star")
_DASHES: Final = ("solid", "dash", "round_dot", "long_dash_dot")


def number_format(plot: Plot) -> str:
    """Give Excel's format of the numbers of a plot."""
    return "#,##0." + "0" * plot.decimals if plot.decimals else "#,##0"


def chart_of(book: xlsxwriter.Workbook, name: str, plot: Plot, at: int) -> Any:  # noqa: ANN401 - xlsxwriter has no types
    """Give the chart of a sheet whose cells hold the plot: categories in column A, a run a column, nulls empty.

    Args:
        book: the file.
        name: the name of the sheet.
        plot: what the cells hold.
        at: the row of the header, counted from 0.
    """
    chart = book.add_chart(dict(_TYPES[plot.kind]))
    last = at + len(plot.categories)
    for place, _ in enumerate(plot.runs):
        column = place + 1
        chart.add_series(
            {
                "name": [name, at, column],
                "categories": [name, at + 1, 0, last, 0],
                "values": [name, at + 1, column, last, column],
                **_look(plot, place),
            }
        )
    chart.set_title({"name": [name, 0, 0], "overlay": False, "name_font": _font(12)})
    chart.set_legend({"position": "bottom", "font": _font(9)})
    chart.show_blanks_as("gap")
    chart.show_hidden_data()
    chart.set_size({"width": WIDE, "height": height(plot)})
    _axes(chart, plot)
    return chart


def height(plot: Plot) -> int:
    """Give the pixels that the chart is high: bars take as many as they need."""
    rows = len(plot.categories) * (len(plot.runs) + 0.6) * _ROW
    return int(max(_TALL, rows + _AROUND)) if plot.kind is Kind.BARS else _TALL


def _axes(chart: Any, plot: Plot) -> None:  # noqa: ANN401
    whole = plot.kind is Kind.SHARES
    values = {
        "num_format": "0%" if whole else number_format(plot),
        "num_font": _font(9),
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid, "width": 0.75}},
        "line": {"none": True},
    }
    if plot.unit and not whole:
        # A rotation of 360 is written as 0, and 0 as none at all.
        values |= {
            "name": f" {plot.unit}" if plot.unit[0] == "=" else plot.unit,
            "name_font": _font(9) | {"rotation": 360},
        }
    names = {
        "num_font": _font(9),
        "line": {"color": LIGHT.faint},
        "major_gridlines": {"visible": False},
        "label_position": "low",
    }
    if plot.kind is Kind.BARS:
        # The first category stands on top; the values then stand there too.
        chart.set_y_axis(names | {"reverse": True})
        chart.set_x_axis(values)
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(values)


def _look(plot: Plot, place: int) -> dict[str, Any]:
    colour = LIGHT.categorical[place % len(LIGHT.categorical)]
    if plot.kind is Kind.LINES:
        marker = {
            "type": _MARKERS[place % len(_MARKERS)],
            "size": 7,
            "fill": {"color": colour},
            "border": {"color": colour},
        }
        line = {"color": colour, "width": 2, "dash_type": _DASHES[place % len(_DASHES)]}
        return {"line": line, "marker": marker}
    if plot.kind in _STACKS:
        return _part(colour, place) | {"gap": 40}
    steps = max(1, len(plot.runs) - 1)
    pale = 0 if len(plot.runs) == 1 else round(_PALEST * (steps - place) / steps)
    labels = {"data_labels": {"value": True, "num_format": number_format(plot), "font": _font(8)}}
    bars = len(plot.categories) * len(plot.runs)
    return {
        "fill": {"color": colour, "transparency": pale},
        "border": {"color": colour, "width": 0.75},
        "gap": 50,
        "overlap": 0,
    } | (labels if bars <= _LABELLED else {})


def _part(colour: str, place: int) -> dict[str, Any]:
    """Dark and pale by turns, in the order of the legend: grey print keeps no hue."""
    return {
        "fill": {"color": colour, "transparency": _PALE_PART * (place % 2)},
        "border": {"color": LIGHT.background, "width": 0.75},
    }


def _font(size: float) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": False, "color": LIGHT.text}
