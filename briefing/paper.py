"""A briefing as a PDF: real text in the bundled font, tagged, with bookmarks, for reading and for print."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from briefing import picture
from briefing.about import about, titled
from briefing.content import Drawing, Figures, Paragraph
from briefing.drawn import chart_of
from briefing.grid import grid
from briefing.letters import legible, strange
from briefing.typeset import typeset
from charts.text import width
from charts.theme import FONT, LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.caption import Caption
    from briefing.content import Block, Briefing
    from briefing.grid import Grid

TEMPLATE: Final = Path(__file__).with_name("paper.typ")

UPRIGHT, SIDEWAYS = 16.6, 25.3
"""Centimetres of a line on a page that stands and on one that lies."""
_TALLEST: Final = 18.0
_SIZES: Final = (9.0, 8.0, 7.0)
"""Type sizes of a table in points, the first that fits is taken."""
_POINTS: Final = 72 / 2.54
_FOLDED: Final = 1.8
"""Lines that a row of a wide table may take, on an average, before its page is turned on its side."""
_GUTTER: Final = 2
_FOOT_SIZE: Final = 7.5
_PIXEL: Final = 0.72
"""Points of a pixel of a chart: 12 pixels are type of 8.6 points."""


def pdf_of(briefing: Briefing) -> bytes:
    """Give the briefing as a tagged PDF (PDF/UA-1).

    A sign that the font does not have stands as 〓, and the last line of the front page names it.

    Raises:
        FileNotFoundError: the font that comes with the project is not there.
    """
    picture.register_font()
    return typeset(TEMPLATE, picture.FONTS, json.dumps(_printed(briefing), ensure_ascii=False))


def bottom_of(briefing: Briefing) -> float:
    """Give the centimetres below the text of every page, where the foot stands on as many lines as it takes."""
    lines = math.ceil(width(briefing.foot) / _room(UPRIGHT - 1.5, _FOOT_SIZE))
    return 1.7 + 0.36 * lines


def _printed(briefing: Briefing) -> dict[str, Any]:
    """Give all that the template prints, as texts and numbers."""
    say = briefing.say
    leaves = [{"sideways": sideways, "blocks": blocks} for sideways, blocks in _leaves(briefing)]
    page: dict[str, Any] = {
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "source": briefing.source,
        "foot": briefing.foot,
        "bottom": bottom_of(briefing),
        "made": dict(zip(("year", "month", "day"), briefing.made.timetuple()[:3], strict=True)),
        "language": say.language,
        "fictional": say.caption["fictional"] if briefing.fictional else None,
        "words": {key: say(f"paper.{key}") for key in ("contents", "figure", "table", "chapter", "part")},
        "about": about(briefing),
        "font": FONT,
        "ink": LIGHT.text,
        "faint": LIGHT.faint,
        "rest": LIGHT.rest,
        "grid": LIGHT.grid,
        "leaves": leaves,
    }
    missing = strange(page)
    if missing:
        page["about"].append((say.caption["caveats"], say("paper.strange", signs=say.listed(missing))))
    printed: dict[str, Any] = legible(page)
    return printed


def _leaves(briefing: Briefing) -> Iterator[tuple[bool, list[dict[str, Any]]]]:
    """Give runs of pages that stand or lie; headings and sentences go with the figure that follows them."""
    leaf: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    lies = False
    for block in _blocks(briefing):
        waiting.append(block)
        if block["type"] == "note":
            leaf, waiting = [*leaf, *waiting], []
        if "sideways" not in block:
            continue
        if len(waiting) > 1:
            waiting[-2]["leads"] = True
        if leaf and block["sideways"] != lies:
            yield lies, leaf
            leaf = []
        lies = block["sideways"]
        leaf, waiting = [*leaf, *waiting], []
    yield lies, [*leaf, *waiting]


def _blocks(briefing: Briefing) -> Iterator[dict[str, Any]]:
    for section in briefing.sections:
        yield {"type": "heading", "level": section.level, "text": section.heading}
        for block in section.blocks:
            yield _block(block, briefing)


def _block(block: Block, briefing: Briefing) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": block.tone.value, "text": block.text, "leads": False}
    if isinstance(block, Drawing):
        return _drawing(block, briefing)
    return _table(block, briefing)


def _drawing(block: Drawing, briefing: Briefing) -> dict[str, Any]:
    chart = chart_of(block)
    if chart is None:
        return {"type": "note", "text": f"{block.caption.title}: {briefing.say.charts['nothing']}"}
    svg, (wide, tall) = picture.bare_svg(chart)
    return {
        "type": "drawing",
        "sideways": False,
        "caption": titled(block.caption, briefing),
        "notes": _notes(block.caption, briefing),
        "alt": block.message,
        "svg": svg,
        "width": min(wide * _PIXEL, UPRIGHT * _POINTS, _TALLEST * _POINTS * wide / tall),
    }


def _table(block: Figures, briefing: Briefing) -> dict[str, Any]:
    cells = grid(block.table)
    upright = _size(cells, UPRIGHT, _SIZES)
    if block.wide and upright is not None and _lines(cells, _room(UPRIGHT, upright)) > _FOLDED:
        upright = None
    size = upright or _size(cells, SIDEWAYS, _SIZES) or _SIZES[-1]
    sideways = upright is None
    return {
        "type": "table",
        "sideways": sideways,
        "caption": titled(block.caption, briefing),
        "notes": _notes(block.caption, briefing),
        "size": size,
        "heads": cells.heads,
        "rows": cells.rows,
        "numeric": cells.numeric,
        "shares": cells.shares(_room(SIDEWAYS if sideways else UPRIGHT, size)),
    }


def _size(cells: Grid, line: float, sizes: tuple[float, ...]) -> float | None:
    return next((size for size in sizes if cells.fits(_room(line, size))), None)


def _lines(cells: Grid, room: float) -> float:
    """Give how many lines a row takes, on an average, where the table has so many columns of text."""
    widths = [share * room - _GUTTER for share in cells.shares(room)]
    heights = [max(math.ceil(width(text) / wide) for text, wide in zip(row, widths, strict=True)) for row in cells.rows]
    return sum(heights) / max(1, len(heights))


def _room(line: float, size: float) -> float:
    """Give the columns of text, half a Chinese character each, of a line in centimetres at a type size in points."""
    return line * _POINTS / (size / 2)


def _notes(caption: Caption, briefing: Briefing) -> list[str]:
    """Give what the foot of the page does not say already."""
    said = {"source": briefing.source, "build": briefing.build}
    other = [text for key, text in (("source", caption.source), ("build", caption.build)) if text != said[key]]
    filters = [text for text in caption.filters if text not in briefing.scope]
    return [*filters, *(f"※ {text}" for text in caption.caveats), *other]
