"""The file that a briefing is written into: styles, fonts, page, numbered headings, laid down before the first word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from briefing.document_style import HEADINGS, Part, twips

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.document_style import Look, Sheet

W: Final = nsdecls("w")
_TWENTIETHS, _HALVES = 20, 2


def style_ids(document: Any, sheet: Sheet) -> dict[Part, str]:  # noqa: ANN401 - python-docx has no types
    """Give the id of each style in somebody's own document: its styles as they are, what it lacks in its fonts."""
    ids = {}
    for part, look in sheet.looks.items():
        found = _find(document, part)
        if found is None:
            found = _add(document, part)
            found.append(_paragraph(part, look, sheet, numbered=False))
            found.append(parse_xml(f"<w:rPr {W}>{_size(look)}</w:rPr>"))
        ids[part] = found.get(qn("w:styleId"))
    return ids | {Part.TEXT: ids[Part.BODY]}


def _dressed(document: Any, sheet: Sheet) -> dict[Part, str]:  # noqa: ANN401
    ids: dict[Part, str] = {}
    for part, look in sheet.looks.items():
        style = _find(document, part)
        style = _add(document, part) if style is None else style
        for old in (*style.findall(qn("w:pPr")), *style.findall(qn("w:rPr"))):
            style.remove(old)
        if part != Part.BODY:
            style.find(qn("w:basedOn")).set(qn("w:val"), ids[Part.BODY])
        style.append(_paragraph(part, look, sheet, numbered=True))
        style.append(parse_xml(f"<w:rPr {W}>{letters(look, sheet.latin)}</w:rPr>"))
        ids[part] = style.get(qn("w:styleId"))
    return ids


def _find(document: Any, part: Part) -> Any:  # noqa: ANN401
    """Give the style of a name, which Word writes with or without capitals."""
    named = (style for style in document.styles.element.findall(qn("w:style")))
    return next((each for each in named if each.find(qn("w:name")).get(qn("w:val")).lower() == part.lower()), None)


def _add(document: Any, part: Part) -> Any:  # noqa: ANN401
    own = part.startswith("Briefing")
    custom = ' w:customStyle="1"' if own else ""
    style = parse_xml(
        f'<w:style {W} w:type="paragraph"{custom} w:styleId="{part.replace(" ", "")}">'
        f'<w:name w:val="{part if own else part.lower()}"/>'
        f'<w:basedOn w:val="{_find(document, Part.BODY).get(qn("w:styleId"))}"/><w:qFormat/></w:style>'
    )
    document.styles.element.append(style)
    return style


def letters(look: Look, latin: str) -> str:
    """Give the properties of the letters of a style: both fonts, weight, colour, size."""
    return (
        f'<w:rFonts w:ascii="{latin}" w:eastAsia="{look.east}" w:hAnsi="{latin}" w:cs="{latin}"/>'
        f'<w:b w:val="{int(look.bold)}"/><w:i w:val="0"/><w:color w:val="{look.colour or "auto"}"/>'
        f'<w:spacing w:val="{look.closer}"/><w:kern w:val="0"/>{_size(look)}'
    )


def _size(look: Look) -> str:
    return f'<w:sz w:val="{round(look.size * _HALVES)}"/><w:szCs w:val="{round(look.size * _HALVES)}"/>'


def _paragraph(part: Part, look: Look, sheet: Sheet, *, numbered: bool) -> Any:  # noqa: ANN401
    level = HEADINGS.index(part) if part in HEADINGS else None
    counted = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if numbered and level is not None else ""
    )
    outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    right = twips(sheet.page[0] - sheet.margins[1] - sheet.margins[3])
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>' if part.startswith("toc") else ""
    keeps = "<w:keepNext/><w:keepLines/>" if look.keeps else ""
    first = round(look.indent * look.size * _TWENTIETHS)
    return parse_xml(
        f"<w:pPr {W}>{keeps}"
        f'{counted}{tabs}<w:snapToGrid w:val="{int(look.snaps)}"/>'
        f'<w:spacing w:before="{round(look.before * _TWENTIETHS)}" w:after="{round(look.after * _TWENTIETHS)}"'
        f' w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:firstLineChars="{look.indent * 100}" w:firstLine="{first}"/>'
        f'<w:jc w:val="{look.align}"/>{outline}</w:pPr>'
    )


def lay_down(document: Any, sheet: Sheet) -> dict[Part, str]:  # noqa: ANN401
    """Make a new document look like a sheet; give the id of each style."""
    _drop(document, "/word/stylesWithEffects.xml", "/docProps/thumbnail.jpeg")
    ids = _dressed(document, sheet)
    _defaults(document, sheet)
    _number_headings(document, sheet, ids)
    _page(document.sections[0], sheet)
    _settings(document)
    name_stand_ins(document, sheet.stand_ins)
    return ids


def _drop(document: Any, *names: str) -> None:  # noqa: ANN401
    """Take out parts of the empty document that tell of another one."""
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for key in [key for key, each in relations.items() if each.target_part.partname in names]:
            relations.pop(key)


def _defaults(document: Any, sheet: Sheet) -> None:  # noqa: ANN401
    body = sheet.looks[Part.BODY]
    old = document.styles.element.find(qn("w:docDefaults"))
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    new = parse_xml(
        f"<w:docDefaults {W}><w:rPrDefault><w:rPr>{letters(body, sheet.latin)}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    old.getparent().replace(old, new)


def _number_headings(document: Any, sheet: Sheet, ids: Mapping[Part, str]) -> None:  # noqa: ANN401
    """Number the headings by the program's own lists, so that they count anew when somebody moves one."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{ids[part]}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, ((form, text), part) in enumerate(zip(sheet.numbering, HEADINGS, strict=True))
    )
    lists = document.part.numbering_part.element
    for old in list(lists):
        lists.remove(old)
    lists.append(
        parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
    )
    lists.append(parse_xml(f'<w:num {W} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))


def _page(section: Any, sheet: Sheet) -> None:  # noqa: ANN401
    top, right, bottom, left = map(twips, sheet.margins)
    wide, high = map(twips, sheet.page)
    properties = section._sectPr  # noqa: SLF001 - no public way
    for child in list(properties):
        properties.remove(child)
    grid = ""
    if sheet.lines:
        grid = f'<w:docGrid {W} w:type="lines" w:linePitch="{(high - top - bottom) // sheet.lines}"/>'
    for xml in (
        f'<w:pgSz {W} w:w="{wide}" w:h="{high}"/>',
        (
            f'<w:pgMar {W} w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
            f' w:header="{twips(12)}" w:footer="{twips(20 if sheet.dashed else 12)}" w:gutter="0"/>'
        ),
        f'<w:cols {W} w:space="425"/>',
        grid,
    ):
        if xml:
            properties.append(parse_xml(xml))


def _settings(document: Any) -> None:  # noqa: ANN401
    settings = document.settings.element
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for each in settings.iter(qn("w:compatSetting")):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), "15")


def name_stand_ins(document: Any, stand_ins: Mapping[str, str]) -> None:  # noqa: ANN401
    """Say in the font table what stands in for each font that may not be installed."""
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    listed = parse_xml(part.blob)
    for font, stand_in in stand_ins.items():
        for old in [each for each in listed if each.get(qn("w:name")) == font]:
            listed.remove(old)
        listed.append(parse_xml(f'<w:font {W} w:name="{font}"><w:altName w:val="{stand_in}"/></w:font>'))
    part._blob = serialize_part_xml(listed)  # noqa: SLF001 - the part is not known to python-docx
