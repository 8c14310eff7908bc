"""Where an organ stands: the division of `data/divisions.csv` that its name tells, in the year of its report."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE = Path(__file__).parent.parent / "data" / "divisions.csv"
GOVERNMENT = "人民政府"
LONGEST_NAME = 20  # characters
KINDS = ("县级市", "区", "县", "旗")  # the end of a county's name tells its type; 自治县 is 县, 林区 and 特区 are 区

# Autonomous places go by short names as well: 恩施土家族苗族自治州 is 恩施州, 长阳土家族自治县 is 长阳县.
PEOPLES = (
    "各族|蒙古族?|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|"
    "水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|塔吉克|普米族|怒族|鄂温克族?|裕固族|保安族|"
    "独龙族|鄂伦春"
)
AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{PEOPLES})+自治([州县旗])$")

# What follows the place in a name. Zones have no code: whoever sits in one stands in no division that the name tells.
ZONE = re.compile(
    r"(开发|经开|高新|保税|示范|管理|旅游|度假|风景|名胜|试验|实验|合作|自贸|工业)区|新区|新城|园区|产业园|工业园"
)
COMMITTEE = re.compile(r"^(管理委员会|管委会)")
TOWN_NAME = re.compile(r"^(街道|[镇乡](人民政府|$))")  # 西区街道 is a town's name, not 西区
TOWN = re.compile(r"^.{1,12}?(街道|镇|乡)(办事处|办|人民政府|$)")
BRANCH = (re.compile(r"局(.{2,12}?)分局$"), re.compile(r"^(.{2,6}?)生态环境局$"))
PLACE = re.compile(r"^(.{1,8}?(?<![社地城山库景市军校])[区县旗]|.{2,6}?(?<!城)市(?![场政容民]))")


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the table; `valid_from` and `valid_to` are inclusive and null where the table is open."""

    code: str
    name: str
    level: str
    parent: str | None
    valid_from: int | None
    valid_to: int | None

    @property
    def type(self) -> str:
        """省 for all provinces and municipalities, 市 for all prefectures; of counties 区, 县, 县级市 or 旗."""
        if self.level != "county":
            return {"province": "省", "city": "市"}[self.level]
        return next(kind for kind in KINDS if kind[-1] == self.name[-1])

    def exists_in(self, year: int) -> bool:
        """Tell whether it can have existed on some day of the year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)

    def is_within(self, other: Division) -> bool:
        """Tell whether it belongs to a division of a higher level."""
        return other.code in {self.parent, f"{self.code[:2]}0000"} - {self.code}


@dataclass(frozen=True, slots=True)
class Location:
    """What a name tells of its place in one year.

    `division` is the smallest division that is certain to hold the organ, null where none is. `home` is the one whose
    government the organ belongs to. `proof` is the text that says so and `rest` what follows it. `rivals` are the
    divisions of that name where there are several, `expired` those that exist in other years only.
    """

    division: Division | None = None
    home: Division | None = None
    proof: str = ""
    rest: str = ""
    rivals: tuple[Division, ...] = ()
    expired: tuple[Division, ...] = ()

    @property
    def is_government(self) -> bool:
        """Tell whether the organ is the government of the division itself."""
        return self.division is not None and self.rest in {"", GOVERNMENT}


@cache
def locate(organ: str, year: int) -> Location:
    """Give the division that the name of an organ tells, in a year.

    The longest names count, from the front, each within the one before it. Without a city a county must be the only
    one of its name in that year. Nothing is guessed: a zone, a place that the table does not know and a town whose
    county is not named have no division. A report is published in the year after its own, so the name of a division
    that begins in that year counts as well.
    """
    home: Division | None = None
    end = 0
    while step := _next(organ, end, home):
        named, behind = step
        found = _in_force(named, year)
        if len(found) != 1:
            proof, rest = organ[:behind], organ[behind:]
            expired = () if found else tuple(named)
            return Location(home=home, proof=proof, rest=rest, rivals=tuple(found), expired=expired)
        home, end = found[0], behind
    return _placed(home, organ[:end], organ[end:], year) if home else Location()


def subordinates(code: str, year: int) -> int:
    """Give how many divisions stand directly below one at the end of a year; both sides of an undated change count."""
    return sum(each.exists_in(year) and each.valid_to != year for each in _below().get(code, ()))


def full_name(division: Division) -> str:
    """Give its name behind that of its city or municipality: 长春市朝阳区."""
    above = _by_code().get(division.parent or "")
    return f"{above.name}{division.name}" if above and above.name[-1] in "市州盟" else division.name


@cache
def divisions() -> tuple[Division, ...]:
    """Give the table, read once and only when an organ is looked up."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Division(
                row["code"],
                row["name"],
                row["level"],
                row["parent"] or None,
                int(row["valid_from"]) if row["valid_from"] else None,
                int(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in csv.DictReader(file)
        )


@cache
def _by_name() -> dict[str, list[Division]]:
    named: dict[str, list[Division]] = {}
    for division in divisions():
        short = AUTONOMOUS.fullmatch(division.name)
        names = (division.name, f"{short[1]}{short[2]}", f"{short[1]}自治{short[2]}") if short else (division.name,)
        for name in names:
            named.setdefault(name, []).append(division)
    return named


@cache
def _by_code() -> dict[str, Division]:
    return {division.code: division for division in divisions()}  # rows go by time: the latest name counts


@cache
def _below() -> dict[str, list[Division]]:
    below: dict[str, list[Division]] = {}
    for division in divisions():
        below.setdefault(division.parent or "", []).append(division)
    return below


def _next(organ: str, start: int, home: Division | None) -> tuple[Sequence[Division], int] | None:
    for end in range(min(len(organ), start + LONGEST_NAME), start + 1, -1):
        named = [each for each in _by_name().get(organ[start:end], ()) if home is None or each.is_within(home)]
        if named and not (named[0].level == "county" and TOWN_NAME.match(organ[end:])):
            return named, end
    return None


def _in_force(named: Sequence[Division], year: int) -> list[Division]:
    """Keep those of the year, of these the ones that outlast it, since reports are written after its end."""
    now = [each for each in named if each.exists_in(year)] or [each for each in named if each.valid_from == year + 1]
    return [each for each in now if each.valid_to is None or each.valid_to > year] or now


def _placed(home: Division, proof: str, rest: str, year: int) -> Location:
    """Find out whether what follows the place leaves it there."""
    nowhere = Location(home=home, proof=proof, rest=rest)
    here = Location(home, home, proof, rest)
    if COMMITTEE.match(rest):
        return nowhere
    if home.level == "county":
        return here
    if branch := next((match for pattern in BRANCH if (match := pattern.search(rest))), None):
        return _branch(home, proof, rest, branch[1], year)
    if ZONE.search(rest) or PLACE.match(rest):
        return nowhere
    if TOWN.match(rest) and (home.level != "city" or subordinates(home.code, year)):
        return nowhere
    return here


def _branch(home: Division, proof: str, rest: str, place: str, year: int) -> Location:
    """Give the county of a city's branch office, which its name may shorten: 西安市生态环境局未央分局."""
    below = _below().get(home.code, ())
    named = [each for each in below if place == each.name or (len(place) > 1 and place == each.name[:-1])]
    found = _in_force(named, year)
    rivals, expired = (tuple(found) if len(found) > 1 else ()), () if found else tuple(named)
    proved = f"{proof}…{place}" if named else proof
    return Location(found[0] if len(found) == 1 else None, home, proved, rest, rivals, expired)
