"""What happened in the fictional city, year by year, in the cells of both forms."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from demo.requests import APPLICANTS, request_figures, review_figures

if TYPE_CHECKING:
    from demo.city import City, Organ

Figure = int | Decimal
Facts = dict[str, Figure]  # cell path -> figure, the cells of both forms together
Series = dict[int, Facts]  # by year

DIP = {2020: 0.72, 2021: 0.95}  # the pandemic year and the one after
REQUEST_DIP = {2020: 0.85}
REQUEST_GROWTH = 0.045
CENT = Decimal("0.01")
ITEMS = {"licence": 240, "other_services": 410, "penalty": 780, "coercion": 24, "fees": 31}
RULE_MOVES = 4


def organ_series(city: City, organ: Organ) -> Series:
    """Give the facts of a district or department for every year of the city, past its end too (for its successor)."""
    chance = Random(f"{city.seed}:{organ.name}")
    items = {name: max(3, round(count * chance.uniform(0.6, 1.4))) for name, count in ITEMS.items()}
    series: Series = {}
    carried = {"natural": 0 if organ.prompt else round(organ.requests * 0.04)}
    before: Facts = {}
    for year in city.years:
        facts = _proactive(organ, year, year - city.years[0], chance)
        facts |= _rules(organ, year, before, chance)
        facts |= _items(facts, items, chance)
        volume = organ.requests * (1 + REQUEST_GROWTH) ** (year - city.years[0]) * REQUEST_DIP.get(year, 1)
        clear = organ.valid_to is not None and year >= organ.valid_to
        requests = request_figures(organ, volume * chance.uniform(0.94, 1.06), carried, clear=clear, chance=chance)
        facts |= {f"requests.{name}": count for name, count in requests.items()}
        facts |= review_figures(requests["new.total"], chance)
        carried = {column: requests[f"carried_out.{column}"] for column in APPLICANTS}
        series[year] = before = facts
    return series


def merged(series: dict[str, Series], city: City) -> dict[str, Series]:
    """Give the series with the figures of dissolved organs counted by their successors from the year after."""
    result = {name: dict(years) for name, years in series.items()}
    for organ in city.parts:
        if organ.valid_to is None:
            continue
        for year in city.years:
            if year > organ.valid_to:
                facts = result[organ.name].pop(year)
                result[organ.successor][year] = added(result[organ.successor][year], facts)
    return result


def whole_city(series: dict[str, Series], city: City) -> Series:
    """Give the facts of the whole city: the sum of all its parts, those without a published report included."""
    whole: Series = {}
    for year in city.years:
        total: Facts = {}
        for organ in city.parts:
            total = added(total, series[organ.name].get(year, {}))
        whole[year] = total
    return whole


def added(left: Facts, right: Facts) -> Facts:
    """Give the sums by cell."""
    return {path: left.get(path, 0) + right.get(path, 0) for path in left | right}


def _trend(base: float, growth: float, year: int, age: int, chance: Random) -> int:
    return round(base * (1 + growth) ** age * DIP.get(year, 1) * chance.uniform(0.95, 1.05))


def _proactive(organ: Organ, year: int, age: int, chance: Random) -> Facts:
    fees = Decimal(_trend(organ.fees_wan * 100, 0.02, year, age, chance)) * CENT
    projects = max(2, _trend(organ.fees_wan**0.5, 0.03, year, age, chance))
    return {
        "licence.decisions": _trend(organ.licences, organ.licence_growth, year, age, chance),
        "other_services.decisions": _trend(organ.licences / 6, organ.licence_growth, year, age, chance),
        "penalty.decisions": _trend(organ.penalties, organ.penalty_growth, year, age, chance),
        "coercion.decisions": _trend(organ.coercion, organ.penalty_growth, year, age, chance),
        "fees.amount_wan": fees,
        "procurement.projects": projects,
        "procurement.amount_wan": Decimal(round(projects * chance.uniform(4000, 5200))) * CENT,
    }


def _rules(organ: Organ, year: int, before: Facts, chance: Random) -> Facts:
    figures: Facts = {}
    for row, stock, least in (("regulations", organ.regulations, 1), ("normative", organ.rules, 2)):
        in_force = before.get(f"{row}.in_force", stock)
        issued = chance.randint(least, least + (RULE_MOVES - 1 if row == "normative" else 1)) if stock else 0
        repealed = issued if organ.steady else min(int(in_force), max(0, issued + chance.choice((-1, 0, 0, 1))))
        if organ.valid_to is not None and year >= organ.valid_to:
            # A dissolved organ leaves no rules in force; afterwards the successor issues its own.
            issued, repealed = 0, int(in_force)
        figures |= {
            f"{row}.issued": issued,
            f"{row}.repealed": repealed,
            f"{row}.in_force": in_force + issued - repealed,
            f"{row}.made": issued,
            f"{row}.newly_public": issued,
            f"{row}.total_public": before.get(f"{row}.total_public", stock) + issued,
        }
    return figures


def _items(facts: Facts, items: dict[str, int], chance: Random) -> Facts:
    """Give the items and their changes of the 2019 form; decisions never follow from them (see t2.stock2019)."""
    figures: Facts = {}
    for name in ITEMS:
        change = chance.choice((-1, 1)) * chance.randint(1, max(2, items[name] // 20))
        if facts.get(f"{name}.decisions") == items[name] + change:
            change += 1
        figures |= {f"{name}.prev_items": items[name], f"{name}.change": change}
        items[name] += change
    return figures
