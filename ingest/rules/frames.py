"""The frames at the border of the rules: what goes in, what comes out, and the words that several rules share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.model import Outcome, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

CELLS = pl.Schema(
    {
        "report_id": pl.Int64(),
        "path": pl.String(),
        "status": pl.String(),
        "value": pl.Float64(),
        "printed": pl.String(),
        "place": pl.String(),
    }
)
REPORTS = pl.Schema(
    {
        "report_id": pl.Int64(),
        "organ_id": pl.String(),
        "organ": pl.String(),
        "level": pl.String(),
        "parent_id": pl.String(),
        "year": pl.Int64(),
        "form": pl.String(),
        "is_current": pl.Boolean(),
        "is_excerpt": pl.Boolean(),
        "tables": pl.List(pl.String()),
    }
)
# Known of some organs only: the years from and to which the organ exists, and how many organs of the next lower level
# the register of divisions puts below it. Null or left out where nobody says so.
KNOWN_OF_ORGANS = pl.Schema({"valid_from": pl.Int64(), "valid_to": pl.Int64(), "subordinates": pl.Int64()})
NARRATIVE = pl.Schema(
    {
        "report_id": pl.Int64(),
        "metric": pl.String(),
        "value": pl.Float64(),
        "unit": pl.String(),
        "scope": pl.String(),
        "quote": pl.String(),
        "place": pl.String(),
    }
)
FINDINGS = pl.Schema(
    {
        "report_id": pl.Int64(),
        "rule": pl.String(),
        "outcome": pl.String(),
        "severity": pl.String(),
        "left_value": pl.Float64(),
        "right_value": pl.Float64(),
        "difference": pl.Float64(),
        "cells": pl.List(pl.String()),
        "place": pl.String(),
        "quote": pl.String(),
        "message_zh": pl.String(),
        "message_en": pl.String(),
    }
)
DEFAULTS: Mapping[str, pl.Expr] = {
    "severity": pl.lit(Severity.ERROR.value),
    "left_value": pl.lit(None, pl.Float64),
    "right_value": pl.lit(None, pl.Float64),
    "difference": pl.lit(None, pl.Float64),
    "cells": pl.lit([], pl.List(pl.String)),
    "place": pl.lit(""),
    "quote": pl.lit(""),
}
DECIMALS = 6  # beyond what any organ prints; takes the noise off sums of amounts

PASS = pl.lit(Outcome.PASS.value)
FAIL = pl.lit(Outcome.FAIL.value)
CANNOT_CHECK = pl.lit(Outcome.CANNOT_CHECK.value)


def as_findings(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the frame with exactly the columns of a finding.

    Severity (error), sides (null), cells (none), place and quote ('') may be left out; report, rule, outcome and
    both messages may not. Raises polars.exceptions.ColumnNotFoundError where one of those is missing.
    """
    absent = [default.alias(name) for name, default in DEFAULTS.items() if name not in frame.columns]
    return frame.with_columns(absent).select(FINDINGS.names()).cast(FINDINGS)


def number_text(value: pl.Expr) -> pl.Expr:
    """Give a number as a person writes it: 16 and 7730.28, never 16.0; null stays null."""
    rounded = value.round(DECIMALS)
    whole = rounded == rounded.round(0)
    return (
        pl.when(whole).then(rounded.cast(pl.Int64(), strict=False).cast(pl.String)).otherwise(rounded.cast(pl.String))
    )


def first_names(names: pl.Expr, limit: int, separator: str, more: str) -> pl.Expr:
    """Give the first names of a group in one text, then `more` with their number in place of {}; '' for none."""
    shown = names.head(limit).str.join(separator)
    return pl.when(names.len() > limit).then(shown + pl.format(more, names.len())).otherwise(shown)
