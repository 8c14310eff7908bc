"""Who reports: level, type, superior and short name of each organ, from its name and from `organs.csv`."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.workspace import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

COLUMNS = ("name", "short_name", "adcode", "level", "type", "parent", "successor", "valid_from", "valid_to")
LEVELS = frozenset({"province", "city", "county", "township", "department", "unknown"})
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")

# The end of a name tells level and type; the first rule that fits counts. A city's name does not tell whether it is of
# prefecture or county level: organs.csv says so where it matters.
GOVERNMENT = "人民政府"
ENDINGS: tuple[tuple[str, str, str], ...] = (
    (rf"(省|自治区|{'|'.join(MUNICIPALITIES)}){GOVERNMENT}$", "province", "省"),
    (rf"(市|自治州|州|盟){GOVERNMENT}$", "city", "市"),
    (r"街道(办事处|办)?$", "township", "乡镇街道"),
    (rf"镇({GOVERNMENT})?$", "township", "乡镇街道"),
    (rf"乡({GOVERNMENT})?$", "township", "乡镇街道"),
    (rf"旗({GOVERNMENT})?$", "county", "旗"),
    (rf"县({GOVERNMENT})?$", "county", "县"),
    (r"(开发区|新区|园区|示范区|高新区|保税区)(管理委员会|管委会)$", "county", "开发区"),
    (rf"区({GOVERNMENT})?$", "county", "区"),
    (r"(局|委|委员会|办公厅|办公室|厅|支队|大队|中心|总队|队|院|馆|部|署)$", "department", "部门"),
)
OFFICE = re.compile(rf"({GOVERNMENT}|办事处|管理委员会|管委会)$")


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


def complete_organs(names: Iterable[str], written: Sequence[Organ]) -> list[Organ]:
    """Give every organ that reports or that `organs.csv` lists, complete and sorted by name.

    Args:
        names: organs as their reports name them.
        written: what `organs.csv` says; it goes before what names tell, and may add organs without reports.

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
    places = {_place(name): name for name in known if OFFICE.search(name)}
    placed = [
        _with_level(replace(organ, parent=organ.parent or _parent(organ.name, places))) for organ in known.values()
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


def _parent(name: str, places: dict[str, str]) -> str | None:
    """Give the organ with the longest place name that this name begins with, its own place aside."""
    own = _place(name) if OFFICE.search(name) else name
    above = [place for place in places if place != own and place and name.startswith(place)]
    return places[max(above, key=len)] if above else None


def _with_level(organ: Organ) -> Organ:
    if organ.level and organ.type:
        return organ
    level, kind = next(((level, kind) for end, level, kind in ENDINGS if re.search(end, organ.name)), ("unknown", ""))
    return replace(organ, level=organ.level or level, type=organ.type or (kind if not organ.level else ""))


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
