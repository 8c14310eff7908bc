"""Column headings of a statistics list: what stands behind the indicator, and which column holds the value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.labels import normalised
from ingest.legacy_list import entries_of, legacy_list
from ingest.legacy_rows import Line, parts_of
from ingest.stream import Layout, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINES_OF_HEADINGS = 8  # runs of figures up to the first label among which headings are looked for
UNKNOWN = ("value", "value")  # roles of headings that cannot be told apart: nothing can be placed under them

Heading = list[tuple[str, Word]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns behind the indicator, without the unit: what each holds and, in exact grids, where it is.

    Roles are value, total, part (of a quarter, of last year), code and remark; none where no heading is printed.
    """

    roles: tuple[str, ...] = ()
    at: tuple[int, ...] = ()
    table: int = 0
    has_serial: bool = False

    def target(self) -> int | None:
        """Give the index of the one column that holds the value, null where several might."""
        totals = [index for index, role in enumerate(self.roles) if role == "total"]
        values = [index for index, role in enumerate(self.roles) if role in {"value", "part"}]
        if len(totals) == 1:
            return totals[0]
        return values[0] if len(values) == 1 and not totals and self.roles[values[0]] == "value" else None


def columns_of(lines: Sequence[Line]) -> Columns:
    """Read the headings in front of the first label; `lines` end with the line of that label."""
    last = lines[-1]
    rows = _rows(_headings(lines), last)
    start = next((index for index in range(len(rows) - 1, -1, -1) if _is_heading(rows[index])), None)
    if start is None:
        return Columns()
    heading = rows[start]
    roles = [_role(key) for key, _ in heading]
    named = "indicator" if "indicator" in roles else "unit"
    indicator = max(index for index, role in enumerate(roles) if role == named)
    has_serial = "serial" in roles[:indicator]
    behind = [
        each
        for each, role in zip(heading[indicator:], roles[indicator:], strict=True)
        if role not in {"unit", "indicator", "serial"}
    ]
    below = [each for row in rows[start + 1 :] if len(row) > 1 or _role(row[0][0]) != "value" for each in row]
    if below and len(behind) > 1:
        return Columns(UNKNOWN, has_serial=has_serial)
    behind = below or behind
    at = tuple(word.column for _, word in behind) if last.record.layout is Layout.EXACT else ()
    return Columns(tuple(_role(key) for key, _ in behind), at, last.record.table, has_serial)


def _headings(lines: Sequence[Line]) -> list[Word]:
    """Give the words between the label before the headings, if there is one, and the first label behind them."""
    kept: list[Word] = []
    for line in lines[-LINES_OF_HEADINGS:]:
        for word in line.record.heads:
            if any(part.word is word for part in line.label) or any(entries_of(part.key) for part in parts_of(word)):
                if any(_role(key) in {"indicator", "unit"} for each in kept for key in _heading_keys(each)):
                    return kept
                kept = []
            elif not word.key.isdecimal():
                kept.append(word)
        if kept and kept[-1].key in legacy_list().words.units:  # the line of an indicator that no list knows
            kept = kept[:-2]
    return kept


def _rows(words: Iterable[Word], label: Line) -> list[Heading]:
    """Group headings by printed row; where cells stand one a line, all of them are one row."""
    own = label.label[0].word.place if label.label else None
    rows: dict[tuple[int | None, ...], Heading] = {}
    for word in words:
        place = word.place
        if own and place.row is not None and (place.table, place.row) == (own.table, own.row):
            continue
        key = (place.page, place.table, place.row) if place.row is not None else ()
        rows.setdefault(key, []).extend((key, word) for key in _heading_keys(word))
    return list(rows.values())


def _heading_keys(word: Word) -> list[str]:
    """Give the headings in one word, which may be a whole line with single blanks."""
    if _role(word.key) not in {"value", "part"}:
        return [word.key]
    tokens = [normalised(token) for token in word.text.split()]
    if any(_role(token) in {"unit", "indicator"} for token in tokens):
        return tokens
    unit = max((word.key.rfind(each) + len(each) for each in _words("unit") if each in word.key), default=0)
    named = any(each in word.key for each in _words("indicator"))
    if not (unit and named) or len(tokens) == 1:
        return [word.key]
    rest = word.key[unit:]  # letters with blanks between them: 统 计 指 标 单 位 统 计 数
    known = rest in _words("value") | _words("total")
    return ["指标", "单位", *([rest] if known else UNKNOWN if rest else ())]


def _words(role: str) -> frozenset[str]:
    return legacy_list().words.roles[role]


def _role(key: str) -> str:
    words = legacy_list().words
    for role in ("serial", "indicator", "unit", "code", "remark", "total"):
        if key in words.roles[role]:
            return role
    return "part" if any(word in key for word in words.not_the_year) else "value"


def _is_heading(row: Heading) -> bool:
    """Tell the row of headings: it names the indicators, or the units beside something else."""
    roles = [_role(key) for key, _ in row]
    return "indicator" in roles or ("unit" in roles and len(roles) > 1)
