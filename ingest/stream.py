"""Blocks to records: the words that stand before a run of figures, and the figures themselves.

Every layout that real reports come in reduces to this one stream. What differs is how far a blank can be
trusted, and that is kept with each record as its layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.match import MOST_AFTER, behind_group, heading_keys, label_ends, row_labels
from ingest.model import Block, Grid, Place, Prose
from ingest.numbers import HAN, Piece, piece_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = re.compile(r"[ \u3000\xa0]{2,}|\t+")
PAGE_NUMBER = re.compile(
    r"[-–—―－·]\s*\d{1,4}\s*[-–—―－·]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,3}\s+/\s+\d{1,3}"
)
SENTENCE = re.compile(r"[。；;!！?？]")
FIGURES_ONLY = re.compile(r"\s*[\d０-９][\d０-９,，.\s]*")
GLUED = re.compile(r"(.*[\u3400-\u9fff)）”\"])([+-]?[\d０-９][^\u3400-\u9fff]*)")
WIDTHS = frozenset({1, 2, 3, 7})  # of the rows of the form; one figure more is a mark beside the label
FRAGMENT = re.compile(r"[)）\]】」』》”’\"']+")  # the end of a label that a line break cut off
ONE_CELL_SHARE = 0.8  # of the lines that hold nothing but figures
WIDEST_PROSE = 60  # characters; a longer line with figures at its end is a sentence, not a row


class Layout(StrEnum):
    """How figures were separated, and so whether an empty cell leaves a trace."""

    EXACT = "exact"  # grid columns are known
    EVEN = "even"  # bars close every row and all rows are equally wide: no separator is missing
    CELLS = "cells"  # separators are printed, blanks leave a trace, outer ones may be lost
    LINES = "lines"  # one cell a line: blanks leave no trace
    SPACED = "spaced"  # figures on one line between blanks: empty cells leave no trace


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """One printed cell or piece of a line; `key` is its normalised text."""

    text: str
    kind: Piece
    place: Place
    column: int = -1
    key: str = ""
    is_exact: bool = False  # `column` is a real column of a grid
    rowspan: int = 1  # rows that its cell covers
    lead: str = ""  # what stands before it on its line of text


@dataclass(frozen=True, slots=True)
class Record:
    """The words since the last figures, and a run of figures (blanks and doubtful ones included)."""

    heads: tuple[Word, ...]
    figures: tuple[Word, ...]
    layout: Layout
    table: int = 0  # number of the grid, 0 in prose
    is_last: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing but blanks stands in the figures."""
        return all(word.kind is Piece.BLANK for word in self.figures)

    @property
    def heads_above(self) -> tuple[Word, ...]:
        """Give the first heads, before the row or line of the figures: they may end the label of the figures before."""
        return tuple(takewhile(lambda word: not self.is_beside(word), self.heads[:MOST_AFTER]))

    def is_beside(self, word: Word) -> bool:
        """Tell whether a word stands in the row or on the line of the figures."""
        if not self.figures:
            return False
        place, there = word.place, self.figures[0].place
        if place.row is None and place.table is not None:  # a stream of cells has no rows
            return place.table == there.table
        return (place.page, place.line, place.table, place.row) == (there.page, there.line, there.table, there.row)


def records(blocks: Sequence[Block]) -> list[Record]:
    """Give the records of a document in reading order; the last one may hold words alone."""
    collected = list(_records(blocks))
    if collected:
        collected[-1] = replace(collected[-1], is_last=True)
    return collected


def is_deduplicated(stream: Sequence[Record]) -> bool:
    """Tell whether lines that occurred before were dropped: one 信息内容 for several blocks, one cell a line."""
    if any(record.layout is not Layout.LINES for record in stream if record.figures):
        return False
    words = [word.key for record in stream for word in record.heads]
    blocks = sum(word.startswith("第二十条第") and word.endswith("项") for word in words)
    return blocks > 1 and words.count("信息内容") <= 1


