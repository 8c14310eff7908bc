"""Two indicators of one year against each other: a point per authority, the medians as lines, a third as the size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import polars as pl

from charts.axes import PHONE, UNLIMITED, blank, heading, layered, tips
from charts.labels import GAP, SIDES, Point, sides
from charts.picking import PICK, pickable
from charts.rows import labelled, remarks, worded
from charts.text import figure, wrapped
from charts.theme import HEIGHT, NUMBER
from charts.words import ENGLISH, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMED: Final = 12
PLOT: Final = PHONE - 60
"""Pixels that a phone leaves right of the value axis."""

EDGE: Final = 24
RADIUS: Final = {False: 6, True: 15}
"""Pixels from the middle of the largest point to its edge, without and with a third indicator as the size."""

KINDS: Final = {"plain": "circle", "small": "triangle-up", "unsized": "cross"}


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands on one axis; `logarithmic` draws log(1 + x), on which a zero has its place."""

    title: str
    unit: str
    logarithmic: bool = False

    @property
    def text(self) -> str:
        """Give what is printed on the axis."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    def place(self, value: float) -> float:
        """Give where a number lies on the axis, before it is stretched to the plot."""
        return math.copysign(math.log1p(abs(value)), value) if self.logarithmic else value


def scatter(
    points: pl.DataFrame,
    medians: tuple[float, float] | None,
    *,
    title: str,
    x: Axis,
    y: Axis,
    size: Axis | None = None,
    number: str = NUMBER,
    height: int = HEIGHT + 80,
    words: Mapping[str, str] = ENGLISH,
) -> alt.LayerChart:
    """A point per authority with both numbers, dashed lines at the medians, names as far as they stand free.

    The points furthest from the medians are named first; any other is named while it is picked. Small numbers are
    triangles, authorities without a number for the size crosses. One that lacks x or y is **not drawn**: list it.

    Args:
        points: POINTS of `analysis.scatter`: organ_id, organ, year, x, y, size, x_status, y_status, x_printed,
            y_printed, is_small, flags, corrected_from, the most distant first.
        medians: Of x and y.
        title: Printed over the chart.
        x: The lying axis.
        y: The standing axis.
        size: What the area of a point says, null for points of one size.
        number: d3 format of the values.
        height: Pixels of the plot.
        words: See `charts.words`.
    """
    drawn = labelled(points).filter(pl.col("x").is_not_null() & pl.col("y").is_not_null())
    if drawn.is_empty() or medians is None:
        return blank(title, words)
    rows = _rows(drawn, medians, (x, y), height, words, sized=size is not None)
    across, up = _channels(rows, x, y, number)
    layers = [
        *_medians(medians, across, up),
        _points(rows, across, up, size, _tooltip(x, y, size, words, number)),
        *_names(rows, across, up, RADIUS[size is not None] + GAP),
    ]
    head = heading(title, *_notes(rows, medians, words))
    return layered(layers, head, _reading(rows, medians, title, (x, y), words), height)


def _rows(
    drawn: pl.DataFrame,
    medians: tuple[float, float],
    axes: tuple[Axis, Axis],
    height: int,
    words: Mapping[str, str],
    *,
    sized: bool,
) -> pl.DataFrame:
    x, y = axes
    unsized = pl.col("size").is_null() & pl.lit(sized)
    kind = pl.when(unsized).then(pl.lit("unsized")).when("is_small").then(pl.lit("small")).otherwise(pl.lit("plain"))
    across = _pixels([*drawn.get_column("x"), medians[0]], x, PLOT)
    down = [height - up for up in _pixels([*drawn.get_column("y"), medians[1]], y, height)]
    places = [Point(*at) for at in zip(across[:-1], down[:-1], drawn.get_column("label"), strict=True)]
    side = sides(places, (PLOT, height), NAMED, radius=RADIUS[sized], lines=(across[-1], down[-1]))
    return drawn.with_columns(
        *(worded(drawn, name, "status", words) for name in ("x_status", "y_status")),
        remarks(drawn, words),
        kind=kind,
        side=pl.Series(side, dtype=pl.String),
    ).drop("corrected_from")


def _pixels(values: Sequence[float], axis: Axis, room: float) -> list[float]:
    low, high = axis.place(min(values)), axis.place(max(values))
    stretch = (room - 2 * EDGE) / (high - low) if high > low else 0
    return [EDGE + (axis.place(value) - low) * stretch if stretch else room / 2 for value in values]


def _channels(rows: pl.DataFrame, x: Axis, y: Axis, number: str) -> tuple[alt.X, alt.Y]:
    lying = alt.Axis(title=wrapped(x.text), titleLimit=UNLIMITED, grid=True, domain=False, ticks=False)
    standing = alt.Axis(
        title=wrapped(y.text),
        titleLimit=UNLIMITED,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleBaseline="bottom",
        titleX=-40,
        titleY=-8,
        domain=False,
        ticks=False,
    )
    for name, axis, drawn in (("x", x, lying), ("y", y, standing)):
        drawn.format, drawn.tickCount = number, 5
        if axis.logarithmic:
            drawn["values"] = _decades(rows.get_column(name))
    return (
        alt.X("x:Q", scale=_scale(rows.get_column("x"), x), axis=lying),
        alt.Y("y:Q", scale=_scale(rows.get_column("y"), y), axis=standing),
    )


def _scale(values: pl.Series, axis: Axis) -> alt.Scale:
    low, high = float(str(values.min())), float(str(values.max()))
    domain = [low, high] if high > low else [low - 1, low + 1]
    return alt.Scale(
        type="symlog" if axis.logarithmic else "linear", domain=domain, padding=EDGE, nice=False, zero=False
    )


def _decades(values: pl.Series) -> list[float]:
    low, high = float(str(values.min())), max(1.0, float(str(values.max())))
    steps = [0.0, *(10.0**at for at in range(math.floor(math.log10(high)) + 1))]
    kept = [step for step in steps if low <= step <= high]
    return kept if len(kept) > 1 else [low, high]


def _medians(medians: tuple[float, float], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rule = alt.Chart(pl.DataFrame([medians], schema=["x", "y"], orient="row")).mark_rule(
        style="note", strokeDash=[6, 4], strokeWidth=1.2
    )
    return [rule.encode(x=x), rule.encode(y=y)]


def _points(rows: pl.DataFrame, x: alt.X, y: alt.Y, size: Axis | None, shown: list[alt.Tooltip]) -> alt.Chart:
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())), legend=None)
    mark = alt.Chart(rows).mark_point(style="end", size=70, filled=True, cursor="pointer", stroke=None)
    points = mark.encode(x=x, y=y, shape=shape, tooltip=shown)
    if size is None or rows.get_column("size").null_count() == rows.height:
        return pickable(points)
    legend = alt.Legend(title=wrapped(size.text), titleLimit=UNLIMITED, tickCount=3, orient="bottom", format=NUMBER)
    area = alt.Size("size:Q", scale=alt.Scale(range=[30, 700], zero=True), legend=legend)
    return pickable(points.encode(size=area))


def _names(rows: pl.DataFrame, x: alt.X, y: alt.Y, away: float) -> list[alt.Chart]:
    base = alt.Chart(rows).encode(x=x, y=y, text="label:N")
    right, left, above, below, others = (base.transform_filter(f"datum.side === '{side}'") for side in (*SIDES, ""))
    named: dict[str, Any] = {"condition": {"param": PICK, "empty": False, "value": 1}, "value": 0}
    return [
        right.mark_text(style="label", align="left", dx=away),
        left.mark_text(style="label", align="right", dx=-away),
        above.mark_text(style="label", align="center", baseline="bottom", dy=-away),
        below.mark_text(style="label", align="center", baseline="top", dy=away),
        others.mark_text(style="label", align="center", baseline="bottom", dy=-away).encode(
            opacity=alt.OpacityValue(**named)
        ),
    ]


def _tooltip(x: Axis, y: Axis, size: Axis | None, words: Mapping[str, str], number: str) -> list[alt.Tooltip]:
    lines = tips({"label:N": "organ", "year:O": "year"}, words)
    for name, axis in (("x", x), ("y", y)):
        lines.append(alt.Tooltip(f"{name}:Q", title=axis.text, format=number))
        lines += tips({f"{name}_status:N": "status", f"{name}_printed:N": "printed"}, words)
    lines += [alt.Tooltip("size:Q", title=size.text, format=number)] if size else []
    return lines + tips({"flags:N": "flags"}, words)


def _notes(rows: pl.DataFrame, medians: tuple[float, float], words: Mapping[str, str]) -> list[str]:
    kinds = set(rows.get_column("kind"))
    unnamed = rows.filter(pl.col("side") == "").height
    return [
        word(words, "scatter_mark", x=figure(medians[0]), y=figure(medians[1])),
        *([word(words, "scatter_small")] if "small" in kinds else []),
        *([word(words, "scatter_unsized")] if "unsized" in kinds else []),
        *([word(words, "scatter_unnamed", count=unnamed)] if unnamed else []),
    ]


def _reading(
    rows: pl.DataFrame, medians: tuple[float, float], title: str, axes: tuple[Axis, Axis], words: Mapping[str, str]
) -> str:
    said = [word(words, "scatter_alt", title=title, count=rows.height)]
    for name, axis, median in zip(("x", "y"), axes, medians, strict=True):
        ordered = rows.sort(name, "label", descending=[True, False])
        most, least = ordered.row(0, named=True), ordered.row(-1, named=True)
        ends = {"highest": most["label"], "most": figure(most[name]), "lowest": least["label"]}
        fields = {"axis": axis.text, "least": figure(least[name]), "median": figure(median)}
        said.append(word(words, "scatter_alt_axis", **ends, **fields))
    return " ".join(said)
