"""Who reports: level, type, superior and short name of each organ, from its name and from `organs.csv`."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.divisions import GOVERNMENT, Location
from ingest.workspace import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

COLUMNS = ("name", "short_name", "adcode", "level", "type", "parent", "successor", "valid_from", "valid_to")
LEVELS = frozenset({"province", "city", "county", "township", "department", "unknown"})
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")

# The end of a name tells level and type where the table of divisions does not know the place; the first rule that fits
# counts. The name of a city does not tell whether it is of prefecture or county level: the table does, or organs.csv.
ENDINGS: tuple[tuple[str, str, str], ...] = (
    (rf"(省|自治区|{'|'.join(MUNICIPALITIES)}){GOVERNMENT}$", "province", "省"),
    (rf"(市|自治州|州|盟){GOVERNMENT}$", "city", "市"),
    (r"街道(办事处|办)?$", "township", "乡镇街道"),
    (rf"镇({GOVERNMENT})?$", "township", "乡镇街道"),
    (rf"乡({GOVERNMENT})?$", "township", "乡镇街道"),
    (rf"旗({GOVERNMENT})?$", "county", "旗"),
    (rf"县({GOVERNMENT})?$", "county", "县"),
    (r"(开发区|新区|园区|示范区|高新区|保税区)(管理委员会|管委会)?$", "county", "开发区"),
    (rf"区({GOVERNMENT})?$", "county", "区"),
    (r"(局|委|委员会|办公厅|办公室|厅|支队|大队|中心|总队|队|院|馆|部|署)$", "department", "部门"),
)
OFFICE = re.compile(rf"({GOVERNMENT}|办事处|管理委员会|管委会)$")

# Shortened ends of names that stand for one full form only.
SHORTENED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[省市县区旗州盟镇乡])政府(?=$|办公室$|办公厅$)"), GOVERNMENT),
    (re.compile(r"(?<=街道)办$"), "办事处"),
    (re.compile(r"(?<=区)管委会$"), "管理委员会"),
)


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ by its full name; `parent` and `successor` are full names of organs, null where there is none."""

    name: str
    short_name: str = ""
    adcode: str | None = None
    level: str = ""
    type: str = ""
    parent: str | None = None
    successor: str | None = None
    valid_from: int | None = None
    valid_to: int | None = None

    @property
    def organ_id(self) -> str:
        """Stable over builds and workspaces."""
        return organ_id(self.name)


def organ_id(name: str) -> str:
    """Give the first eight hex digits of sha256 of the name.

    >>> organ_id("示例市人民政府")
    'a8af0d78'
    """
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:8]


def official_name(name: str) -> str:
    """Give the full form of a name that ends in a shortened one, in the few cases that are sure.

    >>> official_name("示例市政府"), official_name("示例县政府办公室"), official_name("示例市信息办")
    ('示例市人民政府', '示例县人民政府办公室', '示例市信息办')
    """
    for short, full in SHORTENED:
        name = short.sub(full, name)
    return name


def complete_organs(
    names: Iterable[str], written: Sequence[Organ], located: Mapping[str, Location] | None = None
) -> list[Organ]:
    """Give every organ that reports or that `organs.csv` lists, complete and sorted by name.

    Args:
        names: organs as their reports name them.
        written: what `organs.csv` says; it goes before what names tell, and may add organs without reports.
        located: where organs stand, by name; code, level, type and superior of those that are not in it come from
            their names alone.

    Raises:
        WorkspaceError: a parent or successor is no organ of this list.
    """
    known = {name: Organ(name) for name in names} | {organ.name: organ for organ in written}
    for organ in written:
        for relation in (organ.parent, organ.successor):
            if relation is not None and relation not in known:
                raise WorkspaceError(
                    f"organs.csv: {relation}, named in the row of {organ.name}, is no organ of this workspace. "
                    "Write its full name, or add a row for it."
                )
    at = {name: Location() for name in known} | dict(located or {})
    places = {_place(name): name for name in known if OFFICE.search(name)}
    governments = _governments(at)
    placed = [
        _placed(replace(organ, parent=organ.parent or _parent(name, at, places, governments)), at[name])
        for name, organ in known.items()
    ]
    return sorted(_with_short_names(placed), key=lambda organ: organ.name)


