from __future__ import annotations

import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ingest.forms import forms
from ingest.rules import CELLS, FINDINGS, REPORTS, check


@pytest.fixture(scope="module")
def build(clean, report, real):
    """Reports of two organs on both forms, one of them with gaps and faults, as frames."""
    sources = [
        (report(1, organ_id="a", year=2020, form="2019"), clean("2019") | {"licence.change": -3}),
        (report(2, organ_id="a", year=2021), clean() | {"requests.new.natural": 99, "review.other": None}),
        (report(3, organ_id="a", year=2023), clean() | {"fees.amount_wan": 3.5, "review.total": "1O"}),
        (report(4, organ_id="b", parent_id="a", level="county", year=2023), real("hongze_2023")),
    ]
    cells = [
        {
            "report_id": fields["report_id"], "path": path, "printed": str(figure), "place": "",
            "status": "unreadable" if isinstance(figure, str) else "blank" if figure is None else "reported",
            "value": None if isinstance(figure, str) or figure is None else float(figure),
        }
        for fields, figures in sources
        for path, figure in figures.items()
    ]  # fmt: skip
    return pl.DataFrame(cells, schema=CELLS), pl.DataFrame([fields for fields, _ in sources], schema=REPORTS)


@pytest.mark.parametrize("with_reports", [False, True])
def test_empty_frames_have_the_columns_of_a_finding(with_reports, build):
    reports = build[1] if with_reports else REPORTS.to_frame()
    found = check(CELLS.to_frame(), reports)
    assert found.schema == FINDINGS
    assert found.is_empty() is not with_reports
    assert "pass" not in set(found["outcome"])


@settings(deadline=None, max_examples=5)
@given(seed=st.integers(0, 2**32))
def test_order_of_rows_does_not_matter(seed, build):
    cells, reports = build
    shuffled = check(
        cells.sample(fraction=1, shuffle=True, seed=seed), reports.sample(fraction=1, shuffle=True, seed=seed)
    )
    assert_frame_equal(shuffled, check(cells, reports))


def test_one_finding_a_rule_and_report(build):
    found = check(*build)
    assert not found.select("report_id", "rule").is_duplicated().any()
    assert found.select(pl.exclude("left_value", "right_value", "difference")).null_count().sum_horizontal()[0] == 0
    assert (found["message_zh"].str.len_chars() > 0).all()


def test_reports_of_other_organs_change_nothing_within_a_report(build):
    cells, reports = build
    together = check(cells, reports).filter(pl.col("report_id") == 4)
    alone = check(cells.filter(pl.col("report_id") == 4), reports.filter(pl.col("report_id") == 4))
    assert_frame_equal(together, alone)


def test_numbers_in_messages_have_no_empty_decimals(build):
    messages = check(*build)
    assert not messages.filter(pl.any_horizontal(pl.col("message_zh", "message_en").str.contains(r"\d\.0\b"))).height


def test_missing_column_is_our_mistake(build):
    cells, reports = build
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        check(cells.drop("status"), reports)


def test_cell_given_twice_is_our_mistake(build):
    cells, reports = build
    with pytest.raises(pl.exceptions.ComputeError):
        check(pl.concat([cells, cells.head(200).tail(1)]), reports)


def test_a_thousand_reports_take_a_moment(clean, report):
    paths = list(clean())
    reports = pl.DataFrame([report(n, organ_id=str(n // 5), year=2020 + n % 5) for n in range(1000)], schema=REPORTS)
    cells = (
        reports.select("report_id")
        .join(pl.DataFrame({"path": paths}), how="cross")
        .with_columns(status=pl.lit("reported"), value=pl.lit(2.0), printed=pl.lit("2"), place=pl.lit(""))
    )
    start = time.process_time()
    found = check(cells, reports)
    assert found.height > 50 * reports.height
    assert time.process_time() - start < 8


def test_rule_ids_of_sums_cover_the_checks_of_every_form(clean, report, findings):
    for form in forms():
        found = set(findings((report(1, form=form.id), clean(form.id)))["rule"])
        for table in form.tables:
            for sum_check in table.checks:
                assert any(rule.startswith(sum_check.rule) for rule in found)
