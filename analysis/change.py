"""The one rule for change between two years, for every screen and every export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.frames import CHANGE
from analysis.series import SMALL
from analysis.vocabulary import answer

if TYPE_CHECKING:
    from analysis.vocabulary import Metric

ITEM_COUNT_ZH = "该数疑为事项数量（上一年项目数量加增减恰等于处理决定数量），变化仅供参考。"
ITEM_COUNT_EN = "The figure is probably a count of items (it equals last year's items plus the change): read with care."
WITHOUT_CHANGE = ("start_missing", "end_missing", "break")
_SIDES = ("organ_id", "organ", "year", "value", "status", "form", "flags", "corrected_from")
_CARRIED_FLAGS = ("small_n", "small_count", "item_count", "inferred_zero", "corrected", "linked")


def between(
    series: pl.DataFrame, start_year: int, end_year: int, comparability: pl.DataFrame, metric: Metric
) -> pl.DataFrame:
    """Give the CHANGE of each organ of a series from one year to another, sorted by organ.

    Computed from unrounded values. Rates change in percentage points only, ratios in their own unit only. A break (two
    reports whose forms may not be compared for this metric) and a missing number on either side give no change; an
    organ without a row in one of the two years counts as missing there.
    """
    organs = series.select("organ_id", "organ").unique()
    pairs = organs.with_columns(
        start_year=pl.lit(start_year, pl.Int32),
        end_year=pl.lit(end_year, pl.Int32),
    )
    return _changes(pairs, series, comparability, metric)


def year_on_year(series: pl.DataFrame, comparability: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Give the CHANGE to each year of a series from the calendar year before it, sorted by organ and year.

    A year whose predecessor is not in the series has no row, so a gap never counts as one step.
    """
    ends = series.select("organ_id", "organ", end_year="year")
    starts = series.select("organ_id", start_year="year", end_year=pl.col("year") + 1)
    return _changes(ends.join(starts, on=["organ_id", "end_year"]), series, comparability, metric)


def decide(pairs: pl.DataFrame, *, is_rate: bool, in_points: bool = True) -> pl.DataFrame:
    """Add case, change, change_pct, change_pp and small_base to rows with start, end and comparable.

    Args:
        pairs: `start` and `end` are null where there is no number; `comparable` is `no` at a break, null where one of
            the two reports does not exist.
        is_rate: values are percentages or ratios, which have no change in percent.
        in_points: the change of a rate is in percentage points; else it is in the unit of the ratio.
    """
    start, end = pl.col("start"), pl.col("end")
    cases = {
        "break": pl.col("comparable") == "no",
        "start_missing": start.is_null(),
        "end_missing": end.is_null(),
        **({} if is_rate else _cases_without_ordinary_percent()),
        "increase": end > start,
        "decrease": end < start,
        "no_change": end == start,
    }
    shown = ~pl.col("case").is_in(WITHOUT_CHANGE)
    has_percent = shown & (start > 0) & (end >= 0) & pl.lit(not is_rate)
    # The first condition that holds names the case.
    named = pl.coalesce(pl.when(holds).then(pl.lit(case)) for case, holds in cases.items())
    return pairs.with_columns(case=named).with_columns(
        change=pl.when(shown & pl.lit(not (is_rate and in_points))).then(end - start),
        change_pct=pl.when(has_percent).then(100 * (end - start) / start),
        change_pp=pl.when(shown & pl.lit(is_rate and in_points)).then(end - start),
        small_base=has_percent & (start < SMALL),
    )


def _cases_without_ordinary_percent() -> dict[str, pl.Expr]:
    start, end = pl.col("start"), pl.col("end")
    return {
        "negative_base": start < 0,
        "both_zero": (start == 0) & (end == 0),
        "rose_from_zero": (start == 0) & (end > 0),
        "fell_to_zero": (start > 0) & (end == 0),
    }


def _changes(pairs: pl.DataFrame, series: pl.DataFrame, comparability: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    sides = series.select(_SIDES)
    joined = pairs
    for side in ("start", "end"):
        renamed = sides.drop("organ").rename(
            {
                "year": f"{side}_year",
                "value": side,
                "status": f"{side}_status",
                "form": f"{side}_form",
                "flags": f"{side}_flags",
                "corrected_from": f"{side}_corrected_from",
            }
        )
        joined = joined.join(renamed, on=["organ_id", f"{side}_year"], how="left")
    answered = joined.join(_answers(joined, comparability, metric), on=["start_form", "end_form"], how="left")
    decided = decide(answered, is_rate=metric.is_rate, in_points=metric.is_proportion).with_columns(
        pl.col("start_status", "end_status").fill_null("no_report"),
        metric=pl.lit(metric.id),
        flags=_flags(),
        corrected_from=_corrected_from(),
    )
    return (
        with_reasons(decided)
        .select(pl.col(name).cast(dtype) for name, dtype in CHANGE.items())
        .sort("organ", "organ_id", "end_year")
    )


def _answers(joined: pl.DataFrame, comparability: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    pairs = joined.select("start_form", "end_form").drop_nulls().unique().sort("start_form", "end_form").rows()
    rows = [
        (start, end, said.comparable, said.why_zh, said.why_en)
        for start, end in pairs
        for said in (answer(comparability, metric, start, end),)
    ]
    names = ("start_form", "end_form", "comparable", "why_zh", "why_en")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _flags() -> pl.Expr:
    either = pl.concat_list(pl.col("start_flags", "end_flags").fill_null([]))
    kept = [pl.when(either.list.contains(flag)).then(pl.lit(flag)) for flag in _CARRIED_FLAGS]
    return pl.concat_list(pl.when("small_base").then(pl.lit("small_base")), *kept).list.drop_nulls()


def _corrected_from() -> pl.Expr:
    """Give what is printed in the corrected cells of both years, each text with its year."""
    texts = {side: pl.col(f"{side}_corrected_from") for side in ("start", "end")}
    sides = [
        pl.when(printed.list.len() > 0).then(pl.format("{} {}", f"{side}_year", printed.list.join(" ")))
        for side, printed in texts.items()
    ]
    return pl.concat_list(sides).list.drop_nulls()


def with_reasons(decided: pl.DataFrame) -> pl.DataFrame:
    """Say why a change is noted or withheld; a plain comparison needs no words.

    Args:
        decided: what `decide` gives, with `flags` and, as the register says them, `why_zh` and `why_en`.
    """
    shown = ~pl.col("case").is_in(WITHOUT_CHANGE)
    item_count = pl.col("flags").list.contains("item_count") & shown
    noted = pl.col("comparable") == "note"
    reasons = {
        f"why_{language}": pl.concat_str(
            pl.when(noted & shown | (pl.col("case") == "break")).then(pl.col(f"why_{language}")).otherwise(pl.lit("")),
            pl.when(item_count).then(pl.lit(caveat)).otherwise(pl.lit("")),
        )
        for language, caveat in (("zh", ITEM_COUNT_ZH), ("en", ITEM_COUNT_EN))
    }
    comparable = (
        pl.when(~shown).then(pl.lit("no")).when(item_count | noted).then(pl.lit("note")).otherwise(pl.lit("yes"))
    )
    return decided.with_columns(**reasons, comparable=comparable)
