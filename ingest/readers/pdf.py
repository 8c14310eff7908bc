"""PDF documents to blocks: lines of prose, and ruled tables as exact grids."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.model import Block, Document, Finding, Grid, Place, Prose, Severity, UnreadableDocumentError
from ingest.readers.ocr_extra import HOW_EN, HOW_ZH, can_recognise, notice
from ingest.readers.ocr_extra import MOST_PAGES as MOST_RECOGNISED
from ingest.readers.pdf_cut import grids_of_pages
from ingest.readers.pdf_page import Page, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

READER = "pdf 1"
MOST_PAGES = 200
TAIL = 2048  # bytes at the end of a file in which its end mark stands


def read_pdf(content: bytes) -> Document:
    """Give the blocks of a PDF, page by page from top to bottom.

    A line of text outside ruled tables is one Prose; gaps between columns are two blanks or more, as in a
    layout-preserving text export. A ruled table is an exact Grid whose merged cells stand once, where they begin;
    a cell without text is ''. A table that a page end cuts stays two grids, which count the same columns if their
    edges agree. Pages that are pictures are recognised where the extra `ocr` is installed, else they are findings.
    Not to be called from two threads at once (PDFium is not made for it).

    Raises:
        UnreadableDocumentError: no PDF, damaged, locked by a password, too long, or a scan without any text.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error.err_code) from error
    with document:
        if len(document) > MOST_PAGES:
            raise UnreadableDocumentError(
                f"PDF共{len(document)}页，超过{MOST_PAGES}页，请只提交年度报告本身 / "
                f"The PDF has {len(document)} pages, more than {MOST_PAGES}; hand in the yearly report alone"
            )
        pages, findings = pages_of(document)
    if not any(page.has_text for page in pages):
        raise _no_text(pages)
    recognised = [page.number for page in pages if page.is_recognised]
    if recognised:
        findings.append(notice(recognised))
    if b"%%EOF" not in content[-TAIL:]:
        findings.append(_cut_short())
    kind = "ocr" if len(recognised) == len(pages) else "pdf"
    return Document(tuple(blocks_of_pages(pages)), kind, READER, tuple(findings), frozenset(recognised))


def pages_of(document: pypdfium2.PdfDocument) -> tuple[list[Page], list[Finding]]:
    """Give the pages of an open document, pictures recognised where that is possible, and what cannot be read."""
    pages: list[Page] = []
    findings: list[Finding] = []
    for index in range(len(document)):
        try:
            page = read_page(document, index)
        except pypdfium2.PdfiumError:
            findings.append(_damaged_page(index + 1))
            continue
        pages.append(page)
    if can_recognise() and any(is_pictured(page) for page in pages):
        from ingest.readers.ocr import with_pictures_read  # noqa: PLC0415 - OpenCV and the models cost half a second

        pages = with_pictures_read(document, pages)
    return pages, [*findings, *(finding for page in pages for finding in page.findings)]


def is_pictured(page: Page) -> bool:
    """Tell whether tables of a page may be pictures, or the whole of it is one."""
    return any(finding.rule == "s.image" and finding.severity is Severity.ERROR for finding in page.findings)


def blocks_of_pages(pages: Sequence[Page]) -> Iterator[Block]:
    """Give the blocks of pages in their order; see `grids_of_pages`."""
    grids = grids_of_pages(pages)
    for page in pages:
        pieces: list[tuple[float, str | Grid]] = [
            *page.lines,
            *((table.lattice.ys[0], grids[page.number, number]) for number, table in enumerate(page.tables)),
        ]
        lines = 0
        for _, piece in sorted(pieces, key=itemgetter(0)):
            lines += isinstance(piece, str)
            yield Prose(piece, Place(page=page.number, line=lines)) if isinstance(piece, str) else piece


def _refusal(code: int | None) -> UnreadableDocumentError:
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return UnreadableDocumentError(
            "PDF有密码保护，请解除密码后再导入 / The PDF is locked by a password; remove the password first"
        )
    return UnreadableDocumentError(
        "不是PDF文件，或文件已损坏，请重新下载 / The file is no PDF or is damaged; download it again"
    )


def _no_text(pages: Sequence[Page]) -> UnreadableDocumentError:
    if not pages:
        return _refusal(None)
    if all(page.is_empty for page in pages):
        return UnreadableDocumentError("PDF没有任何内容 / The PDF has nothing printed in it")
    if can_recognise():
        return UnreadableDocumentError(
            f"PDF是扫描件（{len(pages)}页），OCR没有得到文字，最多识别{MOST_RECOGNISED}页；请只提交清晰的报告 / "
            f"The PDF is a scan ({len(pages)} pages) and text recognition (OCR), of {MOST_RECOGNISED} pages at most, "
            "found no text; hand in a sharp scan of the yearly report alone"
        )
    return UnreadableDocumentError(
        f"PDF没有文字，是扫描件或图片，{HOW_ZH} / The PDF has no text, it is a scan or pictures; {HOW_EN}"
    )


def _damaged_page(number: int) -> Finding:
    return Finding(
        "s.page",
        Severity.ERROR,
        f"第{number}页已损坏，无法读取",
        f"Page {number} is damaged and cannot be read",
        place=str(Place(page=number)),
    )


def _cut_short() -> Finding:
    return Finding(
        "s.truncated",
        Severity.WARNING,
        "PDF文件结尾不完整，可能缺页，请重新下载后核对",
        "The PDF breaks off before its end and may lack pages; download it again and compare",
    )
