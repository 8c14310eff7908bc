"""Which organ a document means and where that organ stands, over all documents of a build; findings `i.division`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.divisions import Location, full_name, locate, subordinates
from ingest.model import Finding, Outcome, Severity
from ingest.organs import official_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ingest.divisions import Division
    from ingest.editions import Edition
    from ingest.organs import Organ

    LookUp = Callable[[str, int], Location]

RULE = "i.division"


def look_up_of(*, fictional: bool) -> LookUp:
    """Give what finds the division of an organ; in a fictional workspace it finds none, whatever a name may recall."""
    return _nowhere if fictional else locate


def organ_names(printed: Iterable[tuple[str, int]], written: Sequence[Organ], look_up: LookUp) -> dict[str, str]:
    """Give the name to keep for each printed name of an organ.

    Names of one division whose rest is the same are one organ: 洪泽区人民政府 and 淮安市洪泽区人民政府. The name in
    `organs.csv` is kept, else the name of the division behind that of its city, so that the name (and with it
    `organ_id`) is the same whichever spelling came first. Where `organs.csv` lists several of them, all are kept apart.
    A name that tells no division is kept as it is.

    Args:
        printed: names and report years.
        written: what `organs.csv` says.
        look_up: see `look_up_of`.
    """
    latest = dict(sorted(printed, key=lambda report: report[1]))
    last = max(latest.values(), default=0)
    official = {name: official_name(name) for name in latest}
    years = {organ.name: last for organ in written} | {official[name]: year for name, year in latest.items()}
    same: dict[str, list[str]] = {}
    for name, year in years.items():
        same.setdefault(_qualified(name, look_up(name, year)), []).append(name)
    listed = {organ.name for organ in written}
    kept = {name: _kept(name, whole, names, listed) for whole, names in same.items() for name in names}
    return {name: kept[official[name]] for name in latest}


def locations(years: Mapping[str, int], written: Sequence[Organ], look_up: LookUp) -> dict[str, Location]:
    """Give where each organ stands in its latest report year; an organ without reports, in the latest year of all.

    `adcode` and `parent` of `organs.csv` decide between divisions of one name.
    """
    last = max(years.values(), default=0)
    all_years = {organ.name: organ.valid_to or last for organ in written} | dict(years)
    known = {organ.name: organ for organ in written}
    return {name: _decided(look_up(name, year), known.get(name), year, look_up) for name, year in all_years.items()}


def with_findings(edition: Edition, organ: Organ | None, look_up: LookUp) -> Edition:
    """Give the report with what is to say about the division of its organ in its own year, if anything.

    Args:
        edition: of a report whose organ bears the name to keep.
        organ: its row in `organs.csv`; null where there is none.
        look_up: see `look_up_of`.
    """
    year = edition.source.year
    at = _decided(look_up(edition.source.organ, year), organ, year, look_up)
    adcode = organ.adcode if organ else None
    finding = _conflict(at, adcode) if adcode else _rivals(at, year) or _expired(at, year)
    return replace(edition, findings=(*edition.findings, finding)) if finding else edition


def subordinate_counts(editions: Iterable[Edition], organs: Iterable[Organ]) -> list[int | None]:
    """Give for each report how many divisions stand below the government that made it, by the table of divisions.

    Null for other organs, for counties, whose towns the table does not list, and for codes that it does not know.
    """
    codes = {organ.name: organ.adcode for organ in organs if organ.level in {"province", "city"}}
    counted = [(codes.get(edition.source.organ), edition.source.year) for edition in editions]
    return [(subordinates(code, year) or None) if code else None for code, year in counted]


def _nowhere(_organ: str, _year: int) -> Location:
    return Location()


def _qualified(name: str, at: Location) -> str:
    """Give the one spelling of a name that tells its division; a branch office is called after its city."""
    return full_name(at.home) + at.rest if at.division and at.home else name


def _kept(name: str, whole: str, names: list[str], listed: set[str]) -> str:
    in_file = [each for each in names if each in listed]
    return name if len(in_file) > 1 else in_file[0] if in_file else whole


def _decided(at: Location, organ: Organ | None, year: int, look_up: LookUp) -> Location:
    """Settle on one of several divisions of a name where `organs.csv` says which."""
    if not at.rivals or organ is None:
        return at
    above = look_up(organ.parent, year).division if organ.parent else None
    meant = [each for each in at.rivals if organ.adcode == each.code or (above and each.is_within(above))]
    return Location(meant[0], meant[0], at.proof, at.rest) if len(meant) == 1 else at


def _conflict(at: Location, adcode: str) -> Finding | None:
    """Compare the code of `organs.csv`, which may be that of a town; a branch office may bear the code of its city."""
    found = at.rivals or tuple(each for each in (at.division, at.home) if at.division and each)
    if not found or any(adcode.startswith(each.code) for each in found):
        return None
    named = "、".join(dict.fromkeys(_named(each) for each in found))
    return Finding(
        RULE,
        Severity.WARNING,
        f"organs.csv 写的行政区划代码是 {adcode}，按名称应是{named}。采用 organs.csv，请核对。",
        f"organs.csv gives the division code {adcode}; by its name the organ stands in {named}. "
        "The code of organs.csv is used. Check it.",
        quote=at.proof,
    )


def _rivals(at: Location, year: int) -> Finding | None:
    if not at.rivals:
        return None
    named = "、".join(_named(each) for each in at.rivals)
    return Finding(
        RULE,
        Severity.NOTICE,
        f"{year} 年有 {len(at.rivals)} 个行政区划叫“{at.proof}”：{named}。没有采用任何代码，请在 organs.csv 写明。",
        f"In {year} {len(at.rivals)} divisions are called “{at.proof}”: {named}. "
        "None of the codes is used. Write the right one into organs.csv.",
        Outcome.CANNOT_CHECK,
        quote=at.proof,
    )


def _expired(at: Location, year: int) -> Finding | None:
    if not at.expired:
        return None
    zh = "、".join(f"{_named(each)}：{each.valid_from or ''}—{each.valid_to or ''} 年" for each in at.expired)
    en = ", ".join(f"{_named(each)}: {each.valid_from or ''} to {each.valid_to or ''}" for each in at.expired)
    return Finding(
        RULE,
        Severity.WARNING,
        f"区划表中“{at.proof}”在 {year} 年不存在（{zh}）。没有采用代码，请核对机构名称和年度。",
        f"By the table of divisions “{at.proof}” does not exist in {year} ({en}). "
        "No code is used. Check the organ and the year.",
        Outcome.CANNOT_CHECK,
        quote=at.proof,
    )


def _named(division: Division) -> str:
    return f"{full_name(division)} {division.code}"
