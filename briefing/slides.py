"""A briefing as slides: one message each, native charts with their data, every row, notes with the source."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from PIL import Image
from pptx.util import Inches

from briefing import native_chart, picture, slide_parts, slide_table
from briefing.caption import Caption
from briefing.content import Drawing, Figures, Kind, Paragraph, Tone
from briefing.document import nothing_to_draw
from briefing.file_properties import describe
from briefing.grid import clean, grid
from briefing.slide_base import COVER, EDGE, PLAIN, SECTION, TEXT
from briefing.slide_template import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.content import Briefing, Plot, Section
    from briefing.slide_base import Deck

_SIZES: Final = {Tone.BODY: 18, Tone.COMMENT: 18, Tone.NOTE: 14}
_GAP: Final = Inches(0.1)
_LETTERS, _SMALL_LETTERS = 12, 10
_MANY_BARS: Final = 24


def pptx_of(briefing: Briefing, *, template: bytes | None = None) -> bytes:
    """Give a briefing as a PowerPoint file in 16:9.

    Args:
        briefing: what is written.
        template: a .pptx of the reader's own; its master, layouts and slides are kept, {{title}}, {{date}} …
            on them filled, and a slide with {{body}} replaced by the briefing, which else comes last.

    Raises:
        TemplateError: the template is no .pptx, has no layout with a title, or asks for what there is not.
    """
    deck = opened(briefing, template)
    if not deck.covered:
        _cover(deck)
    _texts(deck, briefing.say.pick("范围与说明", "Scope and what to mind"), _scope(briefing))
    for section in briefing.sections:
        _section(deck, section)
    deck.close()
    describe(deck.presentation.core_properties, briefing)
    file = io.BytesIO()
    deck.presentation.save(file)
    return file.getvalue()


def _cover(deck: Deck) -> None:
    briefing = deck.briefing
    slide = deck.add(COVER, briefing.title)
    under = [text for text in (briefing.subtitle, briefing.day) if text]
    place = _text_place(slide)
    if place is not None:
        slide_parts.fill(deck, place.text_frame, [(text, None) for text in under])
    slide_parts.finish(deck, slide)


def _text_place(slide: Any) -> Any:  # noqa: ANN401 - python-pptx has no types
    """Give the placeholder for text beside the title, null where the layout has none."""
    return next((shape for shape in slide.placeholders if shape.placeholder_format.idx == 1), None)


def _scope(briefing: Briefing) -> list[Paragraph]:
    said = (*briefing.scope, briefing.reported, *briefing.caveats, briefing.source, briefing.build)
    return [Paragraph(text) for text in said if text]


def _section(deck: Deck, section: Section) -> None:
    slide = deck.add(SECTION, section.heading)
    place = _text_place(slide)
    if place is not None:
        place._element.getparent().remove(place._element)  # noqa: SLF001 - empty, it would ask for a click
    slide_parts.finish(deck, slide)
    for block, texts in _arranged(section):
        if block is None:
            _texts(deck, section.heading, texts)
        elif isinstance(block, Figures):
            _table(deck, block, texts)
        else:
            _drawing(deck, block, texts)


def _arranged(section: Section) -> list[tuple[Figures | Drawing | None, list[Paragraph]]]:
    """Give what each slide is about: a table or chart with the notes and comments under it, or text alone.

    A sentence that is the message of a chart stands in its title and nowhere else.
    """
    messages = {block.message for block in section.blocks if isinstance(block, Drawing) and _can_be_drawn(block)}
    groups: list[tuple[Figures | Drawing | None, list[Paragraph]]] = []
    for block in section.blocks:
        if not isinstance(block, Paragraph):
            groups.append((block, []))
        elif groups and (groups[-1][0] is None or block.tone != Tone.BODY):
            groups[-1][1].append(block)
        elif block.text not in messages:
            groups.append((None, [block]))
    kept = [(block, [each for each in texts if each.text not in messages]) for block, texts in groups]
    return [(block, texts) for block, texts in kept if block is not None or texts]


def _texts(deck: Deck, title: str, paragraphs: Sequence[Paragraph]) -> None:
    """Put text on as many slides as it takes."""
    wide, high = deck.wide - 2 * EDGE, deck.high - Inches(2.3)
    slides: list[list[Paragraph]] = [[]]
    used = 0
    for paragraph in paragraphs:
        needed = slide_parts.height(paragraph.text, wide, _SIZES[paragraph.tone])
        if used + needed > high and slides[-1]:
            slides.append([])
            used = 0
        slides[-1].append(paragraph)
        used += needed
    for number, shown in enumerate(slides, start=1):
        slide = deck.add(TEXT, _part(title, number, len(slides)))
        top = slide_parts.fit_title(slide)
        box = _text_place(slide) or slide.shapes.add_textbox(EDGE, top, wide, high)
        box.left, box.top, box.width, box.height = EDGE, top, wide, deck.high - top - Inches(0.6)
        slide_parts.fill(deck, box.text_frame, [(each.text, _SIZES[each.tone]) for each in shown])
        slide_parts.finish(deck, slide)


def _part(title: str, number: int, of: int) -> str:
    return f"{title}（{number}/{of}）" if of > 1 else title


def _table(deck: Deck, block: Figures, texts: Sequence[Paragraph]) -> None:
    notes = _notes(block.caption, texts)
    printed, wide = grid(block.table), deck.wide - 2 * EDGE
    unit, title = _unit(deck, block.caption), block.caption.title
    first = deck.add(PLAIN, title)
    head = slide_parts.fit_title(first)
    top = (slide_parts.line(deck, first, unit, head) if unit else head) + _GAP
    bottom = slide_parts.finish(deck, first, notes, block.caption)
    laid = slide_table.cut(printed, wide, bottom - top - _GAP)
    slides = [first, *(deck.add(PLAIN, title) for _ in laid.slides[1:])]
    for number, slide in enumerate(slides):
        slide_parts.retitle(slide, _part(title, number + 1, len(slides)))
        slide_table.add(deck, slide, printed, laid, number=number, where=(EDGE, top), message=title)
    for slide in slides[1:]:
        slide_parts.finish(deck, slide, notes, block.caption)
        if unit:
            slide_parts.line(deck, slide, unit, head)


def _can_be_drawn(block: Drawing) -> bool:
    return block.plot.has_numbers if block.plot is not None else block.chart is not None


def _drawing(deck: Deck, block: Drawing, texts: Sequence[Paragraph]) -> None:
    if not _can_be_drawn(block):
        sentence = Paragraph(nothing_to_draw(deck.briefing, block))
        _texts(deck, block.caption.title, [sentence, *texts])
        return
    slide = deck.add(PLAIN, block.message)
    top = slide_parts.fit_title(slide)
    under = " · ".join(text for text in (block.caption.title, _unit(deck, block.caption)) if text)
    top = slide_parts.line(deck, slide, under, top) + _GAP
    bottom = slide_parts.finish(deck, slide, _notes(block.caption, texts), block.caption) - _GAP
    room = (EDGE, top, deck.wide - 2 * EDGE, bottom - top)
    shape = _native(slide, block.plot, room) if block.plot is not None else _picture(deck, slide, block, room)
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(block.message))  # noqa: SLF001 - no public way


def _native(slide: Any, plot: Plot, room: tuple[int, int, int, int]) -> Any:  # noqa: ANN401
    left, top, wide, high = room
    bars = len(plot.categories) * len(plot.runs)
    if plot.kind == Kind.BARS:
        high = min(high, Inches(1.4 + 0.45 * bars))
    shape = slide.shapes.add_chart(native_chart.TYPES[plot.kind], left, top, wide, high, native_chart.data_of(plot))
    small = plot.kind == Kind.BARS and bars > _MANY_BARS
    native_chart.dress(shape.chart, plot, _SMALL_LETTERS if small else _LETTERS)
    return shape


def _picture(deck: Deck, slide: Any, block: Drawing, room: tuple[int, int, int, int]) -> Any:  # noqa: ANN401
    left, top, wide, high = room
    bare = Caption(title="", unit="", source="", build="", fictional=block.caption.fictional)
    png = picture.png(block.chart, bare, words=deck.briefing.say.caption)
    with Image.open(io.BytesIO(png)) as image:
        scale = min(wide / image.width, high / image.height)
        size = round(image.width * scale), round(image.height * scale)
    return slide.shapes.add_picture(io.BytesIO(png), left + (wide - size[0]) // 2, top, *size)


def _unit(deck: Deck, caption: Caption) -> str:
    say = deck.briefing.say
    return f"{say.caption['unit']}{say.pick('：', ': ')}{caption.unit}" if caption.unit else ""


def _notes(caption: Caption, texts: Sequence[Paragraph]) -> list[str]:
    comments = [each.text for each in texts if each.tone == Tone.COMMENT]
    return [*comments, *caption.caveats, *(each.text for each in texts if each.tone != Tone.COMMENT)]
