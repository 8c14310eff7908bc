"""One check, opened: the sentence, both sides with their cells, the place in the document, and what people decided."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from analysis.checks import Asked
from analysis.quality import sides
from briefing import rule_words
from charts.text import figure
from ui import address, book, cache, decide, findings, jobs, organs, report, routes, wording
from ui.findings import Key
from ui.places import place

if TYPE_CHECKING:
    from briefing.words import Words
    from ui.view import View

Row = dict[str, Any]

STYLE: Final = Path(__file__).parent / "checks.css"
MOST_CELLS: Final = 40
_LAST_YEARS: Final = ("y.", "p.jump", "x.growth")
"""Rules that set a cell against the same cell, or another, of last year's report."""

_COLOURS: Final = {"error": "red", "warning": "orange", "notice": "blue", "cannot_check": "gray", "pass": "green"}


def asked(view: View) -> Key | None:
    """Give the check that the address asks for (`f`), null where it asks for none; an unknown one is named."""
    text = st.query_params.get(address.FINDING)
    if text is None:
        return None
    key = Key.read(text)
    if key is None or _found(view, key) is None:
        st.warning(view.say("notice.unknown", name=address.FINDING, value=text))
        return None
    return key


def _found(view: View, key: Key) -> Row | None:
    wanted = Asked(organs=(key.organ_id,), years=(key.year,), rule=key.rule)
    rows = cache.checks(view.database, wanted, book.verdicts(view, [key.organ_id]), size=findings.MOST_IN_FILE)
    exact = view.say.localized(rows.filter((pl.col("rule") == key.rule) & (pl.col("number") == key.number)))
    return exact.row(0, named=True) if exact.height else None


def shown(view: View, key: Key) -> None:
    """Show a check and all that can be done about it."""
    say, row = view.say, _found(view, key)
    if row is None:
        return
    routes.link("quality", say, say("finding.back"), **findings.way_back())
    organ = organs.names(view.known.organs)[key.organ_id]
    st.subheader(
        say("finding.title", organ=organ, year=key.year, rule=rule_words.family(row["family"], say)), anchor=False
    )
    with st.container(horizontal=True, gap="small", key="finding-badges"):
        st.badge(findings.state(row, say), color=_COLOURS[findings.mark(row)])  # type: ignore[arg-type]
        if row["verdict"] != "none":
            st.badge(f"✍ {findings.verdict(row, say)}", color="violet" if row["verdict"] == "valid" else "gray")
    decide.messages(view)
    st.markdown(f"**{_plain(row['message'])}**")
    asks = rule_words.asks(row["rule"], say)
    if asks:
        st.caption(_plain(asks))
    if row["quote"]:
        st.caption(f"“{_plain(row['quote'])}” {place(row['place'], say)}")
    cells = _cells(view, key, row)
    at_cells, at_forms = st.columns([3, 2], gap="large")
    with at_cells:
        _sides(row, say)
        if cells:
            st.html(_table(cells, row, say))
        report.link(view, key.organ_id, key.year, say("finding.report", organ=organ, year=key.year))
        at_place = st.container()
    with at_forms:
        # The cell that the check points at is most often the one to correct.
        pointed = sorted(cells, key=lambda cell: cell["place"] != row["place"])
        decide.forms(view, key, row, [cell["path"] for cell in pointed])
    decide.history(view, key.organ_id, key.year, {key.rule, *(cell["path"] for cell in cells)})
    with at_place:  # last, because it may have to wait for the document
        _in_document(view, key, cells, row)


def _plain(text: str) -> str:
    """Give text that Markdown leaves alone."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|$~:" else sign for sign in text)


def _sides(row: Row, say: Words) -> None:
    numbers = findings.sides(row, say)
    if numbers:
        items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in numbers)
        st.html(f'<dl class="sides">{items}</dl>')


def _cells(view: View, key: Key, row: Row) -> list[Row]:
    """Give the PRINTED rows of the cells that the check names; those it named while it failed, once it passes.

    A check that passes names none: the session remembers them, so that one sees what a correction did.
    """
    remembered: dict[str, list[str]] = st.session_state.setdefault("named-cells", {})
    paths = list(dict.fromkeys(row["cells"] or remembered.get(str(key), [])))
    if row["cells"]:
        remembered[str(key)] = paths
    printed = cache.printed_form(view.database, key.organ_id, key.year)
    known = {each["path"]: each for each in view.say.localized(printed).iter_rows(named=True)}
    # s.missing names rows: their cells are meant.
    within = [[path] if path in known else [each for each in known if each.startswith(f"{path}.")] for path in paths]
    named = [known[path] for row_paths in within for path in row_paths]
    return named[:MOST_CELLS]


def _table(cells: list[Row], row: Row, say: Words) -> str:
    before = row["rule"].startswith(_LAST_YEARS)
    cut = None if before else sides([cell["value"] for cell in cells], row["left_value"], row["right_value"])
    heads = ["side"] * (cut is not None) + ["title", "printed", "value"] + ["before"] * before + ["place"]
    lines = []
    for number, cell in enumerate(cells):
        said = {
            "side": say("column.left" if cut is not None and number < cut else "column.right"),
            "title": cell["title"],
            "printed": f"“{cell['printed']}”" if cell["printed"] else "—",
            "value": _value(cell, say),
            "before": "—" if cell["start"] is None else figure(cell["start"]),
            "place": place(cell["place"] or "", say),
        }
        path = f"<small>{escape(cell['path'])}</small>"
        texts = (f'<td class="{head}">{escape(said[head])}{path if head == "title" else ""}</td>' for head in heads)
        lines.append(f'<tr class="{cell["status"]}">{"".join(texts)}</tr>')
    titles = "".join(f'<th scope="col" class="{head}">{escape(_head(head, cells[0], say))}</th>' for head in heads)
    label = escape(say("finding.cells"))
    return (
        f'<div class="cells-box" role="region" tabindex="0" aria-label="{label}"><table class="cells">'
        f"<caption>{label}</caption><thead><tr>{titles}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _head(head: str, cell: Row, say: Words) -> str:
    if head == "before":
        return say("column.year_value", year=cell["start_year"])
    return say(f"column.{head}")


def _value(cell: Row, say: Words) -> str:
    if cell["value"] is None:
        return wording.state_in_words(cell, say)
    return figure(cell["value"]) + (f" ✎ {say('status.corrected')}" if cell["status"] == "corrected" else "")


def _in_document(view: View, key: Key, cells: list[Row], row: Row) -> None:
    """Show where a cell stands in the document; which one, the reader chooses."""
    say = view.say
    placed = {cell["path"]: cell["title"] for cell in cells if cell["place"]}
    if not placed:
        return
    st.markdown(f"**{say('finding.place')}**")
    first = next((cell["path"] for cell in cells if cell["place"] == row["place"]), next(iter(placed)))
    options = [first, *(path for path in placed if path != first)]
    path = options[0]
    if len(options) > 1:
        path = st.selectbox(say("finding.which"), options, format_func=placed.__getitem__, key=f"placed-{key}")
    try:
        with st.spinner(say("finding.looking")):
            picture = jobs.picture(view, key.organ_id, key.year, path)
    except jobs.JobError as error:
        st.info(str(error))
        return
    if picture.is_image:
        st.image(picture.content, caption=say("finding.page", cell=placed[path]), width="stretch")
    else:
        st.html(picture.content.decode("utf-8"))
        st.caption(say("finding.redrawn", cell=placed[path]))
