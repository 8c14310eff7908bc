"""What commands say and where: tables to standard output, talk to standard error, one line per mistake."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from ingest.workspace import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

INTERRUPTED = 130
FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
PIPE_COLUMNS = 400  # a table that goes to a file or a pipe must not lose text to a width nobody has


def say(*words: str, style: str | None = None) -> None:
    """Print to standard error, wrapped but never cut; brackets in file names are no markup."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(*words, style=style, markup=False)


def show(table: Table) -> None:
    """Print a table to standard output."""
    width = None if sys.stdout.isatty() else PIPE_COLUMNS
    Console(width=width, highlight=False, markup=False).print(table)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> Table:
    """Give a table of texts; numbers are written as people write them, null as nothing."""
    drawn = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*(number(cell) if isinstance(cell, float) else "" if cell is None else str(cell) for cell in row))
    return drawn


def pairs(rows: Iterable[tuple[str, str]]) -> Table:
    """Give two columns without lines: what, and what it is."""
    drawn = Table.grid(padding=(0, 2))
    for name, text in rows:
        drawn.add_row(name, text)
    return drawn


def number(value: float | None) -> str:
    """Give a number without a needless `.0`; nothing for null.

    >>> number(16.0), number(0.37), number(None)
    ('16', '0.37', '')
    """
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def in_chinese() -> bool:
    """Tell whether the terminal's language is Chinese; messages of findings come in both languages."""
    chosen = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return chosen.lower().startswith("zh")


@contextmanager
def explained() -> Iterator[None]:
    """Turn what can go wrong into one message that names the way out, and an exit code."""
    try:
        yield
    except KeyboardInterrupt as error:
        _stopped(error)
    except LookupError as error:
        if type(error) is not LookupError:  # a KeyError or IndexError is a mistake of ours
            raise
        _fail(str(error), 2, error)
    except (WorkspaceError, ValueError) as error:
        _fail(str(error), 1, error)
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        raise
    except OSError as error:
        _fail(_disk_message(error), 1, error)
    except Exception as error:
        # DuckDB and the ledger are only imported by commands that use them: the module's name tells their errors.
        origin = type(error).__module__
        if origin.startswith("ledger"):
            _fail(str(error), 1, error)
        if "duckdb" not in origin:
            raise
        _fail(_database_message(error), 1, error)


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int, str], None]]:
    """Draw a bar on standard error while documents are worked on; none where nobody looks or there is nothing to do."""
    # Rich's progress costs time to import that a single `read` need not pay.
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    name = TextColumn("{task.fields[name]}", markup=False)
    bar = Progress(*columns, name, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with bar:
        task = bar.add_task(words, total=None, name="")
        yield lambda done, total, file: bar.update(task, completed=done, total=total, name=file)


def _stopped(error: BaseException) -> None:
    say("Stopped. The published database is what it was before; documents that were taken in stay taken in.")
    raise typer.Exit(INTERRUPTED) from error


def _fail(message: str, code: int, error: BaseException) -> None:
    say(message, style="red")
    raise typer.Exit(code) from error


def _disk_message(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in FULL_DISK:
        return f"The disk is full{where}. The published database is unchanged. Free some space and repeat the command."
    return f"{error.strerror or error}{where}. The published database is unchanged. Check the path and its permissions."


def _database_message(error: Exception) -> str:
    reason = str(error).strip().splitlines()[0]
    return (
        f"The database could not be written or read: {reason}. What was published before is unchanged. "
        "If the disk is full, free some space and repeat the command."
    )
