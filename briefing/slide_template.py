"""The presentation that a briefing is written into: ours in 16:9, or the reader's own with its master and layouts."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from briefing.native_chart import EAST, LATIN
from briefing.placeholders import BODY, TemplateError, check, fields, fill, names
from briefing.slide_base import COVER, EDGE, SECTION, Deck
from charts.theme import LIGHT

if TYPE_CHECKING:
    from briefing.content import Briefing

WIDE: Final = Emu(12_192_000)
_SCALE: Final = Fraction(4, 3)
"""From the empty presentation of python-pptx, which is 4:3, to 16:9 at the same height."""


def opened(briefing: Briefing, template: bytes | None) -> Deck:
    """Give the deck to add slides to.

    A template keeps its slides, and what they say in placeholders such as {{title}} is filled in; a slide with {{body}}
    is replaced by the briefing, which else stands behind the last one.

    Raises:
        TemplateError: the template is no .pptx, has no layout with a title, or asks for what there is not.
    """
    if template is None:
        return Deck(_empty(), briefing)
    try:
        presentation = Presentation(io.BytesIO(template))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise TemplateError("The template is no .pptx file that can be opened. Save it anew as .pptx.") from error
    found, marker = _filled(presentation, fields(briefing))
    return Deck(presentation, briefing, *_fonts(presentation), own=True, covered="title" in found, marker=marker)


def _filled(presentation: Any, texts: dict[str, str]) -> tuple[set[str], Any]:  # noqa: ANN401
    """Fill the placeholders on slides, layouts and masters; give their names and the entry of the body's slide."""
    found: set[str] = set()
    marker = None
    entries = zip(presentation.slides, presentation.slides._sldIdLst, strict=True)  # noqa: SLF001 - no public way
    sheets = [(slide, entry) for slide, entry in entries]
    for master in presentation.slide_masters:
        sheets += [(master, None), *((layout, None) for layout in master.slide_layouts)]
    for sheet, entry in sheets:
        for paragraph in sheet._element.iter(qn("a:p")):  # noqa: SLF001
            pieces = list(paragraph.iter(qn("a:t")))
            asked = names(pieces)
            found |= asked
            fill(pieces, texts)
            marker = entry if BODY in asked and entry is not None else marker
    check(found, (*texts, BODY))
    return found, marker


def _fonts(presentation: Any) -> tuple[str, str]:  # noqa: ANN401
    """Give the fonts of the reader's theme, and ours for Chinese where the theme names none."""
    theme = parse_xml(_theme(presentation).blob)
    named = theme.find(f".//{qn('a:minorFont')}/{qn('a:ea')}")
    return "+mn-lt", "+mn-ea" if named is not None and named.get("typeface") else EAST


def _theme(presentation: Any) -> Any:  # noqa: ANN401
    return presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)


def _empty() -> Any:  # noqa: ANN401
    """Give an empty presentation in 16:9 with titles at the left and our fonts."""
    presentation = Presentation()
    presentation.slide_width = WIDE
    master = presentation.slide_master
    for sheet in (master, *presentation.slide_layouts):
        for shape in sheet.shapes:
            if shape._element.find(f".//{qn('a:xfrm')}") is not None:  # noqa: SLF001 - others follow the master
                shape.left, shape.width = round(shape.left * _SCALE), round(shape.width * _SCALE)
    _set(master, PP_PLACEHOLDER.TITLE, (0.35, 1.0))
    _set(master, PP_PLACEHOLDER.BODY, (1.6, 4.9))
    for style, size in (("p:titleStyle", 24), ("p:bodyStyle", 18)):
        _restyle(master._element.find(f".//{qn(style)}/{qn('a:lvl1pPr')}"), size, bold=size > 20)  # noqa: PLR2004, SLF001
    layouts = {layout._element.get("type"): layout for layout in presentation.slide_layouts}  # noqa: SLF001
    _set(layouts[COVER], PP_PLACEHOLDER.CENTER_TITLE, (2.2, 1.5), 36)
    _set(layouts[COVER], PP_PLACEHOLDER.SUBTITLE, (3.9, 1.6), 20)
    _set(layouts[SECTION], PP_PLACEHOLDER.TITLE, (2.7, 1.4), 32)
    _set(layouts[SECTION], PP_PLACEHOLDER.BODY, (4.2, 1.6), 18)
    _name_fonts(presentation)
    return presentation


def _set(sheet: Any, kind: Any, down: tuple[float, float], size: int = 0) -> None:  # noqa: ANN401
    """Put a placeholder of a master or layout over the whole width, `down` inches from the top and so many high."""
    shape = next(shape for shape in sheet.placeholders if shape.placeholder_format.type == kind)
    shape.left, shape.width = EDGE, WIDE - 2 * EDGE
    shape.top, shape.height = Inches(down[0]), Inches(down[1])
    level = shape._element.find(f".//{qn('a:lvl1pPr')}")  # noqa: SLF001 - no public way
    if size and level is None:
        style = shape._element.find(f".//{qn('a:lstStyle')}")  # noqa: SLF001
        level = style.makeelement(qn("a:lvl1pPr"), {})
        level.append(style.makeelement(qn("a:defRPr"), {}))
        style.append(level)
    if size:
        _restyle(level, size, bold=size > 20)  # noqa: PLR2004 - headings


def _restyle(level: Any, size: int, *, bold: bool) -> None:  # noqa: ANN401
    level.set("algn", "l")
    letters = level.find(qn("a:defRPr"))
    letters.set("sz", str(size * 100))
    letters.set("b", str(int(bold)))
    letters.set("cap", "none")


def _name_fonts(presentation: Any) -> None:  # noqa: ANN401
    part = _theme(presentation)
    theme = parse_xml(part.blob)
    for name in ("a:majorFont", "a:minorFont"):
        for kind, typeface in (("a:latin", LATIN), ("a:ea", EAST)):
            theme.find(f".//{qn(name)}/{qn(kind)}").set("typeface", typeface)
    colours = theme.find(f".//{qn('a:clrScheme')}")
    for number, colour in enumerate(LIGHT.categorical[:6], start=1):
        colours.find(f"{qn(f'a:accent{number}')}/{qn('a:srgbClr')}").set("val", colour[1:].upper())
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
