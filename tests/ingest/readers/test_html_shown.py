"""What a page shows, and what it only holds: hidden parts, fields, pages in strings."""

import json
from html import escape

import pytest

from ingest.model import Grid, Prose
from ingest.readers import read_document
from ingest.readers.html import read_html

HEAD = "<tr><td></td><td>自然人</td></tr>"


def table(figure):
    return f"<table>{HEAD}<tr><td>（一）予以公开</td><td>{figure}</td></tr></table>"


def texts(source, suffix=".html"):
    document = read_document(source.encode(), suffix)
    return [row[-1].text for block in document.blocks if isinstance(block, Grid) for row in block.rows[1:]]


SHOWN = table(5)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(f"<div style='display: none'>{table(9)}</div>{SHOWN}", ["5"], id="another-year-hidden"),
        pytest.param(f"<div hidden>{table(9)}</div>{SHOWN}", ["5"], id="hidden-attribute"),
        pytest.param(f"<template>{table(9)}</template><noscript>{table(9)}</noscript>{SHOWN}", ["5"], id="templates"),
        pytest.param(f"<style>.t{{display:none}} .t.on{{display:block}}</style><div class=t>{table(9)}</div><div class='t on'>{SHOWN}</div>", ["5"], id="closed-tab"),
        pytest.param(f"<style>@media print{{.t{{display:none}}}}</style><div class=t>{SHOWN}</div>", ["5"], id="hidden-in-print-only"),
        pytest.param(f"<table><tr><td>首页</td></tr><tr><td>3</td></tr></table><div style='display:none'>{SHOWN}</div>", ["3", "5"], id="shown-by-script"),
        pytest.param(table("5<span style='display:none'>9</span>"), ["5"], id="hidden-digits"),
        pytest.param(SHOWN.replace("<td>5", "<td style='DISPLAY:NONE'>9</td><td>5"), ["5"], id="hidden-cell"),
        pytest.param(SHOWN.replace("</table>", "<tr style='display:none'><td>x</td><td>9</td></tr></table>"), ["5"], id="hidden-row"),
        pytest.param(table("<input value='5' size=3>"), ["5"], id="field"),
        pytest.param(table("5<input type=hidden value=9>"), ["5"], id="hidden-field"),
        pytest.param(table("5<input value=9>"), ["5 9"], id="figure-and-field"),
        pytest.param(table("<select><option>9<option selected>5</select>"), ["5"], id="choice"),
        pytest.param(table("<select><option>9<option>5</select>"), ["?"], id="open-choice"),
        pytest.param(table("<table><tr><td>5</td></tr></table>"), ["5"], id="table-of-one-figure"),
        pytest.param(table("5<table><tr><td>9</td></tr></table>"), ["5\n9"], id="two-figures"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_is_shown(page, expected):
    assert texts(f"<html><body>{page}</body></html>") == expected


def script(text):
    return f"<html><body><p>题</p><script>{text}</script></body></html>"


ESCAPED = SHOWN.replace("<", "\\x3c").replace("自", "\\u81ea")
PERCENT = "".join(f"%u{ord(each):04X}" if ord(each) > 127 else each for each in SHOWN).replace("<", "%3C")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(script(f"document.write('{SHOWN}');"), id="document-write"),
        pytest.param(script("\n".join(f"s += '{part}<br>';" for part in SHOWN.split("\n"))), id="joined-strings"),
        pytest.param(script(f"var s = '{ESCAPED}';"), id="escaped-in-a-script"),
        pytest.param(script(f"document.write(unescape('{PERCENT}'))"), id="percent-escapes"),
        pytest.param(script("window.state = " + json.dumps({"a": [{"content": SHOWN}]}).replace("<", "\\u003c")), id="state-of-an-application"),
        pytest.param(f"<html><body><textarea>{escape(SHOWN)}</textarea></body></html>", id="textarea"),
        pytest.param(f"<html><body><iframe srcdoc='{escape(SHOWN)}'></iframe></body></html>", id="frame"),
        pytest.param(f"<html><body><div>{escape(SHOWN)}</div></body></html>", id="written-out"),
        pytest.param(f"<html><body><div>{escape(escape(SHOWN))}</div></body></html>", id="written-out-twice"),
        pytest.param(escape(SHOWN), id="nothing-but-written-out"),
        pytest.param(json.dumps({"data": json.dumps({"content": SHOWN})}), id="json-in-json"),
        pytest.param(f"show({json.dumps({'content': SHOWN})});", id="handed-to-a-function"),
        pytest.param(json.dumps({"content": SHOWN, "related": [{"content": table(9)}]}), id="related-page-beside-it"),
        pytest.param(json.dumps({"prev": {"content": table(9)}, "page": {"content": SHOWN}}), id="page-before-it"),
        pytest.param(json.dumps({"content": SHOWN, "list": [{"page": {"content": table(9)}}]}), id="deeper-page"),
    ],
)  # fmt: skip
def test_a_page_inside_a_string_is_found(source):
    assert texts(source) == ["5"]


def test_two_pages_side_by_side_are_both_read():
    assert texts(json.dumps([{"content": SHOWN}, {"content": table(9)}])) == ["5", "9"]


def test_the_title_beside_a_page_stands_before_it():
    title = "示例市司法局2020年政府信息公开工作年度报告"
    document = read_document(json.dumps({"title": title, "content": SHOWN}).encode())
    assert [block.text for block in document.blocks if isinstance(block, Prose)] == [title]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<html><body><p>全年收到\n  申请3 件，\n 办结</p></body></html>", ["全年收到申请3 件，办结"], id="wrapped-in-a-page"),
        pytest.param("一、总体情况\n收到申请。\n<table><tr><td>1</td></tr></table>", ["一、总体情况", "收到申请。"], id="text-with-a-table"),
        pytest.param("<html><body><pre>一\n二</pre></body></html>", ["一", "二"], id="preformatted"),
    ],
)  # fmt: skip
def test_where_a_line_ends(source, expected):
    assert [block.text for block in read_html(source).blocks if isinstance(block, Prose)] == expected


def test_paragraphs_and_tables_know_their_line():
    prose, grid = read_html(f"<html><body>\n<p>一</p>\n\n{SHOWN}</body></html>").blocks
    assert (prose.place.line, grid.place.line, grid.place.table) == (2, 4, 1)
