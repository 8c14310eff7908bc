"""Rules on what is hardly believable: a copied report (p.copy), nothing at all (p.allzero), a wrong unit (p.unit)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from ingest.forms import forms
from ingest.model import Severity
from ingest.rules.frames import CANNOT_CHECK, DECIMALS, FAIL, PASS, as_findings, number_text
from ingest.rules.sums import undivided_row
from ingest.rules.wording import cell_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.forms import Form

ENOUGH_FIGURES = 5  # fewer equal figures are chance
LEVELS_WITH_BUSINESS = ("province", "city", "county")
DECISIONS = ("licence.decisions", "penalty.decisions")
AMOUNTS = {"p.unit.fees": "fees.amount_wan", "p.unit.procurement": "procurement.amount_wan"}
ALWAYS, DIVIDED, UNDIVIDED = "always", "divided", "undivided"
COPY_ZH = (
    "非零数字仅 {} 个，不足以判断是否照抄其他年度；无法核对",
    "{} 个非零数字与 {} 年报告完全相同，请核对是否误用了其他年度的数据",
    "本文件为节选；无法核对是否照抄其他年度",
    "与本机关其他年度的数字不同",
)
COPY_EN = (
    "Only {} figures are not zero, too few to tell a copy of another year; cannot be checked",
    "All {} figures that are not zero equal the report for {}: was another year's data used?",
    "The document is an excerpt; cannot be checked for a copy of another year",
    "The figures differ from the organ's other years",
)
UNIT_FACTOR = 2000  # 10 000 for 元 in place of 万元, less a real change of up to five times


def copies(cells: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give p.copy for current reports of organs that have another one: are its non-zero figures those of another year?

    Fewer than five non-zero figures prove nothing (cannot_check); an excerpt that differs proves nothing either.
    """
    current = reports.filter(pl.col("is_current") & (pl.col("is_current").sum().over("organ_id") > 1))
    figure = pl.format("{}={}", "path", "value")
    prints = (
        cells.filter(pl.col("value") != 0)
        .with_columns(figure=figure)
        .sort("report_id", "path")
        .group_by("report_id", maintain_order=True)
        .agg(figures=pl.len(), content=pl.col("figure").str.join(";"), cells=pl.col("path"))
    )
    known = current.select("report_id", "organ_id", "year", "is_excerpt").join(prints, on="report_id", how="left")
    twins = (
        known.join(known.select("organ_id", "content", other_year="year"), on=["organ_id", "content"])
        .filter(pl.col("year") != pl.col("other_year"))
        .sort("report_id", "other_year")
        .group_by("report_id", maintain_order=True)
        .agg(years=pl.col("other_year").cast(pl.String).str.join("、"))
    )
    found = known.join(twins, on="report_id", how="left").with_columns(
        pl.col("figures").fill_null(0), pl.col("cells").fill_null([])
    )
    return as_findings(found.with_columns(_copy_outcome()))


def _copy_outcome() -> list[pl.Expr]:
    few, copied = pl.col("figures") < ENOUGH_FIGURES, pl.col("years").is_not_null()
    outcome = pl.when(few).then(CANNOT_CHECK).when(copied).then(FAIL).when("is_excerpt").then(CANNOT_CHECK)
    return [
        pl.lit("p.copy").alias("rule"),
        pl.lit(Severity.WARNING.value).alias("severity"),
        outcome.otherwise(PASS).alias("outcome"),
        pl.when(copied & ~few).then("cells").otherwise(pl.lit([], pl.List(pl.String))).alias("cells"),
        _copy_words(few, copied, COPY_ZH, pl.col("years")).alias("message_zh"),
        _copy_words(few, copied, COPY_EN, pl.col("years").str.replace_all("、", ", ")).alias("message_en"),
    ]


def _copy_words(few: pl.Expr, copied: pl.Expr, words: tuple[str, str, str, str], years: pl.Expr) -> pl.Expr:
    too_few, copy, excerpt, differs = words
    return (
        pl.when(few)
        .then(pl.format(too_few, "figures"))
        .when(copied)
        .then(pl.format(copy, "figures", years))
        .when("is_excerpt")
        .then(pl.lit(excerpt))
        .otherwise(pl.lit(differs))
    )


