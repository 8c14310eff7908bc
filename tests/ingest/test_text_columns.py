"""Rows of laid-out text whose blanks vanished: placed under whole rows, or not at all."""

import pytest

from ingest.align import align
from ingest.readers.text import read_text
from ingest.text_columns import width

SEVEN = ("natural", "company", "research", "ngo", "legal", "other", "total")
LABELS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
)
INTERNAL = "5.属于三类内部事务信息"
WHOLE = ("5", "0", "0", "0", "0", "0", "5")


def laid_out(label, figures, measure=len, begin=34, gap=8):
    line = " " * 4 + label
    for column, figure in enumerate(figures):
        if figure:
            line += " " * (begin + column * gap - measure(line)) + figure
    return line + "\n"


def internal(text):
    cells = align(read_text("三、收到和处理政府信息公开申请情况\n" + text).blocks).cells
    return {
        cell.path.split(".")[-1]: cell.value for cell in cells if "internal" in cell.path and cell.value is not None
    }


def page(row, below="6.属于四类过程性信息", **options):
    above = "".join(laid_out(label, WHOLE, **options) for label in LABELS)
    return above + row + (laid_out(below, WHOLE, **options) if below else "")


CASES = [
    pytest.param(page(laid_out(INTERNAL, ["", "3", "", "", "", "", "3"])), {"company": 3, "total": 3}, id="two-of-seven"),
    pytest.param(page(laid_out(INTERNAL, ["", "", "", "12", "", "", ""])), {"ngo": 12}, id="one-of-seven"),
    pytest.param(
        page(laid_out(INTERNAL, ["", "3", "", "", "", "", "3"], width, 50), measure=width, begin=50),
        {"company": 3, "total": 3},
        id="chinese-characters-two-places-wide",
    ),
    pytest.param(page(laid_out(INTERNAL, ["", "3", "", "", "", "", "4"])), {}, id="the-sum-refuses"),
    pytest.param(page(laid_out(INTERNAL, ["", "3", ""], begin=38)), {}, id="between-two-columns"),
    pytest.param(page(laid_out(INTERNAL, ["", "3", ""]), below=""), {}, id="no-whole-row-below"),
    pytest.param(
        page(laid_out(INTERNAL, ["", "3", ""]), below="") + laid_out("6.属于四类过程性信息", WHOLE, begin=41), {}, id="shifted-below"
    ),
    pytest.param(page(laid_out(INTERNAL, ["", "3", ""]), gap=3), {}, id="columns-too-close"),
    pytest.param(
        "".join(laid_out("1.属于国家秘密", WHOLE) for _ in range(3))
        + laid_out("结  " + INTERNAL, ["0", "0", "0", "0", "0", "0", ""])
        + laid_out("6.属于四类过程性信息", WHOLE),
        {},
        id="labels-too-alike-to-tell-how-places-are-counted",
    ),
    pytest.param(
        "".join(f"{label}  5  0  0  0  0  0  5\n" for label in (*LABELS, INTERNAL.replace("5", "9")))
        + f"{INTERNAL}  3  3\n6.属于四类过程性信息  5  0  0  0  0  0  5\n",
        {},
        id="figures-that-merely-follow-their-labels",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_row_whose_blanks_vanished(text, expected):
    assert internal(text) == expected
