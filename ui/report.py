"""The parts of a report's page: what the document is, what was found in it, where to go from it, its cells listed."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from briefing import remarks, sentences
from briefing.tables import Table
from charts.text import figure
from ui import address, changes, form, organs, routes, show, wording
from ui import findings as checked
from ui.form import SYMBOLS
from ui.places import place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.words import Words
    from ui.view import View

STYLE: Final = Path(__file__).parent / "form.css"

FIRST_CELLS: Final = 8
"""Cells that a finding names; a copied report has all of them."""

_BADGES: Final[Mapping[str, Any]] = {"error": "red", "warning": "orange", "notice": "blue", "cannot_check": "gray"}
_SECTIONS: Final = ("opening", "one", "five", "six")


def link(view: View, organ_id: str, year: int, label: str) -> None:
    """Show a link to the report of an organ and year, in the workspace and language that are open."""
    asked = {address.ORGAN: organ_id, address.YEAR: str(year)}
    if view.page == "organ":
        asked[address.WITHIN] = ""
    routes.link("organ", view.say, label, **here(), **asked)


def opened(view: View, organ_id: str, year: int) -> dict[str, Any]:
    """Give the row of REPORTS; ends the run with the reason where there is no report, and ways to those there are."""
    reports = view.known.reports.filter(pl.col("organ_id") == organ_id)
    found = reports.filter(pl.col("year") == year)
    if found.is_empty():
        _absent(view, organ_id, year, reports["year"].sort(descending=True).to_list())
    return found.row(0, named=True)


def _absent(view: View, organ_id: str, year: int, years: list[int]) -> NoReturn:
    known = view.known.organs.row(by_predicate=pl.col("organ_id") == organ_id, named=True)
    gone = (known["valid_to"] or year) < year or (known["valid_from"] or year) > year
    status = view.say("status.not_existing" if gone else "status.no_report")
    st.info(view.say("report.none", organ=known["name"], year=year, status=status))
    with st.container(horizontal=True):
        for each in years:
            link(view, organ_id, each, view.say("overview.report", organ=known["short_name"], year=each))
        if gone and known["successor_id"]:
            name = organs.names(view.known.organs)[known["successor_id"]]
            link(view, known["successor_id"], year, view.say("report.successor", organ=name))
    st.stop()


def latest(view: View, organ_id: str) -> int:
    """Give the year of an organ's latest report, the latest of all where it has none."""
    years = view.known.reports.filter(pl.col("organ_id") == organ_id)["year"]
    return int(str(years.max())) if years.len() else view.years[-1]


def heading(view: View, row: Mapping[str, Any]) -> None:
    """Show what the document is: title, file, form, revision, what it says of its own origin."""
    say = view.say
    st.html(STYLE)
    st.html(f'<h3 class="report-title">{escape(row["title"])}</h3>')
    badges = [(say(f"form.name.{row['form']}"), "gray")]
    badges += [(say("report.revision", n=row["revision"]), "blue")] if row["revision"] > 1 else []
    badges += [(say("report.excerpt"), "orange")] if row["is_excerpt"] else []
    with st.container(horizontal=True, gap="small"):
        for text, colour in badges:
            st.badge(text, color=colour)  # type: ignore[arg-type]
    noted = [say("report.file", file=row["file"]), row["source_note"]]
    proof = [say("report.proof", organ=row["organ_proof"], year=row["year_proof"])]
    st.html(f'<p class="report-source">{"<br>".join(escape(text) for text in noted + proof if text)}</p>')
    if row["is_excerpt"]:
        st.caption(say("report.excerpt_note"))


