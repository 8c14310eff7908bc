"""Which row of the form do these words name? Exact spelling decides; pieces before and after may be joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ingest.forms import Block, Form, Row, Table, forms
from ingest.labels import normalised, spellings, without_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.stream import Word

MOST_BEFORE = 8  # pieces of a wrapped label on or above the line of its figures
MOST_AFTER = 5  # pieces of it below that line
LONGEST_GROUP = 16  # characters of a group heading in front of a row label
SHORTEST_GLUED = 3
SHORTEST_END = 3
BEGINS_ROW = re.compile(r"\d\.|\([一二六七]\)")


@dataclass(frozen=True, slots=True)
class RowOption:
    """A row of one form that a label can name."""

    form: Form
    table: Table
    block: Block
    row: Row
    order: int  # of the row in its table


@dataclass(frozen=True, slots=True)
class Match:
    """The rows that a label names, and how many of the words before and after it took."""

    options: tuple[RowOption, ...]
    label: str
    before: int
    after: int


@cache
def row_labels() -> dict[str, tuple[RowOption, ...]]:
    """Give every normalised row label of every form with the rows that it can name."""
    found: dict[str, tuple[RowOption, ...]] = {}
    for form in forms():
        for table in form.tables:
            order = 0
            for block in table.blocks:
                for row in block.rows:
                    order += 1
                    option = RowOption(form, table, block, row, order)
                    for key in dict.fromkeys(each for label in row.labels for each in spellings(label)):
                        found[key] = (*found.get(key, ()), option)
    return found


@cache
def label_ends() -> frozenset[str]:
    """Give every normalised row label and its ends, which are the last pieces of wrapped labels."""
    return frozenset(
        [*row_labels(), *(key[start:] for key in row_labels() for start in range(1, len(key) - SHORTEST_END + 1))]
    )


@cache
def numberless_labels() -> dict[str, tuple[RowOption, ...]]:
    """Give the labels of table three without their numbers; only to be used in strict succession of rows."""
    found: dict[str, tuple[RowOption, ...]] = {}
    for key, options in row_labels().items():
        short = without_number(key)
        if short != key and options[0].table.id == "three":
            found[short] = (*found.get(short, ()), *options)
    return found


@cache
def group_keys() -> tuple[str, ...]:
    """Give the normalised group headings, pieces of which stand between the rows: (四)无 / 法提供."""
    return tuple(
        {
            normalised(label)
            for form in forms()
            for table in form.tables
            for block in table.blocks
            for group in block.groups
            for label in group.labels
        }
    )


@cache
def heading_keys() -> frozenset[str]:
    """Give the normalised column and block headings, and the words of the form that carry no figure."""
    return frozenset(
        normalised(label)
        for form in forms()
        for table in form.tables
        for label in (
            *table.ignored,
            *(heading for block in table.blocks for heading in block.headings),
            *(spelling for block in table.blocks for column in block.columns for spelling in column.labels),
        )
    )


@lru_cache(maxsize=65536)
def is_group_piece(key: str) -> bool:
    """Tell whether the words are a group heading or a piece of one (also several pieces run together)."""
    return bool(key) and any(key in heading or _glued(key, heading) for heading in group_keys())


def _glued(key: str, heading: str) -> bool:
    """三、本年度办理结果 runs vertically beside （三）不予公开: both may come out as one run of characters."""
    return heading.startswith("三.") and len(key) > 1 and key.endswith(heading[-2:]) and key[:-2] in heading


def match_row(before: Sequence[Word], after: Sequence[Word]) -> Match | None:
    """Find the row whose label the last words before the figures spell, with pieces below the figures if needed.

    The last word before the figures is always part of the label, so that a lost label is never replaced by the
    heading above it; nor by the heading beside it, which covers several rows. Pieces of group headings are skipped
    only where the words do not match with them.
    """
    near = list(before[-MOST_BEFORE:])
    below = list(after[:MOST_AFTER])
    found = _spelled(near, below, near, below)
    if found is None and any(is_group_piece(word.key) for word in (*near, *below)):
        front = [word for word in near if not is_group_piece(word.key)]
        found = _spelled(front, [word for word in below if not is_group_piece(word.key)], near, below)
    found = found or _glued_match(near, below)
    return None if found and _is_heading(found, near[len(near) - found.before :]) else found


def _is_heading(found: Match, words: Sequence[Word]) -> bool:
    """Tell a group heading over several rows, whose first label is lost, from the one row that would replace them."""
    return any(word.rowspan > 1 for word in words) and any(option.row.instead_of for option in found.options)


def _spelled(front: list[Word], tail: list[Word], near: list[Word], below: list[Word]) -> Match | None:
    """Join the last words before the figures with the first ones below them until they spell a label."""
    labels, longest = row_labels(), _longest_label()
    rest = ""
    for taken_after in range(len(tail) + 1):
        rest += tail[taken_after - 1].key if taken_after else ""
        joined = rest
        for taken_before in range(1, len(front) + 1):
            joined = front[-taken_before].key + joined
            if len(joined) > longest:
                break
            if options := labels.get(joined):
                used = near.index(front[-taken_before])
                last = below.index(tail[taken_after - 1]) + 1 if taken_after else 0
                return Match(options, joined, len(near) - used, last)
    return None


@cache
def _longest_label() -> int:
    return max(map(len, row_labels()))


def _glued_match(near: list[Word], below: list[Word]) -> Match | None:
    """Match where a group heading and its row share a piece: (四)无1.本机关不掌握相关政府信息, or its first half."""
    keys = [behind_group(word.key) for word in near]
    if keys == [word.key for word in near]:
        return None
    front = [replace(word, key=key) for word, key in zip(near, keys, strict=True)]
    found = _spelled(front, below, front, below)
    return found if found and len(found.label) > SHORTEST_GLUED else None


@lru_cache(maxsize=65536)
def behind_group(key: str) -> str:
    """Give what stands behind a group heading (or a piece of one) that begins these words; else the words."""
    for start in range(1, min(len(key), LONGEST_GROUP)):
        if key[start - 1] != "(" and BEGINS_ROW.match(key, start) and is_group_piece(key[:start]):
            return key[start:]
    return key
