"""Native tables of Word: headings on every page, whole rows, columns as wide as what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefing.document_flow import text_run
from briefing.document_style import Part
from briefing.grid import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.grid import Grid

W: Final = nsdecls("w")
READABLE: Final = 9
"""Points that a table may come down to for the sake of rows of one line."""

SMALLEST: Final = 7.5
"""Points; a table that is too wide at this size breaks its words."""

_TOGETHER: Final = 12
"""Rows up to which a table is kept on one page."""
_MARGIN: Final = 90
_STEP: Final = 0.5
_TWENTIETHS: Final = 20
_INK, _HAIR, _SHADE = "1F2A35", "C3CAD1", "EEF1F4"


def size_for(grid: Grid, room: int, usual: float) -> float:
    """Give the size of the letters, at most the usual one: rows of one line if they can be read, else whole words.

    Args:
        grid: the texts.
        room: width of the table in twips.
        usual: points.
    """
    sizes = [usual - _STEP * step for step in range(int((usual - SMALLEST) / _STEP) + 1)]
    easy = (size for size in sizes if size >= READABLE and grid.is_easy(columns_of(room, size)))
    whole = (size for size in sizes if grid.fits(columns_of(room, size)))
    return next(easy, next(whole, SMALLEST))


def columns_of(room: float, size: float) -> float:
    """Give how many columns of text, half a Chinese character each, stand in a width in twips."""
    return room / (size * _TWENTIETHS / 2)


def table(grid: Grid, ids: Mapping[Part, str], room: int, size: float, description: str = "", *, tied: bool) -> Any:  # noqa: ANN401
    """Give a table as an element.

    Args:
        grid: the texts.
        ids: style ids.
        room: its width in twips.
        size: points of its letters.
        description: the alternative text.
        tied: keeps the last row on the page of what follows.
    """
    widths = [round(share * room) for share in grid.shares(columns_of(room, size))]
    ends = len(grid.rows)
    rows = [_row(grid.heads, widths, _Look(ids[Part.HEAD_CELL], size, ("center",) * len(widths), head=True, keep=True))]
    aligned = tuple("right" if numeric else "left" for numeric in grid.numeric)
    for place, texts in enumerate(grid.rows, start=1):
        keep = place < ends and (ends <= _TOGETHER or place == 1)
        rows.append(_row(texts, widths, _Look(ids[Part.CELL], size, aligned, keep=keep or (tied and place == ends))))
    return parse_xml(_frame(widths, description) + "".join(rows) + "</w:tbl>")


@dataclass(frozen=True, slots=True)
class _Look:
    """How the cells of one row look."""

    style: str
    size: float
    aligned: tuple[str, ...]
    keep: bool
    head: bool = False


def _frame(widths: Sequence[int], description: str) -> str:
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    borders = line.format("top", 8, _INK) + line.format("bottom", 8, _INK) + line.format("insideH", 4, _HAIR)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    told = f'<w:tblDescription w:val="{_attribute(description)}"/>' if description else ""
    return (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{_MARGIN}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{told}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _row(texts: Sequence[str], widths: Sequence[int], look: _Look) -> str:
    head = "<w:tblHeader/>" if look.head else ""
    cells = (
        _cell(text, width, aligned, look) for text, width, aligned in zip(texts, widths, look.aligned, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, aligned: str, look: _Look) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if look.head else ""
    keep = "<w:keepNext/>" if look.keep else ""
    letters = f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>'
    runs = "<w:r><w:br/></w:r>".join(text_run(line, letters) for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{look.style}"/>{keep}<w:jc w:val="{aligned}"/></w:pPr>{runs}</w:p></w:tc>'
    )


def _attribute(text: str) -> str:
    return escape(clean(text), {'"': "&quot;", "\n": " "})
