"""The slides hold every number of the frames and none other, every row of every table, and notes with the source."""

import io
import re
from dataclasses import replace

import altair as alt
import polars as pl
import pypdfium2
import pytest
from pptx import Presentation
from pptx.util import Inches

from briefing.content import Drawing, Figures, Kind, Paragraph, Plot, Run, Section, Tone
from briefing.grid import grid
from briefing.placeholders import TemplateError
from briefing.slide_table import SMALLEST, cut
from briefing.slides import pptx_of
from tests.briefing.briefing_making import briefing, caption, drawing, table
from tests.briefing.office_reading import (
    SOFFICE,
    A,
    charts,
    drawn,
    listed,
    mistakes,
    plotted,
    printed,
    rendered,
    series,
    sheets,
)


@pytest.fixture(scope="module")
def made():
    return briefing()


@pytest.fixture(scope="module")
def file(made):
    return pptx_of(made)


def opened(file):
    return Presentation(io.BytesIO(file))


def tables(file):
    return [shape for slide in opened(file).slides for shape in slide.shapes if shape.has_table]


def rows(shape):
    return [[cell.text for cell in row.cells] for row in shape.table.rows]


def title(slide):
    return slide.shapes.title.text_frame.text


def text_of(slide):
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def test_every_table_holds_every_row_and_none_other_under_repeated_headings(made, file):
    read = [rows(shape) for shape in tables(file)]
    expected = [printed(block.table) for block in listed(made)]
    joined: list[list[list[str]]] = []
    for part in read:
        if joined and joined[-1] not in expected and joined[-1][0] == part[0]:
            joined[-1] += part[1:]
        else:
            joined.append(list(part))
    assert joined == expected


def test_a_long_table_says_which_part_it_is(file):
    parts = [title(slide) for slide in opened(file).slides if title(slide).startswith("长表")]
    assert len(parts) > 2
    assert parts == [f"长表（{at}/{len(parts)}）" for at in range(1, len(parts) + 1)]


def test_no_table_is_set_smaller_than_can_be_read_and_all_stay_on_the_slide(file):
    presentation = opened(file)
    for shape in tables(file):
        sizes = {int(node.get("sz")) for node in shape._element.iter(f"{A}rPr")}
        assert min(sizes) >= SMALLEST * 100
        assert shape.top + sum(row.height for row in shape.table.rows) < presentation.slide_height - Inches(0.5)
        assert shape.left + sum(column.width for column in shape.table.columns) <= presentation.slide_width


@pytest.mark.parametrize("count", [0, 1, 15, 200])
def test_a_table_is_cut_into_all_its_rows(count):
    laid = (
        cut(grid(table(max(count, 1))), 11_000_000, 4_500_000) if count else cut(grid(table(0)), 11_000_000, 4_500_000)
    )
    assert [row for part in laid.slides for row in part] == list(range(count))
    assert all(sum(laid.heights[row] for row in part) + laid.head <= 4_500_000 for part in laid.slides)


def test_every_chart_and_its_data_sheet_hold_the_numbers(made, file):
    plots = [block.plot for block in drawn(made)]
    assert [series(space) for space in charts(file)] == [plotted(plot) for plot in plots]
    for plot, (_, read) in zip(plots, sheets(file), strict=True):
        columns = zip(*(run.values for run in plot.runs), strict=True)
        assert read[0][1:] == [run.name for run in plot.runs]
        assert read[1:] == [[name, *values] for name, values in zip(plot.categories, columns, strict=True)]


