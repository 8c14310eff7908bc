from __future__ import annotations

from analysis.coverage import coverage
from analysis.frames import COVERAGE


def test_the_grid_has_a_state_for_every_organ_and_year(rows, world):
    rows.organ("a").organ("b", valid_from=2023)
    for year in (2021, 2022, 2023, 2024):
        rows.report("a", year, "2021", {})
    rows.report("b", 2024, "2019", {})
    rows.finding("a", 2021, "t3.balance.total", [])
    rows.finding("a", 2022, "p.copy", [], severity="warning")
    rows.finding("a", 2023, "p.jump", [], severity="notice")
    rows.finding("a", 2024, "t3.balance.total", [], outcome="cannot_check")
    known = world(rows).known
    found = coverage(known.organs, known.reports, [2024, 2021, 2022, 2023])
    assert found.schema == COVERAGE
    assert found.select("organ", "year", "state", "form", "n_errors", "n_warnings").rows() == [
        ("a", 2021, "findings", "2021", 1, 0),
        ("a", 2022, "findings", "2021", 0, 1),
        ("a", 2023, "reported", "2021", 0, 0),
        ("a", 2024, "reported", "2021", 0, 0),
        ("b", 2021, "not_existing", None, 0, 0),
        ("b", 2022, "not_existing", None, 0, 0),
        ("b", 2023, "no_report", None, 0, 0),
        ("b", 2024, "reported", "2019", 0, 0),
    ]
