"""How the checks came out, over many reports: what is looked at, the matrix, and the list of single checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from analysis.checks import FAMILIES, JUDGED, PAGE, Asked
from analysis.quality import matrix
from briefing import remarks, rule_words
from briefing.tables import Table
from charts import quality as charts
from ui import address, book, cache, filters, findings, organs, routes, show
from ui.form import SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from ui.view import View

ALL: Final = "all"
ROWS: Final = 30
"""Reports that the matrix shows before the reader narrows the choice; those with the gravest problems."""

MOST_ROWS: Final = 200
SEVERITIES: Final = ("error", "warning", "notice")
OUTCOMES: Final = ("fail", "cannot_check", ALL)
JUDGEMENTS: Final = ("source_error", "parse_error", "definition", "accepted")
_MATRIX: Final = "matrix"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports: of authorities in one year, of one authority in all years, or of authorities in all years.

    `by` is organ, year or report accordingly; `problems` leaves out reports in which nothing is open.
    """

    by: str
    organs: tuple[str, ...] | None
    years: tuple[int, ...]
    problems: bool

    @property
    def asked(self) -> Asked:
        """Give the checks of these reports."""
        return Asked(organs=self.organs, years=self.years)


def scope(view: View) -> Scope:
    """Let the reader choose the reports: `by`, `y` and `o`, or `org`."""
    say = view.say
    at_by, at_subject, at_shown = st.columns([3, 2, 2], vertical_alignment="bottom")
    with at_by:
        ways = {way: say(f"quality.by.{way}") for way in ("organ", "year", "report")}
        by = filters.switch(view, address.BY, tuple(ways), ways, label=say("quality.by"))
    with at_shown:
        kinds = {kind: say(f"quality.show.{kind}") for kind in ("problems", ALL)}
        shown = filters.switch(view, address.SHOWN, tuple(kinds), kinds, label=say("quality.show"))
    if by == "year":
        with at_subject:
            return Scope(by, (filters.organ(view),), view.years, shown == "problems")
    if by == "report":
        return Scope(by, filters.some_organs(view), view.years, shown == "problems")
    with at_subject:
        year = filters.year(view, address.YEAR, filters.latest_year(view), label=say("filter.year"))
    return Scope(by, filters.some_organs(view), (year,), shown == "problems")


def grid(view: View, chosen: Scope) -> list[str]:
    """Show the matrix; a click on a cell narrows the list below. Gives the rows' ids: organs, or years as text."""
    say = view.say
    limit = ROWS if chosen.problems else MOST_ROWS
    counted = cache.outcomes(view.database, chosen.asked, problems=chosen.problems, limit=limit)
    rows = matrix(counted, view.known.organs, _expected(view, chosen))
    if chosen.by == "year":
        rows = rows.sort("year", maintain_order=True)
    if rows.is_empty():
        st.success(say("quality.no_problem"))
        return []
    names = {family: rule_words.family(family, say) for family in rows["family"].unique()}
    named = rows.with_columns(rule=pl.col("family").replace_strict(names, return_dtype=pl.String))
    title = say(f"quality.title.{chosen.by}", subject=_subject(view, chosen))
    chart = charts.matrix(named, title=title, by=chosen.by, picked=_picked(), words=say.charts)
    st.caption(_how_many(view, chosen, counted, rows.select("organ_id", "year").n_unique()))
    shown = show.Figure(
        _MATRIX, _table(named, view), remarks.caption(view, title, ""), chart, on_pick=pick, natural=True
    )
    show.figure(view, shown)
    return _ids(rows, chosen)


def pick() -> None:
    """Take over what the reader clicked in the matrix; a second click on the same cell shows all again."""
    found = st.session_state[f"chart-{_MATRIX}"].get("selection", {}).get(charts.CELL) or [{}]
    cell: dict[str, Any] = found[0]
    at = _at(str(st.session_state.get(address.key(address.BY))), cell) if cell else ALL
    outcome = charts.COUNTED.get(cell.get("state", "error"))
    chosen = {
        address.RULE: cell.get("family", ALL),
        address.AT: at,
        address.OUTCOME: {"n_fail": "fail", "n_cannot_check": "cannot_check"}.get(str(outcome), ALL),
        address.SEVERITY: ALL,
        address.VERDICT: ALL,
    }
    for name, value in chosen.items():
        address.hold(name, value)


def _at(by: str, row: dict[str, Any]) -> str:
    """Give what names a row of the matrix in the address."""
    return {"year": str(row["year"]), "report": f"{row['organ_id']}.{row['year']}"}.get(by, str(row["organ_id"]))


