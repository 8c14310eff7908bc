"""What a yearbook of the fictional city would say of its organs: residents, area, product, staff."""

from __future__ import annotations

import csv
import io
from random import Random
from typing import TYPE_CHECKING

from demo.city import load_city

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.city import City, Organ

HEADINGS = ("单位", "年份", "属性", "数值", "计量单位", "来源")
PEOPLE_GROWTH, PRODUCT_GROWTH = 0.004, 0.055
LEAN_YEAR = {2020: 0.97}

Line = tuple[str, int, str, str, str, str]


def attributes_csv() -> str:
    """Give `attributes.csv` of the workspace: one line per organ, year and attribute, in the years it exists."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(_lines(load_city()))
    return sheet.getvalue()


def _lines(city: City) -> Iterator[Line]:
    for organ in city.parts:
        for year in city.years:
            if organ.valid_to is None or year <= organ.valid_to:
                yield from _of_year(city, organ, year)


def _of_year(city: City, organ: Organ, year: int) -> Iterator[Line]:
    """Give the lines of an organ; a district that took over another counts its people, land and product too."""
    joined = [organ, *(each for each in city.parts if each.successor == organ.name and year > (each.valid_to or year))]
    age = year - city.years[0]
    if organ.people_wan:
        people = sum(_grown(city, each, "people", age, PEOPLE_GROWTH) * each.people_wan for each in joined)
        product = sum(_grown(city, each, "product", age, PRODUCT_GROWTH) * each.product_yi for each in joined)
        area = sum(each.area_km2 for each in joined)
        book = f"示例市统计年鉴{year + 1}（虚构）"
        yield organ.name, year, "常住人口", f"{people:.2f}", "万人", f"{book}表2-3"
        yield organ.name, year, "面积", f"{area}", "平方公里", f"{book}表1-1"
        yield organ.name, year, "地区生产总值", f"{product * LEAN_YEAR.get(year, 1):.2f}", "亿元", f"{book}表3-5"
    yield (
        organ.name,
        year,
        "编制人数",
        f"{sum(each.staff for each in joined) + age * 3}",
        "人",
        "示例市机构编制年报（虚构）",
    )


def _grown(city: City, organ: Organ, what: str, age: int, growth: float) -> float:
    return (1 + growth * Random(f"{city.seed}:{organ.name}:{what}").uniform(0.4, 1.6)) ** age
