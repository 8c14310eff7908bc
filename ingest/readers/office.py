"""Office files of every kind, recognised by what is in them, to their readers."""

from __future__ import annotations

from io import BytesIO

from ingest.model import Document, UnreadableDocumentError
from ingest.readers.archive import DAMAGED, Archive, locked, opened

ZIP = b"PK\x03\x04"
XML = (b"<", b"\xef\xbb\xbf<")
RTF = b"{\\rtf"
ENCRYPTED_WORD = 0x01  # in byte 11 of the file information block of a Word document ([MS-DOC] 2.5.2, fEncrypted)
UNKNOWN = (
    "不认识这种Office文件，请另存为docx、xlsx或PDF / "
    "This kind of office file is not known; save it as docx, xlsx or PDF"
)


def read_office(content: bytes) -> Document:
    """Give the blocks of a document or a workbook, whatever its file name says.

    Raises:
        UnreadableDocumentError: damaged, locked by a password, hostile, or of a kind without a reader.
    """
    if content.lstrip().startswith(XML):
        from ingest.readers.docx import read_word_xml  # noqa: PLC0415 - only a file of this kind pays for the import

        return read_word_xml(content)
    kind = _package_kind(opened(content)) if content.startswith(ZIP) else _older_kind(content)
    if kind == "docx":
        from ingest.readers.docx import read_docx  # noqa: PLC0415 - the same

        return read_docx(content)
    if kind in ("doc", "rtf"):
        from ingest.readers.doc import read_doc  # noqa: PLC0415 - the same

        return read_doc(content, kind)
    from ingest.readers.sheet import read_sheet  # noqa: PLC0415 - the same

    return read_sheet(content, kind)


def _package_kind(archive: Archive) -> str:
    names = archive.names()
    main = archive.related("", "officeDocument")
    if main.startswith("word/"):
        return "docx"
    if main.startswith("xl/"):
        if main.endswith(".bin"):
            raise UnreadableDocumentError("xlsb文件请另存为xlsx / Save the xlsb workbook as xlsx")
        return "xlsx"
    mimetype = archive.read("mimetype")
    if b"opendocument" in mimetype:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise locked()
        if b".spreadsheet" in mimetype:
            return "ods"
        # LibreOffice shifts merged cells on the way from odt to docx, so this way is not taken.
        raise UnreadableDocumentError(UNKNOWN)
    if "OFD.xml" in names:
        raise UnreadableDocumentError("OFD文件暂不支持，请另存为PDF / OFD files have no reader yet; save it as PDF")
    if main or "[Content_Types].xml" in names:
        raise UnreadableDocumentError(UNKNOWN)
    raise UnreadableDocumentError("压缩文件请先解压 / Unpack the archive first")


def _older_kind(content: bytes) -> str:
    """Tell what an older office file holds by the streams at its root; embedded files are deeper down."""
    if content.startswith(RTF):
        return "rtf"
    import olefile  # noqa: PLC0415 - only a file of this kind pays for the import

    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            roots = {path[0] for path in container.listdir() if len(path) == 1}
            if "EncryptedPackage" in roots:
                raise locked()
            if "WordDocument" in roots:
                head = container.openstream("WordDocument").read(12)
                if len(head) == 12 and head[11] & ENCRYPTED_WORD:  # noqa: PLR2004 - what was asked for
                    raise locked()
                return "doc"
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise UnreadableDocumentError(DAMAGED) from error
    if roots & {"Workbook", "Book"}:
        return "xls"
    raise UnreadableDocumentError(UNKNOWN)
