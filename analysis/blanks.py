"""Which blank cells can only be 0: those with which every sum of the form that holds them passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

APPLICANTS = ("natural", "company", "research", "ngo", "legal", "other")
RESULTS = ("upheld", "corrected", "other", "pending")
# One undivided row on the 2019 form and in some reports of later years, three rows otherwise; never both in one sum.
UNDIVIDED = "other"
DIVIDED = ("other.no_correction", "other.fee_unpaid", "other.other")
_FRAME_ROWS = ("new", "carried_in", "total", "carried_out")


def witnesses(paths: Iterable[str], metrics: pl.DataFrame) -> list[str]:
    """Give every cell of every sum that holds one of `paths`: what it takes to show that a blank is 0."""
    sums = _sums(metrics)
    touched = sums.filter(pl.col("path").is_in(list(paths)))["sum"].unique()
    return sums.filter(pl.col("sum").is_in(touched.implode()))["path"].unique().sort().to_list()


def infer_zeros(facts: pl.DataFrame, metrics: pl.DataFrame) -> pl.DataFrame:
    """Add `inferred`, and set the value to 0 where it is true; the status stays blank.

    A blank counts as 0 only where at least one sum of its row or column passes with the blanks as 0 and none fails.
    A sum passes only if all its cells are stored and none is unreadable; a side that is blank throughout proves
    nothing about a side that has blanks too. Where the witnesses were not loaded, nothing is inferred.
    """
    blank = pl.col("status") == "blank"
    # A sum is within one report: those without a blank have nothing to show.
    reports = facts.filter(blank).select("report_id").unique()
    verdicts = _verdicts(facts.join(reports, on="report_id", how="semi"), _sums(metrics))
    shown = (
        verdicts.group_by("report_id", "path")
        .agg(shown=pl.col("proves").any() & ~pl.col("contradicts").any())
        .filter("shown")
    )
    return facts.join(shown, on=["report_id", "path"], how="left", maintain_order="left").select(
        pl.exclude("shown", "value"),
        value=pl.when(blank & pl.col("shown")).then(0.0).otherwise(pl.col("value")),
        inferred=blank & pl.col("shown").fill_null(value=False),
    )


def _verdicts(facts: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """Give report_id, path, proves, contradicts for every stored cell of every sum."""
    cell = ["report_id", "sum"]
    met = facts.select("report_id", "path", "status", "value").join(sums, on="path")
    met = met.filter((pl.col("row_is") != "undivided") | ~(pl.col("row_is") == "divided").any().over(cell))
    printed, blank, left = pl.col("value").is_not_null(), pl.col("status") == "blank", pl.col("side") == "left"
    divided = (pl.col("row_is") == "divided").any()
    missing = pl.col("expected").first() + pl.when(divided).then(len(DIVIDED) - 1).otherwise(0) - pl.len()
    balance = pl.col("value").fill_null(0) * pl.when(left).then(1).otherwise(-1)
    judged = met.group_by(cell).agg(
        complete=(missing == 0) & (printed | blank).all(),
        balances=balance.sum().abs() < 1e-6,  # noqa: PLR2004 - counts and amounts with two decimals
        pinned=((printed & left).any() | ~(blank & ~left).any()) & ((printed & ~left).any() | ~(blank & left).any()),
    )
    return met.join(judged, on=cell).select(
        "report_id",
        "path",
        proves=pl.col("complete") & pl.col("balances") & pl.col("pinned"),
        contradicts=pl.col("complete") & ~pl.col("balances"),
    )


def _sums(metrics: pl.DataFrame) -> pl.DataFrame:
    """Give one row per sum and cell: sum, path, side, row_is ('' divided undivided), expected number of cells."""
    cells = metrics.filter(pl.col("numerator").list.len() == 0)["metric"]
    rows = [path.removeprefix("requests.").removesuffix(".total") for path in cells if _is_row(path)]
    members = pl.DataFrame(
        [*_column_sums(rows), *_row_sums(rows), *_result_sums()],
        schema=["sum", "side", "path", "row_is"],
        orient="row",
    )
    return members.with_columns(expected=(pl.col("row_is") != "divided").sum().over("sum"))


def _is_row(path: str) -> bool:
    return path.startswith("requests.") and path.endswith(".total")


def _column_sums(rows: list[str]) -> Iterator[tuple[str, str, str, str]]:
    for column in (*APPLICANTS, "total"):
        for row, side in zip(_FRAME_ROWS, ("left", "left", "right", "right"), strict=True):
            yield f"balance.{column}", side, f"requests.{row}.{column}", ""
        for row in rows:
            if row not in _FRAME_ROWS:
                row_is = "undivided" if row == UNDIVIDED else "divided" if row in DIVIDED else ""
                yield f"outcomes.{column}", "left", f"requests.{row}.{column}", row_is
        yield f"outcomes.{column}", "right", f"requests.total.{column}", ""


def _row_sums(rows: list[str]) -> Iterator[tuple[str, str, str, str]]:
    for row in rows:
        for column in APPLICANTS:
            yield f"applicants.{row}", "left", f"requests.{row}.{column}", ""
        yield f"applicants.{row}", "right", f"requests.{row}.total", ""


def _result_sums() -> Iterator[tuple[str, str, str, str]]:
    for block in ("review", "litigation_direct", "litigation_after_review"):
        for result in RESULTS:
            yield block, "left", f"{block}.{result}", ""
        yield block, "right", f"{block}.total", ""
