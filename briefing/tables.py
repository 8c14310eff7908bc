"""Frames as tables for the eye, with words for ids; the same frame goes to the screen and to the files."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from analysis.change import WITHOUT_CHANGE
from analysis.frames import TOTAL_CHANGE
from briefing import sentences
from briefing.sparkline import sparkline
from charts.text import figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.vocabulary import Metric
    from briefing.words import Words

LINES: Final = 12
"""Lines that one chart can tell apart by colour and shape at a glance."""

BROUGHT_OUT: Final = 6


@dataclass(frozen=True, slots=True)
class Table:
    """A frame with the reader's word for each column.

    `drawn` are columns that exist on the screen only (small charts in cells), `widths` as Streamlit names them. A table
    that `scrolls` is never set out in full, however few its rows are: it has too many columns.
    """

    frame: pl.DataFrame
    headers: Mapping[str, str]
    drawn: tuple[str, ...] = ()
    widths: Mapping[str, Any] = field(default_factory=dict)
    scrolls: bool = False

    @property
    def file(self) -> pl.DataFrame:
        """Give the columns that a file can hold."""
        return self.frame.drop(self.drawn)

    @property
    def is_words(self) -> bool:
        """Tell whether the table has no numbers to sort by."""
        return all(dtype == pl.String for dtype in self.frame.dtypes) and not (self.drawn or self.scrolls)


def compared(
    changes: pl.DataFrame, history: pl.DataFrame, metric: Metric, say: Words, parts: pl.DataFrame | None = None
) -> Table:
    """Give the rows of CHANGE that have one: both numbers, change, percent or points, the sentence, years as a line.

    Where `parts` (CONTRIBUTIONS) are given, each organ's part of the total change stands beside it, in percent.
    """
    rows = say.localized(changes).filter(~pl.col("case").is_in(WITHOUT_CHANGE))
    years = history.sort("organ_id", "year").group_by("organ_id", maintain_order=True).agg("value")
    lines = years.select("organ_id", line=pl.Series([sparkline(values) for values in years["value"]], dtype=pl.String))
    size = metric.change_column
    if parts is not None:
        rows = rows.join(parts.select("organ_id", "share_pct"), on="organ_id", how="left", maintain_order="left")
    ordered = rows.sort(size, "organ", descending=[True, False], nulls_last=True)
    return _change_table(ordered.join(lines, on="organ_id", how="left", maintain_order="left"), metric, say)


def summed(total: Mapping[str, Any], metric: Metric, say: Words, parts: pl.DataFrame | None = None) -> Table:
    """Give the one row of a TOTAL_CHANGE in the columns of `compared`; its name says how many organs it is made of."""
    named = say("total.row", n=total["n"], of=total["of"])
    row = say.localized(pl.DataFrame([dict(total)], schema=TOTAL_CHANGE))
    if parts is not None:
        row = row.with_columns(share_pct=pl.lit(100.0 if parts["share_pct"].count() else None, pl.Float64))
    return _change_table(
        row.with_columns(organ=pl.lit(named), line=pl.lit(None, pl.String)),
        metric,
        say,
    )


def together(above: Table, below: Table) -> Table:
    """Give two tables of the same columns as one, without the column of remarks where there is none."""
    frame = pl.concat([above.frame, below.frame], how="vertical_relaxed")
    noted = frame if frame["note"].str.len_chars().sum() else frame.drop("note")
    return Table(noted, below.headers, above.drawn, above.widths)


def not_compared(changes: pl.DataFrame, series: pl.DataFrame, say: Words) -> Table:
    """Give the rows of CHANGE that have none: what stands in each year, and why they cannot be compared."""
    rows = say.localized(changes).filter(pl.col("case").is_in(WITHOUT_CHANGE)).to_dicts()
    asked = series.filter(pl.col("organ_id").is_in([row["organ_id"] for row in rows]))
    known = {(row["organ_id"], row["year"]): _reason(row) for row in asked.iter_rows(named=True)}
    for row, side in product(rows, ("start", "end")):
        row[f"{side}_status"] = known.get((row["organ_id"], row[f"{side}_year"]), row[f"{side}_status"])
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
    """Give a SERIES with one row per organ, one column per year, and a column that says why numbers are missing."""
    reasons = pl.DataFrame(
        [(organ, missing(rows, say), _noted(rows, say)) for organ, rows in _by_organ(series)],
        schema=dict.fromkeys(("organ_id", "reason", "note"), pl.String),
        orient="row",
    )
    years = [str(year) for year in sorted(series["year"].unique())]
    wide = series.with_columns(pl.col("value").round(2)).pivot("year", index=["organ_id", "organ"], values="value")
    frame = wide.join(reasons, on="organ_id", maintain_order="left").select("organ", *years, "reason", "note")
    headers = {year: year for year in years} | {name: say(f"column.{name}") for name in ("organ", "reason", "note")}
    return Table(frame, headers, widths={"reason": "large", "note": "medium"})


def missing(rows: pl.DataFrame, say: Words) -> str:
    """Give why one organ's SERIES lacks numbers, the years by reason; '' where it lacks none."""
    by_reason: dict[str, list[int]] = {}
    # Rows of one organ are few: Polars would take longer to be asked than to answer.
    for row in (row for row in rows.iter_rows(named=True) if row["value"] is None):
        by_reason.setdefault(_status(row, say), []).append(row["year"])
    texts = [say("missing.years", reason=reason, years=_spans(years, say)) for reason, years in by_reason.items()]
    return say.pick("；", "; ").join(texts)


