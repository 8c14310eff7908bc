"""Where a figure could slip into the wrong cell: each way as a named case, read right or not at all."""

import pytest

from ingest.align import align
from ingest.readers.text import read_text

HEAD = "三、收到和处理政府信息公开申请情况\n"
SEVEN = ("natural", "company", "research", "ngo", "legal", "other", "total")

ENDS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
FOUR = "四、政府信息公开行政复议、行政诉讼情况\n复议后起诉 |\n"
FIFTEEN = tuple(
    f"{block}.{end}"
    for block in ("review", "litigation_direct", "litigation_after_review")
    for end in ("upheld", "corrected", "other", "pending", "total")
)


def values(text, kind="text"):
    cells = align(read_text(text, kind).blocks).cells
    return {cell.path: cell.value for cell in cells if cell.value is not None}


def row(name, *figures):
    paths = (f"requests.{name}.{column}" for column in SEVEN)
    return {path: float(figure) for path, figure in zip(paths, figures, strict=False) if figure is not None}


CASES = [
    pytest.param(
        HEAD + "（四）无法提供 本机关不掌握相关政府信\n息 0 0 0 0 0 0 0\n没有现成信息需要另行制作 0 0 7 0 0 0 7\n",
        row("unable.needs_creation", 0, 0, 7, 0, 0, 0, 7),
        id="the-label-below-has-figures-of-its-own",
    ),
    pytest.param(
        HEAD
        + "一、本年新收政府信息公开申请数量\tNone\tNone\t8\t0\t0\t9\t9\t0\t26\n"
        + "三、本年度办理结果\t（一）予以公开\tNone\t8\t0\t0\t9\t9\t0\t\n",
        row("new", 8, 0, 0, 9, 9, 0, 26) | row("granted", 8, 0, 0, 9, 9, 0),
        id="none-for-a-covered-cell-and-a-blank-total",
    ),
    pytest.param(
        "信息内容\t本年处理决定数量\tNone\tNone\n行政许可\t6\tNone\tNone\n",
        {"licence.decisions": 6},
        id="none-behind-a-single-figure",
    ),
    pytest.param(
        HEAD
        + "['一、本年新收政府信息公开申请数量', None, None, '8', '0', '0', '9', '9', '0', '26'],\n"
        + "['三、本年度\\n办理结果', '（一）予以公开', None, '', '0', '0', '9', '9', '0', '18'],\n"
        + "[None, '（二）部分公开', None, '1', '0', '0', '1', '0', '0', '2']]\n",
        row("new", 8, 0, 0, 9, 9, 0, 26)
        | row("granted", None, 0, 0, 9, 9, 0, 18)
        | row("partial", 1, 0, 0, 1, 0, 0, 2),
        id="lists-of-a-table-extractor",
    ),
    pytest.param(
        HEAD + '[["（七）总计", "", "", "1", "2", "0", "0", "0", "0", "3"], ["四、结转下年度继续办理", "", "", "4',
        row("total", 1, 2, 0, 0, 0, 0, 3),
        id="lists-on-one-line-cut-at-the-end",
    ),
    pytest.param(
        HEAD
        + "['一、本年新收政府信息公开申请数量', '', '', '8', '0', '0', '9', '9', '0', '26']\n"
        + "['三、', '（一）予以公开', '', '1', '0', '0', '0', '0', '0', '1']\n"
        + "['', '（二）部分公开', '', '0', '2', '0', '0', '1', '2",
        row("new", 8, 0, 0, 9, 9, 0, 26) | row("granted", 1, 0, 0, 0, 0, 0, 1) | row("partial", 0, 2, 0, 0, 1),
        id="the-document-ends-in-a-row-behind-a-covered-place",
    ),
    pytest.param(
        HEAD + "['', '（二）部分公开', '', '0', '2', '0', '0', '1', '2",
        {},
        id="the-document-ends-in-its-first-row-behind-a-blank",
    ),
    pytest.param(
        HEAD
        + "自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 其他 法律服务机构\n"
        + "（一）予以公开 1 0 0 0 2 3 6\n",
        {},
        id="two-headings-exchanged-on-one-line",
    ),
    pytest.param(
        HEAD
        + "                          申请人情况\n"
        + "                          法人或其他组织\n"
        + "         自然人                                        总计\n"
        + "                              社会公益 法律服务\n"
        + "              商业企业 科研机构                   其他\n"
        + "                                组织     机构\n"
        + "（一）予以公开  1     0      0      0      2      3     6\n",
        row("granted", 1, 0, 0, 0, 2, 3, 6),
        id="headings-of-several-lines-side-by-side",
    ),
    pytest.param(
        HEAD
        + "                          申请人情况\n"
        + "                          法人或其他组织\n"
        + "         自然人                                        总计\n"
        + "                              法律服务 社会公益\n"
        + "              商业企业 科研机构                   其他\n"
        + "                                机构     组织\n"
        + "（一）予以公开  1     0      0      0      2      3     6\n",
        {},
        id="headings-of-several-lines-in-another-order",
    ),
    pytest.param(
        "四、政府信息公开行政复议、行政诉讼情况\n"
        "           行政复议                未经复议直接起诉             复议后起诉\n"
        "结果维 结果纠 其他 尚未审     结果维 结果纠 其他 尚未审     结果维 结果纠 其他 尚未审\n"
        "                         总计                         总计                         总计\n"
        "  持     正   结果   结        持     正   结果   结        持     正   结果   结\n"
        "  0      2     0     2    4    5      1     1     1    8    5      1     2     0    8\n",
        dict(zip(FIFTEEN, map(float, [0, 2, 0, 2, 4, 5, 1, 1, 1, 8, 5, 1, 2, 0, 8]), strict=True)),
        id="headings-of-table-four-side-by-side",
    ),
    pytest.param(
        HEAD + "（一）予以公开 | - | 2 | 0 | 0 | - | 1 | 3 |\n",
        row("granted", None, 2, 0, 0, None, 1, 3),
        id="a-mark-in-front-is-a-cell",
    ),
    pytest.param(HEAD + "（一）予以公开 | | 2 | 0 | 0 | - | 1 | / |\n", {}, id="an-empty-place-in-front-may-be-none"),
    pytest.param(
        "信息内容 | 本年处理决定数量 | |\n行政许可 | 6 | / | / |\n",
        {"licence.decisions": 6},
        id="marks-in-the-places-behind-a-single-figure",
    ),
    pytest.param(
        FOUR + " | ".join(["|", "1", "0", "2", "3", *"00000", *"01001"]) + " |\n",
        dict(zip(FIFTEEN[1:], map(float, [1, 0, 2, 3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1]), strict=True)),
        id="table-four-begins-with-a-blank-and-adds-up",
    ),
    pytest.param(
        FOUR + " | ".join(["|", "1", "0", "2", "4", *"00000", *"01001"]) + " |\n",
        {},
        id="table-four-begins-with-a-blank-and-does-not",
    ),
    pytest.param(
        FOUR + " | ".join([*ENDS, *ENDS, *ENDS, *ENDS]) + " |\n" + " | ".join(map(str, range(15))) + " |\n",
        dict(zip(FIFTEEN, map(float, range(15)), strict=True)),
        id="headings-of-table-four-repeated-where-they-span",
    ),
    pytest.param(
        HEAD + "3.其它 5 0 0 0 0 0 5\n", row("other.other", 5, 0, 0, 0, 0, 0, 5), id="the-other-spelling-of-other"
    ),
    pytest.param(
        "信息内容\n5 / 8\n本年处理决定数量\n行政许可\n6\n",
        {"licence.decisions": 6},
        id="page-of-pages-between-headings",
    ),
    pytest.param(
        HEAD
        + "自然人\t法人或⏎其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
        + "（一）予以公开\t1\t0\t0\t0\t2\t3\t6\n",
        row("granted", 1, 0, 0, 0, 2, 3, 6),
        id="heading-wrapped-before-a-word-that-is-a-column",
    ),
    pytest.param(
        HEAD
        + "三、本年度办理结果（一）予以公开4 0 0 0 0 0 4\n（七）总计12 0 0 0 0 0 12\n四、结转下年度\n继续办理3 0 0 0 0 0 3\n",
        row("granted", 4, 0, 0, 0, 0, 0, 4)
        | row("total", 12, 0, 0, 0, 0, 0, 12)
        | row("carried_out", 3, 0, 0, 0, 0, 0, 3),
        id="first-figure-printed-against-its-label",
    ),
    pytest.param(HEAD + "（七）总计1 12 0 0 0 0 0 12\n", {}, id="a-note-mark-printed-against-the-label-makes-eight"),
    pytest.param(
        HEAD
        + "（四）无 1.本机关不掌握\n相关政府信息 7 0 0 0 0 0 7\n（五）不予处理1.信访举报 1 0 0 0 0 0 1\n投诉类申请\n",
        row("unable.not_held", 7, 0, 0, 0, 0, 0, 7) | row("declined.petition", 1, 0, 0, 0, 0, 0, 1),
        id="group-heading-in-front-of-half-a-label",
    ),
    pytest.param(
        "信息内容  本年处理决定数量\n行政许可  12\n信息内容  本年处理决定数量\n行政处罚\n   4\n行政强制  7\n",
        {"licence.decisions": 12, "coercion.decisions": 7},
        id="page-number-below-a-blank",
    ),
    pytest.param(
        HEAD
        + "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\n"
        + "0\n" * 7
        + "其他\n"
        + "1\n0\n0\n0\n0\n0\n1\n",
        row("other.fee_unpaid", *"0000000") | row("other.other", *"1000001"),
        id="other-without-its-number-behind-the-row-before-it",
    ),
    pytest.param(
        HEAD
        + "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\n"
        + "0\n" * 7
        + "法律服务机构\n其他\n"
        + "1\n0\n0\n0\n0\n0\n1\n",
        row("other.fee_unpaid", *"0000000"),
        id="other-as-the-last-heading-of-a-new-page",
    ),
    pytest.param(
        "本年新收政府信息公开申请三件，制发规范性文件六件。\n"
        "信息内容 | 本年新制作数量 | 年新公开数量 | 对外公开总数量 |\n规章 | 36 | 35 | 41 |\n",
        {},
        id="a-damaged-heading-is-not-made-up-from-a-sentence",
    ),
    pytest.param(
        "信息内容\n本年处理决定数量\n行政处罚\n4\n行政强制\n7\n",
        {"penalty.decisions": 4, "coercion.decisions": 7},
        id="figures-below-their-labels-throughout",
    ),
    pytest.param(
        HEAD + "（一）予以公开 1 0 0 0 0 0 1\n3.危及“三安全一稳定\n” 98 29 31 27 4 35\n",
        row("granted", 1, 0, 0, 0, 0, 0, 1),
        id="a-quotation-mark-at-the-end-of-a-label-is-no-figure",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_figure_stands_in_its_own_cell_or_in_none(text, expected):
    assert values(text) == expected
