"""Lists before 2019 as reports: their form, their sums, and what may be compared with 2019."""

import polars as pl
import pytest

from ingest import definitions
from ingest.forms import FormError, all_forms
from ingest.legacy_list import FILE, legacy_list, load_legacy
from ingest.model import Status
from ingest.read import reading_of
from ingest.readers import read_document
from ingest.rules.frames import CELLS, REPORTS
from ingest.rules.sums import sums
from tests.ingest.legacy_print import LAYOUTS, Style, rows_of
from tests.ingest.legacy_read import HEAD, READ, THREE, alignment_of


def test_a_report_with_a_list_is_read_as_legacy():
    text = f"示例县人民政府2016年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{HEAD}{THREE}"
    reading = reading_of(read_document(text.encode(), ".txt"))
    assert reading.form == "legacy"
    assert {cell.path: cell.value for cell in reading.cells} == READ
    assert "s.image" not in {finding.rule for finding in reading.findings}


def test_prescribed_tables_go_before_a_list():
    licence = "| 第二十条第（五）项 | |\n| 信息内容 | 本年处理决定数量 |\n| 行政许可 | 12 |\n"
    reading = reading_of(read_document(f"政府信息公开\n{licence}\n正文\n\n{HEAD}{THREE}".encode(), ".txt"))
    assert {cell.path for cell in reading.cells} == {"licence.decisions"}


def test_a_blank_list_gives_blanks():
    found = alignment_of(*LAYOUTS["bars"](rows_of("legacy", {}), Style(has_serial=True)))
    assert {cell.status for cell in found.cells} == {Status.BLANK}
    assert len(found.cells) == len([row for row in rows_of("legacy", {}) if row.path])
    assert found.findings == ()


@pytest.mark.parametrize(
    ("figures", "outcomes"),
    [
        pytest.param((5, 1, 1, 2, 1), ["pass"], id="adds-up"),
        pytest.param((5, 1, 1, 2, 2), ["fail"], id="does-not"),
        pytest.param((5, 1, None, 2, 2), ["cannot_check"], id="a-blank-is-not-zero"),
    ],
)
def test_sums_of_the_list_are_checked(figures, outcomes):
    paths = [f"requests_legacy.{row}" for row in ("received", "in_person", "fax", "online", "letter")]
    cells = pl.DataFrame(
        [(1, path, "reported", value, str(value), "") for path, value in zip(paths, figures, strict=True)],
        schema=CELLS,
        orient="row",
    )
    reports = pl.DataFrame(
        [(1, "o", "示例县", "county", None, 2016, "legacy", True, False, ["legacy"])], schema=REPORTS, orient="row"
    )
    found = sums(cells, reports)
    assert found["rule"].to_list() == ["legacy.received"]
    assert found["outcome"].to_list() == outcomes


def test_no_cell_of_a_list_is_a_cell_of_a_form_but_the_documents_made():
    lists, *prescribed = all_forms()
    assert set(lists.paths()) & {path for form in prescribed for path in form.paths()} == {"normative.made"}


@pytest.mark.parametrize("path", sorted(legacy_list().form.paths()))
def test_every_cell_says_whether_it_may_be_compared_with_2019(path):
    register = definitions.comparability().filter(pl.col("from_form") == "legacy", pl.col("to_form") == "2019")
    exact = register.filter(pl.col("metric_from") == path)
    prefixes = [each for each in register["metric_from"] if each.endswith("*") and path.startswith(each[:-1])]
    comparable = path in {"normative.made", "requests_legacy.received", "review_legacy.total"}
    assert exact.height or prefixes
    assert ("note" in exact["comparable"].to_list()) == comparable
    assert "yes" not in register["comparable"].to_list()


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        pytest.param(
            'group = "channels"', 'group = "canals"', "published.gazette stands under canals", id="no-heading"
        ),
        pytest.param(
            'left = ["review_legacy.upheld"',
            'left = ["review.upheld"',
            "review.upheld, which is no row",
            id="sum-of-a-stranger",
        ),
        pytest.param("[units]", "[quantities]", "the key 'units' is missing", id="no-units"),
        pytest.param("indicator = [", "indicators = [", "the key 'indicator' is missing", id="no-indicator"),
        pytest.param('id = "codes.calls"', 'id = "codes.visits"', "two cells have the path codes.visits", id="twice"),
    ],
)
def test_a_fault_of_ours_in_the_lists_stops_everything(pattern, replacement, message, tmp_path):
    text = FILE.read_text(encoding="utf-8")
    assert pattern in text
    broken = tmp_path / "legacy.toml"
    broken.write_text(text.replace(pattern, replacement, 1), encoding="utf-8")
    with pytest.raises(FormError, match=message):
        load_legacy(broken)
