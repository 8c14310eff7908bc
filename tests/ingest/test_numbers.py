import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Status
from ingest.numbers import Piece, parsed, piece_kind


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        pytest.param("0", 0, Status.REPORTED, id="zero-is-a-number"),
        pytest.param("1,204", 1204, Status.REPORTED, id="thousands-comma"),
        pytest.param("1，204", 1204, Status.REPORTED, id="full-width-comma"),
        pytest.param("１２", 12, Status.REPORTED, id="full-width-digits"),
        pytest.param("16件", 16, Status.REPORTED, id="quantifier-in-the-cell"),
        pytest.param("-3", -3, Status.REPORTED, id="negative-count-is-printed-and-left-to-the-check"),
        pytest.param("16 件", 16, Status.REPORTED, id="quantifier-behind-a-blank"),
        pytest.param("16.00", 16, Status.REPORTED, id="decimals-that-a-spreadsheet-adds"),
        pytest.param("16.000", None, Status.UNREADABLE, id="thousands-dot-or-decimals"),
        pytest.param("", None, Status.BLANK, id="empty"),
        pytest.param("　", None, Status.BLANK, id="ideographic-space"),
        pytest.param("—", None, Status.BLANK, id="dash-is-not-zero"),
        pytest.param("／", None, Status.BLANK, id="full-width-slash"),
        pytest.param("无", None, Status.BLANK, id="none-in-words"),
        pytest.param("约30", None, Status.UNREADABLE, id="about-thirty"),
        pytest.param("9" * 400, None, Status.UNREADABLE, id="longer-than-any-number"),
        pytest.param("1O", None, Status.UNREADABLE, id="letter-o"),
        pytest.param("12 34", None, Status.UNREADABLE, id="two-numbers-in-one-cell"),
        pytest.param("12\n34", None, Status.UNREADABLE, id="two-lines-in-one-cell"),
        pytest.param("1,20", None, Status.UNREADABLE, id="comma-in-a-wrong-place"),
        pytest.param("16.5", None, Status.UNREADABLE, id="a-count-has-no-decimals"),
        pytest.param("1.2万", None, Status.UNREADABLE, id="rounded-count"),
        pytest.param("十二", None, Status.UNREADABLE, id="chinese-numeral-in-a-cell"),
        pytest.param("1705995746322.jpg", None, Status.UNREADABLE, id="file-name-of-an-image"),
    ],
)
def test_count(text, value, status):
    assert parsed(text) == (value, status)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("-367", -367, id="minus"),
        pytest.param("−367", -367, id="mathematical-minus"),
        pytest.param("－367", -367, id="full-width-minus"),
        pytest.param("+461", 461, id="plus"),
        pytest.param("减3", -3, id="worded-decrease"),
        pytest.param("减少12", -12, id="longer-word"),
        pytest.param("增5", 5, id="worded-increase"),
        pytest.param("减-3", None, id="word-and-sign-contradict"),
        pytest.param("增/减", None, id="the-heading-itself"),
    ],
)
def test_change(text, value):
    assert parsed(text, "change")[0] == value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        pytest.param("96171.6", "万元", 96171.6, id="unit-of-the-heading"),
        pytest.param("190.457379", "万元", 190.457379, id="six-decimals"),
        pytest.param("251000元", "", 25.1, id="yuan-in-the-cell"),
        pytest.param("251000元", "万元", 25.1, id="the-cell-outranks-the-heading"),
        pytest.param("3987.75 万", "", 3987.75, id="wan-behind-a-blank"),
        pytest.param("0.37万元", "元", 0.37, id="wan-under-a-heading-in-yuan"),
        pytest.param("3,400", "元", 0.34, id="heading-in-yuan"),
        pytest.param("8040", "", None, id="no-unit-anywhere"),
        pytest.param("0", "", 0, id="zero-needs-no-unit"),
        pytest.param("12 345.6", "万元", None, id="blank-inside-the-digits"),
    ],
)
def test_amount(text, unit, value):
    number, status = parsed(text, "amount", unit)
    assert number == (pytest.approx(value) if value is not None else None)
    assert status is (Status.UNREADABLE if value is None else Status.REPORTED)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("2.重复申请", Piece.TEXT, id="a-number-before-a-label"),
        pytest.param("第二十条第（一）项", Piece.TEXT, id="heading"),
        pytest.param("2024年", Piece.TEXT, id="a-year"),
        pytest.param("约30", Piece.DOUBTFUL, id="about"),
        pytest.param("O", Piece.DOUBTFUL, id="a-lone-letter"),
        pytest.param("3987.75 万", Piece.FIGURE, id="unit-behind-a-blank"),
    ],
)
def test_piece_kind(text, kind):
    assert piece_kind(text) is kind


@given(st.text(max_size=30), st.sampled_from(["count", "change", "amount"]), st.sampled_from(["", "元", "万元"]))
@settings(deadline=None)
def test_never_invents_a_number(text, kind, unit):
    value, status = parsed(text, kind, unit)
    assert (value is not None) == (status is Status.REPORTED)
    assert value is None or re.search(r"\d", text)


@given(st.integers(min_value=0, max_value=10**12))
@settings(deadline=None)
def test_a_printed_count_is_given_back(number):
    assert parsed(str(number))[0] == number
    assert parsed(f"{number:,}")[0] == number
