from __future__ import annotations

import polars as pl
import pytest

from analysis import series
from analysis.frames import SERIES


def only(frame, organ="a", year=2022):
    return frame.row(by_predicate=(pl.col("organ_id") == organ) & (pl.col("year") == year), named=True)


@pytest.mark.parametrize(
    ("report", "metric", "expected"),
    [
        pytest.param(
            ("2021", {"licence.decisions": 0}), "licence.decisions", (0.0, "reported", []), id="zero-is-a-number"
        ),
        pytest.param(("2021", {"licence.decisions": None}), "licence.decisions", (None, "blank", []), id="blank"),
        pytest.param(
            ("2021", {"licence.decisions": "约30"}), "licence.decisions", (None, "unreadable", []), id="unreadable"
        ),
        pytest.param(
            ("2021", {}), "licence.decisions", (None, "unreadable", ["not_found"]), id="asked-for-but-not-found"
        ),
        pytest.param(("2019", {}), "fees.amount_wan", (None, "not_on_form", []), id="the-form-does-not-ask"),
        pytest.param(
            ("2019", {"normative.made": 3}), "normative.issued", (3.0, "reported", ["linked"]), id="made-feeds-issued"
        ),
        pytest.param(
            ("2019", {"normative.made": None}), "normative.issued", (None, "blank", ["linked"]), id="blank-made"
        ),
        pytest.param(
            ("2019", {}), "normative.issued", (None, "unreadable", ["not_found"]), id="neither-made-nor-issued"
        ),
        pytest.param(
            ("2021", {"fees.prev_items": 3}), "fees.prev_items", (3.0, "reported", []), id="printed-though-not-asked"
        ),
        pytest.param(("legacy", {}), "requests.new.total", (None, "not_on_form", []), id="legacy"),
        pytest.param(
            ("2019", {"requests.other.total": 4}), "requests.other_all", (4.0, "computed", []), id="undivided"
        ),
        pytest.param(
            ("2021", {"requests.other.total": 4}), "requests.other_all", (4.0, "computed", []), id="undivided-on-2021"
        ),
        pytest.param(("2021", {}), "requests.other_all", (None, "unreadable", ["not_found"]), id="no-other-row-at-all"),
        pytest.param(("2021", {"requests.total.total": 9}), "requests.handled", (9.0, "computed", []), id="sum-of-one"),
    ],
)
def test_one_report(report, metric, expected, rows, world):
    rows.report("a", 2022, *report)
    found = only(world(rows).series(metric, [2022]))
    assert (found["value"], found["status"], found["flags"]) == expected


DIVIDED = {
    "requests.other.no_correction.total": 2,
    "requests.other.fee_unpaid.total": 0,
    "requests.other.other.total": 1,
}


@pytest.mark.parametrize(
    ("cells", "value", "status"),
    [
        pytest.param(DIVIDED, 3.0, "computed", id="three-rows"),
        pytest.param({**DIVIDED, "requests.other.total": 3}, 3.0, "computed", id="heading-with-the-same-sum"),
        pytest.param({**DIVIDED, "requests.other.total": None}, 3.0, "computed", id="blank-heading"),
        pytest.param({**DIVIDED, "requests.other.total": 8}, None, "unreadable", id="two-different-answers"),
        pytest.param({**DIVIDED, "requests.other.other.total": None}, None, "blank", id="one-of-three-blank"),
        pytest.param(
            {**DIVIDED, "requests.other.other.total": None, "requests.other.total": 5},
            5.0,
            "computed",
            id="heading-knows",
        ),
    ],
)
def test_other_handling_is_the_one_row_or_the_three(cells, value, status, rows, world):
    rows.report("a", 2022, "2021", cells)
    found = only(world(rows).series("requests.other_all", [2022]))
    assert (found["value"], found["status"]) == (value, status)


def test_a_rate_has_its_numerator_denominator_and_small_n(rows, world, table_three):
    rows.report("a", 2022, "2021", table_three(new=10, granted=3, partial=1, refused__process=6, total=10))
    found = only(world(rows).series("disclosure_rate", [2022]))
    assert (found["value"], found["numerator"], found["denominator"]) == (40.0, 4.0, 10.0)
    assert (found["status"], found["flags"]) == ("computed", ["small_n"])


