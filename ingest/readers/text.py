"""Plain text and Markdown to blocks: lines of prose, rows by tabs, rows and streams of cells by bars."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.model import Block, Document, Grid, GridCell, Place, Prose
from ingest.readers.listed import COVERED, listed_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = "text 1"
PAGE_MARK = re.compile(r"#\s*page\s+\d+\s*", re.IGNORECASE)
RULE_LINE = re.compile(r"[\s|:+=_┌┬┐├┼┤└┴┘─━-]*[-─━=_]{2,}[\s|:+=_┌┬┐├┼┤└┴┘─━-]*")
OTHER_BARS = "｜│┃║︱"
BARS = str.maketrans(dict.fromkeys(OTHER_BARS, "|"))
STREAM_SHARE = 0.8  # share of bar lines with at most one cell from which on bars only end cells
MARKDOWN = re.compile(r"^\s{0,3}#{1,6}\s+|\*\*|__|<br\s*/?>")

Line = tuple[int, str]
Row = tuple[GridCell, ...]


def read_text(text: str, kind: str = "text") -> Document:
    """Give the blocks of a text in reading order; every line keeps its number.

    Page marks and rules of dashes are left out: they carry nothing and would stand between a label and its
    figures. `⏎`, which table extractors print for a line break in a cell, becomes a line break.
    """
    lines = [
        (number, line)
        for number, line in enumerate(text.replace("\f", "\n").splitlines(), start=1)
        if not RULE_LINE.fullmatch(line) and not PAGE_MARK.fullmatch(line)
    ]
    if any(mark in text for mark in OTHER_BARS):
        lines = [(number, line.translate(BARS)) for number, line in lines]
    if "⏎" in text:
        lines = [(number, line.replace("⏎", "\n")) for number, line in lines]
    if kind == "markdown":
        lines = [(number, MARKDOWN.sub(_unmarked, line)) for number, line in lines]
    return Document(tuple(_blocks(lines)), kind, READER)


def _unmarked(match: re.Match[str]) -> str:
    return "\n" if match[0].startswith("<") else ""


def _blocks(lines: list[Line]) -> Iterator[Block]:
    tables = 0
    for style, members in groupby(_styled(lines), key=lambda styled: styled[0]):
        part = [line for _, line in members]
        if style == "prose":
            yield from (Prose(text.strip("\n"), Place(None, number)) for number, text in part if text.strip())
            continue
        tables += 1
        place = Place(line=part[0][0], table=tables)
        if style == "bars" and _is_stream(part):
            yield Grid((tuple(_stream(part, tables)),), place, exact=False)
        elif style == "lists":
            listed = _listed(part, tables)
            kept = _uncovered(listed)
            yield Grid(kept, place, exact=kept != listed)
        else:
            separator = "|" if style == "bars" else "\t"
            rows = tuple(_row(line, separator, tables, row) for row, line in enumerate(part, start=1))
            kept = _uncovered(rows)
            yield Grid(kept, place, exact=kept != rows, even=style == "bars" and _is_even(part, rows))


def _styled(lines: list[Line]) -> Iterator[tuple[str, Line]]:
    """Name the style of each line; a bare line beside a line of nothing but bars is a cell of that stream."""
    filled = [line for line in lines if line[1].strip()]
    bare = [not line[1].strip(" \t|") for line in filled]
    for index, line in enumerate(filled):
        beside_bars = (index > 0 and bare[index - 1]) or (index + 1 < len(filled) and bare[index + 1])
        if "|" in line[1] or beside_bars:
            yield "bars", line
        elif "\t" in line[1].strip(" "):
            yield "tabs", line
        elif listed_rows(line[1]):
            yield "lists", line
        else:
            yield "prose", line


def _listed(part: list[Line], table: int) -> tuple[Row, ...]:
    written = [(number, row) for number, text in part for row in listed_rows(text) or ()]
    return tuple(
        tuple(
            GridCell(text, Place(line=number, table=table, row=row, column=column), column - 1)
            for column, text in enumerate(cells, start=1)
        )
        for row, (number, cells) in enumerate(written, start=1)
    )


def _uncovered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Give the rows without the places that merged cells cover: what stays are cells in their columns."""
    if COVERED.isdisjoint([cell.text for row in rows for cell in row]):
        return rows
    return tuple(tuple(cell for cell in row if cell.text not in COVERED) for row in rows)


def _is_stream(part: list[Line]) -> bool:
    few = sum(sum(bool(cell.strip()) for cell in text.split("|")) <= 1 for _, text in part)
    return few >= STREAM_SHARE * len(part)


def _is_even(part: list[Line], rows: tuple[Row, ...]) -> bool:
    closed = all(text.strip().startswith("|") and text.strip().endswith("|") for _, text in part)
    return closed and len(rows) > 1 and len({len(row) for row in rows}) == 1


def _row(line: Line, separator: str, table: int, row: int) -> Row:
    number, text = line
    if separator == "|":
        text = text.strip(" ")
        text = text.removeprefix("|")
        text = text.removesuffix("|")
    return tuple(
        [
            GridCell(cell.strip(" \u3000\xa0"), Place(None, number, table, row, column), column - 1)
            for column, cell in enumerate(text.split(separator), start=1)
        ]
    )


def _stream(part: list[Line], table: int) -> Iterator[GridCell]:
    """Give the cells between bars over line ends; the rows are not known, so all of them stand in one."""
    cell: list[str] = []
    begun: int | None = None
    column = 0
    for number, text in part:
        *ended, rest = text.split("|")
        for piece in ended:
            cell.append(piece.strip())
            column += 1
            place = Place(line=begun or number, table=table, column=column)
            yield GridCell("\n".join(filter(None, cell)), place, column - 1)
            cell, begun = [], None
        if rest.strip():
            cell.append(rest.strip())
            begun = begun or number
    if cell:
        yield GridCell("\n".join(cell), Place(line=begun, table=table, column=column + 1), column)
