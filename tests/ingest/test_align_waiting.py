"""Rows that only the other rows of their table can place: blanks in front, a total that may stand first."""

import pytest

from ingest.align import align
from ingest.readers.text import read_text

HEAD = "三、收到和处理政府信息公开申请情况\n"
NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
SEVEN = ("natural", "company", "research", "ngo", "legal", "other", "total")
NEW, IN, GRANTED, SECRET = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "1.属于国家秘密",
)


def values(text):
    return {cell.path: cell.value for cell in align(read_text(text).blocks).cells if cell.value is not None}


def row(name, figures):
    paths = (f"requests.{name}.{column}" for column in SEVEN)
    return {path: float(figure) for path, figure in zip(paths, figures.split("|"), strict=True) if figure}


def bars(label, figures):
    return f"{label}|{figures}|\n"


BLANKS = [
    pytest.param(
        bars(NEW, "||1|0|0|0|0|0|1") + bars(IN, "||||2||||2"),
        row("new", "1|0|0|0|0|0|1") | row("carried_in", "||2||||2"),
        id="as-many-blanks-as-in-a-complete-row",
    ),
    pytest.param(
        bars(NEW, "||1|0|0|0|0|0|1") + bars(IN, "|||2|||") + bars("四、结转下年度继续办理", "||0|0|0|0|0|0|0"),
        row("new", "1|0|0|0|0|0|1") | row("carried_out", "0|0|0|0|0|0|0"),
        id="too-few-cells-behind-them",
    ),
    pytest.param(
        bars(NEW, "||1|0|0|0|0|0|1") + bars(IN, "||7||||7||"),
        row("new", "1|0|0|0|0|0|1"),
        id="a-last-figure-that-may-be-the-total-moved-up",
    ),
    pytest.param(
        bars(NEW, "1|0|0|0|0|0|1") + bars(SECRET, "|3|||||3"),
        row("new", "1|0|0|0|0|0|1") | row("refused.state_secret", "|3|||||3"),
        id="no-places-covered-by-a-wider-label",
    ),
    pytest.param(
        bars(NEW, "||1|0|0|0|0|0|1") + bars(IN, "|1|0|0|0|0|0|1|") + bars("四、结转下年度继续办理", "||||2||||2"),
        row("new", "1|0|0|0|0|0|1") | row("carried_in", "1|0|0|0|0|0|1"),
        id="rows-that-disagree",
    ),
    pytest.param(
        "".join(f"{name}|" for name in NAMES) + "\n" + bars(GRANTED, "|2|||||2"),
        {},
        id="a-sum-that-a-lost-zero-leaves-whole",
    ),
    pytest.param(
        "".join(f"{name}|" for name in NAMES if name != "法律服务机构") + "\n" + bars(GRANTED, "|2|0|0|0|0|2"),
        {},
        id="six-headings-and-the-sum",
    ),
    pytest.param(
        "".join(f"{name}|" for name in NAMES) + "\n" + bars(GRANTED, "||2|||||"), {}, id="seven-headings-without-a-sum"
    ),
]


@pytest.mark.parametrize(("rows", "expected"), BLANKS)
def test_blanks_in_front_of_a_row(rows, expected):
    assert values(HEAD + rows) == expected


def lines(*figures):
    rows = (f"{label}\n{numbers.replace(' ', chr(10))}\n" for label, numbers in zip((NEW, IN), figures, strict=False))
    return (
        HEAD
        + "申请人情况\n总计\n自然人\n法人或其他组织\n"
        + "".join(f"{name}\n" for name in NAMES[1:6])
        + "".join(rows)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(lines("5 0 0 0 0 0 5", "0 0 0 0 0 0 0"), row("carried_in", "0|0|0|0|0|0|0"), id="reads-both-ways"),
        pytest.param(
            lines("5 0 0 0 0 0 5", "1 2 0 0 0 0 3"),
            row("new", "5|0|0|0|0|0|5") | row("carried_in", "1|2|0|0|0|0|3"),
            id="another-row-proves-it-last",
        ),
        pytest.param(lines("5 0 0 0 0 0 5", "3 1 2 0 0 0 0"), {}, id="another-row-proves-it-first"),
        pytest.param(
            HEAD + f"|申请人情况|总计|\n自然人|法人或其他组织|\n{'|'.join(NAMES[1:6])}|\n" + bars(NEW, "5|0|0|0|0|0|5"),
            row("new", "5|0|0|0|0|0|5"),
            id="beside-the-heading-over-all",
        ),
        pytest.param(
            HEAD + f"|申请人情况|\n总计|自然人|法人或其他组织|\n{'|'.join(NAMES[1:6])}|\n" + bars(NEW, "5|0|0|0|0|0|5"),
            {},
            id="beside-the-first-column",
        ),
    ],
)
def test_a_total_that_is_read_before_the_first_column(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param("（一）予以公开\n3\n0\n0\n", {"natural": 3, "company": 0, "research": 0}, id="behind-a-zero"),
        pytest.param("（一）予以公开\n3\n0\n12\n", {"natural": 3, "company": 0}, id="perhaps-inside-a-figure"),
        pytest.param("（一）予以公开 3 0 0", {"natural": 3, "company": 0, "research": 0}, id="figures-on-one-line"),
        pytest.param("（一）予以公开\n3\n0\n0\n（二）部分公开\n", {}, id="not-the-last-row"),
        pytest.param("（一）予以公开\n3\n-\n0\n", {}, id="with-a-mark-for-nothing"),
    ],
)
def test_a_row_in_which_the_document_ends(tail, expected):
    whole = "".join(f"{label}\n" + "0\n" * 7 for label in (NEW, IN))
    granted = {path: value for path, value in values(HEAD + whole + tail).items() if "granted" in path}
    assert granted == {f"requests.granted.{column}": value for column, value in expected.items()}


def test_a_row_in_which_the_document_ends_is_left_out_where_blanks_vanished_before():
    rows = f"{NEW}\n0\n0\n0\n0\n0\n0\n0\n{IN}\n0\n0\n"
    assert not any("granted" in path for path in values(HEAD + rows + "（一）予以公开\n0\n0\n"))


def test_the_last_row_of_the_table_is_no_row_that_is_cut():
    whole = "".join(f"{label}\n" + "0\n" * 7 for label in (NEW, IN))
    assert not any("carried_out" in path for path in values(HEAD + whole + "四、结转下年度继续办理\n1\n0\n0\n"))


def test_a_row_in_which_the_document_ends_needs_printed_zeros_before_it():
    whole = "".join(f"{label}\n" + "1\n" * 6 + "6\n" for label in (NEW, IN))
    assert not any("granted" in path for path in values(HEAD + whole + "（一）予以公开\n0\n0\n"))


def test_the_number_of_a_label_that_the_end_cuts_off_is_no_figure():
    assert values(HEAD + "4.保护第三方合法权益\n1\n2\n0\n0\n0\n0\n5\n") == {}
