"""Large pictures in a Word document: named where they may be tables, recognised where the extra `ocr` is installed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.model import Finding, Severity, UnreadableDocumentError
from ingest.readers.docx_text import is_fallback
from ingest.readers.ocr_extra import HOW_EN, HOW_ZH, MOST_PAGES, can_recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from ingest.model import Block
    from ingest.readers.archive import Archive
    from ingest.readers.pdf_page import Page

EMU_PER_CM = 360_000
POINTS_PER_CM = 28.35
BIG_PICTURE_CM = (9.0, 4.0)  # width and height from which on a picture may hold a table; seals and logos are smaller
SIZE = re.compile(r"(width|height):\s*([\d.]+)pt")
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is large enough to hold a table: its number in the document, from 1, and how it is put there.

    `relation` is '' where the picture is not in the file as it is shown: linked, cropped or turned.
    """

    number: int
    element: etree._Element
    relation: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """The large pictures of a document, and what was recognised in them: blocks by number of the picture.

    `pages` are the pages that the recognised pictures count as, one or, for long pictures, several each.
    """

    all: tuple[Picture, ...]
    blocks: Mapping[int, tuple[Block, ...]]
    pages: frozenset[int] = frozenset()

    def inside(self, parent: etree._Element) -> Iterator[Block]:
        """Give what was recognised in the pictures that stand inside an element."""
        elements = set(parent.iterdescendants("{*}blip", IMAGE_DATA)) if self.blocks else set()
        for picture in self.all:
            if picture.element in elements:
                yield from self.blocks.get(picture.number, ())

    def findings(self, *, has_tables: bool) -> Iterator[Finding]:
        """Give what a person should know of the pictures: which were recognised, and that others may be tables."""
        if self.blocks:
            yield _recognised_finding(sorted(self.blocks))
        if others := len(self.all) - len(self.blocks):
            yield _picture_finding(others, has_tables=has_tables)


def big_pictures(root: etree._Element) -> tuple[Picture, ...]:
    """Give the large pictures of a document in their order."""
    found = [
        (element, relation)
        for element in root.iterdescendants("{*}blip", IMAGE_DATA)
        if not is_fallback(element)
        for size, relation in [_drawn(element) if element.tag != IMAGE_DATA else _of_older_editors(element)]
        if size[0] >= BIG_PICTURE_CM[0] and size[1] >= BIG_PICTURE_CM[1]
    ]
    return tuple(Picture(number, *each) for number, each in enumerate(found, start=1))


def _drawn(blip: etree._Element) -> tuple[tuple[float, float], str]:
    """Give width and height in centimetres, and the relation, of a picture in DrawingML."""
    around = next((each for each in blip.iterancestors("{*}inline", "{*}anchor")), None)
    extent = None if around is None else next(around.iterchildren("{*}extent"), None)
    size = (0.0, 0.0) if extent is None else (_emu(extent, "cx"), _emu(extent, "cy"))
    cropped = around is not None and any(any(each.attrib.values()) for each in around.iterdescendants("{*}srcRect"))
    turned = around is not None and any(each.get("rot", "0") != "0" for each in around.iterdescendants("{*}xfrm"))
    return size, "" if cropped or turned else _relation(blip, "embed")


def _of_older_editors(image: etree._Element) -> tuple[tuple[float, float], str]:
    shape = image.getparent()
    sides = dict(SIZE.findall("" if shape is None else shape.get("style", "")))
    cropped = any(str(key).startswith("crop") for key in image.attrib)
    width, height = (float(sides.get(side, 0)) / POINTS_PER_CM for side in ("width", "height"))
    return (width, height), "" if cropped else _relation(image, "id")


def _emu(extent: etree._Element, side: str) -> float:
    digits = extent.get(side, "")
    return int(digits) / EMU_PER_CM if digits.isascii() and digits.isdigit() else 0.0


def _relation(element: etree._Element, name: str) -> str:
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).endswith(f"/relationships}}{name}")), ""
    )


def with_pictures_read(
    pictures: tuple[Picture, ...], archive: Archive | None, part: str, *, only_tables: bool
) -> Pictures:
    """Give the pictures with what is seen in them; without the extra, or where they are too many, with nothing.

    Args:
        pictures: the large ones of a document.
        archive: the package, None where the document is one XML text.
        part: the name of the part in which the pictures stand.
        only_tables: whether the document has text of its own, beside which the words of a picture are no prose.
    """
    if archive is None or not pictures or len(pictures) > MOST_PAGES or not can_recognise():
        return Pictures(pictures, {})
    from ingest.readers.pdf import blocks_of_pages  # noqa: PLC0415 - only pictures pay for the import

    targets = archive.targets(part)
    pages: list[Page] = []
    owners: dict[int, int] = {}  # number of the page -> number of the picture
    for picture in pictures:
        for page in _pages(archive.read(targets.get(picture.relation, "")), len(pages) + 1):
            pages.append(replace(page, lines=()) if only_tables else page)
            owners[page.number] = picture.number
    blocks: dict[int, tuple[Block, ...]] = {}
    for block in blocks_of_pages(pages):
        number = owners[block.place.page or 0]
        blocks[number] = (*blocks.get(number, ()), block)
    return Pictures(pictures, blocks, frozenset(owners))


def _pages(content: bytes, first: int) -> list[Page]:
    """Give the recognised pages of a picture; none of a drawing or whatever else has no points."""
    from ingest.readers.ocr import pages_of_picture  # noqa: PLC0415 - the same

    try:
        return list(pages_of_picture(content, first)) if content else []
    except UnreadableDocumentError:
        return []


def _recognised_finding(numbers: Sequence[int]) -> Finding:
    said = "、".join(map(str, numbers))
    return Finding(
        "ocr.page",
        Severity.NOTICE,
        f"第{said}张图片的文字由识别（OCR）得出，只采用表格合计关系能够证实的数字",
        f"The text of picture {said.replace('、', ', ')} was recognised (OCR); only figures that the sums of the form "
        "confirm are taken",
    )


def _picture_finding(pictures: int, *, has_tables: bool) -> Finding:
    return Finding(
        "s.image",
        Severity.NOTICE if has_tables else Severity.ERROR,
        f"文档有{pictures}张较大的图片，表格可能是图片，{HOW_ZH}",
        f"The document has {pictures} large pictures; a table may be a picture, then {HOW_EN}",
    )
