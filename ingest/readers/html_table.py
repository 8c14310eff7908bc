"""A table of a page to a grid: each cell once, at the grid column where it begins (HTML table model)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ingest.model import Grid, GridCell, Place
from ingest.numbers import Piece, piece_kind
from ingest.readers.html_tree import elements, strings

if TYPE_CHECKING:
    from lxml import etree

LARGEST_SPAN = 64
MARKED = {"sup": "^", "sub": "_", "s": "~", "del": "~", "strike": "~"}
# Elements that begin and end a line.
PARAGRAPHS = (
    *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"),
    *("header", "footer", "nav", "main", "aside", "form", "center", "blockquote", "tr", "td", "th", "body", "hr"),
    *("address", "figure", "caption", "fieldset", "legend", "details", "summary"),
)
CELLS = frozenset({"td", "th"})
PLAIN = frozenset({"p", "span", "div", "font", "b", "strong"})  # change nothing about the text of a cell that they are
UNSHOWN = frozenset({"select", "option", "textarea"})
BREAKS = frozenset((*PARAGRAPHS, "pre", "br", "table"))
TYPED = frozenset({"", "text", "number", "tel"})


def as_printed(root: etree._Element, markup: bytes) -> None:
    """Put into the cells what a page shows in them by other means: fields of a form, a table of one figure."""
    if b"<input" in markup:
        for field in elements(root, "//td//input[@value]"):
            if field.get("type", "").casefold() in TYPED:
                field.tail = f" {field.get('value')} {field.tail or ''}"
    if b"<select" in markup:
        for choice in elements(root, "//td//select[option]"):
            chosen = "".join(strings(choice, "option[@selected]/text()")) or "?"
            choice.tail = f" {chosen} {choice.tail or ''}"
    inside = [table for table in elements(root, "//table") if next(table.iterancestors("td"), None) is not None]
    for inner in inside:
        if len([*inner.iter("td")]) == 1 and piece_kind("".join(strings(inner, ".//text()")).strip()) is not Piece.TEXT:
            for element in list(inner.iter("tbody", "tr", "td")):
                element.tag = "span"
            inner.tag = "div"


def grid_of(table: etree._Element, line: int | None, count: int) -> Grid:
    """Give the table of that number; wrong spans are taken as one, longer ones than any form has are cut."""
    rows: list[tuple[GridCell, ...]] = []
    covered: dict[int, int] = {}  # column -> rows that a cell above still covers
    for number, row in enumerate(table.iter("tr"), start=1):
        cells: list[GridCell] = []
        column = 0
        below: dict[int, int] = {}
        for cell in row:
            if cell.tag not in CELLS:
                continue
            while covered and covered.get(column, 0) > 0:
                column += 1
            where = Place(None, cast("int | None", cell.sourceline), count, number, column + 1)
            across, down = cell.get("colspan"), cell.get("rowspan")
            colspan, rowspan = (_span(across) if across else 1), (_span(down) if down else 1)
            cells.append(GridCell(_cell_text(cell), where, column, colspan, rowspan))
            if rowspan > 1:
                below.update(dict.fromkeys(range(column, column + colspan), rowspan - 1))
            column += colspan
        if covered:
            covered = {at: left - 1 for at, left in covered.items() if left > 1}
        covered.update(below)
        rows.append(tuple(cells))
    return Grid(tuple(rows), Place(line=line, table=count), exact=True)


def _span(value: str) -> int:
    value = value.strip()
    return min(max(int(value), 1), LARGEST_SPAN) if value.isascii() and value.isdigit() else 1


def _cell_text(cell: etree._Element) -> str:
    """Give the text of a cell with a line break for each <br> and paragraph."""
    children = len(cell)
    if not children:
        return _squeezed(cell.text)
    only = cell[0]
    if children == 1 and only.tag in PLAIN and not len(only) and not f"{cell.text or ''}{only.tail or ''}".strip():
        return _squeezed(only.text)
    words: list[str] = []
    _collect(cell, words)
    return "\n".join(filter(None, map(_squeezed, "".join(words).split("\n"))))


def _collect(element: etree._Element, words: list[str]) -> None:
    """Collect text in reading order; blocks begin and end a line, a line end of the source does not."""
    words.append((element.text or "").replace("\n", " "))
    for child in element:
        breaks = child.tag in BREAKS
        if breaks:
            words.append("\n")
        if child.tag not in UNSHOWN:
            # A raised note mark or a deleted figure would run into the figure beside it.
            words.append(MARKED.get(child.tag, ""))
            _collect(child, words)
        if breaks:
            words.append("\n")
        words.append((child.tail or "").replace("\n", " "))


def _squeezed(text: str | None) -> str:
    """Give the text with one blank for all white space between two words."""
    return " ".join(text.split()) if text else ""
