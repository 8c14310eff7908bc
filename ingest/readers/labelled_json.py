"""JSON to blocks: figures under their labels in whatever depth and order, saved grids, texts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ingest.model import Document, Place, Prose, UnreadableDocumentError
from ingest.readers.labelled_paths import form_of, labels_of
from ingest.readers.labelled_records import record_of, row_of, sheet_of
from ingest.readers.labelled_rows import Leaf, is_placed, labelled_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.readers.rows import Sheet

READER = "labelled 1"
JSON_OBJECT = re.compile(r'\s*(?:\[\s*)?\{\s*"')
ASSIGNED = re.compile(r"\s*(?:[\w.$ ]{1,60}=\s*)?(?=[\[{])")
BEGIN = re.compile(r"^[ \t]*(?:[\w.$ ]{1,60}=\s*)?(?=[\[{])", re.MULTILINE)
NAMED = re.compile(r'"\s*:')
FENCE = re.compile(r"\s*(?:```\w*|;)\s*")
SEPARATOR = re.compile(r"\s*(?:->|[→>_|·]|[-—]+|(?<!增)/(?!减))\s*")
DEEPEST = 40  # levels of a nested value
MOST_BEGINNINGS = 50  # lines of a text that begin like JSON and are none
# Fields that name what stands in the other fields of the same object.
NAME_FIELDS = ("name", "label", "title", "caption", "名称", "标题", "项目", "表名")
HEADER_FIELDS = frozenset({"columns", "header", "headers", "表头", "列名"})
ROWS_FIELDS = frozenset({"data", "rows", "values", "数据", "行"})
INDEX_FIELDS = frozenset({"index", "行名", "项目"})
DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=str, strict=False)
Fields = tuple[tuple[str, object], ...]


def read_json(text: str) -> Document | None:
    """Give the blocks of JSON text, or None where the text is no JSON.

    Figures under their labels (block > row > column, in whatever depth and order) become rows under the headings of
    the form; a column that the data does not hold is given as such, never as blank. Lists of lists are saved
    grids. Everything else is prose, `name：value` a line. Repeated names are kept, so that two figures for one cell
    are seen.

    Raises:
        UnreadableDocumentError: the text begins like a JSON object and is cut or damaged.
    """
    begin = ASSIGNED.match(text)
    if begin is None:
        return json_within(text)
    try:
        node, end = DECODER.raw_decode(text, begin.end())
    except (ValueError, RecursionError) as error:
        if JSON_OBJECT.match(text):
            raise UnreadableDocumentError("JSON文件不完整或已损坏 / The JSON text is cut short or damaged") from error
        return None
    if not FENCE.sub("", text[end:], count=1).strip():
        return _document(list(_pieces(node, (), form_of(text))))
    return json_within(text)


def json_within(text: str) -> Document | None:
    """Give the blocks of a text that holds JSON with figures of the form between its lines; None for other texts."""
    if not NAMED.search(text):
        return None
    form = form_of(text)
    pieces: list[Leaf | Sheet | Prose] = []
    done = failed = 0
    for match in BEGIN.finditer(text):
        if match.start() < done or failed > MOST_BEGINNINGS:
            continue
        try:
            node, end = DECODER.raw_decode(text, match.end())
            inner = list(_pieces(node, (), form))
        except (ValueError, RecursionError, UnreadableDocumentError):
            failed += 1
            continue
        if any(isinstance(piece, Leaf) and is_placed(piece) for piece in inner):
            pieces += [*_lines(text[done : match.start()]), *inner]
            done = end
    return _document([*pieces, *_lines(text[done:])]) if done else None


def _lines(text: str) -> Iterator[Prose]:
    yield from (
        Prose(line.strip(), Place()) for line in text.splitlines() if line.strip() and not FENCE.fullmatch(line)
    )


def _document(pieces: Sequence[Leaf | Sheet | Prose]) -> Document:
    blocks, findings = labelled_blocks(pieces)
    return Document(blocks, "json", READER, findings)


def _pieces(node: object, path: tuple[str, ...], form: str) -> Iterator[Leaf | Sheet | Prose]:
    """Give figures with their labels, saved grids and texts in printed order."""
    if len(path) > DEEPEST:
        raise UnreadableDocumentError("JSON嵌套过深 / The JSON text is nested too deeply")
    if isinstance(node, tuple):
        yield from _object(node, path, form)
    elif isinstance(node, list):
        if node and all(_is_plain_row(row) for row in node):
            yield sheet_of([[_scalar(cell) for cell in row] for row in node])
            return
        for member in node:
            yield from _pieces(member, path, form)
    elif path:
        yield _leaf(path, _scalar(node), form)
    else:
        yield Prose(_scalar(node), Place())


def _leaf(path: tuple[str, ...], text: str, form: str) -> Leaf:
    """Give a figure with its labels: those of its cell path, or those that one name joins (行政许可-处理决定数量)."""
    leaf = Leaf(labels_of(path, form) or path, text)
    apart = Leaf((*path[:-1], *SEPARATOR.split(path[-1])), text)
    return apart if len(apart.path) > len(path) and not is_placed(leaf) and is_placed(apart) else leaf


def _object(fields: Fields, path: tuple[str, ...], form: str) -> Iterator[Leaf | Sheet | Prose]:
    scalars = {name: _scalar(value) for name, value in fields if not isinstance(value, list | tuple)}
    record = record_of(scalars, form)
    labels = labels_of(path, form)
    if labels and "value" in scalars:
        yield Leaf(labels, scalars["value"])
    elif record is not None:
        yield Leaf((*path, *record.path), record.text)
    elif grid := _headed(fields):
        yield from (Leaf((*path, name), text) for name, text in scalars.items())
        yield sheet_of(grid)
    else:
        yield from _members(fields, scalars, path, form)


def _members(
    fields: Fields, scalars: dict[str, str], path: tuple[str, ...], form: str
) -> Iterator[Leaf | Sheet | Prose]:
    row = row_of(scalars)
    name_field = next((name for name in NAME_FIELDS if scalars.get(name)), "")
    inner = (*path, *(row or filter(None, [scalars.get(name_field, "")])))
    for name, value in fields:
        if isinstance(value, list | tuple):
            yield from _pieces(value, (*inner, name), form)
        elif name == name_field and not row:
            yield from _pieces(value, (*path, name), form)
        elif _scalar(value) not in row:
            yield from _pieces(value, (*(inner if row or name.strip().casefold() == "value" else path), name), form)


def _headed(fields: Fields) -> list[list[str]]:
    """Give the rows of a grid whose headings stand beside it, as a table library saves them; [] for other objects."""
    lists = {name.strip().casefold(): value for name, value in fields if isinstance(value, list)}
    header = next((lists[name] for name in lists if name in HEADER_FIELDS and _is_plain_row(lists[name])), None)
    rows = next((lists[name] for name in lists if name in ROWS_FIELDS and all(map(_is_plain_row, lists[name]))), None)
    if not header or not rows:
        return []
    index = next((lists[name] for name in lists if name in INDEX_FIELDS), [])
    labelled = [[index[at], *row] for at, row in enumerate(rows)] if len(index) == len(rows) else rows
    missing = max(map(len, labelled)) - len(header)
    return [[_scalar(cell) for cell in row] for row in ([None] * missing + header, *labelled)]


def _is_plain_row(row: object) -> bool:
    return isinstance(row, list) and not any(isinstance(cell, list | tuple) for cell in row)


def _scalar(value: object) -> str:
    """Give the printed text of a value; null is a blank, true and false are no figures."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
