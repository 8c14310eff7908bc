"""Labels that were damaged in print or in extraction: the nearest row, where no other row comes near."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ingest.labels import ITEM
from ingest.match import Match, RowOption, behind_group, heading_keys, is_group_piece, numberless_labels, row_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.stream import Word

SHORTEST = 6  # characters; below that one damaged character may make another label
SHARE = 4  # one damaged character in so many may pass
MOST_WRONG = 5
LEAD = 3  # so many more characters must every other row be away
MOST_BEFORE = 4
MOST_AFTER = 3


def damaged_row(before: Sequence[Word], after: Sequence[Word], last_order: int) -> Match | None:
    """Find the row of table three that a damaged label means, or None where that is not beyond doubt.

    Args:
        before: the words before the figures; the last one always is part of the label.
        after: the words below the figures.
        last_order: the order of the last row that was recognised. A damaged label is accepted only behind it, one
            without its number only directly behind it.
    """
    near = [word for word in before[-MOST_BEFORE:] if not is_group_piece(word.key)]
    if before and before[-1].key in numberless_labels() and is_group_piece(before[-1].key):
        # 其他 is a row, a piece of （六）其他处理 and, behind another one, the heading of a column.
        near = [before[-1]] if len(before) == 1 or before[-2].key not in heading_keys() else []
    if not near or near[-1] is not before[-1]:
        return None
    near = [replace(word, key=behind_group(word.key)) for word in near]
    # A piece that begins with a number begins the next label.
    below = list(takewhile(lambda word: not ITEM.match(word.key), after[:MOST_AFTER]))
    below = [word for word in below if not is_group_piece(word.key)]
    joined = {
        "".join(word.key for word in [*near[len(near) - front :], *below[:back]]): (front, back)
        for back in range(len(below) + 1)
        for front in range(1, len(near) + 1)
    }
    for text, (front, back) in joined.items():
        options = _succeeding(numberless_labels().get(text, ()), last_order)
        if options:
            return Match(options, text, front, back)
    return None if near[-1].key in heading_keys() else _nearest(joined, below, last_order)


def _succeeding(options: tuple[RowOption, ...], last_order: int) -> tuple[RowOption, ...]:
    """Keep the rows that may stand directly behind the last one: the next, or one that replaces the next ones."""
    return tuple(
        option
        for option in options
        if last_order > 0 and (option.order == last_order + 1 or (option.row.instead_of and option.order > last_order))
    )


def _nearest(joined: dict[str, tuple[int, int]], below: Sequence[Word], last_order: int) -> Match | None:
    best: tuple[int, str, str] | None = None
    for text in joined:
        if len(text) < SHORTEST:
            continue
        number = ITEM.match(text)
        for label in _labels_of_three():
            own = ITEM.match(label)
            if number and own and number[0] != own[0]:
                continue
            allowed = min(len(label) // SHARE, MOST_WRONG)
            distance = Levenshtein.distance(text, label, score_cutoff=allowed)
            if distance <= allowed and (best is None or distance < best[0]):
                best = (distance, text, label)
    if best is None or _is_contested(best) or _is_own_label(below[: joined[best[1]][1]], best[2]):
        return None
    options = tuple(option for option in row_labels()[best[2]] if option.order > last_order)
    return Match(options, best[2], *joined[best[1]]) if options else None


def _is_own_label(below: Sequence[Word], label: str) -> bool:
    """Tell whether the words below come near the label without those before: they then have figures of their own."""
    text = "".join(word.key for word in below)
    allowed = min(len(label) // SHARE, MOST_WRONG)
    return Levenshtein.distance(text, label, score_cutoff=allowed) <= allowed


def _is_contested(best: tuple[int, str, str]) -> bool:
    distance, text, label = best
    row = row_labels()[label][0].row.id
    others = (each for each in _labels_of_three() if row_labels()[each][0].row.id != row)
    return any(Levenshtein.distance(text, other, score_cutoff=distance + LEAD) < distance + LEAD for other in others)


@cache
def _labels_of_three() -> tuple[str, ...]:
    return tuple(
        label for label, options in row_labels().items() if options[0].table.id == "three" and len(label) >= SHORTEST
    )
