"""Print the documents of the fictional city: `python -m demo --out FOLDER`."""

from pathlib import Path
from typing import Annotated

import typer

from demo.city import WORKSPACE
from demo.documents import documents, workspace_organs


def write_city(folder: Path) -> int:
    """Write all documents, `organs.csv` and `workspace.toml` into a folder; gives the number of documents."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents():
        (folder / document.name).write_bytes(document.content())
    (folder / "organs.csv").write_text(workspace_organs(), encoding="utf-8")
    (folder / "workspace.toml").write_text(WORKSPACE, encoding="utf-8")
    return len(documents())


def main(out: Annotated[Path, typer.Option(help="Folder for the documents; made where it is missing.")]) -> None:
    """Print the reports of the fictional city 示例市 in every layout, with its planted faults."""
    typer.echo(f"{write_city(out)} documents in {out}", err=True)


if __name__ == "__main__":
    typer.run(main)
