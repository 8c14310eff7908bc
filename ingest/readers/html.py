"""Web pages to blocks: paragraphs of prose, tables as grids with their spans."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from lxml import etree

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
SPACE = re.compile(r"[\s\xa0]+")
ESCAPED = re.compile(r"""=\s*\\+["']|\\u003c|<\\/""")
LARGEST_SPAN = 64
MARKED = {"sup": "^", "sub": "_", "s": "~", "del": "~", "strike": "~"}


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
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(f"网页无法解析 / The page cannot be parsed ({error})") from error
    if root is None:
        raise UnreadableDocumentError("网页是空的 / The page is empty")
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
    if len(cell) == 0:
        return _squeezed(cell.text)
    only = cell[0]
    if (
        len(cell) == 1
        and len(only) == 0
        and only.tag != "br"
        and only.tag not in MARKED
        and not (cell.text or only.tail or "").strip()
    ):
        return _squeezed(only.text) if only.tag not in SKIPPED else ""
    words: list[str] = []
    _collect(cell, words)
    return "\n".join(filter(None, (_squeezed(line) for line in "".join(words).split("\n"))))


def _collect(element: etree._Element, words: list[str]) -> None:
    """Collect text in reading order; blocks begin and end a line, white space of the source does not."""
    words.append(SPACE.sub(" ", element.text or ""))
    for child in element:
        breaks = child.tag in BLOCKS
        if breaks:
            words.append("\n")
        if child.tag not in SKIPPED:
            # A raised note mark or a deleted figure would run into the figure beside it.
            words.append(MARKED.get(child.tag, ""))
            _collect(child, words)
        if breaks:
            words.append("\n")
        words.append(SPACE.sub(" ", child.tail or ""))


def _squeezed(text: str | None) -> str:
    return SPACE.sub(" ", text).strip(" \xa0\u3000") if text else ""


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name)
    if value is None:
        return 1
    value = value.strip()
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
