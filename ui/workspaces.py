"""The workspaces the dashboard can open: folders under `GONGKAI_WORKSPACES`, or `./workspaces`."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[1]
FIRST: Final = ("demo", "samples")
"""Shown first, in this order: the fictional city has every year, so a new reader sees every page filled."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with its titles; the folder's name where it says none."""

    name: str
    root: Path
    title_zh: str
    title_en: str


def home() -> Path:
    """Give the folder that holds the workspaces."""
    return Path(os.environ.get("GONGKAI_WORKSPACES") or PROJECT / "workspaces")


def found() -> list[Workspace]:
    """Give the workspaces in which a database is published, the bundled two first, then by name."""
    folder = home()
    if not folder.is_dir():
        return []
    built = [root for root in folder.iterdir() if (root / "database" / "CURRENT").is_file()]
    rank = {name: place for place, name in enumerate(FIRST)}
    return [_workspace(root) for root in sorted(built, key=lambda root: (rank.get(root.name, len(rank)), root.name))]


def _workspace(root: Path) -> Workspace:
    try:
        said = tomllib.loads((root / "workspace.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        # A title is not worth a page that does not open; `python -m ingest build` names the broken file.
        said = {}
    return Workspace(root.name, root, str(said.get("title_zh", root.name)), str(said.get("title_en", root.name)))
