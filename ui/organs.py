"""Who can be chosen together, what a choice is, and how it stands in the address: as its rule wherever it has one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from analysis.series import labels
from ui import address

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from analysis.ask import Context

ALL: Final = "all"
NOBODY: Final = "-"
"""An empty choice in the address: it is not the default."""

NAMES: Final = (address.GROUP, address.UNDER, address.KIND, address.ORGANS)
"""The names of the address that say a choice together; the first that makes sense counts."""

LEVELS: Final = ("city", "county", "department", "township")
ENOUGH: Final = 4
"""Organs of one level that are worth comparing among themselves."""

_UNDER: Final = "@under:"
"""How addresses before 2026-12 name those below a superior; @ and a level or @all named the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which organs are chosen: by hand, or by a rule, which takes in whoever a later build adds.

    A rule is a saved group (`group`, its item on the shelf), or all below a superior (`under`), of a level or type
    (`kind`), or both. Without any, `hand` are the organs.
    """

    hand: tuple[str, ...] = ()
    group: str = ""
    under: str = ""
    kind: str = ""

    @property
    def by_hand(self) -> bool:
        """Tell whether the organs were chosen one by one."""
        return not (self.group or self.under or self.kind)

    def written(self) -> dict[str, str]:
        """Give the texts of the address by name, '' for those that are not needed."""
        hand = (",".join(self.hand) or NOBODY) if self.by_hand else ""
        return dict(zip(NAMES, (self.group, self.under, self.kind, hand), strict=True))


EVERYBODY: Final = Choice(kind=ALL)


@dataclass(frozen=True, slots=True)
class Choosable:
    """Who can be chosen: `names` by id in the order of the lists, `kinds` and `under` give the ids of each rule.

    `kinds` has all organs, each level and each type by its own name; `under` those directly below each superior.
    """

    names: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    under: dict[str, tuple[str, ...]]
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)

    def members(self, choice: Choice) -> tuple[str, ...]:
        """Give the organs of a choice that exist, in the order of the lists."""
        if choice.by_hand:
            meant = set(choice.hand)
        elif choice.group:
            meant = set(self.groups.get(choice.group, ()))
        else:
            meant = set(self.under.get(choice.under, ())) if choice.under else set(self.names)
            meant &= set(self.kinds.get(choice.kind, ())) if choice.kind else meant
        return tuple(each for each in self.names if each in meant)

    def rules(self) -> list[Choice]:
        """Give the choices by rule of at least two organs: all, by level, by type, by superior (largest first)."""
        superiors = sorted(self.under, key=lambda each: -len(self.under[each]))
        rules = [*(Choice(kind=each) for each in self.kinds), *(Choice(under=each) for each in superiors)]
        return [rule for rule in rules if len(self.members(rule)) > 1]

    def read(self, texts: Mapping[str, str]) -> tuple[Choice | None, list[tuple[str, str]]]:
        """Give the choice that texts of the address mean, null where none does, and the (name, text) that mean none."""
        rules = {address.GROUP: self.groups, address.UNDER: self.under, address.KIND: self.kinds}
        unknown = [(name, texts[name]) for name in rules if name in texts and texts[name] not in rules[name]]
        known = {name: texts[name] for name in rules if texts.get(name, "") in rules[name]}
        choice: Choice | None = None
        if address.GROUP in known:
            choice = Choice(group=known[address.GROUP])
        elif known:
            choice = Choice(under=known.get(address.UNDER, ""), kind=known.get(address.KIND, ""))
        if address.ORGANS in texts and choice is None:
            choice, strange = self._read_hand(texts[address.ORGANS])
            unknown += [(address.ORGANS, word) for word in strange]
        return choice, unknown

    def _read_hand(self, text: str) -> tuple[Choice | None, list[str]]:
        words = [word for word in text.split(",") if word and word != NOBODY]
        if not words:
            return Choice(), []
        rules = [rule for rule in map(self._older, words) if rule]
        if len(rules) == len(words) == 1:
            return rules[0], []
        meant = [organ for word in words for organ in self._meant(word)]
        strange = [word for word in words if not self._meant(word)]
        return (Choice(hand=tuple(dict.fromkeys(meant))) if meant else None), strange

    def _meant(self, word: str) -> tuple[str, ...]:
        rule = self._older(word)
        return self.members(rule) if rule else tuple({word} & self.names.keys())

    def _older(self, word: str) -> Choice | None:
        if word.startswith(_UNDER) and word.removeprefix(_UNDER) in self.under:
            return Choice(under=word.removeprefix(_UNDER))
        if word.startswith("@") and word[1:] in self.kinds:
            return Choice(kind=word[1:])
        return None


def names(organs: pl.DataFrame) -> dict[str, str]:
    """Give the short name of each organ by id, the full one where two share the short one; districts come first."""
    named = dict(labels(organs).iter_rows())
    level = dict(organs.select("organ_id", "level").iter_rows())
    return dict(sorted(named.items(), key=lambda item: (_rank(level[item[0]]), item[1])))


def choosable(organs: pl.DataFrame) -> Choosable:
    """Give who can be chosen among ORGANS, without saved groups."""
    named = names(organs)
    by_id = {row["organ_id"]: row for row in organs.iter_rows(named=True)}
    level: defaultdict[str, list[str]] = defaultdict(list)
    kind: defaultdict[str, list[str]] = defaultdict(list)
    under: defaultdict[str, list[str]] = defaultdict(list)
    for each in named:
        row = by_id[each]
        level[row["level"]].append(each)
        kind[row["type"] or ""].append(each)
        under[row["parent_id"] or ""].append(each)
    levels = {each: level[each] for each in LEVELS if each in level}
    taken = ("", ALL, *LEVELS)
    types = {each: ids for each, ids in kind.items() if each not in taken and ids not in levels.values()}
    kinds = {ALL: list(named), **levels, **types}
    return Choosable(
        named,
        {each: tuple(ids) for each, ids in kinds.items()},
        {each: tuple(children) for each, children in under.items() if each in named},
    )


def first_choice(known: Context) -> Choice:
    """Give whom to show before anyone is chosen: the largest level among the organs with several years, else these."""
    counted = Counter(known.reports["organ_id"].to_list())
    several = [organ for organ in names(known.organs) if counted[organ] > 1]
    level = dict(known.organs.select("organ_id", "level").iter_rows())
    sizes = Counter(level[organ] for organ in several)
    largest = max(LEVELS, key=lambda each: (sizes[each], each == "county"))
    if sizes[largest] >= ENOUGH:
        return Choice(kind=largest)
    return Choice(hand=tuple(several)) if several else EVERYBODY


def siblings(organs: pl.DataFrame, organ_id: str) -> list[str]:
    """Give the organs with the same superior as this one, itself among them, in the order of their names."""
    superior = organs.filter(pl.col("organ_id") == organ_id)["parent_id"].to_list()
    near = organs.filter(pl.col("parent_id").is_in(superior, nulls_equal=True))
    return near.sort("short_name", "organ_id")["organ_id"].to_list()


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
