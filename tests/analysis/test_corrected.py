"""A figure that a person put in the place of another is marked wherever it goes, with what is printed beside it."""

from __future__ import annotations

import pytest

from analysis import composition, load, printed
from analysis.change import between
from analysis.totals import total
from analysis.vocabulary import metric

LICENCES, YEARS = "licence.decisions", (2023, 2024)


@pytest.fixture
def city(world, rows):
    """A: 7 in place of what is printed, B: blank in place of it, C: as printed."""
    for organ, now in (("A", 7), ("B", None), ("C", 7)):
        rows.report(organ, 2023, "2021", {LICENCES: 5}).report(organ, 2024, "2021", {LICENCES: now})
    rows.corrected |= {("A", 2024, LICENCES), ("B", 2024, LICENCES), ("A", 2023, LICENCES)}
    return world(rows)


def test_corrections_are_loaded_with_what_was_read(city):
    found = load.corrections(city.con, "A", 2024).row(0, named=True)
    assert (found["organ_id"], found["year"], found["path"], found["entry_id"]) == ("A", 2024, LICENCES, 9)
    assert (found["printed"], found["status_before"], found["value_before"]) == ("12", "reported", 12.0)
    assert (found["note"], found["source"], found["who"]) == ("误读", "原件", "审核员")
    assert load.corrections(city.con).height == 3
    assert load.corrections(city.con, "C").is_empty()


def test_facts_and_cells_name_the_entry(city):
    entries = dict(city.facts.filter(year=2024).select("organ_id", "entry_id").iter_rows())
    assert entries == {"A": 9, "B": 9, "C": None}
    assert load.report_cells(city.con, "A", 2024)["entry_id"].to_list() == [9]


def test_a_series_says_what_is_printed_instead(city):
    rows = city.series(LICENCES, YEARS).filter(year=2024).select("organ_id", "status", "flags", "corrected_from").rows()
    assert rows == [
        ("A", "corrected", ["corrected"], ["“7”"]),
        ("B", "blank", ["corrected"], ["“12”"]),
        ("C", "reported", [], []),
    ]


def test_a_change_names_the_year_of_each_correction(city):
    asked = metric(city.known.metrics, LICENCES)
    found = between(city.series(LICENCES, YEARS), *YEARS, city.known.comparability, asked)
    assert dict(found.select("organ_id", "corrected_from").iter_rows()) == {
        "A": ["2023 “5”", "2024 “7”"],
        "B": ["2024 “12”"],
        "C": [],
    }
    assert found["flags"].to_list()[2] == ["small_base"]


def test_a_sum_over_organs_says_that_a_part_was_corrected(city):
    asked = metric(city.known.metrics, LICENCES)
    flags = dict(total(city.series(LICENCES, YEARS), asked).select("year", "flags").iter_rows())
    assert flags == {2023: ["corrected"], 2024: ["corrected"]}
    others = city.series(LICENCES, YEARS, ["C"])
    assert total(others, asked)["flags"].to_list() == [[], []]


def test_a_derived_figure_names_what_is_printed_in_its_corrected_parts(world, rows, table_three):
    rows.report("A", 2024, "2021", table_three(granted=3, partial=1, total=4))
    rows.corrected |= {("A", 2024, "requests.granted.total"), ("A", 2024, "requests.partial.total")}
    city = world(rows)
    row = city.series("disclosure_rate", [2024]).row(0, named=True)
    assert row["status"] == "computed"
    assert "corrected" in row["flags"]
    assert sorted(row["corrected_from"]) == ["“1”", "“3”"]
    facts = composition.facts_for(city.con, city.known, "outcomes", ["A"], [2024])
    parts = composition.composition(city.known, facts, "outcomes", ["A"], [2024])
    assert all(("corrected" in flags) == bool(texts) for flags, texts in parts.select("flags", "corrected_from").rows())
    assert parts["corrected_from"].list.len().sum() > 0


def test_the_printed_form_marks_each_year_for_itself(city):
    def flags(organ, year):
        cells = printed.printed_of(city.con, city.known, organ, year).filter(path=LICENCES)
        return [flag for flag in cells["flags"][0] if "corrected" in flag]

    assert flags("A", 2024) == ["corrected", "start_corrected"]
    assert flags("A", 2023) == ["corrected"]
    assert flags("B", 2024) == ["corrected"]
    assert flags("B", 2023) == flags("C", 2024) == []
