"""All documents of the fictional city, each with the figures that a reader must find in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from demo import prose
from demo.city import load_city, organs_csv
from demo.facts import merged, organ_series, whole_city
from demo.form import load_form
from demo.planted import Plant, load_plants, plant_base, plant_facts, plants_of
from demo.press import print_report
from demo.report import SUFFIXES, Layout, PrintedReport, Script, Variant
from demo.requests import UNDIVIDED
from demo.styles import STYLES, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demo.city import City, Organ
    from demo.facts import Facts, Series

# In an order that gives every layout to at least four documents.
TURNS = (
    Variant(Layout.ODS),
    Variant(Layout.COLUMNS, wrap=12, page_lines=45),
    Variant(Layout.BARS, spans=False),
    Variant(Layout.PDF),
    Variant(Layout.MARKDOWN),
    Variant(Layout.TABS, ragged=True),
    Variant(Layout.BARS),
    Variant(Layout.PDF, seed=3),
    Variant(Layout.CSV),
    Variant(Layout.LINES, wrap=2),
    Variant(Layout.DOCX),
    Variant(Layout.XLSX, seed=1),
    Variant(Layout.DOCX, wrap=6),
    Variant(Layout.XLSX),
    Variant(Layout.MHT, encoding="gb18030"),
    Variant(Layout.HTML, wrap=5),
    Variant(Layout.HTML, escaped=True),
    Variant(Layout.TABS),
    Variant(Layout.JSON),
    Variant(Layout.HTML, encoding="gb18030"),
    Variant(Layout.BAR_CELLS),
)
# The form of 2019 prints no unit here; an amount that says nowhere whether it is 元 or 万元 cannot be read.
USUAL_LABELS = {"采购总金额": "采购总金额（单位：万元）"}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader must make of one printed cell; `value` is None unless the state is reported."""

    state: str
    value: float | None


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """One document: its file name, what it says, how it is set, and what must be read from it."""

    name: str
    report: PrintedReport
    variant: Variant
    expected: Mapping[str, Expected]
    plants: tuple[Plant, ...]

    def content(self) -> bytes:
        """Print the document."""
        return print_report(self.report, self.variant)


@cache
def printed_facts() -> dict[str, Series]:
    """Give the figures that the reports print, by organ and year, the city included, planted faults and all."""
    city = load_city()
    series = {organ.name: organ_series(city, organ) for organ in city.parts}
    plant_base(series, load_plants())
    series = merged(series, city)
    series[city.whole.name] = whole_city(series, city)
    return {
        name: {year: plant_facts(facts, plants_of(name, year)) for year, facts in years.items()}
        for name, years in series.items()
    }


@cache
def documents() -> tuple[DemoDocument, ...]:
    """Give every document of the city, in the order of organs and years."""
    city = load_city()
    return tuple(
        document
        for index, organ in enumerate(city.organs)
        for year in city.years
        if organ.reports_in(year)
        for document in _issues(city, organ, index, year)
    )


def reprinted(organ: Organ, year: int, variant: Variant, *, undivided: bool = False) -> DemoDocument:
    """Give a report without its planted faults, on the form of the organ, or with one undivided row 其他处理."""
    plants = (Plant("", organ.name, year, "", "", "", undivided=True),) if undivided else ()
    return _document(organ, year, printed_facts()[organ.name][year], plants, variant)


def workspace_organs() -> str:
    """Give the text of `organs.csv` for the workspace of the city."""
    return organs_csv(load_city())


def _issues(city: City, organ: Organ, index: int, year: int) -> list[DemoDocument]:
    """Give the documents of one organ and year: one as a rule, two where a re-issue or a reprint is planted."""
    plants = plants_of(organ.name, year)
    variant = _variant(city, index, year, plants)
    facts = printed_facts()[organ.name][year]
    report_again = [plant for plant in plants if plant.first_issue]
    main = _document(organ, year, facts, plants, variant)
    issues = [main]
    for plant in report_again:
        wrong = facts | {path: facts[path] + offset for path, offset in plant.first_issue.items()}
        issues = [_document(organ, year, wrong, plants, variant), replace(main, name=_named(main.name, "_更正"))]
    for plant in plants:
        if plant.twin:
            reprint = _document(organ, year, facts, plants, _varied(variant, plant.twin))
            mark = "_扫描件" if reprint.variant.layout is Layout.SCAN else "_转载"
            issues.append(replace(reprint, name=_named(reprint.name, mark)))
    return issues


def _named(name: str, mark: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}{mark}{dot}{suffix}"


def _variant(city: City, index: int, year: int, plants: Sequence[Plant]) -> Variant:
    turn = TURNS[(5 * index + 3 * city.years.index(year)) % len(TURNS)]
    variant = replace(turn, seed=turn.seed + index + year)
    for plant in plants:
        variant = _varied(variant, plant.variant)
    return variant


def _varied(variant: Variant, options: Mapping[str, object]) -> Variant:
    """Give the variant with options replaced; another layout starts from the defaults."""
    if not options:
        return variant
    named = dict(options)
    if "layout" in named:
        variant = Variant(Layout(str(named.pop("layout"))), seed=variant.seed)
    if "script" in named:
        variant = replace(variant, script=Script(str(named.pop("script"))))
    return replace(variant, **named)  # type: ignore[arg-type]  # options of a data file, tested as a whole


def _document(organ: Organ, year: int, facts: Facts, plants: Sequence[Plant], variant: Variant) -> DemoDocument:
    last_year = printed_facts()[organ.name].get(year - 1) if organ.reports_in(year - 1) else None
    cells, expected = _cells(organ, year, facts, plants)
    report = PrintedReport(
        organ=organ.name,
        year=year,
        form=organ.form(year),
        title=prose.title(organ, year, plants),
        opening=prose.opening(organ, year),
        sections=prose.sections(organ, year, facts, last_year, plants),
        cells=cells,
        labels=USUAL_LABELS | {old: new for plant in plants for old, new in plant.labels.items()},
        images={table: file for plant in plants for table, file in plant.image.items()},
    )
    suffix = SUFFIXES.get(variant.layout, "txt")
    short_name = organ.name.removesuffix("人民政府").removesuffix("管理委员会")
    return DemoDocument(f"{short_name}_{year}.{suffix}", report, variant, expected, tuple(plants))


def _cells(
    organ: Organ, year: int, facts: Facts, plants: Sequence[Plant]
) -> tuple[dict[str, str], dict[str, Expected]]:
    cells: dict[str, str] = {}
    expected: dict[str, Expected] = {}
    for table in load_form(organ.form(year)).tables:
        for path in table.paths():
            if not _is_printed(path, table.id, organ.form(year), plants):
                continue
            style = next((plant.style for plant in plants if plant.style and plant.covers(path)), "")
            cells[path] = STYLES[style](facts[path])
            found = next((plant.expect for plant in plants if plant.unreadable(path)), state(style, cells[path]))
            expected[path] = Expected(found, float(facts[path]) if found == "reported" else None)
    return cells, expected


def _is_printed(path: str, table: str, form: str, plants: Sequence[Plant]) -> bool:
    if any(table in plant.image or (plant.drop and plant.covers(path)) for plant in plants):
        return False
    undivided = any(plant.undivided for plant in plants)
    if any(path.startswith(f"requests.{row}.") for row in UNDIVIDED):
        return not undivided
    is_undivided_row = path.startswith("requests.other.")
    return form == "2019" or undivided or not is_undivided_row
