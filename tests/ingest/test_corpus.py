"""Real documents against their gold figures: nothing wrong, nothing invented, 99 % of the figures right."""

import json
from pathlib import Path

import pytest

from ingest.model import UnreadableDocumentError
from ingest.read import read_report

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
GOLD = sorted(CORPUS.glob("*.json"))
DOCUMENTS = [
    (document, gold)
    for gold in GOLD
    for document in sorted(CORPUS.glob(f"{gold.stem}.*"))
    if document.suffix in {".txt", ".md", ".html", ".pdf"}
]
WHOLE = ("001", "005", "017", "018")
pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the corpus of real documents is not on this machine")


def answers(document):
    try:
        reading = read_report(document)
    except UnreadableDocumentError:
        return None, {}
    return reading, {cell.path: cell.value for cell in reading.cells}


@pytest.mark.parametrize(("document", "gold"), DOCUMENTS, ids=[document.name for document, _ in DOCUMENTS])
def test_nothing_wrong_and_nothing_invented(document, gold):
    expected = json.loads(gold.read_text(encoding="utf-8"))
    reading, cells = answers(document)
    numbers = {path: value for path, value in cells.items() if value is not None}
    assert {path: value for path, value in numbers.items() if expected["cells"].get(path) != pytest.approx(value)} == {}
    if expected.get("year_certain", True) and reading is not None:
        assert reading.identity.year in (None, expected["year"])


def test_whole_reports_are_read_whole():
    total = right = 0
    for document, gold in DOCUMENTS:
        if document.name.startswith(WHOLE):
            expected = json.loads(gold.read_text(encoding="utf-8"))["cells"]
            _, cells = answers(document)
            total += len(expected)
            right += sum(path in cells and cells[path] == value for path, value in expected.items())
    assert right >= 0.99 * total
    assert total > 900
