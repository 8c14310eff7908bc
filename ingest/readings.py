"""What reading a document gave, as JSON and back, and the version of the reader that gave it."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.model import Cell, Finding, Identity, NarrativeFigure, Outcome, Passage, Place, Reading, Severity, Status

# What a reading cannot depend on; everything else in ingest/ and the form files are hashed into the reader's version.
NOT_READING = frozenset(
    {
        "commands",
        "rules",
        "build.py",
        "store.py",
        "draft.py",
        "beside.py",
        "trace.py",
        "export.py",
        "organs.py",
        "places.py",
        "divisions.py",
        "divisions_build.py",
        "__main__.py",
    }
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document is set aside: the rule that says so, and what to do, in both languages.

    `lasting` is false where the next try may end otherwise (time, memory): such a refusal is not cached.
    """

    rule: str
    message_zh: str
    message_en: str
    lasting: bool = True

    def finding(self) -> Finding:
        """Give it as an error about the document."""
        return Finding(self.rule, Severity.ERROR, self.message_zh, self.message_en)


Answer = Reading | Refusal


@functools.cache
def reader_version() -> str:
    """Give the version of everything a reading depends on: eight hex digits over the readers' code and the forms.

    A hash, not a number somebody must remember to raise: a mended reader reads every document again.
    """
    package = Path(__file__).parent
    sources = [path for path in package.rglob("*.py") if not NOT_READING & set(path.relative_to(package).parts)]
    digest = hashlib.sha256()
    for path in sorted([*sources, *(package.parent / "data" / "forms").glob("*.toml")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


def answer_to_json(answer: Answer) -> str:
    """Give one line of JSON; half a surrogate pair, which no database holds, becomes `?`."""
    kind = "refusal" if isinstance(answer, Refusal) else "reading"
    text = json.dumps({kind: asdict(answer)}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")


def answer_from_json(text: str) -> Answer:
    """Give back what `answer_to_json` wrote.

    Raises:
        ValueError, KeyError, TypeError: the text is something else.
    """
    written = json.loads(text)
    if "refusal" in written:
        return Refusal(**written["refusal"])
    reading = written["reading"]
    return Reading(
        identity=Identity(**reading["identity"]),
        form=reading["form"],
        cells=tuple(_cell(cell) for cell in reading["cells"]),
        passages=tuple(Passage(**passage) for passage in reading["passages"]),
        findings=tuple(_finding(finding) for finding in reading["findings"]),
        tables=tuple(reading["tables"]),
        excerpt=reading["excerpt"],
        source_note=reading["source_note"],
        narrative=tuple(NarrativeFigure(**figure) for figure in reading["narrative"]),
    )


def cached(folder: Path, sha256: str) -> Answer | None:
    """Give the answer kept for these bytes by this version of the reader; null where there is none, or a torn one."""
    try:
        version, text = (folder / f"{sha256}.json").read_text(encoding="utf-8").split("\n", 1)
        return answer_from_json(text) if version == reader_version() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # reading again is always right


def keep(folder: Path, sha256: str, answer: Answer) -> None:
    """Keep an answer for the next build, unless the next try may end otherwise."""
    if isinstance(answer, Refusal) and not answer.lasting:
        return
    folder.mkdir(exist_ok=True)
    unfinished = folder / f".{sha256}.tmp"
    unfinished.write_text(f"{reader_version()}\n{answer_to_json(answer)}", encoding="utf-8")
    unfinished.replace(folder / f"{sha256}.json")


def _cell(written: dict[str, Any]) -> Cell:
    return Cell(**{**written, "status": Status(written["status"]), "place": Place(**written["place"])})


def _finding(written: dict[str, Any]) -> Finding:
    changed = {
        "severity": Severity(written["severity"]),
        "outcome": Outcome(written["outcome"]),
        "cells": tuple(written["cells"]),
    }
    return Finding(**{**written, **changed})