def asked(view: View, chosen: Scope, rows: list[str]) -> Asked:
    """Let the reader narrow the list: rule, authority or year, outcome, severity, verdict (`r at out sev v`)."""
    say = view.say
    names = organs.names(view.known.organs)
    rules = {ALL: say("quality.every_rule")} | {family: rule_words.family(family, say) for family in FAMILIES}
    every = say(f"quality.every.{chosen.by}")
    ats = {ALL: every} | {each: _named(each, names) for each in [*rows, *_still_meant(view, chosen, rows)]}
    outcomes = {each: say(f"outcome.{each}") for each in OUTCOMES}
    severities = {ALL: say("quality.every_severity")} | {
        each: f"{SYMBOLS[each]} {say(f'mark.{each}')}" for each in SEVERITIES
    }
    verdicts = {ALL: say("quality.every_verdict")} | {each: say(f"judged.{each}") for each in JUDGED}
    verdicts |= {each: say(f"judgement.{each}") for each in JUDGEMENTS}
    choices = (
        (address.RULE, rules, say("filter.rule")),
        (address.AT, ats, say(f"quality.at.{chosen.by}")),
        (address.OUTCOME, outcomes, say("filter.outcome")),
        (address.SEVERITY, severities, say("filter.severity")),
        (address.VERDICT, verdicts, say("filter.verdict")),
    )
    picked: dict[str, str | None] = {}
    with st.grid(len(choices), min_column_width=150):
        for name, titles, label in choices:
            options = list(titles)
            value = filters.one(view, name, options, options[0], titles, label=label)
            picked[name] = None if value == ALL else value
    at_organ, at_year = read(picked[address.AT])
    return Asked(
        organs=(at_organ,) if at_organ else chosen.organs,
        years=(at_year,) if at_year else chosen.years,
        rule=picked[address.RULE],
        severity=picked[address.SEVERITY],
        outcome=picked[address.OUTCOME],
        verdict=picked[address.VERDICT],
    )


def _still_meant(view: View, chosen: Scope, rows: list[str]) -> list[str]:
    """Give the row that was chosen before, where it is none of these: it has no open check in this year, say.

    What was chosen among rows of another kind is forgotten.
    """
    at = st.session_state.get(address.key(address.AT)) or address.initial(address.AT) or ALL
    organ, year = read(at)
    if at == ALL or at in rows or (organ or "") not in {"", *view.known.organs["organ_id"]}:
        return []
    if {"organ": organ and not year, "year": year and not organ, "report": organ and year}[chosen.by]:
        return [at]
    st.session_state.pop(address.key(address.AT), None)
    address.write(address.AT, ALL, ALL)
    return []


def read(at: str | None) -> tuple[str | None, int | None]:
    """Give organ and year of a row's name, as far as it says them.

    >>> read("1a2b3c4d.2023"), read("2023"), read("1a2b3c4d"), read(None)
    (('1a2b3c4d', 2023), (None, 2023), ('1a2b3c4d', None), (None, None))
    """
    organ, dot, year = (at or "").rpartition(".")
    if dot and year.isdecimal():
        return organ, int(year)
    # Organ ids have eight places, years have four.
    return (None, int(year)) if len(year) == 4 and year.isdecimal() else (year or None, None)  # noqa: PLR2004


def _named(at: str, names: Mapping[str, str]) -> str:
    organ, year = read(at)
    return " ".join([*([names.get(organ, organ)] if organ else []), *([str(year)] if year else [])])


