"""Findings of the reader in words that a clerk can act on, Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import Cell, Finding, Outcome, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.match import Match
    from ingest.stream import Record, Word

LONGEST_QUOTE = 120


def _quote(heads: Sequence[Word], record: Record) -> str:
    words = [word.text for word in heads[-2:]]
    figures = [word.text or "□" for word in record.figures]
    return " ".join([*words, *figures])[-LONGEST_QUOTE:]


def _place(record: Record) -> str:
    return str(record.figures[0].place) if record.figures else ""


def unplaced(record: Record, heads: Sequence[Word]) -> Finding:
    """A run of figures whose label is on no form."""
    quote = _quote(heads, record)
    return Finding(
        "layout.unplaced",
        Severity.WARNING,
        f"有数字无法确定属于哪一行，未采用：“{quote}”",
        f"Figures whose row cannot be told were left out: “{quote}”",
        Outcome.CANNOT_CHECK,
        place=_place(record),
        quote=quote,
    )


def wrong_count(record: Record, heads: Sequence[Word], expected: int) -> Finding:
    """A known row with more or fewer figures than columns."""
    quote, printed = _quote(heads, record), len(record.figures)
    return Finding(
        "layout.count",
        Severity.WARNING,
        f"本行应有 {expected} 个数字，读到 {printed} 个，无法确定各属哪一列，未采用：“{quote}”",
        f"The row should hold {expected} figures but {printed} were read; none was placed: “{quote}”",
        Outcome.CANNOT_CHECK,
        left=float(printed),
        right=float(expected),
        difference=float(printed - expected),
        place=_place(record),
        quote=quote,
    )


def foreign_order(record: Record, heads: Sequence[Word]) -> Finding:
    """Column headings that stand in another order than the form's."""
    quote = _quote(heads, record)
    return Finding(
        "layout.header",
        Severity.WARNING,
        f"表头各列的次序与规定格式不同，未采用：“{quote}”",
        f"The columns stand in another order than on the form; the row was left out: “{quote}”",
        Outcome.CANNOT_CHECK,
        place=_place(record),
        quote=quote,
    )


def two_labels(record: Record, heads: Sequence[Word]) -> Finding:
    """Two row labels in one row of a torn table."""
    quote = _quote(heads, record)
    return Finding(
        "layout.label",
        Severity.WARNING,
        f"同一行里有两个行名，无法确定数字属于哪一行，未采用：“{quote}”",
        f"Two row labels share one row; its figures may belong to either and were left out: “{quote}”",
        Outcome.CANNOT_CHECK,
        place=_place(record),
        quote=quote,
    )


def damaged(record: Record, heads: Sequence[Word], found: Match) -> Finding:
    """A label that is printed with damage and was taken for the row it resembles."""
    printed = "".join(word.text for word in heads[len(heads) - found.before :])[-LONGEST_QUOTE:]
    return Finding(
        "layout.damaged",
        Severity.NOTICE,
        f"行名“{printed}”与规定格式不符，按“{found.options[-1].row.labels[0]}”读取",
        f"The label “{printed}” is not on the form; it was read as “{found.options[-1].row.labels[0]}”",
        Outcome.FAIL,
        place=_place(record),
        quote=printed,
    )


def figures_lead(first: Finding) -> Finding:
    """A table, one cell a line, where figures stand before the first label."""
    return Finding(
        "layout.order",
        Severity.WARNING,
        f"有数字出现在第一个行名之前，行名与数字的先后关系不明，本表均未采用：“{first.quote}”",
        f"Figures stand before the first label, so that labels may follow their figures; the table was left out: "
        f"“{first.quote}”",
        Outcome.CANNOT_CHECK,
        place=first.place,
        quote=first.quote,
    )


def unreadable(cell: Cell, kind: str) -> Finding:
    """Something is printed that is not a number we can be sure of."""
    unit = "（金额没有单位，或不是数字）" if kind == "amount" else ""
    return Finding(
        "n.unreadable",
        Severity.WARNING,
        f"“{cell.printed}”不能确认为数字{unit}，按未能识别处理",
        f"“{cell.printed}” is no number we can be sure of and counts as unreadable",
        Outcome.CANNOT_CHECK,
        cells=(cell.path,),
        place=str(cell.place),
        quote=cell.printed,
    )


def conflict(first: Cell, second: Cell) -> Finding:
    """Two different figures for one cell."""
    return Finding(
        "layout.conflict",
        Severity.WARNING,
        f"同一格出现两个不同的数字“{first.printed}”和“{second.printed}”，均未采用",
        f"Two figures for one cell, “{first.printed}” and “{second.printed}”; neither was taken",
        Outcome.CANNOT_CHECK,
        left=first.value,
        right=second.value,
        cells=(first.path,),
        place=f"{first.place}; {second.place}",
        quote=f"{first.printed} / {second.printed}",
    )


def doubled(label: str, cells: Sequence[Cell]) -> Finding:
    """An undivided row that is filled beside the rows it stands for."""
    quote = " ".join(cell.printed for cell in cells)
    return Finding(
        "layout.conflict",
        Severity.WARNING,
        f"“{label}”与其分项同时有数字，合并行未采用：“{quote}”",
        f"“{label}” is filled beside its own parts; the undivided row was left out: “{quote}”",
        Outcome.CANNOT_CHECK,
        cells=tuple(cell.path for cell in cells),
        place=str(cells[0].place),
        quote=quote,
    )


def deduplicated() -> Finding:
    """A text from which repeated lines are gone."""
    return Finding(
        "layout.deduplicated",
        Severity.ERROR,
        "文本在提取时丢失了重复的行（相同的表头和数字只剩一次），表格无法恢复；请换用原始文件",
        "Repeated lines were dropped when this text was extracted; the tables cannot be recovered. "
        "Take the original file",
        Outcome.CANNOT_CHECK,
    )


def several_columns(record: Record, heads: Sequence[Word]) -> Finding:
    """A line of a statistics list with several figures, none of which is certain to be the organ's."""
    quote = _quote(heads, record)
    return Finding(
        "layout.columns",
        Severity.WARNING,
        f"本行有几个数字，或所在列不是本年合计，无法确定哪一个是本行的数，未采用：“{quote}”",
        f"The line holds several figures, or none that is the year's total; none was taken: “{quote}”",
        Outcome.CANNOT_CHECK,
        place=_place(record),
        quote=quote,
    )


def numbered(record: Record) -> Finding:
    """A line of a statistics list whose serial number or code cannot be told from its value."""
    quote = _quote(record.heads, record)
    return Finding(
        "layout.numbering",
        Severity.WARNING,
        f"序号或代码与统计数无法区分，未采用：“{quote}”",
        f"Serial numbers or codes cannot be told from values; the line was left out: “{quote}”",
        Outcome.CANNOT_CHECK,
        place=_place(record),
        quote=quote,
    )
