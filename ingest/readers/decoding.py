"""Bytes to text: the encoding is decided before any parser sees the document."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from ingest.model import UnreadableDocumentError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
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
    if is_binary(content):
        raise UnreadableDocumentError("不是文本文件 / The file is no text at all")
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content[:SAMPLE]).best()
    for encoding in filter(None, (best.encoding if best else None, "gb18030" if best else None)):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    # A few damaged bytes must not lose the report; the replacement character cannot become a figure.
    repaired = max((content.decode(each, errors="replace") for each in ("utf-8", "gb18030")), key=_soundness)
    if _soundness(repaired) < 1 - CONTROL_SHARE:
        raise UnreadableDocumentError(
            "无法识别文字编码，请另存为 UTF-8 编码后再导入 / The encoding of the text is unknown; save it as UTF-8"
        )
    return repaired


def _soundness(text: str) -> float:
    return 1 - text.count("\ufffd") / max(len(text), 1)


def is_binary(content: bytes) -> bool:
    """Tell whether the first bytes hold NULs or more control characters than any text has."""
    head = content[:SAMPLE]
    control = len(head) - len(head.translate(None, CONTROLS))
    return b"\0" in head or control > CONTROL_SHARE * max(len(head), 1)
