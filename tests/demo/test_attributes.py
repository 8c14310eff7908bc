"""The invented attributes: one line per organ, year and attribute, and a dissolved district lives on in its successor."""

import csv
import io

from demo.attributes import attributes_csv
from demo.city import load_city


def lines():
    rows = csv.DictReader(io.StringIO(attributes_csv()))
    return {(row["单位"], int(row["年份"]), row["属性"]): float(row["数值"]) for row in rows}


def test_every_district_has_residents_in_every_year_it_exists():
    people = {key[:2] for key in lines() if key[2] == "常住人口"}
    city = load_city()
    districts = [organ for organ in city.parts if organ.level == "county"]
    assert len(districts) == 8
    assert people == {
        (each.name, year) for each in districts for year in city.years if each.valid_to is None or year <= each.valid_to
    }


def test_the_successor_counts_the_people_and_the_land_of_the_district_it_took_over():
    found = lines()
    gone, heir = "示例市壬水区人民政府", "示例市丙火区人民政府"
    assert found[heir, 2022, "面积"] == found[heir, 2021, "面积"] + found[gone, 2021, "面积"]
    grown = found[heir, 2022, "常住人口"] / (found[heir, 2021, "常住人口"] + found[gone, 2021, "常住人口"])
    assert 0.98 < grown < 1.02
