"""`apply`, `correct`, `verdict`, `explain`, `undo` and `history`: what people decide about figures and findings."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands.building import WorkspaceOption
from ingest.commands.console import explained, number, say, show, table
from ingest.workspace import DEFAULT_NAME, find_workspace

if TYPE_CHECKING:
    from ingest.workspace import Workspace
    from ledger import Entry

OrganArgument = Annotated[str, typer.Argument(help="Id, name, or a part of the name that only one organ has.")]
YearArgument = Annotated[int, typer.Argument(help="Report year.")]
WhoOption = Annotated[str, typer.Option("--who", help="Who decides; the login name by default.")]
NoteOption = Annotated[str, typer.Option("--note", help="Why.")]
_WAIT_S = 30


def apply(workspace: WorkspaceOption = DEFAULT_NAME) -> None:
    """Publish corrections that were entered since the last build; only the reports they touch are checked anew.

    Example: python -m ingest apply --workspace city
    """
    with explained():
        if not _apply(find_workspace(workspace)):
            say("There is no correction that the published database does not know.")


def correct(
    organ: OrganArgument,
    year: YearArgument,
    path: Annotated[str, typer.Argument(help="Cell path, as requests.new.total.")],
    value: Annotated[str | None, typer.Argument(help="The right figure.")] = None,
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why the figure that was read is wrong.")],
    source: Annotated[str, typer.Option("--source", help="Where the right figure stands.")],
    who: WhoOption = "",
    blank: Annotated[bool, typer.Option("--blank", help="The cell is to be read as blank.")] = False,
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Put another figure in the place of one that was read; what is printed is kept, and the figure is marked.

    Example: python -m ingest correct 甲木区 2024 licence.decisions 4020 --reason 误读 --source 网站原件第2页 -w demo
    """
    from ingest import decide  # noqa: PLC0415 - SQLAlchemy and Polars cost half a second to import

    with explained():
        space = find_workspace(workspace)
        figure = _figure(value, blank=blank)
        entry = decide.correct(space, organ, year, path, figure, who=_name(who), note=reason, source=source)
        _tell(entry, f"{_quoted(entry)} → {_value(entry)}")
        _apply(space)


