"""Take pictures of the briefings that the documents show, as LibreOffice renders them, from the fictional city.

Usage: python docs/briefing_pictures.py  (needs the workspace `demo`, Debian's libreoffice and poppler-utils)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).resolve().parent
PAGES = {"docx": (1, 2, 4, 6), "pptx": (1, 8, 11, 13), "pdf": (1, 2, 3, 7), "xlsx": (1, 2, 3, 4)}
"""Which pages of each format stand beside each other in its picture."""

DOTS = 70


def main() -> None:
    """Write the yearly comparison in every format and put some pages of each into one picture."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        fonts = folder / ".fonts"
        fonts.mkdir()
        shutil.copy(DOCS.parent / "static" / "NotoSansSC_400Regular_gbk.ttf", fonts)
        for kind, pages in PAGES.items():
            file = folder / f"annual.{kind}"
            _run(sys.executable, "-m", "briefing", "annual", "-w", "demo", "--out", str(file))
            printed = file if kind == "pdf" else _as_pdf(file, folder)
            _beside([_page(printed, page, folder) for page in pages]).save(DOCS / f"briefing-{kind}.png", optimize=True)
            print(DOCS / f"briefing-{kind}.png")


def _as_pdf(file: Path, folder: Path) -> Path:
    out = folder / file.suffix.removeprefix(".")
    # LibreOffice finds fonts in the home folder of whoever runs it.
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(out), str(file), HOME=str(folder))
    return out / "annual.pdf"


def _page(printed: Path, page: int, folder: Path) -> Image.Image:
    stem = folder / f"page-{printed.parent.name}-{page}"
    _run("pdftoppm", "-r", str(DOTS), "-f", str(page), "-l", str(page), "-singlefile", "-png", str(printed), str(stem))
    return Image.open(stem.with_suffix(".png")).convert("RGB")


def _beside(pictures: list[Image.Image]) -> Image.Image:
    width = max(picture.width for picture in pictures)
    height = max(picture.height for picture in pictures)
    sheet = Image.new("RGB", (2 * width + 12, 2 * height + 12), "#c3cad1")
    for place, picture in enumerate(pictures):
        sheet.paste(picture, ((place % 2) * (width + 12), (place // 2) * (height + 12)))
    return sheet


def _run(*command: str, **settings: str) -> None:
    subprocess.run(command, cwd=DOCS.parent, env={**os.environ, **settings}, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
