"""Index and compound growth: one base for all, no base and no break hidden."""

import pytest

from analysis.growth import compound, indexed
from analysis.vocabulary import metric

LICENCES = "licence.decisions"
REGULATIONS = "regulations.in_force"


@pytest.fixture
def city(world, rows):
    """A grows, B begins at 0, C lacks the base year, D changes its form."""
    for year, value in ((2020, 100), (2021, 110), (2022, 121), (2023, 133.1)):
        rows.report("A", year, "2019" if year < 2021 else "2021", {LICENCES: value, REGULATIONS: 5})
        rows.report("B", year, "2021", {LICENCES: year - 2020})
    rows.report("C", 2022, "2021", {LICENCES: 7})
    return world(rows)


def of(city, name, years):
    asked = metric(city.known.metrics, name)
    return city.series(name, years), city.known.comparability, asked


def test_one_base_year_for_all_and_none_silently_replaced(city):
    series, register, asked = of(city, LICENCES, range(2020, 2024))
    found = indexed(series, 2020, register, asked)
    by_organ = {key[0]: rows["index"].to_list() for key, rows in found.group_by("organ", maintain_order=True)}
    assert by_organ["A"] == pytest.approx([100, 110, 121, 133.1], abs=1e-9)
    assert by_organ["B"] == [None] * 4
    reasons = dict(found.group_by("organ").agg("reason").iter_rows())
    assert set(reasons["B"]) == {"base_not_positive"}
    assert set(reasons["C"]) == {"base_missing"}


def test_an_index_ends_at_a_break(city):
    series, register, asked = of(city, REGULATIONS, range(2020, 2024))
    found = indexed(series, 2021, register, asked).filter(organ="A").sort("year")
    assert found["index"].to_list() == [None, 100, 100, 100]


def test_compound_growth_states_its_years(city):
    series, register, asked = of(city, LICENCES, range(2020, 2024))
    found = compound(series, range(2020, 2024), register, asked)
    row = found.filter(organ="A").row(0, named=True)
    assert (row["years"], row["growth_pct"]) == (3, pytest.approx(10, abs=1e-9))
    assert dict(found.select("organ", "reason").iter_rows()) == {"A": "", "B": "not_positive", "C": "base_missing"}


def test_two_years_are_too_short(city):
    series, register, asked = of(city, LICENCES, (2021, 2022, 2023))
    found = compound(series, (2021, 2022, 2023), register, asked)
    assert found.filter(organ="A")["reason"].to_list() == ["too_short"]
