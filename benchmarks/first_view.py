"""How soon a cold server shows its first page, and how long the server works on a changed metric.

Usage: python -m benchmarks.first_view  (needs the workspace `demo`, Debian's chromium and a free port)

Printed are seconds and their share of the budget: 4 s from the request to the drawn chart, 0.3 s for a changed metric
at the 95th percentile. A share above 1 misses the budget.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
FIRST_VIEW_S = 4.0
CHANGE_S = 0.3
METRICS = ("penalty.decisions", "coercion.decisions", "requests.new.total", "disclosure_rate", "licence.decisions")
ROUNDS = 8
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


def main() -> None:
    """Print both measurements with their shares of the budget."""
    seconds = first_view()
    print(f"first view of a cold server  {seconds:6.2f} s   share of {FIRST_VIEW_S} s  {seconds / FIRST_VIEW_S:5.2f}")
    times = metric_changes()
    worst = quantiles(times, n=20)[-1]
    print(f"changed metric, 95th pct     {worst:6.2f} s   share of {CHANGE_S} s  {worst / CHANGE_S:5.2f}")


def first_view() -> float:
    """Seconds from the first request to the drawn chart, the server having answered nothing before."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui", "--server.address", "127.0.0.1"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        page = browser.new_page()
        server = subprocess.Popen([*command, "--server.port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/_stcore/health")
            start = time.perf_counter()
            page.goto(f"http://127.0.0.1:{port}/compare?w=demo")
            page.wait_for_selector("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
            return time.perf_counter() - start
        finally:
            server.terminate()
            server.wait()
            browser.close()


def metric_changes() -> list[float]:
    """Seconds of server time of each run after the metric was changed."""
    app = AppTest.from_file(str(ROOT / "pages" / "compare.py"), default_timeout=30)
    app.query_params["w"] = "demo"
    app.run()
    picker = next(box.key for box in app.selectbox if box.key and box.key.endswith(":m"))
    times = []
    for number in range(ROUNDS * len(METRICS)):
        app.selectbox(key=picker).set_value(METRICS[number % len(METRICS)])
        start = time.perf_counter()
        app.run()
        times.append(time.perf_counter() - start)
    return times


def _wait_until_up(address: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server on loopback
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
