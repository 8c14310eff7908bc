"""What the headings of a grid tell of its columns: which is which, which stands aside, which is printed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.columns import ASIDE, TORN, column_spellings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.forms import Column
    from ingest.stream import Word


def headed(words: Sequence[Word], columns: Sequence[Column], table: int | None) -> dict[int, int]:
    """Give grid column -> index of the form's column as the headings of this grid tell it; {} where one is missing.

    A heading beside the last column of the form marks a column that is none of its own (`ASIDE`); one that stands lower
    divides that column, and nothing is known.
    """
    cells: dict[tuple[int, int], str] = {}  # (row, column) -> text, its lines joined
    for word in words:
        if word.is_exact and word.place.table == table:
            at = (word.place.row or 0, word.column)
            cells[at] = cells.get(at, "") + word.key
    found = {
        at: (index, row)
        for (row, at), key in cells.items()
        for index, column in enumerate(columns)
        if key in column_spellings(column)
    }
    if sorted(index for index, _ in found.values()) != list(range(len(columns))):
        return {}
    last = max(found)
    if any(at > last and row > found[last][1] for row, at in cells):
        return {TORN: TORN}
    beside = {at: ASIDE for _, at in cells if at > last}
    return {at: index for at, (index, _) in found.items()} | beside


def is_ragged(figures: Sequence[Word], learned: Mapping[int, int], known: Mapping[int, int]) -> bool:
    """Tell whether a row has a cell more or fewer than its grid is known to have: only its sum proves its columns."""
    if TORN in known or not known:
        return False
    beside = [column for column, index in known.items() if index == ASIDE]
    stops_short = bool(beside) and figures[-1].column < min(beside)
    return stops_short or (bool(learned) and figures[-1].column > max(known))


def without_repeats(figures: Sequence[Word], headings: Sequence[Word]) -> list[Word]:
    """Give figures once where an export repeats merged cells: one heading over neighbours that show the same."""
    over = headings[-len(figures) :]
    if len(over) != len(figures):
        return list(figures)
    return [
        word
        for index, word in enumerate(figures)
        if index == 0 or over[index].key != over[index - 1].key or word.text != figures[index - 1].text
    ]
