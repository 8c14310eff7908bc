"""OpenDocument spreadsheets (ods) to rows of cells, by what each cell shows (ODF 1.3 part 3, 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import UnreadableDocumentError
from ingest.readers.archive import DAMAGED, opened
from ingest.readers.rows import MOST_CELLS, Hidden, Row, Sheet, Spot, laid_out
from ingest.readers.sheet_figures import stored_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

SKIPPED = frozenset({"annotation", "note", "ruby-text", "shapes", "frame", "tracked-changes"})
WRAPPERS = frozenset({"table-header-rows", "table-row-group", "table-rows"})


def ods_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Give the sheets of a workbook that are not hidden.

    Raises:
        UnreadableDocumentError: the package is refused.
    """
    root = opened(content).xml("content.xml")
    if root is None:
        raise UnreadableDocumentError(DAMAGED)
    hidden = _hidden_styles(root)
    tables = [
        table for table in root.iterdescendants("{*}table") if table.get(_key(table, "style-name"), "") not in hidden
    ]
    return tuple(
        Sheet(_rows(table), exact=True, number=number if len(tables) > 1 else None)
        for number, table in enumerate(tables, start=1)
    )


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _key(element: etree._Element, name: str) -> str:
    """Give the full name of an attribute in the vocabulary of the element."""
    return f"{str(element.tag).rpartition('}')[0]}}}{name}"


def _hidden_styles(root: etree._Element) -> set[str]:
    hidden = set()
    for properties in root.iterdescendants("{*}table-properties"):
        style = properties.getparent()
        if style is not None and "false" in {
            value for key, value in properties.attrib.items() if str(key).endswith("}display")
        }:
            hidden.add(style.get(_key(style, "name"), ""))
    return hidden


def _count(element: etree._Element, name: str) -> int:
    digits = element.get(_key(element, name), "1")
    return max(int(digits), 1) if digits.isascii() and digits.isdigit() and len(digits) < len("100000000") else 1


def _rows(table: etree._Element) -> tuple[Row, ...]:
    texts: dict[Spot, str] = {}
    spans: dict[Spot, Spot] = {}
    hidden: set[int] = set()
    row = 1
    for element in _table_rows(table):
        filled, merged = _row(element)
        times = _count(element, "number-rows-repeated")
        if filled and times * len(filled) > MOST_CELLS:
            raise UnreadableDocumentError("工作表过大 / The sheet is too large")
        for at in range(row, row + times if filled else row):
            texts.update({(at, column): text for column, text in filled.items()})
        spans.update({(row, column): span for column, span in merged.items()})
        if _is_hidden(element):
            hidden.update(range(row, row + min(times, MOST_CELLS)))
        row += times
    return laid_out(texts, spans, Hidden(frozenset(hidden), frozenset(_hidden_columns(table))))


def _is_hidden(element: etree._Element) -> bool:
    return element.get(_key(element, "visibility"), "visible") != "visible"


def _hidden_columns(table: etree._Element) -> Iterator[int]:
    column = 1
    for element in table.iterdescendants("{*}table-column"):
        times = min(_count(element, "number-columns-repeated"), MOST_CELLS)
        if _is_hidden(element):
            yield from range(column, column + times)
        column += times


def _table_rows(parent: etree._Element) -> list[etree._Element]:
    rows: list[etree._Element] = []
    for child in parent:
        if _name(child) == "table-row":
            rows.append(child)
        elif _name(child) in WRAPPERS:
            rows += _table_rows(child)
    return rows


def _row(element: etree._Element) -> tuple[dict[int, str], dict[int, Spot]]:
    """Give the texts of a row and its merged cells by column; what a covered cell holds is not shown."""
    filled: dict[int, str] = {}
    merged: dict[int, Spot] = {}
    column = 1
    for cell in element:
        times = _count(cell, "number-columns-repeated")
        if _name(cell) == "table-cell":
            if text := _text(cell):
                if times > MOST_CELLS:
                    raise UnreadableDocumentError("工作表过大 / The sheet is too large")
                filled.update(dict.fromkeys(range(column, column + times), text))
            span = (_count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned"))
            if span != (1, 1):
                merged[column] = span
        if _name(cell) in {"table-cell", "covered-table-cell"}:
            column += times
    return filled, merged


def _text(cell: etree._Element) -> str:
    shown = "\n".join(_line(child) for child in cell if _name(child) == "p").strip()
    if stored := _stored(cell):
        return stored_figure(shown, stored)
    formula = cell.get(_key(cell, "formula"))
    return shown or (f"={formula}" if formula else "")


def _stored(cell: etree._Element) -> str:
    """Give the number that is stored in a cell, '' where it holds text, a date, a share of a hundred or nothing."""
    values = {str(key).rpartition("}")[2]: str(value) for key, value in cell.attrib.items()}
    return values.get("value", "") if values.get("value-type") in {"float", "currency"} else ""


def _line(element: etree._Element) -> str:
    words = [element.text or ""]
    for child in element:
        name = _name(child)
        if name in {"s", "tab"}:
            words.append(" ")
        elif name == "line-break":
            words.append("\n")
        elif name not in SKIPPED:
            words.append(_line(child))
        words.append(child.tail or "")
    return "".join(words)
