"""The deck that slides are added to, and text on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from briefing.grid import clean
from briefing.native_chart import EAST, LATIN
from briefing.placeholders import TemplateError

if TYPE_CHECKING:
    from briefing.content import Briefing

EDGE: Final = Inches(0.5)
COVER, SECTION, PLAIN, TEXT = "title", "secHead", "titleOnly", "obj"
"""Kinds of layout as the format names them: a title slide, one that begins a chapter, a title alone, title and text."""

_NEXT_BEST: Final = (PLAIN, TEXT)


@dataclass(frozen=True, slots=True)
class Deck:
    """A presentation and what is asked of it.

    `latin` and `east` are fonts as DrawingML names them. `marker` is the entry of the slide that new ones replace, null
    where they go to the end; `own` tells that the master is the reader's, `covered` that it has a title slide.
    """

    presentation: Any
    briefing: Briefing
    latin: str = LATIN
    east: str = EAST
    own: bool = False
    covered: bool = False
    marker: Any = None

    @property
    def wide(self) -> int:
        """Give the width of a slide in EMU."""
        return int(self.presentation.slide_width)

    @property
    def high(self) -> int:
        """Give the height of a slide in EMU."""
        return int(self.presentation.slide_height)

    def add(self, kind: str, title: str) -> Any:  # noqa: ANN401 - python-pptx has no types
        """Give a new slide of a kind of layout with its title."""
        slide = self.presentation.slides.add_slide(_layout(self.presentation, kind))
        frame = slide.shapes.title.text_frame
        frame.word_wrap = True
        write(self, frame.paragraphs[0], title)
        if self.marker is not None:
            listed = self.presentation.slides._sldIdLst  # noqa: SLF001 - no public way
            self.marker.addprevious(listed[-1])
        return slide

    def close(self) -> None:
        """Take out the slide whose place the briefing took."""
        if self.marker is not None:
            self.presentation.part.drop_rel(self.marker.rId)
            self.marker.getparent().remove(self.marker)


def write(
    deck: Deck,
    paragraph: Any,  # noqa: ANN401
    text: str,
    points: float | None = None,
    colour: str = "",
    *,
    bold: bool = False,
) -> None:
    """Add text to a paragraph, its Chinese font named, for a name of a font alone leaves Chinese to chance."""
    run = paragraph.add_run()
    run.text = clean(text)
    if points is not None:
        run.font.size = Pt(points)
    if bold:
        run.font.bold = True
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - no public way
    properties.set("lang", deck.briefing.say.pick("zh-CN", "en-US"))
    for name, typeface in (("a:latin", deck.latin), ("a:ea", deck.east)):
        properties.append(properties.makeelement(qn(name), {"typeface": typeface}))


def _layout(presentation: Any, kind: str) -> Any:  # noqa: ANN401
    """Give the layout of a kind, else the plainest one that has a title."""
    layouts = presentation.slide_layouts
    titled = [layout for layout in layouts if any(each.placeholder_format.idx == 0 for each in layout.placeholders)]
    by_kind = {layout._element.get("type"): layout for layout in reversed(titled)}  # noqa: SLF001 - no public way
    for asked in (kind, *_NEXT_BEST):
        if asked in by_kind:
            return by_kind[asked]
    if not titled:
        raise TemplateError("No layout of the template has a title. Add one with a title in the slide master.")
    return min(titled, key=lambda each: len(each.placeholders))
