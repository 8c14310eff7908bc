"""Bytes to text: the encoding is decided before any parser sees the document."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from ingest.model import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

# The mark of UTF-32 begins with that of UTF-16.
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NUL_SHARE = 0.1  # of all bytes: markup and figures of UTF-16 without a mark have a NUL in each character
FEW_DAMAGED = 0.001  # of all characters
CONTROL_SHARE = 0.02  # more control characters than this and the bytes are no text
CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])
SAMPLE = 65536


def decoded(content: bytes) -> str:
    """Give the text of a document: UTF-8 where it is valid, else gb18030, else what charset-normalizer finds.

    A parser that is handed bytes and a wrong `<meta charset=gb2312>` silently drops the text behind the first
    rare character, therefore declarations inside the document are not believed.

    Raises:
        UnreadableDocumentError: the bytes are no text in any of these encodings.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if wide := _wide(content):
        return content.decode(wide, errors="replace")
    if is_binary(content):
        raise UnreadableDocumentError("不是文本文件 / The file is no text at all")
    try:
        return content.decode()
    except UnicodeDecodeError:
        own = _chinese(content)
    return _strictly(content, (own,)) or _repaired(content, own)


def _strictly(content: bytes, encodings: Iterable[str]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _repaired(content: bytes, chinese: str) -> str:
    """Give the text of damaged bytes: few of them must not lose the report, and no replacement becomes a figure."""
    repaired = max((content.decode(each, errors="replace") for each in ("utf-8", chinese)), key=_soundness)
    if _soundness(repaired) >= 1 - FEW_DAMAGED:
        return repaired
    best = from_bytes(content[:SAMPLE]).best()
    if best and (text := _strictly(content, (best.encoding, "gb18030"))):
        return text
    if _soundness(repaired) < 1 - CONTROL_SHARE:
        raise UnreadableDocumentError(
            "无法识别文字编码，请另存为 UTF-8 编码后再导入 / The encoding of the text is unknown; save it as UTF-8"
        )
    return repaired


def _wide(content: bytes) -> str:
    """Name the UTF-16 of a text without a byte order mark by the side on which its NULs stand; '' for other texts."""
    head = content[:SAMPLE]
    if 0 not in head:
        return ""
    first, second = head[::2].count(0), head[1::2].count(0)
    for nuls, others, encoding in ((first, second, "utf-16-be"), (second, first, "utf-16-le")):
        if nuls > NUL_SHARE * len(head) and others < NUL_SHARE * nuls:
            return encoding
    return ""


def _chinese(content: bytes) -> str:
    """Name the encoding of Chinese bytes: gb18030 reads those of Big5 as well, as other words."""
    simplified, traditional = (content.count("政府".encode(each)) for each in ("gb18030", "big5"))
    return "big5hkscs" if traditional > simplified else "gb18030"


def _soundness(text: str) -> float:
    return 1 - text.count("\ufffd") / max(len(text), 1)


def is_binary(content: bytes) -> bool:
    """Tell whether the first bytes hold more control characters, NULs among them, than any text has."""
    head = content[:SAMPLE]
    control = len(head) - len(head.translate(None, CONTROLS))
    return control > CONTROL_SHARE * max(len(head), 1)
