"""One metric of the vocabulary as a thing with names, and what the register says of it across two forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

UNKNOWN_PAIR_ZH = "两份报告所用格式不同，没有登记二者可比。"
UNKNOWN_PAIR_EN = "The two reports use different forms, and nothing says that they may be compared."
ATTRIBUTE = "attribute."
"""Begins a part that people supply; every other part is a cell of the form."""

_WORST_FIRST = ("no", "note", "yes")


@dataclass(frozen=True, slots=True)
class Metric:
    """A printed cell or a derived indicator; `numerator` is empty for a cell, `denominator` for cells and sums."""

    id: str
    kind: str
    category: str
    title_zh: str
    title_en: str
    unit_zh: str
    unit_en: str
    direction: str
    headline: bool
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    material_abs: float
    material_pct: float
    forms: tuple[str, ...]
    per: int = 1

    @property
    def is_rate(self) -> bool:
        """Tell whether values are divided by something: they do not add up, and their change has no percent."""
        return self.kind in {"rate", "ratio"}

    @property
    def is_proportion(self) -> bool:
        """Tell whether values are percentages, whose change is stated in percentage points."""
        return self.kind == "rate"

    @property
    def change_column(self) -> str:
        """Give the column of CHANGE that holds this metric's change: points of a percentage, or its own unit."""
        return "change_pp" if self.is_proportion else "change"

    @property
    def is_cell(self) -> bool:
        """Tell whether the figure is printed on a form, not computed."""
        return not self.numerator

    @property
    def parts(self) -> tuple[str, ...]:
        """Give the cell paths and attributes that the figure is made of, each once."""
        return tuple(dict.fromkeys((*self.numerator, *self.denominator))) or (self.id,)

    @property
    def cells(self) -> tuple[str, ...]:
        """Give those parts that stand on a form."""
        return tuple(part for part in self.parts if not part.startswith(ATTRIBUTE))


@dataclass(frozen=True, slots=True)
class Answer:
    """May two figures be compared: yes, note (with the reason beside the change) or no; why_* is '' on one form."""

    comparable: str
    why_zh: str
    why_en: str


def metric(metrics: pl.DataFrame, metric_id: str) -> Metric:
    """Give one metric by id; raises KeyError where the vocabulary has none."""
    found = metrics.filter(pl.col("metric") == metric_id)
    if found.is_empty():
        raise KeyError(metric_id)
    return _metric(found.row(0, named=True))


def headline_metrics(metrics: pl.DataFrame) -> list[Metric]:
    """Give the metrics of the overview in reading order."""
    return [_metric(row) for row in metrics.filter("headline").sort("sort_order").iter_rows(named=True)]


def answer(comparability: pl.DataFrame, of: Metric, from_form: str, to_form: str) -> Answer:
    """Tell whether `of` in a report on `from_form` may be compared with `of` in a report on `to_form`.

    A derived indicator is as comparable as the least comparable of its parts, unless the register names it itself.
    """
    if from_form == to_form:
        return Answer("yes", "", "")
    entries = comparability.filter((pl.col("from_form") == from_form) & (pl.col("to_form") == to_form)).to_dicts()
    named = _entry(entries, of.id)
    if of.is_cell or named is not None:
        return named or Answer("no", UNKNOWN_PAIR_ZH, UNKNOWN_PAIR_EN)
    answers = [_entry(entries, part) or Answer("no", UNKNOWN_PAIR_ZH, UNKNOWN_PAIR_EN) for part in of.cells]
    return min(answers, key=lambda each: _WORST_FIRST.index(each.comparable))


def cell_answers(comparability: pl.DataFrame, paths: Iterable[str], from_form: str, to_form: str) -> dict[str, Answer]:
    """Give `answer` for many printed cells at once, by path."""
    if from_form == to_form:
        return dict.fromkeys(paths, Answer("yes", "", ""))
    entries = comparability.filter((pl.col("from_form") == from_form) & (pl.col("to_form") == to_form)).to_dicts()
    unknown = Answer("no", UNKNOWN_PAIR_ZH, UNKNOWN_PAIR_EN)
    return {path: _entry(entries, path) or unknown for path in paths}


def stand_in(comparability: pl.DataFrame, path: str, form: str) -> str | None:
    """Give the cell of `form` that continues the series of `path`, null where the register joins none.

    >>> register = pl.DataFrame([{"from_form": "2019", "to_form": "2021", "metric_from": "normative.made",
    ...     "metric_to": "normative.issued", "comparable": "note", "why_zh": "", "why_en": ""}])
    >>> stand_in(register, "normative.issued", "2019")
    'normative.made'
    """
    joined = comparability.filter(
        (pl.col("from_form") == form)
        & (pl.col("metric_to") == path)
        & (pl.col("metric_from") != path)
        & (pl.col("comparable") != "no")
        & ~pl.col("metric_from").str.ends_with(".*")
    )
    return None if joined.is_empty() else str(joined["metric_from"][0])


def _entry(entries: Iterable[dict[str, str]], metric_id: str) -> Answer | None:
    best: tuple[int, dict[str, str]] | None = None
    for entry in entries:
        length = max(_match(entry["metric_from"], metric_id), _match(entry["metric_to"], metric_id))
        if length and (best is None or length > best[0]):
            best = (length, entry)
    return None if best is None else Answer(best[1]["comparable"], best[1]["why_zh"], best[1]["why_en"])


def _match(pattern: str, metric_id: str) -> int:
    """Give how exactly a pattern names a metric, 0 where it does not: an exact path beats any prefix."""
    if pattern == metric_id:
        return 2 * len(pattern) + 1
    return len(pattern) if pattern.endswith(".*") and metric_id.startswith(pattern[:-1]) else 0


def _metric(row: dict[str, Any]) -> Metric:
    said = {name: row["metric" if name == "id" else name] for name in Metric.__slots__}
    for name in ("numerator", "denominator", "forms"):
        said[name] = tuple(said[name])
    return Metric(**said)
