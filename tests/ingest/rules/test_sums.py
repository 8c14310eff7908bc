from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.forms import form as prescribed

SUM_RULES = pl.col("rule").str.contains(r"^t[34]\.")
FORMS = ("2019", "2021")
ALONG_COLUMNS = ("new", "carried_in", "total", "carried_out")


def rules_with(path: str) -> set[str]:
    """The sums that a cell stands in, told from its path alone."""
    parts = path.split(".")
    if parts[0] != "requests":
        return {f"t4.{parts[0]}"}
    row, column = ".".join(parts[1:-1]), parts[-1]
    found = {f"t3.applicants.{row}"}
    if row in ALONG_COLUMNS:
        found.add(f"t3.balance.{column}")
    if row not in ("new", "carried_in", "carried_out"):
        found.add(f"t3.outcomes.{column}")
    return found


def summed(path: str) -> bool:
    return path.split(".", maxsplit=1)[0] in ("requests", "review", "litigation_direct", "litigation_after_review")


def sums_of(frame):
    return dict(frame.filter(SUM_RULES).select("rule", "outcome").iter_rows())


@settings(deadline=None, max_examples=15)
@given(data=st.data(), form_id=st.sampled_from(FORMS))
def test_report_that_adds_up_passes_every_sum(data, form_id, balanced, findings, report):
    figures = balanced(form_id, lambda: data.draw(st.integers(0, 3000)))
    found = sums_of(findings((report(1, form=form_id), figures)))
    assert set(found.values()) == {"pass"}
    assert set(found) == {rule for path in figures if summed(path) for rule in rules_with(path)}


@settings(deadline=None, max_examples=25)
@given(data=st.data(), form_id=st.sampled_from(FORMS), by=st.sampled_from([-7, -1, 1, 1000]))
def test_one_changed_figure_fails_exactly_the_sums_it_stands_in(data, form_id, by, *, clean, findings, report):
    figures = clean(form_id)
    path = data.draw(st.sampled_from(sorted(filter(summed, figures))))
    found = sums_of(findings((report(1, form=form_id), {**figures, path: figures[path] + by})))
    assert {rule for rule, outcome in found.items() if outcome != "pass"} == rules_with(path)
    assert {found[rule] for rule in rules_with(path)} == {"fail"}


@settings(deadline=None, max_examples=25)
@given(
    data=st.data(),
    form_id=st.sampled_from(FORMS),
    gap=st.sampled_from([None, "约30", "absent"]),
    level=st.sampled_from([0, 2]),
)
def test_a_gap_never_passes_as_zero(data, form_id, gap, level, *, balanced, findings, report):
    figures = balanced(form_id, lambda: level)
    path = data.draw(st.sampled_from(sorted(filter(summed, figures))))
    damaged = {**figures, path: gap}
    if gap == "absent":
        del damaged[path]
    frame = findings((report(1, form=form_id), damaged))
    found = sums_of(frame)
    assert {rule for rule, outcome in found.items() if outcome != "pass"} == rules_with(path)
    assert {found[rule] for rule in rules_with(path)} == {"cannot_check"}
    assert frame.filter(pl.col("rule").is_in(list(rules_with(path))))["difference"].null_count() == len(
        rules_with(path)
    )


def test_message_names_both_sides_as_a_clerk_reads_the_form(clean, findings, report):
    change = {"new": 16, "carried_in": 0, "total": 15, "carried_out": 0}
    figures = {**clean(), **{f"requests.{row}.natural": figure for row, figure in change.items()}}
    found = findings((report(1), figures)).row(by_predicate=pl.col("rule") == "t3.balance.natural", named=True)
    assert found["message_zh"] == "表三·自然人：一(16)+二(0)=16，三(七)(15)+四(0)=15，相差 1"
    assert found["message_en"] == (
        "Table 3, natural: new (16) + carried in (0) = 16; total (15) + carried out (0) = 15; difference 1"
    )
    assert (found["left_value"], found["right_value"], found["difference"]) == (16, 15, 1)
    assert found["cells"] == [f"requests.{row}.natural" for row in ("new", "carried_in", "total", "carried_out")]
    assert found["severity"] == "error"
    assert found["place"] == f"l{list(figures).index('requests.total.natural') + 1}"


def test_long_sum_leaves_its_zeros_out(balanced, findings, report):
    figures = balanced("2021", lambda: 0)
    figures |= {"requests.granted.natural": 8, "requests.refused.state_secret.natural": 3, "requests.total.natural": 12}
    found = findings((report(1), figures)).row(by_predicate=pl.col("rule") == "t3.outcomes.natural", named=True)
    assert found["message_zh"] == "表三·自然人：三(一)(8)+(三)1(3)=11，三(七)(12)，相差 1"


