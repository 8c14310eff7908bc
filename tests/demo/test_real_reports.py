"""The bundled real reports against the figures they were made from."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from demo.form import load_form
from ingest.read import read_report

REPORTS = Path(__file__).parents[2] / "data" / "reports"
SOURCE = Path(__file__).parents[3] / "shared" / "corpus" / "real-cells.csv"
LABEL_COLUMNS = {"two": 1, "three": 3, "four": 0}
TITLE = re.compile(r"# (?P<organ>\D+)(?P<year>\d{4})年政府信息公开工作年度报告")


def title_of(path):
    return TITLE.match(path.read_text(encoding="utf-8"))


def naive_cells(path, form_id):
    """Cells by label and position alone, without the reader under test."""
    numerals = {"## 二": "two", "## 三": "three", "## 四": "four"}
    tables = {table.id: table for table in load_form(form_id).tables}
    rows = {
        (table.id, row.label): table.row_paths(block, row)
        for table in tables.values()
        for block in table.blocks
        for row in block.rows
    }
    cells, here = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        here = next((table for mark, table in numerals.items() if line.startswith(mark)), here)
        if not line.startswith("| "):
            continue
        texts = line[2:].removesuffix(" |").split(" | ")
        labels, figures = texts[: LABEL_COLUMNS[here]], texts[LABEL_COLUMNS[here] :]
        label = next((text for text in reversed(labels) if text.strip()), "")
        is_heading = here == "four" and not all(re.fullmatch(r"\d*", text.strip()) for text in figures)
        if not is_heading and "总计" not in figures:
            cells |= dict(zip(rows.get((here, label), ()), (text.strip() for text in figures), strict=False))
    return cells


@pytest.fixture(scope="module")
def published():
    if not SOURCE.exists():
        pytest.skip("the table of real figures is not on this machine")
    reports = {}
    with SOURCE.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            key = re.split(r"[（(]", row["organ"])[0], row["year"]
            reports.setdefault(key, (row["form"], {}))[1][row["cell"]] = row["printed"]
    return reports


def test_every_real_report_says_what_was_published(published):
    bundled = {(title_of(path)["organ"], title_of(path)["year"]): path for path in REPORTS.glob("*.md")}
    assert bundled.keys() == published.keys()
    for key, (form_id, cells) in published.items():
        assert naive_cells(bundled[key], form_id) == cells, key


def test_the_reader_gives_the_published_figures_and_no_others(published):
    asked = found = 0
    for path in REPORTS.glob("*.md"):
        title = title_of(path)
        reading = read_report(path)
        _, cells = published[title["organ"], title["year"]]
        assert (reading.identity.organ, reading.identity.year) == (title["organ"], int(title["year"]))
        expected = {cell: float(printed) for cell, printed in cells.items() if printed}
        numbers = {cell.path: cell.value for cell in reading.cells if cell.value is not None}
        assert numbers.items() <= expected.items(), path.name
        assert {cell.path for cell in reading.cells} <= cells.keys(), path.name
        asked, found = asked + len(expected), found + len(numbers)
    assert found >= 0.99 * asked


def test_reports_hold_titles_periods_sources_labels_and_figures_only():
    for path in REPORTS.glob("*.md"):
        prose = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] not in "|#"]
        year = title_of(path)["year"]
        assert prose[0] == f"本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        assert prose[1].startswith("来源：已公布")
        assert len(prose) == 2


def test_every_organ_of_the_reports_is_listed():
    with (REPORTS / "organs.csv").open(encoding="utf-8", newline="") as file:
        organs = {organ["name"]: organ for organ in csv.DictReader(file)}
    assert organs.keys() == {title_of(path)["organ"] for path in REPORTS.glob("*.md")}
    assert {organ["parent"] for organ in organs.values()} - {""} <= organs.keys()
    assert len({organ["short_name"] for organ in organs.values()}) == len(organs)
    assert organs["淮安市人民政府"]["adcode"] == "320800"
    assert tomllib.loads((REPORTS / "workspace.toml").read_text(encoding="utf-8"))["fictional"] is False
