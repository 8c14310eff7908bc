"""Lists of the years before 2019 that some organs of the city print, to show where a series breaks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from demo.city import load_city
from demo.documents import printed_facts
from demo.form import FORMS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PRINTED = (("示例市甲木区人民政府", 2017), ("示例市甲木区人民政府", 2018), ("示例市教育局", 2018))
COUNT_UNITS = {"published": "条", "responses": "次", "resources": "个", "training": "次"}
HEADING_UNIT = "——"


@dataclass(frozen=True, slots=True)
class List:
    """One list: its file name, its text, and the figure of every cell in it."""

    name: str
    text: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: cell path ('' for a heading), label and unit."""

    path: str
    label: str
    unit: str


def earlier_lists() -> tuple[List, ...]:
    """Give the lists of 国办发〔2014〕32号, as text with bars; the same every time."""
    return tuple(_list(organ, year) for organ, year in PRINTED)


def _list(organ: str, year: int) -> List:
    figures = _figures(organ, year)
    rows = [(line.label, line.unit, str(figures[line.path]) if line.path else "") for line in _lines()]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in (("统计指标", "单位", "统计数"), *rows))
    text = (
        f"{organ}{year}年政府信息公开工作年度报告\n\n（虚构示例）本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n\n"
        f"政府信息公开情况统计表\n（{year}年度）\n{table}\n"
    )
    return List(f"{organ.removesuffix('人民政府')}_{year}.txt", text, figures)


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    tables = tomllib.loads((FORMS_FOLDER / "legacy.toml").read_text(encoding="utf-8"))["tables"]
    return tuple(table for table in tables if table["id"].startswith("legacy_"))


@cache
def _lines() -> tuple[Line, ...]:
    return tuple(line for table in _tables() for line in _lines_of(table["blocks"][0]))


def _lines_of(block: dict[str, Any]) -> Iterator[Line]:
    headings = {group["id"]: group["labels"][0] for group in block.get("groups", ())}
    for row in block["rows"]:
        if row.get("group") in headings:
            yield Line("", headings.pop(row["group"]), HEADING_UNIT)
        unit = block["columns"][0].get("unit") or COUNT_UNITS.get(row["id"].split(".")[0], "件")
        yield Line(row["id"], row["labels"][0], unit)


def _figures(organ: str, year: int) -> dict[str, int]:
    """Draw the figures around those of the first year of the forms, so that every sum of the list holds."""
    first = load_city().years[0]
    facts = printed_facts()[organ][first]
    chance = Random(f"{organ}:{year}")
    received = round(float(facts["requests.new.total"]) * chance.uniform(0.8, 0.95) ** (first - year))
    figures = {line.path: chance.randint(0, 40) for line in _lines() if line.path}
    figures["published.total"] = sum(figures[f"published.{way}"] for way in ("gazette", "website", "weibo")) + 900
    figures["normative.made"] = int(facts["normative.made"]) + chance.randint(0, 3)
    totals = {"requests_legacy.received", "requests_legacy.closed", "requests_legacy.answered"}
    figures |= dict.fromkeys(totals, received)
    for check in (check for table in _tables() for check in table.get("checks", ())):
        (whole,) = check["right"]
        figures |= dict(zip(check["left"], _shared(figures[whole], len(check["left"]), chance), strict=True))
    return figures


def _shared(whole: int, parts: int, chance: Random) -> list[int]:
    cuts = sorted(chance.randint(0, whole) for _ in range(parts - 1))
    return [end - begin for begin, end in zip([0, *cuts], [*cuts, whole], strict=True)]
