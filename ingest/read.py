"""One document to one reading: identity, form, cells, passages, findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.align import align
from ingest.confirm import confirmed
from ingest.identify import identify
from ingest.labels import normalised
from ingest.legacy import legacy
from ingest.model import Document, Finding, Outcome, Prose, Reading, Severity, UnreadableDocumentError
from ingest.narrative import narrative
from ingest.passages import passages
from ingest.readers import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE_LINE = re.compile(r"^\s*来源[:：]\s*(.+)")
NEW_FORM_YEAR, OLD_FORM_YEAR = 2021, 2019
TABLE_NAMES = {"two": ("表二", "table two"), "three": ("表三", "table three"), "four": ("表四", "table four")}


def read_report(path: Path) -> Reading:
    """Give the reading of one file; see `reading_of`."""
    return reading_of(read_document(path.read_bytes(), path.suffix))


def reading_of(document: Document) -> Reading:
    """Give identity, form, cells, passages and findings of a document.

    Raises:
        UnreadableDocumentError: the document is no yearly report on information disclosure, or of an error page.
    """
    prose = [block for block in document.blocks if isinstance(block, Prose)]
    alignment = align(document.blocks)
    if not alignment.cells:
        alignment = legacy(document.blocks) or alignment
    if not alignment.cells and not any("信息公开" in normalised(text) for text in _texts(document)):
        raise UnreadableDocumentError(
            "不是政府信息公开工作年度报告：没有“信息公开”字样，也没有规定的表格 / "
            "This is no yearly report on information disclosure: neither its words nor its tables are there"
        )
    sections = passages(prose)
    first = next((part.text for part in sections if part.section == "one"), "")
    identity, disagreements = identify(prose, first)
    note = next((match[1].strip() for line in prose if (match := SOURCE_LINE.match(line.text))), "")
    met = tuple(table for table in alignment.tables if ":" not in table)
    form = alignment.form or _form_by_year(identity.year)
    cells, doubts = confirmed(alignment.cells, form, document.recognised)
    return Reading(
        identity=identity,
        form=form,
        cells=cells,
        passages=sections,
        # A figure in a sentence stands in no sum: one that was recognised is not taken.
        narrative=narrative([line for line in prose if line.place.page not in document.recognised], identity.year),
        findings=(*document.findings, *alignment.findings, *doubts, *disagreements, *_lost_tables(alignment.tables)),
        tables=met,
        excerpt="节选" in note,
        source_note=note,
    )


def _texts(document: Document) -> Iterator[str]:
    """Give the text of every line and every cell."""
    for block in document.blocks:
        if isinstance(block, Prose):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)


def _form_by_year(year: int | None) -> str | None:
    """Give the form of the year, for reports whose tables do not tell it."""
    if year is None:
        return None
    return "2021" if year >= NEW_FORM_YEAR else "2019" if year >= OLD_FORM_YEAR else "legacy"


def _lost_tables(tables: tuple[str, ...]) -> list[Finding]:
    """Name the tables whose heading is printed with no figure below it: images, or lost in extraction."""
    return [
        Finding(
            "s.image",
            Severity.ERROR,
            f"{chinese}只有标题而没有数字：表格可能是图片（需要文字识别），或文件在此截断，或在提取时丢失",
            f"{english.capitalize()} has a heading and no figures: an image that needs OCR, a file cut here, or "
            "lost in extraction",
            Outcome.CANNOT_CHECK,
        )
        for table, (chinese, english) in TABLE_NAMES.items()
        if f"heading:{table}" in tables and table not in tables and f"refused:{table}" not in tables
    ]
