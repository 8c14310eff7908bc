"""Who can be chosen together: groups by level and by superior, a sensible first choice, and sums without overlap."""

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


def latest_good_year(known: Context) -> int | None:
    """Give the year to open with: the latest of those for which the most organs have a report and one before it.

    Measured against the organs that exist in that year, so that a merger does not make an old year look better.
    """
    reported = set(known.reports.select("organ_id", "year").iter_rows())
    limits = known.organs.select("organ_id", "valid_from", "valid_to").rows()
    shares = {year: _share(reported, limits, year) for year in sorted({year for _, year in reported})}
    return max(shares, key=lambda year: (shares[year], year), default=None)


def without_overlap(organs: pl.DataFrame, ids: Collection[str]) -> tuple[list[str], list[str]]:
    """Give the organs that may be added up, and the superiors left out because their subordinates are among them.

    The report of a government covers its subordinates; added to theirs it would count everything twice.
    """
    parent = _parents(organs)
    above = {superior for organ in ids for superior in _superiors(organ, parent)}
    return [organ for organ in ids if organ not in above], [organ for organ in ids if organ in above]


def _superiors(organ: str, parent: dict[str, str | None]) -> list[str]:
    found: list[str] = []
    above = parent.get(organ)
    while above is not None and above not in found:
        found.append(above)
        above = parent.get(above)
    return found


def _parents(organs: pl.DataFrame) -> dict[str, str | None]:
    return dict(organs.select("organ_id", "parent_id").iter_rows())


def _share(reported: set[tuple[str, int]], limits: list[tuple[str, int | None, int | None]], year: int) -> float:
    existing = [
        organ for organ, first, last in limits if (first is None or first <= year) and (last is None or year <= last)
    ]
    both = sum((organ, year) in reported and (organ, year - 1) in reported for organ in existing)
    return both / max(1, len(existing))


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
