"""`trace` and `export`: what a published database holds."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands.building import WorkspaceOption
from ingest.commands.console import explained, in_chinese, number, pairs, say, show
from ingest.commands.deciding import decision, sourced
from ingest.workspace import DEFAULT_NAME, find_workspace

if TYPE_CHECKING:
    from ingest.trace import Trace


def trace(
    organ: Annotated[str, typer.Argument(help="Id, name, or a part of the name that only one organ has.")],
    year: Annotated[int, typer.Argument(help="Report year.")],
    path: Annotated[str, typer.Argument(help="Cell path, as requests.new.total.")],
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Walk a number back to the printed text, its place and its document, past every correction.

    Example: python -m ingest trace 淮安市人民政府 2024 licence.decisions --workspace samples
    """
    from ingest.trace import trace as trace_cell  # noqa: PLC0415 - Polars and DuckDB cost half a second, which help need not pay

    with explained():
        found = trace_cell(find_workspace(workspace), organ, year, path)
        show(pairs(_lines(found)))


def export(
    target: Annotated[Path, typer.Option("--to", help="File that ends in .parquet, .csv or .xlsx.")],
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Write the facts with status, place and source to one file.

    Example: python -m ingest export --workspace city --to facts.xlsx
    """
    from ingest.export import export as write_facts  # noqa: PLC0415 - see trace

    with explained():
        rows = write_facts(find_workspace(workspace).published(), target)
        say(f"{rows} facts written to {target}.")


def _lines(found: "Trace") -> list[tuple[str, str]]:
    chinese = in_chinese()
    title, unit = (found.title_zh, found.unit_zh) if chinese else (found.title_en, found.unit_en)
    findings = [(f"finding {rule}", zh if chinese else en) for rule, zh, en in found.findings]
    others = [(f"revision {revision}", f"printed “{printed}” in {file}") for revision, printed, file in found.others]
    corrections = [
        (
            f"correction {entry.entry_id}",
            f"{decision(entry)}, {state.replace('_', ' ')}: {entry.note} ({sourced(entry)})",
        )
        for entry, state in found.corrections
    ]
    return [
        ("organ", f"{found.organ} ({found.organ_id})"),
        ("year", str(found.year)),
        ("cell", f"{found.path} · {title}"),
        ("value", f"{number(found.value) or 'none'} {unit if found.value is not None else ''}".strip()),
        ("status", found.status),
        ("printed", f"“{found.printed}”"),
        *corrections,
        ("place", found.place),
        ("row", found.printed_row or "(cannot be shown: the document is gone or its reader has changed)"),
        ("document", f"{found.file} = {found.document}"),
        ("report", f"{found.report_title}, form {found.form}, revision {found.revision}"),
        ("database", str(found.database)),
        *others,
        *findings,
    ]
