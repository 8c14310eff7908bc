"""Two sides of a rule, compared for all reports at once; a side with a missing figure is never a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.rules.frames import CANNOT_CHECK, DECIMALS, FAIL, PASS, as_findings
from ingest.rules.scopes import JUMP_FACTOR, Relation, Scope, scope_frame, term_frame
from ingest.rules.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence


def compare(scopes: Sequence[Scope], pairs: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Give one finding for every pair of a report and a scope.

    Args:
        scopes: the rules; see `Scope`.
        pairs: report_id, scope (place in the list), year, is_excerpt, last_year_id (null where last year's report is
            absent; asked for by terms of last year only).
        cells: the figures of all reports, in the schema CELLS.

    A side is null where one of its figures is blank, unreadable or absent; the outcome is then cannot_check.
    """
    terms = term_frame(scopes)
    asked = pl.Enum(terms["path"].unique(maintain_order=True))
    figures = cells.filter(pl.col("path").is_in(asked.categories.implode())).with_columns(pl.col("path").cast(asked))
    pairs = pairs.with_row_index("pair")
    rows = (
        pairs.select("pair", "report_id", "scope", "last_year_id")
        .join(terms.select("scope", "is_left", "position", pl.col("path").cast(asked), "sign", "last_year"), on="scope")
        .with_columns(source=pl.when("last_year").then("last_year_id").otherwise("report_id"))
        .join(figures.select("path", "value", source="report_id"), on=["source", "path"], how="left", validate="m:1")
    )
    judged = _judged(pairs.join(scope_frame(scopes), on="scope"), rows)
    open_pairs = judged.filter(pl.col("outcome") != PASS)
    details = _details(rows.join(open_pairs.select("pair"), on="pair", how="semi"), figures, terms)
    anchors = figures.select("report_id", "place", anchor=pl.col("path").cast(pl.String))
    found = (
        judged.join(sentences(open_pairs, details), on="pair", how="left")
        .join(anchors, on=["report_id", "anchor"], how="left")
        .with_columns(
            pl.col("place").fill_null(""),
            pl.col("message_zh").fill_null(pl.col("head_zh") + "：未见问题"),
            pl.col("message_en").fill_null(pl.col("head_en") + ": no objection"),
        )
    )
    return as_findings(found)


def _details(rows: pl.DataFrame, figures: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Add to each figure what is printed and what it is called; kept apart because few pairs need words."""
    printed = figures.select("path", "status", "printed", source="report_id")
    names = terms.select("scope", "is_left", "position", "mark_zh", "name_zh", "name_en")
    return rows.join(printed, on=["source", "path"], how="left").join(names, on=["scope", "is_left", "position"])


def _judged(pairs: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Add both sides, their difference and the outcome to the pairs."""
    signed, left, missing = pl.col("value") * pl.col("sign"), pl.col("is_left"), pl.col("value").is_null()
    sides = rows.group_by("pair").agg(
        left_sum=signed.filter(left).sum().round(DECIMALS),
        right_sum=signed.filter(~left).sum().round(DECIMALS),
        left_missing=(missing & left).sum(),
        right_missing=(missing & ~left).sum(),
        movement=signed.filter(~left & (pl.col("position") == 1)).sum(),
    )
    whole = (pl.col("left_missing") == 0) & (pl.col("right_missing") == 0)
    return (
        pairs.join(sides, on="pair", how="left", maintain_order="left")
        .with_columns(
            left_value=pl.when(pl.col("left_missing") == 0).then("left_sum"),
            right_value=pl.when(pl.col("right_missing") == 0).then("right_sum"),
        )
        .with_columns(difference=(pl.col("left_value") - pl.col("right_value")).round(DECIMALS))
        .with_columns(outcome=pl.when(~whole).then(CANNOT_CHECK).when(_satisfied()).then(PASS).otherwise(FAIL))
    )


def _satisfied() -> pl.Expr:
    """Tell whether two complete sides stand as their rule asks."""
    left, right, difference = pl.col("left_value"), pl.col("right_value"), pl.col("difference")
    far = (left >= JUMP_FACTOR * right) | (left * JUMP_FACTOR <= right)
    relation = pl.col("relation")
    return (
        pl.when(relation == Relation.EQUAL)
        .then(difference == 0)
        .when(relation == Relation.AT_MOST)
        .then(difference <= 0)
        .when(relation == Relation.NO_STOCK)
        .then((difference != 0) | (pl.col("movement") == 0))
        .otherwise(~(far & (difference.abs() >= pl.col("material")) & (difference != 0)))
    )
