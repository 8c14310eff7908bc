"""What a page is given: the reader's words, the workspace that is open and its published database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from analysis import vocabulary

if TYPE_CHECKING:
    from analysis.ask import Context
    from analysis.vocabulary import Metric
    from briefing.words import Words
    from ui.cache import Database
    from ui.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class View:
    """One run of one page for one reader; `build` is the row of BUILD by column."""

    page: str
    say: Words
    workspace: Workspace
    database: Database
    known: Context
    build: dict[str, Any]

    @property
    def fictional(self) -> bool:
        """Tell whether everything in the workspace is made up."""
        return bool(self.build["fictional"])

    @property
    def dark(self) -> bool:
        """Tell whether the reader's screen is dark."""
        return bool(st.context.theme.type == "dark")

    @property
    def workspace_title(self) -> str:
        """Give the workspace's title in the reader's language."""
        return self.say.pick(self.workspace.title_zh, self.workspace.title_en)

    @property
    def version(self) -> str:
        """Give the words that name the build: number, time (UTC) and program."""
        when = self.build["built_at"].strftime("%Y-%m-%d %H:%M")
        return self.say("build.version", version=self.build["version"], when=when, program=self.build["program"])

    @property
    def years(self) -> tuple[int, ...]:
        """Give every year from the first report to the last, also those in which nobody reported."""
        reported = self.known.reports["year"]
        first, last = reported.min(), reported.max()
        return () if first is None else tuple(range(int(str(first)), int(str(last)) + 1))

    def metric(self, metric_id: str) -> Metric:
        """Give a metric of the vocabulary; raises KeyError for an unknown one."""
        return vocabulary.metric(self.known.metrics, metric_id)

    def title_of(self, metric: Metric) -> str:
        """Give a metric's title in the reader's language."""
        return self.say.pick(metric.title_zh, metric.title_en)

    def unit_of(self, metric: Metric) -> str:
        """Give a metric's unit in the reader's language."""
        return self.say.pick(metric.unit_zh, metric.unit_en)
