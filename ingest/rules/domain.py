"""Rule n.domain: counts are whole and not negative, amounts are not negative, changes are whole."""

from __future__ import annotations

from functools import cache

import polars as pl

from ingest.forms import forms
from ingest.model import Status
from ingest.rules.frames import CANNOT_CHECK, FAIL, PASS, as_findings, first_names, number_text
from ingest.rules.wording import cell_names

NAMED = 6  # offending cells that a sentence names before it only counts them


def domain(cells: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give one finding a report on a prescribed form, with all figures that cannot be such figures.

    A report without any figure, or with one that cannot be read, is cannot_check unless another figure fails; a blank
    is no figure and is left alone.
    """
    judged = cells.join(_kinds(), on="path").with_columns(
        offends=_offends().fill_null(value=False), doubtful=pl.col("status") == Status.UNREADABLE
    )
    shown = pl.when("doubtful").then("printed").otherwise(number_text(pl.col("value")))
    noted = (
        judged.filter(pl.col("offends") | pl.col("doubtful"))
        .sort("report_id", "position")
        .with_columns(zh=pl.format("{}（{}）", "name_zh", shown), en=pl.format("{} ({})", "name_en", shown))
    )
    lists = noted.group_by("report_id", maintain_order=True).agg(
        *_lists("offends"), *_lists("doubtful"), place=pl.col("place").sort_by("offends", descending=True).first()
    )
    figures = judged.group_by("report_id").agg(figures=pl.col("value").count())
    found = (
        reports.filter(pl.col("form").is_in([form.id for form in forms()]))
        .join(figures, on="report_id", how="left")
        .join(lists, on="report_id", how="left")
    )
    return as_findings(found.with_columns(_outcome()).with_columns(rule=pl.lit("n.domain")))


def _offends() -> pl.Expr:
    value, kind = pl.col("value"), pl.col("kind")
    return ((kind != "change") & (value < 0)) | ((kind != "amount") & (value != value.round(0)))


def _lists(flag: str) -> list[pl.Expr]:
    hit = pl.col(flag)
    return [
        pl.col("path").filter(hit).alias(f"{flag}_cells"),
        first_names(pl.col("zh").filter(hit), NAMED, "，", "等 {} 格").alias(f"{flag}_zh"),
        first_names(pl.col("en").filter(hit), NAMED, "; ", " and others, {} cells").alias(f"{flag}_en"),
    ]


def _outcome() -> list[pl.Expr]:
    offends = pl.col("offends_zh").fill_null("") != ""
    doubtful = pl.col("doubtful_zh").fill_null("") != ""
    empty = pl.col("figures").fill_null(0) == 0
    words_zh = pl.when(offends).then(pl.format("数字不合常理：{}；件数应为非负整数，金额不得为负", "offends_zh"))
    words_en = pl.when(offends).then(
        pl.format("Not possible as a figure: {}. Counts are whole and not negative, amounts not negative", "offends_en")
    )
    return [
        pl.when(offends).then(FAIL).when(doubtful | empty).then(CANNOT_CHECK).otherwise(PASS).alias("outcome"),
        pl.when(offends).then("offends_cells").otherwise("doubtful_cells").fill_null([]).alias("cells"),
        pl.col("place").fill_null(""),
        words_zh.when(doubtful)
        .then(pl.format("无法辨认：{}；无法核对", "doubtful_zh"))
        .when(empty)
        .then(pl.lit("报告中没有可核对的数字"))
        .otherwise(pl.lit("各项数字均在合理范围内"))
        .alias("message_zh"),
        words_en.when(doubtful)
        .then(pl.format("Unreadable: {}; cannot be checked", "doubtful_en"))
        .when(empty)
        .then(pl.lit("The report has no figure to check"))
        .otherwise(pl.lit("All figures are possible"))
        .alias("message_en"),
    ]


@cache
def _kinds() -> pl.DataFrame:
    """Give kind, name and order of print of every cell path; a path has one kind on all forms."""
    kinds = {
        table.path(row, column): column.kind
        for form in forms()
        for table in form.tables
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }
    records = [
        {
            "path": path,
            "kind": kind,
            "position": position,
            "name_zh": cell_names()[path][0],
            "name_en": cell_names()[path][1],
        }
        for position, (path, kind) in enumerate(kinds.items())
    ]
    return pl.DataFrame(records)
