"""How fast reports are read, each kind beside a yardstick measured in the same run.

Usage: python -m benchmarks.read

Printed are reports a second for text and Markdown, and for HTML and PDF our time over that of a yardstick: the bare
parse by lxml, pandas.read_html, pdfplumber's table extraction. HTML is timed in three steps (blocks, blocks and
cells, the whole reading) on the small pages of the fictional city and on one of them amid the menus, scripts and
paragraphs of a web site. Times are those of the processor, so that a busy machine shifts the ratios little. The
memory is that of one reading process after it has read all documents of the city, where the system tells it (Linux).
"""

from __future__ import annotations

import io
import tempfile
import warnings
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pandas as pd
import pdfplumber
from lxml import html

from demo.documents import documents
from demo.press import print_report
from demo.report import Layout, Variant
from ingest.align import align
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.worker import read_documents

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
REPORTS = 40
PARAGRAPHS = 2000
CORPUS_PDF = Path(__file__).parents[2] / "shared" / "corpus" / "001_huaian_2024.pdf"


def main() -> None:
    """Print speeds, ratios and the memory of this process."""
    for layout in (Layout.TABS, Layout.BARS, Layout.LINES, Layout.COLUMNS, Layout.MARKDOWN):
        suffix = ".md" if layout is Layout.MARKDOWN else ".txt"
        contents = _printed(Variant(layout))
        seconds = _best(partial(_read_all, contents, suffix))
        print(f"{layout:18s} {len(contents) / seconds:8.0f} reports a second")
    pages = _printed(Variant(Layout.HTML))
    _time_pages("small page", pages)
    _time_pages("large page", [_amid_a_site(pages[0])])
    content = CORPUS_PDF.read_bytes() if CORPUS_PDF.exists() else _printed(Variant(Layout.PDF))[0]
    _ratio("pdf over pdfplumber", _best(lambda: _read(content, ".pdf")), _best(lambda: _extract(content)))
    print(f"memory of a reading process  {_memory_of_reader_mb():.0f} MB")


def _memory_of_reader_mb() -> float:
    """Give the most memory that one reading process held over all documents of the city; NaN where nobody tells."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / document.name for document in documents()]
        for path, document in zip(paths, documents(), strict=True):
            path.write_bytes(document.content())
        # The process ends with the last answer, so it is asked after each.
        return max(
            (_most_mb(child) for _ in read_documents(paths, processes=1) for child in _children()), default=float("nan")
        )


def _children() -> list[str]:
    return [child for task in Path("/proc/self/task").glob("*/children") for child in task.read_text("ascii").split()]


def _most_mb(process: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _time_pages(name: str, pages: list[bytes]) -> None:
    """Print each step of reading over the bare parse and over pandas.read_html of the same pages."""
    parse = _best(lambda: [html.document_fromstring(each) for each in pages])
    tables = _best(lambda: [_tables(each) for each in pages])
    for step, work in (("blocks", _blocks), ("cells", _cells), ("whole", _read)):
        ours = _best(partial(_each, work, pages))
        _ratio(f"{name}: {step} over bare parse", ours, parse)
        _ratio(f"{name}: {step} over read_html", ours, tables)


def _each(work: Callable[[bytes, str], object], pages: list[bytes]) -> None:
    for page in pages:
        work(page, ".html")


def _blocks(content: bytes, suffix: str) -> object:
    return read_document(content, suffix)


def _cells(content: bytes, suffix: str) -> object:
    return align(read_document(content, suffix).blocks)


def _amid_a_site(page: bytes) -> bytes:
    """Give a page of some 600 KB: the report between menus, scripts and two thousand paragraphs."""
    entries = (
        f'<li class="entry"><a href="/{n}/" title="栏目{n}"><span>公开栏目{n}</span></a></li>\n' for n in range(300)
    )
    menu = f"<ul>{''.join(entries)}</ul>"
    script = "<script>" + "function f(a, b) { if (a < b) { return '<div>' + a + '</div>'; } }\n" * 500 + "</script>"
    style = 'style="text-indent:2em;line-height:28pt"'
    text = "".join(
        f"<p {style}><span>有关工作第{n}项按要求推进，各项任务落实到位。</span></p>\n" for n in range(PARAGRAPHS)
    )
    head, body, rest = page.decode().partition("<body>")
    return f"{head}{body}{menu}{script}{rest.replace('</body>', f'{text}{menu}{script}</body>')}".encode()


def _printed(variant: Variant) -> list[bytes]:
    return [print_report(document.report, variant) for document in documents()[:REPORTS]]


def _read_all(contents: list[bytes], suffix: str) -> None:
    for content in contents:
        _read(content, suffix)


def _read(content: bytes, suffix: str) -> object:
    return reading_of(read_document(content, suffix))


def _tables(content: bytes) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pd.read_html(io.BytesIO(content))


def _extract(content: bytes) -> None:
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_tables()


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def _ratio(name: str, ours: float, theirs: float) -> None:
    print(f"{name:36s} {ours * 1000:8.1f} ms / {theirs * 1000:8.1f} ms = {ours / theirs:5.2f}")


if __name__ == "__main__":
    main()
