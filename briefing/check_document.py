"""The check report as a Word document in the style of official letters, with a column for the organ's reply."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import docx
import polars as pl
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from briefing import check_words as words
from briefing.document_base import name_stand_ins
from briefing.document_flow import W, field_run
from briefing.document_style import HEAD_FONT, LATIN_FONT, STAND_INS, TEXT_FONT, TITLE_FONT, numeral
from briefing.grid import clean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from analysis.check_report import CheckReport

_MENDS: Final = (
    ("序号", 1.2),
    ("程度", 1.4),
    ("表、行、列", 5.0),
    ("报告所填", 5.6),
    ("问题", 6.5),
    ("文档位置", 2.4),
    ("整改情况", 3.4),
)
_UNCHECKED: Final = (("机关", 5.6), ("年度", 1.6), ("核对规则", 9.6), ("无法核对的原因", 6.6), ("项数", 1.6))
_TEXT_SIZE, _TABLE_SIZE = 14, 10.5
_RED: Final = RGBColor(0xC0, 0x00, 0x00)


def docx_of(report: CheckReport, made: dt.date) -> bytes:
    """Give the check report as a Word file.

    Args:
        report: what to mend.
        made: the day that is printed under it.
    """
    document = docx.Document()
    _fonts(document)
    _page(document)
    _head(document, report)
    number = 0
    for row, mends in words.of_each(report):
        if mends.is_empty():
            continue
        number += 1
        _text(document, f"{numeral(number)}、{row['organ']}（{row['year']} 年度）", HEAD_FONT, keep=True)
        _text(document, f"报告文件：{row['file']}", TEXT_FONT, size=12, keep=True)
        _table(document, _MENDS, [_cells(mend) for mend in mends.to_dicts()])
    _without_faults(document, report)
    _unchecked(document, report, number)
    _foot(document, report, made)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _head(document: Any, report: CheckReport) -> None:  # noqa: ANN401 - python-docx has no types
    if report.build["fictional"][0]:
        _text(document, f"{words.FICTIONAL}：{words.FICTIONAL_LONG}", HEAD_FONT, size=12, red=True)
    _text(document, words.HEADLINE, TITLE_FONT, size=22, centred=True)
    _text(document, f"{report.title}（{words.years(report)} 年度）", TEXT_FONT, size=16, centred=True)
    _text(document, f"报告情况：{words.reported(report.reports)}。")
    _text(document, f"核对结果：{words.outcome(report)}")
    if report.mends.height:
        for word, text in words.HOW_TO_READ:
            _text(document, f"{word}：{text}", size=12)


def _cells(mend: dict[str, Any]) -> tuple[str, ...]:
    place = "\n".join(text for text in (mend["table_zh"], mend["row_zh"], mend["column_zh"]) if text)
    judgement = words.JUDGEMENTS.get(mend["judgement"] or "", mend["judgement"])
    problem = [mend["message_zh"], words.sides(mend), f"规则：{mend['rule_zh']}"]
    if judgement:
        problem.append(f"核实意见：{judgement}")
    return (
        str(mend["number"]),
        mend["severity_zh"].partition("（")[0],
        place,
        mend["printed"],
        "\n".join(text for text in problem if text),
        mend["place_zh"],
        "",
    )


def _without_faults(document: Any, report: CheckReport) -> None:  # noqa: ANN401
    """Name the reports that have nothing to mend, unless they are all: then the head has said so."""
    faultless = report.reports.filter(pl.col("report_id").is_not_null()).join(
        report.mends.select("organ_id", "year").unique(), on=["organ_id", "year"], how="anti", maintain_order="left"
    )
    if faultless.height and report.mends.height:
        names = "、".join(f"{row['organ']}（{row['year']} 年）" for row in faultless.to_dicts())
        _text(document, f"下列报告{words.NOTHING.removesuffix('。')}：{names}。")


def _unchecked(document: Any, report: CheckReport, number: int) -> None:  # noqa: ANN401
    if report.unchecked.is_empty():
        return
    _text(document, f"{numeral(number + 1)}、无法核对的事项", HEAD_FONT, keep=True)
    _text(document, "下列各项因缺少数字或口径不一而无法核对，不表示没有问题。", size=12, keep=True)
    fields = ("organ", "year", "rule_zh", "reason", "count")
    _table(document, _UNCHECKED, [tuple(str(row[field]) for field in fields) for row in report.unchecked.to_dicts()])


def _foot(document: Any, report: CheckReport, made: dt.date) -> None:  # noqa: ANN401
    said = dict(words.about(report, made))
    _text(document, f"数据来源：{said['数据来源']}；数据库{said['数据库']}。", size=12)
    _text(document, words.date(made), right=True)


def _text(
    document: Any,  # noqa: ANN401
    text: str,
    font: str = TEXT_FONT,
    *,
    size: float = _TEXT_SIZE,
    centred: bool = False,
    right: bool = False,
    red: bool = False,
    keep: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = keep
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, text, font, size, red=red)


def _run(paragraph: Any, text: str, font: str, size: float, *, red: bool = False) -> None:  # noqa: ANN401
    run = paragraph.add_run(clean(text))
    run.font.name, run.font.size = LATIN_FONT, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 - no public way
    if red:
        run.font.color.rgb = _RED


def _table(document: Any, columns: Sequence[tuple[str, float]], rows: Sequence[tuple[str, ...]]) -> None:  # noqa: ANN401
    """Add a table whose headings stand on every page and whose rows stay whole."""
    table = document.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, (_, width) in zip(table.columns, columns, strict=True):
        column.width = Cm(width)
    for place, texts in enumerate([tuple(title for title, _ in columns), *rows]):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no public way
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, (_, width) in zip(row.cells, texts, columns, strict=True):
            cell.width = Cm(width)
            _fill(cell, text, HEAD_FONT if place == 0 else TEXT_FONT)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(cell: Any, text: str, font: str) -> None:  # noqa: ANN401
    for place, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, line, font, _TABLE_SIZE)


def _page(document: Any) -> None:  # noqa: ANN401
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin = section.bottom_margin = Cm(2.2)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, "— ", TEXT_FONT, _TEXT_SIZE)
    for run in parse_xml(f"<w:p {W}>{field_run('PAGE', '1')}</w:p>"):
        foot._p.append(run)  # noqa: SLF001 - no public way
    _run(foot, " —", TEXT_FONT, _TEXT_SIZE)


def _fonts(document: Any) -> None:  # noqa: ANN401
    """Set the font of the style, and say in the font table what stands in for each font."""
    style = document.styles["Normal"]
    style.font.name = LATIN_FONT
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), TEXT_FONT)
    name_stand_ins(document, STAND_INS)
