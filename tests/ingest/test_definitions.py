from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

from ingest import definitions
from ingest.definitions import DefinitionError
from ingest.forms import all_forms

if TYPE_CHECKING:
    from pathlib import Path

SPEC_IDS = [
    "requests.handled",
    "requests.refused",
    "requests.unable",
    "requests.declined",
    "requests.other_all",
    "disclosure_rate",
    "disclosure_rate_merits",
    "refusal_rate",
    "unable_rate",
    "declined_rate",
    "carry_rate",
    "natural_share",
    "review_correction_rate",
    "litigation_correction_rate",
    "dispute_rate",
    "normative_repeal_ratio",
    "penalty_per_100_licences",
]
SCHEMA = (definitions.DATA.parent / "ingest" / "schema.sql").read_text(encoding="utf-8")
REGISTER = (definitions.DATA / "comparability.toml").read_text(encoding="utf-8")
VOCABULARY = (definitions.DATA / "metrics.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def metrics() -> pl.DataFrame:
    return definitions.metrics()


def row(metrics: pl.DataFrame, metric: str) -> dict[str, object]:
    return metrics.row(by_predicate=pl.col("metric") == metric, named=True)


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.id)
def test_every_cell_of_every_form_has_a_metric_that_names_the_form(form, metrics):
    asked = metrics.filter(pl.col("forms").list.contains(form.id) & (pl.col("numerator").list.len() == 0))
    assert set(asked["metric"]) == set(form.paths())


@pytest.mark.parametrize(
    "column", ["title_zh", "title_en", "unit_zh", "unit_en", "clause", "definition_zh", "definition_en"]
)
def test_every_metric_has_words(column, metrics):
    assert metrics.filter(pl.col(column).str.strip_chars() == "").is_empty()


def test_no_two_metrics_read_the_same(metrics):
    for column in ("title_zh", "title_en", "definition_zh", "definition_en"):
        doubled = metrics.filter(metrics[column].is_duplicated())
        assert doubled["metric"].to_list() == [], column


@pytest.mark.parametrize("metric", SPEC_IDS)
def test_every_derived_indicator_of_the_analysis_is_there(metric, metrics):
    assert row(metrics, metric)["numerator"]


def test_parts_of_derived_indicators_are_cells_or_the_population(metrics):
    cells = {path for form in all_forms() for path in form.paths()} | {"attribute.population"}
    parts = set(metrics["numerator"].explode().drop_nulls()) | set(metrics["denominator"].explode().drop_nulls())
    assert parts <= cells


@pytest.mark.parametrize(
    ("metric", "title_zh", "title_en"),
    [
        pytest.param("requests.granted.natural", "予以公开 · 自然人", "Granted · natural persons", id="row-and-column"),
        pytest.param("requests.granted.total", "予以公开", "Granted", id="total-column-is-the-row"),
        pytest.param("review.total", "行政复议", "Administrative review", id="total-of-reviews-is-the-row"),
    ],
)
def test_titles_are_composed(metric, title_zh, title_en, metrics):
    assert (row(metrics, metric)["title_zh"], row(metrics, metric)["title_en"]) == (title_zh, title_en)


@pytest.mark.parametrize(
    ("metric", "numerator", "denominator"),
    [
        pytest.param("requests.refused", 8, 0, id="eight-grounds"),
        pytest.param("requests.unable", 3, 0, id="three-cases-unable"),
        pytest.param("requests.declined", 5, 0, id="five-cases-declined"),
        pytest.param("requests.other_all", 4, 0, id="one-row-or-three"),
        pytest.param("disclosure_rate_merits", 2, 13, id="answers-on-the-merits"),
        pytest.param("litigation_correction_rate", 2, 6, id="pending-is-no-result"),
    ],
)
def test_parts_are_counted(metric, numerator, denominator, metrics):
    found = row(metrics, metric)
    assert (len(found["numerator"]), len(found["denominator"])) == (numerator, denominator)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        pytest.param("disclosure_rate", ["2019", "2021"], id="on-both"),
        pytest.param("normative_repeal_ratio", ["2021"], id="repealed-is-new-in-2021"),
        pytest.param("requests.other_all", ["2019", "2021"], id="one-row-or-three"),
        pytest.param("fees.amount_wan", ["2021"], id="amount-of-fees"),
    ],
)
def test_forms_that_ask(metric, expected, metrics):
    assert row(metrics, metric)["forms"] == expected


