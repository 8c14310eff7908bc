"""Since when: a run is broken by whatever is no rise and no fall."""

import pytest

from analysis.runs import RUNS, runs
from analysis.vocabulary import metric
from ingest import definitions

METRICS, REGISTER = definitions.metrics(), definitions.comparability()
LICENCES, FEES = (metric(METRICS, each) for each in ("licence.decisions", "fees.amount_wan"))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param([9, 5, 7, 6, 4], ("fall", 2023, 2, 7.0, 4.0), id="falls-since-its-top"),
        pytest.param([1, 2, 3, 4, 5], ("rise", 2021, 4, 1.0, 5.0), id="rises-all-along"),
        pytest.param([1, 2, 3, 3, 4], None, id="a-standstill-ends-it"),
        pytest.param([5, 4, None, 3, 2], None, id="a-blank-ends-it"),
        pytest.param([5, 4, 3, 2, None], None, id="no-number-in-the-last-year"),
        pytest.param([5, 4, "x", 3, 2], None, id="an-unreadable-one-ends-it"),
        pytest.param([5, 4, 3, 4, 3], None, id="one-step-is-no-run"),
        pytest.param([9, 8, 7, 6, 6], None, id="no-change-in-the-last-year"),
    ],
)
def test_runs(printed, expected, rows, world):
    for year, number in enumerate(printed, start=2021):
        rows.report("a", year, "2021", {"licence.decisions": number})
    found = runs(world(rows).series("licence.decisions", range(2021, 2026)), REGISTER, LICENCES)
    assert found.schema == RUNS
    told = [tuple(row[name] for name in ("direction", "since", "steps", "start", "end")) for row in found.to_dicts()]
    assert told == ([expected] if expected else [])


def test_a_break_ends_a_run(rows, world):
    for year, form in ((2019, "2019"), (2020, "2019"), (2021, "2021"), (2022, "2021")):
        rows.report("a", year, form, {"fees.amount_wan": 2030 - year})
    assert runs(world(rows).series("fees.amount_wan", range(2019, 2023)), REGISTER, FEES).is_empty()


def test_a_missing_year_ends_a_run(rows, world):
    for year, number in ((2021, 9), (2022, 8), (2024, 7), (2025, 6)):
        rows.report("a", year, "2021", {"licence.decisions": number})
    assert runs(world(rows).series("licence.decisions", range(2021, 2026)), REGISTER, LICENCES).is_empty()
