"""The briefing a reader is putting together: kept for the visit, one a workspace, until it is saved or written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from briefing.plan import Chapter, Plan

if TYPE_CHECKING:
    from briefing.plan import Question
    from ui.view import View

_KEY: Final = "draft-briefing"


def of(view: View) -> Plan:
    """Give the draft of the open workspace; an empty one at first."""
    drafts: dict[str, Plan] = st.session_state.setdefault(_KEY, {})
    return drafts.get(view.workspace.name) or Plan(view.say("briefing.untitled"), "", ())


def keep(view: View, plan: Plan) -> None:
    """Make this the draft of the open workspace."""
    drafts: dict[str, Plan] = st.session_state.setdefault(_KEY, {})
    drafts[view.workspace.name] = plan


def add(view: View, question: Question) -> None:
    """Add a question at the end of the last chapter."""
    plan = of(view)
    chapters = plan.chapters or (Chapter(view.say("briefing.collected"), ()),)
    last = replace(chapters[-1], questions=(*chapters[-1].questions, question))
    keep(view, replace(plan, chapters=(*chapters[:-1], last)))


def moved(plan: Plan, at: tuple[int, int], by: int) -> Plan:
    """Give the plan with a question one place up or down; past the end of its chapter it goes on in the next.

    Args:
        plan: the draft.
        at: number of the chapter and of the question in it, from 0.
        by: -1 or 1.
    """
    chapter, place = at
    questions = list(plan.chapters[chapter].questions)
    question = questions.pop(place)
    if 0 <= place + by <= len(questions):
        questions.insert(place + by, question)
        return _with(plan, {chapter: tuple(questions)})
    if not 0 <= chapter + by < len(plan.chapters):
        return plan
    other = plan.chapters[chapter + by].questions
    return _with(plan, {chapter: tuple(questions), chapter + by: (question, *other) if by > 0 else (*other, question)})


def changed(plan: Plan, at: tuple[int, int], question: Question | None) -> Plan:
    """Give the plan with another question at a place, or without it where null."""
    chapter, place = at
    questions = list(plan.chapters[chapter].questions)
    questions[place : place + 1] = [] if question is None else [question]
    return _with(plan, {chapter: tuple(questions)})


def renamed(plan: Plan, chapter: int, heading: str) -> Plan:
    """Give the plan with another heading over a chapter."""
    chapters = list(plan.chapters)
    chapters[chapter] = replace(chapters[chapter], heading=heading)
    return replace(plan, chapters=tuple(chapters))


def without_chapter(plan: Plan, chapter: int) -> Plan:
    """Give the plan without a chapter and its questions."""
    return replace(plan, chapters=plan.chapters[:chapter] + plan.chapters[chapter + 1 :])


def _with(plan: Plan, questions: dict[int, tuple[Question, ...]]) -> Plan:
    chapters = [
        replace(chapter, questions=questions.get(place, chapter.questions))
        for place, chapter in enumerate(plan.chapters)
    ]
    return replace(plan, chapters=tuple(chapters))