def _spans(years: Sequence[int], say: Words) -> str:
    """Give years as text, runs of three or more as first–last."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    texts = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(year) for year in run] for run in runs]  # noqa: PLR2004
    return say.listed([text for run in texts for text in run])


def gaps(series: pl.DataFrame, say: Words) -> Table:
    """Give the organs of a SERIES that lack a number in some year, each with its years by reason."""
    lacking = [(str(rows["organ"][0]), missing(rows, say)) for _, rows in _by_organ(series)]
    schema = dict.fromkeys(("organ", "reason"), pl.String)
    frame = pl.DataFrame([row for row in lacking if row[1]], schema=schema, orient="row")
    return Table(frame, {name: say(f"column.{name}") for name in schema}, widths={"reason": "large"})


def coverage(states: pl.DataFrame, say: Words) -> Table:
    """Give COVERAGE with the state in words, one row per organ and year."""
    frame = states.select(
        "organ",
        "year",
        pl.Series("state", [say.charts[f"state_{state}"] for state in states["state"]], dtype=pl.String),
        "form",
        "n_errors",
        "n_warnings",
    )
    return Table(frame, {name: say(f"column.{name}") for name in frame.columns})


def reported(states: pl.DataFrame, year: int | None, say: Words) -> str:
    """Give how many of the reports that should exist are there, of one year or of all."""
    asked = states if year is None else states.filter(pl.col("year") == year)
    there = asked["state"].is_in(["reported", "findings"]).sum()
    return say("overview.reports", reported=there, expected=(asked["state"] != "not_existing").sum())


def doubtful(states: pl.DataFrame) -> pl.DataFrame:
    """Give the COVERAGE rows with errors or warnings, most errors first, then the latest."""
    found = states.filter(pl.col("state") == "findings")
    return found.sort("n_errors", "n_warnings", "year", "organ", descending=[True, True, True, False])


def reports(states: pl.DataFrame, say: Words) -> Table:
    """Give COVERAGE rows as a list of reports with the number of their findings."""
    frame = states.select("organ", "year", "n_errors", "n_warnings")
    return Table(frame, {name: say(f"column.{name}") for name in frame.columns})


def foremost(series: pl.DataFrame) -> tuple[str, ...]:
    """Give the organs to bring out among many: those with the largest latest numbers; none where all fit in colour."""
    if series["organ_id"].n_unique() <= LINES:
        return ()
    latest = series.drop_nulls("value").sort("year").group_by("organ_id", maintain_order=True).last()
    return tuple(latest.sort("value", "organ", descending=[True, False])["organ_id"].head(BROUGHT_OUT))


def _by_organ(series: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    return [(str(rows["organ_id"][0]), rows) for rows in series.partition_by("organ_id", maintain_order=True)]


def _noted(rows: pl.DataFrame, say: Words) -> str:
    named = rows.to_dicts()
    remarked = [row for row in named if row["flags"] and (row["value"] is not None or "corrected" in row["flags"])]
    texts = [f"{row['year']}: {sentences.remarks(row, say)}" for row in remarked]
    texts += [f"{row['year']}: {row['explanation']}" for row in named if row.get("explanation") is not None]
    return say.pick("；", "; ").join(texts)


def _change_table(rows: pl.DataFrame, metric: Metric, say: Words) -> Table:
    named = rows.to_dicts()
    moved = [metric.change_column] if metric.is_rate else ["change", "change_pct"]
    moved += ["share_pct"] if "share_pct" in rows.columns else []
    frame = rows.select(
        "organ",
        "start",
        "end",
        *(pl.col(name).round(_DECIMALS[name]) for name in moved),
        pl.Series("reading", [sentences.change(row, say) for row in named], dtype=pl.String),
        "line",
        pl.Series("note", [sentences.remarks(row, say) for row in named], dtype=pl.String),
    ).with_columns(pl.col("start", "end").round(2))
    headers = {name: say(f"column.{name}") for name in frame.columns} | _years(rows, say)
    return Table(frame, headers, ("line",), {"reading": 230, "line": 116, "note": "large"})


_DECIMALS: Final = {"change": 4, "change_pct": 1, "change_pp": 2, "share_pct": 1}


def _years(rows: pl.DataFrame, say: Words) -> dict[str, str]:
    if rows.is_empty():
        return {side: say(f"column.{side}") for side in ("start", "end")}
    return {side: say("column.year_value", year=rows[f"{side}_year"][0]) for side in ("start", "end")}


def _status(row: Mapping[str, Any], say: Words) -> str:
    return say(f"status.{_reason(row)}")


def _reason(row: Mapping[str, Any]) -> str:
    """Give the status of a SERIES row; where there is no number, the flag that says more of it than the status."""
    telling = [flag for flag in ("not_existing", "not_found", "zero_denominator") if flag in row["flags"]]
    return telling[0] if telling and row["value"] is None else str(row["status"])


def total_value(metric: Metric, unit: str, number: float | None, say: Words) -> str:
    """Give a number, with its sign where it is a percentage, or the words for none."""
    if number is None:
        return say("total.none")
    return f"{figure(number, 1)}%" if metric.is_rate and unit == "%" else figure(number)
