"""A failed check in the words of the printed form: which cells, what stands in them, where in the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from analysis.labels import Label, labels, row_labels, titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMED: Final = 4  # labels that are named before they are only counted
SHOWN: Final = 12  # printed cells that are shown before they are only counted
WITH_LAST_YEAR: Final = ("y.carry", "y.stock", "p.jump")
"""Checks whose second cell is that of last year's report."""
ROWS: Final = "s.missing"
"""The check whose cells are rows."""
UNORDERED: Final = frozenset({"p.copy", "d.revision", "n.domain"})
"""Checks that name any cells of the report, not two sides of an equation."""
FROM_TEXT: Final = "x."
WHOLE_TABLE: Final = "（整张表）"
LAST_YEAR: Final = "上年报告"

_MARKS: Final = {"p": "第{}页", "l": "文本第{}行", "t": "第{}个表格", "r": "第{}行", "c": "第{}列"}
# The first that a sentence of an unmade check contains is its reason.
_REASONS: Final = (
    (re.compile(r"没有 (\d+) 年的报告"), r"没有 \1 年的报告"),
    (re.compile(r"有本年报告的 (\d+) 个|此项有数字的 (\d+) 个"), "下级的报告或数字不齐"),
    (re.compile(r"节选"), "本文件为节选"),
    (re.compile(r"口径"), "口径（范围）不一定相同"),
    (re.compile(r"格式不同"), "两年的格式不同"),
    (re.compile(r"不足以判断"), "非零数字太少，不足以判断"),
    (re.compile(r"无法辨认"), "有无法辨认的数字"),
    (re.compile(r"空白|留空"), "有空白格"),
    (re.compile(r"未见"), "未读到有关的格"),
    (re.compile(r"没有.*数字|没有可比的金额"), "缺少可比的数字"),
)


@dataclass(frozen=True, slots=True)
class Cells:
    """One report's cells by path, those of the year before, and the form whose labels it prints."""

    form: str
    own: Mapping[str, Mapping[str, Any]]
    before: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class InWords:
    """Table id ('' for the whole report) and title, rows, columns, what is printed, and the place on the form."""

    table: str
    title: str
    row: str
    column: str
    printed: str
    order: int


@dataclass(frozen=True, slots=True)
class _Named:
    """One cell of a check with its label, what is printed in it, and whether that is last year's report."""

    label: Label
    text: str
    is_zero: bool
    is_last_year: bool


def cells_in_words(finding: Mapping[str, Any], cells: Cells) -> InWords:
    """Give the cells of a failed check (a row of FINDINGS) as a clerk finds them on the form."""
    if finding["rule"].startswith(ROWS):
        return _missing(finding, cells.form)
    order = {path: place for place, path in enumerate(labels(cells.form))}
    paths = finding["cells"]
    if finding["rule"] in UNORDERED:
        paths = sorted(paths, key=lambda path: order.get(path, len(order)))
    named = [_named(path, position, finding["rule"], cells) for position, path in enumerate(paths)]
    quote = f"正文：“{finding['quote']}”" if finding["rule"].startswith(FROM_TEXT) else ""
    if not named:
        return InWords("", "报告全文", "", "", f"“{finding['quote']}”" if finding["quote"] else "", len(order))
    tables = list(dict.fromkeys(each.label.title for each in named))
    here = [each for each in named if not each.is_last_year]
    return InWords(
        table=named[0].label.table if len(tables) == 1 else "",
        title=tables[0] if len(tables) == 1 else "、".join(title.split()[0] for title in tables),
        row=_some((each.label.row for each in here), "行"),
        column=_some((each.label.column for each in here), "列"),
        printed="；".join(text for text in (quote, _printed(named)) if text),
        order=order.get(paths[0], len(order)),
    )


def place_in_words(place: str) -> str:
    """Give a place in Chinese; what has no word stays as it is.

    >>> place_in_words("p4 t2 r7 c3"), place_in_words("l20 t1 r4"), place_in_words("l120"), place_in_words("")
    ('第4页 第2个表格 第7行 第3列', '第1个表格 第4行', '文本第120行', '')
    """
    marks = re.sub(r"\bl\d+ (?=t)", "", place)  # within a table nobody counts the lines of the file
    return re.sub(r"\b([pltrc])(\d+)", lambda found: _MARKS[found[1]].format(found[2]), marks)


def reason(message: str) -> str:
    """Give in a few words why a check could not be made; the sentence itself where no known reason is in it.

    >>> reason("表三·商业企业：没有 2023 年的报告；无法核对")
    '没有 2023 年的报告'
    """
    for pattern, words in _REASONS:
        found = pattern.search(message)
        if found:
            return found.expand(words)
    return message


def _missing(finding: Mapping[str, Any], form: str) -> InWords:
    table = finding["rule"].rpartition(".")[2]
    rows = row_labels(form)
    names = [rows[path].row if path in rows else "数据行" for path in finding["cells"]]
    title = titles().get(table, table)
    order = next((place for place, label in enumerate(labels(form).values()) if label.table == table), 0)
    if not names:
        return InWords(table, title, WHOLE_TABLE, "", "未见", order)
    return InWords(table, title, _some(names, "行"), "（整行）", "未见", order)


def _named(path: str, position: int, rule: str, cells: Cells) -> _Named:
    is_last_year = position == 1 and rule.startswith(WITH_LAST_YEAR)
    cell = (cells.before if is_last_year else cells.own).get(path)
    label = labels(cells.form).get(path) or labels("2019").get(path) or Label("", "报告全文", path, "", path)
    return _Named(label, _text(cell), cell is not None and cell["value"] == 0, is_last_year)


def _text(cell: Mapping[str, Any] | None) -> str:
    if cell is None:
        return "未见"
    printed = str(cell["printed"]).strip()
    if cell["status"] == "blank":
        return f"空白（{printed}）" if printed else "空白"
    if cell["status"] == "unreadable":
        return f"“{printed}”（无法辨认）"
    if cell["status"] == "corrected":
        value = "空白" if cell["value"] is None else f"{cell['value']:g}"
        return f"{value}（已更正，原印“{printed}”）"
    return printed


def _printed(named: list[_Named]) -> str:
    """Write the cells as label：figure; of many the zeros are only counted, and of very many the rest."""
    many = len(named) > NAMED + 2
    shown = [each for each in named if not (many and each.is_zero)]
    one_row = len({each.label.row for each in named}) == 1
    one_column = len({each.label.column for each in named}) == 1
    texts = [f"{_short(each, one_row=one_row, one_column=one_column)}：{each.text}" for each in shown[:SHOWN]]
    if len(shown) > SHOWN:
        texts.append(f"另有 {len(shown) - SHOWN} 格不为 0")
    if len(shown) < len(named):
        texts.append(f"其余 {len(named) - len(shown)} 格为 0")
    return "；".join(texts)


def _short(each: _Named, *, one_row: bool, one_column: bool) -> str:
    label = each.label.short if one_column and not one_row else each.label.column
    if not one_row and not one_column:
        label = f"{each.label.short}·{each.label.column}"
    return f"{LAST_YEAR}{label}" if each.is_last_year else label


def _some(names: Iterable[str], unit: str) -> str:
    different = list(dict.fromkeys(name for name in names if name))
    if len(different) <= NAMED:
        return "、".join(different)
    return f"{different[0]}等 {len(different)} {unit}"
