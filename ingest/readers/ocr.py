"""Pictures of pages to blocks: PNG, JPEG and TIFF files, and the pages of a scan, if the extra `ocr` is installed."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.model import Document, UnreadableDocumentError
from ingest.readers.ocr_extra import HOW_EN, HOW_ZH, MOST_PAGES, can_recognise, notice
from ingest.readers.pdf import blocks_of_pages, is_pictured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import pypdfium2
    from numpy.typing import NDArray
    from PIL import Image

    from ingest.readers.pdf_page import Page

# OpenBLAS reserves memory for each of its threads, which counts against the limit of a worker and serves nothing here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

READER = "ocr 1"
A4_WIDTH = 595.0  # points
SCALE = 200 / 72  # pixels to a point: 200 dpi, at which small type still is 20 pixels high
LONGEST = 1.6  # times the width; an A4 page is 1.41 times as high as wide
MOST_PIXELS = 36_000_000  # A3 at 400 dpi has 31 million
FEWEST_PIXELS = 100


def read_picture(content: bytes) -> Document:
    """Give the blocks of a picture of a page, or of the pages of a TIFF file.

    Ruled tables are exact Grids, each cell recognised by itself; everything else is Prose, a line each. What was
    seen in a cell and could not be recognised is U+FFFD, so that it is no blank. A picture that is longer than a
    page counts as several pages.

    Raises:
        UnreadableDocumentError: the extra is not installed, the file is damaged, too large, or shows no text.
    """
    if not can_recognise():
        raise UnreadableDocumentError(f"文件是图片，{HOW_ZH} / The file is a picture; {HOW_EN}")
    pages = list(pages_of_picture(content))
    if not any(page.has_text for page in pages):
        raise UnreadableDocumentError(
            "图片上没有识别出文字；请检查图片是否清晰、方向是否正确 / "
            "No text was recognised in the picture; see whether it is sharp and the right way up"
        )
    numbers = [page.number for page in pages]
    return Document(tuple(blocks_of_pages(pages)), "ocr", READER, (notice(numbers),), frozenset(numbers))


def pages_of_picture(content: bytes, first: int = 1) -> Iterator[Page]:
    """Give the recognised pages of a picture file, counted from `first`.

    Raises:
        UnreadableDocumentError: the file is damaged, or too large or small.
    """
    turn = 0
    for number, picture in enumerate(_pictures(content), start=first):
        page, turn = recognised(picture, number, turn=turn)
        yield page


def with_pictures_read(document: pypdfium2.PdfDocument, pages: Sequence[Page]) -> list[Page]:
    """Give the pages of an open PDF, those that are pictures or hold one in the place of a table recognised.

    Text that a page has stays; only the tables of its picture are taken. Where too many pages are pictures, none is
    recognised.
    """
    if sum(map(is_pictured, pages)) > MOST_PAGES:
        return list(pages)
    completed: list[Page] = []
    turn = 0
    for page in pages:
        if is_pictured(page):
            seen, turn = recognised_page(document, page.number - 1, turn)
            completed.append(_completed(page, seen))
        else:
            completed.append(page)
    return completed


def _completed(page: Page, seen: Page) -> Page:
    if page.is_recognised or not page.has_text:
        return seen if seen.has_text else page
    return replace(page, tables=seen.tables, findings=(), is_recognised=True) if seen.tables else page


def recognised_page(document: pypdfium2.PdfDocument, index: int, turn: int = 0) -> tuple[Page, int]:
    """Give one page of an open PDF from what is seen on it, in the points of `read_page`; see `recognised`.

    Raises:
        pypdfium2.PdfiumError: the page cannot be loaded.
    """
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / (width * height)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_numpy().copy()
        seen, turn = recognised(picture, index + 1, turn=turn)
        return scaled(seen, width / A4_WIDTH, -page.get_bbox()[3]), turn
    finally:
        page.close()


def recognised(picture: NDArray[np.uint8], number: int, *, turn: int = 0) -> tuple[Page, int]:
    """Give one page from its picture, with its places in points of an A4 page, and how it had to be turned.

    Args:
        picture: dark type on light paper in shades of grey, rows by columns, about one page in any size.
        number: of the page in its document, from 1.
        turn: quarter turns against the clock to try first: those of the page before.
    """
    # OpenCV and the models cost half a second and 130 MB, which a document with text need not pay.
    from ingest.readers.ocr_cells import page_of  # noqa: PLC0415

    return page_of(picture, number, turn)


def scaled(page: Page, scale: float, top: float) -> Page:
    """Give a page with the places of its lines and tables in other points."""
    return replace(
        page,
        lines=tuple((top + scale * y, text) for y, text in page.lines),
        tables=tuple(
            replace(
                table,
                lattice=replace(
                    table.lattice,
                    xs=tuple(scale * x for x in table.lattice.xs),
                    ys=tuple(top + scale * y for y in table.lattice.ys),
                ),
            )
            for table in page.tables
        ),
    )


def _pictures(content: bytes) -> Iterator[NDArray[np.uint8]]:
    import numpy as np  # noqa: PLC0415
    from PIL import Image, ImageSequence  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(content)) as file:
            _check_size(file.width, file.height, getattr(file, "n_frames", 1))
            for frame in ImageSequence.Iterator(file):
                yield from _bands(np.asarray(_on_paper(frame)))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableDocumentError(
            "图片已损坏，无法打开，请重新下载 / The picture is damaged and cannot be opened; download it again"
        ) from error


def _check_size(width: int, height: int, count: int) -> None:
    if min(width, height) < FEWEST_PIXELS:
        raise UnreadableDocumentError(
            f"图片太小（{width}×{height}），无法识别 / The picture is too small to be recognised ({width}×{height})"
        )
    if width * height > MOST_PIXELS or count * max(height / width / LONGEST, 1) > MOST_PAGES:
        raise UnreadableDocumentError(
            f"图片过大（{width}×{height}，{count}页），未识别；请缩小或分开后再导入 / The picture is too large to be "
            f"recognised ({width}×{height}, {count} pages); make it smaller or cut it, and add it again"
        )


def _on_paper(frame: Image.Image) -> Image.Image:
    """Give a picture the way up that its camera noted, in shades of grey; what is transparent is white."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    grey, opaque = ImageOps.exif_transpose(frame).convert("LA").split()
    paper = Image.new("L", grey.size, 255)
    paper.paste(grey, mask=opaque)
    return paper


def _bands(picture: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Cut a picture that is longer than a page, as telephones take them, where it is emptiest."""
    length = int(LONGEST * picture.shape[1])
    while len(picture) > length:
        first = length * 3 // 4
        end = first + int(picture[first:length].sum(axis=1, dtype="int64").argmax())
        yield picture[:end]
        picture = picture[end:]
    yield picture
