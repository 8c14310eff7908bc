"""What stands on every page of a document: the sign of made-up data, source, build, date, filters; the page number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml

from briefing.document_flow import field_run, paragraph_xml, text_run
from briefing.document_style import Part

if TYPE_CHECKING:
    from briefing.content import Briefing
    from briefing.document_flow import Flow

_RED = '<w:b/><w:color w:val="C00000"/>'


def frame(flow: Flow, briefing: Briefing) -> None:
    """Give a new document its header and footer; official page numbers stand outside, left on even pages."""
    section = flow.document.sections[0]
    flow.document.settings.odd_and_even_pages_header_footer = flow.sheet.dashed
    heads, feet = [section.header], [(section.footer, "right" if flow.sheet.dashed else "center")]
    if flow.sheet.dashed:
        heads.append(section.even_page_header)
        feet.append((section.even_page_footer, "left"))
    for head in heads:
        _fill(head, paragraph_xml(flow.ids[Part.HEADER], head_runs(briefing)))
    for foot, side in feet:
        text = page_number(dashed=flow.sheet.dashed)
        _fill(foot, paragraph_xml(flow.ids[Part.FOOTER], text, before=f'<w:jc w:val="{side}"/>'))


def head_runs(briefing: Briefing) -> str:
    """Give the line with the source as runs, the sign of made-up data in front."""
    sign = text_run(briefing.say.caption["fictional"], _RED) + text_run(" · ") if briefing.fictional else ""
    return sign + text_run(briefing.foot)


def page_number(*, dashed: bool) -> str:
    """Give the page number as runs: — 1 — as official documents have it, or the plain number."""
    field = field_run("PAGE", "1")
    return text_run("— ") + field + text_run(" —") if dashed else field


def _fill(place: Any, xml: str) -> None:  # noqa: ANN401 - python-docx has no types
    place.is_linked_to_previous = False
    element = place._element  # noqa: SLF001 - no public way
    for old in list(element):
        element.remove(old)
    element.append(parse_xml(xml))
