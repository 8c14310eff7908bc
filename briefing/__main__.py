"""The command line of what leaves the house: check reports to send back, and briefings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path  # noqa: TC003 - typer asks for it at run time
from typing import TYPE_CHECKING, Annotated, Final

import typer

from briefing import commands
from briefing.places import database_of, find_organ

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from analysis.check_report import CheckReport
    from analysis.load import Connection

FAILED: Final = 2
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def main() -> None:
    """Files to hand on, from a published database."""


for _command in (commands.annual, commands.profile, commands.reply):
    app.command()(_command)


@app.command()
def check(
    out: Annotated[Path, typer.Option(help="File that ends in .xlsx or .docx.")],
    *,
    workspace: Annotated[str, typer.Option("--workspace", "-w", help="Name or path of a workspace.")] = "default",
    database: Annotated[Path | None, typer.Option(help="A database file, instead of a workspace.")] = None,
    organ: Annotated[str, typer.Option(help="Id, name, or a part of the name that only one organ has.")] = "",
    year: Annotated[int | None, typer.Option(help="Report year; all years of the organ where left out.")] = None,
    report: Annotated[list[str] | None, typer.Option(help="ORGAN_ID:YEAR of one report; may be repeated.")] = None,
    children: Annotated[bool, typer.Option("--children", help="The direct subordinates instead of the organ.")] = False,
) -> None:
    """Write what an organ, or all organs below it, have to mend in their reports.

    Example: python -m briefing check --workspace demo --organ 示例市人民政府 --children --year 2023 --out mend.xlsx
    """
    # Imported here, so that help and mistakes in the arguments are answered at once.
    from analysis.load import open_database  # noqa: PLC0415

    try:
        write = _writer(out)
        with open_database(database_of(workspace, database)) as con:
            made = _asked(con, organ, year, report or [], children=children)
        out.write_bytes(write(made, dt.datetime.now().astimezone().date()))
    except (LookupError, ValueError, OSError) as error:
        _fail(error)
    typer.echo(f"{made.mends.height} faults, {made.unchecked['count'].sum()} unchecked: {out}", err=True)


def _fail(error: Exception) -> None:
    typer.echo(str(error), err=True)
    raise typer.Exit(FAILED) from error


def _writer(out: Path) -> Callable[[CheckReport, dt.date], bytes]:
    from briefing import check_document, check_sheet  # noqa: PLC0415

    writers = {".xlsx": check_sheet.xlsx, ".docx": check_document.docx_of}
    if out.suffix.lower() not in writers:
        raise ValueError(f"{out} must end in .xlsx or .docx.")
    return writers[out.suffix.lower()]


def _asked(con: Connection, organ: str, year: int | None, only: list[str], *, children: bool) -> CheckReport:
    from analysis.check_report import check_report, children_of, reported_years  # noqa: PLC0415
    from analysis.load import organs  # noqa: PLC0415

    known = organs(con)
    if only:
        pairs = [_pair(text, known) for text in only]
        names = known.filter(known["organ_id"].is_in([pair[0] for pair in pairs]))["name"].to_list()
        return check_report(con, "、".join(names), pairs)
    if not organ:
        raise ValueError("Say whose report: --organ NAME, or --report ORGAN_ID:YEAR.")
    organ_id, name = find_organ(known, organ)
    if children:
        return check_report(con, f"{name}下级机关", children_of(con, organ_id, year))
    years = [year] if year is not None else reported_years(con, organ_id)
    if not years:
        raise LookupError(f"{name} has no report here. Give --year for a year that is missing, or --children.")
    return check_report(con, name, [(organ_id, each) for each in years])


def _pair(text: str, known: pl.DataFrame) -> tuple[str, int]:
    organ_id, _, year = text.rpartition(":")
    if not year.isdigit() or organ_id not in known["organ_id"]:
        raise LookupError(f"--report {text}: write the id of an organ of this database and a year, as a8af0d78:2024.")
    return organ_id, int(year)


if __name__ == "__main__":
    app(prog_name="python -m briefing")
