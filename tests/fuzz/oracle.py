"""What must hold of any reading, whatever the document: nothing is read that is not printed where it is said to be."""

from __future__ import annotations

import email
import html
import re
import signal
import unicodedata
import zipfile
import zlib
from contextlib import contextmanager, suppress
from io import BytesIO
from math import isclose
from typing import TYPE_CHECKING

import pypdfium2

from ingest.model import Grid, Prose, Status, UnreadableDocumentError
from ingest.read import reading_of
from ingest.readers import read_document
from tests.fuzz.parts import PDF, ZIP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.model import Cell, Document, Reading

LONGEST_S = 30  # what a worker grants
NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
UNITS = (1, 1e-4, 1e4)  # 万元, 元, 亿元
ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
TAG = re.compile(r"<[^<>]*>")


def faults_of(content: bytes, suffix: str) -> list[str]:
    """Read a document; give every sentence that is broken, none where it is refused.

    Anything but `UnreadableDocumentError` goes up, and so does the clock.
    """
    read = reading(content, suffix)
    return [] if read is None else faults(content, *read)


def reading(content: bytes, suffix: str) -> tuple[Document, Reading] | None:
    """Give document and reading; null where the document is refused in words."""
    with _time_limit():
        try:
            document = read_document(content, suffix)
            return document, reading_of(document)
        except UnreadableDocumentError as error:
            chinese, _, english = str(error).partition(" / ")
            assert chinese, "a refusal without words"
            assert english, f"a refusal without English words: {chinese}"
            return None


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError(f"reading took longer than {LONGEST_S} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def faults(content: bytes, document: Document, read: Reading) -> list[str]:
    texts = list(_printed_texts(content))
    places = _places(document)
    found = []
    for cell in read.cells:
        if (cell.value is None) == (cell.status is Status.REPORTED):
            found.append(f"{cell.path} is {cell.status} with {cell.value}")
        if not any(cell.printed in text for text in places.get(str(cell.place), ())):
            found.append(f"{cell.path} {cell.printed!r} does not stand at {cell.place}")
        if cell.value is None:
            continue
        if not any(_bare(cell.printed) in text for text in texts):
            found.append(f"{cell.path} {cell.printed!r} is not printed")
        if not _says(cell):
            found.append(f"{cell.path} {cell.printed!r} does not say {cell.value}")
    return found


def _places(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        if isinstance(block, Prose):
            found.setdefault(str(block.place), []).append(block.text)
        elif isinstance(block, Grid):
            for cell in (cell for row in block.rows for cell in row):
                found.setdefault(str(cell.place), []).append(cell.text)
    return found


def _says(cell: Cell) -> bool:
    text = unicodedata.normalize("NFKC", cell.printed).translate(
        {ord("−"): "-", ord("﹣"): "-", ord("–"): "-", ord("‐"): "-"}
    )
    numbers = NUMBER.findall("".join(text.split()))
    if len(numbers) != 1 or cell.value is None:
        return False
    number = float(numbers[0].replace(",", ""))
    number = -number if "减" in text else number
    units = UNITS if cell.path.endswith("amount_wan") else UNITS[:1]
    return any(isclose(cell.value, number * unit, rel_tol=1e-9, abs_tol=1e-12) for unit in units)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _printed_texts(content: bytes) -> Iterator[str]:
    """Give what is printed, by means that are not the reader's own, without blanks."""
    for raw in _raw_texts(content):
        for encoding in ENCODINGS:
            text = raw.decode(encoding, errors="replace")
            yield _bare(text)
            yield _bare(html.unescape(TAG.sub("", text)))


def _raw_texts(content: bytes) -> Iterator[bytes]:
    if content.startswith(ZIP):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in (name for name in archive.namelist() if name.endswith(".xml")):
                with suppress(zipfile.BadZipFile, zlib.error, EOFError):  # a part that the reader did not need
                    yield archive.read(name)
    elif PDF in content[:1024]:
        with pypdfium2.PdfDocument(content) as document:
            for page in document:
                yield page.get_textpage().get_text_range().encode()
    else:
        yield content
        for part in email.message_from_bytes(content.lstrip()).walk():
            body = part.get_payload(decode=True)
            yield body if isinstance(body, bytes) else b""
