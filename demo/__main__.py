"""Print the documents of the fictional city: `python -m demo --out FOLDER`."""

from pathlib import Path
from typing import Annotated

import typer

from demo.attributes import attributes_csv
from demo.city import WORKSPACE
from demo.documents import documents, workspace_organs
from demo.earlier import earlier_lists


def write_city(folder: Path) -> int:
    """Write all documents and the three files of a workspace into a folder; gives the number of documents."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents():
        (folder / document.name).write_bytes(document.content())
    (folder / "organs.csv").write_text(workspace_organs(), encoding="utf-8")
    (folder / "attributes.csv").write_text(attributes_csv(), encoding="utf-8")
    (folder / "workspace.toml").write_text(WORKSPACE, encoding="utf-8")
    return len(documents())


def write_earlier(folder: Path) -> int:
    """Write the lists of years before 2019, which show where series break; gives their number."""
    for each in earlier_lists():
        (folder / each.name).write_text(each.text, encoding="utf-8")
    return len(earlier_lists())


def main(
    out: Annotated[Path, typer.Option(help="Folder for the documents; made where it is missing.")],
    *,
    earlier: Annotated[bool, typer.Option("--earlier", help="Add lists of 2017 and 2018, to see the break.")] = False,
) -> None:
    """Print the reports of the fictional city 示例市 in every layout, with its planted faults."""
    count = write_city(out) + (write_earlier(out) if earlier else 0)
    typer.echo(f"{count} documents in {out}", err=True)


if __name__ == "__main__":
    typer.run(main)
