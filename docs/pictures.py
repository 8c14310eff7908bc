"""Take the pictures of the pages that the documents show, from the fictional city.

Usage: python docs/pictures.py  (needs the workspace `demo` and Debian's chromium)
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
PAGES = {
    "overview": "/",
    "compare": "/compare?y0=2019",
    "trends": "/trends",
    "categories": "/categories",
    "organ": "/organ",
    "quality": "/quality?y=2023",
    "brief": "/brief",
    "glossary": "/glossary?q=公开率",
}
PRESSED = {"brief": "按模板填写"}
"""What is pressed before the picture is taken: the page is empty until then."""

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SETTLED_MS = 4000


def main() -> None:
    """Serve the dashboard and take one picture a page, 1440 pixels wide."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui", "--server.address", "127.0.0.1", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=DOCS.parent, stdout=subprocess.DEVNULL)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
            page = browser.new_page(viewport={"width": 1440, "height": 1100}, locale="zh-CN")
            for name, path in PAGES.items():
                joined = "&" if "?" in path else "?"
                page.goto(f"http://127.0.0.1:{port}{path}{joined}w=demo")
                page.wait_for_timeout(SETTLED_MS)
                if name in PRESSED:
                    page.get_by_role("button", name=PRESSED[name]).click()
                    page.wait_for_timeout(SETTLED_MS)
                page.screenshot(path=DOCS / f"{name}.png")
                print(DOCS / f"{name}.png")
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _wait_until_up(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server on loopback
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