def neighbours(view: View, organ_id: str, year: int) -> None:
    """Show the ways from here: the reports of the years before and after, of the superior, of the subordinates."""
    say, names = view.say, organs.names(view.known.organs)
    reported = set(view.known.reports.select("organ_id", "year").iter_rows())
    known = view.known.organs
    parent = known.row(by_predicate=pl.col("organ_id") == organ_id, named=True)["parent_id"]
    below = [each for each in names if each in set(known.filter(pl.col("parent_id") == organ_id)["organ_id"])]
    with st.container(horizontal=True, gap="medium", key="neighbours"):
        for beside, arrow in ((year - 1, "←"), (year + 1, "→")):
            if (organ_id, beside) in reported:
                link(view, organ_id, beside, say("report.beside", arrow=arrow, year=beside))
        if parent in names and (parent, year) in reported:
            link(view, parent, year, say("report.parent", organ=names[parent]))
    there = [each for each in below if (each, year) in reported]
    if below:
        with (
            st.expander(say("report.children", count=len(there), of=len(below), year=year)),
            st.container(horizontal=True),
        ):
            for each in there:
                link(view, each, year, names[each])


def findings(view: View, problems: pl.DataFrame, cells: pl.DataFrame, judged: pl.DataFrame) -> None:
    """Show how the checks came out, failed ones in full, those that could not be made folded away.

    Args:
        view: the page.
        problems: what `analysis.printed.problems` gives.
        cells: PRINTED.
        judged: the CHECKS of the report, with their verdicts.
    """
    say = view.say
    counted = dict(problems.group_by("mark").len().iter_rows())
    with st.container(horizontal=True, gap="small", key="outcomes"):
        for mark, colour in _BADGES.items():
            if counted.get(mark):
                st.badge(f"{SYMBOLS[mark]} {say(f'mark.{mark}')} {counted[mark]}", color=colour)
        st.badge(say("report.passed", count=judged.filter(pl.col("outcome") == "pass").height), color="green")
    titles = dict(say.localized(cells).select("path", "title").iter_rows())
    verdicts = {(row["rule"], row["place"], row["message_zh"]): row for row in judged.iter_rows(named=True)}
    named = problems.with_columns(
        verdict=pl.Series([_judged(row, verdicts, say) for row in problems.iter_rows(named=True)], dtype=pl.String)
    )
    failed = named.filter(pl.col("outcome") == "fail")
    if failed.height:
        st.html(_listed(failed, titles, say))
    unclear = named.filter(pl.col("outcome") == "cannot_check")
    if unclear.height:
        with st.expander(say("report.cannot_check", count=unclear.height)):
            st.html(_listed(unclear, titles, say))


def _judged(row: Mapping[str, Any], verdicts: Mapping[Any, Mapping[str, Any]], say: Words) -> str:
    """Give what people said of a finding and the way to its own page, as HTML."""
    found = verdicts.get((row["rule"], row["place"], row["message_zh"]))
    if found is None:
        return ""
    asked = {**here(), address.FINDING: str(checked.Key.of(found))}
    said = checked.verdict(found, say)
    noted = f'<span class="verdict">✍ {escape(said)}</span> ' if said else ""
    link = f'<a href="quality?{escape(urlencode(asked))}" target="_self">{escape(say("report.decide"))}</a>'
    return noted + link


def _listed(found: pl.DataFrame, titles: Mapping[str, str], say: Words) -> str:
    items = "".join(_finding(row, titles, say) for row in say.localized(found).iter_rows(named=True))
    return f'<ul class="findings">{items}</ul>'


def _finding(row: Mapping[str, Any], titles: Mapping[str, str], say: Words) -> str:
    paths = [path for path in dict.fromkeys(row["cells"]) if path in titles]
    chips = [
        f'<button type="button" popovertarget="{form.cell_id(path)}">{escape(titles[path])}</button>'
        for path in paths[:FIRST_CELLS]
    ]
    more = [escape(say("chart.more", count=len(paths) - FIRST_CELLS))] if len(paths) > FIRST_CELLS else []
    sides = (row["left_value"], row["right_value"], row["difference"])
    facts = [row["rule"]]
    if sides[0] is not None and sides[1] is not None:
        left, right, difference = (figure(side) for side in sides)
        facts.append(say("report.sides", left=left, right=right, difference=difference))
    facts += [text for text in (place(row["place"], say), row["quote"] and f"“{row['quote']}”") if text]
    gravity = say(f"mark.{row['mark']}")
    return (
        f'<li><span class="mark {row["mark"]}">{SYMBOLS[row["mark"]]} {escape(gravity)}</span> '
        f"{escape(row['message'])}<small>{escape(' · '.join(facts))}</small>"
        f'<small>{row["verdict"]}</small><span class="chips">{"".join(chips + more)}</span></li>'
    )


