"""All rules over all reports of a build."""

from __future__ import annotations

import polars as pl

from ingest.rules.domain import domain
from ingest.rules.frames import CELLS, FINDINGS, KNOWN_OF_ORGANS, NARRATIVE, REPORTS
from ingest.rules.growth import growth
from ingest.rules.missing import missing
from ingest.rules.plausible import all_zero, copies, units
from ingest.rules.prose import text_against_tables
from ingest.rules.rollup import rollup
from ingest.rules.sums import sums
from ingest.rules.years import between_years

RULES = (sums, domain, missing, all_zero, copies, units, between_years, rollup)
RULES_ON_TEXT = (text_against_tables, growth)
OWN = r"^((h|p|t2|t3|t4|x|y)\.|n\.domain|s\.missing)"
"""Ids of these rules; all other findings come from reading and from corrections."""


def check(cells: pl.DataFrame, reports: pl.DataFrame, narrative: pl.DataFrame | None = None) -> pl.DataFrame:
    """Give one row per rule, scope and report, passes included, sorted by report and rule.

    Args:
        cells: one row a printed cell, in the columns of `CELLS`; value is null unless it is a number.
        reports: one row a report, in the columns of `REPORTS`, those of `KNOWN_OF_ORGANS` where there are any;
            parent_id is null at the top.
        narrative: one row a figure that the text states, in the columns of `NARRATIVE`; without it no rule on the text
            is applied.

    Returns:
        Findings in the columns of `FINDINGS`. A side is null where one of its figures is missing, and the outcome then
        cannot_check. `cells` are paths (rows for s.missing); in rules between years the last of them stand for last
        year's report as well. Legacy reports have no findings here: no national form prescribed their tables.

    Raises:
        polars.exceptions.PolarsError: a column is missing or of another type, a cell is given twice, or an organ has
            two current reports for one year.
    """
    typed_cells = cells.select(CELLS.names()).cast(CELLS)
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in KNOWN_OF_ORGANS.items() if name not in reports.columns]
    known = pl.Schema({**REPORTS, **KNOWN_OF_ORGANS})
    typed_reports = reports.with_columns(absent).select(known.names()).cast(known)
    stated = NARRATIVE.to_frame() if narrative is None else narrative.select(NARRATIVE.names()).cast(NARRATIVE)
    of_tables = [rule(typed_cells, typed_reports) for rule in RULES]
    of_text = [rule(typed_cells, typed_reports, stated) for rule in RULES_ON_TEXT]
    findings = pl.concat([*of_tables, *of_text])
    return findings.sort("report_id", "rule").match_to_schema(FINDINGS)
