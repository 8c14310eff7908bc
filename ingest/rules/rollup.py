"""Rule h.rollup: a superior's figure against the sum of its subordinates' figures of the same year."""

from __future__ import annotations

import polars as pl

from ingest.forms import forms
from ingest.model import Severity
from ingest.rules.frames import CANNOT_CHECK, DECIMALS, FAIL, PASS, as_findings, number_text
from ingest.rules.wording import cell_names

PARENT_LEVELS = ("province", "city", "county")  # their reports speak for the organs below them
ROLLED_UP = (
    "normative.issued",
    "licence.decisions",
    "penalty.decisions",
    "coercion.decisions",
    "fees.amount_wan",
    "requests.new.total",
    "requests.carried_in.total",
    "requests.granted.total",
    "requests.total.total",
    "requests.carried_out.total",
    "review.total",
    "litigation_direct.total",
    "litigation_after_review.total",
)


def rollup(cells: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give one finding for each current report of a superior and each cell that its form shares with the sum.

    Subordinates are the organs that have any report in this build, name the superior as parent and exist in the year;
    unless all of them report the year and print the cell, the outcome is cannot_check. Where `reports` says how many
    subordinates the superior has by the register of divisions, so many must have reported.
    """
    current = reports.filter("is_current")
    figures = cells.filter(pl.col("path").is_in(ROLLED_UP) & pl.col("value").is_not_null())
    children = _children(reports)
    superiors = current.filter(pl.col("level").is_in(PARENT_LEVELS))
    parents = superiors.join(_known(superiors, children), on=["organ_id", "year"])
    reported = children.join(current.select("organ_id", "report_id", "year"), on="organ_id")
    arrived = reported.group_by("parent_id", "year").agg(arrived=pl.col("organ_id").n_unique())
    sums = (
        reported.join(figures, on="report_id")
        .group_by("parent_id", "year", "path")
        .agg(printed_children=pl.len(), children_sum=pl.col("value").sum().round(DECIMALS))
    )
    found = (
        parents.rename({"organ_id": "parent"})
        .drop("parent_id")
        .join(_asked(), on="form")
        .join(arrived, left_on=["parent", "year"], right_on=["parent_id", "year"], how="left")
        .join(sums, left_on=["parent", "year", "path"], right_on=["parent_id", "year", "path"], how="left")
        .join(figures.select("report_id", "path", "value", "place"), on=["report_id", "path"], how="left")
        .with_columns(pl.col("arrived", "printed_children").fill_null(0), pl.col("place").fill_null(""))
    )
    return as_findings(_compared(found))


def _children(reports: pl.DataFrame) -> pl.DataFrame:
    """Give each subordinate once, with the years from and to which it exists where that is known."""
    return (
        reports.filter(pl.col("parent_id").is_not_null())
        .group_by("organ_id", "parent_id")
        .agg(pl.col("valid_from").first(), pl.col("valid_to").first())
    )


def _known(superiors: pl.DataFrame, children: pl.DataFrame) -> pl.DataFrame:
    """Give the number of subordinates of each superior and year, where it has any."""
    below = children.rename({"organ_id": "child"})
    year = pl.col("year")
    exists = (year >= pl.col("valid_from").fill_null(year)) & (year <= pl.col("valid_to").fill_null(year))
    return (
        superiors.select("organ_id", "year", "subordinates")
        .join(below.select("child", "parent_id", "valid_from", "valid_to"), left_on="organ_id", right_on="parent_id")
        .filter(exists)
        .group_by("organ_id", "year")
        .agg(known=pl.max_horizontal(pl.col("child").n_unique(), pl.col("subordinates").fill_null(0).first()))
    )


def _compared(found: pl.DataFrame) -> pl.DataFrame:
    complete = pl.col("printed_children") == pl.col("known")
    right = pl.when(complete).then("children_sum")
    difference = (pl.col("value") - right).round(DECIMALS)
    open_end = ~complete | pl.col("value").is_null()
    return found.with_columns(
        rule=pl.format("h.rollup.{}", "path"),
        severity=pl.lit(Severity.NOTICE.value),
        left_value="value",
        right_value=right,
        difference=difference,
        cells=pl.concat_list("path"),
        outcome=pl.when(open_end).then(CANNOT_CHECK).when(difference == 0).then(PASS).otherwise(FAIL),
    ).with_columns(message_zh=pl.col("name_zh") + "：" + _words_zh(), message_en=pl.col("name_en") + ": " + _words_en())


def _words_zh() -> pl.Expr:
    own, below, gap = (number_text(pl.col(each)) for each in ("left_value", "right_value", "difference"))
    return (
        pl.when(pl.col("arrived") < pl.col("known"))
        .then(pl.format("已知下级 {} 个，有本年报告的 {} 个；无法核对", "known", "arrived"))
        .when(pl.col("printed_children") < pl.col("known"))
        .then(pl.format("已知下级 {} 个，此项有数字的 {} 个；无法核对", "known", "printed_children"))
        .when(pl.col("left_value").is_null())
        .then(pl.lit("本级此项没有数字；无法核对"))
        .when(pl.col("difference") == 0)
        .then(pl.lit("与下级合计相符"))
        .otherwise(
            pl.format("本级({})，{} 个已知下级合计({})，相差 {}", own, "known", below, gap.str.strip_prefix("-"))
        )
    )


def _words_en() -> pl.Expr:
    own, below, gap = (number_text(pl.col(each)) for each in ("left_value", "right_value", "difference"))
    return (
        pl.when(pl.col("arrived") < pl.col("known"))
        .then(pl.format("{} of {} known subordinates have reported the year; cannot be checked", "arrived", "known"))
        .when(pl.col("printed_children") < pl.col("known"))
        .then(
            pl.format("{} of {} known subordinates print this figure; cannot be checked", "printed_children", "known")
        )
        .when(pl.col("left_value").is_null())
        .then(pl.lit("the superior prints no figure; cannot be checked"))
        .when(pl.col("difference") == 0)
        .then(pl.lit("equals the sum of the subordinates"))
        .otherwise(
            pl.format(
                "own ({}); {} known subordinates together ({}); difference {}",
                own,
                "known",
                below,
                gap.str.strip_prefix("-"),
            )
        )
    )


def _asked() -> pl.DataFrame:
    records = [
        {"form": form.id, "path": path, "name_zh": cell_names()[path][0], "name_en": cell_names()[path][1]}
        for form in forms()
        for path in ROLLED_UP
        if path in form.paths()
    ]
    return pl.DataFrame(records)
