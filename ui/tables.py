"""Frames as tables for the eye, with words for ids; the same frame goes to the screen and to the files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from analysis.change import WITHOUT_CHANGE
from charts.text import figure
from ui import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.vocabulary import Metric
    from ui.view import View
    from ui.words import Words


@dataclass(frozen=True, slots=True)
class Table:
    """A frame with the reader's word for each column.

    `drawn` are columns that exist on the screen only (small charts in cells), `widths` as Streamlit names them.
    """

    frame: pl.DataFrame
    headers: Mapping[str, str]
    drawn: tuple[str, ...] = ()
    widths: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> pl.DataFrame:
        """Give the columns that a file can hold."""
        return self.frame.drop(self.drawn)

    def config(self) -> dict[str, Any]:
        """Give Streamlit's description of the columns: years plain, numbers with thousands separators."""
        return {name: self._column(name, dtype) for name, dtype in self.frame.schema.items()}

    def _column(self, name: str, dtype: pl.DataType) -> Any:  # noqa: ANN401 - Streamlit's type is private
        label, width = self.headers[name], self.widths.get(name)
        if name in self.drawn:
            return st.column_config.LineChartColumn(label, width=width)
        if name == "year" or name.endswith("_year"):
            return st.column_config.NumberColumn(label, width=width, format="plain")
        if dtype.is_numeric():
            return st.column_config.NumberColumn(label, width=width, format="localized")
        return st.column_config.TextColumn(label, width=width)


def compared(changes: pl.DataFrame, history: pl.DataFrame, metric: Metric, say: Words) -> Table:
    """Give the rows of CHANGE that have one: both numbers, change, percent or points, the sentence, years as a line."""
    rows = say.localized(changes).filter(~pl.col("case").is_in(WITHOUT_CHANGE))
    lines = history.sort("year").group_by("organ_id", maintain_order=True).agg(line="value")
    size = "change_pp" if metric.is_rate else "change"
    ordered = rows.sort(size, "organ", descending=[True, False], nulls_last=True)
    return _change_table(ordered.join(lines, on="organ_id", how="left", maintain_order="left"), metric, say)


def summed(total: Mapping[str, Any], metric: Metric, say: Words) -> Table:
    """Give the one row of a TOTAL_CHANGE in the columns of `compared`; its name says how many organs it is made of."""
    named = say("total.row", n=total["n"], of=total["of"])
    row = say.localized(pl.DataFrame([dict(total)], infer_schema_length=None))
    return _change_table(
        row.with_columns(organ=pl.lit(named), line=pl.lit(None, pl.List(pl.Float64))),
        metric,
        say,
    )


def together(above: Table, below: Table) -> Table:
    """Give two tables of the same columns as one."""
    frame = pl.concat([above.frame, below.frame], how="vertical_relaxed")
    return Table(frame, above.headers, above.drawn, above.widths)


def not_compared(changes: pl.DataFrame, say: Words) -> Table:
    """Give the rows of CHANGE that have none: what stands in each year, and why they cannot be compared."""
    rows = say.localized(changes).filter(pl.col("case").is_in(WITHOUT_CHANGE)).to_dicts()
    years = _years(changes, say)
    frame = pl.DataFrame(
        {
            "organ": [row["organ"] for row in rows],
            "start": [sentences.value(row["start"], row["start_status"], say) for row in rows],
            "end": [sentences.value(row["end"], row["end_status"], say) for row in rows],
            "reason": [sentences.no_comparison(row, say) for row in rows],
        },
        schema=dict.fromkeys(("organ", "start", "end", "reason"), pl.String),
    )
    return Table(
        frame, {"organ": say("column.organ"), **years, "reason": say("column.reason")}, widths={"reason": "large"}
    )


def over_years(series: pl.DataFrame, say: Words) -> Table:
    """Give a SERIES with one row per organ and one column per year; a year without a number says why."""
    years = sorted(series["year"].unique())
    organs = series.partition_by("organ_id", maintain_order=True)
    rows = [
        {"organ": organ["organ"][0]}
        | {
            str(year): sentences.value(number, status, say)
            for year, number, status in organ.select("year", "value", "status").iter_rows()
        }
        for organ in organs
    ]
    headers = {"organ": say("column.organ"), **{str(year): str(year) for year in years}}
    return Table(pl.DataFrame(rows, schema=dict.fromkeys(headers, pl.String)), headers)


def long(series: pl.DataFrame, metric: Metric, say: Words) -> Table:
    """Give a SERIES with one row per organ and year: number, status in words, remarks, and the two sums of a rate."""
    rows = series.to_dicts()
    frame = series.select("organ", "year", "value", "numerator", "denominator").with_columns(
        status=pl.Series([_status(row, say) for row in rows], dtype=pl.String),
        note=pl.Series([sentences.remarks(row, say) for row in rows], dtype=pl.String),
    )
    kept = frame if metric.is_rate else frame.drop("numerator", "denominator")
    return Table(kept, {name: say(f"column.{name}") for name in kept.columns}, widths={"note": "large"})


def missing(series: pl.DataFrame, say: Words) -> list[tuple[str, str]]:
    """Give (organ, sentence) for each organ that lacks a number in some year: the years by reason."""
    found = []
    for organ in series.filter(pl.col("value").is_null()).partition_by("organ_id", maintain_order=True):
        by_reason: dict[str, list[str]] = {}
        for row in organ.iter_rows(named=True):
            by_reason.setdefault(_status(row, say), []).append(str(row["year"]))
        texts = [say("missing.years", reason=reason, years=say.listed(years)) for reason, years in by_reason.items()]
        found.append((str(organ["organ"][0]), say.pick("；", "; ").join(texts)))
    return found


def _change_table(rows: pl.DataFrame, metric: Metric, say: Words) -> Table:
    named = rows.to_dicts()
    moved = ["change_pp"] if metric.is_rate else ["change", "change_pct"]
    frame = rows.select(
        "organ",
        "start",
        "end",
        *(pl.col(name).round(2 if name == "change_pp" else 1) if name != "change" else name for name in moved),
        pl.Series("reading", [sentences.change(row, say) for row in named], dtype=pl.String),
        "line",
        pl.Series("note", [sentences.remarks(row, say) for row in named], dtype=pl.String),
    ).with_columns(pl.col("start", "end").round(2))
    headers = {name: say(f"column.{name}") for name in frame.columns} | _years(rows, say)
    return Table(frame, headers, ("line",), {"reading": "medium", "line": "small", "note": "large"})


def _years(rows: pl.DataFrame, say: Words) -> dict[str, str]:
    if rows.is_empty():
        return {side: say(f"column.{side}") for side in ("start", "end")}
    return {side: say("column.year_value", year=rows[f"{side}_year"][0]) for side in ("start", "end")}


def _status(row: Mapping[str, Any], say: Words) -> str:
    if "not_existing" in row["flags"]:
        return say.charts["flag_not_existing"]
    if row["value"] is None and "zero_denominator" in row["flags"]:
        return say.charts["flag_zero_denominator"]
    return say(f"status.{row['status']}")


def total_value(view: View, metric: Metric, number: float | None) -> str:
    """Give a number with its unit, or the words for nothing."""
    if number is None:
        return view.say("total.none")
    return f"{figure(number, 1 if metric.is_rate else 2)} {view.unit_of(metric)}".replace(" %", "%")
