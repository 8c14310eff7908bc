"""A briefing as a Word document: native tables and charts, captions and contents by fields, a source on each page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import docx

from briefing import document_chart, document_table
from briefing.content import Drawing, Figures, Paragraph, Tone
from briefing.document_base import lay_down
from briefing.document_contents import contents, heading
from briefing.document_flow import Flow, field_run, text_run
from briefing.document_frame import frame
from briefing.document_style import HEADINGS, Part, sheet_of
from briefing.document_table import READABLE
from briefing.document_template import opened
from briefing.file_properties import describe
from briefing.grid import grid

if TYPE_CHECKING:
    from briefing.caption import Caption
    from briefing.content import Block, Briefing, Section
    from briefing.document_style import Style

_TONES: Final = {Tone.BODY: Part.TEXT, Tone.NOTE: Part.NOTE, Tone.COMMENT: Part.COMMENT}
_FEW: Final = 200
"""Letters of text that may stand on the page of a wide table."""


def docx_of(briefing: Briefing, *, style: Style = "official", template: bytes | None = None) -> bytes:
    """Give a briefing as a Word file.

    Args:
        briefing: what is written.
        style: "official" letters (GB/T 9704-2012) or "plain"; a briefing in English is always plain.
        template: a .docx of the reader's own with {{title}}, {{subtitle}}, {{date}}, {{body}} …; its styles, page and
            header are kept.

    Raises:
        TemplateError: the template is no .docx, lacks {{body}}, or asks for what there is not.
    """
    sheet = sheet_of(style, briefing.say.language)
    if template is None:
        document = docx.Document()
        flow = Flow(document, sheet, lay_down(document, sheet), document.element.body.sectPr)
        frame(flow, briefing)
        _front(flow, briefing)
    else:
        flow = opened(template, briefing, sheet)
        document = flow.document
    for number, section in enumerate(briefing.sections):
        _section(flow, briefing, section, number)
    flow.close()
    describe(document.core_properties, briefing)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _front(flow: Flow, briefing: Briefing) -> None:
    """Put what stands before the first chapter: title, date, scope, what holds for the whole, contents."""
    flow.paragraph(Part.TITLE, text_run(briefing.title))
    for text in (briefing.subtitle, briefing.day):
        if text:
            flow.paragraph(Part.SUBTITLE, text_run(text))
    for text in (*briefing.scope, briefing.reported, *briefing.caveats):
        if text:
            flow.paragraph(Part.NOTE, text_run(text))
    contents(flow, briefing)
    flow.break_page()


def _section(flow: Flow, briefing: Briefing, section: Section, number: int) -> None:
    sides = _sides(flow, section.blocks)
    flow.turn(wide=bool(sides) and sides[0])
    heading(flow, HEADINGS[section.level - 1], section.heading, number)
    for block, wide in zip(section.blocks, sides, strict=True):
        flow.turn(wide=wide)
        _block(flow, briefing, block)


def _sides(flow: Flow, blocks: tuple[Block, ...]) -> list[bool]:
    """Tell which blocks stand on pages on their side: wide tables, a few lines before one and notes under it."""
    sides: list[bool | None] = [None if isinstance(block, Paragraph) else _is_wide(flow, block) for block in blocks]
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.tone == Tone.NOTE and place:
            sides[place] = sides[place - 1]
    length, following = 0, False
    for place in reversed(range(len(blocks))):
        block, known = blocks[place], sides[place]
        if known is None and isinstance(block, Paragraph):
            length += len(block.text)
            sides[place] = following and length <= _FEW
        else:
            length, following = 0, bool(known)
    return [bool(side) for side in sides]


def _is_wide(flow: Flow, block: Figures | Drawing) -> bool:
    """Tell whether a table that asks for a page on its side needs one."""
    if not isinstance(block, Figures) or not block.wide:
        return False
    return not grid(block.table).is_easy(document_table.columns_of(flow.upright, READABLE))


def _block(flow: Flow, briefing: Briefing, block: Block) -> None:
    if isinstance(block, Paragraph):
        for line in block.text.splitlines():
            flow.paragraph(_TONES[block.tone], text_run(line))
    elif isinstance(block, Figures):
        _table(flow, briefing, block)
    else:
        _drawing(flow, briefing, block)


def _table(flow: Flow, briefing: Briefing, block: Figures) -> None:
    notes = _notes(briefing, block.caption)
    _caption(flow, briefing, briefing.say.pick("表", "Table"), block.caption, keep=True)
    printed = grid(block.table)
    size = document_table.size_for(printed, flow.room, flow.sheet.looks[Part.CELL].size)
    flow.add(document_table.table(printed, flow.ids, flow.room, size, block.caption.title, tied=bool(notes)))
    for note in notes or ("",):
        flow.paragraph(Part.NOTE, text_run(note) if note else "")


def _drawing(flow: Flow, briefing: Briefing, block: Drawing) -> None:
    room, number = (flow.room, flow.depth), flow.count("drawing")
    if block.plot is not None and block.plot.has_numbers:
        run = document_chart.native(flow.document, block, block.plot, room, number)
    elif block.plot is None and block.chart is not None:
        run = document_chart.drawn(flow.document, block, room, number, briefing)
    else:
        flow.paragraph(Part.TEXT, text_run(nothing_to_draw(briefing, block)))
        return
    flow.paragraph(Part.FIGURE, run, keep=True)
    _caption(flow, briefing, briefing.say.pick("图", "Figure"), block.caption, keep=False)
    for note in _notes(briefing, block.caption):
        flow.paragraph(Part.NOTE, text_run(note))


def nothing_to_draw(briefing: Briefing, block: Drawing) -> str:
    """Give the sentence that stands in the place of an empty chart."""
    return briefing.say.pick("{}：{}。", "{}: {}.").format(block.caption.title, briefing.say.charts["nothing"])


def _caption(flow: Flow, briefing: Briefing, word: str, caption: Caption, *, keep: bool) -> None:
    unit = briefing.say.pick("（{}：{}）", " ({}: {})").format(briefing.say.caption["unit"], caption.unit)
    number = field_run(f"SEQ {word} \\* ARABIC", str(flow.count(word)))
    text = briefing.say.pick("　", ": ") + caption.title + (unit if caption.unit else "")
    flow.paragraph(Part.CAPTION, text_run(f"{word} ") + number + text_run(text), keep=keep)


def _notes(briefing: Briefing, caption: Caption) -> tuple[str, ...]:
    """Give what stands under a table or chart: what the head of the page does not say already."""
    said = (*briefing.scope, briefing.source, briefing.build)
    words, colon = briefing.say.caption, briefing.say.pick("：", ": ")
    lines = [f"{words['caveats']}{colon}{text}" for text in caption.caveats]
    lines += [text for text in (*caption.filters, caption.source, caption.build) if text and text not in said]
    return tuple(lines)
