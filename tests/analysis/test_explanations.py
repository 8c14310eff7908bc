"""Which large changes are explained, by a sentence that still holds."""

import pytest

from analysis import explanations
from analysis.vocabulary import metric
from ledger import Kind, open_book

LICENCES = "licence.decisions"


@pytest.fixture
def book(tmp_path):
    return open_book(f"sqlite:///{tmp_path / 'ledger.sqlite'}", "city")


@pytest.fixture
def city(world, rows):
    """A has a large rise and then none, B a large fall."""
    for organ, year, value in (
        ("A", 2022, 1000),
        ("A", 2023, 3000),
        ("A", 2024, 3010),
        ("B", 2022, 900),
        ("B", 2023, 90),
    ):
        rows.report(organ, year, "2021", {LICENCES: value})
    return world(rows)


def explain(book, organ, year, numbers, sentence="新增审批事项"):
    said = {"kind": Kind.EXPLANATION, "organ_id": organ, "organ": f"organ {organ}", "year": year, "target": LICENCES}
    return book.record(**said, who="甲", note=sentence, left_value=numbers[0], right_value=numbers[1])


def wanted(city, book, year):
    said = explanations.explanations(book)
    found = explanations.wanted(explanations.to_explain(city.known, city.facts, None, year), said)
    return {row["organ"]: (row["explained"], row["explanation"]) for row in found.iter_rows(named=True)}


def test_only_changes_beyond_both_thresholds_ask_for_a_sentence(city, book):
    assert wanted(city, book, 2023) == {"A": ("missing", None), "B": ("missing", None)}
    assert wanted(city, book, 2024) == {}


def test_a_sentence_holds_while_both_numbers_are_the_same(city, book):
    explain(book, "A", 2023, (1000, 3000))
    explain(book, "B", 2023, (900, 95))
    assert wanted(city, book, 2023) == {"B": ("stale", "新增审批事项"), "A": ("valid", "新增审批事项")}


def test_the_later_sentence_counts_and_an_undone_one_does_not(city, book):
    explain(book, "A", 2023, (1000, 3000), "一")
    second = explain(book, "A", 2023, (1000, 3000), "二")
    assert wanted(city, book, 2023)["A"] == ("valid", "二")
    book.undo(second.entry_id, who="乙", note="写错")
    assert wanted(city, book, 2023)["A"] == ("valid", "一")


def test_a_line_carries_the_sentence_at_the_year_it_explains(city, book):
    explain(book, "A", 2023, (1000, 3000))
    explain(book, "A", 2024, (1, 2))
    asked = metric(city.known.metrics, LICENCES)
    series = city.series(LICENCES, (2022, 2023, 2024))
    said = explanations.explanations(book)
    lines = explanations.of_series(series, said, city.known.comparability, asked)
    found = dict(lines.filter(organ="A").select("year", "explanation").iter_rows())
    assert found == {2022: None, 2023: "新增审批事项", 2024: None}
    assert lines.drop("explanation").equals(series)


def test_without_a_ledger_nothing_is_explained_and_nothing_is_made(tmp_path):
    book = open_book(f"sqlite:///{tmp_path / 'none.sqlite'}", "city")
    assert explanations.explanations(book).is_empty()
    assert not (tmp_path / "none.sqlite").exists()