def listed(view: View, wanted: Asked, heading_at: DeltaGenerator) -> None:
    """Show a page of the checks, each a link that opens it, and the whole list as files as far as it is not too long.

    The heading, which tells how many there are, goes to a place of its own above the filters.
    """
    say = view.say
    verdicts = book.verdicts(view, wanted.organs)
    page = _page(view, wanted)
    found = cache.checks(view.database, wanted, verdicts, page)
    if found.is_empty() and page > 1:
        page, found = 1, cache.checks(view.database, wanted, verdicts)
    count = int(found["of"][0]) if found.height else 0
    heading_at.subheader(say("quality.list", count=count), anchor=False)
    if not count:
        st.caption(say("quality.none"))
        return
    names = organs.names(view.known.organs)
    for row in say.localized(found).iter_rows(named=True):
        with st.container(gap=None):
            routes.link("quality", say, findings.label(row, names, say), **findings.address_of(row))
            st.caption(findings.line(row, say))
    if count > PAGE:
        address.hold(address.PAGE, page)
        chosen = st.pagination(-(-count // PAGE), key=address.key(address.PAGE))
        address.write(address.PAGE, str(chosen), "1")

    def whole() -> Table:
        every = cache.checks(view.database, wanted, verdicts, size=findings.MOST_IN_FILE)
        return findings.table(every, names, say)

    with st.expander(say("quality.files", count=min(count, findings.MOST_IN_FILE))):
        first = cache.checks(view.database, wanted, verdicts, size=show.ROWS)
        caption = remarks.caption(view, say("quality.list", count=count), "", filters=_said(view, wanted))
        show.figure(view, show.Figure("checks", findings.table(first, names, say), caption, whole=whole))


def of_report(view: View, organ_id: str, year: int) -> pl.DataFrame:
    """Give the CHECKS of one report, passed ones among them."""
    wanted = Asked(organs=(organ_id,), years=(year,))
    return cache.checks(view.database, wanted, book.verdicts(view, [organ_id]), size=findings.MOST_IN_FILE)


def _page(view: View, wanted: Asked) -> int:
    """Give the page of the list; another question begins at its first page."""
    before = st.session_state.get("listed")
    st.session_state["listed"] = (view.database, wanted)
    if before is not None and before != (view.database, wanted):
        st.session_state.pop(address.key(address.PAGE), None)
        address.write(address.PAGE, "1", "1")
        return 1
    text = str(st.session_state.get(address.key(address.PAGE)) or address.initial(address.PAGE) or "1")
    return max(int(text), 1) if text.isdecimal() else 1


def _expected(view: View, chosen: Scope) -> list[tuple[str, int]]:
    """Give organ and year of the reports that should be there, where all of them are to be shown."""
    if chosen.problems:
        return []
    if chosen.by == "year":
        return [(organ, year) for organ in chosen.organs or () for year in chosen.years]
    if chosen.by == "report":
        return []
    ids = chosen.organs or tuple(organs.names(view.known.organs))
    return [(organ, chosen.years[0]) for organ in ids[:MOST_ROWS]]


def _picked() -> dict[str, Any] | None:
    """Give the cells that the list below is narrowed to."""
    rule, at = (
        st.session_state.get(address.key(name)) or address.initial(name) or ALL for name in (address.RULE, address.AT)
    )
    organ, year = read(None if at == ALL else at)
    cell = {"family": None if rule == ALL else rule, "organ_id": organ, "year": year}
    return {name: value for name, value in cell.items() if value is not None} or None


def _ids(rows: pl.DataFrame, chosen: Scope) -> list[str]:
    reports = rows.select("organ_id", "year").unique(maintain_order=True)
    return list(dict.fromkeys(_at(chosen.by, row) for row in reports.iter_rows(named=True)))


def _subject(view: View, chosen: Scope) -> str:
    if chosen.by == "year" and chosen.organs:
        return organs.names(view.known.organs)[chosen.organs[0]]
    return str(chosen.years[0]) if chosen.by == "organ" else ""


def _how_many(view: View, chosen: Scope, counted: pl.DataFrame, rows: int) -> str:
    of = int(counted["of"][0]) if counted.height else rows
    key = f"quality.rows.{'problems' if chosen.problems else ALL}"
    return view.say(key, shown=rows, of=max(of, rows)) + view.say("quality.click")


def _table(named: pl.DataFrame, view: View) -> Table:
    say = view.say
    columns = ["organ", "year", "rule", "state", "n_fail", "n_cannot_check", "n_pass"]
    states = pl.Series("state", [say.charts[f"outcome_{state}"] for state in named["state"]], dtype=pl.String)
    frame = named.with_columns(states).select(columns)
    return Table(frame, {name: say(f"column.{name}") for name in columns}, widths={"rule": "medium"})


def _said(view: View, wanted: Asked) -> tuple[str, ...]:
    """Give the filters in words, for the caption of a file."""
    say = view.say
    texts = [remarks.chosen_organs(view, wanted.organs)] if wanted.organs else []
    texts.append(say("trends.years", first=min(wanted.years), last=max(wanted.years)) if wanted.years else "")
    texts.append(rule_words.family(wanted.rule, say) if wanted.rule else "")
    texts.append(say(f"outcome.{wanted.outcome}") if wanted.outcome else "")
    texts.append(say(f"mark.{wanted.severity}") if wanted.severity else "")
    return tuple(text for text in texts if text)
