"""Word documents: what is printed, once and in its place."""

import contextlib

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.documents import documents
from demo.press import print_report
from demo.report import Layout, Variant
from ingest.model import Grid, Prose, Severity, UnreadableDocumentError
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.readers.docx_numbering import numeral

REPORT = "<w:p><w:r><w:t>示例市2024年政府信息公开工作年度报告</w:t></w:r></w:p>"
SPAN = '<w:gridSpan w:val="{}"/>'
DOWN = '<w:vMerge w:val="restart"/>'
RESTART = '<w:vmerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"
INLINE = '<wp:inline><wp:extent cx="{}" cy="{}"/><a:graphic><a:blip r:embed="rId9"/></a:graphic></wp:inline>'


def lines(content):
    return [block.text for block in read_document(content).blocks if isinstance(block, Prose)]


def grids(content):
    return [block for block in read_document(content).blocks if isinstance(block, Grid)]


def shape(grid):
    return [[(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row] for row in grid.rows]


def test_a_merged_cell_stands_once_where_it_begins(make):
    body = make.table(
        [make.cell("表头", properties=SPAN.format(2) + DOWN), "申请人情况"],
        [make.cell("", properties=SPAN.format(2) + GOES_ON), "自然人"],
        [make.cell("三、", properties=DOWN), "（一）予以公开", "5"],
        [make.cell("", properties=GOES_ON), "（二）部分公开", ""],
    )
    (grid,) = grids(make.word(REPORT + body))
    assert grid.exact
    assert shape(grid) == [
        [("表头", 0, 2, 2), ("申请人情况", 2, 1, 1)],
        [("自然人", 2, 1, 1)],
        [("三、", 0, 1, 2), ("（一）予以公开", 1, 1, 1), ("5", 2, 1, 1)],
        [("（二）部分公开", 1, 1, 1), ("", 2, 1, 1)],
    ]
    assert str(grid.rows[3][1].place) == "t1 r4 c3"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            lambda make: [
                make.cell("规章", properties='<w:hMerge w:val="restart"/>'),
                make.cell("", properties="<w:hMerge/>"),
                "3",
            ],
            [("规章", 0, 2, 1), ("3", 2, 1, 1)],
            id="merged-in-the-manner-of-older-editors",
        ),
        pytest.param(
            lambda make: [make.cell("", properties=GOES_ON), "3"],
            [("", 0, 1, 1), ("3", 1, 1, 1)],
            id="goes-on-from-nothing-is-a-cell-of-its-own",
        ),
        pytest.param(
            lambda make: [make.cell("1", "2"), make.cell("a\tb")],
            [("1\n2", 0, 1, 1), ("a b", 1, 1, 1)],
            id="paragraphs-of-a-cell-are-lines",
        ),
    ],
)
def test_cells(make, row, expected):
    assert shape(grids(make.word(REPORT + make.table(row(make))))[0]) == [expected]


def test_a_row_that_begins_further_right_and_a_deleted_row(make):
    late = make.table(["行政许可", "3"]).replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>')
    gone = make.table(["行政处罚", "9"]).replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>')
    first, second = grids(make.word(REPORT + late + make.paragraph("甲") + gone))
    assert [cell.column for cell in first.rows[0]] == [2, 3]
    assert second.rows == ()


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        pytest.param(["4", "7"], "47", id="split-in-two-runs"),
        pytest.param(['<w:smartTag w:element="chsdate"><w:r><w:t>2024年</w:t></w:r></w:smartTag>', "底"], "2024年底", id="smart-tag"),
        pytest.param(['<w:ins w:id="1"><w:r><w:t>5</w:t></w:r></w:ins>'], "5", id="inserted"),
        pytest.param(['<w:del w:id="1"><w:r><w:delText>4</w:delText></w:r></w:del>', "5"], "5", id="deleted"),
        pytest.param(['<w:moveFrom w:id="1"><w:r><w:t>4</w:t></w:r></w:moveFrom>', "5"], "5", id="moved-away"),
        pytest.param(['<w:hyperlink r:id="rId1"><w:r><w:t>网址</w:t></w:r></w:hyperlink>'], "网址", id="link"),
        pytest.param(["<w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r>", "12"], "12", id="field-with-its-result"),
        pytest.param(["<w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>3</w:t></w:r>"], "12-3", id="hard-hyphen"),
        pytest.param(["<w:r><w:ruby><w:rt><w:r><w:t>xiang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>项</w:t></w:r></w:rubyBase></w:ruby></w:r>", "目"], "项目", id="reading-above"),
    ],
)  # fmt: skip
def test_printed_words(make, runs, expected):
    assert lines(make.word(make.paragraph(*runs))) == [expected]


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(lambda make: make.run("12") + make.run("1", '<w:vertAlign w:val="superscript"/>'), id="footnote"),
        pytest.param(lambda make: make.run("12", "<w:strike/>") + make.run("15"), id="struck"),
        pytest.param(lambda make: make.run("12", "<w:dstrike/>"), id="struck-twice"),
        pytest.param(lambda make: make.run("12") + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', id="symbol"),
        pytest.param(lambda make: make.run("1") + "<m:oMath><m:r><m:t>2</m:t></m:r></m:oMath>", id="formula"),
    ],
)
def test_what_is_no_plain_figure_is_unreadable_and_never_another_figure(make, figure):
    body = make.table(["信息内容", "本年处理决定数量"], ["行政许可", make.cell(make.paragraph(figure(make)))])
    (cell,) = reading_of(read_document(make.word(REPORT + body))).cells
    assert (cell.path, cell.status, cell.value) == ("licence.decisions", "unreadable", None)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        pytest.param("<w:vanish/>", "12", id="hidden"),
        pytest.param('<w:vanish w:val="0"/>', "123", id="not-hidden"),
        pytest.param('<w:strike w:val="false"/>', "123", id="not-struck"),
        pytest.param('<w:vertAlign w:val="baseline"/>', "123", id="on-the-line"),
    ],
)
def test_properties_that_are_switched_off(make, properties, expected):
    assert lines(make.word(make.paragraph("12", make.run("3", properties)))) == [expected]


LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'
CHAPTER = LEVEL.format(0, "chineseCountingThousand", '<w:pStyle w:val="章"/>', "%1、")
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{CHAPTER}'
    f"{LEVEL.format(1, 'decimal', '', '%2.')}{LEVEL.format(2, 'bullet', '', 'l')}</w:abstractNum>"
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:styleId="章"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="节"><w:basedOn w:val="章"/></w:style>'
)


def numbered(make, text, level, number=3):
    return make.paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_written_out(make):
    body = [
        make.paragraph("总体情况", properties='<w:pStyle w:val="章"/>'),
        numbered(make, "属于国家秘密", 1),
        numbered(make, "法律禁止", 1),
        make.paragraph("主动公开", properties='<w:pStyle w:val="节"/>'),
        numbered(make, "重新起算", 1),
        numbered(make, "另起", 1, number=4),
        numbered(make, "点", 2),
        numbered(make, "不编号", 0, number=0),
        numbered(make, "12", 1),
    ]
    assert lines(make.word("".join(body), numbering=NUMBERING, styles=STYLES)) == [
        "一、总体情况", "1.属于国家秘密", "2.法律禁止", "二、主动公开", "1.重新起算", "5.另起", "点", "不编号", "6. 12",
    ]  # fmt: skip


def test_numbered_labels_find_their_rows(make):
    rows = [[make.cell(numbered(make, "重复申请", 1)), *"1000001"]]
    body = make.paragraph("三、收到和处理政府信息公开申请情况") + make.table(
        ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        [make.cell(numbered(make, "信访举报投诉类申请", 1)), *"2000002"],
        *rows,
    )
    cells = {
        each.path: each.value for each in reading_of(read_document(make.word(REPORT + body, numbering=NUMBERING))).cells
    }
    assert cells["requests.declined.petition.natural"] == 2
    assert cells["requests.declined.repeat.total"] == 1


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (0, "chineseCounting", "零"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "upperRoman", ""),
        (100, "decimal", ""),
    ],
)
def test_numerals(number, kind, expected):
    assert numeral(number, kind) == expected


def test_blocks_stand_in_printed_order_and_wrappers_hide_nothing(make):
    wrapped = f"<w:sdt><w:sdtContent>{make.table(['行政许可', '3'])}</w:sdtContent></w:sdt>"
    kinds = [type(block) for block in read_document(make.word(REPORT + wrapped + make.paragraph("五、"))).blocks]
    assert kinds == [Prose, Grid, Prose]


def test_a_table_that_holds_tables_only_lays_out_the_page(make):
    inner = make.table(["行政许可", "3"])
    outer = make.table([make.cell(make.paragraph("栏目"), inner, make.paragraph("说明"))])
    blocks = read_document(make.word(outer)).blocks
    assert [block.text if isinstance(block, Prose) else len(block.rows) for block in blocks] == ["栏目", 1, "说明"]


def test_text_boxes_headers_and_footers_are_left_out(make):
    box = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>9</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    header = {"word/header1.xml": f'<w:hdr xmlns:w="{make.W}"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>'}
    assert lines(make.word(make.paragraph("12", box), more=header)) == ["12"]


@pytest.mark.parametrize(
    ("picture", "table", "severity"),
    [
        pytest.param(INLINE.format(5400000, 2160000), False, Severity.ERROR, id="in-place-of-tables"),
        pytest.param(INLINE.format(5400000, 2160000), True, Severity.NOTICE, id="beside-tables"),
        pytest.param(INLINE.format(1080000, 1080000), False, None, id="a-seal-is-no-table"),
        pytest.param('<w:pict><v:shape style="width:415pt;height:200pt"><v:imagedata r:id="rId9"/></v:shape></w:pict>', False, Severity.ERROR, id="of-an-older-editor"),
    ],
)  # fmt: skip
def test_large_pictures_are_findings(make, picture, table, severity):
    body = REPORT + f"<w:p><w:r><w:drawing>{picture}</w:drawing></w:r></w:p>"
    findings = read_document(make.word(body + (make.table(["行政许可", "3"]) if table else ""))).findings
    assert [(finding.rule, finding.severity) for finding in findings] == ([("s.image", severity)] if severity else [])


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
