"""How long it takes to read a PDF, beside pdfplumber's table extraction over the same pages.

Usage: python -m benchmarks.read_pdf [REPORT.pdf]; without a file a table over several pages is made and read.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pdfplumber
import typst

from ingest.readers.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

FONTS = Path(__file__).parent.parent / "static"
ROUNDS = 5


def main() -> None:
    """Print both times (the best of several rounds) and their ratio."""
    content = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else _made_report()
    ours = min(_seconds(lambda: read_pdf(content)) for _ in range(ROUNDS))
    theirs = min(_seconds(lambda: _extract_tables(content)) for _ in range(ROUNDS))
    print(f"read_pdf    {ours * 1000:8.1f} ms")
    print(f"pdfplumber  {theirs * 1000:8.1f} ms")
    print(f"ratio       {theirs / ours:8.1f}")


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _extract_tables(content: bytes) -> None:
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_tables()


def _made_report() -> bytes:
    rows = "".join(f"[{row}. 信息内容]," + "".join(f"[{row * column}]," for column in range(7)) for row in range(150))
    source = f'#set text(font: "Noto Sans SC", size: 9pt)\n#table(columns: 8, {rows})'
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return bytes(typst.compile(source.encode(), font_paths=fonts))


if __name__ == "__main__":
    main()
