"""Frames as `analysis` gives them, of a city that does not exist."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

ORGANS = {
    "a": "海棠区",
    "b": "青禾县",
    "c": "示例市临江经济技术开发区管理委员会",
}


@pytest.fixture
def series():
    """Build SERIES rows from organ -> values by year, None for a missing one."""

    def build(values: dict[str, list[float | None]], first: int = 2019, status: str = "blank") -> pl.DataFrame:
        rows = [
            {
                "organ_id": organ,
                "organ": ORGANS.get(organ, organ),
                "year": first + at,
                "metric": "requests.new.total",
                "value": value,
                "status": status if value is None else "reported",
                "printed": "" if value is None else f"{value:g}",
                "form": "2019" if first + at < 2021 else "2021",
                "flags": ["small_n"] if value == 7 else [],
            }
            for organ, points in values.items()
            for at, value in enumerate(points)
        ]
        return pl.DataFrame(rows, schema=SERIES)

    return build


@pytest.fixture
def change():
    """Build CHANGE rows from (organ, start, end) with what differs from a plain comparable pair."""

    def build(*pairs: tuple[str, float | None, float | None] | tuple[str, float | None, float | None, dict[str, Any]]):
        return pl.DataFrame([_change(*pair) for pair in pairs], schema=CHANGE)

    return build


def _change(
    organ: str, start: float | None, end: float | None, differs: dict[str, Any] | None = None
) -> dict[str, Any]:
    known = start is not None and end is not None
    return {
        "organ_id": organ,
        "organ": ORGANS.get(organ, organ),
        "metric": "requests.new.total",
        "start_year": 2022,
        "end_year": 2023,
        "start": start,
        "end": end,
        "change": end - start if known else None,
        "change_pct": 100 * (end - start) / start if known and start else None,
        "change_pp": None,
        "case": "increase",
        "comparable": "yes" if known else "no",
        "why": "",
        "flags": [],
        "start_status": "reported" if start is not None else "no_report",
        "end_status": "reported" if end is not None else "no_report",
        **(differs or {}),
    }


@pytest.fixture
def composition():
    """Build COMPOSITION rows from (organ, year) -> {part: value}, shares included."""

    def build(bars: dict[tuple[str, int], dict[str, float | None]], absent: str = "unreadable") -> pl.DataFrame:
        rows = [
            {
                "organ_id": organ,
                "organ": ORGANS.get(organ, organ),
                "year": year,
                "part": f"requests.{at}",
                "part_title": part,
                "part_order": at,
                "value": value,
                "share": None
                if None in parts.values() or not sum(parts.values())
                else 100 * value / sum(parts.values()),
                "status": absent if value is None else "reported",
                "flags": [],
            }
            for (organ, year), parts in bars.items()
            for at, (part, value) in enumerate(parts.items())
        ]
        return pl.DataFrame(rows, schema=COMPOSITION)

    return build


@pytest.fixture
def coverage():
    """Build COVERAGE rows from organ -> states by year."""

    def build(states: dict[str, list[str]], first: int = 2021) -> pl.DataFrame:
        rows = [
            {
                "organ_id": organ,
                "organ": ORGANS.get(organ, organ),
                "year": first + at,
                "state": state,
                "form": "2021" if state in ("reported", "findings") else None,
                "n_errors": 2 if state == "findings" else 0,
            }
            for organ, row in states.items()
            for at, state in enumerate(row)
        ]
        return pl.DataFrame(rows, schema=COVERAGE)

    return build


SERIES = {
    "organ_id": pl.String,
    "organ": pl.String,
    "year": pl.Int32,
    "metric": pl.String,
    "value": pl.Float64,
    "status": pl.String,
    "printed": pl.String,
    "form": pl.String,
    "flags": pl.List(pl.String),
}
CHANGE = {
    "organ_id": pl.String,
    "organ": pl.String,
    "metric": pl.String,
    "start_year": pl.Int32,
    "end_year": pl.Int32,
    "start": pl.Float64,
    "end": pl.Float64,
    "change": pl.Float64,
    "change_pct": pl.Float64,
    "change_pp": pl.Float64,
    "case": pl.String,
    "comparable": pl.String,
    "why": pl.String,
    "flags": pl.List(pl.String),
    "start_status": pl.String,
    "end_status": pl.String,
}
COMPOSITION = {
    "organ_id": pl.String,
    "organ": pl.String,
    "year": pl.Int32,
    "part": pl.String,
    "part_title": pl.String,
    "part_order": pl.Int32,
    "value": pl.Float64,
    "share": pl.Float64,
    "status": pl.String,
    "flags": pl.List(pl.String),
}
COVERAGE = {
    "organ_id": pl.String,
    "organ": pl.String,
    "year": pl.Int32,
    "state": pl.String,
    "form": pl.String,
    "n_errors": pl.Int32,
}
