"""What a page is given: the reader's words, the workspace that is open and its published database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from briefing.source import Source

if TYPE_CHECKING:
    from ui.cache import Database
    from ui.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class View(Source):
    """One run of one page for one reader."""

    page: str
    workspace: Workspace
    database: Database

    @property
    def dark(self) -> bool:
        """Tell whether the reader's screen is dark."""
        return bool(st.context.theme.type == "dark")
