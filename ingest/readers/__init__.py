"""Documents of every kind to prose and grids with places; the kind is recognised by what is in the bytes."""

from __future__ import annotations

import re

from ingest.model import Document, UnreadableDocumentError
from ingest.readers.decoding import decoded
from ingest.readers.html import looks_like_html, read_html
from ingest.readers.labelled import read_data
from ingest.readers.ocr_extra import is_picture
from ingest.readers.text import read_text

OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
WORD_XML = re.compile(rb"<\?xml[^>]*>\s*(?:<\?mso-application progid=.Word|<w:wordDocument\b|<pkg:package\b)")
# The headers of a MIME message that holds a page: a page saved with its pictures, or a mail.
MESSAGE = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n(?:[A-Za-z][A-Za-z0-9-]{1,40}:|[ \t])")
MESSAGE_CONTENT = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
HEAD = 4096  # bytes that tell a kind
# First bytes of kinds that have no reader, and the way out for the person who has such a file.
FOREIGN = (
    (b"Rar!", "压缩文件请先解压", "Unpack the archive first"),
    (b"7z\xbc\xaf", "压缩文件请先解压", "Unpack the archive first"),
    (b"\x1f\x8b", "压缩文件请先解压", "Unpack the archive first"),
)


def read_document(content: bytes, suffix: str = "") -> Document:
    """Give the blocks of a document of any kind that has a reader.

    Args:
        content: the bytes of the file.
        suffix: its ending; it only decides whether text is read as Markdown or as saved data (.csv).

    Raises:
        UnreadableDocumentError: the document cannot be read; the message says why, in Chinese and English.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableDocumentError("文件是空的 / The file is empty")
    if b"%PDF-" in content[:1024]:
        # pypdfium2 costs a tenth of a second to import, which a text file need not pay.
        from ingest.readers.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(content)
    if content.startswith(OFFICE) or WORD_XML.search(content[:HEAD]):
        # Packages and older containers take libraries that no other kind needs.
        from ingest.readers.office import read_office  # noqa: PLC0415

        return read_office(content)
    if is_picture(content):
        from ingest.readers.ocr import read_picture  # noqa: PLC0415 - the same

        return read_picture(content)
    for signature, chinese, english in FOREIGN:
        if content.startswith(signature):
            raise UnreadableDocumentError(f"{chinese} / {english}")
    if MESSAGE.match(content) and MESSAGE_CONTENT.search(content[:HEAD]):
        from ingest.readers.mht import read_mht  # noqa: PLC0415 - the same

        return read_mht(content)
    return _read_characters(decoded(content), suffix.lower())


def _read_characters(text: str, suffix: str) -> Document:
    if looks_like_html(text):
        return read_html(text)
    return read_data(text, suffix) or read_text(text, "markdown" if suffix in (".md", ".markdown") else "text")
