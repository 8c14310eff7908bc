"""Where the command line finds a workspace and an organ."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from briefing.words import Words


def database_of(workspace: str, database: Path | None = None) -> Path:
    """Give the published database of a workspace by name or path, or the file that is named instead.

    Raises:
        OSError: there is no such file.
        LookupError: nothing is published there.
    """
    from analysis.load import published  # noqa: PLC0415

    if database is not None:
        if not database.is_file():
            raise FileNotFoundError(f"There is no database {database}. Give the path of a .duckdb file.")
        return database
    root = _root(workspace)
    found = published(root)
    if found is None:
        raise LookupError(
            f"The workspace {root} has no database. Add reports: python -m ingest add FOLDER -w {workspace}"
        )
    return found


def title_of(workspace: str, say: Words) -> str:
    """Give the title of a workspace in the reader's language; its folder's name where it says none."""
    root = _root(workspace)
    try:
        said = tomllib.loads((root / "workspace.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        said = {}
    return str(said.get(say.pick("title_zh", "title_en"), root.name))


def _root(workspace: str) -> Path:
    is_path = "/" in workspace or workspace in {".", ".."}
    return Path(workspace) if is_path else Path(os.environ.get("GONGKAI_WORKSPACES") or "workspaces") / workspace


def find_organ(organs: pl.DataFrame, wanted: str) -> tuple[str, str]:
    """Give id and name of the one organ that is meant.

    Raises:
        LookupError: none or several are; the message lists some.
    """
    rows = organs.select("organ_id", "name", "short_name").rows()
    found = [row for row in rows if wanted in row] or [row for row in rows if wanted in row[1]]
    if len(found) == 1:
        return found[0][0], found[0][1]
    if not found:
        raise LookupError(
            f"No organ here is called {wanted}. Give a part of its name, or look at the organs on screen."
        )
    raise LookupError(f"{wanted} may be {'、'.join(row[1] for row in found[:8])}: give more of the name, or the id.")