def test_long_sum_of_zeros_says_so(balanced, findings, report):
    figures = balanced("2021", lambda: 0) | {"requests.total.natural": 5}
    found = findings((report(1), figures)).row(by_predicate=pl.col("rule") == "t3.outcomes.natural", named=True)
    assert found["message_zh"] == "表三·自然人：各项(0)=0，三(七)(5)，相差 5"


@pytest.mark.parametrize(
    ("gap", "zh", "en"),
    [
        pytest.param(
            {"review.other": None},
            "表四·行政复议：空白：其他结果；无法核对",
            "Table 4, review: blank: other; cannot be checked",
            id="a part is blank",
        ),
        pytest.param(
            {"review.other": "1O"},
            "表四·行政复议：无法辨认：其他结果（印作“1O”）；无法核对",
            "Table 4, review: unreadable: other (printed “1O”); cannot be checked",
            id="a part is unreadable",
        ),
        pytest.param(
            {"review.total": None},
            "表四·行政复议：总计留空，已填各项之和为 8；空白：总计；无法核对",
            "Table 4, review: the total is left blank, the parts filled in add up to 8; blank: total; cannot be checked",
            id="the total is left blank",
        ),
        pytest.param(
            {"review.other": None, "review.total": 5},
            "表四·行政复议：空白：其他结果；已填各项之和 6 已大于 5，请核对；无法核对",
            "Table 4, review: blank: other; the parts filled in (6) are already more than 5, check them; "
            "cannot be checked",
            id="the printed parts exceed the total",
        ),
        pytest.param(
            dict.fromkeys(f"review.{part}" for part in ("upheld", "corrected", "other", "pending", "total")),
            "表四·行政复议：空白：全部 5 格；无法核对",
            "Table 4, review: blank: all 5 cells; cannot be checked",
            id="all cells are blank",
        ),
    ],
)
def test_gap_is_named(gap, zh, en, *, clean, findings, report):
    found = findings((report(1), clean() | gap)).row(by_predicate=pl.col("rule") == "t4.review", named=True)
    assert (found["outcome"], found["message_zh"], found["message_en"]) == ("cannot_check", zh, en)


def test_blank_total_in_the_balance_is_named_without_a_sum_of_parts(clean, findings, report):
    frame = findings((report(1), clean() | {"requests.total.natural": None}))
    found = frame.row(by_predicate=pl.col("rule") == "t3.balance.natural", named=True)
    assert found["message_zh"] == "表三·自然人：空白：三（七）总计；无法核对"


def test_gap_in_an_excerpt_is_said_to_be_one(clean, findings, report):
    figures = clean()
    del figures["review.total"]
    found = findings((report(1, is_excerpt=True), figures)).row(by_predicate=pl.col("rule") == "t4.review", named=True)
    assert found["message_zh"] == "表四·行政复议：未见：总计；本文件为节选；无法核对"


def undivided(figures):
    """The same report with one undivided row （六）其他处理."""
    parts = prescribed("2021").table("three").blocks[0].columns
    merged = dict(figures)
    for column in parts:
        rows = [f"requests.other.{row}.{column.id}" for row in ("no_correction", "fee_unpaid", "other")]
        merged[f"requests.other.{column.id}"] = sum(merged.pop(path) for path in rows)
    return merged


def test_undivided_row_stands_instead_of_its_parts(clean, findings, report):
    found = findings((report(1), undivided(clean())))
    assert set(sums_of(found).values()) == {"pass"}
    assert "t3.applicants.other" in sums_of(found)
    assert "t3.applicants.other.no_correction" not in sums_of(found)
    outcome = found.row(by_predicate=pl.col("rule") == "t3.outcomes.natural", named=True)
    assert "requests.other.natural" in outcome["cells"]
    assert "requests.other.other.natural" not in outcome["cells"]


def test_wrong_undivided_row_fails(clean, findings, report):
    figures = undivided(clean())
    figures["requests.other.natural"] += 1
    found = sums_of(findings((report(1), figures)))
    assert {rule for rule, outcome in found.items() if outcome == "fail"} == {
        "t3.outcomes.natural",
        "t3.applicants.other",
    }


