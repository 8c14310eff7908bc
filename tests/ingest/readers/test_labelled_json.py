"""JSON of every make: rows, grids with headings beside them, cell paths, JSON between lines of text, prose."""

import json

import pytest

from ingest.read import reading_of
from ingest.readers import read_document

TITLE = "示例市司法局2022年政府信息公开工作年度报告"
HEADINGS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
SEVEN = ("natural", "company", "research", "ngo", "legal", "other", "total")
GRANTED, OTHER = "（一）予以公开", "3.其他"
FIGURES = {
    f"requests.{row}.{column}": begin + at
    for row, begin in (("granted", 10), ("other.other", 20))
    for at, column in enumerate(SEVEN)
}
ROWS = {
    GRANTED: dict(zip(HEADINGS, range(10, 17), strict=True)),
    OTHER: dict(zip(HEADINGS, range(20, 27), strict=True)),
}


def read(data, suffix=".json"):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1)
    return reading_of(read_document(text.encode(), suffix))


def figures(data, suffix=".json"):
    return {cell.path: cell.value for cell in read(data, suffix).cells if cell.value is not None}


TREE = {"requests": {"granted": dict(zip(SEVEN, range(10, 17), strict=True)), "other": {"other": dict(zip(SEVEN, range(20, 27), strict=True))}}}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        pytest.param([{"项目": row} | values for row, values in ROWS.items()], id="rows"),
        pytest.param([{"类别": "（六）其他处理", "名称": row} | values for row, values in ROWS.items()], id="rows-with-a-group"),
        pytest.param({"title": TITLE, "children": [{"name": row, "children": [{"name": n, "value": v} for n, v in values.items()]} for row, values in ROWS.items()]}, id="children"),
        pytest.param({"columns": HEADINGS, "index": list(ROWS), "data": [list(values.values()) for values in ROWS.values()]}, id="headings-and-index-beside-the-grid"),
        pytest.param({"表头": ["项目", *HEADINGS], "数据": [[row, *values.values()] for row, values in ROWS.items()]}, id="headings-beside-the-grid"),
        pytest.param({f"表三-{row}-{name}": value for row, values in ROWS.items() for name, value in values.items()}, id="joined-labels"),
        pytest.param({"cells": FIGURES}, id="cell-paths"),
        pytest.param({"cells": {path: {"status": "reported", "value": value} for path, value in FIGURES.items()}}, id="cells-with-a-status"),
        pytest.param({"data": TREE}, id="tree-of-paths"),
        pytest.param(f"{TITLE}\n```json\n{json.dumps(ROWS)}\n```\n以上。", id="fenced"),
        pytest.param(f"{TITLE}\n三、收到和处理\n{json.dumps(ROWS)}\n说明。", id="between-lines"),
        pytest.param("\n\n".join(f"{TITLE}\n{json.dumps({row: values})}" for row, values in ROWS.items()), id="several"),
        pytest.param("\n".join(json.dumps({"row": row, "column": n, "value": v}) for row, values in ROWS.items() for n, v in values.items()), id="a-record-a-line"),
        pytest.param(f"var data = {json.dumps(ROWS)};", id="assigned"),
    ],
)  # fmt: skip
def test_figures_find_their_cells(data):
    assert figures(data) == FIGURES


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({row: list(values.values()) for row, values in ROWS.items()}, id="rows-without-headings"),
        pytest.param({row: {n: {"本年": v, "上年": 1} for n, v in values.items()} for row, values in ROWS.items()}, id="two-years-a-cell"),
        pytest.param({"2021": ROWS, "2022": {row: {n: v + 1 for n, v in values.items()} for row, values in ROWS.items()}}, id="two-years"),
    ],
)  # fmt: skip
def test_figures_without_a_certain_cell_are_left_out(data):
    assert figures({"标题": TITLE} | data) == {}


def test_paths_of_the_older_form():
    paths = {"licence.prev_items": 3, "licence.change": -1, "licence.decisions": 5, "procurement.amount_wan": 2.5}
    assert figures(paths) == paths
    assert figures("path,value\n" + "".join(f"{path},{value}\n" for path, value in paths.items()), ".csv") == paths


def test_organ_and_year_of_their_own_fields_make_the_title():
    identity = read({"organ": "示例市司法局", "year": 2022, "cells": FIGURES}).identity
    assert (identity.organ, identity.year) == ("示例市司法局", 2022)
    assert read([{"年度": 2022, "单位": "示例市司法局"}, {"年度": 2021}, {"cells": FIGURES}]).identity.year is None


def test_texts_stand_in_their_sections():
    reading = read(
        {"标题": TITLE, "备注": "节选。", "一、总体情况": "全年收到政府信息公开申请16件。", GRANTED: ROWS[GRANTED]}
        | {"存在的主要问题": ["公开意识不强。", "队伍不稳。"], "六、其他需要报告的事项": "无。"}
    )
    assert {part.section: part.text for part in reading.passages} == {
        "opening": f"{TITLE}\n节选。",
        "one": "全年收到政府信息公开申请16件。",
        "five": "公开意识不强。\n队伍不稳。",
        "six": "无。",
    }
    assert [figure.value for figure in reading.narrative] == [16]


@pytest.mark.parametrize("delimiter", ["\t", "|", ";"])
def test_a_file_that_is_called_tsv_may_be_separated_by(delimiter):
    line = delimiter.join
    text = f"{TITLE}\n{line(['项目', *HEADINGS])}\n{line([GRANTED, *map(str, range(10, 17))])}\n"
    assert figures(text, ".tsv") == {path: value for path, value in FIGURES.items() if "granted" in path}
