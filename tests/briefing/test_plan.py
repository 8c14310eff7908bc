"""A plan is stored as text and asked again on a later build."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.plan import OF_ONE, Ask, Chapter, Plan, Question, from_json

TEXT = st.text(max_size=20)
QUESTIONS = st.builds(
    Question,
    st.sampled_from(Ask),
    TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(st.integers(2008, 2030), min_size=2, max_size=4).map(lambda years: tuple(sorted(years))),
    TEXT,
    TEXT,
    st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
)
PLANS = st.builds(
    Plan,
    TEXT,
    TEXT,
    st.lists(st.builds(Chapter, TEXT, st.lists(QUESTIONS, max_size=3).map(tuple)), max_size=3).map(tuple),
)


@given(PLANS)
def test_a_stored_plan_comes_back_as_it_was(plan):
    assert from_json(plan.to_json()) == (plan, ())


def test_a_kind_of_a_later_program_is_named_and_left_out():
    stored = json.loads(Plan("t", "", (Chapter("h", (Question(Ask.HEADLINE), Question(Ask.MOVERS))),)).to_json())
    stored["chapters"][0]["questions"][0]["kind"] = "map"
    plan, unknown = from_json(json.dumps(stored))
    assert unknown == ("map",)
    assert [question.kind for question in plan.questions] == [Ask.MOVERS]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"chapters": 3, "title": "", "subtitle": ""}'])
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(ValueError, match="no stored briefing"):
        from_json(text)


@given(PLANS, st.integers(2019, 2025))
def test_organs_and_years_are_chosen_once_for_all(plan, end):
    chosen = plan.over(("a", "b"), (end - 1, end))
    for before, after in zip(plan.questions, chosen.questions, strict=True):
        assert after.organs == (before.organs if before.kind in OF_ONE else ("a", "b"))
        assert after.years[-1] == end
        assert (after.kind, after.subject, after.title, after.comment) == (
            before.kind,
            before.subject,
            before.title,
            before.comment,
        )