def all_zero(cells: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give p.allzero for organs of county level and above: any figure in table three, any licence or penalty?

    One figure that is not zero passes; zeros with a gap between them are cannot_check.
    """
    asked = reports.filter(
        pl.col("level").is_in(LEVELS_WITH_BUSINESS) & pl.col("form").is_in(_demanded()["form"].implode())
    )
    busy = cells.filter((pl.col("value") != 0) & pl.col("path").is_in(_demanded()["path"].implode()))
    active = asked.join(busy, on="report_id", how="semi").select("report_id", active=True, complete=None)
    figure, demand = pl.col("value").is_not_null(), pl.col("demand")
    quiet = (
        asked.join(busy, on="report_id", how="anti")
        .join(_demanded(), on="form")
        .join(cells.select("report_id", "path", "value"), on=["report_id", "path"], how="left")
        .group_by("report_id")
        .agg(
            active=pl.lit(value=False),
            complete=figure.filter(demand == ALWAYS).all()
            & (figure.filter(demand == DIVIDED).all() | figure.filter(demand == UNDIVIDED).all()),
        )
    )
    found = pl.concat([active, quiet], how="vertical_relaxed")
    return as_findings(found.with_columns(_zero_outcome()))


def _zero_outcome() -> list[pl.Expr]:
    active, complete = pl.col("active"), pl.col("complete")
    return [
        pl.lit("p.allzero").alias("rule"),
        pl.lit(Severity.NOTICE.value).alias("severity"),
        pl.when("active").then(PASS).when("complete").then(FAIL).otherwise(CANNOT_CHECK).alias("outcome"),
        pl.when(complete & ~active)
        .then(pl.lit(["requests.total.total", *DECISIONS]))
        .otherwise(pl.lit([], pl.List(pl.String)))
        .alias("cells"),
        pl.when(active)
        .then(pl.lit("表三、行政许可、行政处罚并非全部为 0"))
        .when(complete)
        .then(pl.lit("表三全部为 0，行政许可、行政处罚处理决定数量也为 0，请核对是否漏填"))
        .otherwise(pl.lit("已填的数字全部为 0，但表三或行政许可、行政处罚有空缺；无法核对"))
        .alias("message_zh"),
        pl.when(active)
        .then(pl.lit("Table 3, licences and penalties are not all zero"))
        .when(complete)
        .then(pl.lit("All of table 3 is 0, and so are the decisions on licences and penalties: were they left out?"))
        .otherwise(pl.lit("All figures given are 0, but table 3, licences or penalties have gaps; cannot be checked"))
        .alias("message_en"),
    ]


@cache
def _demanded() -> pl.DataFrame:
    """Give the cells that must be zero, and whether a report prints them always or in one of two layouts."""
    records = [
        {"form": form.id, "path": path, "demand": demand}
        for form in forms()
        for path, demand in (*_table_three(form), *((path, ALWAYS) for path in DECISIONS))
    ]
    return pl.DataFrame(records)


def _table_three(form: Form) -> Iterator[tuple[str, str]]:
    table = form.table("three")
    for block in table.blocks:
        undivided = undivided_row(block)
        for row in block.rows:
            demand = ALWAYS
            if undivided is not None and row.id in (undivided.id, *undivided.instead_of):
                demand = UNDIVIDED if row is undivided else DIVIDED
            yield from ((table.path(row, column), demand) for column in block.columns)


def units(cells: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give p.unit.* for current reports of organs that have another one: is an amount 元 in place of 万元?

    Compared with the nearest of the organ's other years that print an amount above zero; null where none does.
    """
    current = reports.filter("is_current").select("report_id", "organ_id", "year", "form")
    asked = current.filter(pl.len().over("organ_id") > 1).join(_amounts(), on="form")
    amounts = asked.join(cells.select("report_id", "path", "value", "place"), on=["report_id", "path"], how="left")
    others = amounts.filter(pl.col("value") > 0).select("organ_id", "path", other_year="year", other="value")
    nearest = (
        amounts.join(others, on=["organ_id", "path"])
        .filter((pl.col("year") != pl.col("other_year")) & (pl.col("value") > 0))
        .with_columns(factor=pl.max_horizontal(pl.col("value") / pl.col("other"), pl.col("other") / pl.col("value")))
        .sort("report_id", "path", "factor", "other_year")
        .unique(["report_id", "path"], keep="first", maintain_order=True)
        .select("report_id", "path", "other", "other_year", "factor")
    )
    found = amounts.join(nearest, on=["report_id", "path"], how="left")
    return as_findings(found.with_columns(_unit_outcome()))


def _unit_outcome() -> list[pl.Expr]:
    own, other, factor = (number_text(pl.col(each)) for each in ("value", "other", "factor"))
    empty = pl.col("value").is_null()
    alone = (pl.col("value") != 0) & pl.col("other").is_null()
    far = pl.col("factor") >= UNIT_FACTOR
    factor = number_text(pl.col("factor").round(0))
    zh = pl.format("本年({})与 {} 年({})相差约 {} 倍，请核对单位是否为万元", own, "other_year", other, factor)
    en = pl.format(
        "this year ({}) and {} ({}) are about {} times apart: is the unit 万元?", own, "other_year", other, factor
    )
    return [
        pl.lit(Severity.WARNING.value).alias("severity"),
        pl.when(empty | alone).then(CANNOT_CHECK).when(far).then(FAIL).otherwise(PASS).alias("outcome"),
        pl.col("value").alias("left_value"),
        pl.col("other").alias("right_value"),
        (pl.col("value") - pl.col("other")).round(DECIMALS).alias("difference"),
        pl.concat_list("path").alias("cells"),
        pl.col("place").fill_null(""),
        (
            pl.col("name_zh")
            + pl.when(empty)
            .then(pl.lit("：本年没有数字；无法核对"))
            .when(alone)
            .then(pl.lit("：其他年度没有可比的金额；无法核对"))
            .when(far)
            .then("：" + zh)
            .otherwise(pl.lit("：与其他年度数量级相符"))
        ).alias("message_zh"),
        (
            pl.col("name_en")
            + pl.when(empty)
            .then(pl.lit(": no figure this year; cannot be checked"))
            .when(alone)
            .then(pl.lit(": no other year has an amount to compare; cannot be checked"))
            .when(far)
            .then(": " + en)
            .otherwise(pl.lit(": of the same magnitude as other years"))
        ).alias("message_en"),
    ]


@cache
def _amounts() -> pl.DataFrame:
    records = [
        {
            "form": form.id,
            "rule": rule,
            "path": path,
            "name_zh": cell_names()[path][0],
            "name_en": cell_names()[path][1],
        }
        for form in forms()
        for rule, path in AMOUNTS.items()
        if path in form.paths()
    ]
    return pl.DataFrame(records)
