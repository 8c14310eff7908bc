"""Documents that cannot be read, or do harm: each is set aside with a sentence that helps, and the rest goes on."""

import polars as pl
import pypdfium2
import pytest

from ingest.store import query
from ingest.worker import Limits, read_documents
from tests.ingest.conftest import report_text
from tests.ingest.readers import conftest as office
from tests.ingest.readers.test_pdf_files import LOCKED

ERROR_PAGE = (
    "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>404</h1><p>页面不存在</p></body></html>"
)
OTHER_REPORT = "# 示例市人民政府2024年政府工作报告\n\n各位代表：现在，我代表市人民政府向大会报告工作，请予审议。\n\n一、2024年工作回顾\n"
MENTION = "# 示例市人民政府2024年政府信息公开指南\n\n一、公开内容\n\n统计期限自2024年1月1日起至2024年12月31日止。\n"


def empty(path):
    path.write_bytes(b"")


def blanks(path):
    path.write_bytes(b" \n\r\n\t ")


def image_pdf(path):
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(300, 400)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.new_native(40, 40, pypdfium2.raw.FPDFBitmap_BGR))
    image.set_matrix(pypdfium2.PdfMatrix().scale(200, 200))
    page.insert_obj(image)
    page.gen_content()
    document.save(path)
    document.close()


def truncated_pdf(path):
    image_pdf(path)
    path.write_bytes(path.read_bytes()[:200])


def binary(path):
    path.write_bytes(bytes(range(256)) * 400)


def sparse(path):
    with path.open("wb") as file:
        file.write("示例市人民政府2024年政府信息公开工作年度报告".encode())
        file.truncate(200 * 1024 * 1024)


def text(words):
    return lambda path: path.write_text(words, "utf-8")


def content(made):
    return lambda path: path.write_bytes(made)


def long_pdf(path):
    document = pypdfium2.PdfDocument.new()
    for _ in range(500):
        document.new_page(300, 400)
    document.save(path)
    document.close()


def bomb(part):
    """A package whose one part is empty space, a thousand times larger than the file."""
    return office.package({"_rels/.rels": office.relations(officeDocument=part), part: b" " * 60_000_000})


def entities(declared):
    body = f"<!DOCTYPE x [{declared}]><w:document {office.NAMESPACES}><w:body><w:p/></w:body></w:document>"
    return office.package(
        {"_rels/.rels": office.relations(officeDocument="word/document.xml"), "word/document.xml": body}
    )


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{at + 1} "{f"&a{at};" * 10}">' for at in range(9))
OUTSIDE = '<!ENTITY secret SYSTEM "file:///etc/hostname">'
LOCKED_OFFICE = office.container({"EncryptedPackage": b"", "EncryptionInfo": b""})
HALF = len(report_text()) // 2
TWO_ENCODINGS = report_text()[:HALF].encode("utf-8") + report_text()[HALF:].encode("gb18030")


