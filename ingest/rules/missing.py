"""Rule s.missing: a prescribed table that the report does not show, or a row of a table without any cell."""

from __future__ import annotations

from functools import cache

import polars as pl

from ingest.forms import forms
from ingest.rules.frames import CANNOT_CHECK, FAIL, PASS, as_findings, first_names
from ingest.rules.wording import TABLES_EN, TABLES_ZH, english, row_name

NAMED = 6  # missing rows that a sentence names before it only counts them


def missing(cells: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give one finding a report and prescribed table; a printed blank is a cell, so its row is there.

    An excerpt cannot be checked for what it leaves out. `cells` are paths of rows here.
    """
    prescribed = reports.join(_rows().select("form", "table", "row", "order", "zh", "en"), on="form")
    seen = _seen_rows(cells)
    listed = reports.select("report_id", "tables").explode("tables").drop_nulls().rename({"tables": "table"})
    met = pl.concat([listed, seen.select("report_id", "table")]).unique().with_columns(met=pl.lit(value=True))
    gaps = prescribed.join(seen, on=["report_id", "table", "row"], how="anti").sort("report_id", "order")
    lists = gaps.group_by("report_id", "table", maintain_order=True).agg(
        gap_rows=pl.col("row"),
        gap_zh=first_names(pl.col("zh"), NAMED, "，", "等 {} 行"),
        gap_en=first_names(pl.col("en"), NAMED, ", ", " and others, {} rows"),
    )
    tables = prescribed.select("report_id", "table", "is_excerpt").unique()
    found = tables.join(met, on=["report_id", "table"], how="left").join(lists, on=["report_id", "table"], how="left")
    return as_findings(found.with_columns(_outcome()))


def _outcome() -> list[pl.Expr]:
    met, gap = pl.col("met").fill_null(value=False), pl.col("gap_rows").is_not_null()
    title_zh, title_en = pl.col("table").replace_strict(TABLES_ZH), pl.col("table").replace_strict(TABLES_EN)
    excerpt = pl.col("is_excerpt")
    ending_zh = pl.when(excerpt).then(pl.lit("；本文件为节选，无法核对")).otherwise(pl.lit(""))
    ending_en = (
        pl.when(excerpt).then(pl.lit("; the document is an excerpt (节选), cannot be checked")).otherwise(pl.lit(""))
    )
    return [
        pl.format("s.missing.{}", "table").alias("rule"),
        pl.when(met & ~gap).then(PASS).when(excerpt).then(CANNOT_CHECK).otherwise(FAIL).alias("outcome"),
        pl.when(met).then("gap_rows").fill_null([]).alias("cells"),
        pl.when(~met)
        .then(pl.format("未见{}", title_zh) + ending_zh)
        .when(gap)
        .then(pl.format("{}缺少：{}", title_zh, "gap_zh") + ending_zh)
        .otherwise(pl.format("{}各行齐全", title_zh))
        .alias("message_zh"),
        pl.when(~met)
        .then(pl.format("{} was not found", title_en) + ending_en)
        .when(gap)
        .then(pl.format("{} lacks: {}", title_en, "gap_en") + ending_en)
        .otherwise(pl.format("{} has all rows", title_en))
        .alias("message_en"),
    ]


def _seen_rows(cells: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of which a report prints a cell, and those for which it prints another row instead."""
    rows = _rows().select("table", "row", "paths").explode("paths").unique()
    seen = cells.select("report_id", path="path").join(rows.rename({"paths": "path"}), on="path").drop("path").unique()
    alike = seen.join(_stand_ins(), on="row").select("report_id", "table", row="instead")
    return pl.concat([seen, alike]).unique()


@cache
def _rows() -> pl.DataFrame:
    """Give the rows that each form demands, with their cell paths on any form."""
    records = [
        {
            "form": form.id,
            "table": table.id,
            "row": ".".join(part for part in (table.prefix, row.id) if part),
            "demanded": not row.instead_of,
            "zh": row_name(block, row) or "数据行",
            "en": english(row.id) or "the row of figures",
            "paths": [table.path(row, column) for column in block.columns],
        }
        for form in forms()
        for table in form.tables
        for block in table.blocks
        for row in block.rows
    ]
    rows = pl.DataFrame(records).with_row_index("order")
    everywhere = rows.group_by("table", "row").agg(pl.col("paths").explode().unique())
    return rows.filter("demanded").drop("paths").join(everywhere, on=["table", "row"], maintain_order="left")


@cache
def _stand_ins() -> pl.DataFrame:
    """Give the pairs of a row and another that may be printed instead, both ways."""
    pairs = [
        (f"{table.prefix}.{row.id}", f"{table.prefix}.{other}")
        for form in forms()
        for table in form.tables
        for block in table.blocks
        for row in block.rows
        for other in row.instead_of
    ]
    both_ways = pairs + [(other, row) for row, other in pairs]
    return pl.DataFrame(both_ways, schema={"row": pl.String, "instead": pl.String}, orient="row")
