"""Native tables of PowerPoint, cut so that every slide holds whole rows under the same heading."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from briefing.grid import room_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.grid import Grid
    from briefing.slide_base import Deck

SMALLEST: Final = 10
"""Points; a table on a slide is never smaller."""

_LARGEST: Final = 14
_LINE: Final = 1.5
"""Height of a line in sizes of its letters, in the fonts that need most."""

_EMU_PER_POINT: Final = 12_700
_SIDE, _TOP = 60_000, 22_000
_INK, _HAIR, _SHADE, _TEXT = "1F2A35", "C3CAD1", "EEF1F4", "1F2A35"
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_A: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Cut:
    """A table laid out for slides: widths and heights in EMU, the rows of each slide."""

    size: int
    widths: tuple[int, ...]
    head: int
    slides: tuple[tuple[int, ...], ...]
    heights: tuple[int, ...]


def cut(grid: Grid, wide: int, high: int) -> Cut:
    """Lay a table out in a width and height: as large as it fits on one slide, else in readable parts.

    Never below `SMALLEST` points, and no row is left out.
    """
    tried = [_laid(grid, wide, high, size) for size in range(_LARGEST, SMALLEST - 1, -1)]
    return next((each for each in tried if len(each.slides) == 1), tried[-2])


def _laid(grid: Grid, wide: int, high: int, size: int) -> Cut:
    columns = wide / _EMU_PER_POINT / size * 2
    widths = [round(share * wide) for share in grid.shares(columns)]
    texts = [_columns(width, size) for width in widths]
    head = _height(grid.heads, texts, size)
    heights = tuple(_height(row, texts, size) for row in grid.rows)
    slides: list[list[int]] = [[]]
    used = head
    for place, height in enumerate(heights):
        if used + height > high and slides[-1]:
            slides.append([])
            used = head
        slides[-1].append(place)
        used += height
    return Cut(size, tuple(widths), head, tuple(map(tuple, slides)), heights)


def _columns(width: int, size: int) -> float:
    return max((width - 2 * _SIDE) / _EMU_PER_POINT / size * 2, 1)


def _height(texts: Sequence[str], columns: Sequence[float], size: int) -> int:
    lines = max(
        sum(max(math.ceil(room_of(line) / room), 1) for line in text.split("\n"))
        for text, room in zip(texts, columns, strict=True)
    )
    return round(lines * size * _LINE * _EMU_PER_POINT) + 2 * _TOP


def add(
    deck: Deck,
    slide: Any,  # noqa: ANN401 - python-pptx has no types
    grid: Grid,
    laid: Cut,
    *,
    number: int,
    where: tuple[int, int],
    message: str,
) -> None:
    """Add the part of a table that one slide holds.

    Args:
        deck: names the fonts.
        slide: where it is added.
        grid: the texts.
        laid: how they are cut.
        number: which part, from 0.
        where: left and top in EMU.
        message: the alternative text.
    """
    rows = laid.slides[number]
    high = laid.head + sum(laid.heights[row] for row in rows)
    frame = slide.shapes.add_table(1, len(grid.heads), *where, sum(laid.widths), high)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", message)  # noqa: SLF001 - no public way
    table = frame._element.find(f".//{qn('a:tbl')}")  # noqa: SLF001
    table.find(f".//{qn('a:tableStyleId')}").text = _NO_STYLE
    table.tblPr.set("bandRow", "0")
    for column, width in zip(table.find(qn("a:tblGrid")), laid.widths, strict=True):
        column.set("w", str(width))
    table.remove(table.find(qn("a:tr")))
    letters = _Letters(laid.size, deck.latin, deck.east, deck.briefing.say.pick("zh-CN", "en-US"))
    table.append(_row(grid.heads, laid.head, ("ctr",) * len(grid.heads), letters, head=True))
    aligned = tuple("r" if numeric else "l" for numeric in grid.numeric)
    for row in rows:
        table.append(_row(grid.rows[row], laid.heights[row], aligned, letters, head=False))


@dataclass(frozen=True, slots=True)
class _Letters:
    size: int
    latin: str
    east: str
    language: str


def _row(texts: Sequence[str], high: int, aligned: Sequence[str], letters: _Letters, *, head: bool) -> Any:  # noqa: ANN401
    cells = "".join(_cell(text, side, letters, head=head) for text, side in zip(texts, aligned, strict=True))
    return parse_xml(f'<a:tr {_A} h="{high}">{cells}</a:tr>')


def _cell(text: str, side: str, letters: _Letters, *, head: bool) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{_SHADE}"/></a:solidFill>' if head else "<a:noFill/>"
    line = f'<a:lnB w="6350"><a:solidFill><a:srgbClr val="{_INK if head else _HAIR}"/></a:solidFill></a:lnB>'
    look = (
        f'lang="{letters.language}" sz="{letters.size * 100}" b="{int(head)}"><a:solidFill><a:srgbClr val="{_TEXT}"/>'
        f'</a:solidFill><a:latin typeface="{letters.latin}"/><a:ea typeface="{letters.east}"/>'
    )
    paragraphs = "".join(_paragraph(each, side, look) for each in text.split("\n"))
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
        f'<a:tcPr marL="{_SIDE}" marR="{_SIDE}" marT="{_TOP}" marB="{_TOP}" anchor="ctr">{line}{fill}</a:tcPr></a:tc>'
    )


def _paragraph(text: str, side: str, look: str) -> str:
    run = f"<a:r><a:rPr {look}</a:rPr><a:t>{escape(text)}</a:t></a:r>"
    return f'<a:p><a:pPr algn="{side}"/>{run if text else f"<a:endParaRPr {look}</a:endParaRPr>"}</a:p>'