def prose(view: View, passages: pl.DataFrame) -> None:
    """Show the text of the report by section, folded."""
    rank = {section: place for place, section in enumerate(_SECTIONS)}
    for section, text in sorted(passages.select("section", "text").iter_rows(), key=lambda row: rank.get(row[0], 9)):
        title = view.say(f"section.{section}") if section in rank else section
        with st.expander(title):
            st.html("".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip()))


def sheet(view: View, cells: pl.DataFrame, problems: pl.DataFrame, row: Mapping[str, Any]) -> form.Form:
    """Give what `form.drawn` draws."""
    said = {each["number"]: each for each in view.say.localized(problems).to_dicts()}
    rows = view.say.localized(cells).to_dicts()
    history = changes.of_cells(view, row["organ_id"], row["year"], {each["path"]: each["title"] for each in rows})
    more = urlencode({**here(), address.ORGAN: row["organ_id"], address.YEAR: row["year"], address.INFO: ""})
    return form.Form(rows, said, row["form"], row["file"], view.say, history, f"organ?{more}")


def listed(view: View, cells: pl.DataFrame, problems: pl.DataFrame, row: Mapping[str, Any]) -> None:
    """Show every cell as a table row with printed text, place, last year and findings, and the files to take away."""
    say = view.say
    title = say("report.cells", organ=organs.names(view.known.organs)[row["organ_id"]], year=row["year"])
    filters = (say(f"form.name.{row['form']}"), say("report.file", file=row["file"]))
    caption = remarks.caption(view, title, "", filters=filters)
    show.figure(view, show.Figure(f"report-{row['organ_id']}-{row['year']}", cell_table(cells, problems, say), caption))


def cell_table(cells: pl.DataFrame, problems: pl.DataFrame, say: Words) -> Table:
    """Give PRINTED as a table: one row per cell in the order of print."""
    messages = dict(say.localized(problems).select("number", "message").iter_rows())
    rows = say.localized(cells).to_dicts()
    columns: dict[str, list[Any]] = {
        "table": [say(f"form.table.{row['table']}") for row in rows],
        "title": [row["title"] for row in rows],
        "unit": [row["unit"] for row in rows],
        "value": [row["value"] for row in rows],
        "printed": [row["printed"] for row in rows],
        "status": [wording.state_in_words(row, say) for row in rows],
        "place": [place(row["place"] or "", say) for row in rows],
        "start": [row["start"] for row in rows],
        "start_status": [wording.start_in_words(row, say) for row in rows],
        "change": [row["change"] for row in rows],
        "change_pct": [row["change_pct"] for row in rows],
        "reading": [sentences.change(row, say) for row in rows],
        "note": [wording.remarks(row, say) for row in rows],
        "findings": [say.pick("；", "; ").join(messages[number] for number in row["findings"]) for row in rows],
    }
    numbers = ("value", "start", "change", "change_pct")
    schema = {name: pl.Float64 if name in numbers else pl.String for name in columns}
    frame = pl.DataFrame(columns, schema=schema).with_columns(pl.col("change_pct").round(1))
    headers = {name: say(f"column.{name}") for name in columns}
    if rows:
        headers["value"] = say("column.year_value", year=rows[0]["end_year"])
        headers["start"] = say("column.year_value", year=rows[0]["start_year"])
    return Table(frame, headers, widths={"title": "medium", "findings": "large"})


def here() -> dict[str, str]:
    """Give the names of the address that every link has to carry on: workspace and language."""
    return {name: st.query_params[name] for name in (address.WORKSPACE, address.LANGUAGE) if name in st.query_params}
