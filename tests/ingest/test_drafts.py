"""Every document of the fictional city, checked as a draft beside the published city: what is planted is found."""

from __future__ import annotations

import pytest

from demo.__main__ import write_city
from demo.documents import documents
from demo.planted import STATES, load_plants
from ingest.draft import check_drafts
from ingest.store import query
from ingest.worker import read_documents
from ingest.workspace import Workspace

COLUMNS = (
    *("rule", "outcome", "severity", "left_value", "right_value", "difference", "cells"),
    *("place", "quote", "message_zh", "message_en"),
)
# What these ask of is the report as a whole, not one of its cells.
OF_REPORTS = ("s.period", "p.copy", "p.allzero")
FAULTS = [pytest.param(plant, id=plant.id) for plant in load_plants() if plant.expect not in STATES]


@pytest.fixture(scope="module")
def demo(workspaces):
    return Workspace(workspaces / "demo")


@pytest.fixture(scope="module")
def checked(demo, tmp_path_factory):
    """Each document by name, checked alone as a draft."""
    folder = tmp_path_factory.mktemp("printed")
    write_city(folder)
    files = [folder / document.name for document in documents()]
    read = zip(files, read_documents(files), strict=True)
    return {file.name: check_drafts([(file, answer)], demo) for file, answer in read}


@pytest.mark.parametrize("plant", FAULTS)
def test_a_planted_fault_is_found_in_the_draft_at_its_cell(plant, checked):
    names = [document.name for document in documents() if plant in document.plants]
    failed = [
        cells
        for name in names
        for rule, cells in checked[name].findings.filter(outcome="fail").select("rule", "cells").iter_rows()
        if f"{rule}.".startswith(f"{plant.expect}.")
    ]
    assert failed
    at_its_cell = [any(plant.covers(path) or _row_of(plant, path) for path in cells) for cells in failed]
    assert any(at_its_cell) or plant.expect.startswith(OF_REPORTS) or plant.expect.startswith("s.missing")


def _row_of(plant, path):
    return any(cell.startswith(f"{path}.") for cell in plant.cells)


def test_a_draft_is_told_the_same_as_the_published_report(demo, checked):
    """Rules look at last year, at other years, at organs below: a draft sees all of that."""
    rows = query(
        demo.published(),
        f"select file, {', '.join(COLUMNS)} from finding join report using (report_id, file) "  # noqa: S608 - our names
        "where is_current and not starts_with(rule, 'd.')",
    )
    published = {file: rows.filter(file=file).select(COLUMNS) for file in rows["file"].unique()}
    assert len(published) >= 90
    for file, theirs in published.items():
        ours = checked[file].findings.select(COLUMNS)
        assert sorted(map(str, ours.rows())) == sorted(map(str, theirs.rows())), file


def test_a_draft_knows_what_stands_beside_it(checked):
    (draft,) = checked["示例市庚金经济开发区_2023.docx"].drafts
    assert (draft.organ, draft.year, draft.known) == ("示例市庚金经济开发区管理委员会", 2023, True)
    assert draft.years == (2019, 2020, 2021, 2022, 2024, 2025)
    assert (draft.published, draft.differing) == (draft.file, 0)


def test_an_earlier_issue_differs_from_the_published_report(checked):
    plant = next(plant for plant in load_plants() if plant.first_issue)
    first = next(document for document in documents() if plant in document.plants)
    (draft,) = checked[first.name].drafts
    assert draft.published != first.name
    assert draft.differing == len(plant.first_issue)


def test_drafts_of_two_years_see_each_other(put):
    files = [put("a.md", year=2023, licence=12), put("b.md", year=2024, licence=6000)]
    read = list(zip(files, read_documents(files), strict=True))
    alone = [check_drafts([each], None).findings.filter(outcome="fail")["rule"].to_list() for each in read]
    together = check_drafts(read, None).findings.filter(outcome="fail")
    assert not any(rule.startswith("p.jump") for rules in alone for rule in rules)
    assert together.filter(rule="p.jump.licence.decisions").select("file", "year").rows() == [("b.md", 2024)]
