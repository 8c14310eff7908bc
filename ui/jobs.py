"""What the dashboard has `python -m ingest` do, each in a process of its own with a time limit; errors are sentences.

The dashboard itself reads no document and writes no database.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from briefing.words import Words
from ui.cache import Database  # noqa: TC001 - Streamlit reads the annotations
from ui.workspaces import PROJECT

if TYPE_CHECKING:
    from ui.view import View

APPLY_SECONDS: Final = 120
"""Applying waits up to 30 s for the lock of the workspace."""

PICTURE_SECONDS: Final = 45
"""Reading one document is stopped by itself after 30 s."""

_LOCALES: Final = {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}
_LONGEST: Final = 400


class JobError(Exception):
    """The process did not do what was asked; the message is a sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The place of a figure: a PNG, or HTML with all text escaped."""

    content: bytes
    is_image: bool


def apply(view: View) -> None:
    """Have the corrections of the ledger applied and published; raises JobError."""
    _run(("apply", "--workspace", str(view.workspace.root)), view.say, APPLY_SECONDS)


def picture(view: View, organ_id: str, year: int, path: str) -> Picture:
    """Give the place of a figure in its document, kept as long as the database is; raises JobError."""
    return _picture(view.database, str(view.workspace.root), (organ_id, str(year), path), view.say)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Words: lambda say: say.language})
def _picture(database: Database, root: str, cell: tuple[str, str, str], say: Words) -> Picture:  # noqa: ARG001 - a key
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "place"
        _run(("picture", *cell, "--to", str(target), "--workspace", root), say, PICTURE_SECONDS)
        file = next(Path(folder).iterdir())
        return Picture(file.read_bytes(), file.suffix == ".png")


def _run(arguments: tuple[str, ...], say: Words, seconds: float) -> str:
    """Give what the command printed."""
    command = [sys.executable, "-m", "ingest", *arguments]
    settings = {**os.environ, "LC_ALL": _LOCALES[say.language], "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env=settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise JobError(say("job.timeout", seconds=round(seconds))) from error
    except OSError as error:
        raise JobError(say("job.failed", reason=error.strerror or str(error))) from error
    if done.returncode == -signal.SIGALRM:
        raise JobError(say("job.timeout", seconds=30))
    if done.returncode:
        raise JobError(say("job.failed", reason=_reason(done.stderr, say)))
    return done.stdout


def _reason(talk: str, say: Words) -> str:
    """Give the last thing that a command said, in the reader's language where it said it in both."""
    lines = [line.strip() for line in talk.splitlines() if line.strip()]
    last = lines[-1] if lines else say("job.silent")
    zh, _, en = last.partition(" / ")
    return (say.pick(zh, en) if en else last)[:_LONGEST]
