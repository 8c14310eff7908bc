"""The pages: which file answers which question, under which address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from briefing.words import Words

PAGES: Final = Path(__file__).parents[1] / "pages"
ORDER: Final = ("overview", "compare", "trends", "categories", "organ", "quality", "brief", "glossary")
"""In the order of the menu; the first is the front page."""


def pages(say: Words) -> dict[str, st.Page]:
    """Give the pages that exist, by name."""
    return {name: page(name, say) for name in ORDER if _file(name).is_file()}


def page(name: str, say: Words) -> st.Page:
    """Give one page; no icon, because the browser would ask an outside host for it."""
    return st.Page(_file(name), title=say(f"page.{name}"), url_path=name, default=name == ORDER[0])


def link(name: str, say: Words, label: str, **address: str) -> None:
    """Show a link to a page with this address; plain text where the page does not exist."""
    if _file(name).is_file():
        st.page_link(page(name, say), label=label, query_params=address)
    else:
        st.markdown(label)


def _file(name: str) -> Path:
    return PAGES / f"{name}.py"
