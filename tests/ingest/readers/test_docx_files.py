"""Word documents as files: refusals, damage, other containers, another library."""

import contextlib

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.documents import documents
from demo.press import print_report
from demo.report import Layout, Variant
from ingest.model import Grid, Prose, UnreadableDocumentError
from ingest.readers import read_document

REPORT = "<w:p><w:r><w:t>示例市2024年政府信息公开工作年度报告</w:t></w:r></w:p>"


RESTART = '<w:vmerge w:val="restart"/>'


INLINE = '<wp:inline><wp:extent cx="{}" cy="{}"/><a:graphic><a:blip r:embed="rId9"/></a:graphic></wp:inline>'


def bomb(make):
    return make.package({"_rels/.rels": make.relations(officeDocument="word/document.xml"), "a.xml": b" " * 60_000_000})


def laughs(make):
    entities = '<!DOCTYPE x [<!ENTITY a "12"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    parts = {"word/document.xml": f"{entities}<w:document {make.NAMESPACES}><w:body><w:p/></w:body></w:document>"}
    return make.package({"_rels/.rels": make.relations(officeDocument="word/document.xml")} | parts)


def locked_member(make):
    content = bytearray(make.word(REPORT))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(lambda make: make.word(REPORT)[:300], "cut short or damaged", id="truncated"),
        pytest.param(lambda make: make.package({"a.txt": "x"}), "Unpack the archive", id="zip-of-other-files"),
        pytest.param(lambda make: make.package({"OFD.xml": "<x/>"}), "OFD", id="ofd"),
        pytest.param(lambda make: make.package({"[Content_Types].xml": "<x/>"}), "not known", id="other-office-file"),
        pytest.param(lambda make: make.package({"mimetype": "application/vnd.oasis.opendocument.text"}), "not known", id="odt"),
        pytest.param(lambda make: make.word(""), "nothing written", id="empty"),
        pytest.param(lambda make: make.word(f"<w:p><w:r><w:drawing>{INLINE.format(9**8, 9**8)}</w:drawing></w:r></w:p>"), "OCR", id="nothing-but-a-picture"),
        pytest.param(lambda make: make.word("<w:p>"), "damaged", id="xml-not-closed"),
        pytest.param(lambda make: make.word("<w:sdt>" * 300 + "</w:sdt>" * 300), "damaged", id="nested-without-end"),
        pytest.param(bomb, "too large when unpacked", id="bomb"),
        pytest.param(laughs, "document type", id="entities"),
        pytest.param(locked_member, "password", id="locked-member"),
        pytest.param(lambda make: make.container({"EncryptedPackage": b"", "EncryptionInfo": b""}), "password", id="locked-package"),
        pytest.param(lambda make: make.container({"PowerPoint Document": b""}), "not known", id="slides"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(make, content, words):
    with pytest.raises(UnreadableDocumentError, match=rf"[\u4e00-\u9fff].* / .*{words}"):
        read_document(content(make))


def test_word_documents_that_are_one_xml_text(make):
    body = f"<w:body>{REPORT}{make.table(['行政许可', make.cell('12', properties=RESTART)])}</w:body>"
    old = f'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">{body}</w:wordDocument>'
    flat = (
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part><pkg:xmlData>'
        f"<w:document {make.NAMESPACES}>{body}</w:document></pkg:xmlData></pkg:part></pkg:package>"
    )
    for text in (old, f'<?mso-application progid="Word.Document"?>{old}', flat):
        document = read_document(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode(), ".doc")
        assert document.kind == "word xml"
        assert [cell.text for cell in document.blocks[1].rows[0]] == ["行政许可", "12"]


@pytest.mark.parametrize("text", ["<w:wordDocument/>", "<w:wordDocument><w:p>", "<!DOCTYPE a><w:wordDocument/>"])
def test_damaged_xml_texts_are_no_documents(text):
    with pytest.raises(UnreadableDocumentError, match=r"damaged|document type|no Word"):
        read_document(f'<?xml version="1.0"?><?mso-application progid="Word.Document"?>{text}'.encode())


@pytest.mark.parametrize("suffix", ["", ".txt", ".xls", ".pdf", ".md"])
def test_the_content_decides_and_not_the_name(make, suffix):
    assert read_document(make.word(REPORT), suffix).kind == "docx"


def test_the_words_are_those_of_another_library(tmp_path):
    report = documents()[0].report
    path = tmp_path / "report.docx"
    path.write_bytes(print_report(report, Variant(Layout.DOCX, seed=1)))
    other = python_docx.Document(str(path))
    mine = read_document(path.read_bytes()).blocks
    assert [each.text for each in other.paragraphs if each.text] == [
        each.text for each in mine if isinstance(each, Prose)
    ]
    for theirs, grid in zip(other.tables, (each for each in mine if isinstance(each, Grid)), strict=True):
        once = {tc: tc.text for row in theirs.rows for tc in (each._tc for each in row.cells)}
        assert ["".join(each.text.split()) for row in grid.rows for each in row] == [
            "".join("".join(p.text for p in python_docx.table._Cell(tc, theirs).paragraphs).split()) for tc in once
        ]


@given(cut=st.floats(0, 1), flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6))
@settings(deadline=None, max_examples=60)
def test_damaged_files_are_read_or_refused(cut, flips):
    content = bytearray(print_report(documents()[0].report, Variant(Layout.DOCX)))
    for at, byte in flips:
        content[int(at * (len(content) - 1))] = byte
    with contextlib.suppress(UnreadableDocumentError):
        assert read_document(bytes(content[: int(cut * len(content))])).kind in {"docx", "text"}
