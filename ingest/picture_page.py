"""A PDF page as it looks, around one cell or line, with a box drawn on it."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from ingest.model import UnreadableDocumentError
from ingest.readers.pdf import pages_of
from ingest.readers.pdf_spots import spot_of
from ingest.readers.pdf_text import unturned

if TYPE_CHECKING:
    from ingest.model import Place
    from ingest.readers.pdf_spots import Spot

SCALE = 2.0  # pixels to a point
MOST_PIXELS = 20_000_000
AROUND = 420  # pixels above and below the box that are shown
GAP = 3  # pixels between the cell and the box
BOX, WASH = (200, 30, 30, 255), (255, 205, 60, 70)


def page_at(content: bytes, place: Place, printed: str) -> bytes | None:
    """Give a PNG of the page of a place, cut above and below, with its cell or line boxed.

    A page that text recognition read has no box, since its cells may lie elsewhere than they were seen; the whole page
    is given. None where the place does not hold what was read from it.

    Raises:
        UnreadableDocumentError: the PDF cannot be opened.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocumentError("PDF已损坏，无法打开 / The PDF is damaged and cannot be opened") from error
    with document:
        pages, _ = pages_of(document)
        page = next((each for each in pages if each.number == place.page), None)
        if page is not None and page.is_recognised:
            return _png(_rendered(document[page.number - 1]))
        spot = spot_of(pages, place)
        if spot is None or "".join(printed.split()) not in "".join(spot.text.split()):
            return None
        return _boxed(document[spot.page.number - 1], spot)


def _boxed(page: pypdfium2.PdfPage, spot: Spot) -> bytes:
    image = _rendered(page)
    left, top, right, bottom = _on_image(page, spot, image)
    box = (
        max(left - GAP, 0),
        max(top - GAP, 0),
        min(right + GAP, image.width - 1),
        min(bottom + GAP, image.height - 1),
    )
    wash = Image.new("RGBA", image.size)
    ImageDraw.Draw(wash).rectangle(box, fill=WASH, outline=BOX, width=4)
    image = Image.alpha_composite(image.convert("RGBA"), wash).convert("RGB")
    return _png(image.crop((0, max(box[1] - AROUND, 0), image.width, min(box[3] + AROUND, image.height))))


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    image: Image.Image = page.render(scale=scale).to_pil()
    return image


def _on_image(page: pypdfium2.PdfPage, spot: Spot, image: Image.Image) -> tuple[int, int, int, int]:
    """Give the box in pixels; a line is as wide as the page."""
    left, top, right, bottom = spot.box
    corners = [unturned(x, y, spot.page.turn) for x in _finite(left, right) for y in _finite(top, bottom)]
    pixels = [_pixel(page, image, x, y) for x, y in corners]
    xs, ys = sorted(x for x, _ in pixels), sorted(y for _, y in pixels)
    return xs[0], ys[0], xs[-1], ys[-1]


def _finite(first: float, last: float) -> tuple[float, float]:
    # A line has no sides of its own: far beyond any page, so that the box ends at its edges.
    far = 1e4
    return max(first, -far), min(last, far)


def _pixel(page: pypdfium2.PdfPage, image: Image.Image, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, image.width, image.height, 0, x, y, across, down)
    return across.value, down.value


def _png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG", optimize=False)
    return written.getvalue()
