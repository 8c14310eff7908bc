from __future__ import annotations

import pytest

from ingest.readers import read_document
from ingest.trace import find_organ, row_at, trace

HTML = """<html><body><h1>示例市人民政府2024年政府信息公开工作年度报告</h1>
<p>本报告中所列数据的统计期限自2024年1月1日起至2024年12月31日止。</p><p>二、主动公开政府信息情况</p>
<table><tr><td colspan="2">第二十条第（六）项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>
<tr><td>行政处罚</td><td>27</td></tr><tr><td>行政强制</td><td>4</td></tr></table></body></html>"""


def test_a_number_walks_back_to_its_printed_row(add, put, space):
    add(put("city.md", licence=12, penalty="１，204"))
    found = trace(space, "示例市", 2024, "penalty.decisions")
    assert (found.value, found.status, found.printed) == (1204, "reported", "１，204")
    assert found.printed_row.split(" | ")[:2] == ["行政处罚", "１，204"]
    assert (found.file, found.form, found.revision) == ("city.md", "2021", 1)
    assert found.document.read_text("utf-8").splitlines()[int(found.place.split()[0][1:]) - 1].startswith("| 行政处罚")
    assert found.title_zh
    assert found.unit_zh


@pytest.mark.parametrize("html", [pytest.param(HTML, id="lines"), pytest.param(HTML.replace("\n", ""), id="one-line")])
def test_a_number_in_a_page_walks_back_to_its_table_row(add, documents, space, html):
    (documents / "city.html").write_text(html, "utf-8")
    add(documents / "city.html")
    found = trace(space, "示例市人民政府", 2024, "coercion.decisions")
    assert (found.value, found.printed_row) == (4, "行政强制 | 4")


def test_a_blank_has_a_place_and_no_value(add, put, space):
    add(put(penalty="—"))
    found = trace(space, "示例市", 2024, "penalty.decisions")
    assert (found.value, found.status, found.printed) == (None, "blank", "—")


def test_other_revisions_and_findings_are_told(add, put, space):
    add(put("first.md", licence=12))
    add(put("second.md", licence=13))
    found = trace(space, "示例市", 2024, "licence.decisions")
    assert (found.value, found.revision, found.others) == (13, 2, ((1, "12", "first.md"),))
    assert [rule for rule, _, _ in found.findings] == ["d.revision"]


def test_the_number_stands_without_its_document(add, put, space):
    add(put(licence=12))
    next((space.root / "reports").iterdir()).unlink()
    found = trace(space, "示例市", 2024, "licence.decisions")
    assert (found.value, found.printed_row) == (12, "")


@pytest.mark.parametrize(
    ("organ", "year", "path", "says"),
    [
        pytest.param("无名市", 2024, "licence.decisions", "No organ .* 无名市", id="unknown-organ"),
        pytest.param("东", 2024, "licence.decisions", "part of several names: .*东山区.*东湖区", id="ambiguous-organ"),
        pytest.param("东湖", 2022, "licence.decisions", "no report of .* for 2022. .*: 2024", id="no-such-year"),
        pytest.param("东湖", 2024, "licence.decision", "no cell .* licence.decisions", id="misspelt-path"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(*, add, put, space, organ, year, path, says):
    add(put("a.md", organ="示例市东湖区人民政府"), put("b.md", organ="示例市东山区人民政府"))
    with pytest.raises(LookupError, match=says):
        trace(space, organ, year, path)


@pytest.mark.parametrize("wanted", ["示例市人民政府", "示例市", "a8af0d78"])
def test_an_organ_by_name_short_name_and_id(add, put, wanted):
    built = add(put("a.md"), put("b.md", organ="示例市东湖区人民政府"))
    assert find_organ(built.path, wanted) == ("a8af0d78", "示例市人民政府")


def test_a_long_run_of_cells_is_shown_around_the_figure():
    document = read_document(("a|" + "|".join(str(number) for number in range(100))).encode())
    cell = document.blocks[0].rows[0][60]
    shown = row_at(document, str(cell.place)).split(" | ")
    assert cell.text in shown
    assert len(shown) == 12
