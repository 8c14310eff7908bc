"""The rows of the database as frames, one function a table; column by column as `schema.sql` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.model import Outcome
from ingest.organs import organ_id
from ingest.readings import reader_version
from ingest.rules import NARRATIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.editions import Edition
    from ingest.model import Finding
    from ingest.organs import Organ

ORGAN = pl.Schema(
    {
        "organ_id": pl.String(),
        "name": pl.String(),
        "short_name": pl.String(),
        "adcode": pl.String(),
        "level": pl.String(),
        "type": pl.String(),
        "parent_id": pl.String(),
        "valid_from": pl.Int16(),
        "valid_to": pl.Int16(),
        "successor_id": pl.String(),
    }
)
REPORT = pl.Schema(
    {
        "report_id": pl.Int64(),
        "organ_id": pl.String(),
        "year": pl.Int64(),
        "form": pl.String(),
        "title": pl.String(),
        "file": pl.String(),
        "sha256": pl.String(),
        "reader": pl.String(),
        "revision": pl.Int64(),
        "is_current": pl.Boolean(),
        "is_excerpt": pl.Boolean(),
        "source_note": pl.String(),
        "organ_proof": pl.String(),
        "year_proof": pl.String(),
        "tables": pl.List(pl.String()),
    }
)
CELL = pl.Schema(
    {
        "report_id": pl.Int64(),
        "path": pl.String(),
        "status": pl.String(),
        "value": pl.Float64(),
        "printed": pl.String(),
        "place": pl.String(),
    }
)
PASSAGE = pl.Schema({"report_id": pl.Int64(), "section": pl.String(), "text": pl.String()})
FINDING = pl.Schema(
    {
        "report_id": pl.Int64(),
        "file": pl.String(),
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


def organ_frame(organs: Iterable[Organ]) -> pl.DataFrame:
    """Give table `organ`."""
    rows = [
        (
            organ.organ_id,
            organ.name,
            organ.short_name,
            organ.adcode,
            organ.level,
            organ.type,
            organ_id(organ.parent) if organ.parent else None,
            organ.valid_from,
            organ.valid_to,
            organ_id(organ.successor) if organ.successor else None,
        )
        for organ in organs
    ]
    return pl.DataFrame(rows, schema=ORGAN, orient="row")


def report_frame(editions: Sequence[Edition]) -> pl.DataFrame:
    """Give table `report` but for `subordinates`.

    `report_id` counts the editions from 1 in their order, which is that of organ, year and revision.
    """
    rows = [
        (
            report_id,
            organ_id(edition.source.organ),
            edition.source.year,
            edition.source.reading.form,
            edition.source.reading.identity.title,
            edition.source.document.file,
            edition.source.document.sha256,
            reader_version(),
            edition.revision,
            edition.is_current,
            edition.source.reading.excerpt,
            edition.source.reading.source_note,
            edition.source.reading.identity.organ_proof,
            edition.source.reading.identity.year_proof,
            list(edition.source.reading.tables),
        )
        for report_id, edition in enumerate(editions, start=1)
    ]
    return pl.DataFrame(rows, schema=REPORT, orient="row")


def cell_frame(editions: Sequence[Edition]) -> pl.DataFrame:
    """Give table `cell`, all editions."""
    rows = [
        (report_id, cell.path, str(cell.status), cell.value, cell.printed, str(cell.place))
        for report_id, edition in enumerate(editions, start=1)
        for cell in edition.source.reading.cells
    ]
    return pl.DataFrame(rows, schema=CELL, orient="row")


def passage_frame(editions: Sequence[Edition]) -> pl.DataFrame:
    """Give table `passage`, all editions."""
    rows = [
        (report_id, passage.section, passage.text)
        for report_id, edition in enumerate(editions, start=1)
        for passage in edition.source.reading.passages
    ]
    return pl.DataFrame(rows, schema=PASSAGE, orient="row")


def narrative_frame(editions: Sequence[Edition]) -> pl.DataFrame:
    """Give table `narrative`, all editions."""
    rows = [
        (report_id, figure.metric, figure.value, figure.unit, figure.scope, figure.quote, figure.place)
        for report_id, edition in enumerate(editions, start=1)
        for figure in edition.source.reading.narrative
    ]
    return pl.DataFrame(rows, schema=NARRATIVE, orient="row")


def finding_frame(editions: Sequence[Edition], set_aside: Iterable[tuple[str, Finding]]) -> pl.DataFrame:
    """Give the findings of reading: those of the editions, and those about documents that were set aside."""
    about_reports = [
        (report_id, edition.source.document.file, *_finding_row(finding))
        for report_id, edition in enumerate(editions, start=1)
        for finding in (*edition.source.reading.findings, *edition.findings)
    ]
    about_files = [(None, file, *_finding_row(finding)) for file, finding in set_aside]
    return pl.DataFrame(about_reports + about_files, schema=FINDING, orient="row")


def all_findings(others: pl.DataFrame, results: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Give table `finding`: findings from elsewhere and what the rules found, with the file each report came in.

    A pass keeps its rule and both sides, and drops words, cells and place: there are about sixty a report, nobody
    reads them, and the rule says the same. So passes, failures and checks that could not be made are all counted as
    rows by report and rule.
    """
    files = reports.select("report_id", "file")
    of_rules = results.cast({"report_id": pl.Int64}).join(files, on="report_id", how="left", maintain_order="left")
    is_pass = pl.col("outcome") == str(Outcome.PASS)
    words = [pl.when(is_pass).then(pl.lit("")).otherwise(name).alias(name) for name in _WORDS]
    empty = pl.lit([], dtype=pl.List(pl.String()))
    return pl.concat([others, of_rules.select(FINDING.names()).cast(FINDING)]).with_columns(
        *words, cells=pl.when(is_pass).then(empty).otherwise("cells")
    )


_WORDS = ("place", "quote", "message_zh", "message_en")


def _finding_row(finding: Finding) -> tuple[object, ...]:
    return (
        finding.rule,
        str(finding.outcome),
        str(finding.severity),
        finding.left,
        finding.right,
        finding.difference,
        list(finding.cells),
        finding.place,
        finding.quote,
        finding.message_zh,
        finding.message_en,
    )
