"""Parts of a rate by organ and by applicant come to the same whole."""

import pytest

from analysis import drivers
from analysis.decomposition import decomposed
from analysis.vocabulary import metric

APPLICANTS = ("natural", "company", "research", "ngo", "legal", "other")
RATE = "disclosure_rate"


def table_three(granted, handled):
    """Granted and handled requests by applicant, with their totals; nothing was disclosed in part."""
    cells = {f"requests.granted.{each}": value for each, value in zip(APPLICANTS, granted, strict=True)}
    cells |= {f"requests.total.{each}": value for each, value in zip(APPLICANTS, handled, strict=True)}
    cells |= {f"requests.partial.{each}": 0 for each in (*APPLICANTS, "total")}
    return cells | {"requests.granted.total": sum(granted), "requests.total.total": sum(handled)}


@pytest.fixture
def city(world, rows):
    rows.report("A", 2023, "2021", table_three((50, 10, 0, 0, 0, 0), (100, 20, 0, 0, 0, 0)))
    rows.report("A", 2024, "2021", table_three((50, 5, 1, 0, 0, 0), (80, 40, 2, 0, 0, 0)))
    rows.report("B", 2023, "2021", table_three((9, 0, 0, 0, 3, 0), (10, 0, 0, 0, 6, 0)))
    rows.report("B", 2024, "2021", table_three((8, 0, 0, 0, 3, 0), (10, 0, 0, 0, 3, 0)))
    rows.report("C", 2024, "2021", table_three((8, 0, 0, 0, 3, 0), (10, 0, 0, 0, 3, 0)))
    return world(rows)


def test_by_organ_and_by_applicant_explain_the_same_change(city):
    asked = metric(city.known.metrics, RATE)
    series = city.series(RATE, (2023, 2024))
    of_organs = drivers.by_organ(series, (2023, 2024), city.known.comparability, asked)
    of_applicants, used = drivers.by_applicant(city.con, city.known, RATE, ["A", "B", "C"], (2023, 2024))
    assert used == ["A", "B"]
    assert of_organs["part"].to_list() == ["A", "B"]
    sums = [
        decomposed(parts).select("mix_pp", "rate_pp").sum_horizontal().sum() for parts in (of_organs, of_applicants)
    ]
    change = 100 * (67 / 135 - 72 / 136)
    assert sums == pytest.approx([change, change], abs=1e-9)


def test_a_rate_that_has_no_applicants_is_refused(city):
    assert not drivers.has_applicants(metric(city.known.metrics, "review_correction_rate"))
    with pytest.raises(ValueError, match="no applicants"):
        drivers.by_applicant(city.con, city.known, "review_correction_rate", ["A"], (2023, 2024))
