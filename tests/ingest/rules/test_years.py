from __future__ import annotations

import polars as pl
import pytest


def two_years(
    clean, findings, report, *, last=None, this=None, last_fields=None, this_fields=None, forms=("2021", "2021")
):
    return findings(
        (report(1, year=2023, form=forms[0], **(last_fields or {})), clean(forms[0]) | (last or {})),
        (report(2, year=2024, form=forms[1], **(this_fields or {})), clean(forms[1]) | (this or {})),
    )


def of(frame, prefix, report_id=2):
    chosen = frame.filter(pl.col("rule").str.starts_with(prefix) & (pl.col("report_id") == report_id))
    return dict(chosen.select("rule", "outcome").iter_rows())


def test_first_report_has_no_rule_between_years(clean, findings, report):
    frame = two_years(clean, findings, report)
    assert not of(frame, "y.", report_id=1)
    assert not of(frame, "p.jump", report_id=1)


@pytest.mark.parametrize("forms", [("2019", "2019"), ("2019", "2021"), ("2021", "2021")])
def test_carry_holds_over_forms(forms, clean, findings, report):
    found = of(two_years(clean, findings, report, forms=forms), "y.carry")
    assert len(found) == 7
    assert set(found.values()) == {"pass"}


@pytest.mark.parametrize(
    ("last", "this", "outcome"),
    [
        pytest.param({"requests.carried_out.natural": 40}, {"requests.carried_in.natural": 34}, "fail", id="differs"),
        pytest.param({"requests.carried_out.natural": None}, {}, "cannot_check", id="blank last year"),
        pytest.param({}, {"requests.carried_in.natural": None}, "cannot_check", id="blank this year"),
        pytest.param({"requests.carried_out.natural": None}, {"requests.carried_in.natural": 0}, "cannot_check", id="blank is not 0"),
    ],
)  # fmt: skip
def test_carry_of_one_column(last, this, outcome, *, clean, findings, report):
    found = of(two_years(clean, findings, report, last=last, this=this), "y.carry")
    assert found.pop("y.carry.natural") == outcome
    assert set(found.values()) == {"pass"}


def test_carry_message(clean, findings, report):
    frame = two_years(
        clean, findings, report, last={"requests.carried_out.natural": 40}, this={"requests.carried_in.natural": 34}
    )
    found = frame.row(by_predicate=pl.col("rule") == "y.carry.natural", named=True)
    assert found["message_zh"] == "表三·自然人：二(34)，上年报告四(40)，相差 6"
    assert found["message_en"] == "Table 3, natural: carried in (34); last year's carried out (40); difference 6"
    assert (found["report_id"], found["difference"]) == (2, -6)


def test_year_without_report_in_between_cannot_be_checked(clean, findings, report):
    frame = findings((report(1, year=2022), clean()), (report(2, year=2024), clean()))
    assert set(of(frame, "y.").values()) == {"cannot_check"}
    assert set(of(frame, "p.jump").values()) == {"cannot_check"}
    message = frame.row(by_predicate=pl.col("rule") == "y.carry.natural", named=True)["message_zh"]
    assert message == "表三·自然人：没有 2023 年的报告；无法核对"


def test_only_current_revisions_are_compared(clean, findings, report):
    frame = findings(
        (report(1, year=2023, is_current=False), clean() | {"requests.carried_out.natural": 99}),
        (report(3, year=2023), clean()),
        (report(2, year=2024), clean()),
    )
    assert of(frame, "y.carry")["y.carry.natural"] == "pass"
    assert not of(frame, "y.", report_id=1)


def test_other_organs_and_legacy_reports_are_no_last_year(clean, findings, report):
    frame = findings(
        (report(1, year=2023, organ_id="another"), clean()),
        (report(3, year=2023, form="legacy"), {}),
        (report(2, year=2024), clean()),
    )
    assert not of(frame, "y.")


