"""What a reader changes on each page, with the plain SQL that fetches what the changed page shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.composition import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

METRICS = (
    "penalty.decisions",
    "coercion.decisions",
    "requests.new.total",
    "disclosure_rate",
    "requests.granted.total",
    "review.total",
)
ORDINARY = "licence.decisions"
_SELECT = "select r.organ_id, r.year, r.form, c.path, c.value, c.status, c.printed from cell c join report r"
_PATHS = "(select unnest(if(numerator = [], [metric], numerator || denominator)) from metric where {which})"


@dataclass(frozen=True, slots=True)
class Change:
    """A page with one control changed: its address, and the queries that fetch the same facts."""

    page: str
    address: dict[str, str]
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Who and when is in a database: years, a superior with many below it, single organs."""

    years: tuple[int, ...]
    superior: str
    organs: tuple[str, ...]
    metrics: tuple[str, ...] = field(default=METRICS)

    @classmethod
    def of(cls, con: DuckDBPyConnection) -> World:
        """Look at a database."""
        years = con.execute("select distinct year from report order by 1").fetchall()
        superiors = "select parent_id from organ where parent_id is not null group by 1 order by count(*) desc, 1"
        above = con.execute(superiors).fetchall()[0][0]
        organs = con.execute("select organ_id from organ where parent_id = ? order by 1", [above]).fetchall()
        return cls(tuple(year for (year,) in years), above, tuple(organ for (organ,) in organs))

    @property
    def last(self) -> int:
        """Give the latest year."""
        return self.years[-1]


def changes(world: World) -> dict[str, list[Change]]:
    """Give the changes by page, in the order in which a reader makes them; none is asked twice."""
    pages = (overview, compare, trends, categories, organ, quality, glossary)
    return {page.__name__: list(page(world)) for page in pages}


def overview(world: World) -> Iterator[Change]:
    """Change the year."""
    headline = _PATHS.format(which="headline")
    for year in world.years[1:-1]:
        coverage = "select organ_id, year, outcome, severity, count(*) from finding join report using (report_id) "
        yield Change(
            "overview",
            {"y": str(year)},
            (_facts(headline, years=(year - 1, year)), f"{coverage} where is_current group by all"),
        )


def compare(world: World) -> Iterator[Change]:
    """Change the metric, the organs, the years and the way to compare."""
    for metric in world.metrics:
        yield _compared(world, metric)
    for organs in _choices(world):
        yield _compared(world, ORDINARY, organs)
    for start in world.years[1:5]:
        yield _compared(world, ORDINARY, y0=str(start))
    for metric, way in (("requests.new.total", "contributions"), ("disclosure_rate", "funnel")):
        yield _compared(world, metric, "@county", way=way)
    for metric in ("requests.new.total", "disclosure_rate", "penalty.decisions"):
        yield _compared(world, metric, way="peers")
    yield _compared(world, "disclosure_rate", way="drivers")


def _compared(world: World, metric: str, organs: str = "", **address: str) -> Change:
    return _of_series("compare", world, metric, organs, address)


def _of_series(page: str, world: World, metric: str, organs: str, address: dict[str, str]) -> Change:
    asked = {"m": metric} | ({"o": organs} if organs else {}) | address
    facts = _facts(_PATHS.format(which=f"metric = '{metric}'"), _organs(world, organs))
    return Change(page, asked, (facts,))


def trends(world: World) -> Iterator[Change]:
    """Change the metric, the organs, the span and the scale."""
    for metric in world.metrics:
        yield _of_series("trends", world, metric, "", {})
    for organs in _choices(world):
        yield _of_series("trends", world, ORDINARY, organs, {})
    for first in world.years[1:5]:
        yield _of_series("trends", world, ORDINARY, "", {"from": str(first)})
    for scale in ("log", "index"):
        yield _of_series("trends", world, ORDINARY, "", {"s": scale})


def categories(world: World) -> Iterator[Change]:
    """Change the family, what it is over, the organ, the organs and the year."""
    for family in list(FAMILIES)[1:]:
        yield _parted(world, family, world.organs[0])
    for each in world.organs[1:7]:
        yield _parted(world, "outcomes", each)
    for year in world.years[1:5]:
        yield _parted(world, "outcomes", "", {"over": "organ", "y": str(year)})
    for organs in _choices(world):
        yield _parted(world, "applicants", organs, {"over": "organ", "as": "value", "y": str(world.last)})


