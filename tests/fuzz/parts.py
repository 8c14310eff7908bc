"""Documents taken apart into the texts inside them and put together again: XML of packages, streams of a PDF."""

from __future__ import annotations

import quopri
import re
import zipfile
import zlib
from base64 import b64decode, b64encode
from io import BytesIO

ZIP = b"PK\x03\x04"
PDF = b"%PDF-"
STREAM = re.compile(rb"(?s)<<(?P<head>[^<>]*(?:<<[^<>]*>>[^<>]*)*)>>\s*stream\r?\n(?P<body>.*?)\r?\nendstream")
PAGE = re.compile(
    rb"(?s)(?P<head>Content-Type: text/html[^\n]*\nContent-Transfer-Encoding: )(?P<way>[a-z0-9-]+)\n(?P<more>.*?\n\n)(?P<body>.*?)(?P<end>\n--)"
)
LENGTH = re.compile(rb"/Length \d+")
LONGEST_STREAM = 200_000


def opened(content: bytes) -> dict[str, bytes]:
    """Give the texts inside a document by name, '' for the document itself where it is one text."""
    if content.startswith(ZIP):
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                texts = {name: archive.read(name) for name in archive.namelist()}
            return {name: text for name, text in texts.items() if name.endswith((".xml", ".rels"))}
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError):
            return {}
    if content.startswith(PDF):
        found = {str(match.start("body")): _inflated(match["body"]) for match in STREAM.finditer(content)}
        return {name: text for name, text in found.items() if b"BT" in text and len(text) < LONGEST_STREAM}
    if page := PAGE.search(content):
        return {"page": _from_transfer(page)}
    return {"": content}


def closed(content: bytes, texts: dict[str, bytes]) -> bytes:
    """Give the document with some of its texts replaced; a PDF keeps its old table of places, as damaged ones do."""
    if content.startswith(ZIP):
        return _packed(content, texts)
    if content.startswith(PDF):
        return STREAM.sub(lambda match: _with_body(match, texts), content)
    if "page" in texts:
        return PAGE.sub(
            lambda page: page["head"] + b"base64\n" + page["more"] + b64encode(texts["page"]) + page["end"], content
        )
    return texts.get("", content)


def _from_transfer(page: re.Match[bytes]) -> bytes:
    try:
        return b64decode(page["body"]) if page["way"] == b"base64" else quopri.decodestring(page["body"])
    except ValueError:
        return b""


def _packed(content: bytes, texts: dict[str, bytes]) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), texts.get(name) or source.read(name), zipfile.ZIP_DEFLATED)
    return saved.getvalue()


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, LONGEST_STREAM)
    except zlib.error:
        return b""


def _with_body(match: re.Match[bytes], texts: dict[str, bytes]) -> bytes:
    text = texts.get(str(match.start("body")))
    if text is None:
        return match[0]
    body = zlib.compress(text)
    head = LENGTH.sub(b"/Length %d" % len(body), match["head"], count=1)
    return b"<<" + head + b">>\nstream\n" + body + b"\nendstream"