@pytest.mark.parametrize(
    ("last", "this", "outcome"),
    [
        pytest.param({"normative.in_force": 60}, {"normative.issued": 8, "normative.repealed": 3, "normative.in_force": 65}, "pass", id="holds"),
        pytest.param({"normative.in_force": 84}, {"normative.issued": 8, "normative.repealed": 26, "normative.in_force": 67}, "fail", id="one off"),
        pytest.param({"normative.in_force": None}, {}, "cannot_check", id="blank stock"),
        pytest.param({}, {"normative.repealed": None}, "cannot_check", id="blank movement"),
    ],
)  # fmt: skip
def test_stock_of_normative_documents(last, this, outcome, *, clean, findings, report):
    found = of(two_years(clean, findings, report, last=last, this=this), "y.stock")
    assert found == {"y.stock.normative": outcome, "y.stock.regulations": "pass"}


def test_stock_message_shows_the_arithmetic(clean, findings, report):
    frame = two_years(
        clean, findings, report,
        last={"normative.in_force": 84}, this={"normative.issued": 8, "normative.repealed": 26, "normative.in_force": 67},
    )  # fmt: skip
    found = frame.row(by_predicate=pl.col("rule") == "y.stock.normative", named=True)
    assert found["message_zh"] == (
        "表二·行政规范性文件：现行有效件数(67)，上年报告现行有效件数(84)+本年制发件数(8)−本年废止件数(26)=66，相差 1"
    )
    assert found["severity"] == "notice"


def test_stock_needs_the_form_of_2021_in_both_years(clean, findings, report):
    assert not of(two_years(clean, findings, report, forms=("2019", "2021")), "y.stock")


def test_stock_skips_a_year_on_the_old_form(clean, findings, report):
    frame = findings(
        (report(1, year=2021), clean()),
        (report(2, year=2022, form="2019"), clean("2019")),
        (report(3, year=2023), clean()),
    )
    assert not of(frame, "y.stock", report_id=3)
    assert "p.jump.normative.issued" not in of(frame, "p.jump", report_id=3)


def test_stock_is_not_missed_before_the_first_report_on_its_form(clean, findings, report):
    frame = findings((report(1, year=2020, form="2019"), clean("2019")), (report(2, year=2022), clean()))
    assert not of(frame, "y.stock")
    assert set(of(frame, "y.carry").values()) == {"cannot_check"}


@pytest.mark.parametrize(
    ("last", "this", "outcome"),
    [
        pytest.param(1000, 5000, "fail", id="five times"),
        pytest.param(1000, 4999, "pass", id="a little less"),
        pytest.param(5000, 1000, "fail", id="a fifth"),
        pytest.param(5000, 1001, "pass", id="a little more"),
        pytest.param(1, 9, "pass", id="nine times, not material"),
        pytest.param(0, 3000, "fail", id="from nothing"),
        pytest.param(3000, 0, "fail", id="to nothing"),
        pytest.param(0, 0, "pass", id="nothing"),
        pytest.param(None, 3000, "cannot_check", id="blank last year"),
        pytest.param(3000, None, "cannot_check", id="blank this year"),
    ],
)
def test_jump(last, this, outcome, *, clean, findings, report):
    frame = two_years(clean, findings, report, last={"licence.decisions": last}, this={"licence.decisions": this})
    assert of(frame, "p.jump.licence") == {"p.jump.licence.decisions": outcome}


def test_jump_message(clean, findings, report):
    frame = two_years(clean, findings, report, last={"licence.decisions": 550}, this={"licence.decisions": 9487})
    found = frame.row(by_predicate=pl.col("rule") == "p.jump.licence.decisions", named=True)
    assert (
        found["message_zh"]
        == "表二·行政许可·本年处理决定数量：本年(9487)，上年(550)，相差 8937，变动异常大，请核对或说明原因"
    )


def test_jump_is_asked_across_forms_only_where_the_register_allows(clean, findings, report):
    found = of(two_years(clean, findings, report, forms=("2019", "2021")), "p.jump")
    assert "p.jump.requests.new.total" in found
    assert "p.jump.fees.amount_wan" not in found
    assert "cannot_check" not in found.values()


def test_two_current_reports_for_one_year_are_our_mistake(clean, findings, report):
    with pytest.raises(pl.exceptions.ComputeError):
        findings((report(1, year=2023), clean()), (report(3, year=2023), clean()), (report(2, year=2024), clean()))
