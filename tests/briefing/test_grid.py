"""Tables as printed texts: nothing lost, columns that add up, numbers that are not broken."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.grid import Grid, clean, grid
from briefing.tables import Table

WORDS = st.text("甲乙丙 ab1,.（）%−", max_size=30)


@st.composite
def grids(draw):
    columns = draw(st.integers(1, 12))
    rows = draw(st.lists(st.tuples(*[WORDS] * columns), max_size=6))
    return Grid(draw(st.tuples(*[WORDS] * columns)), tuple(rows), draw(st.tuples(*[st.booleans()] * columns)))


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("value", None, "—"),
        ("value", 1234567, "1,234,567"),
        ("value", -0.5, "−0.5"),
        ("year", 2023, "2023"),
        ("end_year", 2023, "2023"),
        ("note", "=1+1", "=1+1"),
        ("note", "", ""),
        ("flags", ["甲", "乙"], "甲；乙"),
        ("is_known", True, "True"),
    ],
)
def test_a_value_is_printed_as_people_write_it(name, value, text):
    printed = grid(Table(pl.DataFrame({name: [value]}), {}))
    assert printed.rows == ((text,),)


def test_drawn_columns_are_left_out_and_headings_are_the_readers():
    table = Table(pl.DataFrame({"organ": ["甲"], "line": ["svg"]}), {"organ": "机关"}, ("line",))
    assert grid(table).heads == ("机关",)


@given(made=grids(), room=st.floats(10, 400))
def test_shares_fill_the_width(made, room):
    shares = made.shares(room)
    assert len(shares) == len(made.heads)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0


@given(made=grids(), room=st.floats(10, 400))
def test_parts_of_a_broad_table_hold_every_column_once_behind_its_names(made, room):
    parts = made.split(room)
    named = next((place for place, numeric in enumerate(made.numeric) if numeric), 1) or 1
    for part in parts:
        assert part.heads[:named] == made.heads[:named]
        assert len(part.rows) == len(made.rows)
    assert [head for part in parts for head in part.heads[named:]] == list(made.heads[named:])
    if made.fits(room):
        assert parts == (made,)


@given(st.text())
def test_clean_text_is_what_xml_can_hold(text):
    kept = clean(text)
    assert clean(kept) == kept
    assert not set(kept) & {"\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"}
    assert set(kept) <= set(text)
