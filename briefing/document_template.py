"""A document of the reader's own as template: its placeholders filled, its styles, page and header kept."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final
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
from briefing.grid import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.content import Briefing
    from briefing.document_style import Sheet

_PLACEHOLDER: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
BODY, CONTENTS, FOOT = "body", "contents", "foot"


class TemplateError(ValueError):
    """A template cannot be filled; the message says what to mend in it."""


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
    found = set()
    for paragraph in _paragraphs(document):
        found |= _names(paragraph)
        _fill(paragraph, texts)
    unknown = found - texts.keys() - {BODY, CONTENTS}
    if unknown:
        known = ", ".join(f"{{{{{name}}}}}" for name in (*texts, CONTENTS, BODY))
        raise TemplateError(f"The template asks for {{{{{min(unknown)}}}}}, which there is not. There are: {known}.")
    flow = Flow(document, sheet, style_ids(document, sheet), _place(document, BODY))
    flow.numbered = False
    if CONTENTS in found:
        _contents(flow, briefing)
    if FOOT not in found:
        _say_the_source(flow, briefing)
    return flow


def fields(briefing: Briefing) -> dict[str, str]:
    """Give the text of each placeholder; all formats know the same."""
    say = briefing.say
    return {
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "date": briefing.day,
        "source": briefing.source,
        "build": briefing.build,
        "scope": say.pick("；", "; ").join(briefing.scope),
        "reported": briefing.reported,
        "caveats": say.pick("；", "; ").join(text.rstrip("。.") for text in briefing.caveats),
        "fictional": say.caption["fictional"] if briefing.fictional else "",
        FOOT: " · ".join([say.caption["fictional"]] * briefing.fictional + [briefing.foot]),
    }


def _paragraphs(document: Any) -> Iterator[Any]:  # noqa: ANN401 - python-docx has no types
    """Give every paragraph element: of the body, of tables and text boxes, of headers and footers."""
    yield from document.element.body.iter(qn("w:p"))
    for part in document.part.package.iter_parts():
        if part.content_type.endswith(("header+xml", "footer+xml")):
            yield from part.element.iter(qn("w:p"))


def _names(paragraph: Any) -> set[str]:  # noqa: ANN401
    return set(_PLACEHOLDER.findall(_text(paragraph)))


def _text(paragraph: Any) -> str:  # noqa: ANN401
    return "".join(piece.text or "" for piece in _pieces(paragraph))


def _pieces(paragraph: Any) -> list[Any]:  # noqa: ANN401
    """Give the text elements of a paragraph, without those of a text box in it, which has paragraphs of its own."""
    return [piece for piece in paragraph.iter(qn("w:t")) if next(piece.iterancestors(qn("w:p"))) is paragraph]


def _fill(paragraph: Any, texts: dict[str, str]) -> None:  # noqa: ANN401
    """Put texts in the place of their placeholders, though Word may have cut those into several runs."""
    pieces = _pieces(paragraph)
    for match in reversed(list(_PLACEHOLDER.finditer(_text(paragraph)))):
        if match[1] not in texts:
            continue
        at, new = 0, clean(texts[match[1]])
        for piece in pieces:
            text, start = piece.text or "", at
            at += len(text)
            first, last = max(match.start() - start, 0), min(match.end() - start, len(text))
            if first < last:
                piece.text, new = text[:first] + new + text[last:], ""
                piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _place(document: Any, name: str) -> Any:  # noqa: ANN401
    """Give the paragraph of the body that holds nothing but a placeholder."""
    asked = f"{{{{{name}}}}}"
    for paragraph in document.element.body.findall(qn("w:p")):
        if name in _names(paragraph):
            if _PLACEHOLDER.sub("", _text(paragraph)).strip():
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
