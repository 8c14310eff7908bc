"""What changed about a report since it was first read: corrections by people, and later revisions of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from briefing import remarks
from briefing.tables import Table
from ledger import Kind
from ui import book, cache, organs, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.view import View


def of_cells(view: View, organ_id: str, year: int, titles: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the corrections of each cell in words, by path, the newest first; cells without one are left out."""
    lines: dict[str, list[str]] = {}
    for decided in book.decided(book.history(view, organ_id, year, [Kind.CORRECTION])):
        said = [book.in_words(decided.entry, view, titles), *book.details(decided, view)]
        lines.setdefault(decided.entry.target, []).append(" · ".join(said))
    return lines


def revisions(view: View, organ_id: str, year: int, titles: Mapping[str, str]) -> None:
    """Show in which cells older revisions of the report print something else; nothing where there are none."""
    found = cache.revised(view.database, organ_id, year)
    if found.is_empty():
        return
    say = view.say
    st.subheader(say("changes.revisions", count=found.height), anchor=False)
    rows = found.to_dicts()
    columns: dict[str, list[Any]] = {
        "title": [titles.get(row["path"], row["path"]) for row in rows],
        "printed_now": [_printed(row["printed_now"], row["status_now"], view) for row in rows],
        "printed_before": [_printed(row["printed"], row["status"], view) for row in rows],
        "revision": [say("report.revision", n=row["revision"]) for row in rows],
        "file": [row["file"] for row in rows],
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    table = Table(frame, {name: say(f"column.{name}") for name in columns})
    title = say("changes.title", organ=organs.names(view.known.organs)[organ_id], year=year)
    show.figure(view, show.Figure(f"revisions-{organ_id}-{year}", table, remarks.caption(view, title, "")))


def _printed(text: str | None, status: str | None, view: View) -> str:
    if status is None:
        return view.say("status.not_found")
    return text or view.say(f"status.{status}")
