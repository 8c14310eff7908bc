"""Saved data to blocks: figures that name their row and column (JSON, CSV records), and saved grids."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.model import Document, GridCell, Place, Prose, UnreadableDocumentError
from ingest.numbers import Piece, piece_kind
from ingest.readers.labelled_rows import Leaf, labelled_blocks
from ingest.readers.rows import Sheet, sheet_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

READER = "labelled 1"
# Names of the fields of a record, one figure each; further fields are no part of it.
TABLE_FIELDS = frozenset({"table", "block", "section", "表", "表名", "表格"})
ROW_FIELDS = frozenset({"row", "rowlabel", "row_label", "行", "行名", "指标", "项目"})
COLUMN_FIELDS = frozenset({"column", "col", "columnlabel", "column_label", "列", "列名"})
VALUE_FIELDS = frozenset({"value", "figure", "printed", "值", "数值", "数字"})
UNIT_FIELDS = frozenset({"unit", "单位"})
DELIMITERS = ",\t;"
FEWEST_LINES = 5
FEWEST_DELIMITERS = 2  # in a row of a file that is not called .csv
CSV_SHARE = 0.8
JSON = re.compile(r"\s*[\[{]")
JSON_OBJECT = re.compile(r'\s*(?:\[\s*)?\{\s*"')
DEEPEST = 40  # levels of a nested value


def read_data(text: str, suffix: str) -> Document | None:
    """Give the blocks of JSON or of comma-separated data, None for every other text.

    The suffix only decides where the text itself leaves it open: `.csv` files may be separated by other characters.
    """
    document = read_json(text)
    if document is None and (delimiter := delimiter_of(text, is_named_csv=suffix == ".csv")):
        return read_csv(text, delimiter)
    return document


def read_json(text: str) -> Document | None:
    """Give the blocks of JSON text, or None where the text is no JSON.

    Figures under their labels (block > row > column, in whatever depth and order) become rows under the headings of
    the form; a column that the data does not hold is given as such, never as blank. Lists of lists are saved
    grids. Everything else is prose, `name：value` a line. Repeated names are kept, so that two figures for one cell
    are seen.

    Raises:
        UnreadableDocumentError: the text begins like a JSON object and is cut or damaged.
    """
    if not JSON.match(text):
        return None
    try:
        node = json.loads(
            text.strip().removesuffix(";"),
            object_pairs_hook=tuple,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            strict=False,
        )
    except (ValueError, RecursionError) as error:
        if JSON_OBJECT.match(text):
            raise UnreadableDocumentError("JSON文件不完整或已损坏 / The JSON text is cut short or damaged") from error
        return None
    blocks, findings = labelled_blocks(list(_pieces(node, ())))
    return Document(blocks, "json", READER, findings)


def _pieces(node: object, path: tuple[str, ...]) -> Iterator[Leaf | Sheet | Prose]:
    """Give figures with their labels, saved grids and texts in printed order."""
    if len(path) > DEEPEST:
        raise UnreadableDocumentError("JSON嵌套过深 / The JSON text is nested too deeply")
    if isinstance(node, tuple):
        yield from _object(node, path)
    elif isinstance(node, list):
        if node and all(_is_plain_row(row) for row in node):
            yield _sheet([[_scalar(cell) for cell in row] for row in node])
            return
        for member in node:
            yield from _pieces(member, path)
    elif path:
        yield Leaf(path, _scalar(node))
    else:
        yield Prose(_scalar(node), Place())


def _object(fields: tuple[tuple[str, object], ...], path: tuple[str, ...]) -> Iterator[Leaf | Sheet | Prose]:
    record = _record({name: _scalar(value) for name, value in fields if not isinstance(value, list | tuple)})
    if record is not None:
        yield Leaf((*path, *record.path), record.text)
        return
    for name, value in fields:
        yield from _pieces(value, (*path, name))


def _is_plain_row(row: object) -> bool:
    return isinstance(row, list) and not any(isinstance(cell, list | tuple) for cell in row)


def _scalar(value: object) -> str:
    """Give the printed text of a value; null is a blank, true and false are no figures."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _record(fields: dict[str, str]) -> Leaf | None:
    """Give the figure of a record with a row and a value; None where these fields are no record."""
    named = {name.strip().casefold(): value for name, value in fields.items()}
    row, value = _first(named, ROW_FIELDS), _first(named, VALUE_FIELDS)
    if not row or value is None:
        return None
    labels = (_first(named, TABLE_FIELDS), row, _first(named, COLUMN_FIELDS))
    unit = _first(named, UNIT_FIELDS) if piece_kind(value) is Piece.FIGURE else None
    has_unit = normalised(value).endswith(normalised(unit or ""))
    return Leaf(tuple(filter(None, labels)), value if has_unit else f"{value}{unit}")


def _first(named: dict[str, str], names: frozenset[str]) -> str | None:
    return next((value for name, value in named.items() if name in names), None)


def _sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    return Sheet(
        tuple(
            tuple(
                GridCell(cell.strip(), Place(row=number, column=column), column - 1)
                for column, cell in enumerate(row, start=1)
            )
            for number, row in enumerate(rows, start=1)
        ),
        exact=False,
    )


def delimiter_of(text: str, *, is_named_csv: bool) -> str:
    """Give the character between the cells of saved data, '' where the text is prose or another layout.

    Only a file that is called .csv may use tabs or semicolons here; in other text tabs are a layout of their own.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if is_named_csv:
        best = max(DELIMITERS, key=text.count)
        return best if sum(best in line for line in lines) > len(lines) / 2 else ""
    if len(lines) < FEWEST_LINES or text.count(",") < FEWEST_DELIMITERS * CSV_SHARE * len(lines):
        return ""
    # Prose may be full of commas; only saved rows are all equally wide.
    try:
        widths = Counter(len(row) for row in csv.reader(StringIO(text)) if row)
    except csv.Error:
        return ""
    width, times = widths.most_common(1)[0]
    return "," if width > FEWEST_DELIMITERS and times >= CSV_SHARE * widths.total() else ""


def read_csv(text: str, delimiter: str) -> Document:
    """Give the blocks of saved data: records with row, column and value, or a saved grid with its titles as prose.

    Raises:
        UnreadableDocumentError: a cell is longer than any text of a report, as in a damaged file.
    """
    try:
        rows = list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableDocumentError("CSV文件已损坏 / The CSV file is damaged") from error
    header = next((row for row in rows if row), [])
    records = [_record(dict(zip(header, row, strict=False))) for row in rows[1:] if any(row)]
    if records and all(records):
        blocks, findings = labelled_blocks([record for record in records if record])
        return Document(blocks, "csv", READER, findings)
    return Document(tuple(sheet_blocks([_sheet(rows)])), "csv", READER)
