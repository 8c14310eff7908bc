"""Which document is the report, where several print one organ and year."""

from itertools import permutations

import pytest

from ingest.editions import Source, editions
from ingest.model import Cell, Identity, Place, Reading, Status
from ingest.workspace import StoredDocument

TWO = {"licence.decisions": 12, "penalty.decisions": 3, "coercion.decisions": 0}
THREE = {"requests.new.total": 7, "requests.total.total": 7}
FOUR = {"review.total": 1}
WHOLE = TWO | THREE | FOUR
TABLES = {"licence": "two", "requests": "three", "review": "four"}


def cell(path, value):
    status = {None: Status.BLANK, "?": Status.UNREADABLE}.get(value, Status.REPORTED)
    return Cell(path, status, value if status is Status.REPORTED else None, str(value), Place(line=1))


def source(number, figures, *, form="2021", organ="示例市人民政府", excerpt=False):
    tables = tuple(table for row, table in TABLES.items() if any(path.startswith(row) for path in figures))
    cells = tuple(cell(*each) for each in figures.items())
    reading = Reading(Identity(organ, 2024, "标题"), form, cells, tables=tables, excerpt=excerpt)
    return Source(StoredDocument(number, "0" * 64, ".md", f"{number}.md", "2025-01-01"), reading)


def current(*sources):
    (edition,) = [edition for edition in editions(sources) if edition.is_current]
    return edition


@pytest.mark.parametrize(
    ("readings", "kept", "reports"),
    [
        pytest.param([WHOLE, WHOLE], 1, 1, id="the-same-twice"),
        pytest.param([THREE, WHOLE], 2, 1, id="excerpt-then-whole"),
        pytest.param([WHOLE, THREE], 1, 1, id="whole-then-excerpt"),
        pytest.param([TWO | THREE, WHOLE], 2, 1, id="re-issue-that-adds-table-four"),
        pytest.param([TWO, THREE, WHOLE], 3, 1, id="two-excerpts-then-whole"),
        pytest.param([WHOLE | {"review.total": "?"}, WHOLE], 2, 1, id="an-unreadable-cell-says-nothing"),
        pytest.param([WHOLE | {"licence.decisions": "?"}, TWO], 1, 2, id="part-with-a-cell-that-the-whole-lost"),
        pytest.param([WHOLE, WHOLE | {"licence.decisions": 13}], 2, 2, id="newer-figure"),
        pytest.param([WHOLE, WHOLE | {"coercion.decisions": None}], 2, 2, id="a-blank-is-no-zero"),
        pytest.param([WHOLE, WHOLE | {"licence.decisions": 13}, WHOLE | {"licence.decisions": 14}], 3, 3, id="three"),
        pytest.param([WHOLE, WHOLE | {"licence.decisions": 13}, WHOLE], 2, 2, id="the-oldest-once-more"),
        pytest.param([WHOLE, TWO | {"licence.decisions": 13}], 1, 2, id="one-table-takes-no-place-of-a-whole-report"),
        pytest.param([THREE, TWO], 2, 2, id="two-parts-the-fuller-one"),
        pytest.param([TWO, THREE], 1, 2, id="two-parts-in-the-other-order"),
    ],
)
def test_the_current_report(readings, kept, reports):
    sources = [source(number, figures) for number, figures in enumerate(readings, start=1)]
    assert current(*sources).source.document.number == kept
    assert len(editions(sources)) == reports


def test_the_form_of_an_excerpt_does_not_matter():
    assert len(editions([source(1, WHOLE, form="2019"), source(2, THREE, form="2021")])) == 1


def test_of_equal_figures_the_whole_report_is_kept():
    assert current(source(1, WHOLE, excerpt=True), source(2, WHOLE)).source.document.number == 2


def test_equal_figures_of_two_organs_are_two_reports():
    assert len(editions([source(1, WHOLE), source(2, WHOLE, organ="示例市教育局")])) == 2


def test_order_decides_only_which_is_newer():
    """One whole report, its parts and a mirror give the same report in every order of adding."""
    readings = [WHOLE, TWO, THREE, TWO | THREE, WHOLE | {"review.total": "?"}]
    for order in permutations(readings):
        sources = [source(number, figures) for number, figures in enumerate(order, start=1)]
        (edition,) = editions(sources)
        assert {cell.path: cell.value for cell in edition.source.reading.cells} == WHOLE
        assert len(edition.duplicates) == 4


def test_parts_that_agree_are_called_incomplete_and_name_what_is_not_used():
    (finding,) = current(source(1, TWO), source(2, THREE)).findings
    assert finding.cells == tuple(sorted(THREE))
    assert "没有矛盾" in finding.message_zh
    assert "no figure differs" in finding.message_en


def test_a_newer_part_that_differs_is_said_not_to_be_used():
    edition = current(source(1, WHOLE), source(2, TWO | {"licence.decisions": 13}))
    (finding,) = edition.findings
    assert (finding.cells, finding.quote) == (("licence.decisions",), "2.md")
    assert "较新的一份不完整" in finding.message_zh
