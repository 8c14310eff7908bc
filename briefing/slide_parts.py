"""What slides are made of: texts that fit their box, the foot with the source, notes for the speaker."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from briefing.grid import clean, room_of
from briefing.slide_base import EDGE, write
from charts.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.caption import Caption
    from briefing.slide_base import Deck

LINE: Final = 1.5
"""Height of a line in sizes of its letters, in the fonts that need most."""

_EMU_PER_POINT: Final = 12_700
_TITLE_SIZES: Final = (24, 20, 18, 16, 14)
_TITLE_LINE: Final = 1.25
_NOTE, _FOOT = 10, 9
_NOTE_LINES: Final = 4
_FOOT_HIGH: Final = Inches(0.5)
_RED: Final = "#c00000"
_INSETS: Final = Inches(0.2)
_AFTER: Final = 6


def lines(text: str, wide: int, size: float) -> int:
    """Give how many lines a text takes in a width in EMU."""
    columns = max((wide - _INSETS) / _EMU_PER_POINT / size * 2, 1)
    return sum(max(math.ceil(room_of(line) / columns), 1) for line in text.split("\n"))


def height(text: str, wide: int, size: float) -> int:
    """Give the height of a paragraph in EMU, with the distance to the next."""
    return round((lines(text, wide, size) * size * LINE + _AFTER) * _EMU_PER_POINT)


def fit_title(slide: Any) -> int:  # noqa: ANN401 - python-pptx has no types
    """Give a title the size at which it fits its box; return where the box ends, in EMU from the top."""
    box = slide.shapes.title
    fitting = (
        size
        for size in _TITLE_SIZES
        if lines(box.text_frame.text, box.width, size) * size * _TITLE_LINE * _EMU_PER_POINT <= box.height - _INSETS / 2
    )
    size = next(fitting, _TITLE_SIZES[-1])
    for run in box.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)
    return int(box.top + box.height)


def retitle(slide: Any, text: str) -> None:  # noqa: ANN401
    """Replace a title and fit it anew."""
    box = slide.shapes.title
    box.text_frame.paragraphs[0].runs[0].text = clean(text)
    fit_title(slide)


def fill(deck: Deck, frame: Any, texts: Iterable[tuple[str, float | None]]) -> None:  # noqa: ANN401
    """Fill a text frame with paragraphs, each of its own size; null leaves the size to the layout."""
    frame.word_wrap = True
    for place, (text, size) in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        write(deck, paragraph, text, size)


def line(deck: Deck, slide: Any, text: str, top: int, size: float = 12) -> int:  # noqa: ANN401
    """Put a grey line over the whole width; return where it ends."""
    wide = deck.wide - 2 * EDGE
    high = round(lines(text, wide, size) * size * LINE * _EMU_PER_POINT)
    box = slide.shapes.add_textbox(EDGE, top, wide, high)
    frame = box.text_frame
    frame.word_wrap, frame.margin_top, frame.margin_bottom = True, 0, 0
    write(deck, frame.paragraphs[0], text, size, LIGHT.faint)
    return int(top + high)


def finish(deck: Deck, slide: Any, notes: Sequence[str] = (), caption: Caption | None = None) -> int:  # noqa: ANN401
    """Put the foot, what to mind above it and everything into the speaker's notes; return where the room above ends.

    Args:
        deck: the presentation.
        slide: with its title.
        notes: what to mind; as many as fit in a few lines stand on the slide.
        caption: that of the table or chart on it.
    """
    briefing, say = deck.briefing, deck.briefing.say
    top = deck.high - _FOOT_HIGH
    _foot(deck, slide, top)
    captioned = caption.lines(say.caption) if caption else []
    rest = [*briefing.scope, briefing.reported, *briefing.caveats, briefing.source, briefing.build]
    told = dict.fromkeys([*captioned, *notes, *(text for text in rest if text), briefing.day])
    _tell(deck, slide, list(told))
    shown = _shown(deck, notes)
    if not shown:
        return int(top)
    wide = deck.wide - 2 * EDGE
    high = round(sum(lines(text, wide, _NOTE) for text in shown) * _NOTE * LINE * _EMU_PER_POINT)
    box = slide.shapes.add_textbox(EDGE, top - high, wide, high)
    box.text_frame.margin_top = box.text_frame.margin_bottom = 0
    box.name = "Notes"
    fill(deck, box.text_frame, [(text, _NOTE) for text in shown])
    return int(top - high)


def _shown(deck: Deck, notes: Sequence[str]) -> list[str]:
    """Give the notes that fit on the slide, and say so where there are more."""
    shown: list[str] = []
    used = 0
    for note in notes:
        used += lines(note, deck.wide - 2 * EDGE, _NOTE)
        if used > _NOTE_LINES:
            return [*shown, deck.briefing.say.pick("……其余见备注。", "… more in the notes.")]
        shown.append(note)
    return shown


def _foot(deck: Deck, slide: Any, top: int) -> None:  # noqa: ANN401
    briefing = deck.briefing
    wide = deck.wide - 2 * EDGE - Inches(0.8)
    box = slide.shapes.add_textbox(EDGE, top, wide, _FOOT_HIGH)
    box.name = "Source"
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_top = frame.margin_bottom = 0
    sign = f"{briefing.say.caption['fictional']} · " if briefing.fictional else ""
    size = next((size for size in (_FOOT, 8, 7) if lines(sign + briefing.foot, wide, size) * size <= 27), 6)  # noqa: PLR2004
    if sign:
        write(deck, frame.paragraphs[0], sign, size, _RED, bold=True)
    write(deck, frame.paragraphs[0], briefing.foot, size, LIGHT.faint)
    _number(deck, slide, top)


def _number(deck: Deck, slide: Any, top: int) -> None:  # noqa: ANN401
    box = slide.shapes.add_textbox(deck.wide - EDGE - Inches(0.7), top, Inches(0.7), _FOOT_HIGH)
    box.name, box.text_frame.vertical_anchor = "Number", MSO_ANCHOR.MIDDLE
    paragraph = box.text_frame.paragraphs[0]._p  # noqa: SLF001 - no public way
    paragraph.append(
        parse_xml(
            '<a:pPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" algn="r"/>',
        )
    )
    paragraph.append(
        parse_xml(
            '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" type="slidenum"'
            ' id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"><a:rPr lang="en-US" sz="900"/><a:t>‹#›</a:t></a:fld>'
        )
    )


def _tell(deck: Deck, slide: Any, texts: Sequence[str]) -> None:  # noqa: ANN401
    """Write the speaker's notes."""
    frame = slide.notes_slide.notes_text_frame
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = clean(text)
        properties = run._r.get_or_add_rPr()  # noqa: SLF001 - no public way
        properties.append(properties.makeelement(qn("a:ea"), {"typeface": deck.east}))
