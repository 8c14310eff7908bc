"""The frames about checks: columns and types, each documented once; see `analysis.frames`."""

from __future__ import annotations

import polars as pl

from analysis.frames import FINDINGS

_TEXT = pl.String()
_YEAR = pl.Int32()
_NUMBER = pl.Float64()
_COUNT = pl.Int64()
_COUNTS = {"n_pass": _COUNT, "n_fail": _COUNT, "n_cannot_check": _COUNT}

# The checks of one report counted by family; `worst` is the gravest severity of what failed, null where nothing did;
# `of` is the number of reports that were asked for, before the limit.
OUTCOMES = pl.Schema(
    {"organ_id": _TEXT, "year": _YEAR, "family": _TEXT, **_COUNTS, "worst": _TEXT, "of": _COUNT},
)
# One cell of the matrix, every report × family. state: error, warning, notice (what failed, the gravest), cannot_check,
# pass, not_run (the report is there, nobody checked), nothing (a family of remarks had none), no_report.
MATRIX = pl.Schema(
    {"organ_id": _TEXT, "organ": _TEXT, "year": _YEAR, "family": _TEXT, "state": _TEXT, **_COUNTS},
)
# What people decided about checks, as far as in force: one row per organ, year and rule. left_value and right_value
# are the sides as they were then, `at` is UTC.
VERDICTS = pl.Schema(
    {
        "organ_id": _TEXT,
        "year": _YEAR,
        "rule": _TEXT,
        "judgement": _TEXT,
        "who": _TEXT,
        "note": _TEXT,
        "at": pl.Datetime("us"),
        "entry_id": _COUNT,
        "left_value": _NUMBER,
        "right_value": _NUMBER,
    }
)
# FINDINGS about current reports with the verdict on them. verdict: none, valid, stale (a side has changed since; the
# judgement is shown, it no longer holds). number counts the findings of one rule in one report, from 1. of: how many
# were asked for, before the page was cut out. judgement, who, note, at, entry_id are null where verdict is none.
CHECKS = pl.Schema(
    {
        **FINDINGS,
        "family": _TEXT,
        "number": _COUNT,
        "verdict": _TEXT,
        "judgement": _TEXT,
        "who": _TEXT,
        "note": _TEXT,
        "at": pl.Datetime("us"),
        "entry_id": _COUNT,
        "of": _COUNT,
    }
)
# How often a rule failed where it could be checked: rate_pct is percent of n = pass + fail, null where n is 0.
FIRING = pl.Schema({"rule": _TEXT, "family": _TEXT, **_COUNTS, "n": _COUNT, "rate_pct": _NUMBER})
# What documents lack. kind: missing (a table or row), image (printed as a picture), set_aside (the whole document),
# unused (a correction of a report that is not there); organ_id and year are null for the last two.
LACKING = pl.Schema(
    {
        "kind": _TEXT,
        "organ_id": _TEXT,
        "year": _YEAR,
        "file": _TEXT,
        "rule": _TEXT,
        "outcome": _TEXT,
        "message_zh": _TEXT,
        "message_en": _TEXT,
    }
)
# One cell in which an older revision of a report differs from the current one; a side is null where that revision has
# no such cell.
REVISED = pl.Schema(
    {
        "path": _TEXT,
        "revision": _YEAR,
        "file": _TEXT,
        "printed": _TEXT,
        "value": _NUMBER,
        "status": _TEXT,
        "printed_now": _TEXT,
        "value_now": _NUMBER,
        "status_now": _TEXT,
    }
)
