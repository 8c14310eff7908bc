"""`check`: the findings of a published database, or of drafts before they are published."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands.console import explained, in_chinese, say, show, table
from ingest.workspace import DEFAULT_NAME, WorkspaceError, find_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ingest.draft import Checked, Draft
    from ingest.workspace import Workspace

REPORT_ENDINGS = (".xlsx", ".docx")
COLUMNS = (
    *("severity", "rule", "outcome", "organ", "year", "file", "place", "quote", "cells"),
    *("left_value", "right_value", "difference", "message_zh", "message_en"),
)
_SEVERITIES = ("error", "warning", "notice")
_FINDINGS = """
select f.*, o.name as organ, r.year
from finding f left join report r using (report_id) left join organ o using (organ_id)
where f.outcome <> 'pass'
"""
_COUNTS = "select outcome, count(*) as findings from finding group by outcome order by outcome"


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(exists=True, dir_okay=False, help="Drafts to check; nothing is stored.")
    ] = None,
    *,
    workspace: Annotated[
        str | None, typer.Option("--workspace", "-w", help=f"Name or path; {DEFAULT_NAME} where left out.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON array, with checks that could not be made.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write what the drafts have to mend to this .xlsx or .docx.")
    ] = None,
    organ: Annotated[str, typer.Option(help="Whose drafts these are, where they do not say.")] = "",
    year: Annotated[int | None, typer.Option(help="Their report year, where they do not say.")] = None,
) -> None:
    """Show the findings of the published database, or of drafts beside it; exit code 1 where there are errors.

    Example: python -m ingest check draft.docx --workspace city --report mend.docx
    """
    with explained():
        if files:
            findings = _of_drafts(files, workspace, report, (organ, year), as_json=as_json)
        elif report or organ or year:
            raise LookupError(
                "--report, --organ and --year speak of drafts: name a file. "
                "A report on what is published: python -m briefing check --organ NAME --out FILE.xlsx"
            )
        else:
            findings = _of_workspace(workspace or DEFAULT_NAME, as_json=as_json)
    raise typer.Exit(1 if findings.filter(outcome="fail", severity="error").height else 0)


def _of_workspace(name: str, *, as_json: bool) -> "pl.DataFrame":
    # Polars and DuckDB cost half a second to import, which the help of a command need not pay.
    from ingest.store import query  # noqa: PLC0415

    database = find_workspace(name).published()
    findings = query(database, _FINDINGS)
    _show(findings, as_json=as_json)
    _count(query(database, _COUNTS).rows())
    return findings


def _of_drafts(
    files: "Sequence[Path]", name: str | None, report: Path | None, told: tuple[str, int | None], *, as_json: bool
) -> "pl.DataFrame":
    from ingest.draft import check_drafts  # noqa: PLC0415 - see _of_workspace
    from ingest.worker import read_documents  # noqa: PLC0415

    if report and report.suffix.lower() not in REPORT_ENDINGS:
        raise LookupError(f"{report} must end in {' or '.join(REPORT_ENDINGS)}.")
    workspace = _to_compare_with(name)
    answers = list(zip(files, read_documents(files), strict=True))
    checked = check_drafts(answers, workspace, organ=told[0] or None, year=told[1])
    findings = checked.findings
    _show(findings.filter(findings["outcome"] != "pass"), as_json=as_json)
    for draft in checked.drafts:
        _tell(draft, workspace)
    _count(findings.group_by("outcome").len().sort("outcome").rows())
    if report:
        _write(report, checked)
    return findings


def _to_compare_with(name: str | None) -> "Workspace | None":
    """Give the workspace; null where none is named and the default one holds nothing."""
    workspace = find_workspace(name or DEFAULT_NAME)
    if name is None and not (workspace.database / "CURRENT").exists():
        return None
    workspace.published()
    return workspace


def _show(findings: "pl.DataFrame", *, as_json: bool) -> None:
    import polars as pl  # noqa: PLC0415 - see _of_workspace

    severity = pl.col("severity").cast(pl.Enum(_SEVERITIES))
    ordered = findings.sort(
        pl.col("outcome") == "cannot_check", severity, "organ", "year", "rule", nulls_last=False, maintain_order=True
    ).select(COLUMNS)
    if as_json:
        sys.stdout.write(json.dumps(ordered.rows(named=True), ensure_ascii=False, indent=1) + "\n")
        return
    words = "message_zh" if in_chinese() else "message_en"
    columns = ("severity", "rule", "organ", "year", "file", words)
    show(table(columns, ordered.filter(outcome="fail").select(columns).rows()))


def _count(counts: "Sequence[tuple[str, int]]") -> None:
    say("  ".join(f"{outcome} {count}" for outcome, count in counts) or "No checks were made.")


def _tell(draft: "Draft", workspace: "Workspace | None") -> None:
    """Say what a draft was compared with, so that silence is never taken for a comparison."""
    if draft.refusal:
        reason = draft.refusal.message_zh if in_chinese() else draft.refusal.message_en
        say(f"{draft.file}: {reason}", style="red")
        if draft.refusal.rule == "d.no_identity":
            say("Or say it with --organ NAME and --year YEAR.")
        return
    head = f"{draft.file}: {draft.organ}, {draft.year}"
    if workspace is None or not draft.known:
        why = "there is no workspace to compare with" if workspace is None else f"not in the workspace {workspace.name}"
        say(f"{head}: {why}; checked alone.")
        return
    years = f"beside {', '.join(map(str, draft.years))}" if draft.years else "alone: no other year is there"
    last = "" if draft.year is None or draft.year - 1 in draft.years else f"; {draft.year - 1} is missing"
    say(f"{head}: checked {years} (workspace {workspace.name}){last if draft.years else ''}.")
    if draft.published and draft.differing:
        say(f"{head}: differs from the published report {draft.published} in {draft.differing} cells.")
    elif draft.published:
        say(f"{head}: the same figures as the published report {draft.published}.")


def _write(report: Path, checked: "Checked") -> None:
    """Have the report made by a process of its own: reading and making files for people are rooms apart."""
    from ingest.draft import write_database  # noqa: PLC0415 - see _of_workspace
    from ingest.organs import organ_id  # noqa: PLC0415

    drafts = [f"{organ_id(each.organ)}:{each.year}" for each in checked.drafts if each.organ]
    if not drafts:
        say(f"{report} was not written: none of the drafts could be read.", style="red")
        return
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "drafts.duckdb"
        write_database(database, checked)
        command = [
            sys.executable,
            "-m",
            "briefing",
            "check",
            "--database",
            str(database),
            "--out",
            str(report.resolve()),
        ]
        chosen = [part for draft in drafts for part in ("--report", draft)]
        place = Path(__file__).resolve().parents[2]
        run = subprocess.run(
            [*command, *chosen], cwd=place, capture_output=True, text=True, encoding="utf-8", check=False
        )
    if run.returncode:
        raise WorkspaceError(f"{report} could not be written: {run.stderr.strip()}")
    say(f"Written: {report}")
