"""Damaged documents of every kind: never a crash, never a figure that is not printed, never one in another's cell."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.report import Layout
from demo.tally import FATAL, verdicts
from ingest.model import Cell, Document, Identity, Place, Prose, Reading, Status
from ingest.readers import read_document
from tests.fuzz.mutations import ALL, LOSSES, spliced
from tests.fuzz.oracle import faults, faults_of, reading
from tests.fuzz.parts import closed, opened
from tests.fuzz.seeds import PER_LAYOUT, seeds, suffix_of

EXAMPLES = {Layout.PDF: 6, Layout.DOCX: 12, Layout.ODS: 12}
LINES = {Layout.LINES, Layout.BAR_CELLS, Layout.COLUMNS}
DRAWN = [layout for layout in Layout if layout is not Layout.SCAN]  # a picture has no text to damage
WHICH = st.integers(0, PER_LAYOUT - 1)
NUMBERS = st.integers(0, 2**32)


def fuzzed(layout):
    """Fixed examples: what one run finds, every run finds; `make fuzz` looks for new ones."""
    return settings(
        max_examples=EXAMPLES.get(layout, 25),
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


def damaged(content, mutations, chance):
    for mutate in mutations:
        content = mutate(content, chance)
    return content


@pytest.mark.slow
@pytest.mark.parametrize("layout", DRAWN)
def test_what_extraction_loses_moves_no_figure(layout):
    # Where label and figures stand on lines of their own, losing both joins two rows without a trace.
    most = 1 if layout in LINES else 2

    @fuzzed(layout)
    @given(WHICH, st.lists(st.sampled_from(LOSSES), min_size=1, max_size=most), NUMBERS)
    def holds(which, losses, number):
        document, content = seeds(layout)[which]
        found = reading(damaged(content, losses, Random(number)), suffix_of(layout))
        read = {cell.path: cell.value for cell in found[1].cells} if found else {}
        assert {path: each for path, each in verdicts(document.expected, read).items() if each in FATAL} == {}

    holds()


@pytest.mark.slow
@pytest.mark.parametrize("layout", DRAWN)
def test_whatever_happens_to_a_document_only_what_is_printed_is_read(layout):
    @fuzzed(layout)
    @given(
        WHICH,
        WHICH,
        st.lists(st.sampled_from(ALL), min_size=1, max_size=3),
        NUMBERS,
    )
    def holds(which, other, mutations, number):
        chance = Random(number)
        content = damaged(seeds(layout)[which][1], mutations, chance)
        assert faults_of(content, suffix_of(layout)) == []
        assert faults_of(spliced(content, seeds(layout)[other][1], chance), suffix_of(layout)) == []

    holds()


@pytest.mark.parametrize("layout", DRAWN)
def test_a_document_taken_apart_and_closed_again_reads_the_same(layout):
    """Otherwise mutations inside would only ever make refused documents."""
    _, content = seeds(layout)[0]
    texts = opened(content)
    assert texts
    before, after = (reading(each, suffix_of(layout)) for each in (content, closed(content, texts)))
    assert before is not None
    assert after is not None
    assert after[1].cells == before[1].cells


CONTENT = "政府信息公开\n行政许可 1,204\n".encode()
PLACE = Place(line=2)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        pytest.param(Cell("licence.decisions", Status.REPORTED, 1204, "1,204", PLACE), "", id="as-printed"),
        pytest.param(
            Cell("licence.decisions", Status.REPORTED, 1024, "1,204", PLACE), "does not say", id="other-value"
        ),
        pytest.param(Cell("licence.decisions", Status.REPORTED, 77, "77", PLACE), "is not printed", id="invented"),
        pytest.param(
            Cell("licence.decisions", Status.REPORTED, 1204, "1,204", Place(line=9)), "does not stand", id="no-place"
        ),
        pytest.param(Cell("licence.decisions", Status.BLANK, 1204, "1,204", PLACE), "is blank", id="state"),
        pytest.param(
            Cell("licence.decisions", Status.REPORTED, 0.1204, "1,204", PLACE), "does not say", id="unit-of-a-count"
        ),
        pytest.param(Cell("fees.amount_wan", Status.REPORTED, 0.1204, "1,204", PLACE), "", id="unit-of-an-amount"),
    ],
)
def test_the_oracle_finds_what_is_wrong(cell, says):
    document = read_document(CONTENT)
    assert isinstance(document, Document)
    assert isinstance(document.blocks[0], Prose)
    found = faults(CONTENT, document, Reading(Identity(None, None, ""), None, (cell,)))
    assert says in " ".join(found)
    assert bool(found) == bool(says)
