"""Tables that stand as pictures in a Word document: recognised where the extra is installed, else named."""

import io

import docx
import pytest
from PIL import Image

from demo.documents import documents
from demo.pdf_pages import pdf_pages
from demo.report import Layout, Variant
from demo.scan import Scanner, scanned_pages
from ingest.model import Grid, Status, UnreadableDocumentError
from ingest.read import reading_of
from ingest.readers import docx as word_reader
from ingest.readers import docx_pictures, read_document
from ingest.readers.ocr_extra import can_recognise

NEEDS_EXTRA = pytest.mark.skipif(not can_recognise(), reason="needs the extra: make ocr")
TITLE = "示例市2024年政府信息公开工作年度报告"
EXTENT = (
    '<wp:inline><wp:extent cx="5400000" cy="2160000"/><a:graphic><a:blip r:embed="rId9"/>{}</a:graphic></wp:inline>'
)


def report():
    return next(each for each in documents() if not each.plants and each.report.year == 2024)


def with_pictures(*pictures, title=TITLE, width=15.5):
    document = docx.Document()
    if title:
        document.add_paragraph(title)
    for picture in pictures:
        file = io.BytesIO()
        picture.save(file, "PNG")
        document.add_picture(file, width=docx.shared.Cm(width))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@NEEDS_EXTRA
def test_a_table_in_a_picture_is_read_and_only_confirmed_figures_are_taken():
    pages = scanned_pages(pdf_pages(report().report, Variant(Layout.PDF, seed=2)), Scanner(150))
    document = read_document(with_pictures(*pages))
    assert document.kind == "docx"
    assert [finding.rule for finding in document.findings] == ["ocr.page"]
    assert document.recognised == frozenset(range(1, len(pages) + 1))
    assert all(isinstance(block, Grid) for block in document.blocks[1:]), "beside text, only tables are taken"
    expected = report().expected
    cells = [cell for cell in reading_of(document).cells if cell.status is Status.REPORTED]
    assert {cell.path: cell.value for cell in cells} == {cell.path: expected[cell.path].value for cell in cells}
    assert len(cells) >= 180


@pytest.mark.parametrize(
    ("title", "words"),
    [pytest.param(TITLE, "large pictures", id="beside-text"), pytest.param("", "only pictures", id="nothing-else")],
)
def test_without_the_extra_the_way_to_it_is_named(monkeypatch, title, words):
    monkeypatch.setattr(docx_pictures, "can_recognise", lambda: False)
    content = with_pictures(Image.new("L", (600, 400), 255), title=title)
    if title:
        (finding,) = read_document(content).findings
        assert finding.rule == "s.image"
        said = finding.message_en
    else:
        with pytest.raises(UnreadableDocumentError) as refused:
            read_document(content)
        said = str(refused.value)
    assert words in said
    assert "make ocr" in said


@pytest.mark.parametrize(
    "part",
    [
        pytest.param('<a:srcRect l="5000"/>', id="cropped"),
        pytest.param('<a:xfrm rot="5400000"/>', id="turned"),
        pytest.param("", id="no-such-part"),
    ],
)
def test_a_picture_that_is_not_shown_as_it_is_stored_stays_a_finding(make, part):
    drawing = f"<w:p><w:r><w:drawing>{EXTENT.format(part)}</w:drawing></w:r></w:p>"
    document = word_reader.read_docx(make.word(make.paragraph(TITLE) + drawing))
    assert [finding.rule for finding in document.findings] == ["s.image"]
    assert not document.recognised
