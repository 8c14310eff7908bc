"""A document of the reader's own as template: its placeholders filled, its styles, page and header kept."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from briefing.document_base import style_ids
from briefing.document_contents import contents
from briefing.document_flow import Flow, paragraph_xml
from briefing.document_frame import head_runs
from briefing.document_style import Part
from briefing.placeholders import BODY, CONTENTS, FOOT, TemplateError, check, fields, fill, is_alone, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.content import Briefing
    from briefing.document_style import Sheet


def opened(template: bytes, briefing: Briefing, sheet: Sheet) -> Flow:
    """Give the flow that stands where a template says {{body}}, everything else of it filled.

    Raises:
        TemplateError: see `briefing.document.docx_of`.
    """
    try:
        document = docx.Document(io.BytesIO(template))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise TemplateError(
            "The template is no .docx file that can be opened. Save it anew in Word as .docx."
        ) from error
    texts = fields(briefing)
    found: set[str] = set()
    for paragraph in _paragraphs(document):
        pieces = _pieces(paragraph)
        found |= names(pieces)
        fill(pieces, texts)
        for piece in pieces:
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    check(found, (*texts, CONTENTS, BODY))
    flow = Flow(document, sheet, style_ids(document, sheet), _place(document, BODY))
    flow.numbered = False
    if CONTENTS in found:
        _contents(flow, briefing)
    if FOOT not in found:
        _say_the_source(flow, briefing)
    return flow


def _paragraphs(document: Any) -> Iterator[Any]:  # noqa: ANN401 - python-docx has no types
    """Give every paragraph element: of the body, of tables and text boxes, of headers and footers."""
    yield from document.element.body.iter(qn("w:p"))
    for part in document.part.package.iter_parts():
        if part.content_type.endswith(("header+xml", "footer+xml")):
            yield from part.element.iter(qn("w:p"))


def _pieces(paragraph: Any) -> list[Any]:  # noqa: ANN401
    """Give the text elements of a paragraph, without those of a text box in it, which has paragraphs of its own."""
    return [piece for piece in paragraph.iter(qn("w:t")) if next(piece.iterancestors(qn("w:p"))) is paragraph]


def _place(document: Any, name: str) -> Any:  # noqa: ANN401
    """Give the paragraph of the body that holds nothing but a placeholder."""
    asked = f"{{{{{name}}}}}"
    for paragraph in document.element.body.findall(qn("w:p")):
        if name in names(_pieces(paragraph)):
            if not is_alone(_pieces(paragraph)):
                raise TemplateError(f"{asked} must stand alone in its paragraph: put other text above or below it.")
            return paragraph
    raise TemplateError(
        f"The template has no {asked} in its text, so there is no place for the briefing. Write {asked} in a paragraph"
        " of its own, not in a table, a text box or the header."
    )


def _contents(flow: Flow, briefing: Briefing) -> None:
    there = Flow(flow.document, flow.sheet, flow.ids, _place(flow.document, CONTENTS))
    there.numbered = False
    contents(there, briefing)
    there.anchor.getparent().remove(there.anchor)


def _say_the_source(flow: Flow, briefing: Briefing) -> None:
    """Add the line with the source to every footer of a template that has no place for it."""
    xml = paragraph_xml(flow.ids[Part.HEADER], head_runs(briefing))
    for number, section in enumerate(flow.document.sections):
        kinds = [section.footer]
        if section.different_first_page_header_footer:
            kinds.append(section.first_page_footer)
        if flow.document.settings.odd_and_even_pages_header_footer:
            kinds.append(section.even_page_footer)
        for foot in kinds:
            if number == 0 or not foot.is_linked_to_previous:
                foot._element.append(parse_xml(xml))  # noqa: SLF001 - no public way
