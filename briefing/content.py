"""What a briefing consists of, before it is a Word file, slides, a PDF or a workbook.

The writers of all formats take the same Briefing, and its numbers come from the frames that feed the pages; so no
number can differ between screen and file, or between two files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from briefing.caption import Caption
    from briefing.tables import Table
    from briefing.words import Words


class Kind(StrEnum):
    """What a native chart of an office program looks like."""

    BARS = "bars"
    """Horizontal bars, one group a category: the first category stands on top."""
    COLUMNS = "columns"
    """Upright bars over few categories such as years."""
    LINES = "lines"
    """One line a series over years; a missing value is a gap."""
    STACKED = "stacked"
    """Upright bars whose parts add up."""
    SHARES = "shares"
    """The same, each bar as 100 %."""


class Tone(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    NOTE = "note"
    """Caveats, findings, who is not shown: smaller, under what it is about."""
    COMMENT = "comment"
    """What a person wrote."""


@dataclass(frozen=True, slots=True)
class Run:
    """One series of a native chart; a null is a gap, never a zero."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """The data of a native chart: `values` of every run are as many as `categories`; `unit` labels the value axis.

    `decimals` is how many decimals a label shows; the values are unrounded.
    """

    kind: Kind
    categories: tuple[str, ...]
    runs: tuple[Run, ...]
    unit: str
    decimals: int = 0

    @property
    def has_numbers(self) -> bool:
        """Tell whether there is anything to draw."""
        return any(value is not None for run in self.runs for value in run.values)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one tone."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Figures:
    """A table: every row of `table.file`, with its caption; `wide` asks for a page on its side.

    `note` columns hold texts. A null is printed as —.
    """

    table: Table
    caption: Caption
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart. `plot` is drawn natively; where it is null `chart`, an altair chart not yet configured, is a picture.

    `message` says in one sentence what is to be seen: the title of the slide and the alternative text. `table` holds
    the same numbers for the annex and the workbook.
    """

    message: str
    caption: Caption
    table: Table
    plot: Plot | None = None
    chart: Any = None


Block = Paragraph | Figures | Drawing


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `level` 1 is a chapter, 2 a part of it."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Briefing:
    """A whole briefing in one language.

    `source`, `build` and `made` stand on every page; `scope` are the filters in force (organs, years); `reported` says
    “n of N reported”; `caveats` hold for the whole. `fictional` puts the sign of made-up data on every page.
    """

    title: str
    subtitle: str
    say: Words
    sections: tuple[Section, ...]
    source: str
    build: str
    made: dt.date
    scope: tuple[str, ...] = ()
    reported: str = ""
    caveats: tuple[str, ...] = field(default=())
    fictional: bool = False

    @property
    def foot(self) -> str:
        """Give the line that stands at the foot of every page and slide."""
        parts = [self.source, self.build, self.made.isoformat(), *self.scope, self.reported]
        return " · ".join(part for part in parts if part)

    @property
    def day(self) -> str:
        """Give the day it was made as people write it."""
        made = self.made
        return self.say.pick(f"{made.year}年{made.month}月{made.day}日", f"{made.day} {made:%B %Y}")
