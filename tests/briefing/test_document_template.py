"""A document of the reader's own as template: filled, kept, and refused in words that say what to mend."""

import io

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from briefing.document import docx_of
from briefing.placeholders import TemplateError
from tests.briefing.briefing_making import briefing
from tests.briefing.office_reading import listed, mistakes, printed


def template(*paragraphs, change=None):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if change is not None:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def opened(file):
    return docx.Document(io.BytesIO(file))


def letterhead(document):
    document.sections[0].header.paragraphs[0].text = "示例市文件 {{date}}"
    document.styles["Heading 1"].font.size = Pt(31)
    title = document.paragraphs[0]
    title.clear()
    for piece in ("关于{", "{tit", "le}}的报告"):
        title.add_run(piece)


@pytest.fixture(scope="module")
def made():
    return briefing()


@pytest.fixture(scope="module")
def file(made):
    return docx_of(
        made, template=template("x", "{{subtitle}}", "{{contents}}", "{{body}}", "（完）", change=letterhead)
    )


def test_placeholders_are_filled_though_word_cut_them_into_runs(made, file):
    paragraphs = [each.text for each in opened(file).paragraphs]
    assert paragraphs[0] == f"关于{made.title}的报告"
    assert paragraphs[1] == made.subtitle
    assert "{{" not in "".join(paragraphs)


def test_header_styles_and_what_stands_behind_are_kept(made, file):
    document = opened(file)
    assert document.sections[0].header.paragraphs[0].text == f"示例市文件 {made.day}"
    assert document.styles["Heading 1"].font.size == Pt(31)
    assert document.paragraphs[-1].text == "（完）"
    assert document.sections[-1].orientation == WD_ORIENT.PORTRAIT


def test_body_holds_all_tables_in_the_place_of_its_placeholder(made, file):
    document = opened(file)
    read = [[[cell.text for cell in row.cells] for row in each.rows] for each in document.tables]
    assert read == [printed(block.table) for block in listed(made)]
    headings = [each.text for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert headings == [section.heading for section in made.sections]


def test_headings_take_no_numbers_that_the_template_has_not(made, file):
    entries = [each.text for each in opened(file).paragraphs if each.style.name.startswith("toc ")]
    assert [entry.rstrip("\t") for entry in entries] == [section.heading for section in made.sections]


def test_the_source_is_added_where_the_template_has_no_place_for_it(made, file):
    assert made.foot in [each.text.partition(" · ")[2] for each in opened(file).sections[0].footer.paragraphs]


def test_the_source_stands_once_where_the_template_says(made):
    document = opened(docx_of(made, template=template("{{body}}", "{{foot}}")))
    assert document.paragraphs[-1].text.endswith(made.foot)
    assert [each.text for each in document.sections[0].footer.paragraphs if each.text] == []


@pytest.mark.parametrize(
    ("file", "message"),
    [
        pytest.param(template("{{title}}"), r"no \{\{body\}\}", id="no body"),
        pytest.param(template("text {{body}}"), "stand alone", id="body within text"),
        pytest.param(template("{{body}}", "{{titel}}"), r"\{\{titel\}\}.*\{\{title\}\}", id="unknown placeholder"),
        pytest.param(b"PK nothing", "no .docx", id="no document"),
        pytest.param(b"", "no .docx", id="empty"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(made, file, message):
    with pytest.raises(TemplateError, match=message):
        docx_of(made, template=file)


def test_body_in_a_table_is_refused(made):
    def change(document):
        document.add_table(1, 1).cell(0, 0).text = "{{body}}"

    with pytest.raises(TemplateError, match="not in a table"):
        docx_of(made, template=template(change=change))


def test_a_filled_template_keeps_to_the_schema(file, tmp_path):
    ours = [each for each in mistakes(file, tmp_path, "filled.docx") if "stylesWithEffects" not in each]
    assert [each for each in ours if "zoom" not in each and "percent" not in each] == []


def test_wide_tables_turn_their_pages_in_a_template_too(file):
    sides = [section.orientation for section in opened(file).sections]
    assert sides == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    references = [len(each.findall(qn("w:headerReference"))) for each in opened(file).element.body.iter(qn("w:sectPr"))]
    assert references == [1, 1, 1]
