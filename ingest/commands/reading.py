"""`read`: parse documents and store nothing."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.commands.console import explained, in_chinese, say, show, table
from ingest.model import Finding, Outcome, Reading
from ingest.readings import Answer, Refusal
from ingest.worker import read_documents


def read(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Documents of any kind.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per document and line.")] = False,
) -> None:
    """Parse documents and show what was read; nothing is stored.

    Example: python -m ingest read report.pdf --json
    """
    refused = 0
    with explained():
        for file, answer in zip(files, read_documents(files), strict=True):
            refused += isinstance(answer, Refusal)
            if as_json:
                sys.stdout.write(json.dumps(as_object(file, answer), ensure_ascii=False, allow_nan=False) + "\n")
                sys.stdout.flush()
            else:
                _show(file, answer)
    raise typer.Exit(1 if refused else 0)


def as_object(file: Path, answer: Answer) -> dict[str, Any]:
    """Give the public JSON form of what was read: organ, year, form, cells by path, findings.

    A document of which nothing could be read has no cells, and a finding that says why.
    """
    if isinstance(answer, Refusal):
        unknown = dict.fromkeys(("organ", "year", "form"))
        return {"file": file.name, **unknown, "cells": {}, "findings": [_finding(answer.finding())]}
    return {
        "file": file.name,
        "organ": answer.identity.organ,
        "year": answer.identity.year,
        "form": answer.form,
        "title": answer.identity.title,
        "excerpt": answer.excerpt,
        "cells": {
            cell.path: {
                "status": str(cell.status),
                "value": _number(cell.value),
                "printed": cell.printed,
                "place": str(cell.place),
            }
            for cell in answer.cells
        },
        "findings": [_finding(finding) for finding in _open(answer)],
    }


def _open(reading: Reading) -> list[Finding]:
    """Give the findings that ask for a person; a check that passed does not."""
    return [finding for finding in reading.findings if finding.outcome is not Outcome.PASS]


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "outcome": str(finding.outcome),
        "message": finding.message_zh if in_chinese() else finding.message_en,
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "cells": list(finding.cells),
        "place": finding.place,
        "quote": finding.quote,
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _show(file: Path, answer: Answer) -> None:
    if isinstance(answer, Refusal):
        say(f"{file.name}: {answer.message_zh if in_chinese() else answer.message_en}", style="red")
        return
    identity = answer.identity
    count = Counter(str(cell.status) for cell in answer.cells)
    counts = "  ".join(f"{status} {times}" for status, times in sorted(count.items())) or "none"
    say(f"{file.name}: {identity.organ or '?'}, {identity.year or '?'}, form {answer.form or '?'}; cells: {counts}")
    show(table(("cell", "status", "value", "printed", "place"), _rows(answer)))
    for finding in _open(answer):
        say(f"{finding.severity} {finding.rule}: {finding.message_zh if in_chinese() else finding.message_en}")


def _rows(reading: Reading) -> list[tuple[object, ...]]:
    return [(cell.path, cell.status, cell.value, cell.printed, cell.place) for cell in reading.cells]
