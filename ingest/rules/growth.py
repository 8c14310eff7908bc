"""Rule x.growth: a change on last year that the text states, against the change between the two reports."""

from __future__ import annotations

from functools import cache

import polars as pl

from ingest.forms import forms
from ingest.model import Severity
from ingest.rules.frames import CANNOT_CHECK, DECIMALS, FAIL, PASS, as_findings, number_text
from ingest.rules.prose import one_a_rule, same_scope
from ingest.rules.thresholds import comparable_across_forms
from ingest.rules.wording import cell_names
from ingest.rules.years import year_pairs

PREFIX = "growth."
# The last one in the clause is the stated one; its decimals say how exact it claims to be.
PERCENT = r"[.．](\d+)\s*[%％]"
HALF_A_UNIT = {0: 0.5, 1: 0.05, 2: 0.005, 3: 0.0005, 4: 0.00005}
NOISE = 1e-9  # of computing with binary fractions: 12.25 may stand at 12.249999


def growth(cells: pl.DataFrame, reports: pl.DataFrame, narrative: pl.DataFrame) -> pl.DataFrame:
    """Give x.growth.<path> for current reports whose text states a change of that cell on last year, in percent.

    Without last year's figure, where that is 0, and where a new form asks for something else, it is cannot_check.
    """
    current = reports.filter("is_current").select("report_id", "organ", "level", "form", "year")
    pairs = year_pairs(reports).select("report_id", "last_year_id", "last_form")
    paths = narrative.select(pl.col("metric").str.strip_prefix(PREFIX)).to_series().unique()
    asked = cells.filter(pl.col("path").is_in(paths.implode()))
    now = asked.select("report_id", "path", now="value")
    last = asked.select("path", last_year_id="report_id", last="value")
    stated = (
        narrative.with_row_index("figure")
        .filter(pl.col("metric").str.starts_with(PREFIX))
        .with_columns(path=pl.col("metric").str.strip_prefix(PREFIX))
        .join(current, on="report_id")
        .join(_cells(), on=["form", "path"])
        .join(pairs, on="report_id", how="left", validate="m:1")
        .join(now, on=["report_id", "path"], how="left", validate="m:1")
        .join(last, on=["last_year_id", "path"], how="left", validate="m:1")
    )
    figures = stated.with_columns(
        same_scope=same_scope(),
        broken=(pl.col("form") != pl.col("last_form")) & ~pl.col("path").is_in(list(comparable_across_forms())),
        decimals=pl.col("quote").str.extract(PERCENT, 1).str.len_chars().fill_null(0).clip(0, max(HALF_A_UNIT)),
    )
    return as_findings(one_a_rule(figures.with_columns(_compared()).with_columns(_judged())))


def _compared() -> list[pl.Expr]:
    now, last = pl.col("now"), pl.col("last")
    known = now.is_not_null() & (last > 0) & ~pl.col("broken").fill_null(value=False)
    change = pl.when(known).then((now - last) / last * 100)
    return [change.alias("change"), pl.format("x.growth.{}", "path").alias("rule")]


def _judged() -> list[pl.Expr]:
    stated, change = pl.col("value"), pl.col("change")
    tolerance = pl.col("decimals").replace_strict(HALF_A_UNIT, return_dtype=pl.Float64) + NOISE
    agrees = ((stated - change).abs() <= tolerance).fill_null(value=False)
    foreign = ~pl.col("same_scope")
    outcome = pl.when(agrees).then(PASS).when(change.is_null() | foreign).then(CANNOT_CHECK).otherwise(FAIL)
    return [
        outcome.alias("outcome"),
        pl.lit(Severity.WARNING.value).alias("severity"),
        stated.alias("left_value"),
        change.round(DECIMALS).alias("right_value"),
        (stated - change).round(DECIMALS).alias("difference"),
        pl.concat_list("path").alias("cells"),
        _words_zh(agrees, foreign).alias("message_zh"),
        _words_en(agrees, foreign).alias("message_en"),
    ]


def _numbers() -> tuple[pl.Expr, ...]:
    shown = pl.when(pl.col("decimals") > 1).then(pl.col("change").round(4)).otherwise(pl.col("change").round(2))
    gap = (pl.col("value") - shown).abs().round(DECIMALS)
    return tuple(number_text(each) for each in (pl.col("value"), pl.col("now"), pl.col("last"), shown, gap))


def _words_zh(agrees: pl.Expr, foreign: pl.Expr) -> pl.Expr:
    stated, now, last, change, gap = _numbers()
    told = pl.format("{}：正文“{}”(变动 {}%)", "name_zh", "quote", stated)
    computed = pl.format("，按本年({})、上年({})计算为 {}%", now, last, change)
    return (
        pl.when(agrees)
        .then(pl.format("{}：正文所称同比与两年报告相符", "name_zh"))
        .when(pl.col("broken"))
        .then(told + "，两年的格式不同，此项不可比；无法核对")
        .when(pl.col("change").is_null())
        .then(told + "，没有本年或上年的数字，或上年为 0；无法核对")
        .when(foreign)
        .then(told + computed + pl.format("：正文所指为“{}”，与表格的口径不一定相同；无法核对", "scope"))
        .otherwise(told + computed + pl.format("，相差 {} 个百分点", gap))
    )


def _words_en(agrees: pl.Expr, foreign: pl.Expr) -> pl.Expr:
    stated, now, last, change, gap = _numbers()
    told = pl.format("{}: text “{}” ({}%)", "name_en", "quote", stated)
    computed = pl.format("; from this year ({}) and last year ({}) it is {}%", now, last, change)
    return (
        pl.when(agrees)
        .then(pl.format("{}: the stated change agrees with the two reports", "name_en"))
        .when(pl.col("broken"))
        .then(told + "; the form changed and this figure with it; cannot be checked")
        .when(pl.col("change").is_null())
        .then(told + "; this or last year's figure is missing, or last year's is 0; cannot be checked")
        .when(foreign)
        .then(
            told + computed + pl.format("; the text speaks of “{}”, perhaps another scope; cannot be checked", "scope")
        )
        .otherwise(told + computed + pl.format("; {} percentage points apart", gap))
    )


@cache
def _cells() -> pl.DataFrame:
    records = [
        {"form": form.id, "path": path, "name_zh": cell_names()[path][0], "name_en": cell_names()[path][1]}
        for form in forms()
        for path in sorted(form.paths())
    ]
    return pl.DataFrame(records)
