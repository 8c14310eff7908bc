"""The lines of a table of attributes: names to ids, numbers to one unit, a sentence for every line that is wrong."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.model import UnreadableDocumentError
from ingest.readers.decoding import decoded
from ingest.workspace import WorkspaceError

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DEFINED = Path(__file__).parents[1] / "data" / "attributes.toml"
NEEDED = ("organ", "year", "attribute", "value", "source")
_NUMBER = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,10})?")
_YEAR = re.compile(r"(19|20)\d\d年?")
_SEPARATORS = re.compile(r"[,，;；]")  # of ids in an address


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line of the table cannot be taken, and what to do."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """One line: organ as it is written there, value in `unit`; `written` is number and unit as the table has them."""

    line: int
    organ: str
    year: int
    attribute: str
    value: float
    unit: str
    written: str
    source: str


@dataclass(frozen=True, slots=True)
class Supplied:
    """A whole table: its lines, and what is wrong with those that are not among them."""

    attributes: tuple[Attribute, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """An attribute of `data/attributes.toml`; `units` are empty where values stay in the unit they came in."""

    id: str
    spellings: frozenset[str]
    positive: bool
    units: Mapping[str, int]
    least_without_unit: int


class _WrongError(Exception):
    """One line cannot be taken; the message is the sentence."""


def read_attributes(path: Path) -> Supplied:
    """Give the lines of a table of attributes and the problems met; nothing where there is no such file.

    Raises:
        WorkspaceError: the file is no table with the needed columns.
    """
    if not path.exists():
        return Supplied(())
    rows = csv.reader(io.StringIO(_text(path), newline=""))
    try:
        return _read(path, rows)
    except csv.Error as error:
        raise WorkspaceError(f"{path}, line {rows.line_num}: {error}. Save the table as CSV again.") from error


def _read(path: Path, rows: Reader) -> Supplied:
    columns = _columns(path, next(rows, []))
    taken: list[Attribute] = []
    problems: list[Problem] = []
    for row in rows:
        if not any(field.strip() for field in row):
            continue
        fields = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        try:
            taken.append(_attribute(rows.line_num, fields))
        except _WrongError as error:
            problems.append(Problem(rows.line_num, str(error)))
    return Supplied(tuple(taken), (*problems, *_mixed_units(taken)))


def known_ids() -> frozenset[str]:
    """Give the ids of the attributes that have one, whatever a table calls them."""
    return frozenset(each.id for each in _known().values())


def _text(path: Path) -> str:
    try:
        text = decoded(path.read_bytes()).removeprefix("\ufeff")
    except UnreadableDocumentError as error:
        raise WorkspaceError(f"{path}: {error}. Save it as CSV in UTF-8.") from error
    if "\ufffd" in text:
        raise WorkspaceError(f"{path} holds characters that are no text. Save it as CSV in UTF-8.")
    return text


def _columns(path: Path, headings: Sequence[str]) -> dict[str, int]:
    """Give the place of each column by its name; headings that mean nothing here are left alone."""
    names = {spelling: name for name, spellings in _defined()["columns"].items() for spelling in spellings}
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = names.get(heading.strip().lower())
        if name in places:
            raise WorkspaceError(f"{path}: two columns are headed as {name}. Keep one of them.")
        if name is not None:
            places[name] = at
    missing = [name for name in NEEDED if name not in places]
    if missing:
        said = ", ".join(f"{name} ({_defined()['columns'][name][1]})" for name in missing)
        raise WorkspaceError(
            f"{path}, line 1: the columns {said} are missing. The columns are organ 单位, year 年份, attribute 属性, "
            "value 数值, source 来源 and, where it is needed, unit 计量单位."
        )
    return places


def _attribute(line: int, fields: Mapping[str, str]) -> Attribute:
    for name in ("organ", "attribute", "source"):
        if not fields[name]:
            raise _WrongError(f"the {name} is empty. {_ASKED[name]}")
    if not _YEAR.fullmatch(_plain(fields["year"])):
        raise _WrongError(f"{fields['year'] or 'the empty field'} is no year. Write four digits, as 2024.")
    known = _known().get(fields["attribute"].lower())
    name = known.id if known else fields["attribute"]
    if _SEPARATORS.search(name):
        raise _WrongError(f"{name} is no name of an attribute, since it holds a comma. Write it without.")
    number, unit = _number(fields["value"]), fields.get("unit", "")
    value, kept_unit = _in_own_unit(known, number, unit) if known else (number, unit)
    written = f"{fields['value']} {unit}".strip()
    return Attribute(
        line, fields["organ"], int(_plain(fields["year"])[:4]), name, value, kept_unit, written, fields["source"]
    )


_ASKED = {
    "organ": "Write the full name, as in the report.",
    "attribute": "Write what the number is, as population.",
    "source": "Write where the number stands, as 示例市统计年鉴2024 第12页.",
}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace(" ", "")


def _number(text: str) -> float:
    plain = _plain(text)
    if not _NUMBER.fullmatch(plain):
        raise _WrongError(f"{text or 'the empty field'} is no number. Write digits only, as 854300 or 85.43.")
    return float(Decimal(plain.replace(",", "")))


def _in_own_unit(known: _Known, number: float, unit: str) -> tuple[float, str]:
    """Give the value in the first unit of its attribute."""
    if known.positive and number <= 0:
        raise _WrongError(f"{known.id} is {number:g}, and it must be above 0. Mend the number.")
    if not known.units:
        return number, unit
    choices = " or ".join(list(known.units)[:2])
    if unit and unit.lower() not in known.units:
        raise _WrongError(f"{unit} is no unit of {known.id}. Write {choices}.")
    first = next(iter(known.units))
    value = Decimal(str(number)) * known.units[unit.lower() or first]
    if not unit and value < known.least_without_unit:
        raise _WrongError(f"{known.id} is {number:g} without a unit. Write {choices} into the column unit.")
    if value != value.to_integral_value():
        raise _WrongError(
            f"{known.id} is {number:g} {unit or first}, which is no whole number of {first}. Mend number or unit."
        )
    return float(value), first


def _mixed_units(taken: Iterable[Attribute]) -> Iterator[Problem]:
    """An attribute in two units cannot be compared between organs."""
    first: dict[str, Attribute] = {}
    for each in taken:
        before = first.setdefault(each.attribute, each)
        if each.unit != before.unit:
            said = [f"in {row.unit}" if row.unit else "without a unit" for row in (each, before)]
            yield Problem(
                each.line, f"{each.attribute} stands {said[0]} here and {said[1]} on line {before.line}. Use one unit."
            )


@cache
def _defined() -> dict[str, Any]:
    return tomllib.loads(DEFINED.read_text(encoding="utf-8"))


@cache
def _known() -> dict[str, _Known]:
    """Give the attributes with an id of their own, by each of their spellings."""
    known = [
        _Known(
            id=entry["id"],
            spellings=frozenset(entry["spellings"]),
            positive=entry.get("positive", False),
            units=entry.get("units", {}),
            least_without_unit=entry.get("least_without_unit", 0),
        )
        for entry in _defined()["attributes"]
    ]
    return {spelling: each for each in known for spelling in each.spellings}
