"""The command line: `python -m ingest`, also `gongkai`."""

from __future__ import annotations

import typer

from ingest.commands import building, checking, deciding, looking, reading

app = typer.Typer(
    help="Yearly reports on government information disclosure: documents in, one checked database out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    reading.read,
    building.add,
    building.build,
    building.attributes,
    checking.check,
    looking.trace,
    looking.picture,
    building.demo,
    looking.export,
    deciding.apply,
    deciding.verdict,
    deciding.explain,
    deciding.undo,
    deciding.history,
):
    app.command()(command)
# A figure such as -3 is no option.
app.command(context_settings={"ignore_unknown_options": True})(deciding.correct)

if __name__ == "__main__":
    app(prog_name="python -m ingest")
