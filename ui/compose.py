"""The parts of the Briefing page: begin with a template, order and word the questions, organs and years at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from briefing import templates
from briefing.plan import Ask, Chapter
from ui import draft, filters

if TYPE_CHECKING:
    from briefing.plan import Plan, Question
    from ui.view import View

_VERSION: Final = "draft-version"
_ALL_BELOW: Final = "-"


def begin(view: View) -> None:
    """Let the reader fill the draft from a template."""
    say = view.say
    with st.expander(say("briefing.begin"), expanded=not draft.of(view).chapters):
        name = st.segmented_control(
            say("briefing.template"),
            templates.NAMES,
            format_func=lambda each: say(f"briefing.template.{each}"),
            default=templates.NAMES[0],
            required=True,
            key="template",
        )
        at_organ, at_year = st.columns([3, 1])
        names = view.names
        superiors = [organ for organ in names if organ in set(view.known.organs["parent_id"].drop_nulls())]
        options = [_ALL_BELOW, *superiors] if name == "annual" else list(names)
        with at_organ:
            organ = st.selectbox(
                say("briefing.whose" if name == "annual" else "filter.organ"),
                options,
                format_func=lambda each: say("briefing.all_districts") if each == _ALL_BELOW else names[each],
                key=f"template-organ-{name}",
            )
        years = list(reversed(view.years))
        latest = filters.latest_year(view)
        with at_year:
            year = st.selectbox(say("filter.year"), years, index=years.index(latest), key="template-year")
        st.caption(say(f"briefing.template.{name}.told"))
        st.button(
            say("briefing.fill"),
            on_click=_fill,
            args=(view, str(name), str(organ), int(year)),
            type="primary",
            key="fill",
        )


def _fill(view: View, name: str, organ: str, year: int) -> None:
    if name == "annual":
        superior = None if organ == _ALL_BELOW else organ
        asked = templates.below(view, superior, year)
        whose = view.workspace_title if superior is None else view.names[superior]
        plan = templates.annual(view, asked, year, whose=whose)
    elif name == "profile":
        plan = templates.profile(view, organ, year)
    else:
        plan = templates.reply(view, organ, (year,))
    _renew(view, plan)


def _renew(view: View, plan: Plan) -> None:
    """Take a plan that does not come from the fields on the page: they are drawn anew with its words."""
    st.session_state[_VERSION] = st.session_state.get(_VERSION, 0) + 1
    draft.keep(view, plan)


def open_plan(view: View, plan: Plan) -> None:
    """Put a stored plan on the page."""
    _renew(view, plan)


def head(view: View) -> None:
    """Let the reader word title and subtitle."""
    say, plan = view.say, draft.of(view)
    version = st.session_state.get(_VERSION, 0)
    at_title, at_under = st.columns([3, 2])
    with at_title:
        title = st.text_input(say("briefing.title"), plan.title, key=f"brief-title-{version}")
    with at_under:
        subtitle = st.text_input(say("briefing.subtitle"), plan.subtitle, key=f"brief-sub-{version}")
    if (title, subtitle) != (plan.title, plan.subtitle):
        draft.keep(view, replace(plan, title=title, subtitle=subtitle))


def at_once(view: View) -> None:
    """Let the reader choose organs and years for all questions."""
    say, plan = view.say, draft.of(view)
    if not plan.questions:
        return
    with st.expander(say("briefing.at_once")):
        chosen = filters.several_organs(view)
        start, end = filters.year_pair(view, *st.columns(2, wrap=False))
        at_organs, at_years = st.columns(2)
        with at_organs:
            st.button(
                say("briefing.use_organs", count=len(chosen)),
                on_click=lambda: _renew(view, plan.over(organs=tuple(chosen))),
                disabled=not chosen,
                key="use-organs",
                width="stretch",
            )
        with at_years:
            st.button(
                say("briefing.use_years", start=start, end=end),
                on_click=lambda: _renew(view, plan.over(years=(start, end))),
                key="use-years",
                width="stretch",
            )
        st.caption(say("briefing.at_once.told"))


def chapters(view: View) -> None:
    """Show every chapter with its questions, each with its words and its place to change."""
    say, plan = view.say, draft.of(view)
    for number, chapter in enumerate(plan.chapters):
        _heading(view, number, chapter)
        for place, question in enumerate(chapter.questions):
            _question(view, (number, place), question)
    st.button(say("briefing.new_chapter"), on_click=_new_chapter, args=(view,), key="new-chapter")


def _heading(view: View, number: int, chapter: Chapter) -> None:
    say, version = view.say, st.session_state.get(_VERSION, 0)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        label = say("briefing.heading", number=number + 1)
        heading = st.text_input(label, chapter.heading, key=f"heading-{version}-{number}")
        st.button(
            "✕",
            help=say("briefing.drop_chapter", heading=chapter.heading),
            on_click=lambda: _renew(view, draft.without_chapter(draft.of(view), number)),
            key=f"drop-chapter-{version}-{number}",
        )
    if heading != chapter.heading:
        draft.keep(view, draft.renamed(draft.of(view), number, heading))


def _question(view: View, at: tuple[int, int], question: Question) -> None:
    say, version = view.say, st.session_state.get(_VERSION, 0)
    named, asked = f"{version}-{at[0]}-{at[1]}", in_words(view, question)
    with st.container(border=True, gap="xsmall", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{question.title or asked}**  \n:small[{_scope(view, question)}]", width="stretch")
        with st.container(horizontal=True, gap="xsmall", width="content"):
            with st.popover("✎", help=say("briefing.words"), key=f"words-{named}"):
                title = st.text_input(say("briefing.own_title"), question.title, key=f"title-{named}")
                comment = st.text_area(say("briefing.comment"), question.comment, key=f"comment-{named}")
            for sign, by in (("↑", -1), ("↓", 1), ("✕", 0)):
                st.button(
                    sign,
                    help=say(f"briefing.move.{('drop', 'down', 'up')[by]}", title=asked),
                    on_click=_move,
                    args=(view, at, by),
                    key=f"move{by}-{named}",
                )
        if comment:
            st.caption(comment)
    if (title, comment) != (question.title, question.comment):
        draft.keep(view, draft.changed(draft.of(view), at, replace(question, title=title, comment=comment)))
        st.rerun()


def _move(view: View, at: tuple[int, int], by: int) -> None:
    plan = draft.of(view)
    _renew(view, draft.moved(plan, at, by) if by else draft.changed(plan, at, None))


def _new_chapter(view: View) -> None:
    plan = draft.of(view)
    _renew(view, replace(plan, chapters=(*plan.chapters, Chapter(view.say("briefing.collected"), ()))))


def in_words(view: View, question: Question) -> str:
    """Give what a question asks, without organs and years."""
    kind = view.say(f"briefing.ask.{question.kind.value}")
    if question.kind is Ask.FORM:
        return view.say(f"briefing.form.{question.subject}", year=question.years[-1])
    return f"{_subject(view, question)} · {kind}" if question.subject else kind


def _subject(view: View, question: Question) -> str:
    if question.kind in (Ask.PARTS, Ask.PARTS_OVER_YEARS):
        return view.say(f"family.{question.subject}")
    known = set(view.known.metrics["metric"])
    # A metric of another database keeps its id, words of a search stay words.
    parts = question.subject.split("|")
    return " × ".join(view.title_of(view.metric(each)) if each in known else each for each in parts)


def _scope(view: View, question: Question) -> str:
    say, names = view.say, [view.names.get(organ, "?") for organ in question.organs]
    whom = say("filter.chosen", count=len(names)) if len(names) > 3 else say.listed(names)  # noqa: PLR2004 - one line
    years = "–".join(str(year) for year in dict.fromkeys((question.years[0], question.years[-1])))
    return f"{whom} · {years}"
