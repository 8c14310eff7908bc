"""Within one report: the sums that the form itself demands (t3.*, t4.*) and the order of table two (t2.*)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from ingest.forms import FormError, all_forms, forms
from ingest.model import Severity
from ingest.rules.compare import compare
from ingest.rules.scopes import Layout, Relation, Scope, Term, scope_frame, term_frame
from ingest.rules.wording import BLOCKS_ZH, TABLES_EN, TABLES_ZH, english, row_mark, row_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.forms import Block, Check, Column, Form, Row, Table

# Two columns of one row in table two of which the first is a part of the second.
ORDERED = {"2019": ("newly_public", "total_public"), "2021": ("issued", "in_force")}
STOCK_COLUMNS = ("prev_items", "change", "decisions")


def sums(cells: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give the findings of t3.*, t4.*, t2.* and legacy.*: one for each scope of the report's form, passes included.

    The lists before 2019 were an annex, and there are two kinds: their sums are asked only where a figure is printed.
    """
    scopes = form_scopes()
    undivided, printed = pl.col("undivided"), pl.col("printed")
    layout = pl.col("layout")
    pairs = (
        reports.select("report_id", "form", "year", "is_excerpt")
        .join(_layouts(cells), on="report_id", how="left")
        .join(scope_frame(scopes).select("scope", "form", "layout"), on="form")
        .filter(
            (layout == Layout.ANY)
            | (layout == Layout.DIVIDED) & ~undivided.fill_null(value=False)
            | (layout == Layout.UNDIVIDED) & undivided.fill_null(value=False)
            | (layout == Layout.PRINTED) & printed.fill_null(value=False)
        )
        .select("report_id", "scope", "form", "year", "is_excerpt", last_year_id=pl.lit(None, pl.Int64))
    )
    prescribed = pl.col("form") != "legacy"
    printed_lists = pairs.filter(~prescribed).join(_printed(scopes, cells), on=["report_id", "scope"], how="semi")
    return compare(scopes, pl.concat([pairs.filter(prescribed), printed_lists]).drop("form"), cells)


