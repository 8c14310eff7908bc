"""What can be told about pictures without the extra `ocr`: which files are pictures, and how to get the extra."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ingest.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

MODULES = ("cv2", "onnxruntime", "rapidocr")
MOST_PAGES = 20  # recognised pages a document; each takes about a second
HOW_ZH = "需要文字识别（OCR）：请在程序目录运行 make ocr 安装后重新导入，或改用含文字的文件"
HOW_EN = (
    "it needs text recognition (OCR): run `make ocr` in the folder of the program and add it again, "
    "or take a file with text"
)
SIGNATURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")
BITMAP, WEBP = (b"BM", b"\0\0\0\0"), (b"RIFF", b"WEBP")  # first bytes, and those four further on


@cache
def can_recognise() -> bool:
    """Tell whether the extra is installed; nothing of it is imported."""
    return all(find_spec(module) for module in MODULES)


def is_picture(content: bytes) -> bool:
    """Tell by the first bytes whether a file is a picture that `read_picture` takes.

    >>> is_picture(b"GIF89a"), is_picture(b"BMI of the city"), is_picture(b"<html>")
    (True, False, False)
    """
    if content.startswith(SIGNATURES):
        return True
    return (content[:2], content[6:10]) == BITMAP or (content[:4], content[8:12]) == WEBP


def notice(numbers: Sequence[int]) -> Finding:
    """Give the finding that names the recognised pages of a document."""
    said = "、".join(map(str, numbers))
    return Finding(
        "ocr.page",
        Severity.NOTICE,
        f"第{said}页的文字由识别（OCR）得出，只采用表格合计关系能够证实的数字",
        f"The text of page {said.replace('、', ', ')} was recognised (OCR); only figures that the sums of the form "
        "confirm are taken",
        place=str(Place(page=numbers[0])),
    )
