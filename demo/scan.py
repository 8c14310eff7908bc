"""Reports as offices scan them: pages as pictures, leaning, grained, in a PDF without text or as PNG and JPEG."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

POINTS = 72  # to the inch
NEVER = time.gmtime(0)  # a date of making would make equal documents differ
INK, PAPER = 40, 245  # shades of print and paper on a scanner's glass


@dataclass(frozen=True, slots=True)
class Scanner:
    """One manner of scanning: resolution, how far the pages lean, grain in shades of grey, JPEG quality."""

    dpi: int = 200
    skew_degrees: float = 0.0
    noise: float = 0.0
    quality: int = 80
    seed: int = 0


def scanned_pages(document: bytes, scanner: Scanner) -> list[Image.Image]:
    """Give the pages of a PDF as pictures in shades of grey; equal arguments give equal pictures."""
    with pypdfium2.PdfDocument(document) as pages:
        return [_scanned(_rendered(pages[index], scanner), scanner, index) for index in range(len(pages))]


def scan_pdf(document: bytes, scanner: Scanner) -> bytes:
    """Give a PDF that holds nothing but the pictures of the pages of another."""
    first, *others = scanned_pages(document, scanner)
    pages = {"append_images": others, "save_all": True, "resolution": scanner.dpi, "quality": scanner.quality}
    return _saved(first, "PDF", **pages, creationDate=NEVER, modDate=NEVER)


def scan_picture(document: bytes, scanner: Scanner, kind: str = "png") -> bytes:
    """Give the pages below each other in one picture: `png` or `jpeg`."""
    return _saved(_stacked(scanned_pages(document, scanner)), kind, quality=scanner.quality)


def _rendered(page: pypdfium2.PdfPage, scanner: Scanner) -> Image.Image:
    picture: Image.Image = page.render(scale=scanner.dpi / POINTS, grayscale=True).to_pil()
    return picture.convert("L")


def _scanned(picture: Image.Image, scanner: Scanner, number: int) -> Image.Image:
    turned = picture.rotate(scanner.skew_degrees, Image.Resampling.BICUBIC, fillcolor=255)
    faded = turned.point([INK + shade * (PAPER - INK) // 255 for shade in range(256)])
    return faded if not scanner.noise else _grained(faded, scanner, number)


def _grained(picture: Image.Image, scanner: Scanner, number: int) -> Image.Image:
    chance = Random(f"{scanner.seed}:{number}")
    grain = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    share = scanner.noise / 127
    return Image.blend(picture, grain, min(share, 0.5))


def _stacked(pages: Sequence[Image.Image]) -> Image.Image:
    whole = Image.new("L", (max(page.width for page in pages), sum(page.height for page in pages)), 255)
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height
    return whole


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
