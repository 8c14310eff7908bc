"""Words of Word documents: what is printed, and the numbers that Word prints by itself."""

import pytest

from ingest.model import Prose
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.readers.docx_numbering import numeral

REPORT = "<w:p><w:r><w:t>示例市2024年政府信息公开工作年度报告</w:t></w:r></w:p>"


def lines(content):
    return [block.text for block in read_document(content).blocks if isinstance(block, Prose)]


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
