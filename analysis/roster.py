"""Organs by what people call them: found while somebody types, or taken from a list that somebody pastes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    import polars as pl

CANDIDATES: Final = 5
"""Organs that are offered for a word that names none, or several."""

_ALIKE_PCT: Final = 60
_SEPARATORS: Final = re.compile(r"[\n\r\t,，、;；]+")
_OFFICE: Final = re.compile(r"(?<=.)(人民政府|政府)$")
"""A government goes by the name of its division; nothing else about a name may be left out."""


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A word of a list that names no organ, or several: it is told, never guessed."""

    word: str
    ambiguous: bool
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list means: ids in the order of the list, each once; how often one came again; and what is not clear."""

    ids: tuple[str, ...]
    repeated: int
    puzzles: tuple[Puzzle, ...]


def words_of(text: str) -> list[str]:
    r"""Give the words of a list, one a line or separated by commas of either width, 、 ; or tabs.

    >>> words_of("甲木区，乙木县、 丙火区\n\n110101\t市教育局")
    ['甲木区', '乙木县', '丙火区', '110101', '市教育局']
    """
    return [word.strip() for word in _SEPARATORS.split(text) if word.strip()]


def listed(organs: pl.DataFrame, text: str) -> Listed:
    """Give the organs that a pasted list of names, short names, codes or ids means.

    A word means an organ where it is its name, short name, code or id in full; widths, blanks and 人民政府
    at the end do not matter. Everything else is a puzzle with the organs that it may mean.

    Args:
        organs: ORGANS.
        text: see `words_of`.
    """
    called = _called(organs)
    found: list[str] = []
    puzzles: list[Puzzle] = []
    for word in dict.fromkeys(words_of(text)):
        meant = called.get(_plain(word), ())
        if len(meant) == 1:
            found += meant
        else:
            puzzles.append(Puzzle(word, bool(meant), meant[:CANDIDATES] or _like(organs, word)))
    ids = tuple(dict.fromkeys(found))
    return Listed(ids, len(words_of(text)) - len(ids) - len(puzzles), tuple(puzzles))


def search(organs: pl.DataFrame, text: str, limit: int) -> tuple[list[str], int]:
    """Give the organs whose name, short name or code holds a text, the nearest first, at most `limit`; and how many do.

    Names that are the text come first, then those that begin with it, then the shorter ones.

    Args:
        organs: ORGANS.
        text: as typed; nothing is found for ''.
        limit: most organs to give.
    """
    sought = _plain(text)
    if not sought:
        return [], 0
    held: dict[str, tuple[int, int, str]] = {}
    for organ_id, key in _keys(organs):
        if sought in key:
            rank = (0 if key == sought else 1 if key.startswith(sought) else 2, len(key), key)
            held[organ_id] = min(rank, held.get(organ_id, rank))
    return sorted(held, key=held.__getitem__)[:limit], len(held)


def _like(organs: pl.DataFrame, word: str) -> tuple[str, ...]:
    within, _ = search(organs, word, CANDIDATES)
    if within:
        return tuple(within)
    names = dict(organs.select("organ_id", "name").iter_rows())
    near = process.extract(word, names, scorer=fuzz.WRatio, limit=CANDIDATES, score_cutoff=_ALIKE_PCT)
    return tuple(organ_id for _, _, organ_id in near)


def _called(organs: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    called: defaultdict[str, list[str]] = defaultdict(list)
    for organ_id, key in _keys(organs):
        if organ_id not in called[key]:
            called[key].append(organ_id)
    return {key: tuple(organ_ids) for key, organ_ids in called.items()}


def _keys(organs: pl.DataFrame) -> list[tuple[str, str]]:
    rows = organs.select("organ_id", "name", "short_name", "adcode")
    return [(row[0], _plain(text)) for row in rows.iter_rows() for text in row if text]


def _plain(text: str) -> str:
    return _OFFICE.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold())
