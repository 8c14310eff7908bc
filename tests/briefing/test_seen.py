import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from briefing.caption import Caption
from briefing.content import Drawing, Figures, Paragraph
from briefing.seen import REMEMBERED, Moved, moved, numbers
from briefing.tables import Table

CAPTION = Caption("t", "u", "s", "b")
NUMBERS = st.dictionaries(
    st.builds("{} {} | {}".format, st.integers(0, 3), st.text("abc |", max_size=4), st.sampled_from(["x", "y"])),
    st.none() | st.integers(0, 5).map(float),
    max_size=6,
)


def table(**columns):
    return Table(pl.DataFrame(columns), {name: name for name in columns})


def test_the_numbers_of_an_answer_are_those_of_its_tables_each_once():
    listed = table(organ=["甲", "乙"], year=[2023, 2023], value=[1.0, None])
    blocks = [Paragraph("12"), Drawing("m", CAPTION, listed), Figures(listed, CAPTION)]
    assert numbers(blocks) == {"0 甲 2023 | value": 1.0, "0 乙 2023 | value": None}


def test_a_long_answer_is_remembered_in_part():
    long = table(organ=[str(each) for each in range(REMEMBERED + 5)], value=[1.0] * (REMEMBERED + 5))
    assert len(numbers([Figures(long, CAPTION)])) == REMEMBERED


def test_a_number_that_came_and_one_that_went():
    assert moved({"0 甲 | n": 1.0}, {"0 乙 | n": 2.0}) == [Moved("乙", "n", None, 2.0), Moved("甲", "n", 1.0, None)]


@given(NUMBERS)
def test_nothing_moved_from_itself(before):
    assert moved(before, before) == []


@given(NUMBERS, NUMBERS)
def test_what_moved_there_moves_back(before, after):
    there = {(each.row, each.column, each.before, each.after) for each in moved(before, after)}
    assert there == {(each.row, each.column, each.after, each.before) for each in moved(after, before)}
