"""How long a briefing takes from the question to the file, and how much memory; 8 districts × 7 years, and 200 organs.

Usage: python -m benchmarks.briefing  (prints seconds, and the ratio to the plain query of the same facts)
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis import load
from benchmarks import province
from briefing import templates
from briefing.fill import fill
from briefing.source import source_of
from briefing.words import words
from briefing.write import KINDS, written

ROOT = Path(__file__).parents[1]
MANY = 200


def main() -> None:
    """Write every format of the yearly comparison, small and large."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        subprocess.run(
            [sys.executable, "-m", "ingest", "demo"],
            cwd=ROOT,
            env={**os.environ, "GONGKAI_WORKSPACES": home},
            capture_output=True,
            check=False,  # 1 = findings, which the demo has
        )
        donor = load.published(folder / "demo")
        if donor is None:
            sys.exit("the demo was not built")
        _measure("demo, 8 districts × 7 years", donor, None)
        large = province.workspace(donor, folder, "province", 600, 7)
        _measure(f"province, {MANY} organs × 7 years", large, MANY)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB", file=sys.stdout)


def _measure(name: str, path: Path, most: int | None) -> None:
    with load.open_database(path) as con:
        source = source_of(con, words("zh"), name)
        end = source.years[-1]
        known = tuple(source.known.organs["organ_id"])
        organs = templates.below(source, None, end) if most is None else known[-most:]
        begun = time.perf_counter()
        con.execute("select count(*), sum(value) from cell join report using (report_id) where organ_id in ?", [organs])
        con.fetchall()
        query = time.perf_counter() - begun
        begun = time.perf_counter()
        filled = fill(con, source, templates.annual(source, organs, end, whose=name), dt.date(2026, 1, 2))
        answered = time.perf_counter() - begun
        print(f"{name}: {len(organs)} organs, answered in {answered:.1f} s, {answered / query:,.0f} x the plain query")
        for kind in KINDS:
            begun = time.perf_counter()
            data = written(filled, kind)
            seconds = time.perf_counter() - begun
            print(f"  {kind}: {seconds:.1f} s to write, {answered + seconds:.1f} s in all, {len(data) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
