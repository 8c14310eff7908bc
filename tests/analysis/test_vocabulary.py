from __future__ import annotations

import pytest

from analysis.vocabulary import UNKNOWN_PAIR_ZH, answer, headline_metrics, metric, stand_in
from ingest import definitions

METRICS = definitions.metrics()
REGISTER = definitions.comparability()


@pytest.mark.parametrize(
    ("metric_id", "comparable"),
    [
        pytest.param("licence.decisions", "yes", id="licences"),
        pytest.param("penalty.decisions", "yes", id="penalties"),
        pytest.param("coercion.decisions", "yes", id="coercion"),
        pytest.param("licence.prev_items", "no", id="items-end-with-2019"),
        pytest.param("normative.made", "note", id="made"),
        pytest.param("normative.issued", "note", id="issued"),
        pytest.param("regulations.issued", "note", id="rules-issued"),
        pytest.param("normative.in_force", "no", id="in-force"),
        pytest.param("normative.total_public", "no", id="total-public"),
        pytest.param("normative.repealed", "no", id="repealed-is-new"),
        pytest.param("fees.amount_wan", "no", id="amount-of-fees"),
        pytest.param("fees.prev_items", "no", id="items-of-fees"),
        pytest.param("other_services.decisions", "no", id="other-services-end"),
        pytest.param("procurement.amount_wan", "no", id="procurement-ends"),
        pytest.param("requests.granted.natural", "yes", id="table-three"),
        pytest.param("requests.other.other", "yes", id="undivided-row-of-other-applicants"),
        pytest.param("requests.other.other.total", "no", id="divided-row"),
        pytest.param("requests.other_all", "yes", id="one-row-or-three"),
        pytest.param("review.corrected", "yes", id="table-four"),
        pytest.param("litigation_after_review.total", "yes", id="after-review"),
        pytest.param("disclosure_rate", "yes", id="rate-of-comparable-parts"),
        pytest.param("litigation.total", "yes", id="sum-of-comparable-parts"),
        pytest.param("normative_repeal_ratio", "no", id="rate-with-one-incomparable-part"),
    ],
)
@pytest.mark.parametrize("forms", [("2019", "2021"), ("2021", "2019")], ids=["forward", "back"])
def test_what_the_register_says_across_the_forms(metric_id, comparable, forms):
    said = answer(REGISTER, metric(METRICS, metric_id), *forms)
    assert said.comparable == comparable
    assert said.why_zh
    assert said.why_en


def test_one_form_is_comparable_with_itself():
    assert answer(REGISTER, metric(METRICS, "fees.amount_wan"), "2021", "2021").comparable == "yes"


def test_a_pair_that_nothing_speaks_of_is_not_comparable():
    said = answer(REGISTER, metric(METRICS, "requests.new.total"), "legacy", "2021")
    assert (said.comparable, said.why_zh) == ("no", UNKNOWN_PAIR_ZH)


@pytest.mark.parametrize(
    ("path", "form", "expected"),
    [
        pytest.param("normative.issued", "2019", "normative.made", id="issued-was-made"),
        pytest.param("regulations.made", "2021", "regulations.issued", id="made-became-issued"),
        pytest.param("normative.in_force", "2019", None, id="in-force-was-nothing"),
        pytest.param("fees.amount_wan", "2019", None, id="amount-was-nothing"),
        pytest.param("licence.decisions", "2019", None, id="same-cell"),
    ],
)
def test_series_are_joined_by_the_register(path, form, expected):
    assert stand_in(REGISTER, path, form) == expected


def test_an_unknown_metric_is_an_error():
    with pytest.raises(KeyError, match="happiness"):
        metric(METRICS, "happiness")


def test_the_overview_has_its_figures():
    assert {"licence.decisions", "fees.amount_wan", "disclosure_rate", "litigation.total"} <= {
        each.id for each in headline_metrics(METRICS)
    }
