"""The figures as data with their labels: block, row, column, figure, as programs hand reports on to each other."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING

from demo.form import load_form
from demo.ruled import NUMERALS

if TYPE_CHECKING:
    from demo.form import FormBlock, FormTable
    from demo.report import PrintedReport, Variant

WHOLE = re.compile(r"-?(?:0|[1-9]\d*)")
DISPUTES = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}

Node = dict[str, "Node"] | list[str] | str | int | None


def labelled_json(report: PrintedReport, variant: Variant) -> str:
    """Give title, text and figures under their labels; the seed decides the order of the columns."""
    chance = Random(variant.seed)
    data: dict[str, Node] = {"标题": report.title, "说明": list(report.opening)}
    data["总体情况"] = list(report.sections.get("one", ()))
    for table in load_form(report.form).tables:
        if table.id not in report.images and (rows := _table(report, table, variant, chance)):
            data[f"{NUMERALS[table.id]}、{table.heading}"] = rows
    for section, heading in (("five", "五、存在的主要问题及改进情况"), ("six", "六、其他需要报告的事项")):
        data[heading] = list(report.sections.get(section, ()))
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _table(report: PrintedReport, table: FormTable, variant: Variant, chance: Random) -> dict[str, Node]:
    blocks = (_block(report, table, block, variant, chance) for block in table.blocks)
    if table.id == "four":
        return next(blocks)
    named = {block.heading: rows for block, rows in zip(table.blocks, blocks, strict=True) if rows}
    return dict(named) if table.id == "two" else named.get("", {})


def _block(
    report: PrintedReport, table: FormTable, block: FormBlock, variant: Variant, chance: Random
) -> dict[str, Node]:
    rows: dict[str, Node] = {}
    columns = list(block.columns)
    if chance.random() < 0.5:
        chance.shuffle(columns)
    for row in block.rows:
        paths = {column: table.path(row, column) for column in columns if table.path(row, column) in report.cells}
        for column, path in paths.items():
            label = _label(report, row.label, variant) if row.label else DISPUTES[column.id.split(".")[0]]
            inner = rows.setdefault(label, {})
            if isinstance(inner, dict):
                inner[_label(report, column.label, variant)] = _figure(report.cells[path])
    return rows


def _label(report: PrintedReport, label: str, variant: Variant) -> str:
    text = report.labels.get(label, label)
    return text.replace(".", variant.dots, 1) if text[:1].isdigit() else text


def _figure(printed: str) -> str | int | None:
    """Give whole figures as numbers, blanks as null, everything else as it is printed."""
    return int(printed) if WHOLE.fullmatch(printed) else printed or None
