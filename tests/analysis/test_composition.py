from __future__ import annotations

import polars as pl
import pytest

from analysis.composition import FAMILIES, composition, facts_for, family_of
from analysis.frames import COMPOSITION
from analysis.vocabulary import metric
from ingest import definitions


def found(world, family, years=(2022,)):
    facts = facts_for(world.con, world.known, family, None, years)
    return composition(world.known, facts, family, None, years)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_part_is_in_the_vocabulary_with_a_title_of_its_own(family, rows, world):
    parts = found(world(rows.organ("a")), family)
    assert parts.schema == COMPOSITION
    assert parts["part"].to_list() == list(FAMILIES[family])
    assert parts["part_title_zh"].is_unique().all()
    assert set(parts["status"]) == {"no_report"}


def test_outcomes_have_values_and_shares_in_the_order_of_print(rows, world, table_three):
    outcomes = {"granted": 20, "partial": 5, "refused__process": 10, "unable__unclear": 5, "declined__repeat": 4}
    rows.report("a", 2022, "2021", table_three(new=50, **outcomes, other__other=6, total=50))
    parts = found(world(rows), "outcomes")
    assert parts.select("part_title_zh", "value", "share", "status").rows() == [
        ("予以公开", 20.0, 40.0, "reported"),
        ("部分公开", 5.0, 10.0, "reported"),
        ("不予公开", 10.0, 20.0, "computed"),
        ("无法提供", 5.0, 10.0, "computed"),
        ("不予处理", 4.0, 8.0, "computed"),
        ("其他处理", 6.0, 12.0, "computed"),
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            (6, 2, 0, 2, 10),
            [(6, 60, "reported"), (2, 20, "reported"), (0, 0, "reported"), (2, 20, "reported")],
            id="full",
        ),
        pytest.param(
            (6, 2, None, 2, 10),
            [(6, 60, "reported"), (2, 20, "reported"), (0, 0, "computed"), (2, 20, "reported")],
            id="blank-shown-to-be-zero",
        ),
        pytest.param(
            (6, 2, None, 2, 11),
            [(6, None, "reported"), (2, None, "reported"), (None, None, "blank"), (2, None, "reported")],
            id="blank-is-missing",
        ),
        pytest.param(
            (6, 2, "1O", 2, 11),
            [(6, None, "reported"), (2, None, "reported"), (None, None, "unreadable"), (2, None, "reported")],
            id="unreadable",
        ),
        pytest.param((0, 0, 0, 0, 0), [(0, None, "reported")] * 4, id="nothing-to-share"),
    ],
)
def test_shares_need_every_part(cells, expected, rows, world):
    names = ("upheld", "corrected", "other", "pending", "total")
    rows.report("a", 2022, "2021", {f"review.{name}": value for name, value in zip(names, cells, strict=True)})
    assert found(world(rows), "review_results").select("value", "share", "status").rows() == expected


def test_an_inferred_zero_is_said_and_a_correction_too(rows, world):
    cells = {"review.upheld": 4, "review.corrected": None, "review.other": 0, "review.pending": 0, "review.total": 4}
    rows.report("a", 2022, "2021", cells)
    rows.corrected.add(("a", 2022, "review.upheld"))
    parts = found(world(rows), "review_results")
    assert parts["status"].to_list()[:2] == ["corrected", "computed"]
    assert parts["flags"].to_list()[:2] == [["corrected"], ["inferred_zero"]]


def test_years_and_organs_do_not_mix(rows, world):
    for organ, year, upheld in (("a", 2022, 1), ("a", 2023, 3), ("b", 2022, 0)):
        cells = {"review.upheld": upheld, "review.corrected": 1, "review.other": 0, "review.pending": 0}
        rows.report(organ, year, "2021", {**cells, "review.total": upheld + 1})
    shares = found(world(rows), "review_results", (2022, 2023)).filter(pl.col("part") == "review.upheld")
    assert shares["share"].to_list() == [50.0, 75.0, 0.0, None]


@pytest.mark.parametrize(
    ("metric_id", "family"),
    [
        pytest.param("disclosure_rate", "outcomes", id="granted-and-partial"),
        pytest.param("refusal_rate", "outcomes", id="a-group-of-outcomes"),
        pytest.param("natural_share", "applicants", id="an-applicant"),
        pytest.param("review_correction_rate", "review_results", id="a-result"),
        pytest.param("carry_rate", None, id="no-part-of-a-whole"),
        pytest.param("licence.decisions", None, id="a-count"),
    ],
)
def test_the_family_that_shows_what_moves_a_figure(metric_id, family):
    metrics = definitions.metrics()
    assert family_of(metrics, metric(metrics, metric_id)) == family
