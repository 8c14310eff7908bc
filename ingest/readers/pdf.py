"""PDF documents to blocks: lines of prose, and ruled tables as exact grids."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.model import Block, Document, Finding, Grid, GridCell, Place, Prose, Severity, UnreadableDocumentError
from ingest.readers.ocr_extra import HOW_EN, HOW_ZH, can_recognise, notice
from ingest.readers.ocr_extra import MOST_PAGES as MOST_RECOGNISED
from ingest.readers.pdf_page import Page, PageTable, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

READER = "pdf 1"
MOST_PAGES = 200
SAME_EDGE = 4.0  # points: how far an edge of a table may move from one page to the next
TAIL = 2048  # bytes at the end of a file in which its end mark stands

LINE_ABOVE, LINE_BELOW = 12.0, 4.0  # points around the foot of a line that hold its type

TableKey = tuple[int, int]  # page number, number of the table on the page


@dataclass(frozen=True, slots=True)
class Spot:
    """What is printed at a place, and its box on the page as held: left, top, right, bottom in points."""

    page: Page
    text: str
    box: tuple[float, float, float, float]


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
    """Give the blocks of pages in their order, with the columns counted alike where a page end cuts a table."""
    edges = _shared_edges(pages)
    for page, _, piece, place in _placed(pages):
        if isinstance(piece, str):
            yield Prose(piece, place)
        else:
            yield _grid(page.tables[piece[1]], edges[piece], place)


def spot_of(pages: Sequence[Page], place: Place) -> Spot | None:
    """Give where the cell or line of a place is printed; None where nothing is, or nobody knows how it lay.

    The place of a figure in a line may say more than that of the line: the line is given. A page that was recognised
    has no spots, because it may have been turned for that.
    """
    edges = _shared_edges(pages)
    for page, top, piece, found in _placed(pages):
        if page.is_recognised or (found.page, found.table) != (place.page, place.table):
            continue
        if not isinstance(piece, str):
            return _cell_spot(page, page.tables[piece[1]], edges[piece], place)
        if found.line == place.line:
            return Spot(page, piece, (-inf, top - LINE_ABOVE, inf, top + LINE_BELOW))
    return None


def _cell_spot(page: Page, table: PageTable, edges: Sequence[float], place: Place) -> Spot | None:
    cells = (cell for row in _grid(table, edges, place).rows for cell in row)
    xs, ys, regions = table.lattice.xs, table.lattice.ys, table.lattice.regions
    printed = (number for number, text in enumerate(table.texts) if text is not None)
    numbers = sorted(printed, key=lambda number: regions[number].row)
    for number, cell in zip(numbers, cells, strict=True):
        column, row, colspan, rowspan = regions[number]
        if (cell.place.row, cell.place.column) == (place.row, place.column):
            return Spot(page, cell.text, (xs[column], ys[row], xs[column + colspan], ys[row + rowspan]))
    return None


def _placed(pages: Sequence[Page]) -> Iterator[tuple[Page, float, str | TableKey, Place]]:
    """Give the lines and tables of pages from top to bottom: page, distance from the top, what it is, its place."""
    tables = 0
    for page in pages:
        pieces: list[tuple[float, str | TableKey]] = [
            *page.lines,
            *((table.lattice.ys[0], (page.number, number)) for number, table in enumerate(page.tables)),
        ]
        lines = 0
        for top, piece in sorted(pieces, key=lambda each: each[0]):
            if isinstance(piece, str):
                lines += 1
                yield page, top, piece, Place(page=page.number, line=lines)
            else:
                tables += 1
                yield page, top, piece, Place(page=page.number, table=tables)


def _grid(table: PageTable, edges: Sequence[float], place: Place) -> Grid:
    """Give a table as a grid whose columns are counted by edges that may belong to more pages than this one."""
    column_of = [_nearest(edges, x) for x in _from_left(table)]
    rows: list[list[GridCell]] = [[] for _ in table.lattice.ys[1:]]
    for region, text in zip(table.lattice.regions, table.texts, strict=True):
        if text is None:
            continue
        column = column_of[region.column]
        spot = Place(page=place.page, table=place.table, row=region.row + 1, column=column + 1)
        span = column_of[region.column + region.colspan] - column
        rows[region.row].append(GridCell(text, spot, column, span, region.rowspan))
    return Grid(tuple(map(tuple, rows)), place, exact=True)


def _shared_edges(pages: Sequence[Page]) -> dict[TableKey, tuple[float, ...]]:
    """Give the column edges by which to count each table: those of the whole table where a page end cut it."""
    edges = {(page.number, number): _from_left(table) for page in pages for number, table in enumerate(page.tables)}
    chains: list[list[TableKey]] = []
    for before, page in pairwise([None, *pages]):
        first: TableKey | None = (page.number, 0) if page and page.tables else None
        last: TableKey | None = (before.number, len(before.tables) - 1) if before and before.tables else None
        if not first or not last:
            continue
        if chains and chains[-1][-1] == last and _continues(_finest(chains[-1], edges), edges[first]):
            chains[-1].append(first)
        elif _continues(edges[last], edges[first]):
            chains.append([last, first])
    for chain in chains:
        edges.update(dict.fromkeys(chain, _finest(chain, edges)))
    return edges


def _finest(chain: Sequence[TableKey], edges: dict[TableKey, tuple[float, ...]]) -> tuple[float, ...]:
    return max((edges[key] for key in chain), key=len)


def _continues(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two tables are as wide as each other and the edges of one are all among those of the other."""
    fewer, more = sorted((one, other), key=len)
    places = [_nearest(more, x) for x in fewer]
    near = all(abs(more[place] - x) <= SAME_EDGE for place, x in zip(places, fewer, strict=True))
    return near and len(set(places)) == len(fewer) and {0, len(more) - 1} <= set(places)


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))


def _from_left(table: PageTable) -> tuple[float, ...]:
    return tuple(x - table.lattice.xs[0] for x in table.lattice.xs)


def _refusal(code: int | None) -> UnreadableDocumentError:
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return UnreadableDocumentError(
            "PDF有密码保护，请解除密码后再导入 / The PDF is locked by a password; remove the password first"
        )
    return UnreadableDocumentError(
        "不是PDF文件，或文件已损坏，请重新下载 / The file is no PDF or is damaged; download it again"
    )


def _no_text(pages: Sequence[Page]) -> UnreadableDocumentError:
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
