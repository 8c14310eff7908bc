import json

import pytest

from ingest.model import Grid, Prose
from ingest.readers import read_document
from ingest.readers.html import read_html

TABLE = "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td></tr><tr><td>1</td><td>&nbsp;</td></tr></table>"


def grids(document):
    return [
        [[(cell.column, cell.text, cell.colspan, cell.rowspan) for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def prose(document):
    return [block.text for block in document.blocks if isinstance(block, Prose)]


SPANS = [[(0, "甲", 1, 2), (1, "乙", 2, 1)], [(1, "1", 1, 1), (2, "", 1, 1)]]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(TABLE, id="plain"),
        pytest.param(TABLE.replace('"', '\\"').replace("'", '\\"').join(['"', '"']), id="javascript-string"),
        pytest.param(json.dumps({"page": {"title": "题", "body": TABLE.replace("'", '"')}}), id="json-value"),
        pytest.param(json.dumps({"body": TABLE.replace("'", '"')}).replace("<", "\\u003c"), id="json-with-unicode-escapes"),
        pytest.param(f"<html><table><tr><td><p>菜单</p></td><td>{TABLE}</td></tr></table></html>", id="layout-table-around-it"),
        pytest.param(f"<script>var t='<table><tr><td>9</td></tr></table>'</script>{TABLE}", id="table-in-a-script"),
    ],
)  # fmt: skip
def test_spans_are_kept_and_each_cell_stands_once(source):
    assert grids(read_html(source)) == [SPANS]


def test_paragraphs_in_reading_order_without_scripts_and_styles():
    page = "<html><head><title>x</title><style>p{}</style></head><body><p>一</p>二<br>三<div>四<span>五</span></div><script>6</script></body></html>"
    assert prose(read_html(page)) == ["一", "二", "三", "四五"]


def test_line_breaks_in_a_cell_are_kept():
    assert grids(read_html("<table><tr><td>本年新<br/>制作<p>数量</p></td></tr></table>")) == [
        [[(0, "本年新\n制作\n数量", 1, 1)]]
    ]


def test_a_wrong_declaration_does_not_lose_text():
    page = f'<html><head><meta charset="gb2312"></head><body><p>朱镕基</p>{TABLE}<p>末</p></body></html>'
    document = read_document(page.encode("gb18030"))
    assert prose(document) == ["朱镕基", "末"]
    assert grids(document) == [SPANS]


def test_elements_nested_beyond_all_sense_do_not_hang():
    document = read_html("<html><body>" + "<div>" * 100_000 + "5")
    assert grids(document) == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("\n<span>1</span>2", "12", id="figure-in-two-pieces"),
        pytest.param("\n<p>1</p>\n", "1", id="paragraph-in-an-indented-source"),
        pytest.param("\n<p>1</p> 2", "1\n2", id="text-behind-a-paragraph"),
        pytest.param("<b>1</b>\xa0", "1", id="blank-behind"),
        pytest.param("\n 1\n\u3000 2 ", "1 2", id="white-space"),
    ],
)
def test_nothing_in_a_cell_is_lost(cell, text):
    assert grids(read_html(f"<table><tr><td>{cell}</td></tr></table>")) == [[[(0, text, 1, 1)]]]


@pytest.mark.parametrize("around", ["select", "textarea"])
def test_a_table_inside_a_field_does_not_take_the_place_of_the_next_one(around):
    hidden = f"<{around}><table><tr><td>9</td></tr></table></{around}>"
    assert grids(read_html(hidden + TABLE)) == [SPANS]


@pytest.mark.parametrize(
    "mark", ["&#57345;", "&#xE002;", "&#x0e003", "&#57348;", "\ue001", "\ue002", "\ue003", "\ue004", "\0"]
)
def test_characters_of_our_own_use_in_a_page_are_left_out(mark):
    document = read_html(f"<p>甲{mark}乙</p><p>{mark}</p>{TABLE}")
    assert prose(document) == ["甲乙"]
    assert grids(document) == [SPANS]