def test_more_is_neither_good_nor_bad_for_licences_penalties_coercion_and_fees(metrics):
    neutral = metrics.filter(pl.col("category").is_in(["licences", "penalties", "fees"]))
    assert set(neutral["direction"]) == {"neutral"}


def test_rates_are_material_in_points_and_never_in_percent(metrics):
    rates = metrics.filter(pl.col("kind") == "rate")
    assert (rates["material_pct"] == 0).all()
    assert (metrics["material_abs"] > 0).all()


def test_frames_fit_the_tables_of_the_database(metrics):
    con = duckdb.connect()
    con.execute(SCHEMA)
    for table, frame in (("metric", metrics), ("comparability", definitions.comparability())):
        con.register("given", frame.to_arrow())
        con.execute(f"insert into {table} select * from given")  # noqa: S608 - two names of ours
        names = [name for (name,) in con.execute(f"select column_name from (describe {table})").fetchall()]  # noqa: S608
        assert names == frame.columns


FORTH, BACK = ("metric_from", "metric_to", "comparable"), ("metric_to", "metric_from", "comparable")


@pytest.mark.parametrize(("older", "newer"), [("2019", "2021"), ("legacy", "2019")])
def test_comparability_holds_in_both_directions(older, newer):
    register = definitions.comparability()
    there = set(register.filter(pl.col("from_form") == older, pl.col("to_form") == newer).select(*FORTH).rows())
    back = set(register.filter(pl.col("from_form") == newer, pl.col("to_form") == older).select(*BACK).rows())
    assert there == back
    assert there


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        pytest.param(
            r'id = "amount_wan", zh = "本年收费金额"',
            'id = "amount_yuan", zh = "本年收费金额"',
            "fees.amount_yuan is on no form",
            id="unknown-path",
        ),
        pytest.param(
            r'zh = "予以公开", en = "Granted"',
            'zh = "", en = "Granted"',
            r"requests.granted.\w+: title_zh is empty",
            id="empty-title",
        ),
        pytest.param(r'en = "Granted", ', "", "the key 'en' is missing", id="missing-title"),
        pytest.param(r'id = "carry_rate"', 'id = "disclosure_rate"', "disclosure_rate is given twice", id="doubled-id"),
        pytest.param(
            r"    \{ id = \"carried_out\".*\n",
            "",
            "the cell requests.carried_out.company .* has no metric",
            id="cell-without-metric",
        ),
        pytest.param(
            r'"requests.new.natural"\]',
            '"requests.new.person"]',
            "natural_share.numerator: requests.new.person is on no form",
            id="unknown-part",
        ),
        pytest.param(
            r'\[cells."review.total"\]',
            '[cells."review.sum"]',
            "cells.review.sum is described in no block",
            id="unknown-own-cell",
        ),
        pytest.param(r'unit = "wan"', 'unit = "yuan"', "the key 'yuan' is missing", id="unknown-unit"),
        pytest.param(r'direction = "good"', 'direction = "great"', "direction 'great'", id="unknown-direction"),
        pytest.param(r"\[units\]", "[units", "metrics.toml: ", id="not-toml"),
    ],
)
def test_a_fault_of_ours_in_the_vocabulary_stops_everything(pattern, replacement, message, tmp_path: Path):
    broken, replaced = re.subn(pattern, replacement, VOCABULARY, count=1)
    assert replaced == 1
    file = tmp_path / "metrics.toml"
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(DefinitionError, match=message):
        definitions.metrics(file)


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        pytest.param(
            'to = "normative.issued"', 'to = "normative.printed"', "normative.printed is on no form", id="unknown-path"
        ),
        pytest.param('to = "fees.*"', 'to = "fee.*"', r"fee\.\* is on no form", id="unknown-prefix"),
        pytest.param('comparable = "note"', 'comparable = "perhaps"', "'perhaps'", id="unknown-answer"),
        pytest.param('forms = ["2019", "2021"]', 'forms = ["2019", "2031"]', "two known forms", id="unknown-form"),
        pytest.param(
            'why_en = "Only one of the two forms asks for this figure."\n', "", "why_en is missing", id="no-reason"
        ),
        pytest.param(
            'from = "penalty.decisions"\nto = "penalty.decisions"',
            'from = "licence.decisions"\nto = "licence.decisions"',
            "licence.decisions is given twice",
            id="twice",
        ),
    ],
)
def test_a_fault_of_ours_in_the_register_stops_everything(pattern, replacement, message, tmp_path: Path):
    assert pattern in REGISTER
    file = tmp_path / "comparability.toml"
    file.write_text(REGISTER.replace(pattern, replacement, 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match=message):
        definitions.comparability(file)
