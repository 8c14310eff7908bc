"""The text of a document as it grows: paragraphs, fields, and pages that are turned on their side and back."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from briefing.document_style import Part
from briefing.grid import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.document_style import Sheet

W: Final = nsdecls("w")


def text_run(text: str, look: str = "") -> str:
    """Give a run of text as XML; `look` are run properties that differ from the style's."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def field_run(instruction: str, shown: str, look: str = "") -> str:
    """Give a field as XML with the text that it shows until the program computes it."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        + (text_run(shown, look) if shown else "")
        + f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


class Flow:
    """Where the next paragraph or table of a document goes.

    Args:
        document: a python-docx document.
        sheet: its look.
        ids: the id of each style.
        anchor: the element before which everything is put.

    Attributes:
        numbered: whether headings are counted, as they are in our own styles.
    """

    def __init__(self, document: Any, sheet: Sheet, ids: Mapping[Part, str], anchor: Any) -> None:  # noqa: ANN401
        """Begin before the anchor, on an upright page."""
        self.document, self.sheet, self.ids, self.anchor = document, sheet, ids, anchor
        self.counts: dict[str, int] = {}
        self.numbered = True
        self._wide = self._break = False
        self._bookmarks = _free_bookmark(document)

    @property
    def room(self) -> int:
        """Give the width of the type area in twips."""
        return self._type_area()[self._wide]

    @property
    def depth(self) -> int:
        """Give the height of the type area in twips."""
        return self._type_area()[not self._wide]

    @property
    def upright(self) -> int:
        """Give the width of the type area of an upright page in twips."""
        return self._type_area()[0]

    def _type_area(self) -> tuple[int, int]:
        size, margins = (self._page.find(qn(name)) for name in ("w:pgSz", "w:pgMar"))
        left, right, top, bottom = (int(margins.get(qn(f"w:{side}"))) for side in ("left", "right", "top", "bottom"))
        return int(size.get(qn("w:w"))) - left - right, int(size.get(qn("w:h"))) - top - bottom

    @property
    def _page(self) -> Any:  # noqa: ANN401
        """The section properties that hold at the anchor."""
        element = self.anchor
        while element.tag != qn("w:sectPr"):
            inner = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            element = inner if inner is not None else element.getnext()
        return element

    def add(self, element: Any) -> None:  # noqa: ANN401
        """Put an element behind what is there."""
        self.anchor.addprevious(element)

    def paragraph(self, part: Part, inner: str, *, keep: bool = False, before: str = "") -> None:
        """Put a paragraph; `inner` are its runs as XML, `before` more of its properties."""
        self.add(parse_xml(paragraph_xml(self.ids[part], inner, keep=keep, before=before)))

    def bookmarked(self, inner: str, name: str) -> str:
        """Give runs with a bookmark around them."""
        number = self._bookmarks
        self._bookmarks += 1
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'

    def count(self, what: str) -> int:
        """Give the next number of a table or a chart."""
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def break_page(self) -> None:
        """Let the next heading begin a page."""
        self._break = True

    def pending_break(self) -> str:
        """Give the property that begins a page, once after `break_page`."""
        pending, self._break = self._break, False
        return "<w:pageBreakBefore/>" if pending else ""

    def turn(self, *, wide: bool) -> None:
        """Let what follows stand on pages on their side, or upright again."""
        if wide == self._wide:
            return
        if self.anchor.getprevious() is not None:
            self._end_section()
        self._wide = wide

    def close(self) -> None:
        """End the last page as it began; what somebody wrote behind it stays upright."""
        last = self.anchor.tag == qn("w:sectPr") or self.anchor.getnext().tag == qn("w:sectPr")
        if self._wide and not last:
            self.turn(wide=False)
        elif self._wide:
            _lay_on_side(self._page)
        if self.anchor.tag != qn("w:sectPr"):
            self.anchor.getparent().remove(self.anchor)

    def _end_section(self) -> None:
        properties = copy.deepcopy(self._page)
        if self._wide:
            _lay_on_side(properties)
        last = self.anchor.getprevious()
        if last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            self.paragraph(Part.NOTE, "")
            last = self.anchor.getprevious()
        last.get_or_add_pPr().append(properties)
        _continue_from(self._page)


def paragraph_xml(style_id: str, inner: str, *, keep: bool = False, before: str = "") -> str:
    """Give a paragraph as XML."""
    keeps = "<w:keepNext/>" if keep else ""
    return f'<w:p {W}><w:pPr><w:pStyle w:val="{style_id}"/>{keeps}{before}</w:pPr>{inner}</w:p>'


def _lay_on_side(properties: Any) -> None:  # noqa: ANN401
    size, margins = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    size.set(qn("w:orient"), "landscape")
    _turn(size, {"w:w": "w:h", "w:h": "w:w"})
    _turn(margins, {"w:top": "w:left", "w:right": "w:top", "w:bottom": "w:right", "w:left": "w:bottom"})


def _turn(element: Any, names: Mapping[str, str]) -> None:  # noqa: ANN401
    taken = {name: element.get(qn(other)) for name, other in names.items()}
    for name, value in taken.items():
        element.set(qn(name), value)


def _continue_from(properties: Any) -> None:  # noqa: ANN401
    """Let a section follow the one before it: same header, a new page, pages counted on."""
    for name in ("w:type", "w:titlePg", "w:pgNumType"):
        for child in properties.findall(qn(name)):
            properties.remove(child)


def _free_bookmark(document: Any) -> int:  # noqa: ANN401
    taken = [int(each.get(qn("w:id"))) for each in document.element.body.iter(qn("w:bookmarkStart"))]
    return max(taken, default=0) + 1