def _records(blocks: Sequence[Block]) -> Iterator[Record]:
    heads: list[Word] = []
    lines: list[Word] = []  # figures that stand one a line
    one_a_line = _one_cell_a_line(blocks)
    for number, block in enumerate(blocks, start=1):
        runs = _grid_runs(block) if isinstance(block, Grid) else _line_runs(block, one_a_line=one_a_line)
        for words, figures, layout in runs:
            if layout is Layout.LINES and not words:
                lines.extend(figures)
                continue
            if lines:
                yield Record(tuple(heads), tuple(lines), Layout.LINES)
                heads, lines = [], []
            heads.extend(words)
            if layout is Layout.LINES:
                lines.extend(figures)
            elif figures:
                yield Record(tuple(heads), tuple(figures), layout, number if isinstance(block, Grid) else 0)
                heads = []
    if heads or lines:
        yield Record(tuple(heads), tuple(lines), Layout.LINES)


def _one_cell_a_line(blocks: Sequence[Block]) -> bool:
    """Tell the layout of one cell a line by its many lines with a single figure."""
    sizes = [
        len(block.text.split()) for block in blocks if isinstance(block, Prose) and FIGURES_ONLY.fullmatch(block.text)
    ]
    return sizes.count(1) > len(sizes) * ONE_CELL_SHARE


Run = tuple[list[Word], list[Word], Layout]


def _word(
    text: str, place: Place, column: int = -1, *, in_grid: bool = False, rowspan: int = 1, lead: str = ""
) -> Word:
    kind, key = _seen(text)
    return Word(text, kind, place, column, key, in_grid and kind is Piece.TEXT, rowspan, lead)


@lru_cache(maxsize=65536)
def _seen(text: str) -> tuple[Piece, str]:
    kind = piece_kind(text)
    return kind, "" if kind is Piece.BLANK else normalised(text)


def _line_runs(line: Prose, *, one_a_line: bool) -> tuple[Run, ...]:
    """Read one line: a cell of its own, or words with figures behind them.

    Where cells stand one a line, two figures on a line are one cell that cannot be read.
    """
    text = line.text.strip()
    if _is_sentence(text):
        return ((_words(text, line), [], Layout.LINES),)
    text = _apart(text)
    if PAGE_NUMBER.fullmatch(text):
        return ()
    kind = Piece.TEXT if FRAGMENT.fullmatch(text) else piece_kind(text)
    tokens = text.split()
    if kind is not Piece.TEXT and (len(tokens) == 1 or (one_a_line and not HAN.search(text))):
        return (([], [_word(text, line.place)], Layout.LINES),)
    size = len(tokens)
    while size and _may_be_figure(tokens[size - 1]):
        size -= 1
    front = text if size == len(tokens) else _front(text, len(tokens) - size)
    if size == len(tokens) or SENTENCE.search(front) or len(front) > WIDEST_PROSE + 40:
        return ((_words(text, line), [], Layout.LINES),)
    leads = _leads(tokens[size:], front, line.text)
    figures = [_word(token, line.place, lead=lead) for token, lead in zip(tokens[size:], leads, strict=True)]
    return ((_words(front, line), figures, Layout.SPACED),)


def _is_sentence(text: str) -> bool:
    """Tell a line that ends in a word and a full stop, and so in no figure."""
    return text.endswith("。") and _ends_in_word(text[-2:-1])


def _ends_in_word(text: str) -> bool:
    return "\u3400" <= text[-1:] <= "\u9fff"


def _words(front: str, line: Prose) -> list[Word]:
    """Give the pieces between wide blanks of what stands in front of the figures of a line."""
    if front and front == line.text and not GAP.search(front):
        return [Word(front, Piece.TEXT, line.place, -1, normalised(front))]
    return [
        Word(part.strip(), Piece.TEXT, line.place, -1, normalised(part.strip()), lead=lead)
        for lead, part in _parted(front, line.text)
    ]


def _apart(text: str) -> str:
    """Give the line with a blank between a row label (or its last piece) and a figure printed against it: 规章0 0 0."""
    glued = None if _ends_in_word(text) else GLUED.fullmatch(text)
    if glued is None or len(glued[2].split()) not in WIDTHS:
        return text
    return f"{glued[1]} {glued[2]}" if behind_group(normalised(glued[1])) in label_ends() else text


