"""Figures that name their labels to rows under the headings of the form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.columns import column_spellings
from ingest.forms import Column, forms
from ingest.labels import normalised
from ingest.match import row_labels
from ingest.model import NOT_GIVEN, Block, Finding, Grid, GridCell, Outcome, Place, Prose, Severity
from ingest.numbers import Piece, piece_kind
from ingest.readers.labelled_paths import DISPUTES
from ingest.readers.rows import Sheet, sheet_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.match import RowOption

UNIT = re.compile(r"\(?单位[::]?[^()]*\)?$")
# Headings over the figures of table four, and the first part of the column ids below them.
PREFIXES = {heading: prefix for prefix, heading in DISPUTES.items()}
# The titles of the sections of running text; data may leave their numbers out.
SECTIONS = (
    ("总体情况", "一、总体情况"),
    ("主要问题", "五、存在的主要问题及改进情况"),
    ("其他需要报告", "六、其他需要报告的事项"),
)
LONGEST_TITLE = 40
ORGAN_FIELDS = frozenset({"organ", "org", "单位", "单位名称", "机关", "部门"})
YEAR_FIELDS = frozenset({"year", "年度", "年份", "报告年度"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value with the labels that it stands under, from outside in."""

    path: tuple[str, ...]
    text: str


@dataclass(slots=True)
class LabelledRow:
    """Figures of one row: its printed label, the rows of the forms it can be, each figure with its heading."""

    label: str
    options: tuple[RowOption, ...]
    headings: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    def columns(self) -> tuple[Column, ...]:
        """Give the columns of the form's block that holds all headings and the fewest others; () where none does."""
        blocks = [option.block.columns for option in self.options if self._placed(option.block.columns)]
        return min(blocks, key=len, default=())

    def _placed(self, columns: Sequence[Column]) -> bool:
        at = [_position(heading, columns) for heading in self.headings]
        return None not in at and len(set(at)) == len(at)

    def in_order(self, columns: Sequence[Column]) -> list[tuple[str, str]]:
        """Give heading and figure for each column of the form, in its order; what is not there is `NOT_GIVEN`."""
        given = {_position(heading, columns): index for index, heading in enumerate(self.headings)}
        return [
            (self.headings[given[at]], self.figures[given[at]]) if at in given else (column.labels[0], NOT_GIVEN)
            for at, column in enumerate(columns)
        ]


