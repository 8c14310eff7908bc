"""Who can be chosen together: groups by level and by superior, and a sensible first choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from analysis.series import labels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import polars as pl

    from analysis.ask import Context

ALL: Final = "@all"
UNDER: Final = "@under:"
NOBODY: Final = "-"
"""An empty choice in the address: it is not the default."""

LEVELS: Final = ("city", "county", "department", "township")
ENOUGH: Final = 4
"""Organs of one level that are worth comparing among themselves."""


@dataclass(frozen=True, slots=True)
class Group:
    """Organs that one short word in the address stands for; `superior` is '' for a group by level."""

    token: str
    ids: tuple[str, ...]
    level: str = ""
    superior: str = ""


def names(organs: pl.DataFrame) -> dict[str, str]:
    """Give the short name of each organ by id, the full one where two share the short one; districts come first."""
    named = dict(labels(organs).iter_rows())
    level = dict(organs.select("organ_id", "level").iter_rows())
    return dict(sorted(named.items(), key=lambda item: (_rank(level[item[0]]), item[1])))


def groups(organs: pl.DataFrame) -> list[Group]:
    """Give the groups of at least two organs: all, by level, by superior."""
    ids = tuple(names(organs))
    level = dict(organs.select("organ_id", "level").iter_rows())
    parent = _parents(organs)
    by_level = [Group(f"@{each}", tuple(organ for organ in ids if level[organ] == each), level=each) for each in LEVELS]
    superiors = [organ for organ in ids if organ in set(parent.values())]
    by_superior = [
        Group(UNDER + each, tuple(organ for organ in ids if parent[organ] == each), superior=each) for each in superiors
    ]
    return [group for group in (Group(ALL, ids), *by_level, *by_superior) if len(group.ids) > 1]


def read(text: str, known: Collection[str], available: Iterable[Group]) -> tuple[list[str], list[str]]:
    """Give the organs that a text of the address means, and the words in it that mean none.

    >>> read("@county,x9", ["a", "b", "c"], [Group("@county", ("a", "b"))])
    (['a', 'b'], ['x9'])
    """
    by_token = {group.token: group.ids for group in available}
    chosen: list[str] = []
    unknown: list[str] = []
    for word in text.replace(NOBODY, "").split(","):
        if not word:
            continue
        meant = by_token.get(word) or ((word,) if word in known else ())
        chosen += [organ for organ in meant if organ not in chosen]
        unknown += [] if meant else [word]
    return chosen, unknown


def written(chosen: Collection[str], available: Iterable[Group]) -> str:
    """Give the text of the address for a choice: a group's word where it is one, else the ids."""
    return next((group.token for group in available if set(group.ids) == set(chosen)), ",".join(chosen) or NOBODY)


def first_choice(known: Context) -> list[str]:
    """Give whom to show before anyone is chosen: the largest level among the organs with several years, else these."""
    counted = Counter(known.reports["organ_id"].to_list())
    several = [organ for organ in names(known.organs) if counted[organ] > 1]
    level = dict(known.organs.select("organ_id", "level").iter_rows())
    sizes = Counter(level[organ] for organ in several)
    largest = max(LEVELS, key=lambda each: (sizes[each], each == "county"))
    if sizes[largest] >= ENOUGH:
        return [organ for organ in names(known.organs) if level[organ] == largest]
    return several or list(names(known.organs))


def _parents(organs: pl.DataFrame) -> dict[str, str | None]:
    return dict(organs.select("organ_id", "parent_id").iter_rows())


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
