"""Where the figures of a page or a briefing come from: one published database, in one reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis import ask, vocabulary
from analysis.load import build
from analysis.series import labels

if TYPE_CHECKING:
    from analysis.ask import Context
    from analysis.load import Connection
    from analysis.vocabulary import Metric
    from briefing.words import Words


@dataclass(frozen=True, slots=True)
class Source:
    """What every figure needs beside its numbers; `build` is the row of BUILD by column."""

    say: Words
    workspace_title: str
    known: Context
    build: dict[str, Any]

    @property
    def fictional(self) -> bool:
        """Tell whether everything in the workspace is made up."""
        return bool(self.build["fictional"])

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

    @property
    def names(self) -> dict[str, str]:
        """Give the short name of each organ by id, the full one where two share the short one."""
        return dict(labels(self.known.organs).iter_rows())

    def metric(self, metric_id: str) -> Metric:
        """Give a metric of the vocabulary; raises KeyError for an unknown one."""
        return vocabulary.metric(self.known.metrics, metric_id)

    def title_of(self, metric: Metric) -> str:
        """Give a metric's title in the reader's language."""
        return self.say.pick(metric.title_zh, metric.title_en)

    def unit_of(self, metric: Metric) -> str:
        """Give a metric's unit in the reader's language."""
        return self.say.pick(metric.unit_zh, metric.unit_en)


def source_of(con: Connection, say: Words, workspace_title: str) -> Source:
    """Give the source of an open database."""
    return Source(say, workspace_title, ask.context(con), build(con).row(0, named=True))
