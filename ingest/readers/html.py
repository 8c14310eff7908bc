"""Web pages to blocks: paragraphs of prose, tables as grids with their spans."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from lxml import etree, html

from ingest.model import Block, Document, Grid, GridCell, Place, Prose, UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = "html 1"
SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "select", "option", "button", "iframe", "svg"})
BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "main",
        "aside",
        "form",
        "center",
        "pre",
        "blockquote",
        "tr",
        "td",
        "th",
        "table",
        "body",
        "html",
        "br",
        "hr",
        "address",
        "figure",
        "caption",
    ]
)
LOOKS_LIKE_HTML = re.compile(r"<\s*(?:!doctype html|html|table|body|p|div|span)\b", re.IGNORECASE)
ESCAPED = re.compile(r"""=\s*\\+["']|\\u003c|<\\/""")
LARGEST_SPAN = 64


def looks_like_html(text: str) -> bool:
    """Tell whether the text holds HTML elements, be they escaped inside a string."""
    return bool(LOOKS_LIKE_HTML.search(text.replace("\\u003c", "<")))


def unescaped(text: str) -> str:
    """Give the HTML of a page that was saved inside a JavaScript or JSON string; other text is given back as it is."""
    if not ESCAPED.search(text):
        return text
    stripped = text.strip().removesuffix(";")
    if stripped.startswith(('"', "{", "[")):
        try:
            longest = max(_strings(json.loads(stripped, strict=False)), key=len, default="")
        except ValueError:
            longest = ""
        if looks_like_html(longest):
            return longest
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return re.sub(r"\\+([\"'/])", r"\1", plain).replace("\\r", "").replace("\\n", "\n").replace("\\t", " ")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from _strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from _strings(member)


def read_html(text: str) -> Document:
    """Give the blocks of a page in reading order: one Prose a paragraph, one exact Grid a table.

    Tables that hold other tables only lay out the page; their cells are walked as prose. Scripts, styles and
    form fields are left out.

    Raises:
        UnreadableDocumentError: there is no element in the text.
    """
    source = unescaped(text).replace("\x00", "")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(f"网页无法解析 / The page cannot be parsed ({error})") from error
    return Document(tuple(_blocks(root)), "html", READER)


def _blocks(root: etree._Element) -> Iterator[Block]:
    """Walk the page once; text is collected until an element begins or ends that starts a new line."""
    words: list[str] = []
    tables = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        line = _line(element)
        if event == "start" and tag in SKIPPED:
            walk.skip_subtree()
            continue
        leaf = event == "start" and tag == "table" and element.find(".//table") is None
        if leaf or tag in BLOCKS:
            yield from _paragraph(words, line)
            words = []
        if leaf:
            tables += 1
            yield _grid(element, Place(line=line, table=tables))
            walk.skip_subtree()
        elif event == "start":
            words.append(element.text or "")
        if event == "end" and element is not root:
            words.append(element.tail or "")
    yield from _paragraph(words, None)


def _line(element: etree._Element) -> int | None:
    return element.sourceline if isinstance(element.sourceline, int) else None


def _paragraph(words: list[str], line: int | None) -> Iterator[Prose]:
    for part in "".join(words).splitlines():
        if text := part.strip(" \t\xa0\u3000\r"):
            yield Prose(text, Place(line=line))


def _cell_text(cell: etree._Element) -> str:
    """Give the text of a cell with a line break for each <br> and paragraph."""
    words: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if element.tag in BLOCKS and element is not cell:
                words.append("\n")
            if element.tag not in SKIPPED:
                words.append(re.sub(r"\s+", " ", element.text or ""))
        elif element is not cell:
            if element.tag in BLOCKS:
                words.append("\n")
            words.append(re.sub(r"\s+", " ", element.tail or ""))
    lines = ("".join(words)).replace("\xa0", " ").split("\n")
    return "\n".join(filter(None, (line.strip() for line in lines)))


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), LARGEST_SPAN) if value.isascii() and value.isdigit() else 1


def _grid(table: etree._Element, place: Place) -> Grid:
    """Give the table with each cell once, at the grid column where it begins (HTML table model)."""
    rows: list[tuple[GridCell, ...]] = []
    covered: dict[int, int] = {}  # column -> rows that a cell above still covers
    for number, row in enumerate(table.iter("tr"), start=1):
        cells: list[GridCell] = []
        column = 0
        below: dict[int, int] = {}
        for cell in row.iterchildren("td", "th"):
            while covered.get(column, 0) > 0:
                column += 1
            colspan, rowspan = _span(cell, "colspan"), _span(cell, "rowspan")
            where = Place(line=_line(cell), table=place.table, row=number, column=column + 1)
            cells.append(GridCell(_cell_text(cell), where, column, colspan, rowspan))
            below.update({column + offset: rowspan - 1 for offset in range(colspan)})
            column += colspan
        covered = {at: left - 1 for at, left in covered.items() if left > 1} | {a: n for a, n in below.items() if n > 0}
        rows.append(tuple(cells))
    return Grid(tuple(rows), place, exact=True)
