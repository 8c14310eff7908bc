"""Charts in a document: native ones with their data sheet inside, pictures where Word has no such chart."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part as OfficePart
from docx.oxml.ns import nsdecls
from lxml import etree
from PIL import Image
from pptx.oxml.xmlchemy import OxmlElement

from briefing import native_chart, picture
from briefing.caption import Caption
from briefing.content import Kind
from briefing.grid import clean

if TYPE_CHECKING:
    from briefing.content import Briefing, Drawing, Plot

EMU_PER_TWIP: Final = 635
_POINTS: Final = 9
_CM: Final = 360_000
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def native(document: Any, drawing: Drawing, plot: Plot, room: tuple[int, int], number: int) -> str:  # noqa: ANN401
    """Give the run of a native chart as XML; its parts are added to the document.

    Args:
        document: a python-docx document.
        drawing: what is drawn; its message is the alternative text.
        plot: has numbers.
        room: width and height of the type area in twips.
        number: which chart of the document it is.
    """
    package = document.part.package
    chart = OfficePart(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    sheet = OfficePart(
        package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        native_chart.data_of(plot).xlsx_blob,
        package,
    )
    space = native_chart.chart_space(plot, _POINTS)
    outside = OxmlElement("c:externalData")
    outside.set(f"{{{_RELATIONS}}}id", chart.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE))
    outside.append(OxmlElement("c:autoUpdate"))
    outside[0].set("val", "0")
    space.append(outside)
    chart._blob = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
    relation = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    wide, high = _size(plot, room)
    graphic = (
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData'
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart'
        ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        f' xmlns:r="{_RELATIONS}" r:id="{relation}"/></a:graphicData></a:graphic>'
    )
    return _inline(graphic, (wide, high), number, drawing.message)


def drawn(document: Any, drawing: Drawing, room: tuple[int, int], number: int, briefing: Briefing) -> str:  # noqa: ANN401
    """Give the run of a chart that Word cannot draw: a picture of it, whose caption the document prints."""
    bare = Caption(title="", unit="", source="", build="", fictional=drawing.caption.fictional)
    png = picture.png(drawing.chart, bare, words=briefing.say.caption)
    relation, _ = document.part.get_or_add_image(io.BytesIO(png))
    with Image.open(io.BytesIO(png)) as image:
        scale = min(room[0] * EMU_PER_TWIP / image.width, room[1] * EMU_PER_TWIP * 0.8 / image.height)
        size = round(image.width * scale), round(image.height * scale)
    graphic = (
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData'
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic'
        f' {nsdecls("pic", "r")}><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    return _inline(graphic, size, number, drawing.message)


def _inline(graphic: str, size: tuple[int, int], number: int, message: str) -> str:
    told = escape(clean(message), {'"': "&quot;", "\n": " "})
    return (
        f'<w:r><w:drawing><wp:inline {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:docPr id="{number}" name="Chart {number}" descr="{told}"/>'
        f"<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing></w:r>"
    )


def _size(plot: Plot, room: tuple[int, int]) -> tuple[int, int]:
    """Give width and height in EMU: bars get the height their number asks for, at most a page with its caption."""
    wide, deep = (side * EMU_PER_TWIP for side in room)
    legend = (len(plot.runs) + 5) // 6 * 0.6 * _CM if len(plot.runs) > 1 else 0
    high = wide * 0.5 + legend
    if plot.kind == Kind.BARS:
        high = (2.2 + len(plot.categories) * (0.25 + 0.4 * len(plot.runs))) * _CM + legend
    return wide, round(min(max(high, 5.5 * _CM), deep * 0.8))
