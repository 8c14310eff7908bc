"""Records and saved grids: the forms in which data name a figure, or hold rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.match import row_labels
from ingest.model import GridCell, Place
from ingest.numbers import Piece, piece_kind
from ingest.readers.labelled_paths import labels_of
from ingest.readers.labelled_rows import Leaf
from ingest.readers.rows import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Names of the fields of a record, one figure each; further fields are no part of it.
TABLE_FIELDS = frozenset({"table", "block", "section", "表", "表名", "表格"})
GROUP_FIELDS = frozenset({"group", "类别", "分类", "条款"})
ROW_FIELDS = frozenset({"row", "rowlabel", "row_label", "label", "行", "行名", "指标", "项目"})
COLUMN_FIELDS = frozenset({"column", "col", "columnlabel", "column_label", "列", "列名"})
PATH_FIELDS = frozenset({"path", "cell"})
VALUE_FIELDS = frozenset({"value", "figure", "printed", "值", "数值", "数字"})
UNIT_FIELDS = frozenset({"unit", "单位"})


def record_of(fields: Mapping[str, str], form: str) -> Leaf | None:
    """Give the figure of a record with a row or cell path and a value; None where these fields are no record."""
    named = {name.strip().casefold(): value for name, value in fields.items()}
    path, value = _first(named, PATH_FIELDS), _first(named, VALUE_FIELDS)
    if value is None:
        return None
    if path and (found := labels_of([path], form)):
        return Leaf(found, value)
    row, group = _first(named, ROW_FIELDS), _first(named, GROUP_FIELDS)
    if not row and not group:
        return None
    labels = (_first(named, TABLE_FIELDS), group, row, _first(named, COLUMN_FIELDS))
    unit = _first(named, UNIT_FIELDS) if piece_kind(value) is Piece.FIGURE else None
    has_unit = normalised(value).endswith(normalised(unit or ""))
    return Leaf(tuple(filter(None, labels)), value if has_unit else f"{value}{unit}")


def _first(named: Mapping[str, str], names: frozenset[str]) -> str | None:
    return next((value for name, value in named.items() if name in names), None)


def row_of(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Give the labels of a record that holds a whole row, one figure a column; () where it names no row of a form."""
    rows = [
        text
        for name, text in fields.items()
        if normalised(text) in row_labels() and name.strip().casefold() not in GROUP_FIELDS
    ]
    if len(rows) != 1:
        return ()
    groups = (text for text in fields.values() if piece_kind(text) is Piece.TEXT and text != rows[0])
    return (*groups, rows[0])


def sheet_of(rows: Sequence[Sequence[str]]) -> Sheet:
    """Give a saved grid: cells in their places, no spans."""
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
