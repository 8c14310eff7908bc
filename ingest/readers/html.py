"""Web pages to blocks: paragraphs of prose, tables as grids with their spans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from ingest.model import Block, Document, Place, Prose, UnreadableDocumentError
from ingest.readers.html_hidden import drop_hidden
from ingest.readers.html_source import looks_like_html, pages_within, source_of
from ingest.readers.html_table import PARAGRAPHS, as_printed, grid_of
from ingest.readers.html_tree import elements, has_form, in_form, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["looks_like_html", "read_html"]

READER = "html 1"
DROPPED = ("script", "style", "noscript", "template", "head", "button", "iframe", "svg", "object")
WHOLE_PAGE = (b"<html", b"<body", b"<!doctype")
BREAK, TABLE_MARK, LINE_MARK, LINES_MARK = "\ue001", "\ue002", "\ue003", "\ue004"
MARKS = str.maketrans("", "", f"{BREAK}{TABLE_MARK}{LINE_MARK}{LINES_MARK}")
MARK_REFERENCES = re.compile(r"&#(?:0*5734[5-8](?!\d)|x0*e00[1-4](?![\da-f]));?", re.IGNORECASE)
WRAPPED = re.compile(r"(?<=[\u3001-\u9fff\uff01-\uff5e])[ \t]*\n[ \t]*(?=[\u3001-\u9fff\uff01-\uff5e])")
WHITE = " \t\xa0\u3000\r\n"
DEEPEST = 3  # pages within pages: a string in a script in a string

# Text of a page in paragraphs, each begun by its line in the source; a mark where a table stands.
PRINTED = etree.XSLT(
    etree.XML(
        f"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns:saxon="http://icl.com/saxon">
          <xsl:output method="text"/>
          <xsl:template match="{"|".join(PARAGRAPHS)}">
            <xsl:text>{BREAK}</xsl:text><xsl:value-of select="saxon:line-number()"/><xsl:text>{LINE_MARK}</xsl:text>
            <xsl:apply-templates/><xsl:text>{BREAK}</xsl:text>
          </xsl:template>
          <xsl:template match="br">{BREAK}</xsl:template>
          <xsl:template match="pre">{BREAK}{LINES_MARK}<xsl:value-of select="."/>{BREAK}</xsl:template>
          <xsl:template match="table[.//table]">{BREAK}<xsl:apply-templates/>{BREAK}</xsl:template>
          <xsl:template match="table">{BREAK}{TABLE_MARK}{BREAK}</xsl:template>
          <xsl:template match="select|textarea"/>
        </xsl:stylesheet>"""
    )
)


def read_html(text: str) -> Document:
    """Give the blocks of a page in reading order: one Prose a paragraph, one exact Grid a table.

    Tables that hold other tables only lay out the page; their cells are walked as prose. Scripts, styles and what
    the page hides are left out, unless it shows no table at all. Where its tables are not those of a report, a page
    inside it is read instead: in a string of a script, in an escaped text, in an attribute.

    Raises:
        UnreadableDocumentError: there is no element in the text, or its elements are nested beyond all sense.
    """
    return Document(tuple(_blocks_within(source_of(text), DEEPEST)), "html", READER)


def _blocks_within(source: str, depth: int) -> list[Block]:
    content = _unmarked(source).encode("utf-8", "replace").replace(b"\0", b"")
    root = _root(content)
    if depth and not has_form(root):
        for inner in pages_within(root):
            if in_form(inner):
                return _blocks_within(inner, depth - 1)
    markup = content.lower()
    drop_hidden(root, markup)
    etree.strip_elements(root, *DROPPED, with_tail=False)
    as_printed(root, markup)
    return _blocks(root, is_page=any(tag in markup for tag in WHOLE_PAGE))


def _unmarked(source: str) -> str:
    """Give the source without the characters that serve as marks below, be they printed or referred to."""
    if any(mark in source for mark in (BREAK, TABLE_MARK, LINE_MARK, LINES_MARK)):
        source = source.translate(MARKS)
    return MARK_REFERENCES.sub("", source) if "&#" in source else source


def _root(content: bytes) -> etree._Element:
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(content, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(f"网页无法解析 / The page cannot be parsed ({error})") from error
    if root is None:
        raise UnreadableDocumentError("网页是空的 / The page is empty")
    return root


def _blocks(root: etree._Element, *, is_page: bool) -> list[Block]:
    """Give paragraphs and tables in printed order.

    A line end in the source of a page is a blank, wherever an editor wrapped the text; in a text that holds a few
    elements it ends a line.
    """
    try:
        printed = str(PRINTED(root))
    except etree.XSLTApplyError as error:
        raise UnreadableDocumentError("网页嵌套过深 / The page is nested too deeply") from error
    for blank in ("\n", ""):  # between two paragraphs of a source
        printed = printed.replace(f"{BREAK}{blank}{BREAK}", BREAK)
    tables = (table for table in elements(root, "//table") if _is_printed(table))
    blocks: list[Block] = []
    place, count = Place(), 0
    for part in printed.split(BREAK):
        number, mark, text = part.rpartition(LINE_MARK)
        if mark:
            place = Place(None, int(number))
        text = text.strip(WHITE)
        if text == TABLE_MARK:
            table, count = next(tables), count + 1
            blocks.append(grid_of(table, line_of(table), count))
        elif "\n" in text:
            blocks += _lines(text, place, is_page=is_page)
        elif text:
            blocks.append(Prose(text, place))
    return blocks


def _is_printed(table: etree._Element) -> bool:
    """Tell whether a table is marked where it stands: it holds no other and stands in nothing printed as it is."""
    within = table.iterancestors("select", "textarea", "pre")
    return next(table.iterdescendants("table"), None) is None and next(within, None) is None


def _lines(text: str, place: Place, *, is_page: bool) -> Iterator[Prose]:
    is_printed = not is_page or text.startswith(LINES_MARK)
    for line in (
        text.removeprefix(LINES_MARK).split("\n") if is_printed else (WRAPPED.sub("", text).replace("\n", " "),)
    ):
        if stripped := line.strip(WHITE):
            yield Prose(stripped, place)
