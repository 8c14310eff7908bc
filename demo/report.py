"""What the printers take: one report with its printed strings, and the manner in which to print it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Layout(StrEnum):
    """The manners of setting a report that were met in published ones."""

    TABS = "text_tabs"
    BARS = "text_bars"
    BAR_CELLS = "text_bar_cells"
    LINES = "text_lines"
    COLUMNS = "text_layout"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODS = "ods"
    MHT = "mht"
    CSV = "csv"
    JSON = "json"
    SCAN = "scan"


# The other layouts are text files; data files would be taken for companions of the reports in a folder.
SUFFIXES = {
    Layout.MARKDOWN: "md",
    Layout.HTML: "html",
    Layout.PDF: "pdf",
    Layout.DOCX: "docx",
    Layout.XLSX: "xlsx",
    Layout.ODS: "ods",
    Layout.MHT: "mht",
    Layout.SCAN: "pdf",
}
# Kinds of file whose printers write Simplified characters in one encoding.
FILES = frozenset({Layout.PDF, Layout.DOCX, Layout.XLSX, Layout.ODS, Layout.SCAN})
SEVERAL_ENCODINGS = frozenset({Layout.HTML, Layout.MHT, Layout.CSV})


class Script(StrEnum):
    """The script a mirror site puts the report in."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"  # by character: 項目
    TAIWAN = "taiwan"  # by vocabulary: 規範性檔案
    READINGS = "readings"  # Traditional, readings of rarer characters in brackets: 項(xiàng)


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """One report as it will stand on paper.

    `cells` maps a cell path to its printed string: '' prints an empty cell, a path that is absent is not printed,
    a row or table without any path is left out with its label or heading. `labels` replaces printed labels of the
    form, `images` prints the file name of a picture in the place of a table (table id -> file name).
    """

    organ: str
    year: int
    form: str
    title: str
    opening: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]  # one, five, six -> paragraphs
    cells: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variant:
    """One manner of printing; `seed` decides whatever the layout leaves to chance."""

    layout: Layout
    seed: int = 0
    wrap: int = 0  # characters after which labels are broken, 0 = never
    page_lines: int = 0  # lines of a page (text_layout), 0 = one endless page
    dots: str = "."  # mark after the numbers of rows: 1. or 1、
    spans: bool = True  # text_bars: mark merged cells by further bars
    ragged: bool = False  # text_tabs: leading and trailing tabs get lost
    chrome: bool = True  # html: menus and scripts around the report
    escaped: bool = False  # html: the report as one quoted string of a script
    drop_repeats: bool = False  # text_lines: a line that already occurred is dropped (not recoverable)
    encoding: str = "utf-8"
    script: Script = Script.SIMPLIFIED


def random_variant(layout: Layout, seed: int) -> Variant:
    """Give a variant whose options are drawn from `seed`; equal arguments give equal variants."""
    chance = Random(f"{layout}:{seed}")
    plain = layout not in FILES
    return Variant(
        layout=layout,
        seed=seed,
        wrap=chance.choice((0, 8, 10, 12, 14)),
        page_lines=chance.choice((0, 32, 40, 47)),
        dots=chance.choice((".", "、", ". ", "．")),
        spans=chance.random() < 0.6,
        ragged=chance.random() < 0.5,
        chrome=chance.random() < 0.7,
        escaped=layout is Layout.HTML and chance.random() < 0.2,
        encoding=chance.choice(("utf-8", "gb18030")) if layout in SEVERAL_ENCODINGS else "utf-8",
        script=chance.choice(tuple(Script)) if plain and chance.random() < 0.2 else Script.SIMPLIFIED,
    )
