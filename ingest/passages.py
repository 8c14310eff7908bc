"""The running text of a report by section, tables left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.model import Passage, Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTIONS = {"一.": "one", "二.": "two", "三.": "three", "四.": "four", "五.": "five", "六.": "six"}
OF_TABLES = frozenset({"two", "three", "four"})
# Words of the six prescribed section titles; 三、本年度办理结果 is a row of table three, not a section.
TITLES = ("总体情况", "主动公开", "收到和处理", "行政复议", "主要问题", "其他需要报告", "存在的")
SHORTEST_SENTENCE = 40  # characters; in the sections of tables shorter lines are cells


def passages(prose: Sequence[Prose]) -> tuple[Passage, ...]:
    """Give the text of each section in order: opening, one … six; cells that stand as lines are left out."""
    return tuple(
        Passage(name, "\n".join(line.text for line in lines)) for name, lines in lines_by_section(prose).items()
    )


def lines_by_section(prose: Sequence[Prose]) -> dict[str, list[Prose]]:
    """Give the lines of each section in order, without headings and cells that stand as lines."""
    section = "opening"
    lines: dict[str, list[Prose]] = {}
    for line in prose:
        key = normalised(line.text)
        if key[1:2] == "." and key[:2] in SECTIONS and any(title in key[:24] for title in TITLES):
            section = SECTIONS[key[:2]]
        elif section not in OF_TABLES or "。" in line.text or len(key) > SHORTEST_SENTENCE:
            lines.setdefault(section, []).append(line)
    return lines
