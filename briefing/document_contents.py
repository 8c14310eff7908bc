"""Headings and the table of contents of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.check_document import numeral
from briefing.document_flow import field_run, text_run
from briefing.document_style import HEADINGS, Part

if TYPE_CHECKING:
    from briefing.content import Briefing
    from briefing.document_flow import Flow

_MARK: Final = "_Toc{:08d}"
_ENTRIES: Final = (Part.ENTRY, Part.ENTRY_OF_PART)


def heading(flow: Flow, part: Part, text: str, number: int) -> None:
    """Put a heading that the contents can point at; its own number is counted by the program."""
    flow.paragraph(part, flow.bookmarked(text_run(text), _MARK.format(number)), before=flow.pending_break())


def contents(flow: Flow, briefing: Briefing) -> None:
    """Put the contents, filled in but for the pages, which only the program that lays out the text can know.

    Word fills in the pages when it prints or makes a PDF, or at F9; the line that says so is part of the field and goes
    with the first update.
    """
    say = briefing.say
    flow.paragraph(Part.CONTENTS, text_run(say.pick("目　录", "Contents")))
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    numbers = [0] * len(HEADINGS)
    for place, section in enumerate(briefing.sections):
        level = section.level - 1
        numbers[level:] = [numbers[level] + 1, *[0] * (len(HEADINGS) - section.level)]
        text = _number(flow, numbers, level) + section.heading
        mark = _MARK.format(place)
        runs = text_run(text) + "<w:r><w:tab/></w:r>" + field_run(f"PAGEREF {mark} \\h", "")
        flow.paragraph(_ENTRIES[level], f'{opening}<w:hyperlink w:anchor="{mark}" w:history="1">{runs}</w:hyperlink>')
        opening = ""
    hint = say.pick(
        "（页码在打印或转为 PDF 时自动填入，也可在目录上按 F9。）",
        "(Pages are filled in at printing, or press F9 here.)",
    )
    flow.paragraph(Part.NOTE, f'{opening}{text_run(hint)}<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    # A section that ends in the paragraph in which a field ends loses its page numbers in LibreOffice.
    flow.paragraph(Part.NOTE, "")


def _number(flow: Flow, numbers: list[int], level: int) -> str:
    """Give the number that the program counts for a heading, as its list writes it."""
    if not flow.numbered:
        return ""
    form, text = flow.sheet.numbering[level]
    for place in range(level + 1):
        counted = numeral(numbers[place]) if form != "decimal" else str(numbers[place])
        text = text.replace(f"%{place + 1}", counted)
    return text
