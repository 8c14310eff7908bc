"""Reports as frames: a report that adds up, real figures, and findings by rule."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from ingest.forms import form as prescribed
from ingest.rules import CELLS, REPORTS, check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Figure = float | str | None  # a number, text that is none, or a printed blank
COLUMNS = ("natural", "company", "research", "ngo", "legal", "other")
BLOCKS = ("review", "litigation_direct", "litigation_after_review")


def _cells(report_id: int, figures: Mapping[str, Figure]) -> pl.DataFrame:
    def row(number: int, path: str, figure: Figure) -> dict[str, Any]:
        printed = "" if figure is None else str(figure)
        is_number = isinstance(figure, int | float)
        status = "reported" if is_number else "blank" if figure is None else "unreadable"
        value = float(figure) if is_number else None
        return {
            "report_id": report_id,
            "path": path,
            "status": status,
            "value": value,
            "printed": printed,
            "place": f"l{number}",
        }

    return pl.DataFrame([row(n, *each) for n, each in enumerate(figures.items(), start=1)], schema=CELLS)


def _report(report_id: int, **fields: Any) -> dict[str, Any]:
    plain = {
        "report_id": report_id,
        "organ_id": "organ",
        "organ": "示例市",
        "level": "city",
        "parent_id": None,
        "year": 2024,
        "form": "2021",
        "is_current": True,
        "is_excerpt": False,
        "tables": ["two", "three", "four"],
    }
    return {**plain, **fields}


def _findings(*reports: tuple[dict[str, Any], Mapping[str, Figure]]) -> pl.DataFrame:
    cells = [_cells(report["report_id"], figures) for report, figures in reports]
    return check(pl.concat(cells), pl.DataFrame([report for report, _ in reports], schema=REPORTS))


def _balanced(form_id: str, numbers: Callable[[], int]) -> dict[str, Figure]:
    """A report that satisfies every sum of its form; `numbers` gives a whole number ≥ 0 at each call."""
    form = prescribed(form_id)
    check_outcomes = next(each for each in form.table("three").checks if each.rule == "t3.outcomes")
    figures: dict[str, Figure] = dict.fromkeys(form.paths(), 0)
    if form_id == "2021":
        figures = {path: figure for path, figure in figures.items() if path not in UNDIVIDED}
    for column in COLUMNS:
        for row in check_outcomes.left:
            figures[f"requests.{row}.{column}"] = numbers()
        total = sum(figures[f"requests.{row}.{column}"] for row in check_outcomes.left)  # type: ignore[misc]
        out = numbers()
        carried = min(numbers(), total + out)
        figures |= {f"requests.total.{column}": total, f"requests.carried_out.{column}": out}
        figures |= {f"requests.carried_in.{column}": carried, f"requests.new.{column}": total + out - carried}
    for row in (*check_outcomes.left, "new", "carried_in", "total", "carried_out"):
        figures[f"requests.{row}.total"] = sum(figures[f"requests.{row}.{column}"] for column in COLUMNS)  # type: ignore[misc]
    for block in BLOCKS:
        parts = {f"{block}.{part}": numbers() for part in ("upheld", "corrected", "other", "pending")}
        figures |= parts | {f"{block}.total": sum(parts.values())}
    return figures


UNDIVIDED = frozenset(f"requests.other.{column}" for column in (*COLUMNS, "total"))


@pytest.fixture(scope="session")
def report() -> Callable[..., dict[str, Any]]:
    return _report


@pytest.fixture(scope="session")
def findings() -> Callable[..., pl.DataFrame]:
    return _findings


@pytest.fixture(scope="session")
def balanced() -> Callable[..., dict[str, Figure]]:
    return _balanced


@pytest.fixture(scope="session")
def clean() -> Callable[..., dict[str, Figure]]:
    """The figures of a report that adds up: 2 in every part."""
    return lambda form_id="2021": _balanced(form_id, lambda: 2)


@pytest.fixture(scope="session")
def outcomes() -> Callable[[pl.DataFrame], dict[str, str]]:
    return lambda frame: dict(frame.select("rule", "outcome").iter_rows())


@pytest.fixture(scope="session")
def real() -> Callable[[str], dict[str, Figure]]:
    """Published figures; an empty cell is a printed blank."""

    def read(name: str) -> dict[str, Figure]:
        path = Path(__file__).parent / "figures" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            return {row["cell"]: float(row["printed"]) if row["printed"] else None for row in csv.DictReader(lines)}

    return read
