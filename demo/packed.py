"""Packages without the time at which they were made: equal reports give equal bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

LONG_AGO = (1980, 1, 1, 0, 0, 0)


def packed(members: dict[str, bytes]) -> bytes:
    """Give a package of these members in their order, the first one stored, the others compressed."""
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, LONG_AGO)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return saved.getvalue()


def repacked(content: bytes) -> bytes:
    """Give a package again, its members in the same order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
