"""How long checking takes beside reading, in one run.

Usage: python benchmarks/check.py [REPORTS]

The readings of the fictional city are repeated under other organs until there are REPORTS (10 000) of them; all rules
are applied to them at once. Reading is measured on the same city's documents, which are of every kind, in one process,
and scaled to the same number. The ratio must stay below 0.1.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from time import perf_counter

import polars as pl

from demo.documents import documents
from ingest import rules, tables
from ingest.editions import Edition, Source
from ingest.organs import organ_id
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.workspace import StoredDocument

REPORTS = 10_000
LIMIT = 0.1


def main(wanted: int) -> None:
    """Print both times and their ratio; raises SystemExit where checking takes more than a tenth of reading."""
    contents = [(document.name, document.content()) for document in documents()]
    start = perf_counter()
    read = [reading_of(read_document(content, Path(name).suffix)) for name, content in contents]
    a_reading = (perf_counter() - start) / len(read)
    sources = [
        Source(StoredDocument(number, "", "", name, ""), reading)
        for number, ((name, _), reading) in enumerate(zip(contents, read, strict=True))
    ]
    whole = {(source.organ, source.year): source for source in sources if source.organ and source.reading.form}
    cells, reports, narrative = frames([Edition(source) for source in whole.values()], wanted)
    start = perf_counter()
    found = rules.check(cells, reports, narrative)
    checking = perf_counter() - start
    reading = a_reading * reports.height
    print(f"reports {reports.height}, cells {cells.height}, results {found.height}")
    print(f"reading  {reading:8.1f} s ({a_reading * 1000:.1f} ms a document, one process, {len(read)} documents)")
    print(f"checking {checking:8.1f} s ({checking / reports.height * 1000:.2f} ms a report)")
    print(f"ratio    {checking / reading:8.3f}")
    print(f"memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    if checking > LIMIT * reading:
        sys.exit("checking takes more than a tenth of reading")


def frames(city: list[Edition], wanted: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Give cells, reports and narrative of so many reports: the city over and over, every time with other organs."""
    report = tables.report_frame(city)
    governments = {edition.source.organ for edition in city if edition.source.organ.endswith("政府")}
    parent = organ_id(min(governments, key=len))
    about = report.with_columns(
        organ=pl.Series([edition.source.organ for edition in city]),
        level=pl.when(pl.col("organ_id") == parent).then(pl.lit("city")).otherwise(pl.lit("county")),
        parent_id=pl.when(pl.col("organ_id") != parent).then(pl.lit(parent)),
    )
    rounds = -(-wanted // report.height)
    one = (tables.cell_frame(city), about, tables.narrative_frame(city))
    repeated = [pl.concat([_moved(frame, number, report.height) for number in range(rounds)]) for frame in one]
    kept = pl.col("report_id") <= wanted
    cells, reports, narrative = (frame.filter(kept) for frame in repeated)
    return cells, reports, narrative


def _moved(frame: pl.DataFrame, number: int, height: int) -> pl.DataFrame:
    ids = [pl.format("{}-{}", name, pl.lit(number)).alias(name) for name in ("organ_id", "parent_id") if name in frame]
    return frame.with_columns(pl.col("report_id") + number * height, *ids)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS)