def _parted(front: str, line: str) -> Iterator[tuple[str, str]]:
    """Give the pieces between wide blanks, each with what stands before it on the line."""
    begin = line.find(front)
    for part in GAP.split(front):
        if part.strip():
            begin = line.find(part, begin)
            yield line[:begin], part
            begin += len(part)


def _leads(figures: Sequence[str], front: str, line: str) -> Iterator[str]:
    """Give what stands before each figure on its line."""
    begin = line.find(front) + len(front)
    for text in figures:
        begin = line.find(text, begin)
        yield line[:begin]
        begin += len(text)


def _may_be_figure(token: str) -> bool:
    """Tell a figure, a mark for a blank, or a damaged figure without any character beside it (1O)."""
    kind = Piece.TEXT if FRAGMENT.fullmatch(token) else piece_kind(token)
    return kind in (Piece.FIGURE, Piece.BLANK) or (kind is Piece.DOUBTFUL and not HAN.search(token))


def _front(text: str, figures: int) -> str:
    return text.rsplit(maxsplit=figures)[0] if len(text.split()) > figures else ""


def _grid_runs(grid: Grid) -> Iterator[Run]:
    layout = Layout.EXACT if grid.exact else Layout.EVEN if grid.even else Layout.CELLS
    in_grid = grid.exact or grid.even
    for row in grid.rows:
        words = [_word(cell.text, cell.place, cell.column, in_grid=in_grid, rowspan=cell.rowspan) for cell in row]
        if not words:
            continue
        texts = [index for index, word in enumerate(words) if word.kind is Piece.TEXT]
        if len(grid.rows) > 1 and len(texts) > 1:
            words = _behind_label(words, texts)
            texts = [index for index, word in enumerate(words) if word.kind is Piece.TEXT]
        if not texts:
            yield from _bare_row(words, layout)
        elif any(word.kind is Piece.FIGURE for word in words[texts[0] : texts[-1]]) or len(grid.rows) == 1:
            yield from _pairs(words[texts[0] :], layout)
        else:
            pieces = [piece for index in texts for piece in _pieces(words[index])]
            yield pieces, words[texts[-1] + 1 :], layout


def _behind_label(words: list[Word], texts: Sequence[int]) -> list[Word]:
    """Take words behind the last row label of a row for figures that cannot be read (=HYPERLINK(…), 见附件)."""
    labels = [index for index in texts if words[index].key in row_labels()]
    if not labels or labels[-1] == texts[-1] or any(words[index].key in heading_keys() for index in texts):
        return words
    behind = labels[-1] + 1
    if any(word.kind is Piece.FIGURE for word in words[texts[-1] + 1 :]):  # the words rather belong to the label
        return words
    doubtful = [replace(w, kind=Piece.DOUBTFUL) if w.kind is Piece.TEXT else w for w in words[behind:]]
    return words[:behind] + doubtful


def _bare_row(words: list[Word], layout: Layout) -> Iterator[Run]:
    """A row without a label: its figures belong to the words above, a row of few blanks to nothing."""
    if any(word.kind is not Piece.BLANK for word in words) or len(words) >= 5:  # noqa: PLR2004 - a spacer has fewer
        yield [], words, layout


def _pairs(words: list[Word], layout: Layout) -> Iterator[Run]:
    """Read cells whose rows are not known: words, then the figures up to the next words."""
    heads: list[Word] = []
    figures: list[Word] = []
    for word in words:
        if word.kind is Piece.TEXT:
            if figures:
                yield heads, figures, layout
                heads, figures = [], []
            heads.extend(_pieces(word))
        else:
            figures.append(word)
    yield heads, figures, layout


def _pieces(word: Word) -> list[Word]:
    """Split a cell at its line breaks, since a group heading and a row label may share it."""
    if "\n" not in word.text:
        return [word]
    parts = [part.strip() for part in word.text.split("\n") if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004 - nothing to split
        return [word]
    return [replace(word, text=part, key=normalised(part)) for part in parts]
