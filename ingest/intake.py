"""Files and folders into a workspace, by content hash; nothing is taken twice and nothing is read here."""

from __future__ import annotations

import hashlib
import itertools
import re
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ingest.workspace import StoredDocument, Workspace, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SIZE_LIMIT_BYTES = 50 * 1024 * 1024
CONFIGURATION = ("workspace.toml", "organs.csv", "attributes.csv")

# Companions of documents in a folder: lists, settings and notes of people, never a published report.
COMPANION_SUFFIXES = frozenset({".toml", ".csv", ".json", ".jsonl", ".py"})


@dataclass(slots=True)
class Taken:
    """What became of the files given to `take`, by the names they came with."""

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def take(
    workspace: Workspace,
    sources: Iterable[Path],
    *,
    only: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Taken:
    """Take files and folders into the workspace; what it holds already, by content, is not taken twice.

    A folder's `workspace.toml`, `organs.csv` and `attributes.csv` become those of the workspace; other companions of
    documents (README, `.json`, …) are left out of a folder, but taken where they are named one by one. The caller holds
    the lock.

    Args:
        workspace: made where it does not exist.
        sources: files, and folders that are searched at any depth.
        only: forget the documents that are not among `sources`.
        progress: told the name of each file before it is taken.

    Raises:
        WorkspaceError: a source does not exist.
        OSError: the disk is full or not writable; what was taken before stays taken.
    """
    sources = [_existing(source) for source in sources]
    (workspace.root / "reports").mkdir(parents=True, exist_ok=True)
    for leftover in workspace.root.rglob(".*.taking"):  # of a command that was killed while it copied
        leftover.unlink()
    previous = {_key(document): document for document in workspace.documents()}
    intake = _Intake(workspace, previous, {} if only else dict(previous))
    try:
        for source in sources:
            for path, file in _files(source, intake.taken):
                progress(file)
                intake.take(path, file)
            _take_configuration(workspace, source)
    finally:  # also on Ctrl-C and on a full disk: what lies in reports/ stays known
        workspace.write_documents(intake.documents.values())
    if only:
        _remove_forgotten(workspace, previous.values(), intake.documents)
    return intake.taken


def content_hash(path: Path) -> str:
    """Give the sha256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def printable(file: str) -> str:
    """Give a file name that every database and terminal can hold: undecodable bytes and controls become `?`.

    >>> printable("报告" + chr(0xDCFF) + chr(27) + ".txt")
    '报告??.txt'
    """
    return "".join(character if character.isprintable() else "?" for character in file)


class _Intake:
    """The list of documents while files are taken; `documents` is keyed by content, see `_key`."""

    def __init__(
        self, workspace: Workspace, previous: dict[str, StoredDocument], documents: dict[str, StoredDocument]
    ) -> None:
        self.documents = documents
        self.taken = Taken()
        self._reports = workspace.root / "reports"
        self._previous = previous
        self._numbers = itertools.count(1 + max((document.number for document in previous.values()), default=0))

    def take(self, path: Path, file: str) -> None:
        """Take one file, or note that it is too large."""
        self.documents.pop(_too_large_key(file), None)
        if path.stat().st_size > SIZE_LIMIT_BYTES:
            self._note("", path, file)
            self.taken.too_large.append(file)
            return
        sha256 = content_hash(path)
        if sha256 in self.documents:
            self.taken.known.append(file)
        elif sha256 in self._previous:
            self.documents[sha256] = replace(self._previous[sha256], file=file)
            self.taken.known.append(file)
        else:
            _copy(path, self._reports / f"{sha256}{_suffix(path)}")
            self._note(sha256, path, file)
            self.taken.new.append(file)

    def _note(self, sha256: str, path: Path, file: str) -> None:
        added = datetime.now(UTC).isoformat(timespec="seconds")
        document = StoredDocument(next(self._numbers), sha256, _suffix(path), file, added)
        self.documents[_key(document)] = document


def _key(document: StoredDocument) -> str:
    return document.sha256 or _too_large_key(document.file)


def _too_large_key(file: str) -> str:
    return f"too large: {file}"


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ".bin"


def _existing(source: Path) -> Path:
    if not source.exists():
        raise WorkspaceError(f"{source} does not exist. Check the path.")
    if not source.is_dir() and not source.is_file():
        raise WorkspaceError(f"{source} is neither a file nor a folder. Save the document to a file first.")
    return source


def _files(source: Path, taken: Taken) -> Iterator[tuple[Path, str]]:
    """Give the documents of a source with the name to keep: the file's own, or its path within the folder."""
    if source.is_file():
        yield source, printable(source.name)
        return
    for path in sorted(source.rglob("*")):
        file = path.relative_to(source)
        if not path.is_file() or any(part.startswith(".") for part in file.parts) or str(file) in CONFIGURATION:
            continue
        if path.suffix.lower() in COMPANION_SUFFIXES or path.name.upper().startswith("README"):
            taken.left_out.append(printable(str(file)))
            continue
        yield path, printable(str(file))


def _take_configuration(workspace: Workspace, source: Path) -> None:
    for name in CONFIGURATION:
        if (source / name).is_file():
            _copy(source / name, workspace.root / name)


def _copy(source: Path, target: Path) -> None:
    """Copy so that a target is there whole or not at all."""
    unfinished = target.with_name(f".{target.name}.taking")
    try:
        shutil.copyfile(source, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _remove_forgotten(
    workspace: Workspace, previous: Iterable[StoredDocument], documents: dict[str, StoredDocument]
) -> None:
    for document in previous:
        if document.sha256 and document.sha256 not in documents:
            workspace.set_aside(document, None)
            workspace.path_of(document).unlink(missing_ok=True)
            (workspace.readings / f"{document.sha256}.json").unlink(missing_ok=True)