def _printed(scopes: Sequence[Scope], cells: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs of a report and a scope of which it prints a cell."""
    terms = term_frame(scopes).select("scope", "path").unique()
    return cells.select("report_id", "path").join(terms, on="path").select("report_id", "scope").unique()


@cache
def form_scopes() -> tuple[Scope, ...]:
    """Give the scopes within one report for all forms."""
    return tuple(
        scope
        for form in all_forms()
        for table in form.tables
        for block in table.blocks
        for scope in (*_checks(form, table, block), *_orders(form, table, block), *_stocks(form, table, block))
    )


def _checks(form: Form, table: Table, block: Block) -> Iterator[Scope]:
    sides = {"columns": _down_columns, "rows": _along_rows, "cells": _among_cells}
    for check in table.checks:
        if check.over not in sides:
            raise FormError(f"form {form.id}: {check.rule} is over {check.over}, not over {', '.join(sides)}")
        yield from sides[check.over](form, table, block, check)


def undivided_row(block: Block) -> Row | None:
    """Give the one row of a block that may stand instead of others."""
    rows = [row for row in block.rows if row.instead_of]
    if len(rows) > 1:
        raise FormError(f"two rows stand instead of others: {', '.join(row.id for row in rows)}")
    return rows[0] if rows else None


def _down_columns(form: Form, table: Table, block: Block, check: Check) -> Iterator[Scope]:
    rows = {row.id: row for row in block.rows}
    whole = undivided_row(block)
    variants: list[tuple[Layout, tuple[str, ...]]] = [(Layout.ANY, check.left)]
    if whole and set(whole.instead_of) <= set(check.left):
        kept = [row_id for row_id in check.left if row_id not in whole.instead_of]
        kept.insert(check.left.index(whole.instead_of[0]), whole.id)
        variants = [(Layout.DIVIDED, check.left), (Layout.UNDIVIDED, tuple(kept))]
    total = rows[check.right[0]]
    names = row_name(block, total), english(total.id)  # a list of one column is told by its rows
    for column in block.columns:
        for layout, left in variants:
            yield Scope(
                rule=f"{check.rule}.{column.id}" if column.id else check.rule,
                form=form.id,
                head_zh=f"{TABLES_ZH[table.id]}·{column.labels[0] if column.id else names[0]}",
                head_en=f"{TABLES_EN[table.id]}, {english(column.id) if column.id else names[1]}",
                left=tuple(_row_term(table, block, rows[row_id], column) for row_id in left),
                right=tuple(_row_term(table, block, rows[row_id], column) for row_id in check.right),
                quote=check.quote,
                layout=layout,
            )


def _along_rows(form: Form, table: Table, block: Block, check: Check) -> Iterator[Scope]:
    columns = {column.id: column for column in block.columns}
    whole = undivided_row(block)
    for row in block.rows:
        layout = Layout.ANY
        if whole is not None and row.id in whole.instead_of:
            layout = Layout.DIVIDED
        elif row is whole:
            layout = Layout.PRINTED
        yield Scope(
            rule=f"{check.rule}.{row.id}",
            form=form.id,
            head_zh=f"{TABLES_ZH[table.id]}·{row_name(block, row)}",
            head_en=f"{TABLES_EN[table.id]}, {english(row.id)}",
            left=tuple(_column_term(table, row, columns[column_id]) for column_id in check.left),
            right=tuple(_column_term(table, row, columns[column_id]) for column_id in check.right),
            quote=check.quote,
            layout=layout,
        )


def _among_cells(form: Form, table: Table, block: Block, check: Check) -> Iterator[Scope]:
    columns = {column.id: column for column in block.columns}
    (row,) = block.rows
    place = check.rule.split(".", 1)[1]
    yield Scope(
        rule=check.rule,
        form=form.id,
        head_zh=f"{TABLES_ZH[table.id]}·{BLOCKS_ZH[place]}",
        head_en=f"{TABLES_EN[table.id]}, {english(place)}",
        left=tuple(_column_term(table, row, columns[column_id]) for column_id in check.left),
        right=tuple(_column_term(table, row, columns[column_id]) for column_id in check.right),
        quote=check.quote,
    )


def _orders(form: Form, table: Table, block: Block) -> Iterator[Scope]:
    columns = {column.id: column for column in block.columns}
    part, whole = ORDERED.get(form.id, (None, None))
    if part not in columns or whole not in columns:
        return
    for row in block.rows:
        yield Scope(
            rule=f"t2.order.{row.id}",
            form=form.id,
            head_zh=f"{TABLES_ZH[table.id]}·{row_name(block, row)}",
            head_en=f"{TABLES_EN[table.id]}, {english(row.id)}",
            left=(_column_term(table, row, columns[part]),),
            right=(_column_term(table, row, columns[whole]),),
            relation=Relation.AT_MOST,
            severity=Severity.NOTICE,
        )


def _stocks(form: Form, table: Table, block: Block) -> Iterator[Scope]:
    columns = {column.id: column for column in block.columns}
    if not set(STOCK_COLUMNS) <= set(columns):
        return
    before, change, decisions = (columns[each] for each in STOCK_COLUMNS)
    for row in block.rows:
        yield Scope(
            rule=f"t2.stock2019.{row.id}",
            form=form.id,
            head_zh=f"{TABLES_ZH[table.id]}·{row_name(block, row)}",
            head_en=f"{TABLES_EN[table.id]}, {english(row.id)}",
            left=(_column_term(table, row, decisions),),
            right=(_column_term(table, row, before), _column_term(table, row, change)),
            relation=Relation.NO_STOCK,
            severity=Severity.NOTICE,
        )


def _row_term(table: Table, block: Block, row: Row, column: Column) -> Term:
    return Term(table.path(row, column), row_mark(block, row), row_name(block, row), english(row.id))


def _column_term(table: Table, row: Row, column: Column) -> Term:
    label = column.labels[0]
    return Term(table.path(row, column), label, label, english(column.id.rsplit(".", 1)[-1]))


def _layouts(cells: pl.DataFrame) -> pl.DataFrame:
    """Tell for each report whether the undivided row is printed, and whether it stands instead of the divided ones.

    Where both are printed the divided rows count as soon as they hold a figure: the other is then their heading.
    """
    whole_paths, part_paths = _layout_paths()
    part = pl.col("path").is_in(part_paths) & pl.col("value").is_not_null()
    return (
        cells.group_by("report_id")
        .agg(printed=pl.col("path").is_in(whole_paths).any(), divided=part.any())
        .select("report_id", "printed", undivided=pl.col("printed") & ~pl.col("divided"))
    )


@cache
def _layout_paths() -> tuple[list[str], list[str]]:
    whole: list[str] = []
    parts: list[str] = []
    for form in forms():
        for table in form.tables:
            for block in table.blocks:
                row = undivided_row(block)
                for each in block.rows:
                    paths = [table.path(each, column) for column in block.columns]
                    if each is row:
                        whole += paths
                    elif row is not None and each.id in row.instead_of:
                        parts += paths
    return whole, parts
