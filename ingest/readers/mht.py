"""Web pages saved with their pictures (MHT, MHTML) and mails (EML) to blocks: the page inside is what is read."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace

from ingest.model import Document, UnreadableDocumentError
from ingest.readers.decoding import decoded
from ingest.readers.html import read_html
from ingest.readers.text import read_text

READER = "mht 1"


def read_mht(content: bytes) -> Document:
    """Give the blocks of the longest page in the message, or of its longest text where it holds no page.

    Raises:
        UnreadableDocumentError: the message holds neither a page nor text.
    """
    try:
        message = email.message_from_bytes(content.lstrip(), policy=email.policy.compat32)
        parts = [(part.get_content_type(), part.get_payload(decode=True)) for part in message.walk()]
    except (RecursionError, ValueError, LookupError, TypeError) as error:
        raise _without_page() from error
    for kind in ("text/html", "text/plain"):
        bodies = [body for part, body in parts if part == kind and isinstance(body, bytes) and body.strip()]
        if bodies:
            text = decoded(max(bodies, key=len))
            page = read_html(text) if kind == "text/html" else read_text(text)
            return replace(page, kind="mht", reader=f"{READER} ({page.reader})")
    raise _without_page()


def _without_page() -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "MHT文件里没有网页，可能已损坏；请重新保存网页 / There is no page in the MHT file; save the page again"
    )