@pytest.fixture(scope="module")
def busy_year(new_rows, world, table_three):
    outcomes = {"granted": 20, "partial": 10, "refused__process": 8, "refused__internal": 4, "unable__unclear": 6}
    others = {"declined__repeat": 5, "other__other": 7, "total": 60}
    cells = (
        table_three(new=40, carried_in=24, **outcomes, **others, carried_out=4)
        | {"requests.new.natural": 30, "penalty.decisions": 50, "licence.decisions": 200}
        | {"normative.issued": 4, "normative.repealed": 6}
        | {"review.upheld": 6, "review.corrected": 2, "review.other": 2, "review.pending": 2, "review.total": 12}
        | dict.fromkeys(("litigation_direct.upheld", "litigation_after_review.upheld"), 3)
        | dict.fromkeys(("litigation_direct.corrected", "litigation_after_review.corrected"), 1)
        | dict.fromkeys(("litigation_direct.other", "litigation_after_review.other"), 0)
        | dict.fromkeys(("litigation_direct.total", "litigation_after_review.total"), 8)
    )
    return world(new_rows().report("a", 2022, "2021", cells))


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        pytest.param("requests.refused", 12.0, id="refused"),
        pytest.param("requests.unable", 6.0, id="unable"),
        pytest.param("requests.declined", 5.0, id="declined"),
        pytest.param("disclosure_rate", 100 * 30 / 60, id="of-all-handled"),
        pytest.param("disclosure_rate_merits", 100 * 30 / 48, id="of-answers-on-the-merits"),
        pytest.param("refusal_rate", 20.0, id="refusal-rate"),
        pytest.param("unable_rate", 10.0, id="unable-rate"),
        pytest.param("declined_rate", 100 * 5 / 60, id="declined-rate"),
        pytest.param("carry_rate", 100 * 4 / 64, id="carried"),
        pytest.param("natural_share", 75.0, id="natural-persons"),
        pytest.param("review_correction_rate", 20.0, id="reviews-pending-is-no-result"),
        pytest.param("litigation_correction_rate", 25.0, id="litigation-pending-is-no-result"),
        pytest.param("litigation.total", 16.0, id="both-kinds-of-litigation"),
        pytest.param("dispute_rate", 100 * (12 + 16) / 60, id="disputes"),
        pytest.param("normative_repeal_ratio", 150.0, id="repealed-per-issued"),
        pytest.param("penalty_per_100_licences", 25.0, id="penalties-per-100-licences"),
    ],
)
def test_derived_indicators(metric, value, busy_year):
    assert only(busy_year.series(metric, [2022]))["value"] == pytest.approx(value)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        pytest.param({"partial": None}, "blank", id="a-blank-part-that-no-sum-explains"),
        pytest.param({"partial": "1O"}, "unreadable", id="an-unreadable-part"),
        pytest.param({"total": None}, "blank", id="a-blank-denominator"),
    ],
)
def test_a_missing_part_makes_a_rate_missing(said, status, rows, world, table_three):
    rows.report("a", 2022, "2021", table_three(**{"new": 10, "granted": 3, "partial": 5, "total": 10, **said}))
    found = only(world(rows).series("disclosure_rate", [2022]))
    assert (found["value"], found["status"]) == (None, status)


def test_a_blank_part_counts_as_zero_where_the_sums_pass_and_says_so(rows, world, table_three):
    rows.report("a", 2022, "2021", table_three(new=30, granted=30, partial=None, total=30))
    found = only(world(rows).series("disclosure_rate", [2022]))
    assert (found["value"], found["status"], found["flags"]) == (100.0, "computed", ["inferred_zero"])


def test_a_printed_blank_is_never_a_zero(rows, world, table_three):
    rows.report("a", 2022, "2021", table_three(new=30, granted=30, partial=None, total=30))
    found = only(world(rows).series("requests.partial.total", [2022]))
    assert (found["value"], found["status"], found["flags"]) == (None, "blank", [])


