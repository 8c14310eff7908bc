"""Lists of the years before 2019: read whole, without a finding that fails, and kept apart from 2019 where they must be."""

import pytest

from analysis import ask, load
from analysis.change import between
from analysis.vocabulary import metric as metric_of
from demo.__main__ import write_earlier
from demo.documents import documents
from demo.earlier import PRINTED, earlier_lists
from ingest.build import build
from ingest.intake import take
from ingest.model import Outcome
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.workspace import Workspace

ORGAN = "示例市甲木区人民政府"
SUMS = 7  # that the list must satisfy


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """The lists beside the reports of 2019 and 2020 of one organ."""
    folder = tmp_path_factory.mktemp("earlier")
    printed = folder / "printed"
    printed.mkdir()
    write_earlier(printed)
    for document in documents():
        if (document.report.organ, document.report.year) in {(ORGAN, 2019), (ORGAN, 2020)}:
            (printed / document.name).write_bytes(document.content())
    (printed / "workspace.toml").write_text('title_zh = "甲"\ntitle_en = "A"\nfictional = true\n', encoding="utf-8")
    workspace = Workspace(folder / "workspace")
    with workspace.locked():
        take(workspace, [printed], only=True)
        return build(workspace).path


@pytest.mark.parametrize("index", range(len(PRINTED)), ids=[f"{organ}-{year}" for organ, year in PRINTED])
def test_a_list_is_read_as_printed(index):
    organ, year = PRINTED[index]
    printed = earlier_lists()[index]
    reading = reading_of(read_document(printed.text.encode(), ".txt"))
    assert (reading.identity.organ, reading.identity.year, reading.form) == (organ, year, "legacy")
    assert {cell.path: cell.value for cell in reading.cells} == printed.figures
    assert {finding.rule for finding in reading.findings if finding.outcome is Outcome.FAIL} == set()


def test_the_sums_of_the_lists_hold(database):
    with load.open_database(database) as con:
        found = load.findings(con)
    legacy = found.filter(found["rule"].str.starts_with("legacy."))
    assert legacy.height == SUMS * len(PRINTED)
    assert set(legacy["outcome"]) == {"pass"}


@pytest.mark.parametrize(
    ("metric", "comparable"),
    [
        pytest.param("requests.new.total", "note", id="requests-received"),
        pytest.param("normative.made", "note", id="documents-made"),
        pytest.param("review.total", "note", id="reviews"),
        pytest.param("requests.granted.total", "no", id="requests-granted"),
        pytest.param("litigation_direct.total", "no", id="lawsuits"),
    ],
)
def test_the_break_between_2018_and_2019(database, metric, comparable):
    with load.open_database(database) as con:
        known = ask.context(con)
        [organ] = known.organs.filter(known.organs["name"] == ORGAN)["organ_id"]
        series = ask.series_of(con, known, metric, [organ], range(2017, 2021))
        asked = metric_of(known.metrics, metric)
        change = between(series, 2018, 2019, known.comparability, asked).row(0, named=True)
        within = between(series, 2019, 2020, known.comparability, asked).row(0, named=True)
    assert (change["change"] is not None) == (comparable == "note")
    assert within["change"] is not None
