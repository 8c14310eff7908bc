"""How long the server works on a changed control, beside the plain query for the same facts, and what it sends.

Usage: python -m benchmarks.pages [--each] [--keep FOLDER] [--page PAGE] [SIZE …]

SIZE: city, the demo's 14 organs × 7 years, or province, 3,000 × 15 made of it.

Every change is asked of a real server by a visitor of its own protocol, once, so that no answer comes out of the
cache. Printed per page: 50th and 95th percentile of the server's time, the 95th of its processors' time (which other
programs on the machine do not lengthen), the percentiles of the plain queries' time (DuckDB alone, same file, rows
fetched), the ratio of the medians of processor time, the bytes sent for the first view and at most for a change. The
line `nothing` is a page that shows nothing at all: what Streamlit itself needs for a run, under which no page can get.
The exit status is 1 where a page shows an error.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

import duckdb

from benchmarks.changes import World, changes
from benchmarks.province import workspace
from benchmarks.served import PAGES, ROOT, Visitor, served, visited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.changes import Change
    from benchmarks.served import Run

SIZES = {"city": (14, 7), "province": (3000, 15)}
BUDGET_S = 0.3
RATIO = 3.0
SENT_KB = 300
RUNS_OF_NOTHING = 20
COLUMNS = {"p50 ms": 8, "p95 ms": 8, "CPU p95": 9, "SQL p50": 9, "SQL p95": 9, "ratio": 7, "first KB": 10, "most KB": 9}
HEADINGS = f"{'page':12s}" + "".join(f"{name:>{width}s}" for name, width in COLUMNS.items())


@dataclass(frozen=True, slots=True)
class Measured:
    """One change as measured: the run, the seconds of its plain queries, and how many of processor time."""

    change: Change
    run: Run
    raw: float
    raw_worked: float


def main(arguments: list[str]) -> int:
    """Print the measurements; gives the exit status."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    reader.add_argument("sizes", nargs="*", choices=[*SIZES, []], help="all where none is given")
    reader.add_argument("--each", action="store_true", help="print every change")
    reader.add_argument("--keep", type=Path, help="a folder for the databases, used again the next time")
    reader.add_argument("--page", action="append", help="only this page")
    asked = reader.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="pages-") as folder:
        home = asked.keep or Path(folder)
        failed = [_size(_database(home, size), asked.page, each=asked.each) for size in asked.sizes or SIZES]
    nothing = [run.seconds for run in _nothing()]
    print(f"\n{'nothing':12s}{1000 * median(nothing):8.0f}{1000 * _p95(nothing):8.0f}")
    return int(any(failed))


def _database(home: Path, size: str) -> Path:
    """Give the database of a size, made where it is not there yet."""
    demo = home / "demo" / "database" / "v1.duckdb"
    if not demo.is_file():
        settings = {**os.environ, "GONGKAI_WORKSPACES": str(home)}
        command = [sys.executable, "-m", "ingest", "demo"]
        subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, check=False)
    if size == "city":
        return demo
    there = home / size / "database" / "v1.duckdb"
    return there if there.is_file() else workspace(demo, home, size, *SIZES[size])


def _size(database: Path, pages: list[str] | None, *, each: bool) -> bool:
    """Measure and print the pages over one database; tells whether any showed an error."""
    name, home = database.parents[1].name, database.parents[2]
    errors: list[str] = []
    with duckdb.connect(str(database), read_only=True) as con, served(PAGES, home) as server:
        con.execute("set enable_progress_bar = false")
        world = World.of(con)
        print(
            f"\n{name}: {con.execute('select count(*) from organ').fetchall()[0][0]} organs × {len(world.years)} years"
        )
        print(HEADINGS)
        for page, asked in changes(world).items():
            if pages and page not in pages:
                continue
            with visited(server) as visitor:
                first = visitor.ask(page, {"w": name})
                found = [_measured(con, visitor, change, name) for change in asked]
            _print(page, first, found, each=each)
            errors += [f"{page}: {error}" for measured in found for error in measured.run.errors]
        print(f"most memory of the server: {server.most_memory_mb:.0f} MB")
    for error in dict.fromkeys(errors):
        print(f"ERROR {error}")
    return bool(errors)


def _measured(con: duckdb.DuckDBPyConnection, visitor: Visitor, change: Change, workspace_name: str) -> Measured:
    run = visitor.ask(change.page, {"w": workspace_name} | change.address)
    start, before = time.perf_counter(), time.process_time()
    for query in change.raw:
        con.sql(query).pl()
    return Measured(change, run, time.perf_counter() - start, time.process_time() - before)


def _print(page: str, first: Run, found: list[Measured], *, each: bool) -> None:
    times, worked, raws = zip(*((one.run.seconds, one.run.worked, one.raw) for one in found), strict=True)
    ratio = median(worked) / median(one.raw_worked for one in found)
    most = max(each.run.sent for each in found)
    ms = [1000 * seconds for seconds in (median(times), _p95(times), _p95(worked), median(raws), _p95(raws))]
    figures = (f"{ms[0]:8.0f}", f"{ms[1]:8.0f}", f"{ms[2]:9.0f}", f"{ms[3]:9.1f}", f"{ms[4]:9.1f}", f"{ratio:7.1f}")
    print(f"{page:12s}{''.join(figures)}{first.sent / 1000:10.0f}{most / 1000:9.0f}")
    for one in found if each else []:
        said = " ".join(f"{name}={text[:24]}" for name, text in one.change.address.items())
        took = f"{1000 * one.run.seconds:7.0f} ms {1000 * one.run.worked:6.0f} CPU {1000 * one.raw:8.1f} SQL"
        print(f"    {took} {one.run.sent / 1000:7.0f} KB  {said}")


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]


def _nothing() -> list[Run]:
    """Give the runs of a page that shows nothing."""
    with tempfile.TemporaryDirectory(prefix="nothing-") as folder:
        script = Path(folder) / "nothing.py"
        script.write_text("", encoding="utf-8")
        command = (sys.executable, "-m", "streamlit", "run", str(script))
        with served(command, Path(folder)) as server, visited(server) as visitor:
            return [visitor.ask("", {"n": str(number)}) for number in range(RUNS_OF_NOTHING)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
