"""The faults and quirks planted in the fictional reports: read from `planted.toml`, applied to the figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from demo.facts import Facts, Figure, Series

PLANTED_FILE = Path(__file__).parent / "planted.toml"
STATES = frozenset({"reported", "blank", "unreadable", "absent"})


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted fault or quirk.

    `kind` is a rule id or the name of a quirk; `expect` the rule that must fail or the state that `cells` must have;
    `also` the rules that it trips of necessity. The other fields say how it is done, see `planted.toml`.
    """

    id: str
    organ: str
    year: int
    kind: str
    what: str
    expect: str
    cells: tuple[str, ...] = ()  # cell paths or patterns of them
    also: tuple[str, ...] = ()
    base: str = ""
    add: Mapping[str, Any] = field(default_factory=dict)
    set: Mapping[str, Any] = field(default_factory=dict)
    scale: Mapping[str, int] = field(default_factory=dict)
    style: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    image: Mapping[str, str] = field(default_factory=dict)
    undivided: bool = False
    prose: Mapping[str, int] = field(default_factory=dict)
    growth_points: float = 0.0
    title_year: int | None = None
    text_year: int | None = None
    variant: Mapping[str, Any] = field(default_factory=dict)
    twin: Mapping[str, Any] = field(default_factory=dict)
    first_issue: Mapping[str, int] = field(default_factory=dict)

    def covers(self, path: str) -> bool:
        """Tell whether a cell is among those it names."""
        return any(fnmatchcase(path, pattern) for pattern in self.cells)

    def unreadable(self, path: str) -> bool:
        """Tell whether it makes the figure of a cell unreadable."""
        return self.expect == "unreadable" and self.covers(path)


@cache
def load_plants() -> tuple[Plant, ...]:
    """Give all entries of `planted.toml` in order."""
    raw = tomllib.loads(PLANTED_FILE.read_text(encoding="utf-8"))
    return tuple(_plant(entry) for entry in raw["planted"])


def plants_of(organ: str, year: int) -> tuple[Plant, ...]:
    """Give the entries of one organ and year."""
    return tuple(plant for plant in load_plants() if (plant.organ, plant.year) == (organ, year))


def plant_base(series: Mapping[str, Series], plants: Iterable[Plant]) -> None:
    """Change what happened, before the city is summed up: faults that an honest sum would carry along."""
    for plant in plants:
        if plant.base:
            BASE_CHANGES[plant.base](series[plant.organ], plant)


def plant_facts(facts: Facts, plants: Iterable[Plant]) -> Facts:
    """Give the facts as the report prints them: faults that the whole-city report does not share."""
    result = dict(facts)
    for plant in plants:
        for path, offset in plant.add.items():
            result[path] += _figure(offset)
        for path, factor in plant.scale.items():
            result[path] *= factor
        result |= {path: _figure(figure) for path, figure in plant.set.items()}
    return result


def _plant(entry: dict[str, Any]) -> Plant:
    changed = [path for key in ("add", "set", "scale", "prose", "first_issue") for path in entry.get(key, {})]
    lists = {"cells": tuple(entry.get("cells", changed)), "also": tuple(entry.get("also", ()))}
    return Plant(**{**entry, **lists})


def _figure(number: float) -> Figure:
    return number if isinstance(number, int) else Decimal(str(number))


def _copy_last_year(series: Series, plant: Plant) -> None:
    series[plant.year] = dict(series[plant.year - 1])


def _zero(series: Series, plant: Plant) -> None:
    series[plant.year] |= {path: 0 for path in series[plant.year] if plant.covers(path)}


def _stock_arithmetic(series: Series, plant: Plant) -> None:
    facts = series[plant.year]
    for path in plant.cells:
        row = path.removesuffix(".decisions")
        facts[path] = facts[f"{row}.prev_items"] + facts[f"{row}.change"]


def _more_public_than_all(series: Series, plant: Plant) -> None:
    for path in plant.cells:
        series[plant.year][path] = series[plant.year][path.replace("newly_public", "total_public")] + 3


def _jump(series: Series, plant: Plant) -> None:
    for year in (year for year in series if year >= plant.year):
        series[year] |= {path: series[year][path] * 7 for path in plant.cells}


BASE_CHANGES = {
    "copy_last_year": _copy_last_year,
    "zero": _zero,
    "stock_arithmetic": _stock_arithmetic,
    "more_public_than_all": _more_public_than_all,
    "jump": _jump,
}
