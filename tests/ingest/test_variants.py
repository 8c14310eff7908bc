"""The fictional city printed in many manners: what is read is what was printed, or a finding."""

from collections import Counter
from random import Random

import pytest

from demo.documents import documents
from demo.press import print_report
from demo.report import SUFFIXES, Layout, random_variant
from ingest.read import reading_of
from ingest.readers import read_document

PER_LAYOUT = 40
DRAWN = [layout for layout in Layout if layout not in {Layout.PDF, Layout.SCAN}]


def tally(document, variant):
    """Count right, missed, wrong and invented figures of one printed variant."""
    content = print_report(document.report, variant)
    reading = reading_of(read_document(content, f".{SUFFIXES.get(variant.layout, 'txt')}"))
    got = {cell.path: cell.value for cell in reading.cells}
    counted = Counter(invented=sum(value is not None and path not in document.expected for path, value in got.items()))
    for path, expected in document.expected.items():
        given = got.get(path)
        if given is None:
            counted["right" if expected.value is None else "missed"] += 1
        else:
            counted["right" if given == pytest.approx(expected.value) else "wrong"] += 1
    return counted


@pytest.mark.parametrize("layout", DRAWN)
def test_no_variant_gives_a_wrong_or_invented_figure(layout):
    chance = Random(f"variants of {layout}")
    total = Counter()
    for seed in range(PER_LAYOUT):
        total += tally(chance.choice(documents()), random_variant(layout, seed))
    assert (total["wrong"], total["invented"]) == (0, 0)
    assert total["right"] >= (0.9 if layout in {Layout.LINES, Layout.COLUMNS} else 0.99) * total.total()


def test_every_document_of_the_city_reads_as_printed():
    total = Counter()
    for document in (each for each in documents() if each.variant.layout is not Layout.SCAN):
        total += tally(document, document.variant)
    assert (total["wrong"], total["invented"]) == (0, 0)
    assert total["right"] >= 0.995 * total.total()
