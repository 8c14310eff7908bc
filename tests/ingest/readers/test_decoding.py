"""Bytes to text: every encoding that pages come in, with or without a mark, and a few damaged bytes."""

import pytest

from ingest.model import UnreadableDocumentError
from ingest.readers.decoding import decoded

PAGE = "<html><body><p>示例市政府信息公开工作年度报告，镕</p><table><tr><td>12</td></tr></table></body></html>" * 20
TRADITIONAL = "<p>示例市政府資訊公開工作年度報告</p><table><tr><td>12</td></tr></table>" * 20


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_the_encoding_is_found(encoding):
    assert decoded(PAGE.encode(encoding)) == PAGE


def test_traditional_bytes_are_no_simplified_ones():
    assert decoded(TRADITIONAL.encode("big5")) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("damage", [b"\xff", b"\0", b"\x80"])
def test_a_damaged_byte_costs_itself_alone(encoding, damage):
    half = PAGE.encode(encoding)
    text = decoded(half + damage + half)
    assert text.startswith(PAGE)
    assert text.count("12") == 2 * PAGE.count("12")


def test_bytes_of_a_program_are_no_text():
    with pytest.raises(UnreadableDocumentError, match="no text"):
        decoded(bytes(range(32)) * 100)
