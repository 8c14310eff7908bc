"""Headings of tables three and four that stand in another order than the form's: no figure is shifted."""

import pytest

from ingest.align import align
from ingest.readers.html import read_html
from ingest.readers.text import read_text

HEAD = "三、收到和处理政府信息公开申请情况\n"
ONE_TO_SIX = "".join(f"<td>{number}</td>" for number in range(1, 7))
NEW = "<td colspan=2>一、本年新收政府信息公开申请数量</td>"


def applicants(*names):
    return "<tr><td colspan=2>事项</td>" + "".join(f"<td>{name}</td>" for name in names) + "</tr>"


@pytest.mark.parametrize(
    ("page", "taken"),
    [
        pytest.param(
            applicants("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
            + f"<tr>{NEW}{ONE_TO_SIX}<td>21</td></tr>",
            True,
            id="one-heading-row-in-order",
        ),
        pytest.param(
            applicants("总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
            + f"<tr>{NEW}<td>21</td>{ONE_TO_SIX}</tr>",
            False,
            id="total-first",
        ),
        pytest.param(
            applicants("自然人", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
            + f"<tr>{NEW}<td>1</td><td>21</td>"
            + "<td>4</td>" * 5
            + "</tr>",
            False,
            id="total-second",
        ),
        pytest.param(
            applicants("自然人", "其他", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "总计")
            + f"<tr>{NEW}{ONE_TO_SIX}<td>21</td></tr>",
            False,
            id="other-second",
        ),
    ],
)
def test_applicants_in_another_order_are_never_shifted(page, taken):
    later = f"<tr><td colspan=2>二、上年结转政府信息公开申请数量</td>{ONE_TO_SIX}<td>21</td></tr>"
    alignment = align(read_html(f"<p>{HEAD}</p><table>{page}{later}</table>").blocks)
    assert bool(alignment.cells) is taken
    assert ("layout.header" in {finding.rule for finding in alignment.findings}) is not taken


def test_table_four_with_the_total_first_is_not_shifted():
    ends = "总计\t结果维持\t结果纠正\t其他结果\t尚未审结"
    text = (
        "四、政府信息公开行政复议、行政诉讼情况\n"
        + "\t".join([ends] * 3)
        + "\n"
        + "\t".join(map(str, range(15)))
        + "\n"
    )
    alignment = align(read_text(text).blocks)
    assert alignment.cells == ()
    assert {finding.rule for finding in alignment.findings} == {"layout.header"}


def test_rows_that_disagree_on_their_columns_anchor_nothing():
    page = (
        f"<p>{HEAD}</p><table><tr><td>（一）予以公开</td>{ONE_TO_SIX}<td>21</td></tr>"
        f"<tr><td>（三）不予公开</td><td>1.属于国家秘密</td>{ONE_TO_SIX}<td>21</td></tr>"
        "<tr><td>2.其他法律行政法规禁止公开</td><td>7</td><td>8</td><td>9</td><td>10</td><td>11</td><td>12</td><td>57</td><td></td></tr></table>"
    )
    cells = {cell.path: cell.value for cell in align(read_html(page).blocks).cells}
    assert cells.get("requests.refused.law_forbids.natural") in (7, None)
