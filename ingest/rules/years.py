"""Rules between a report and the same organ's report of the year before: y.carry, y.stock, p.jump."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from ingest.forms import form as prescribed
from ingest.forms import forms
from ingest.model import Severity
from ingest.rules.compare import compare
from ingest.rules.scopes import Relation, Scope, Term, scope_frame
from ingest.rules.thresholds import comparable_across_forms, material_changes
from ingest.rules.wording import TABLES_EN, TABLES_ZH, cell_names, english, row_mark, row_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.forms import Form

STOCK_FORM = "2021"  # only this form asks for documents in force and repealed


def between_years(cells: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give the findings of y.* and p.jump over current revisions.

    The first report of an organ has none. Where last year's report is absent although there is an older one the
    outcome is cannot_check.
    """
    scopes = year_scopes()
    pairs = (
        year_pairs(reports)
        .join(scope_frame(scopes).select("scope", "form", "same_form"), on="form")
        .filter(~pl.col("same_form") | (pl.col("last_form").is_null() | (pl.col("last_form") == pl.col("form"))))
        .filter(~pl.col("same_form") | (pl.col("year") > pl.col("first_year_of_form")))
        .select("report_id", "scope", "year", "is_excerpt", "last_year_id")
    )
    return compare(scopes, pairs, cells)


def year_pairs(reports: pl.DataFrame) -> pl.DataFrame:
    """Give each current report after the organ's first, with last year's report (null where absent) and its form.

    Reports from before the prescribed forms are left out: they do not have these cells.
    """
    current = reports.filter(pl.col("is_current") & pl.col("form").is_in([form.id for form in forms()])).with_columns(
        first_year=pl.col("year").min().over("organ_id"),
        first_year_of_form=pl.col("year").min().over("organ_id", "form"),
    )
    last = current.select("organ_id", pl.col("year") + 1, last_year_id="report_id", last_form="form")
    return current.filter(pl.col("year") > pl.col("first_year")).join(
        last, on=["organ_id", "year"], how="left", validate="m:1"
    )


@cache
def year_scopes() -> tuple[Scope, ...]:
    """Give the scopes between two years for all forms."""
    stocks = tuple(_stocks(prescribed(STOCK_FORM)))
    return tuple(scope for form in forms() for scope in (*_carries(form), *_jumps(form))) + stocks


def _carries(form: Form) -> Iterator[Scope]:
    table = form.table("three")
    block = table.blocks[0]
    rows = {row.id: row for row in block.rows}
    came, went = rows["carried_in"], rows["carried_out"]
    for column in block.columns:
        yield Scope(
            rule=f"y.carry.{column.id}",
            form=form.id,
            head_zh=f"{TABLES_ZH[table.id]}·{column.labels[0]}",
            head_en=f"{TABLES_EN[table.id]}, {english(column.id)}",
            left=(Term(table.path(came, column), row_mark(block, came), row_name(block, came), english(came.id)),),
            right=(
                _last_year(table.path(went, column), row_mark(block, went), row_name(block, went), english(went.id)),
            ),
        )


def _last_year(path: str, mark: str, name_zh: str, name_en: str) -> Term:
    return Term(path, f"上年报告{mark}", f"上年报告{name_zh}", f"last year's {name_en}", last_year=True)


def _stocks(form: Form) -> Iterator[Scope]:
    table = form.table("two")
    block = table.blocks[0]
    labels = {column.id: column.labels[0] for column in block.columns}
    for row in block.rows:
        name, stock = row_name(block, row), f"{row.id}.in_force"
        yield Scope(
            rule=f"y.stock.{row.id}",
            form=form.id,
            head_zh=f"{TABLES_ZH[table.id]}·{name}",
            head_en=f"{TABLES_EN[table.id]}, {english(row.id)}",
            left=(Term(stock, labels["in_force"], labels["in_force"], "in force"),),
            right=(
                _last_year(stock, labels["in_force"], labels["in_force"], "in force"),
                Term(f"{row.id}.issued", labels["issued"], labels["issued"], "issued"),
                Term(f"{row.id}.repealed", labels["repealed"], labels["repealed"], "repealed", sign=-1),
            ),
            severity=Severity.NOTICE,
            same_form=True,
        )


def _jumps(form: Form) -> Iterator[Scope]:
    for path, material in material_changes().items():
        if path not in form.paths():
            continue
        name_zh, name_en = cell_names()[path]
        yield Scope(
            rule=f"p.jump.{path}",
            form=form.id,
            head_zh=name_zh,
            head_en=name_en,
            left=(Term(path, "本年", "本年", "this year"),),
            right=(Term(path, "上年", "上年", "last year", last_year=True),),
            relation=Relation.NO_JUMP,
            severity=Severity.NOTICE,
            same_form=path not in comparable_across_forms(),
            material=material,
        )
