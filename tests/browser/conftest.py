"""A served dashboard over the two workspaces, and a Chromium to look at it."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOW = "no Chromium here: install it (Debian: apt-get install chromium) to run the browser tests"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """Give a browser; without one the tests skip, or fail where GONGKAI_REQUIRE_BROWSER is set."""
    if CHROMIUM is None:
        if os.environ.get("GONGKAI_REQUIRE_BROWSER"):
            pytest.fail(HOW)
        pytest.skip(HOW)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(chromium, workspaces, tmp_path_factory):  # noqa: ARG001 - no browser, no server
    """Give the address of a dashboard that nobody has visited yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("served") / "log"
    command = [sys.executable, "-m", "ui", "--server.address", "127.0.0.1"]
    options = ["--server.port", str(port), "--server.fileWatcherType", "none"]
    settings = {**os.environ, "GONGKAI_WORKSPACES": str(workspaces)}
    with (
        log.open("w") as out,
        subprocess.Popen([*command, *options], cwd=ROOT, env=settings, stdout=out, stderr=out) as server,
    ):
        base = f"http://127.0.0.1:{port}"
        _wait_for(f"{base}/_stcore/health", server, log)
        yield base
        server.terminate()


def _wait_for(url, server, log):
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=1):  # noqa: S310 - our own server
            return
        time.sleep(0.1)
    pytest.fail(f"the dashboard does not answer: {log.read_text()}")
