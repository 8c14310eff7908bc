"""A workspace: one folder with documents, what was read from them, and the databases built from that."""

from __future__ import annotations

import csv
import fcntl
import os
import time
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

DEFAULT_NAME = "default"
LOOK_AGAIN_S = 0.05  # how often a waiting process looks whether the lock is free
INDEX_FIELDS = ("number", "sha256", "suffix", "file", "added")


class WorkspaceError(Exception):
    """The workspace cannot do what was asked; the message names the file and the way out."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `workspace.toml` says: the titles on screen, and whether everything in it is invented."""

    title_zh: str
    title_en: str
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One document of a workspace: the name it came with, and its bytes by content hash.

    `number` counts the documents in the order of adding. `sha256` is '' where the bytes were not taken in because
    there are too many of them; such an entry keeps the refusal visible.
    """

    number: int
    sha256: str
    suffix: str
    file: str
    added: str

    @property
    def stored_name(self) -> str:
        """Name under `reports/` or `refused/`."""
        return f"{self.sha256}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of a workspace; nothing is read or made before a method is called."""

    root: Path

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.root.name

    @property
    def database(self) -> Path:
        """Folder of the published databases and the pointer `CURRENT`."""
        return self.root / "database"

    @property
    def readings(self) -> Path:
        """Folder of the cached readings, one JSON file per document."""
        return self.root / "readings"

    def settings(self) -> Settings:
        """Give the titles; the folder's name where `workspace.toml` is missing.

        Raises:
            WorkspaceError: the file is no TOML or lacks a title.
        """
        path = self.root / "workspace.toml"
        if not path.exists():
            return Settings(title_zh=self.name, title_en=self.name)
        try:
            written = tomllib.loads(path.read_text(encoding="utf-8"))
            return Settings(str(written["title_zh"]), str(written["title_en"]), bool(written.get("fictional", False)))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise WorkspaceError(f"{path} is not valid TOML: {error}. Mend the file and build again.") from error
        except KeyError as error:
            raise WorkspaceError(f"{path} lacks {error}. Write title_zh and title_en into it.") from error

    def documents(self) -> list[StoredDocument]:
        """Give all documents in the order of adding; empty for a new workspace."""
        path = self.root / "documents.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        try:
            documents = [StoredDocument(int(row["number"]), *(row[key] for key in INDEX_FIELDS[1:])) for row in rows]
        except (KeyError, TypeError, ValueError) as error:
            raise WorkspaceError(
                f"{path} is damaged ({error}). Restore it from a backup, or add the files again."
            ) from error
        return sorted(documents, key=lambda document: document.number)

    def write_documents(self, documents: Iterable[StoredDocument]) -> None:
        """Replace the list of documents, whole or not at all."""
        unfinished = self.root / "documents.csv.tmp"
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(INDEX_FIELDS)
            rows.writerows([getattr(document, key) for key in INDEX_FIELDS] for document in documents)
        unfinished.replace(self.root / "documents.csv")

    def path_of(self, document: StoredDocument) -> Path:
        """Give the place of the stored bytes: `reports/`, or `refused/` where they were set aside."""
        refused = self.root / "refused" / document.stored_name
        return refused if refused.exists() else self.root / "reports" / document.stored_name

    def set_aside(self, document: StoredDocument, reason: str | None) -> None:
        """Move a document to `refused/` with its reason beside it, or back to `reports/` when there is none."""
        if not document.sha256:
            return
        refused = self.root / "refused" / document.stored_name
        note = refused.with_name(f"{refused.name}.reason.txt")
        if reason is None:
            if refused.exists():
                refused.replace(self.root / "reports" / refused.name)
                note.unlink(missing_ok=True)
            return
        refused.parent.mkdir(exist_ok=True)
        taken = self.root / "reports" / document.stored_name
        if taken.exists():
            taken.replace(refused)
        note.write_text(f"{document.file}\n{reason}\n", encoding="utf-8")

    def published(self) -> Path:
        """Give the current database.

        Raises:
            WorkspaceError: nothing has been published here yet.
        """
        pointer = self.database / "CURRENT"
        if not pointer.exists():
            raise WorkspaceError(
                f"The workspace {self.root} has no database yet. Add reports: "
                f"python -m ingest add FILE_OR_FOLDER --workspace {self.name}"
            )
        return self.database / pointer.read_text(encoding="utf-8").strip()

    @contextmanager
    def locked(self, wait_s: float = 0) -> Iterator[None]:
        """Keep every other builder out of this workspace; the lock ends with the process, however it ends.

        Raises:
            WorkspaceError: another process is building, and was not done after `wait_s`.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("a+", encoding="utf-8") as lock:
            deadline = time.monotonic() + wait_s
            while not _is_ours(lock):
                if time.monotonic() >= deadline:
                    raise WorkspaceError(
                        f"Another build is running in {self.root}. Wait until it is done, then repeat the command."
                    )
                time.sleep(LOOK_AGAIN_S)
            yield


def _is_ours(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def find_workspace(name_or_path: str) -> Workspace:
    """Give the workspace of that name, or at that path where the text has a slash in it.

    Names live under `GONGKAI_WORKSPACES`, or `./workspaces` where that is not set.
    """
    if "/" in name_or_path or os.sep in name_or_path or name_or_path in {".", ".."}:
        return Workspace(Path(name_or_path).resolve())
    return Workspace(Path(os.environ.get("GONGKAI_WORKSPACES") or "workspaces").resolve() / name_or_path)