def test_nothing_handled_is_no_rate(rows, world, table_three):
    rows.report("a", 2022, "2021", table_three())
    found = only(world(rows).series("disclosure_rate", [2022]))
    assert (found["value"], found["denominator"], found["flags"]) == (None, 0.0, ["zero_denominator"])


def test_corrections_are_seen(rows, world):
    rows.report("a", 2022, "2021", {"licence.decisions": 50, "penalty.decisions": 5})
    rows.corrected.add(("a", 2022, "licence.decisions"))
    here = world(rows)
    assert only(here.series("licence.decisions", [2022]))["status"] == "corrected"
    assert only(here.series("penalty_per_100_licences", [2022]))["flags"] == ["corrected"]


@pytest.mark.parametrize(
    ("metric", "outcome", "flags"),
    [
        pytest.param("licence.decisions", "fail", ["item_count"], id="fired"),
        pytest.param("licence.decisions", "pass", [], id="did-not-fire"),
        pytest.param("penalty.decisions", "fail", [], id="another-row"),
        pytest.param("licence.prev_items", "fail", [], id="the-items-themselves"),
        pytest.param("penalty_per_100_licences", "fail", ["item_count"], id="part-of-a-rate"),
    ],
)
def test_decisions_that_are_probably_items_are_flagged(metric, outcome, flags, rows, world):
    decisions = {"licence.decisions": 70, "licence.prev_items": 60, "licence.change": 10, "penalty.decisions": 5}
    rows.report("a", 2020, "2019", decisions)
    cells = ["licence.decisions", "licence.prev_items", "licence.change"]
    rows.finding("a", 2020, "t2.stock2019.licence", cells, outcome=outcome, severity="notice")
    assert only(world(rows).series(metric, [2020]), year=2020)["flags"] == flags


def test_the_grid_is_complete_and_absence_has_its_reasons(rows, world):
    rows.organ("a").organ("b", valid_from=2022).organ("c", valid_to=2022)
    rows.report("a", 2022, "2021", {"licence.decisions": 1})
    rows.report("c", 2023, "2021", {"licence.decisions": 2})
    found = world(rows).series("licence.decisions", [2023, 2021, 2022, 2022])
    assert found.schema == SERIES
    assert found.select("organ_id", "year", "status", "flags").rows() == [
        ("a", 2021, "no_report", []),
        ("a", 2022, "reported", []),
        ("a", 2023, "no_report", []),
        ("b", 2021, "no_report", ["not_existing"]),
        ("b", 2022, "no_report", []),
        ("b", 2023, "no_report", []),
        ("c", 2021, "no_report", []),
        ("c", 2022, "no_report", []),
        ("c", 2023, "reported", []),
    ]


def test_organs_that_share_a_short_name_go_by_their_full_name(rows, world):
    rows.organ("a", name="甲市城东区", short_name="城东区").organ("b", name="乙市城东区", short_name="城东区").organ(
        "c"
    )
    found = series.labels(world(rows).known.organs)
    assert dict(found.iter_rows()) == {"a": "甲市城东区", "b": "乙市城东区", "c": "c"}


def test_without_reports_or_years_there_is_still_an_answer(rows, world):
    here = world(rows.organ("a"))
    assert here.series("disclosure_rate", [2022])["status"].to_list() == ["no_report"]
    assert here.series("disclosure_rate", []).schema == SERIES


def test_row_order_of_the_facts_changes_nothing(rows, world, table_three):
    for organ in "abc":
        rows.report(organ, 2022, "2021", table_three(new=30, granted=30, partial=None, total=30))
    here = world(rows)
    known = here.known
    frames = [
        series.complete(
            facts,
            "disclosure_rate",
            organs,
            reports,
            [2022, 2023],
            metrics=known.metrics,
            comparability=known.comparability,
        )
        for facts, organs, reports in (
            (here.facts, known.organs, known.reports),
            (here.facts.reverse(), known.organs.reverse(), known.reports.reverse()),
            (here.facts.sample(fraction=1, shuffle=True, seed=7), known.organs, known.reports),
        )
    ]
    assert frames[0].equals(frames[1])
    assert frames[0].equals(frames[2])
