"""What names a check in an address, what a person typed as a number, what became of a decision."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import rule_words
from briefing.words import words
from ledger import Entry, Judgement, Kind
from ui import book, checks, decide
from ui.findings import Key


@given(
    st.text("0123456789abcdef", min_size=8, max_size=8),
    st.integers(2000, 2099),
    st.sampled_from(["t4.review", "t3.balance.natural", "n.domain", "t3.applicants.refused.internal"]),
    st.integers(1, 30),
)
def test_a_key_survives_the_address(organ, year, rule, number):
    key = Key(organ, year, rule, number)
    assert Key.read(str(key)) == key


@pytest.mark.parametrize(
    "text", ["", "nonsense", "a.b.c", "1a2b3c4d.2023", "1a2b3c4d.2023.", "1a2b3c4d.2023.t4~x", ".2023.t4"]
)
def test_what_is_no_key_is_none(text):
    assert Key.read(text) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param(" 1234 ", 1234, id="plain"),
        pytest.param("1,234,567", 1234567, id="thousands"),
        pytest.param("１２", 12, id="full-width"),
        pytest.param("−3", -3, id="minus-sign"),
        pytest.param("0.37", 0.37, id="decimal"),
        pytest.param("1,2", None, id="comma-for-a-point"),
        pytest.param("12,34,567", None, id="groups-of-two"),
        pytest.param("12件", None, id="unit"),
        pytest.param("1 2", None, id="two-numbers"),
        pytest.param("nan", None, id="nan"),
        pytest.param("1e9", None, id="exponent"),
        pytest.param("", None, id="nothing"),
        pytest.param("--3", None, id="two-signs"),
    ],
)
def test_only_a_number_is_taken_for_one(typed, value):
    assert decide.number(typed) == value


@pytest.mark.parametrize(
    ("at", "meant"),
    [
        pytest.param("1a2b3c4d.2023", ("1a2b3c4d", 2023), id="report"),
        pytest.param("2023", (None, 2023), id="year"),
        pytest.param("1a2b3c4d", ("1a2b3c4d", None), id="organ"),
        pytest.param("12345678", ("12345678", None), id="organ-of-digits"),
        pytest.param(None, (None, None), id="all"),
    ],
)
def test_a_row_of_the_matrix_is_read_back(at, meant):
    assert checks.read(at) == meant


def entry(entry_id, **fields):
    given = {"kind": Kind.VERDICT, "judgement": Judgement.ACCEPTED, "target": "t4.review", **fields}
    at = dt.datetime(2025, 1, 2, 3, 4, tzinfo=dt.UTC)
    known = {"organ_id": "a", "organ": "甲", "year": 2023, "who": "Li", "note": "n", "workspace": "w", "at": at}
    return Entry(entry_id=entry_id, **{**known, **given})


def test_a_decision_holds_is_replaced_or_undone():
    book_of_three = [
        entry(4, undoes=3, judgement=None, note="by mistake"),
        entry(3, target="t3.balance"),
        entry(2),
        entry(1),
    ]
    states = {each.entry.entry_id: each for each in book.decided(book_of_three)}
    assert {number: each.state for number, each in states.items()} == {3: "undone", 2: "holds", 1: "replaced"}
    assert states[3].undo.note == "by mistake"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_family_has_a_name_and_every_check_a_rule(language):
    say = words(language)
    assert [each for each in checks.FAMILIES if rule_words.family(each, say) == each] == []
    assert rule_words.family("brand.new", say) == "brand.new"
    assert rule_words.asks("t3.balance.natural", say)
    assert rule_words.asks("brand.new", say) == ""
    assert rule_words.why("y.stock.normative", "y.stock", say)