@pytest.mark.parametrize("heading", [pytest.param(None, id="blank"), pytest.param(6, id="subtotal")])
def test_divided_rows_count_where_their_heading_has_cells_too(heading, clean, findings, report):
    figures = clean() | {
        f"requests.other.{column.id}": heading for column in prescribed("2021").table("three").blocks[0].columns
    }
    found = sums_of(findings((report(1), figures)))
    assert {found[rule] for rule in found if rule.startswith("t3.outcomes")} == {"pass"}
    assert found["t3.applicants.other.other"] == "pass"
    assert found["t3.applicants.other"] == ("cannot_check" if heading is None else "fail")


@pytest.mark.parametrize(
    ("form_id", "change", "rule", "outcome"),
    [
        pytest.param("2019", {"normative.newly_public": 5, "normative.total_public": 5}, "t2.order.normative", "pass", id="equal"),
        pytest.param("2019", {"normative.newly_public": 6, "normative.total_public": 5}, "t2.order.normative", "fail", id="more"),
        pytest.param("2019", {"normative.total_public": None}, "t2.order.normative", "cannot_check", id="blank"),
        pytest.param("2021", {"regulations.issued": 6, "regulations.in_force": 5}, "t2.order.regulations", "fail", id="2021"),
        pytest.param("2019", {"licence.prev_items": 61, "licence.change": 36, "licence.decisions": 97}, "t2.stock2019.licence", "fail", id="stock"),
        pytest.param("2019", {"licence.prev_items": 61, "licence.change": 0, "licence.decisions": 61}, "t2.stock2019.licence", "pass", id="no change proves nothing"),
        pytest.param("2019", {"licence.prev_items": 61, "licence.change": 36, "licence.decisions": 9700}, "t2.stock2019.licence", "pass", id="cases"),
        pytest.param("2019", {"licence.prev_items": 61, "licence.change": -6, "licence.decisions": 55}, "t2.stock2019.licence", "fail", id="stock, fewer"),
        pytest.param("2019", {"licence.change": None}, "t2.stock2019.licence", "cannot_check", id="no change printed"),
    ],
)  # fmt: skip
def test_table_two(form_id, change, rule, outcome, *, clean, findings, report):
    found = findings((report(1, form=form_id), clean(form_id) | change)).row(
        by_predicate=pl.col("rule") == rule, named=True
    )
    assert (found["outcome"], found["severity"]) == (outcome, "notice")


def test_order_message(clean, findings, report):
    figures = clean("2019") | {"normative.newly_public": 60, "normative.total_public": 50}
    found = findings((report(1, form="2019"), figures)).row(
        by_predicate=pl.col("rule") == "t2.order.normative", named=True
    )
    assert found["message_zh"] == "表二·规范性文件：本年新公开数量(60)大于对外公开总数量(50)，多出 10"


def test_published_report_that_is_clean(real, findings, report):
    frame = findings((report(1, organ="淮安市人民政府", level="city"), real("huaian_2024")))
    assert set(frame["outcome"]) == {"pass"}


def test_published_report_with_zero_totals_in_table_four(real, findings, report):
    frame = findings((report(1, organ="淮安市洪泽区人民政府", level="county", year=2023), real("hongze_2023")))
    failed = frame.filter(outcome="fail").select("rule", "message_zh", "difference").rows()
    assert failed == [
        (
            "t4.litigation_after_review",
            "表四·复议后起诉：结果维持(5)+结果纠正(0)+其他结果(0)+尚未审结(0)=5，总计(0)，相差 5",
            5,
        ),
        ("t4.review", "表四·行政复议：结果维持(10)+结果纠正(1)+其他结果(0)+尚未审结(0)=11，总计(0)，相差 11", 11),
    ]
    assert set(frame.filter(outcome="pass")["rule"]) >= {"t3.applicants.other", "t3.outcomes.natural"}


def test_published_report_with_blank_totals_proves_nothing_there(real, findings, report, outcomes):
    frame = findings(
        (
            report(1, organ="上海市人民政府办公厅", level="department", year=2019, form="2019"),
            real("shanghai_office_2019"),
        )
    )
    found = outcomes(frame)
    assert "fail" not in found.values()
    assert {outcome for rule, outcome in found.items() if rule.startswith(("t3.outcomes", "t3.applicants", "t4."))} == {
        "cannot_check"
    }
    granted = frame.row(by_predicate=pl.col("rule") == "t3.applicants.granted", named=True)
    assert granted["message_zh"].startswith(
        "表三·三（一）予以公开：总计留空，已填各项之和为 272；空白：科研机构，社会公益组织，总计"
    )
    assert (granted["left_value"], granted["right_value"]) == (None, None)
