"""The Word file holds every number of the frames and none other, and what the style of official documents asks."""

import io
import re

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from briefing.content import Drawing, Figures, Kind, Paragraph, Plot, Run, Section, Tone
from briefing.document import docx_of
from briefing.document_style import LINES, OFFICIAL, SIGNS, STAND_INS, Part, twips
from tests.briefing.briefing_making import ODD, briefing, broad, caption, table, texts
from tests.briefing.office_reading import (
    SOFFICE,
    W,
    charts,
    drawn,
    listed,
    mistakes,
    plotted,
    printed,
    rendered,
    series,
    sheets,
    tree,
    whole,
)

STYLES = ["official", "plain"]


@pytest.fixture(scope="module")
def made():
    return briefing()


@pytest.fixture(scope="module", params=STYLES)
def file(made, request):
    return docx_of(made, style=request.param)


@pytest.fixture(scope="module")
def official(made):
    return docx_of(made)


def opened(file):
    return docx.Document(io.BytesIO(file))


def body_text(file):
    return "\n".join(node.text or "" for node in tree(file, "word/document.xml").iter(f"{W}t"))


def fields(element):
    return [(node.text or "").strip() for node in element.iter(f"{W}instrText")]


def test_every_table_holds_every_row_and_none_other(made, file):
    read = [[[cell.text for cell in row.cells] for row in each.rows] for each in opened(file).tables]
    expected = [printed(block.table) for block in listed(made)]
    assert whole(read, expected) == (expected, [])


def test_every_chart_and_its_data_sheet_hold_the_numbers(made, file):
    plots = [block.plot for block in drawn(made)]
    assert [series(space) for space in charts(file)] == [plotted(plot) for plot in plots]
    for plot, (_, rows) in zip(plots, sheets(file), strict=True):
        assert rows[0][1:] == [run.name for run in plot.runs]
        columns = zip(*(run.values for run in plot.runs), strict=True)
        assert rows[1:] == [[name, *values] for name, values in zip(plot.categories, columns, strict=True)]


def test_text_that_begins_like_a_formula_stays_text_in_the_data_sheet(file):
    cells = [cell for sheet, _ in sheets(file) for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "=不公开" in {cell.value for cell in cells}


def test_every_text_is_there(made, file):
    charted = [node.text for space in charts(file) for node in space.iter("{*}v")]
    text = re.sub(r"\s", "", "".join([body_text(file), *charted]))
    # A sentence that is the message of a chart is not printed twice; the head of the page says source and build.
    elsewhere = {made.source, made.source.removeprefix("来源："), made.build}
    assert [each for each in texts(made) if each not in elsewhere and re.sub(r"\s", "", each) not in text] == []
    assert re.sub(r"\s", "", ODD) in text


def test_headings_of_tables_repeat_and_rows_stay_whole(file):
    for each in opened(file).tables:
        marks = [[node.tag.split("}")[1] for node in row._tr.trPr] for row in each.rows]
        assert marks[0] == ["cantSplit", "tblHeader"]
        assert {tuple(mark) for mark in marks[1:]} == {("cantSplit",)}


def test_numbers_stand_at_the_right_and_texts_at_the_left(file):
    sides = [cell.paragraphs[0].alignment for cell in opened(file).tables[0].rows[1].cells]
    names = [None if side is None else side.name for side in sides]
    assert names == ["LEFT", "RIGHT", "RIGHT", "RIGHT", "LEFT"]


def test_a_table_fits_the_type_area(file):
    document = opened(file)
    section = document.sections[0]
    upright = (section.page_width - section.left_margin - section.right_margin) / 635
    side = (section.page_height - section.top_margin - section.bottom_margin) / 635
    for each in document.tables:
        columns = [int(column.get(qn("w:w"))) for column in each._tbl.tblGrid]
        assert sum(columns) <= (side if "栏" in each.rows[0].cells[1].text else upright) + len(columns)


def test_no_number_is_broken_into_two_lines(file):
    """Digits are half as wide as their size in the narrow fonts, and wider where those are not installed."""
    for each in opened(file).tables:
        columns = [int(column.get(qn("w:w"))) for column in each._tbl.tblGrid]
        for row in each.rows[1:]:
            for cell, column in zip(row.cells, columns, strict=True):
                size = cell.paragraphs[0].runs[0].font.size.pt if cell.text else 0
                if re.fullmatch(r"[\d,.−]+", cell.text):
                    assert len(cell.text) * size * 0.6 * 20 + 180 <= column


def test_a_table_too_broad_for_a_page_comes_in_parts_of_one_number():
    document = opened(
        docx_of(briefing(sections=(Section("宽", (Figures(broad(14, 3), caption("宽表"), wide=True),)),)))
    )
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert len(captions) > 1
    assert captions == [f"表 1　宽表（单位：件）（{at}/{len(captions)}）" for at in range(1, len(captions) + 1)]
    asked = [text for text in fields(document.element.body) if text.startswith("SEQ")]
    assert asked == ["SEQ 表 \\* ARABIC"] + ["SEQ 表 \\c"] * (len(captions) - 1)
    assert {each.rows[1].cells[0].text for each in document.tables} == {"庚金开发区"}


def test_captions_count_by_fields_and_stay_with_their_table_or_chart(made, file):
    document = opened(file)
    captions = [each for each in document.paragraphs if each.style.name == "Caption"]
    read = dict.fromkeys(re.match(r"(表|图) (\d+)　", each.text).groups() for each in captions)
    words = ["图" if isinstance(block, Drawing) else "表" for block in (*drawn(made), *listed(made))]
    for word in "表图":
        assert [int(number) for each, number in read if each == word] == list(range(1, words.count(word) + 1))
        assert fields(document.element.body).count(f"SEQ {word} \\* ARABIC") == words.count(word)
    for each in captions:
        if each.text.startswith("表"):
            assert each.paragraph_format.keep_with_next
            assert each._p.getnext().tag == qn("w:tbl")
        else:
            assert each._p.getprevious().find(f".//{qn('w:drawing')}") is not None


def test_contents_list_every_heading_and_do_not_ask(made, official):
    document = opened(official)
    entries = [each.text for each in document.paragraphs if each.style.name.startswith("toc ")]
    assert [entry.rstrip("\t") for entry in entries] == ["一、总体", "（一）图", "二、附表"]
    names = {node.get(qn("w:name")) for node in document.element.body.iter(qn("w:bookmarkStart"))}
    asked = [text.split()[1] for text in fields(document.element.body) if text.startswith("PAGEREF")]
    assert len(asked) == len(made.sections)
    assert set(asked) <= names
    assert 'TOC \\o "1-2" \\h \\z \\u' in fields(document.element.body)
    assert document.settings.element.find(qn("w:updateFields")) is None


def test_fields_and_bookmarks_are_closed(file):
    body = opened(file).element.body
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    ends = [node.get(qn("w:id")) for node in body.iter(qn("w:bookmarkEnd"))]
    assert sorted(ends) == sorted({node.get(qn("w:id")) for node in body.iter(qn("w:bookmarkStart"))})


def test_the_page_is_that_of_official_documents(official):
    section = opened(official).sections[0]
    millimetres = [
        round(each.mm) for each in (section.page_width, section.page_height, section.top_margin, section.left_margin)
    ]
    assert millimetres == [210, 297, 37, 28]
    wide = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    high = section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm
    assert (round(wide), round(high)) == (156, 225)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) * LINES <= twips(high) < int(grid.get(qn("w:linePitch"))) * (LINES + 1)
    text = OFFICIAL.looks[Part.TEXT]
    across = (text.size + text.closer / 20) * 20
    assert across * SIGNS <= twips(wide) < across * (SIGNS + 1)


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Briefing Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_fonts_are_those_of_official_documents_and_their_stand_ins_are_named(official, style, font, points):
    found = opened(official).styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size.pt == points
    listed_fonts = {each.get(f"{W}name"): each for each in tree(official, "word/fontTable.xml")}
    assert listed_fonts[font].find(f"{W}altName").get(f"{W}val") == STAND_INS[font]


