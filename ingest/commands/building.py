"""`add`, `build`, `attributes` and `demo`: documents and tables into a workspace, and its next database."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands.console import explained, in_chinese, progress, say, show, table
from ingest.workspace import DEFAULT_NAME, WorkspaceError, find_workspace

if TYPE_CHECKING:
    from ingest.build import Built
    from ingest.intake import Taken
    from ingest.workspace import Workspace

DEMO_NAME = "demo"
NAMED_FILES = 5
DEMO_MODULE = "demo"

WorkspaceOption = Annotated[
    str, typer.Option("--workspace", "-w", help="Name under GONGKAI_WORKSPACES (or ./workspaces), or a path.")
]


def add(
    sources: Annotated[list[Path], typer.Argument(exists=True, help="Documents, or folders of them.")],
    workspace: WorkspaceOption = DEFAULT_NAME,
    *,
    only: Annotated[bool, typer.Option("--only", help="Forget documents of the workspace that are not given.")] = False,
) -> None:
    """Take documents into a workspace and publish its next database; a bad file is set aside and the rest goes on.

    Example: python -m ingest add reports/ --workspace city
    """
    with explained():
        built = _add(find_workspace(workspace), sources, only=only)
    raise typer.Exit(_exit_code(built))


def build(workspace: WorkspaceOption = DEFAULT_NAME) -> None:
    """Read again what changed, check everything and publish the next database.

    Example: python -m ingest build --workspace city
    """
    with explained():
        space = find_workspace(workspace)
        if not space.root.is_dir():
            raise WorkspaceError(f"There is no workspace {space.root}. Make it by adding reports to it.")
        with space.locked():
            built = _build(space)
    raise typer.Exit(_exit_code(built))


def attributes(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV: organ, year, attribute, value, unit, source.")
    ],
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Take what is known of organs besides reports (population, area, GDP, staff) and publish the next database.

    The table is checked as a whole, and replaces the one before; where a line is wrong nothing is taken.

    Example: python -m ingest attributes population.csv --workspace city
    """
    from ingest.attributes import put_in_place  # noqa: PLC0415 - Polars costs half a second to import

    with explained():
        space = find_workspace(workspace)
        _check_attributes(space, file)
        with space.locked(), put_in_place(space, file):
            _build(space)


def demo() -> None:
    """Print the documents of the fictional city 示例市 again and publish the workspace `demo` from them.

    Example: python -m ingest demo
    """
    with explained(), tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed"
        command = [sys.executable, "-m", DEMO_MODULE, "--out", str(printed)]
        place = Path(__file__).resolve().parents[2]
        say("Printing the documents of 示例市 (虚构数据) …")
        run = subprocess.run(command, cwd=place, capture_output=True, text=True, encoding="utf-8", check=False)
        if run.returncode:
            raise WorkspaceError(f"The documents of the fictional city could not be printed:\n{run.stderr.strip()}")
        _add(find_workspace(DEMO_NAME), [printed], only=True)


def _add(workspace: "Workspace", sources: list[Path], *, only: bool) -> "Built":
    from ingest.intake import take  # noqa: PLC0415

    with workspace.locked():
        with progress("Taking in") as tell:
            taken = take(workspace, sources, only=only, progress=lambda file: tell(0, 0, file))
        _show_taken(taken)
        return _build(workspace)


def _check_attributes(workspace: "Workspace", file: Path) -> None:
    """Refuse a table before anything is built, all of its problems at once."""
    from ingest.attribute_lines import read_attributes  # noqa: PLC0415
    from ingest.attributes import attribute_frame, refuse  # noqa: PLC0415
    from ingest.store import query  # noqa: PLC0415

    supplied = read_attributes(file)
    organs = query(workspace.published(), "select name, short_name from organ").iter_rows()
    _, unplaced = attribute_frame(supplied, ((str(name), str(short)) for name, short in organs))
    refuse(file, [*supplied.problems, *unplaced])


def _build(workspace: "Workspace") -> "Built":
    # Polars and DuckDB cost half a second to import, which the help of a command need not pay.
    from ingest.build import build as build_database  # noqa: PLC0415

    with progress("Reading") as tell:
        built = build_database(workspace, progress=tell)
    _show_built(workspace, built)
    return built


def _show_taken(taken: "Taken") -> None:
    say(f"{len(taken.new)} new documents, {len(taken.known)} known by content, {len(taken.too_large)} too large.")
    if taken.left_out:
        named = ", ".join(taken.left_out[:NAMED_FILES])
        say(
            f"{len(taken.left_out)} companions of reports left out: {named}{' …' * (len(taken.left_out) > NAMED_FILES)}"
        )


def _show_built(workspace: "Workspace", built: "Built") -> None:
    years = f"{built.years[0]}–{built.years[-1]}" if built.years else "none"
    duplicates = f", {built.duplicates} duplicates" if built.duplicates else ""
    say(
        f"{built.documents} documents ({built.read} read anew): {built.reports} reports{duplicates}, "
        f"{built.refused} set aside; {built.organs} organs, years {years}, {built.cells} cells."
    )
    if built.attributes:
        say(f"{built.attributes} attributes of organs (population, area, …) from attributes.csv.")
    failed = built.findings.filter(outcome="fail")
    rows = failed.group_by("severity", "rule").len("findings").sort("severity", "rule").rows()
    show(table(("severity", "rule", "findings"), rows, title="Findings"))
    refused = failed.filter(failed["report_id"].is_null() & (failed["file"] != ""))
    for file, zh, en in refused.select("file", "message_zh", "message_en").rows():
        say(f"Set aside: {file}: {zh if in_chinese() else en}", style="red")
    say(f"Published {built.path}. See the findings: python -m ingest check --workspace {workspace.name}")


def _exit_code(built: "Built") -> int:
    return 1 if built.findings.filter(outcome="fail", severity="error").height else 0
