"""The checks against the planted faults: each is found, and nothing else is."""

import duckdb
import pytest

from demo.__main__ import write_city
from demo.planted import STATES, load_plants
from ingest.build import build
from ingest.intake import take
from ingest.workspace import Workspace

INTAKE = ("d.duplicate", "d.revision")  # about documents, not about figures


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """Rule, outcome, organ and year of every finding about the printed city."""
    folder = tmp_path_factory.mktemp("city")
    write_city(folder / "printed")
    workspace = Workspace(folder / "workspace")
    with workspace.locked():
        take(workspace, [folder / "printed"], only=True)
        database = build(workspace).path
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            "select f.rule, f.outcome, o.name, r.year from finding f join report r using (report_id) "
            "join organ o using (organ_id)"
        ).fetchall()


def family(rule, found):
    return f"{found}.".startswith(f"{rule}.")


@pytest.mark.parametrize(
    "plant", [pytest.param(plant, id=plant.id) for plant in load_plants() if plant.expect not in STATES]
)
def test_a_planted_fault_is_found(findings, plant):
    here = [(rule, outcome) for rule, outcome, organ, year in findings if (organ, year) == (plant.organ, plant.year)]
    found = any(family(plant.expect, rule) and outcome == "fail" for rule, outcome in here)
    assert found, sorted(set(here))


def test_nothing_fails_but_what_is_planted(findings):
    expected = [
        (rule, plant.organ, year)
        for plant in load_plants()
        for rule in (*({plant.expect} - STATES), *plant.also)
        for year in (plant.year - 1, plant.year, plant.year + 1)
    ]
    unexpected = {
        (rule, organ, year)
        for rule, outcome, organ, year in findings
        if outcome == "fail" and rule not in INTAKE
        if not any(family(rule_, rule) and (organ_, year_) == (organ, year) for rule_, organ_, year_ in expected)
        if not rule.startswith("h.rollup") or not _a_part_is_planted(rule, year, expected)
    }
    assert unexpected == set()


def _a_part_is_planted(rule, year, expected):
    """A sum over children fails at the city, whose report is right: the fault stands in the child's report."""
    return any(family(planted, rule) and planted_year == year for planted, _, planted_year in expected)
