"""How the reader stands random damage: documents of the fictional city in every layout, right to WRONG.

Usage: python -m benchmarks.variants [NUMBER] [FIRST_SEED]; 2,000 documents where no number is given.

Printed are right, missed, WRONG and INVENTED figures of each layout. The exit status is 1 where any figure is WRONG or
INVENTED; these are then listed with layout and seed, which give the document again: `demo.damage.random_document`.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from demo.damage import random_document
from demo.report import Layout
from demo.tally import FATAL, Verdict, verdicts
from ingest.model import UnreadableDocumentError
from ingest.read import reading_of
from ingest.readers import read_document

if TYPE_CHECKING:
    from demo.documents import DemoDocument

NUMBER = 2000
SLOW = {Layout.PDF: 8, Layout.DOCX: 2, Layout.ODS: 2}  # one document where others have so many
MOST_LISTED = 20


def main(number: int = NUMBER, first: int = 0) -> int:
    """Print the tallies; gives the exit status."""
    shares = {layout: 1 / SLOW.get(layout, 1) for layout in Layout if layout is not Layout.SCAN}
    whole: Counter[Verdict] = Counter()
    faults: list[str] = []
    print(f"{'':16s}{'documents':>10s}" + "".join(f"{verdict:>10s}" for verdict in Verdict))
    for layout, share in shares.items():
        count = max(1, round(number * share / sum(shares.values())))
        counted: Counter[Verdict] = Counter()
        for seed in range(first, first + count):
            found = judged(random_document(layout, seed))
            counted.update(found.values())
            faults += [f"{layout} {seed} {path} {verdict}" for path, verdict in found.items() if verdict in FATAL]
        whole += counted
        _print_row(layout, count, counted)
    _print_row("all", number, whole)
    for fault in faults[:MOST_LISTED]:
        print(fault)
    return int(bool(faults))


def judged(document: DemoDocument) -> dict[str, Verdict]:
    """Read a document and give the verdict on each of its cells; a refused document is a gap."""
    suffix = "." + document.name.rpartition(".")[2]
    try:
        reading = reading_of(read_document(document.content(), suffix))
    except UnreadableDocumentError:
        return verdicts(document.expected, {})
    return verdicts(document.expected, {cell.path: cell.value for cell in reading.cells})


def _print_row(name: str, documents: int, counted: Counter[Verdict]) -> None:
    print(f"{name:16s}{documents:10d}" + "".join(f"{counted[verdict]:10d}" for verdict in Verdict), flush=True)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
