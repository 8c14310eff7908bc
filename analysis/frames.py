"""The frames that flow between load, analysis, charts and briefing: columns and types, each documented once.

Null means: there is no such number (its status says why), or the limit is open. Years are report years.
"""

from __future__ import annotations

import polars as pl

_TEXT = pl.String()
_TEXTS = pl.List(pl.String())
_YEAR = pl.Int32()
_NUMBER = pl.Float64()

# What was built, when (UTC), by which version and up to which entry of the ledger: one row.
BUILD = pl.Schema(
    {
        "version": pl.Int32(),
        "built_at": pl.Datetime("us"),
        "program": _TEXT,
        "workspace": _TEXT,
        "fictional": pl.Boolean(),
        "documents": pl.Int32(),
        "reports": pl.Int32(),
        "refused": pl.Int32(),
        "ledger_entry": pl.Int32(),
    }
)
# The vocabulary. `numerator` is empty for a printed cell, `denominator` for cells and sums; `material_abs` is in the
# metric's unit (rates: percentage points), `material_pct` in percent; `forms` are the forms that ask for it. A `ratio`
# is numerator / denominator × `per` in its own unit; a part `attribute.…` of it is supplied, not printed.
METRICS = pl.Schema(
    {
        "metric": _TEXT,
        "kind": _TEXT,
        "category": _TEXT,
        "sort_order": pl.Int32(),
        "title_zh": _TEXT,
        "title_en": _TEXT,
        "unit_zh": _TEXT,
        "unit_en": _TEXT,
        "clause": _TEXT,
        "definition_zh": _TEXT,
        "definition_en": _TEXT,
        "direction": _TEXT,
        "headline": pl.Boolean(),
        "numerator": _TEXTS,
        "denominator": _TEXTS,
        "per": pl.Int32(),
        "material_abs": _NUMBER,
        "material_pct": _NUMBER,
        "forms": _TEXTS,
    }
)
# Who reports. `valid_from`/`valid_to` are the first and last report year that can exist, null = open.
ORGANS = pl.Schema(
    {
        "organ_id": _TEXT,
        "name": _TEXT,
        "short_name": _TEXT,
        "adcode": _TEXT,
        "level": _TEXT,
        "type": _TEXT,
        "parent_id": _TEXT,
        "valid_from": _YEAR,
        "valid_to": _YEAR,
        "successor_id": _TEXT,
    }
)
# The current report of an organ and year. `n_errors`, `n_warnings`, `n_notices` count failed checks.
REPORTS = pl.Schema(
    {
        "report_id": pl.Int32(),
        "organ_id": _TEXT,
        "year": _YEAR,
        "form": _TEXT,
        "title": _TEXT,
        "file": _TEXT,
        "sha256": _TEXT,
        "reader": _TEXT,
        "revision": pl.Int32(),
        "is_excerpt": pl.Boolean(),
        "source_note": _TEXT,
        "organ_proof": _TEXT,
        "year_proof": _TEXT,
        "n_errors": pl.Int32(),
        "n_warnings": pl.Int32(),
        "n_notices": pl.Int32(),
    }
)
# What may be set against what across two forms; metric_from/metric_to are ids or prefixes that end in `.*`.
COMPARABILITY = pl.Schema(
    {
        "from_form": _TEXT,
        "to_form": _TEXT,
        "metric_from": _TEXT,
        "metric_to": _TEXT,
        "comparable": _TEXT,
        "why_zh": _TEXT,
        "why_en": _TEXT,
    }
)
# One printed cell of a current report; `value` is null unless status is reported or corrected. `entry_id` is the
# correction that made it so, null where none did; a correction may also say that a cell is blank.
FACTS = pl.Schema(
    {
        "report_id": pl.Int32(),
        "organ_id": _TEXT,
        "year": _YEAR,
        "form": _TEXT,
        "path": _TEXT,
        "value": _NUMBER,
        "status": _TEXT,
        "printed": _TEXT,
        "entry_id": pl.Int32(),
    }
)
# One outcome of a check; report_id, organ_id, year are null where a document was set aside.
FINDINGS = pl.Schema(
    {
        "report_id": pl.Int32(),
        "organ_id": _TEXT,
        "year": _YEAR,
        "file": _TEXT,
        "rule": _TEXT,
        "outcome": _TEXT,
        "severity": _TEXT,
        "left_value": _NUMBER,
        "right_value": _NUMBER,
        "difference": _NUMBER,
        "cells": _TEXTS,
        "place": _TEXT,
        "quote": _TEXT,
        "message_zh": _TEXT,
        "message_en": _TEXT,
    }
)
# One figure of one organ and year, one row for each organ × year asked.
# status: reported, corrected, computed (carry a number) · blank, unreadable, not_on_form, no_report, not_supplied (do
# not): an attribute such as the population of that year is needed, and nobody has supplied it.
# The one number-less `computed` is a rate whose denominator is 0 (flag zero_denominator).
# value: the metric's unit; rates are percentages 0–100. numerator, denominator: the sums of a rate, else null.
# flags: small_n (rate with denominator < 20), small_count (ratio with numerator < 20), item_count (decisions are
# probably a count of items), inferred_zero (a blank part counted as 0 because the sums of the form pass with it),
# corrected, linked (read from the cell that the other form has in its place), not_found (the form asks, nothing could
# be placed), zero_denominator, not_existing.
# corrected_from: “what the document prints” in the corrected cells, none but in rows with the flag corrected.
# source: where a supplied part of the figure stands, null where all of it is printed in the report.
SERIES = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "year": _YEAR,
        "metric": _TEXT,
        "value": _NUMBER,
        "status": _TEXT,
        "printed": _TEXT,
        "form": _TEXT,
        "numerator": _NUMBER,
        "denominator": _NUMBER,
        "flags": _TEXTS,
        "corrected_from": _TEXTS,
        "source": _TEXT,
    }
)
# From one year to another. change: the metric's unit, null for rates; change_pct: percent of start, null for rates,
# ratios and where start <= 0; change_pp: percentage points, rates only. comparable is 'no' wherever no change is given;
# why_* is '' where nothing needs saying. case: increase decrease no_change fell_to_zero rose_from_zero both_zero
# negative_base start_missing end_missing break. flags: small_base (percent of a base < 20), small_n, small_count,
# item_count, inferred_zero, corrected, linked. corrected_from: as in SERIES, each text with its year.
CHANGE = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "metric": _TEXT,
        "start_year": _YEAR,
        "end_year": _YEAR,
        "start": _NUMBER,
        "end": _NUMBER,
        "change": _NUMBER,
        "change_pct": _NUMBER,
        "change_pp": _NUMBER,
        "case": _TEXT,
        "comparable": _TEXT,
        "why_zh": _TEXT,
        "why_en": _TEXT,
        "flags": _TEXTS,
        "corrected_from": _TEXTS,
        "start_status": _TEXT,
        "end_status": _TEXT,
    }
)
# A sum over organs (for rates: the pooled rate) in one year, over the n organs with a number among `of` that exist.
TOTALS = pl.Schema(
    {
        "metric": _TEXT,
        "year": _YEAR,
        "value": _NUMBER,
        "numerator": _NUMBER,
        "denominator": _NUMBER,
        "n": pl.Int32(),
        "of": pl.Int32(),
        "flags": _TEXTS,
    }
)
# The change of a sum, over the n organs that can be compared in both years among `of` that exist in the end year.
TOTAL_CHANGE = pl.Schema(
    {
        "metric": _TEXT,
        "start_year": _YEAR,
        "end_year": _YEAR,
        "start": _NUMBER,
        "end": _NUMBER,
        "change": _NUMBER,
        "change_pct": _NUMBER,
        "change_pp": _NUMBER,
        "case": _TEXT,
        "comparable": _TEXT,
        "why_zh": _TEXT,
        "why_en": _TEXT,
        "flags": _TEXTS,
        "n": pl.Int32(),
        "of": pl.Int32(),
    }
)
# Each organ's part of a total change; share_pct is percent of the total change, null where that is 0.
CONTRIBUTIONS = pl.Schema(
    {"organ_id": _TEXT, "organ": _TEXT, "start": _NUMBER, "end": _NUMBER, "change": _NUMBER, "share_pct": _NUMBER}
)
# A material change: CHANGE, its words, `direction` rise or fall, and `times`: the change in multiples of its threshold.
MOVERS = pl.Schema(
    {
        **CHANGE,
        "title_zh": _TEXT,
        "title_en": _TEXT,
        "unit_zh": _TEXT,
        "unit_en": _TEXT,
        "direction": _TEXT,
        "times": _NUMBER,
    }
)
# One part of a whole; share is percent of the sum of the parts, null where one part is missing or all are 0.
COMPOSITION = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "year": _YEAR,
        "part": _TEXT,
        "part_title_zh": _TEXT,
        "part_title_en": _TEXT,
        "part_order": pl.Int32(),
        "value": _NUMBER,
        "share": _NUMBER,
        "status": _TEXT,
        "flags": _TEXTS,
        "corrected_from": _TEXTS,
    }
)
# What there is of each organ and year: state reported, findings (failed checks), no_report, not_existing.
COVERAGE = pl.Schema(
    {
        "organ_id": _TEXT,
        "organ": _TEXT,
        "year": _YEAR,
        "state": _TEXT,
        "form": _TEXT,
        "n_errors": pl.Int32(),
        "n_warnings": pl.Int32(),
    }
)
# A figure of the overview: `value` is the sum over n of `of` organs in `year`; start … why_* are its change from the
# year before over the change_n organs that can be compared, so that `end` may be less than `value`.
HEADLINE = pl.Schema(
    {
        "metric": _TEXT,
        "title_zh": _TEXT,
        "title_en": _TEXT,
        "unit_zh": _TEXT,
        "unit_en": _TEXT,
        "kind": _TEXT,
        "direction": _TEXT,
        "year": _YEAR,
        "value": _NUMBER,
        "n": pl.Int32(),
        "of": pl.Int32(),
        "start": _NUMBER,
        "end": _NUMBER,
        "change": _NUMBER,
        "change_pct": _NUMBER,
        "change_pp": _NUMBER,
        "case": _TEXT,
        "comparable": _TEXT,
        "why_zh": _TEXT,
        "why_en": _TEXT,
        "flags": _TEXTS,
        "change_n": pl.Int32(),
    }
)