def _parted(world: World, family: str, organs: str, address: dict[str, str] | None = None) -> Change:
    asked = {"f": family} | (address or {})
    asked |= {("o" if "over" in asked else "org"): organs} if organs else {}
    which = f"metric in {(*FAMILIES[family], '')}"
    years = (int(asked["y"]) - 1, int(asked["y"])) if "y" in asked else ()
    return Change("categories", asked, (_facts(_PATHS.format(which=which), _organs(world, organs), years),))


def organ(world: World) -> Iterator[Change]:
    """Change the organ and the year."""
    for number in range(12):
        each, year = world.organs[number % len(world.organs)], world.years[-1 - number % (len(world.years) - 1)]
        report = f"join report r using (report_id) where r.organ_id = '{each}'"
        raw = (
            f"select c.* from cell c {report} and r.year in ({year}, {year - 1})",
            f"select f.* from finding f {report} and r.year = {year}",
            f"select p.* from passage p {report} and r.year = {year}",
        )
        yield Change("organ", {"org": each, "y": str(year)}, raw)


def quality(world: World) -> Iterator[Change]:
    """Change the year, the kind of rows, the organs, the rule, the severity, the outcome and the page."""
    for year in world.years[1:6]:
        yield _checked("true", {"y": str(year)}, (year,))
    for organs in _choices(world):
        yield _checked("true", {"o": organs}, (world.last,), _organs(world, organs))
    for rule in ("t3.balance", "t4", "y.carry"):
        yield _checked(f"starts_with(f.rule, '{rule}')", {"r": rule}, (world.last,))
    yield _checked("f.severity = 'error'", {"sev": "error"}, (world.last,))
    yield _checked("f.outcome = 'cannot_check'", {"out": "cannot_check"}, (world.last,))
    yield _checked("true", {"p": "3"}, (world.last,), offset=40)
    yield _checked("true", {"by": "year", "org": world.organs[0]}, world.years, f"'{world.organs[0]}'")
    yield _checked("true", {"by": "report"}, world.years)


def _checked(which: str, address: dict[str, str], years: tuple[int, ...], organs: str = "", offset: int = 0) -> Change:
    reports = f"r.is_current and r.year in {(*years, 0)}" + (f" and r.organ_id in ({organs})" if organs else "")
    joined = f"from finding f join report r using (report_id) where {reports}"
    gravest = f"order by f.outcome, f.severity limit 20 offset {offset}"
    counted = "select r.organ_id, r.year, f.rule, f.outcome, f.severity, count(*) as n"
    raw = (
        f"{counted} {joined} group by all order by n desc limit 1000",
        f"select f.*, r.organ_id, r.year {joined} and f.outcome <> 'pass' and {which} {gravest}",
        _facts(_PATHS.format(which="headline"), organs, (max(years) - 1, max(years))),
    )
    return Change("quality", address, raw)


def glossary(world: World) -> Iterator[Change]:
    """Search for a word."""
    for word in ("许可", "处罚", "申请", "率", "复议", "诉讼", "收费", "结转", *map(str, world.years[:2])):
        yield Change("glossary", {"q": word}, (f"select * from metric where contains(title_zh, '{word}')",))


def _choices(world: World) -> tuple[str, ...]:
    return "@county", "@department", f"@under:{world.superior}", "@all", ",".join(world.organs[:5])


def _organs(world: World, choice: str) -> str:
    """Give the SQL of the ids that a choice of the address stands for, '' where it is the page's own default."""
    if choice == "":
        return ""
    if choice == "@all":
        return "select organ_id from organ"
    if choice.startswith("@under:"):
        return f"select organ_id from organ where parent_id = '{world.superior}'"
    if choice.startswith("@"):
        return f"select organ_id from organ where level = '{choice[1:]}'"
    return ", ".join(f"'{each}'" for each in choice.split(","))


def _facts(paths: str, organs: str = "", years: tuple[int, ...] = ()) -> str:
    chosen = f" and r.organ_id in ({organs})" if organs else ""
    chosen += f" and r.year in {(*years, 0)}" if years else ""
    return f"{_SELECT} using (report_id) where r.is_current and c.path in {paths}{chosen}"
