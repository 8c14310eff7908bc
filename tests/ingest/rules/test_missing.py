from __future__ import annotations

import polars as pl
import pytest


def found(frame, table):
    return frame.row(by_predicate=pl.col("rule") == f"s.missing.{table}", named=True)


def without(figures, prefix):
    return {path: figure for path, figure in figures.items() if not path.startswith(prefix)}


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_complete_report(form_id, clean, findings, report):
    frame = findings((report(1, form=form_id), clean(form_id)))
    assert {found(frame, table)["outcome"] for table in ("two", "three", "four")} == {"pass"}


@pytest.mark.parametrize(
    ("excerpt", "outcome"), [pytest.param(False, "fail", id="report"), pytest.param(True, "cannot_check", id="excerpt")]
)
def test_missing_table(excerpt, outcome, clean, findings, report):
    figures = without(without(clean(), "review"), "litigation")
    finding = found(findings((report(1, tables=["two", "three"], is_excerpt=excerpt), figures)), "four")
    assert finding["outcome"] == outcome
    assert finding["message_zh"].startswith("未见表四")
    assert ("节选" in finding["message_zh"]) == excerpt


@pytest.mark.parametrize(
    ("excerpt", "outcome"), [pytest.param(False, "fail", id="report"), pytest.param(True, "cannot_check", id="excerpt")]
)
def test_missing_rows(excerpt, outcome, clean, findings, report):
    figures = without(without(clean(), "requests.carried_out"), "requests.refused.process")
    finding = found(findings((report(1, is_excerpt=excerpt), figures)), "three")
    assert finding["outcome"] == outcome
    assert finding["cells"] == ["requests.refused.process", "requests.carried_out"]
    assert finding["message_zh"].startswith("表三缺少：（三）6.属于四类过程性信息，四、结转下年度继续办理")


def test_table_that_was_met_without_a_figure(clean, findings, report):
    finding = found(findings((report(1), without(without(clean(), "review"), "litigation"))), "four")
    assert (finding["outcome"], finding["message_zh"]) == ("fail", "表四缺少：数据行")


def test_table_with_cells_was_met_even_if_unlisted(clean, findings, report):
    assert found(findings((report(1, tables=[]), clean())), "three")["outcome"] == "pass"


def test_row_of_blanks_is_there(clean, findings, report):
    figures = {path: None if path.startswith("requests.granted") else figure for path, figure in clean().items()}
    assert found(findings((report(1), figures)), "three")["outcome"] == "pass"


@pytest.mark.parametrize("form_id", ["2019", "2021"])
@pytest.mark.parametrize("layout", ["2019", "2021"])
def test_either_layout_of_other_handling_is_complete(form_id, layout, clean, findings, report):
    own = without(clean(form_id), "requests.other.")
    figures = own | {path: 2 for path in clean(layout) if path.startswith("requests.other.")}
    assert found(findings((report(1, form=form_id), figures)), "three")["outcome"] == "pass"


def test_no_layout_of_other_handling(clean, findings, report):
    finding = found(findings((report(1), without(clean(), "requests.other."))), "three")
    assert finding["cells"] == [f"requests.other.{row}" for row in ("no_correction", "fee_unpaid", "other")]


def test_table_two_of_the_other_form_has_its_shared_rows(clean, findings, report):
    figures = without(clean("2019"), "other_services")
    assert found(findings((report(1, form="2021"), figures)), "two")["outcome"] == "pass"
