"""The frame around every page: menu, language, workspace, the sign that data are made up.

`serve` is what app.py calls; a page calls `open_page`. On a server that has not run app.py yet, Streamlit's old router
runs a page file alone (it takes any folder `pages` beside app.py for its own); then `open_page` builds the frame.
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import streamlit as st

from briefing.words import LANGUAGES, Language, Words, language_of, words
from ui import address, cache, info, routes, saved, workspaces
from ui.view import View

if TYPE_CHECKING:
    from ui.workspaces import Workspace

FAVICON: Final = Path(__file__).parents[1] / "static" / "favicon.png"
STYLE: Final = Path(__file__).parent / "style.css"
_LANGUAGE: Final = "language"
_SWITCH: Final = "language-switch"
_FRAMED: ContextVar[Words | None] = ContextVar("framed", default=None)


def serve() -> None:
    """Show the page that the address names, inside the frame."""
    page, say = _menu()
    shown = _FRAMED.set(say)
    try:
        page.run()
    finally:
        _FRAMED.reset(shown)


def open_page(name: str) -> View:
    """Give what page `name` needs, with its heading shown; ends the run with a sentence where nothing is built."""
    say = _FRAMED.get() or _menu()[1]
    address.begin(name)
    address.write(address.LANGUAGE, say.language, _own_language())
    found = workspaces.found()
    if not found:
        _nothing_built(say)
    workspace = _chosen_workspace(found, say)
    database = cache.published(workspace.root)
    if database is None:
        _nothing_built(say)
    view = View(
        page=name,
        say=say,
        workspace=workspace,
        workspace_title=say.pick(workspace.title_zh, workspace.title_en),
        database=database,
        known=cache.context(database),
        build=cache.build(database).row(0, named=True),
    )
    _heading(view)
    saved.panel(view)
    if not view.years:
        st.info(say("empty.no_reports"))
        st.stop()
    if name != "organ":  # where a cell may be opened that is in no vocabulary
        info.check(view)
    return view


def _menu() -> tuple[st.Page, Words]:
    say = words(_language())
    st.set_page_config(page_title=say("app.title"), page_icon=str(FAVICON), layout="wide")
    page = st.navigation(list(routes.pages(say).values()))
    st.html(STYLE)
    # Streamlit's document says lang="en"; screen readers and hyphenation need the true language.
    tag = say.pick("zh-CN", "en")
    st.html(f"<script>document.documentElement.lang = '{tag}'</script>", unsafe_allow_javascript=True)
    with st.sidebar:
        _language_switch(say)
    return page, say


def _language() -> Language:
    asked = st.query_params.get(address.LANGUAGE)
    for language in LANGUAGES:
        if asked == language:
            st.session_state[_LANGUAGE] = language
    chosen: Language = st.session_state.get(_LANGUAGE) or _own_language()
    return chosen


def _own_language() -> Language:
    return language_of(st.context.locale)


def _language_switch(say: Words) -> None:
    st.session_state[_SWITCH] = say.language
    st.segmented_control(
        say("filter.language"),
        LANGUAGES,
        format_func={"zh": "中文", "en": "English"}.__getitem__,
        key=_SWITCH,
        required=True,
        on_change=_switch_language,
        label_visibility="collapsed",
    )


def _switch_language() -> None:
    st.session_state[_LANGUAGE] = st.session_state[_SWITCH]
    # The old language in the address would win over the switch.
    address.write(address.LANGUAGE, st.session_state[_SWITCH], _own_language())


def _chosen_workspace(found: list[Workspace], say: Words) -> Workspace:
    named = {workspace.name: workspace for workspace in found}
    widget = address.key(address.WORKSPACE)
    held = st.session_state.get(widget)
    if held not in named:
        asked = address.initial(address.WORKSPACE)
        if asked is not None and asked not in named:
            st.warning(say("notice.unknown", name=address.WORKSPACE, value=asked))
        held = asked if asked in named else found[0].name
    address.hold(address.WORKSPACE, held)
    with st.sidebar:
        chosen = st.selectbox(
            say("filter.workspace"),
            list(named),
            format_func=lambda name: say.pick(named[name].title_zh, named[name].title_en),
            key=widget,
            on_change=address.forget,
            args=((address.WORKSPACE, address.LANGUAGE),),
        )
    address.write(address.WORKSPACE, str(chosen), found[0].name)
    return named[str(chosen)]


def _heading(view: View) -> None:
    with st.sidebar:
        st.caption(f"{view.say('app.title')}  \n{view.version}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(view.say(f"page.{view.page}"), anchor=False, width="content")
        if view.fictional:
            st.badge(view.say("notice.fictional"), color="orange")
    st.caption(view.say(f"question.{view.page}"))


def _nothing_built(say: Words) -> NoReturn:
    st.info(say("empty.no_workspace"))
    st.code("python -m ingest demo\npython -m ingest add data/reports --workspace samples", language="bash")
    st.stop()
