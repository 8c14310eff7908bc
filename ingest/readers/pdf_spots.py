"""Where on its page a figure of a PDF is printed."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from ingest.readers.pdf_cut import box_of, grids_of_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.model import Place
    from ingest.readers.pdf_cut import Box
    from ingest.readers.pdf_page import Page

LINE_ABOVE, LINE_BELOW = 12.0, 4.0  # points around the foot of a line that hold its type


@dataclass(frozen=True, slots=True)
class Spot:
    """What is printed at a place, and its box on the page as held; a line reaches over the whole width."""

    page: Page
    text: str
    box: Box


def spot_of(pages: Sequence[Page], place: Place) -> Spot | None:
    """Give where the cell or line of a place is printed; None where nothing is, or nobody knows how it lay.

    The place of a figure in a line may say more than that of the line: the line is given. A page that was recognised
    has no spots, because it may have been turned for that. Of a cell that a page end cuts, the upper part is boxed.
    """
    page = next((each for each in pages if each.number == place.page and not each.is_recognised), None)
    if page is None:
        return None
    return _line(page, place) if place.table is None else _cell(pages, page, place)


def _line(page: Page, place: Place) -> Spot | None:
    lines = sorted(page.lines, key=lambda line: line[0])
    if place.line is None or not 0 < place.line <= len(lines):
        return None
    top, text = lines[place.line - 1]
    return Spot(page, text, (-inf, top - LINE_ABOVE, inf, top + LINE_BELOW))


def _cell(pages: Sequence[Page], page: Page, place: Place) -> Spot | None:
    box = box_of(pages, place)
    cells = (cell for grid in grids_of_pages(pages).values() for row in grid.rows for cell in row)
    text = next((cell.text for cell in cells if cell.place == place), None)
    return None if box is None or text is None else Spot(page, text, box)
