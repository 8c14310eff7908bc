"""From a report and a variant to the bytes of a document."""

from __future__ import annotations

from demo.html_page import html_page
from demo.labelled import labelled_json
from demo.markdown import markdown
from demo.mht_page import mht_page
from demo.pdf_pages import pdf_pages
from demo.report import Layout, PrintedReport, Variant
from demo.scripts import rewritten
from demo.sheet import csv_grid, open_workbook, workbook
from demo.text_bars import text_bar_cells, text_bars
from demo.text_layout import text_layout
from demo.text_lines import text_lines
from demo.text_tabs import text_tabs
from demo.word import word_document

TEXT_PRINTERS = {
    Layout.TABS: text_tabs,
    Layout.BARS: text_bars,
    Layout.BAR_CELLS: text_bar_cells,
    Layout.LINES: text_lines,
    Layout.COLUMNS: text_layout,
    Layout.MARKDOWN: markdown,
    Layout.HTML: html_page,
    Layout.CSV: csv_grid,
    Layout.JSON: labelled_json,
}
FILE_PRINTERS = {
    Layout.PDF: pdf_pages,
    Layout.DOCX: word_document,
    Layout.XLSX: workbook,
    Layout.ODS: open_workbook,
}
SCAN_DPI, SCAN_SKEW, SCAN_NOISE = 150, 0.4, 4.0  # as an office's copier does it


def print_report(report: PrintedReport, variant: Variant) -> bytes:
    """Give the document: the same report and variant always give the same bytes.

    Another script than Simplified applies to text layouts and pages only.
    """
    if variant.layout is Layout.SCAN:
        from demo.scan import Scanner, scan_pdf  # noqa: PLC0415 - Pillow is wanted by no other printer

        return scan_pdf(pdf_pages(report, variant), Scanner(SCAN_DPI, skew_degrees=SCAN_SKEW, noise=SCAN_NOISE))
    if variant.layout in FILE_PRINTERS:
        return FILE_PRINTERS[variant.layout](report, variant)
    if variant.layout is Layout.MHT:
        return mht_page(rewritten(html_page(report, variant), variant.script), variant)
    text = TEXT_PRINTERS[variant.layout](report, variant)
    return rewritten(text, variant.script).encode(variant.encoding)
