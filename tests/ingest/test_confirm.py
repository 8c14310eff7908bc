"""Recognised figures: what the sums of the form confirm, and that no single misread figure is ever among it."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.confirm import confirmed
from ingest.forms import form
from ingest.model import Cell, Outcome, Place, Status

APPLICANTS = ("natural", "company", "research", "ngo", "legal", "other")
DIVIDED = ("other.no_correction", "other.fee_unpaid", "other.other")
OUTCOMES = next(check.left for check in form("2021").table("three").checks if check.rule == "t3.outcomes")


def cell(path, value, *, page=1):
    if value is None:
        return Cell(path, Status.BLANK, None, "", Place(page=page))
    return Cell(path, Status.REPORTED, float(value), f"{value:g}", Place(page=page))


def table_three(outcomes, carried_out=None, carried_in=None, *, undivided=False):
    """Give the cells of a table three that adds up, from its outcomes by row and applicant."""
    rows = {row: dict.fromkeys(APPLICANTS, 0) | outcomes.get(row, {}) for row in OUTCOMES}
    if undivided:
        parts = [rows.pop(row) for row in DIVIDED]
        rows["other"] = {column: sum(part[column] for part in parts) for column in APPLICANTS}
    rows["total"] = {column: sum(row[column] for row in rows.values()) for column in APPLICANTS}
    rows["carried_out"] = dict.fromkeys(APPLICANTS, 0) | (carried_out or {})
    rows["carried_in"] = dict.fromkeys(APPLICANTS, 0) | (carried_in or {})
    rows["new"] = {
        column: rows["total"][column] + rows["carried_out"][column] - rows["carried_in"][column]
        for column in APPLICANTS
    }
    return [
        cell(f"requests.{row}.{column}", value)
        for row, figures in rows.items()
        for column, value in (*figures.items(), ("total", sum(figures.values())))
    ]


def block_of_four(block, *figures):
    ends = ("upheld", "corrected", "other", "pending", "total")
    return [cell(f"{block}.{end}", value) for end, value in zip(ends, figures, strict=True)]


def reported(cells):
    return {each.path: each.value for each in cells if each.status is Status.REPORTED}


def misread(cells, path, value):
    return [replace(each, value=float(value), printed=f"{value:g}") if each.path == path else each for each in cells]


BUSY = table_three(
    {"granted": {"natural": 98, "company": 7, "legal": 3}, "partial": {"natural": 26}, "unable.not_held": {"other": 4}},
    carried_out={"natural": 9},
    carried_in={"natural": 5, "company": 2},
)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(BUSY, id="a busy year"),
        pytest.param(table_three({}), id="no requests at all: rows of zeros stand in columns of zeros"),
        pytest.param(table_three({"granted": {"natural": 1}}), id="one request"),
        pytest.param(table_three({"other.other": {"ngo": 2}}, undivided=True), id="one undivided row"),
        pytest.param(block_of_four("review", 2, 1, 0, 0, 3), id="a block of table four"),
        pytest.param(block_of_four("review", 2, 1, None, None, 3), id="a blank adds nothing and stays blank"),
    ],
)
def test_what_adds_up_is_kept_as_it_is(cells):
    assert confirmed(cells, "2021") == (tuple(cells), ())


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        pytest.param(block_of_four("review", 0, 0, 0, 0, 0), set(), id="zeros alone: one misread twice would do as well"),
        pytest.param(
            block_of_four("review", 0, 7, 0, 0, 7),
            {"review.upheld", "review.other", "review.pending"},
            id="the same number in part and total confirms the others",
        ),
        pytest.param(block_of_four("review", 2, 1, 0, 0, 4), set(), id="does not add up"),
        pytest.param(block_of_four("review", 2, 1, 0, 0, 3)[1:], set(), id="a cell was not found"),
        pytest.param([cell("licence.decisions", 3701)], set(), id="table two has no sums"),
        pytest.param(block_of_four("review", None, None, None, None, 3), set(), id="nothing to add"),
        pytest.param(block_of_four("review", 2, 1, 0, 0, None), set(), id="the total is blank"),
    ],
)  # fmt: skip
def test_what_no_sum_confirms_is_offered_for_review(cells, kept):
    after, findings = confirmed(cells, "2021")
    assert set(reported(after)) == kept
    refused = [each for each in cells if each.status is Status.REPORTED and each.path not in kept]
    assert [(each.path, each.printed) for each in after if each.status is Status.UNREADABLE] == [
        (each.path, each.printed) for each in refused
    ]
    (finding,) = findings
    assert (finding.rule, finding.outcome) == ("ocr.unconfirmed", Outcome.CANNOT_CHECK)
    assert finding.cells == tuple(each.path for each in refused)
    assert finding.quote == " ".join(each.printed for each in refused)
    assert f"{len(refused)} 个" in finding.message_zh


def in_cross(path, row, column):
    return path.startswith(f"requests.{row}.") or path.endswith(f".{column}")


def test_a_misread_figure_costs_no_more_than_its_row_and_column():
    after, (finding,) = confirmed(misread(BUSY, "requests.granted.company", 1), "2021")
    assert "requests.granted.company" in finding.cells
    assert all(in_cross(path, "granted", "company") for path in finding.cells)
    # In its row 98 of 108 is confirmed by the column, which holds other outcomes; in its column 2 of 9 by the row.
    assert {"requests.granted.natural", "requests.carried_in.company"} <= set(reported(after))


def test_an_unreadable_figure_confirms_nothing():
    broken = [
        replace(each, status=Status.UNREADABLE, value=None) if each.path == "requests.granted.company" else each
        for each in BUSY
    ]
    after, (finding,) = confirmed(broken, "2021")
    assert "requests.granted.company" not in finding.cells  # it was no figure before
    assert all(in_cross(path, "granted", "company") for path in finding.cells)
    assert len(reported(after)) > 0.8 * len(BUSY)


def test_there_is_one_finding_for_each_table_with_doubtful_figures():
    cells = [cell("licence.decisions", 5), *misread(BUSY, "requests.partial.total", 25), *block_of_four("review", 0, 0, 0, 0, 0)]  # fmt: skip
    _, findings = confirmed(cells, "2021")
    assert [finding.message_zh[:2] for finding in findings] == ["表二", "表三", "表四"]


def test_only_recognised_pages_are_doubted():
    cells = [cell("licence.decisions", 5, page=1), cell("penalty.decisions", 6, page=2)]
    after, _ = confirmed(cells, "2021", pages={2})
    assert reported(after) == {"licence.decisions": 5}


def test_where_the_form_is_not_known_the_sums_of_each_form_count():
    cells = table_three({"other.other": {"ngo": 2}}, undivided=True)
    assert confirmed(cells, None) == (tuple(cells), ())
    assert not reported(confirmed(cells, "legacy")[0])


counts = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 4000))
figures_of_rows = st.dictionaries(
    st.sampled_from(OUTCOMES), st.dictionaries(st.sampled_from(APPLICANTS), counts, max_size=3), max_size=8
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(figures_of_rows, st.booleans(), st.data())
def test_a_single_misread_figure_is_never_reported(outcomes, undivided, data):
    true = [*table_three(outcomes, undivided=undivided), *block_of_four("review", 3, 0, 2, 0, 5)]
    victim = data.draw(st.sampled_from(true))
    wrong = data.draw(counts.filter(lambda value: value != victim.value))
    after, _ = confirmed(misread(true, victim.path, wrong), "2021")
    assert victim.path not in reported(after)
    assert reported(after).items() <= reported(true).items()


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.sampled_from([each.path for each in BUSY]), st.none() | counts)))
def test_nothing_is_reported_that_was_not_recognised(changes):
    cells = list(BUSY)
    for path, value in changes:
        cells = [cell(path, value) if each.path == path else each for each in cells]
    after, _ = confirmed(cells, "2021")
    assert [(each.path, each.printed) for each in after] == [(each.path, each.printed) for each in cells]
    assert reported(after).items() <= reported(cells).items()
    assert all((each.value is not None) == (each.status is Status.REPORTED) for each in after)


def digit_misread(value, chance):
    """Exchange, drop or repeat one digit, as recognition does."""
    digits = list(f"{value:g}")
    spot = chance.randrange(len(digits))
    digits[spot] = chance.choice(["", digits[spot] * 2, *"0123456789"])
    return int("".join(digits) or "0")


def some_table(chance):
    return table_three(
        {
            row: {column: chance.choice((0, 0, chance.randint(1, 9), chance.randint(1, 300))) for column in APPLICANTS}
            for row in chance.sample(OUTCOMES, 6)
        }
    )


@pytest.mark.parametrize(
    ("misreadings", "most_wrong"),
    [
        pytest.param(2, 0.002, id="two of 196 cells"),
        pytest.param(6, 0.01, id="six"),
        pytest.param(20, 0.05, id="twenty"),
    ],
)
def test_several_misread_figures_hardly_ever_confirm_each_other(misreadings, most_wrong):
    chance = Random(misreadings)
    wrong = made = 0
    for _ in range(120):
        true = some_table(chance)
        read = true
        for each in chance.sample(true, misreadings):
            read = misread(read, each.path, digit_misread(each.value, chance))
        truth = reported(true)
        made += sum(each.value != truth[each.path] for each in read)
        wrong += sum(value != truth[path] for path, value in reported(confirmed(read, "2021")[0]).items())
    assert wrong <= most_wrong * made