def labelled_blocks(pieces: Sequence[Leaf | Sheet | Prose]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Give blocks in printed order, and a finding for each figure beside them whose row and column are on no form."""
    blocks: list[Block] = []
    homeless: list[Leaf] = []
    for kind, members in groupby(pieces, key=type):
        part = list(members)
        if kind is Leaf:
            leaves = [leaf for leaf in part if isinstance(leaf, Leaf)]
            blocks += _titles(leaves)
            blocks += _row_grids(leaves, homeless)
            blocks += _dispute_grids(leaves)
        else:
            blocks += sheet_blocks([sheet for sheet in part if isinstance(sheet, Sheet)])
            blocks += [piece for piece in part if isinstance(piece, Prose)]
    shown = {block.text for block in blocks if isinstance(block, Prose)}
    blocks += (block for block in _texts(homeless) if block.text not in shown)
    has_tables = any(isinstance(block, Grid) for block in blocks)
    doubtful = [leaf for leaf in homeless if piece_kind(leaf.text) in (Piece.FIGURE, Piece.DOUBTFUL)]
    return _counted(blocks), tuple(map(_unplaced, doubtful)) if has_tables else ()


def _titles(leaves: Sequence[Leaf]) -> list[Prose]:
    """Give the labels that name a report: all that identifies it stands before its figures.

    Where none does, but one field holds the organ and another one the year, they make the title.
    """
    titles = dict.fromkeys(label for leaf in leaves for label in leaf.path if "信息公开" in normalised(label))
    texts = [leaf.text for leaf in leaves if "信息公开" in leaf.text]
    organ, year = (_only(leaves, names) for names in (ORGAN_FIELDS, YEAR_FIELDS))
    if organ and year and not titles and not texts:
        titles = dict.fromkeys([f"{organ}{year.removesuffix('年')}年政府信息公开工作年度报告"])
    return [Prose(title, Place()) for title in titles]


def _only(leaves: Sequence[Leaf], names: frozenset[str]) -> str:
    """Give the one text of the fields with these names, '' where there is none or another one beside it."""
    found = {leaf.text for leaf in leaves if leaf.path and leaf.path[-1].strip().casefold() in names}
    return found.pop() if len(found) == 1 else ""


def _texts(leaves: Sequence[Leaf]) -> Iterator[Prose]:
    """Give what has no place in a table, behind the titles of the sections that the labels name."""
    before = ""
    for section, leaf in sorted(((_section(leaf), leaf) for leaf in leaves), key=lambda each: each[0] != ""):
        if section not in ("", before):
            yield Prose(section, Place())
        before = section
        yield from _prose(leaf)


def _section(leaf: Leaf) -> str:
    labels = [normalised(label) for label in leaf.path if len(label) < LONGEST_TITLE]
    return next((title for words, title in SECTIONS for label in labels if words in label), "")


def is_placed(leaf: Leaf) -> bool:
    """Tell whether the labels of a figure name a cell of a form."""
    return _split(leaf) is not None or _dispute_column(leaf) is not None


def _prose(leaf: Leaf) -> Iterator[Prose]:
    lines = [line.strip() for line in leaf.text.splitlines() if line.strip()]
    if piece_kind(leaf.text) is Piece.TEXT:
        yield from (Prose(line, Place()) for line in lines)
    elif lines:
        yield Prose(f"{leaf.path[-1] if leaf.path else ''}：{'、'.join(lines)}", Place())


def _row_grids(leaves: Sequence[Leaf], homeless: list[Leaf]) -> Iterator[Grid]:
    """Give a grid for neighbouring rows with the same columns; figures that find no row go to the homeless."""
    rows: dict[tuple[object, ...], LabelledRow] = {}
    for leaf in leaves:
        split = _split(leaf)
        if split is None:
            if _dispute_column(leaf) is None:
                homeless.append(leaf)
            continue
        row_at, column_at = split
        identity: tuple[object, ...] = (*leaf.path[: min(split)], leaf.path[row_at])
        while identity in rows and leaf.path[column_at] in rows[identity].headings:
            identity = (*identity, "again")  # two figures under the same labels: both are given, and will disagree
        label = leaf.path[row_at]
        row = rows.setdefault(identity, LabelledRow(label, row_labels()[normalised(label)]))
        row.headings.append(leaf.path[column_at])
        row.figures.append(leaf.text)
    for columns, members in groupby(rows.values(), key=LabelledRow.columns):
        part = list(members)
        if columns:
            yield from _grids(part, columns)
        else:
            homeless += [
                Leaf((row.label, h), f) for row in part for h, f in zip(row.headings, row.figures, strict=True)
            ]


def _split(leaf: Leaf) -> tuple[int, int] | None:
    """Find the labels of row and column, the innermost ones first; mostly the column is within the row."""
    keys = [normalised(label) for label in leaf.path]
    for row_at in reversed(range(len(keys))):
        options = row_labels().get(keys[row_at], ())
        for column_at in reversed(range(len(keys))):
            if column_at != row_at and any(
                _position(leaf.path[column_at], option.block.columns) is not None for option in options
            ):
                return row_at, column_at
    return None


@cache
def _position(heading: str, columns: tuple[Column, ...]) -> int | None:
    """Give the number of the only column that a heading names (本年新 could be two); its unit does not count."""
    key = UNIT.sub("", normalised(heading))
    named = [at for at, column in enumerate(columns) if key in column_spellings(column)]
    return named[0] if len(named) == 1 else None


def _grids(rows: Sequence[LabelledRow], columns: Sequence[Column]) -> Iterator[Grid]:
    """Give rows under their headings, a new grid wherever the printed headings change."""
    table = [(row.label, row.in_order(columns)) for row in rows]
    for headings, members in groupby(table, key=lambda row: tuple(heading for heading, _ in row[1])):
        lines = [["信息内容", *headings], *([label, *(text for _, text in cells)] for label, cells in members)]
        yield _grid(lines)


def _dispute_column(leaf: Leaf) -> str | None:
    """Give the id of the column of table four that the labels of a figure name."""
    keys = [normalised(label) for label in leaf.path]
    prefix = next((PREFIXES[key] for key in reversed(keys) if key in PREFIXES), None)
    if prefix is None:
        return None
    columns = forms()[-1].table("four").blocks[0].columns
    own = [column for column in columns if column.id.startswith(f"{prefix}.")]
    return next((column.id for column in own if keys[-1] in column_spellings(column)), None)


def _dispute_grids(leaves: Sequence[Leaf]) -> Iterator[Grid]:
    """Give table four as it is printed: headings over fifteen figures in one row."""
    columns = forms()[-1].table("four").blocks[0].columns
    rows: list[dict[str, str]] = []
    for leaf in leaves:
        if column := _dispute_column(leaf):
            row = next((row for row in rows if column not in row), None)
            if row is None:
                rows.append(row := {})
            row[column] = leaf.text
    for row in rows:
        figures = [row.get(column.id, NOT_GIVEN) for column in columns]
        yield _grid([list(PREFIXES), [column.labels[0] for column in columns], figures])


def _grid(lines: Sequence[Sequence[str]]) -> Grid:
    rows = tuple(
        tuple(GridCell(text, Place(row=number, column=at), at - 1) for at, text in enumerate(line, start=1))
        for number, line in enumerate(lines, start=1)
    )
    return Grid(rows, Place(), exact=True)


def _counted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Number the tables and the lines in printed order."""
    counted: list[Block] = []
    tables = 0
    for line, block in enumerate(blocks, start=1):
        if isinstance(block, Prose):
            counted.append(replace(block, place=replace(block.place, line=line)))
            continue
        tables += 1
        rows = tuple(tuple(replace(c, place=replace(c.place, table=tables)) for c in row) for row in block.rows)
        counted.append(replace(block, rows=rows, place=replace(block.place, table=tables)))
    return tuple(counted)


def _unplaced(leaf: Leaf) -> Finding:
    quote = f"{' / '.join(leaf.path[-3:])}：{leaf.text}"
    return Finding(
        "layout.unplaced",
        Severity.WARNING,
        f"有数字无法确定属于哪一行哪一列，未采用：“{quote}”",
        f"A figure whose row and column cannot be told was left out: “{quote}”",
        Outcome.CANNOT_CHECK,
        quote=quote,
    )
