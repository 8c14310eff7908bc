"""The parts of a report in the order in which they are read, whatever the layout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from demo.ruled import RuledTable, ruled_tables

if TYPE_CHECKING:
    from demo.report import PrintedReport

SECTION_HEADINGS = {"one": "一、总体情况", "five": "五、存在的主要问题及改进情况", "six": "六、其他需要报告的事项"}


class PartKind(StrEnum):
    """What a part is to a reader."""

    TITLE = "title"
    HEADING = "heading"
    PROSE = "prose"
    IMAGE = "image"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph, heading, picture or table; `text` is '' for a table."""

    kind: PartKind
    text: str = ""
    table: RuledTable | None = None


def outline(report: PrintedReport, dots: str = ".") -> tuple[Part, ...]:
    """Give title, opening, section one, the tables with their headings, sections five and six, in this order."""
    parts = [Part(PartKind.TITLE, report.title)]
    parts += [Part(PartKind.PROSE, paragraph) for paragraph in report.opening]
    parts += _section(report, "one")
    for table in ruled_tables(report, dots):
        parts.append(Part(PartKind.HEADING, table.heading))
        parts.append(Part(PartKind.IMAGE, table.image) if table.image else Part(PartKind.TABLE, table=table))
    return (*parts, *_section(report, "five"), *_section(report, "six"))


def _section(report: PrintedReport, section: str) -> list[Part]:
    if section not in report.sections:
        return []
    paragraphs = [Part(PartKind.PROSE, paragraph) for paragraph in report.sections[section]]
    return [Part(PartKind.HEADING, SECTION_HEADINGS[section]), *paragraphs]
