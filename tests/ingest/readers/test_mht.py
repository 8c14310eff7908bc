"""Saved pages and mails: the page inside is what is read, in whatever encoding it travels."""

import base64
import contextlib
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.documents import documents
from demo.press import print_report
from demo.report import Layout, Variant
from ingest.model import Grid, Prose, UnreadableDocumentError
from ingest.readers import read_document

PAGE = "<html><body><p>示例市2024年政府信息公开工作年度报告</p><table><tr><td>行政许可</td><td>12</td></tr></table></body></html>"
HEAD = 'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'


def part(content, kind="text/html", encoding="base64", charset="utf-8"):
    raw = content.encode(charset)
    body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding](raw)
    # What the head of a page says of its characters is not believed.
    head = f"--B\r\nContent-Type: {kind}; charset=gb2312\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + body + b"\r\n"


def message(*parts):
    return HEAD.encode() + b"".join(parts) + b"--B--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_a_saved_page_is_read_as_the_page(encoding, charset):
    document = read_document(message(part("td {}", "text/css"), part(PAGE, encoding=encoding, charset=charset)))
    prose, grid = document.blocks
    assert (document.kind, document.reader) == ("mht", "mht 1 (html 1)")
    assert isinstance(prose, Prose)
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[0]] == ["行政许可", "12"]


@pytest.mark.parametrize(
    ("content", "first"),
    [
        pytest.param(message(part("<p>菜单</p>"), part(PAGE)), "示例市2024", id="the-longest-of-several-frames"),
        pytest.param(message(part("行政许可很多很多很多很多", "text/plain"), part("<p>网页</p>")), "网页", id="a-page-before-text"),
        pytest.param(message(part("只有文字", "text/plain")), "只有文字", id="a-mail-of-text"),
        pytest.param(b"Subject: 1\nContent-Type: text/html\n\n" + PAGE.encode(), "示例市2024", id="one-part"),
        pytest.param(b"\r\n" + message(part(PAGE)), "示例市2024", id="blank-line-in-front"),
    ],
)  # fmt: skip
def test_which_part_is_read(content, first):
    assert read_document(content).blocks[0].text.startswith(first)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(message(part("td {}", "text/css")), id="style-alone"),
        pytest.param(HEAD.encode(), id="cut-behind-its-head"),
        pytest.param(message(part("", "text/html")), id="empty-page"),
    ],
)
def test_a_message_without_a_page_says_so(content):
    with pytest.raises(UnreadableDocumentError, match=r"没有网页.* / There is no page"):
        read_document(content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param("标题: 年度报告\n来源: 网站\n正文", "text", id="labels-of-a-text"),
        pytest.param("Title: report\nDate: 2024\n\nContent-type of the page\n", "text", id="english-labels"),
        pytest.param(PAGE, "html", id="page"),
    ],
)
def test_other_texts_are_no_messages(content, kind):
    assert read_document(content.encode()).kind == kind


def test_parts_within_parts_without_end_cost_nothing():
    nested = b"".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'.encode() for level in range(3000)
    )
    with pytest.raises(UnreadableDocumentError, match="no page"):
        read_document(b"MIME-Version: 1.0\n" + nested)


@given(
    seed=st.integers(0, 3),
    cut=st.floats(0, 1),
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6),
)
@settings(deadline=None, max_examples=40)
def test_damaged_files_are_read_or_refused(seed, cut, flips):
    content = bytearray(print_report(documents()[0].report, Variant(Layout.MHT, seed=seed)))
    for at, byte in flips:
        content[int(at * (len(content) - 1))] = byte
    with contextlib.suppress(UnreadableDocumentError):
        assert read_document(bytes(content[: int(cut * len(content))])).kind in {"mht", "html", "text"}
