"""The fictional city printed in many manners and damaged: what is read is what was printed, or a finding."""

from collections import Counter

import pytest

from benchmarks.variants import judged
from demo.damage import random_document
from demo.documents import Expected, documents
from demo.report import Layout
from demo.tally import FATAL, Verdict, tally

PER_LAYOUT = {Layout.PDF: 6, Layout.DOCX: 25, Layout.ODS: 25}
LOSING = {Layout.LINES, Layout.COLUMNS}  # blanks leave no trace
DRAWN = [layout for layout in Layout if layout is not Layout.SCAN]  # recognition has tests of its own


def assert_honest(found, share):
    counted = Counter(verdict for verdicts in found.values() for verdict in verdicts.values())
    faults = [(name, path) for name, verdicts in found.items() for path, each in verdicts.items() if each in FATAL]
    assert faults == []
    assert counted[Verdict.RIGHT] >= share * counted.total()


@pytest.mark.parametrize("layout", DRAWN)
def test_no_variant_gives_a_wrong_or_invented_figure(layout):
    found = {seed: judged(random_document(layout, seed)) for seed in range(PER_LAYOUT.get(layout, 40))}
    assert_honest(found, 0.75 if layout in LOSING else 0.9)


def test_every_document_of_the_city_reads_as_printed():
    drawn = (each for each in documents() if each.variant.layout is not Layout.SCAN)
    assert_honest({document.name: judged(document) for document in drawn}, 0.995)


def test_equal_arguments_give_equal_documents():
    first, again, other = (random_document(Layout.HTML, seed) for seed in (7, 7, 8))
    assert first.content() == again.content() != other.content()


@pytest.mark.parametrize(
    ("read", "verdict"),
    [
        pytest.param({"licence.decisions": 12.0}, Verdict.RIGHT, id="as-printed"),
        pytest.param({}, Verdict.MISSED, id="not-read"),
        pytest.param({"licence.decisions": 21.0}, Verdict.WRONG, id="another-figure"),
        pytest.param({"licence.decisions": 12.0, "penalty.decisions": 0.0}, Verdict.INVENTED, id="no-such-cell"),
        pytest.param({"licence.decisions": 12.0, "coercion.decisions": 0.0}, Verdict.WRONG, id="blank-read-as-zero"),
    ],
)
def test_the_tally_tells_gaps_from_faults(read, verdict):
    expected = {"licence.decisions": Expected("reported", 12.0), "coercion.decisions": Expected("blank", None)}
    counted = tally(expected, read)
    assert counted[verdict] >= 1
    assert any(counted[fault] for fault in FATAL) == (verdict in FATAL)
