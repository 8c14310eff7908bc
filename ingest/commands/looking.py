"""`trace`, `picture` and `export`: what a published database holds."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands.building import WorkspaceOption
from ingest.commands.console import explained, in_chinese, number, pairs, say, show
from ingest.commands.deciding import decision, sourced
from ingest.workspace import DEFAULT_NAME, WorkspaceError, find_workspace

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


def picture(
    organ: Annotated[str, typer.Argument(help="Id, name, or a part of the name that only one organ has.")],
    year: Annotated[int, typer.Argument(help="Report year.")],
    path: Annotated[str, typer.Argument(help="Cell path, as requests.new.total.")],
    target: Annotated[Path, typer.Option("--to", help="File; .png of a PDF page, else .html, added where it lacks.")],
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Show a number in its document: the PDF page with a box around it, or the table drawn again with a mark.

    It may cost 30 s and 1 GB as reading does, then it is stopped.

    Example: python -m ingest picture 甲木区 2024 licence.decisions --workspace demo --to place.html
    """
    from ingest.picture import picture as picture_of  # noqa: PLC0415 - see check
    from ingest.picture import printed_cell  # noqa: PLC0415 - see check
    from ingest.worker import limit_this_process  # noqa: PLC0415 - see check

    with explained():
        cell = printed_cell(find_workspace(workspace), organ, year, path)
        limit_this_process()
        shown = picture_of(cell)
        file = target if target.suffix else target.with_suffix(shown.suffix)
        if file.suffix.lower() != shown.suffix:
            raise WorkspaceError(f"What can be shown of this document is a {shown.suffix} file: give --to such a name.")
        file.write_bytes(shown.content)
        sys.stdout.write(f"{file}\n")


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
