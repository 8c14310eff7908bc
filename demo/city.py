"""The organs of the fictional city, with the magnitudes their figures are drawn around."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CITY_FILE = Path(__file__).parent / "city.toml"
ORGAN_COLUMNS = (
    "name",
    "short_name",
    "adcode",
    "level",
    "type",
    "parent",
    "successor",
    "valid_from",
    "valid_to",
)
WORKSPACE = 'title_zh = "示例市（虚构数据）"\ntitle_en = "Sample City (fictional data)"\nfictional = true\n'


@dataclass(frozen=True, slots=True)
class Organ:
    """One fictional organ; counts are of the first year, growth is a share a year, `fees_wan` is in 万元."""

    name: str
    short_name: str
    level: str
    type: str
    scope: str  # the word its report uses for all it covers: 全市, 全区, 全县, 本机关
    parent: str = ""
    successor: str = ""
    valid_to: int | None = None
    no_report: tuple[int, ...] = ()
    form_2019_until: int = 2020
    requests: int = 0
    licences: int = 0
    licence_growth: float = 0.0
    penalties: int = 0
    penalty_growth: float = 0.0
    coercion: int = 0
    fees_wan: int = 0
    rules: int = 0
    regulations: int = 0
    people_wan: float = 0.0  # residents of the first year, in 万人; 0 for a department
    area_km2: int = 0
    product_yi: float = 0.0  # in 亿元
    staff: int = 0
    steady: bool = False  # as many rules repealed as issued
    prompt: bool = False  # nothing is carried over to the next year

    def form(self, year: int) -> str:
        """Give the form its report of a year is printed on; the year alone does not decide it."""
        return "2019" if year <= self.form_2019_until else "2021"

    def reports_in(self, year: int) -> bool:
        """Tell whether it publishes a report for a year."""
        return year not in self.no_report and (self.valid_to is None or year <= self.valid_to)


@dataclass(frozen=True, slots=True)
class City:
    """The organs, the city first, and the years they report on."""

    seed: int
    years: tuple[int, ...]
    organs: tuple[Organ, ...]

    @property
    def whole(self) -> Organ:
        """The city itself, whose report covers all the others."""
        return self.organs[0]

    @property
    def parts(self) -> tuple[Organ, ...]:
        """Districts and departments."""
        return self.organs[1:]


@cache
def load_city() -> City:
    """Give the city of `city.toml`."""
    raw = tomllib.loads(CITY_FILE.read_text(encoding="utf-8"))
    organs = tuple(Organ(**{**entry, "no_report": tuple(entry.get("no_report", ()))}) for entry in raw["organs"])
    return City(seed=raw["seed"], years=tuple(range(raw["first_year"], raw["last_year"] + 1)), organs=organs)


def organs_csv(city: City) -> str:
    """Give `organs.csv` of the workspace; fictional organs have no adcode, parents and successors go by name."""
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, ORGAN_COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for organ in city.organs:
        fields = {column: getattr(organ, column, "") for column in ORGAN_COLUMNS}
        writer.writerow({name: "" if field is None else field for name, field in fields.items()})
    return sheet.getvalue()
