"""Statistics lists before 2019 of an invented organ, printed in the layouts that such lists come in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from ingest.legacy_list import legacy_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

TITLE = "示例县政府信息公开情况统计表"
LOCAL = "主动公开机构领导、机构设置及人事信息"  # an indicator of one place, on no list


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: cell path ('' for headings and local indicators), label, unit and figure ('' for a blank)."""

    path: str
    label: str
    unit: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What a list prints beside label and figure, and what it calls its columns."""

    has_serial: bool = False
    has_code: bool = False
    code_first: bool = False  # in front of the unit
    has_header: bool = True
    has_title: bool = True
    blank: str = ""
    columns: tuple[str, ...] = ("统计数",)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)  # figures of the other columns by path

    @property
    def value_at(self) -> int:
        """Give the column of the figure: that of 合计, else the last."""
        return self.columns.index("合计") if "合计" in self.columns else len(self.columns) - 1


def rows_of(family: str, figures: dict[str, str]) -> list[Row]:
    """Give the whole list of a family with these figures, headings included."""
    rows: list[Row] = []
    for table in legacy_list().form.tables:
        if not table.id.startswith(family):
            continue
        block = table.blocks[0]
        groups = {group.id: group for group in block.groups}
        unit = "万元" if block.columns[0].kind == "amount" else "件"
        for row in block.rows:
            if row.group in groups:
                rows.append(Row("", groups.pop(row.group).labels[0], "——"))
            rows.append(Row(row.id, row.labels[0], unit, figures.get(row.id, "")))
    return rows


def cells(rows: list[Row], style: Style) -> Iterator[list[str]]:
    """Give the cells of every printed row, the headings first."""
    if style.has_header:
        code = ["代码"] if style.has_code else []
        unit = ["代码", "单位"] if style.has_code and style.code_first else ["单位", *code]
        yield [*(["序号"] if style.has_serial else []), "统计指标", *unit, *style.columns]
    for number, row in enumerate(rows, start=1):
        code = [f"{number:02d}"] if style.has_code else []
        middle = [*code, row.unit] if style.code_first else [row.unit, *code]
        figures = list(style.others.get(row.path, ("",) * len(style.columns)))
        figures[style.value_at] = row.figure or ("" if row.unit == "——" else style.blank)
        yield [*([str(number)] if style.has_serial else []), row.label, *middle, *figures]


def _titled(text: str, style: Style) -> str:
    return f"{TITLE}\n（2016年度）\n{text}" if style.has_title else text


def bars(rows: list[Row], style: Style) -> tuple[str, str]:
    return _titled("\n".join("| " + " | ".join(row) + " |" for row in cells(rows, style)), style), ".txt"


def open_bars(rows: list[Row], style: Style) -> tuple[str, str]:
    return _titled("\n".join(" | ".join(row) for row in cells(rows, style)), style), ".txt"


def markdown(rows: list[Row], style: Style) -> tuple[str, str]:
    lines = ["| " + " | ".join(row) + " |" for row in cells(rows, style)]
    return _titled("\n".join([lines[0], "|" + " --- |" * lines[0].count(" | ") + " --- |", *lines[1:]]), style), ".md"


def tabs(rows: list[Row], style: Style) -> tuple[str, str]:
    return _titled("\n".join("\t".join(row).rstrip("\t") for row in cells(rows, style)), style), ".txt"


def stream(rows: list[Row], style: Style) -> tuple[str, str]:
    return _titled("\n".join(f"{cell} |" for row in cells(rows, style) for cell in row), style), ".txt"


def one_a_line(rows: list[Row], style: Style) -> tuple[str, str]:
    return _titled("\n".join(cell for row in cells(rows, style) for cell in row if cell), style), ".txt"


def spaced(rows: list[Row], style: Style) -> tuple[str, str]:
    return _titled("\n".join("   ".join(row).rstrip() for row in cells(rows, style)), style), ".txt"


def single_spaced(rows: list[Row], style: Style) -> tuple[str, str]:
    return _titled("\n".join(" ".join(cell for cell in row if cell) for row in cells(rows, style)), style), ".txt"


def wrapped(rows: list[Row], style: Style) -> tuple[str, str]:
    """Long labels over two lines, the figures between the halves."""
    lines = []
    for row in cells(rows, style):
        at = 1 if style.has_serial else 0
        label = row[at]
        if len(label) > 16:
            half = len(label) // 2
            lines += [" " * 6 + label[:half], "   ".join([*row[:at], *row[at + 1 :]]).rstrip(), " " * 6 + label[half:]]
        else:
            lines.append("   ".join(row).rstrip())
    return _titled("\n".join(lines), style), ".txt"


def page(rows: list[Row], style: Style) -> tuple[str, str]:
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in cells(rows, style))
    return f"<html><body><p>{TITLE}</p><p>（2016年度）</p><table>{body}</table></body></html>", ".html"


def page_of_two_headings(rows: list[Row], style: Style) -> tuple[str, str]:
    """A heading over all figures, and below it one for each column."""
    printed = list(cells(rows, style))
    front = printed[0][: -len(style.columns)]
    over = "".join(f"<td rowspan=2>{c}</td>" for c in front) + f"<td colspan={len(style.columns)}>统计数</td>"
    below = "".join(f"<td>{c}</td>" for c in style.columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in printed[1:])
    return f"<html><body><p>{TITLE}</p><table><tr>{over}</tr><tr>{below}</tr>{body}</table></body></html>", ".html"


LAYOUTS: dict[str, Callable[[list[Row], Style], tuple[str, str]]] = {
    "bars": bars,
    "open bars": open_bars,
    "markdown": markdown,
    "tabs": tabs,
    "stream": stream,
    "one a line": one_a_line,
    "spaced": spaced,
    "single spaced": single_spaced,
    "wrapped": wrapped,
    "page": page,
    "two headings": page_of_two_headings,
}


def random_list(chance: Random, *, columns: tuple[str, ...] = ("统计数",)) -> tuple[list[Row], Style]:
    """Give a list with random figures, blanks, lost rows and local indicators, and a manner to print it in."""
    family = chance.choice(["legacy", "code"])
    filled, largest, lost = (
        chance.choice([0, 0.1, 0.5, 0.9, 1]),
        chance.choice([3, 20, 99999]),
        chance.choice([0, 0, 0.1]),
    )
    tables = [table for table in legacy_list().form.tables if table.id.startswith(family)]
    figures = {}
    for table in tables:
        for row in table.blocks[0].rows:
            if chance.random() < filled:
                figures[row.id] = _figure(chance, largest, table.blocks[0].columns[0].kind)
    rows = [row for row in rows_of(family, figures) if chance.random() >= lost]
    for _ in range(chance.choice([0, 0, 1, 3])):
        rows.insert(chance.randint(0, len(rows)), Row("", LOCAL, "条", str(chance.randint(0, 30))))
    style = Style(
        has_serial=chance.random() < 0.5,
        has_code=chance.random() < 0.4,
        code_first=chance.random() < 0.3,
        has_header=len(columns) > 1 or chance.random() < 0.8,
        has_title=chance.random() < 0.8,
        blank=chance.choice(["", "", "—", "/"]),
        columns=columns,
    )
    if len(columns) > 1:
        others = {row.path: tuple(chance.choice(["", str(chance.randint(0, 99))]) for _ in columns) for row in rows}
        style = replace(style, others=others)
    return rows, style


def _figure(chance: Random, largest: int, kind: str) -> str:
    number = chance.randint(0, largest)
    if kind == "amount" and chance.random() < 0.5:
        return f"{number}.{chance.randint(0, 99):02d}"
    return f"{number:,}" if chance.random() < 0.2 else str(number)
