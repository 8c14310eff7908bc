"""What people supply of organs besides reports (population, area, …): table `attribute`, whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import polars as pl

from ingest.attribute_lines import Problem
from ingest.organs import organ_id
from ingest.workspace import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ingest.attribute_lines import Attribute, Supplied
    from ingest.workspace import Workspace

NAME = "attributes.csv"
ATTRIBUTE = pl.Schema(
    {
        "organ_id": pl.String(),
        "year": pl.Int64(),
        "attribute": pl.String(),
        "value": pl.Float64(),
        "unit": pl.String(),
        "written": pl.String(),
        "source": pl.String(),
    }
)
_LISTED = 20


def attribute_frame(supplied: Supplied, organs: Iterable[tuple[str, str]]) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Give table `attribute`, sorted by organ, year and attribute, and the problems met on the way.

    Args:
        supplied: the lines.
        organs: full and short name of every organ; a line may use either, the short one only where it is one organ's.
    """
    full: dict[str, set[str]] = {}
    for name, short in organs:
        full.setdefault(short, set()).add(name)
        full[name] = {name}
    rows: dict[tuple[str, int, str], Attribute] = {}
    problems: list[Problem] = []
    for each in supplied.attributes:
        names = full.get(each.organ, set())
        if len(names) != 1:
            problems.append(Problem(each.line, _no_organ(each.organ, names)))
            continue
        key = (organ_id(next(iter(names))), each.year, each.attribute)
        before = rows.setdefault(key, each)
        if before.value != each.value:
            problems.append(Problem(each.line, _contradicts(before, each)))
    frame = pl.DataFrame(
        [(*key, row.value, row.unit, row.written, row.source) for key, row in sorted(rows.items())],
        schema=ATTRIBUTE,
        orient="row",
    )
    return frame, tuple(problems)


def refuse(path: Path, problems: Sequence[Problem]) -> None:
    """Refuse the whole table where one line is wrong.

    Raises:
        WorkspaceError: there are problems; each is a sentence with its line.
    """
    if not problems:
        return
    ordered = sorted(problems, key=lambda problem: problem.line)
    lines = [f"{path}, line {problem.line}: {problem.text}" for problem in ordered[:_LISTED]]
    more = len(ordered) - _LISTED
    raise WorkspaceError("\n".join([*lines, *([f"… and {more} more lines like these."] if more > 0 else [])]))


@contextmanager
def put_in_place(workspace: Workspace, file: Path) -> Iterator[None]:
    """Make a table that of the workspace while a build takes it along; after a failure the one before is back.

    The caller holds the lock.
    """
    place = workspace.root / NAME
    new, before = file.read_bytes(), place.read_bytes() if place.exists() else None
    _write(place, new)
    try:
        yield
    except BaseException:
        _write(place, before)
        raise


def _write(place: Path, content: bytes | None) -> None:
    if content is None:
        place.unlink(missing_ok=True)
        return
    unfinished = place.with_name(f".{place.name}.taking")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)


def _no_organ(name: str, names: set[str]) -> str:
    if names:
        return f"{name} may be {' or '.join(sorted(names))}. Write the full name."
    return f"{name} is no organ of this workspace. Write its full name as in the reports, or add it to organs.csv."


def _contradicts(before: Attribute, each: Attribute) -> str:
    return (
        f"{each.attribute} of {each.organ} in {each.year} is {each.written} here and {before.written} on line "
        f"{before.line}. Keep the right one."
    )
