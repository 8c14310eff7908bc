"""From a report and a variant to the bytes of a document."""

from __future__ import annotations

from demo.html_page import html_page
from demo.markdown import markdown
from demo.pdf_pages import pdf_pages
from demo.report import Layout, PrintedReport, Variant
from demo.scripts import rewritten
from demo.text_bars import text_bar_cells, text_bars
from demo.text_layout import text_layout
from demo.text_lines import text_lines
from demo.text_tabs import text_tabs

TEXT_PRINTERS = {
    Layout.TABS: text_tabs,
    Layout.BARS: text_bars,
    Layout.BAR_CELLS: text_bar_cells,
    Layout.LINES: text_lines,
    Layout.COLUMNS: text_layout,
    Layout.MARKDOWN: markdown,
    Layout.HTML: html_page,
}


def print_report(report: PrintedReport, variant: Variant) -> bytes:
    """Give the document: the same report and variant always give the same bytes.

    Another script than Simplified applies to text layouts only; the bundled font has no use for it in PDF.
    """
    if variant.layout is Layout.PDF:
        return pdf_pages(report, variant)
    text = TEXT_PRINTERS[variant.layout](report, variant)
    return rewritten(text, variant.script).encode(variant.encoding)
