"""Documents of every kind to prose and grids with places; the kind is recognised by what is in the bytes."""

from __future__ import annotations

from ingest.model import Document, UnreadableDocumentError
from ingest.readers.decoding import decoded
from ingest.readers.html import looks_like_html, read_html
from ingest.readers.text import read_text

# First bytes of kinds that have no reader yet, and the way out for the person who has such a file.
FOREIGN = (
    (
        b"PK\x03\x04",
        "Word/Excel 文件暂不支持，请另存为 PDF、网页或文本",
        "Office files have no reader yet; save as PDF or text",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "旧版 Office 文件暂不支持，请另存为 PDF、网页或文本",
        "Old Office files have no reader; save as PDF or text",
    ),
    (b"\x89PNG", "图片需要文字识别（OCR）", "A picture needs OCR"),
    (b"\xff\xd8\xff", "图片需要文字识别（OCR）", "A picture needs OCR"),
    (b"Rar!", "压缩文件请先解压", "Unpack the archive first"),
    (b"7z\xbc\xaf", "压缩文件请先解压", "Unpack the archive first"),
    (b"\x1f\x8b", "压缩文件请先解压", "Unpack the archive first"),
)


def read_document(content: bytes, suffix: str = "") -> Document:
    """Give the blocks of a document of any kind that has a reader.

    Args:
        content: the bytes of the file.
        suffix: its ending; it only decides whether text is read as Markdown.

    Raises:
        UnreadableDocumentError: the document cannot be read; the message says why, in Chinese and English.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableDocumentError("文件是空的 / The file is empty")
    if b"%PDF-" in content[:1024]:
        # pypdfium2 costs a tenth of a second to import, which a text file need not pay.
        from ingest.readers.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(content)
    for signature, chinese, english in FOREIGN:
        if content.startswith(signature):
            raise UnreadableDocumentError(f"{chinese} / {english}")
    text = decoded(content)
    if looks_like_html(text):
        return read_html(text)
    return read_text(text, "markdown" if suffix.lower() in (".md", ".markdown") else "text")
