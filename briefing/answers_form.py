"""Annex tables: every row that the form has, a column an organ, with the reason for each number that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from analysis import layout, load
from briefing import remarks
from briefing.content import Figures
from briefing.tables import Table

if TYPE_CHECKING:
    from analysis.load import Connection
    from briefing.content import Block
    from briefing.plan import Question
    from briefing.source import Source

ABREAST: Final = 8
"""Organs beside each other on a page on its side."""


def form_table(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give a form table of the end year: all its cells for one organ, of table three only the totals for several."""
    year, organs = question.years[-1], question.organs
    forms = dict(
        source.known.reports.filter((pl.col("year") == year) & pl.col("organ_id").is_in(list(organs)))
        .select("organ_id", "form")
        .iter_rows()
    )
    paths = _paths(question.subject, set(forms.values()), only_totals=len(organs) > 1)
    facts = load.facts(con, paths, organs, (year,))
    known = {
        (organ, path): (value, status)
        for organ, path, value, status in facts.select("organ_id", "path", "value", "status").iter_rows()
    }
    title = source.say(f"briefing.form.{question.subject}", year=year)
    if question.subject == "three" and len(organs) == 1:
        caption = remarks.caption(source, title, source.say("briefing.cases"))
        return [Figures(_grid(source, organs[0], known, forms), caption, wide=True)]
    chunks = [organs[at : at + ABREAST] for at in range(0, len(organs), ABREAST)]
    blocks: list[Block] = []
    for place, chunk in enumerate(chunks, start=1):
        named = title if len(chunks) == 1 else f"{title} ({place}/{len(chunks)})"
        table = _table(source, paths, chunk, known, forms)
        blocks.append(Figures(table, remarks.caption(source, named, ""), wide=True))
    return blocks


def _paths(table: str, forms: set[str], *, only_totals: bool) -> list[str]:
    """Give the paths of a table in the order of print, of the newest form first; cells of other forms follow."""
    rows = [
        (row, path)
        for form in sorted(forms, reverse=True)
        for of, _, row, column, path in layout.places(form).iter_rows()
        if of == table and not (only_totals and table == "three" and column != "total")
    ]
    return list(dict.fromkeys(path for _, path in rows))


def _table(
    source: Source,
    paths: list[str],
    organs: tuple[str, ...],
    known: dict[tuple[str, str], tuple[float | None, str]],
    forms: dict[str, str],
) -> Table:
    say, names = source.say, source.names
    titles = {
        row["metric"]: row for row in say.localized(source.known.metrics).select("metric", "title", "unit").to_dicts()
    }
    frame = pl.DataFrame(
        {
            "title": [str(titles[path]["title"]) if path in titles else path for path in paths],
            "unit": [str(titles[path]["unit"]) if path in titles else "" for path in paths],
            **{organ: [known.get((organ, path), (None, ""))[0] for path in paths] for organ in organs},
            "note": [_why(source, path, organs, known, forms) for path in paths],
        },
        schema_overrides=dict.fromkeys(organs, pl.Float64),
    )
    headers = {name: say(f"column.{name}") for name in ("title", "unit", "note")} | {
        organ: names[organ] for organ in organs
    }
    return Table(frame, headers)


def _grid(
    source: Source, organ: str, known: dict[tuple[str, str], tuple[float | None, str]], forms: dict[str, str]
) -> Table:
    """Give table three of one organ as it is printed: a row of the form by applicants and total."""
    say, titles = source.say, _titles(source)
    grid = layout.as_printed(
        layout.places(forms.get(organ, "")).filter(pl.col("table") == "three"),
        pl.Series([path for _, path in known], dtype=pl.String),
    )
    rows = [(str(row[0]), cells) for row, cells in grid.group_by("row", maintain_order=True)]
    columns = list(dict.fromkeys(grid["column"]))
    reasons = [[_why(source, path, (organ,), known, forms) for path in cells["path"]] for _, cells in rows]
    frame = pl.DataFrame(
        {
            "title": [titles.get(f"{layout.PREFIX}.{row}.total", row) for row, _ in rows],
            **{
                column: [known.get((organ, f"{layout.PREFIX}.{row}.{column}"), (None, ""))[0] for row, _ in rows]
                for column in columns
            },
            "note": [say.pick("；", "; ").join(dict.fromkeys(filter(None, texts))) for texts in reasons],
        },
        schema_overrides=dict.fromkeys(columns, pl.Float64),
    )
    headers = {name: say(f"column.{name}") for name in ("title", "note")}
    return Table(frame, headers | {column: say(f"form.column.applicant.{column}") for column in columns})


def _titles(source: Source) -> dict[str, str]:
    return dict(source.say.localized(source.known.metrics).select("metric", "title").iter_rows())


def _why(
    source: Source,
    path: str,
    organs: tuple[str, ...],
    known: dict[tuple[str, str], tuple[float | None, str]],
    forms: dict[str, str],
) -> str:
    """Give for each reason the organs without a number for it."""
    by_reason: dict[str, list[str]] = {}
    for organ in organs:
        value, status = known.get((organ, path), (None, _absent(path, forms.get(organ))))
        if value is None:
            by_reason.setdefault(status, []).append(source.names[organ])
        elif status == "corrected":
            by_reason.setdefault("corrected", []).append(source.names[organ])
    said = [
        f"{source.say.listed(names)}{source.say.pick('：', ': ')}{source.say(f'status.{status}')}"
        for status, names in by_reason.items()
    ]
    return source.say.pick("；", "; ").join(said)


def _absent(path: str, form: str | None) -> str:
    if form is None:
        return "no_report"
    return "not_found" if path in layout.places(form)["path"] else "not_on_form"