def read_organs(path: Path) -> list[Organ]:
    """Give the rows of an `organs.csv`; none where there is no such file. Empty fields say nothing.

    Raises:
        WorkspaceError: a column or level is unknown, a year is no number, or a name is missing or there twice.
    """
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        unknown = set(rows.fieldnames or ()) - set(COLUMNS)
        if unknown or "name" not in (rows.fieldnames or ()):
            what = f"has unknown columns {', '.join(sorted(unknown))}" if unknown else "lacks the column name"
            raise WorkspaceError(f"{path} {what}. The columns are {', '.join(COLUMNS)}.")
        organs = [_organ(path, number, row) for number, row in enumerate(rows, start=2)]
    twice = {name for name, times in Counter(organ.name for organ in organs).items() if times > 1}
    if twice:
        raise WorkspaceError(f"{path} lists {', '.join(sorted(twice))} more than once. Keep one row of each.")
    return organs


def _organ(path: Path, number: int, row: dict[str, str | None]) -> Organ:
    text = {key: (value or "").strip() for key, value in row.items() if key in COLUMNS}
    place = f"{path}, line {number}"
    if not text["name"]:
        raise WorkspaceError(f"{place}: the name is empty. Write the organ's full name.")
    if text.get("level") and text["level"] not in LEVELS:
        raise WorkspaceError(f"{place}: {text['level']} is no level. Levels are {', '.join(sorted(LEVELS))}.")
    return Organ(
        name=text["name"],
        short_name=text.get("short_name", ""),
        adcode=text.get("adcode") or None,
        level=text.get("level", ""),
        type=text.get("type", ""),
        parent=text.get("parent") or None,
        successor=text.get("successor") or None,
        valid_from=_year(place, text.get("valid_from", "")),
        valid_to=_year(place, text.get("valid_to", "")),
    )


def _year(place: str, text: str) -> int | None:
    if text and not re.fullmatch(r"\d{4}", text):
        raise WorkspaceError(f"{place}: {text} is no year. Write four digits, or leave the field empty.")
    return int(text) if text else None


def _place(name: str) -> str:
    return OFFICE.sub("", name)


def _governments(at: Mapping[str, Location]) -> dict[str, str]:
    return {place.division.code: name for name, place in at.items() if place.division and place.is_government}


def _parent(
    name: str, at: Mapping[str, Location], places: Mapping[str, str], governments: Mapping[str, str]
) -> str | None:
    """Give the superior: a town or zone that the name begins with, else the government by the table of divisions.

    Where the table knows none, it is the organ with the longest place name that this name begins with.
    """
    own = _place(name) if OFFICE.search(name) else name
    begins = (name[:end] for end in range(len(name), 0, -1))
    longest = next((places[place] for place in begins if place in places and place != own), None)
    home = at[name].home
    if home is None or (longest and not at[longest].is_government):
        return longest
    above = home.parent if at[name].is_government else home.code
    return governments.get(above or "") or longest


def _placed(organ: Organ, at: Location) -> Organ:
    """Fill code, level and type: those of the division for its government, else what the end of the name tells."""
    place = at.division
    if place and at.is_government:
        level, kind = place.level, place.type
    else:
        ends = ((level, kind) for end, level, kind in ENDINGS if re.search(end, organ.name))
        level, kind = next(ends, ("unknown", ""))
    return replace(
        organ,
        adcode=organ.adcode or (place.code if place else None),
        level=organ.level or level,
        type=organ.type or ("" if organ.level else kind),
    )


def _with_short_names(organs: list[Organ]) -> list[Organ]:
    """Fill short names: the place or department without its superior's name, where that tells them all apart."""
    short = {organ.name: organ.short_name or _short(organ) for organ in organs}
    times = Counter(short.values())
    return [
        replace(organ, short_name=short[organ.name] if times[short[organ.name]] == 1 else _long(organ))
        for organ in organs
    ]


def _short(organ: Organ) -> str:
    if organ.parent is None:
        return _long(organ)
    return _long(organ).removeprefix(organ.parent).removeprefix(_place(organ.parent)) or _long(organ)


def _long(organ: Organ) -> str:
    return organ.short_name or re.sub(rf"({GOVERNMENT}|办事处)$", "", organ.name) or organ.name
