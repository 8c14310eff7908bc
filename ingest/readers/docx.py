"""Word documents to blocks: paragraphs of prose, tables as grids with their merged cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.model import Block, Document, Grid, GridCell, Place, Prose, UnreadableDocumentError
from ingest.readers.archive import Archive, opened, parsed, refuse_doctype
from ingest.readers.docx_numbering import Numbering, numbering_of
from ingest.readers.docx_pictures import Pictures, big_pictures, with_pictures_read
from ingest.readers.docx_text import children, local, text_boxes, text_of, value
from ingest.readers.ocr_extra import HOW_EN, HOW_ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

READER = "docx 1"
MOST_COLUMNS = 256


def read_docx(content: bytes) -> Document:
    """Give the blocks of a Word document in reading order: one Prose a paragraph, one exact Grid a table.

    The words are those that are printed: deleted, moved away and hidden ones are left out, automatic numbers of
    paragraphs are written out. Struck words stand between `~~` and superscripts behind `^`, so that no figure is
    made of a figure and its footnote mark. Tables that hold other tables only lay out the page; their cells are
    walked as prose. Headers, footers, notes and text boxes without a table are left out. Large pictures are findings;
    where the extra `ocr` is installed, the tables in them are Grids whose page is the number of the picture.

    Raises:
        UnreadableDocumentError: no Word document, damaged, locked, hostile, or nothing but pictures.
    """
    archive = opened(content)
    part = archive.related("", "officeDocument")
    root = archive.xml(part) if part else None
    if root is None:
        raise _no_document()
    return _document(root, _numbering(archive, part), "docx", archive, part)


def read_word_xml(content: bytes) -> Document:
    """Give the blocks of a Word document that was saved as one XML text (Word 2003 XML, flat OPC); see `read_docx`.

    Raises:
        UnreadableDocumentError: no Word document, damaged, hostile, or nothing but pictures.
    """
    refuse_doctype(content)
    return _document(parsed(content), numbering_of(None, None), "word xml")


def _document(
    root: etree._Element, numbering: Numbering, kind: str, archive: Archive | None = None, part: str = ""
) -> Document:
    body = next((each for each in root.iter("{*}body") if local(each)), None)
    if body is None:
        raise _no_document()
    is_written = any(local(each) == "t" and (each.text or "").strip() for each in body.iterdescendants("{*}t"))
    pictures = with_pictures_read(big_pictures(root), archive, part, only_tables=is_written)
    blocks = tuple(_Walk(numbering, pictures).blocks(body))
    if not any(map(_has_text, blocks)):
        raise _no_text(len(pictures.all))
    findings = pictures.findings(has_tables=any(isinstance(block, Grid) for block in blocks))
    return Document(blocks, kind if is_written else "ocr", READER, tuple(findings), pictures.pages)


def _numbering(archive: Archive, part: str) -> Numbering:
    parts = (archive.related(part, "numbering"), archive.related(part, "styles"))
    return numbering_of(*(archive.xml(name) if name else None for name in parts))


@dataclass(slots=True)
class _Walk:
    """The walk through a document; counts paragraphs and tables, and the automatic numbers."""

    numbering: Numbering
    pictures: Pictures
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Give the blocks of the body, or of a cell that lays out the page."""
        for child in children(parent, "p", "tbl"):
            if local(child) == "p":
                self.paragraphs += 1
                yield from self._prose(child)
                for box in text_boxes(child):
                    yield from self.blocks(box)
                yield from self.pictures.inside(child)
            elif _lays_out(child):
                for row in children(child, "tr"):
                    for cell in children(row, "tc"):
                        yield from self.blocks(cell)
            else:
                self.tables += 1
                yield self._grid(child)
                yield from self.pictures.inside(child)

    def _prose(self, paragraph: etree._Element) -> Iterator[Prose]:
        for part in self._line(paragraph).splitlines():
            if text := part.strip(" \t\xa0\u3000"):
                yield Prose(text, Place(line=self.paragraphs))

    def _line(self, paragraph: etree._Element) -> str:
        return self.numbering.number_of(paragraph) + text_of(paragraph)

    def _grid(self, table: etree._Element) -> Grid:
        """Give the table with each cell once, at the grid column where it begins."""
        place = Place(table=self.tables)
        rows: list[list[GridCell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # grid column of a cell that may go on below -> row and position
        for number, row in enumerate(children(table, "tr"), start=1):
            if any(True for _ in _properties(row, "del")):  # a row that a tracked change has deleted
                continue
            cells: list[GridCell] = []
            still_open: dict[int, tuple[int, int]] = {}
            for cell, column, span in _spread(row):
                merge = next(_properties(cell, "vMerge", "vmerge"), None)
                above = open_cells.get(column) if merge is not None and value(merge) != "restart" else None
                if above is not None:
                    owner = rows[above[0]][above[1]]
                    rows[above[0]][above[1]] = replace(owner, rowspan=owner.rowspan + 1)
                    still_open[column] = above
                    continue
                if merge is not None:
                    still_open[column] = (len(rows), len(cells))
                spot = replace(place, row=number, column=column + 1)
                cells.append(GridCell(self._cell_text(cell), spot, column, span))
            open_cells = still_open
            rows.append(cells)
        return Grid(tuple(map(tuple, rows)), place, exact=True)

    def _cell_text(self, cell: etree._Element) -> str:
        lines = "\n".join(self._line(paragraph) for paragraph in children(cell, "p")).replace("\t", " ").splitlines()
        return "\n".join(filter(None, (line.strip(" \xa0\u3000") for line in lines)))


def _lays_out(table: etree._Element) -> bool:
    """Tell whether a table holds other tables."""
    cells = (cell for row in children(table, "tr") for cell in children(row, "tc"))
    return any(True for cell in cells for _ in children(cell, "tbl"))


def _spread(row: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    """Give the cells of a row with their first grid column and the columns they cover."""
    column = _number(next(_properties(row, "gridBefore"), None), 0)
    pending: tuple[etree._Element, int, int] | None = None
    for cell in children(row, "tc"):
        span = max(_number(next(_properties(cell, "gridSpan"), None), 1), 1)
        across = next(_properties(cell, "hMerge", "hmerge"), None)
        if pending is not None and across is not None and value(across) != "restart":
            pending = (pending[0], pending[1], pending[2] + span)
        else:
            if pending is not None:
                yield pending
            pending = (cell, column, span)
        column += span
    if pending is not None:
        yield pending


def _properties(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    for properties in children(element, "tcPr", "trPr"):
        yield from (child for child in properties if local(child) in names)


def _number(element: etree._Element | None, default: int) -> int:
    digits = "" if element is None else value(element)
    return min(int(digits), MOST_COLUMNS) if digits.isascii() and digits.isdigit() else default


def _has_text(block: Block) -> bool:
    return bool(block.text) if isinstance(block, Prose) else any(cell.text for row in block.rows for cell in row)


def _no_document() -> UnreadableDocumentError:
    return UnreadableDocumentError("不是Word文档 / The file is no Word document")


def _no_text(pictures: int) -> UnreadableDocumentError:
    if pictures:
        return UnreadableDocumentError(
            f"文档没有文字，只有图片，{HOW_ZH} / The document has no text, only pictures; {HOW_EN}"
        )
    return UnreadableDocumentError("文档没有任何内容 / The document has nothing written in it")
