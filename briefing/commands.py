"""The briefings on the command line: `annual`, `profile` and `reply`, as Word, PowerPoint, PDF or Excel."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from briefing.places import database_of, find_organ, title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.load import Connection
    from briefing.plan import Plan
    from briefing.source import Source

FAILED = 2

Out = Annotated[Path, typer.Option(help="File that ends in .docx, .pptx, .pdf or .xlsx.")]
Workspace = Annotated[str, typer.Option("--workspace", "-w", help="Name or path of a workspace.")]
Language = Annotated[str, typer.Option("--language", "-l", help="zh or en.")]
Year = Annotated[int | None, typer.Option(help="Report year; the latest well covered one where left out.")]
Start = Annotated[int | None, typer.Option(help="Year to compare with; the year before where left out.")]
Organ = Annotated[str, typer.Option(help="Id, name, or a part of the name that only one organ has.")]
Template = Annotated[Path | None, typer.Option(help="Your own .docx or .pptx with placeholders.")]
Plain = Annotated[bool, typer.Option("--plain", help="Word without the style of official documents.")]


def annual(
    out: Out,
    *,
    workspace: Workspace = "default",
    organ: Annotated[str, typer.Option(help="The superior; all districts where left out.")] = "",
    year: Year = None,
    start: Start = None,
    language: Language = "zh",
    template: Template = None,
    plain: Plain = False,
) -> None:
    """Write the yearly comparison of all districts of a city.

    Example: python -m briefing annual --workspace demo --out annual.docx
    """

    def plan(source: Source) -> Plan:
        from briefing import templates  # noqa: PLC0415

        end = _year(source, year)
        superior = find_organ(source.known.organs, organ) if organ else None
        asked = templates.below(source, superior[0] if superior else None, end)
        whose = source.names[superior[0]] if superior else source.workspace_title
        return templates.annual(source, asked, end, start, whose)

    _write(plan, out, workspace, language, template=template, plain=plain)


def profile(
    out: Out,
    organ: Organ,
    *,
    workspace: Workspace = "default",
    year: Year = None,
    start: Start = None,
    language: Language = "zh",
    template: Template = None,
    plain: Plain = False,
) -> None:
    """Write one organ's figures beside its peers.

    Example: python -m briefing profile --workspace demo --organ 甲木区人民政府 --out profile.pptx
    """

    def plan(source: Source) -> Plan:
        from briefing import templates  # noqa: PLC0415

        return templates.profile(source, find_organ(source.known.organs, organ)[0], _year(source, year), start)

    _write(plan, out, workspace, language, template=template, plain=plain)


def reply(
    out: Out,
    organ: Organ,
    *,
    workspace: Workspace = "default",
    year: Annotated[
        list[int] | None, typer.Option(help="Report year, may be repeated; the latest if left out.")
    ] = None,
    language: Language = "zh",
    template: Template = None,
    plain: Plain = False,
) -> None:
    """Write the answer to a reporting organ: what to mend in its reports.

    Example: python -m briefing reply --workspace demo --organ 丁火县人民政府 --year 2023 --out reply.docx
    """

    def plan(source: Source) -> Plan:
        from briefing import templates  # noqa: PLC0415

        found = find_organ(source.known.organs, organ)[0]
        return templates.reply(source, found, tuple(year) if year else (_year(source, None),))

    _write(plan, out, workspace, language, template=template, plain=plain)


def _year(source: Source, asked: int | None) -> int:
    from analysis.headline import latest_good_year  # noqa: PLC0415

    if asked is not None:
        return asked
    return latest_good_year(source.known.organs, source.known.reports) or source.years[-1]


def _write(
    plan: Callable[[Source], Plan],
    out: Path,
    workspace: str,
    language: str,
    *,
    template: Path | None,
    plain: bool,
) -> None:
    # Imported here, so that help and mistakes in the arguments are answered at once.
    from analysis.load import open_database  # noqa: PLC0415
    from briefing.source import source_of  # noqa: PLC0415
    from briefing.words import words  # noqa: PLC0415
    from briefing.write import KINDS, written  # noqa: PLC0415

    kind = out.suffix.lower().removeprefix(".")
    try:
        if kind not in KINDS:
            raise ValueError(f"{out} must end in {', '.join(f'.{each}' for each in KINDS)}.")  # noqa: TRY301
        if language not in ("zh", "en"):
            raise ValueError(f"--language {language}: zh or en.")  # noqa: TRY301
        own = None if template is None else template.read_bytes()
        with open_database(database_of(workspace)) as con:
            say = words("en" if language == "en" else "zh")
            source = source_of(con, say, title_of(workspace, say))
            filled = _filled(con, source, plan(source))
        out.write_bytes(written(filled, kind, official=not plain, template=own))
    except (LookupError, ValueError, OSError) as error:
        typer.echo(str(error.args[0] if isinstance(error, KeyError) else error), err=True)
        raise typer.Exit(FAILED) from error
    typer.echo(f"{filled.title}: {out}", err=True)


def _filled(con: Connection, source: Source, plan: Plan) -> Any:  # noqa: ANN401 - the type would load polars
    from briefing.fill import fill  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=len(plan.questions))
        today = dt.datetime.now().astimezone().date()
        return fill(con, source, plan, today, lambda done, _: shown.update(task, completed=done))