def verdict(
    organ: OrganArgument,
    year: YearArgument,
    rule: Annotated[str, typer.Argument(help="Rule of a finding, as `check` shows it.")],
    judgement: Annotated[str, typer.Argument(help="source_error, parse_error, definition or accepted.")],
    *,
    note: NoteOption,
    who: WhoOption = "",
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Say what a finding means: the report is wrong, it was read wrongly, two definitions differ, or it is fine.

    Example: python -m ingest verdict 甲木区 2024 y.carry.total source_error --note 上年结转漏计2件 -w demo
    """
    from ingest import decide  # noqa: PLC0415 - see correct
    from ledger import Judgement  # noqa: PLC0415 - see correct

    with explained():
        if judgement not in set(Judgement):
            raise LookupError(f"{judgement} is no judgement. Choose one of {', '.join(Judgement)}.")
        chosen = Judgement(judgement)
        entry = decide.judge(find_workspace(workspace), organ, year, rule, chosen, who=_name(who), note=note)
        _tell(entry, judgement)
        if chosen is Judgement.PARSE_ERROR:
            say(
                f"Now put the right figure in: python -m ingest correct {entry.organ} {year} PATH VALUE "
                f"--reason … --source … --workspace {workspace}"
            )


def explain(
    organ: OrganArgument,
    year: YearArgument,
    path: Annotated[str, typer.Argument(help="Metric whose figure changed: a cell path.", metavar="METRIC")],
    sentence: Annotated[str, typer.Argument(help="Why it changed since the year before.")],
    *,
    who: WhoOption = "",
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Say in one sentence why a figure changed since the year before.

    Example: python -m ingest explain 甲木区 2024 licence.decisions 新增两项许可事项 -w demo
    """
    from ingest import decide  # noqa: PLC0415 - see correct

    with explained():
        entry = decide.explain(find_workspace(workspace), organ, year, path, sentence, who=_name(who))
        _tell(entry, f"{number(entry.left_value)} → {number(entry.right_value)}")


def undo(
    entry: Annotated[int, typer.Argument(help="Number of the entry, as `history` shows it.")],
    *,
    note: NoteOption,
    who: WhoOption = "",
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Take a decision back; both stay in the history, and an undo can be undone.

    Example: python -m ingest undo 3 --note 看错行了 -w demo
    """
    from ledger import book_of  # noqa: PLC0415 - see correct

    with explained():
        space = find_workspace(workspace)
        undoing = book_of(space.root).undo(entry, who=_name(who), note=note)
        _tell(undoing, f"entry {entry} undone")
        _apply(space)


def history(
    organ: Annotated[str | None, typer.Argument(help="Only of this organ.")] = None,
    year: Annotated[int | None, typer.Argument(help="Only of this report year.")] = None,
    path: Annotated[str | None, typer.Argument(help="Only about this cell, rule or metric.")] = None,
    workspace: WorkspaceOption = DEFAULT_NAME,
) -> None:
    """Show what was decided, by whom and why, the newest first.

    Example: python -m ingest history 甲木区 2024 --workspace demo
    """
    from ingest.trace import find_organ  # noqa: PLC0415 - see correct
    from ledger import book_of, standing  # noqa: PLC0415 - see correct

    with explained():
        space = find_workspace(workspace)
        organ_id = find_organ(space.published(), organ)[0] if organ else None
        entries = book_of(space.root).history(organ_id, year, path)
        states = standing(entries)
        columns = ("entry", "at (UTC)", "kind", "organ", "year", "about", "decision", "who", "why", "source", "state")
        show(table(columns, [_row(each, states[each.entry_id]) for each in entries]))
        say(f"{len(entries)} entries.")


def _apply(space: "Workspace") -> bool:
    """Publish what is new in the ledger and say so; false where nothing is."""
    from ingest.apply import apply as apply_corrections  # noqa: PLC0415 - see correct

    with space.locked(_WAIT_S):
        done = apply_corrections(space)
    if done is None:
        return False
    anew = f"{done.reports} reports checked anew" if done.reports else "all reports checked anew"
    say(f"Published {done.path}: {done.corrections} corrections, {anew}.")
    return True


def _figure(value: str | None, *, blank: bool) -> float | None:
    if (value is None) != blank:
        raise LookupError("Give the right figure, or --blank where the cell holds none.")
    if value is None:
        return None
    try:
        return float(value.replace(",", ""))
    except ValueError as error:
        raise LookupError(f"{value} is no figure. Write digits, as 1204 or 0.37.") from error


def _name(who: str) -> str:
    return who or getpass.getuser()


def _tell(entry: "Entry", decision: str) -> None:
    say(f"Entry {entry.entry_id}: {entry.organ} {entry.year} {entry.target}: {decision} ({entry.who}: {entry.note})")


def _row(entry: "Entry", state: str) -> tuple[object, ...]:
    at = entry.at.strftime("%Y-%m-%d %H:%M")
    about = (str(entry.kind), entry.organ, entry.year, entry.target, decision(entry))
    return entry.entry_id, at, *about, entry.who, entry.note, entry.source, state.replace("_", " ")


def decision(entry: "Entry") -> str:
    """Give what an entry decides in a few words."""
    if entry.undoes is not None:
        return f"undoes {entry.undoes}"
    if entry.kind == "correction":
        return f"{_quoted(entry)} → {_value(entry)}"
    left, right = (number(side) or "–" for side in (entry.left_value, entry.right_value))
    return f"{entry.judgement} ({left} / {right})" if entry.judgement else f"{left} → {right}"


def sourced(entry: "Entry") -> str:
    """Give who decided, when, and by which source."""
    source = f"; {entry.source}" if entry.source else ""
    return f"{entry.who}, {entry.at:%Y-%m-%d %H:%M} UTC{source}"


def _quoted(entry: "Entry") -> str:
    return "no cell" if entry.printed is None else f"“{entry.printed}”"


def _value(entry: "Entry") -> str:
    return number(entry.value) or "blank"
