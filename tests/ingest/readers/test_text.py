import pytest

from ingest.model import Grid, Prose, UnreadableDocumentError
from ingest.readers import read_document
from ingest.readers.decoding import decoded
from ingest.readers.text import read_text


def shapes(text, kind="text"):
    """Blocks as plain values: a string for prose, a list of rows for a grid."""
    return [
        block.text if isinstance(block, Prose) else [[cell.text for cell in row] for row in block.rows]
        for block in read_text(text, kind).blocks
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("甲\n\n乙\n", ["甲", "乙"], id="lines"),
        pytest.param("甲\t1\t\n\t乙\t2\n", [[["甲", "1", ""], ["", "乙", "2"]]], id="tabs-keep-empty-cells"),
        pytest.param("| 甲 | 1 |  |\n", [[["甲", "1", ""]]], id="outer-bars-are-no-cells"),
        pytest.param("甲\n|\n1\n|\n|\n2\n|\n", [[["甲", "1", "", "2"]]], id="stream-of-cells"),
        pytest.param("题\n甲 |\n1 |\n |\n乙 |\n", ["题", [["甲", "1", "", "乙"]]], id="cell-and-bar-on-a-line"),
        pytest.param("甲⏎乙\t3\n", [[["甲\n乙", "3"]]], id="mark-for-a-line-break"),
        pytest.param("甲 │ 1 │\n├───┼──┤\n乙 │ 2 │\n", [[["甲", "1"], ["乙", "2"]]], id="drawn-lines"),
    ],
)
def test_blocks(text, blocks):
    assert shapes(text) == blocks


def test_markdown_rules_and_emphasis_carry_nothing():
    text = "## 二、标题\n\n| 甲<br>乙 | **1** |\n|---|---:|\n| 丙 | 2 |\n"
    assert shapes(text, "markdown") == ["二、标题", [["甲\n乙", "1"], ["丙", "2"]]]


def test_every_cell_keeps_its_line_and_column():
    (grid,) = read_text("\n甲\t1\n").blocks
    assert isinstance(grid, Grid)
    assert [str(cell.place) for cell in grid.rows[0]] == ["l2 t1 r1 c1", "l2 t1 r1 c2"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("行政许可".encode("utf-8-sig"), id="utf-8-with-mark"),
        pytest.param("行政许可".encode("gb18030"), id="gb18030"),
        pytest.param("行政许可".encode("utf-16"), id="utf-16"),
        pytest.param("行政许可镕".encode("gb18030"), id="rare-character-outside-gb2312"),
    ],
)
def test_encodings(content):
    assert decoded(content).startswith("行政许可")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\n \n", "empty", id="white-space"),
        pytest.param(bytes(range(256)) * 40, "no text", id="binary"),
        pytest.param(b"PK\x03\x04" + b"0" * 100, "damaged", id="office-archive-cut-short"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"0" * 100, "图片", id="picture"),
    ],
)
def test_what_cannot_be_read_says_why(content, words):
    with pytest.raises(UnreadableDocumentError, match=words):
        read_document(content)