def test_every_page_says_source_build_date_filters_and_that_data_are_made_up(made, file):
    document = opened(file)
    heads = [section.header for section in document.sections]
    if document.settings.odd_and_even_pages_header_footer:
        heads += [section.even_page_header for section in document.sections]
    for head in heads:
        text = head.paragraphs[0].text
        assert text.startswith(made.say.caption["fictional"])
        assert text.endswith(made.foot)


def test_page_numbers_stand_outside_between_dashes(official):
    section = opened(official).sections[0]
    for foot, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        assert foot.paragraphs[0].text == "— 1 —"
        assert foot.paragraphs[0].alignment.name == side
        assert fields(foot._element) == ["PAGE"]


def test_a_wide_table_turns_its_page_and_what_follows_turns_back(made):
    document = opened(docx_of(made))
    sides = [section.orientation for section in document.sections]
    assert [bool(side) for side in sides] == [False, True, False]


def test_signs_that_xml_cannot_hold_are_dropped_everywhere():
    dirty = "甲\x00\x0b乙\ufffe"
    plot = Plot(Kind.BARS, (dirty,), (Run(dirty, (1.0,)),), dirty)
    block = Drawing(dirty, caption(dirty, dirty), table(), plot)
    made = briefing(title=dirty, sections=(Section(dirty, (Paragraph(dirty, Tone.NOTE), block)),))
    file = docx_of(made)
    assert "甲乙" in body_text(file)
    assert series(charts(file)[0])[0][:2] == ("甲乙", ["甲乙"])


def test_an_english_briefing_is_plain_and_speaks_english():
    file = docx_of(briefing("en"))
    document = opened(file)
    assert document.styles["Title"].element.rPr.rFonts.get(qn("w:eastAsia")) == "微软雅黑"
    assert {each.text.split()[0] for each in document.paragraphs if each.style.name == "Caption"} == {"Table", "Figure"}
    assert not document.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_keeps_to_the_schema(tmp_path, style, language):
    assert mistakes(docx_of(briefing(language), style=style), tmp_path, "briefing.docx") == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.slow
def test_libreoffice_lays_out_every_page_with_its_head(official, made, tmp_path):
    pages = pypdfium2.PdfDocument(rendered(official, tmp_path, "briefing.docx"))
    texts_of = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts_of) > 4
    assert [text for text in texts_of if made.build not in text or "虚构数据" not in text] == []