@pytest.mark.parametrize(
    ("file", "make", "says_zh", "says_en"),
    [
        pytest.param("a.txt", empty, "空", "empty", id="empty-file"),
        pytest.param("a.txt", blanks, "空", "empty", id="nothing-but-blanks"),
        pytest.param("a.pdf", image_pdf, "OCR", "OCR", id="pdf-of-images"),
        pytest.param("a.html", text(ERROR_PAGE), "不是", "no yearly report", id="html-error-page"),
        pytest.param("a.md", text(OTHER_REPORT), "不是", "no yearly report", id="report-of-another-kind"),
        pytest.param("a.md", text(MENTION), "没有读到规定格式的表格", "None of the prescribed", id="guide-not-report"),
        pytest.param("a.pdf", truncated_pdf, "损坏", "damaged|truncated|cut", id="truncated-pdf"),
        pytest.param("a.txt", sparse, "过大", r"too large.*50 MB", id="text-of-200-mb"),
        pytest.param("a.pdf", content(LOCKED), "密码", "password", id="locked-pdf"),
        pytest.param("a.docx", content(LOCKED_OFFICE), "密码", "password", id="locked-docx"),
        pytest.param("a.docx", content(bomb("word/document.xml")), "解压后过大", "when unpacked", id="bomb-docx"),
        pytest.param("a.xlsx", content(bomb("xl/workbook.xml")), "解压后过大", "when unpacked", id="bomb-xlsx"),
        pytest.param("a.docx", content(entities(LAUGHS)), "文档类型", "document type", id="entities-without-end"),
        pytest.param("a.docx", content(entities(OUTSIDE)), "文档类型", "document type", id="entity-from-outside"),
        pytest.param("a.html", text("<html><body>" + "<div>" * 100_000), "不是", "no yearly report", id="nested-html"),
        pytest.param("a.html", text("<table><tr><td>" * 100_000), "不是", "no yearly report", id="nested-tables"),
        pytest.param("a.pdf", long_pdf, "500", "500 pages", id="pdf-of-500-pages"),
        pytest.param("a.pdf", text(OTHER_REPORT), "不是", "no yearly report", id="text-called-pdf"),
        pytest.param("a.docx", binary, "文本", "text", id="binary-called-docx"),
        pytest.param("a.txt", content(TWO_ENCODINGS), "UTF-8", "UTF-8", id="two-encodings-in-one-text"),
        pytest.param("a.bin", binary, "文本", "text", id="no-text-at-all"),
    ],
)
def test_a_bad_file_is_set_aside_with_its_reason_and_the_rest_goes_on(
    *, add, put, space, documents, file, make, says_zh, says_en
):
    make(documents / file)
    size = (documents / file).stat().st_size
    put("good.md", licence=12)
    built = add(documents)
    assert (built.documents, built.reports, built.refused) == (2, 1, 1)
    found = built.findings.filter(pl.col("report_id").is_null()).row(0, named=True)
    assert (found["file"], found["severity"], found["outcome"]) == (file, "error", "fail")
    assert says_zh in found["message_zh"]
    assert pl.Series([found["message_en"]]).str.contains(f"(?i){says_en}").item(), found["message_en"]
    assert query(built.path, "select value from fact where path = 'licence.decisions'").item() == 12
    assert (documents / file).stat().st_size == size
    if make is not sparse:
        kept = [path for path in (space.root / "refused").iterdir() if not path.name.endswith(".reason.txt")]
        assert [path.read_bytes() for path in kept] == [(documents / file).read_bytes()]


@pytest.mark.parametrize(
    ("drop", "says"),
    [
        pytest.param("示例市人民政府", "whose report this is", id="no-organ"),
        pytest.param("2024年", "which year", id="no-year"),
    ],
)
def test_a_report_without_organ_or_year_is_set_aside(add, put, drop, says):
    path = put()
    path.write_text(path.read_text("utf-8").replace(drop, "").replace("本报告中所列数据", ""), "utf-8")
    built = add(path)
    assert (built.reports, built.refused) == (0, 1)
    assert says in built.findings["message_en"][0]


@pytest.mark.parametrize(
    ("order", "rule"),
    [
        pytest.param("#loop", "d.timeout", id="endless-loop"),
        pytest.param("#sleep", "d.timeout", id="waits-for-ever"),
        pytest.param("#die", "d.reader_died", id="killed"),
        pytest.param("#exit", "d.reader_died", id="exits"),
        pytest.param("#eat", "d.memory", id="eats-memory"),
        pytest.param("#fault", "d.reader_fault", id="unforeseen-fault"),
    ],
)
def test_a_hostile_file_costs_only_itself(*, add, put, documents, hostile, order, rule):
    put("a.md", year=2023)
    bad = put("b.md", year=2024)
    bad.write_text(bad.read_text("utf-8") + order, "utf-8")
    put("c.md", year=2025)
    limits = Limits(seconds=3, memory_bytes=1 << 30)  # the good files pass on a busy machine, too
    built = add(documents, reader=hostile, limits=limits)
    assert (built.years, built.refused) == ((2023, 2025), 1)
    assert built.findings.filter(pl.col("report_id").is_null())["rule"].to_list() == [rule]


def test_what_a_library_prints_is_no_answer(add, put, hostile):
    path = put(licence=7)
    path.write_text(path.read_text("utf-8") + "#noise", "utf-8")
    assert add(path, reader=hostile).reports == 1


def test_a_reader_that_cannot_start_is_our_mistake(put):
    with pytest.raises(RuntimeError, match="No module named 'nowhere'"):
        list(read_documents([put()], reader="nowhere:read"))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        pytest.param("a.pdf", f"<html><body><pre>{report_text()}</pre></body></html>".encode(), id="page-called-pdf"),
        pytest.param("a.xlsx", report_text().encode("utf-8"), id="text-called-xlsx"),
        pytest.param("a", report_text().encode("gb18030"), id="no-ending"),
    ],
)
def test_the_ending_of_a_name_is_not_believed(documents, file, content):
    (documents / file).write_bytes(content)
    (answer,) = read_documents([documents / file])
    assert (answer.identity.organ, answer.identity.year) == ("示例市人民政府", 2024)
