"""Word documents: tables, blocks and pictures, once and in their place."""

import pytest

from ingest.model import Grid, Prose, Severity
from ingest.readers import read_document

REPORT = "<w:p><w:r><w:t>示例市2024年政府信息公开工作年度报告</w:t></w:r></w:p>"


SPAN = '<w:gridSpan w:val="{}"/>'


DOWN = '<w:vMerge w:val="restart"/>'


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


BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def both(content):
    """A drawing of newer programs, and what older ones show in its place."""
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice>{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback></mc:AlternateContent>'


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param(lambda box: box, id="plain"),
        pytest.param(both, id="once-of-two-manners"),
    ],
)
def test_a_table_in_a_text_box_is_read_once(make, runs):
    box = BOX.format(make.paragraph("单位：件") + make.table(["行政许可", "3"]))
    blocks = read_document(make.word(REPORT + make.paragraph("前", runs(box), "后"))).blocks
    assert [each.text if isinstance(each, Prose) else shape(each) for each in blocks] == [
        "示例市2024年政府信息公开工作年度报告",
        "前后",
        "单位：件",
        [[("行政许可", 0, 1, 1), ("3", 1, 1, 1)]],
    ]


def test_a_table_in_a_deleted_text_box_is_gone(make):
    box = f"<w:del>{BOX.format(make.table(['行政许可', '3']))}</w:del>"
    assert not grids(make.word(REPORT + make.paragraph("前", box)))
