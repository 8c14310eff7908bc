"""A page saved with its style sheet and a picture, as browsers write it (MHT)."""

from __future__ import annotations

import base64
import quopri
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo.report import Variant

BOUNDARY = "----=_NextPart_000_0000"
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()


def mht_page(page: str, variant: Variant) -> bytes:
    """Give the page as MHT: quoted-printable with even seeds, base64 with odd ones."""
    content = page.encode(variant.encoding)
    charset = "gb2312" if variant.encoding == "gb18030" else variant.encoding
    by_quotes = variant.seed % 2 == 0
    body = quopri.encodestring(content) if by_quotes else base64.encodebytes(content)
    encoding = "quoted-printable" if by_quotes else "base64"
    head = (
        "From: <Saved by a browser>\nSubject: 1\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="{BOUNDARY}"\n\n'
        f'--{BOUNDARY}\nContent-Type: text/html; charset="{charset}"\nContent-Transfer-Encoding: {encoding}\n'
        "Content-Location: http://example.invalid/report.html\n\n"
    )
    tail = (
        f"\n--{BOUNDARY}\nContent-Type: text/css\n\ntd {{ border: 1px solid #333 }}\n"
        f"--{BOUNDARY}\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{PICTURE}\n--{BOUNDARY}--\n"
    )
    return head.encode() + body + tail.encode()