def test_text_that_begins_like_a_formula_stays_text_in_the_data_sheet(file):
    cells = [cell for sheet, _ in sheets(file) for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "=不公开" in {cell.value for cell in cells}


def test_the_message_is_the_title_and_the_alternative_text_and_stands_once(made, file):
    for block in drawn(made):
        (slide,) = [each for each in opened(file).slides if title(each) == block.message]
        (shape,) = [each for each in slide.shapes if each.has_chart]
        assert shape._element.xpath(".//p:cNvPr")[0].get("descr") == block.message


def test_the_size_is_that_of_a_screen_and_chapters_have_their_slide(made, file):
    presentation = opened(file)
    assert presentation.slide_width * 9 == presentation.slide_height * 16
    chapters = [title(each) for each in presentation.slides if each.slide_layout.name == "Section Header"]
    assert chapters == [section.heading for section in made.sections]


def test_every_slide_says_source_and_that_data_are_made_up(made, file):
    for slide in opened(file).slides:
        (foot,) = [shape.text_frame.text for shape in slide.shapes if shape.name == "Source"]
        assert foot == f"{made.say.caption['fictional']} · {made.foot}"


def test_notes_hold_source_caveats_scope_and_build(made, file):
    for slide in opened(file).slides:
        said = notes(slide)
        assert [each for each in (made.source, made.build, *made.scope, *made.caveats) if each not in said] == []
    for block in [*drawn(made), *listed(made)]:
        (slide, *_) = [each for each in opened(file).slides if block.caption.title in notes(each)]
        assert [each for each in (*block.caption.caveats, *block.caption.filters) if each not in notes(slide)] == []


def test_every_word_has_its_chinese_font(file):
    for slide in opened(file).slides:
        for properties in slide._element.iter(f"{A}rPr"):
            if properties.getparent().tag == f"{A}r":
                assert properties.find(f"{A}ea") is not None
    for space in charts(file):
        assert space.find(".//{*}txPr//{*}ea").get("typeface") == "微软雅黑"


def test_comments_and_notes_stand_with_what_they_are_about(file):
    (slide,) = [each for each in opened(file).slides if "#pagebreak()" in text_of(each)]
    assert title(slide) == "同一张表的图"


def test_many_notes_are_cut_openly_and_are_all_with_the_speaker():
    many = tuple(f"第{at}条注意事项" for at in range(12))
    block = Figures(table(), caption("表", caveats=many))
    slides = opened(pptx_of(briefing(sections=(Section("一", (block,)),)))).slides
    last = slides[len(slides) - 1]
    assert "……其余见备注。" in text_of(last)
    assert [note for note in many if note not in notes(last)] == []


def test_an_empty_chart_is_a_sentence():
    plot = Plot(Kind.LINES, ("2022",), (Run("甲木区", (None,)),), "件")
    file = pptx_of(briefing(sections=(Section("图", (replace(drawing(Kind.LINES), plot=plot),)),)))
    assert charts(file) == []
    assert "图画lines：所选范围没有可画的数。" in "".join(map(text_of, opened(file).slides))


def test_a_chart_that_powerpoint_has_not_is_a_picture_with_its_message():
    chart = alt.LayerChart(layer=[alt.Chart(pl.DataFrame({"a": [1, 2]})).mark_point().encode(x="a:Q")])
    block = Drawing("两个点。", caption("点"), table(), None, chart)
    slides = opened(pptx_of(briefing(sections=(Section("图", (block,)),)))).slides
    (picture,) = [shape for slide in slides for shape in slide.shapes if shape.shape_type.name == "PICTURE"]
    assert picture._element.xpath(".//p:cNvPr")[0].get("descr") == "两个点。"
    assert picture.top + picture.height <= Inches(7)


def test_signs_that_xml_cannot_hold_are_dropped():
    dirty = "甲\x00\x0b乙"
    plot = Plot(Kind.BARS, (dirty,), (Run(dirty, (1.0,)),), dirty)
    blocks = (Paragraph(dirty, Tone.NOTE), Drawing(dirty, caption(dirty, dirty), table(), plot))
    file = pptx_of(briefing(title=dirty, subtitle="长" * 300, sections=(Section(dirty, blocks),)))
    assert title(opened(file).slides[0]) == "甲乙"
    assert series(charts(file)[0])[0][:2] == ("甲乙", ["甲乙"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_keeps_to_the_schema(tmp_path, language):
    assert mistakes(pptx_of(briefing(language)), tmp_path, "briefing.pptx") == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.slow
def test_libreoffice_shows_every_slide_with_its_source(file, made, tmp_path):
    pages = pypdfium2.PdfDocument(rendered(file, tmp_path, "briefing.pptx"))
    read = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pages]
    assert len(read) == len(opened(file).slides)
    assert [text for text in read if re.sub(r"\s", "", made.build) not in text] == []


def deck(*texts, layouts=True):
    presentation = Presentation()
    for text in texts:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text_frame.text = text
    if not layouts:
        for layout in list(presentation.slide_layouts)[:]:
            for shape in list(layout.placeholders):
                shape._element.getparent().remove(shape._element)
    kept = io.BytesIO()
    presentation.save(kept)
    return kept.getvalue()


def test_a_template_keeps_its_slides_and_is_filled(made):
    presentation = opened(pptx_of(made, template=deck("甲：{{title}}", "{{body}}", "谢谢")))
    titles = [title(slide) for slide in presentation.slides]
    assert titles[0] == f"甲：{made.title}"
    assert titles[-1] == "谢谢"
    assert [section.heading for section in made.sections if section.heading not in titles] == []
    assert "{{body}}" not in titles
    assert presentation.slide_width * 3 == presentation.slide_height * 4


def test_a_template_without_slides_lends_its_layouts(made, tmp_path):
    file = pptx_of(made, template=deck())
    assert title(opened(file).slides[0]) == made.title
    assert len(tables(file)) >= len(listed(made))
    assert mistakes(file, tmp_path, "filled.pptx") == []


@pytest.mark.parametrize(
    ("template", "message"),
    [
        pytest.param(b"nothing", "no .pptx", id="no presentation"),
        pytest.param(deck("{{titel}}"), r"\{\{titel\}\}", id="unknown placeholder"),
        pytest.param(deck(layouts=False), "No layout", id="no title"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(made, template, message):
    with pytest.raises(TemplateError, match=message):
        pptx_of(made, template=template)
