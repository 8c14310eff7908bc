"""How the checks came out, over many reports: what is looked at, the matrix, and the list of single checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from analysis.checks import FAMILIES, JUDGED, PAGE, Asked
from analysis.quality import matrix
from charts import quality as charts
from ui import address, book, cache, filters, findings, organs, routes, show
from ui.form import SYMBOLS
from ui.tables import Table

if TYPE_CHECKING:
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
    """Which reports: all authorities or some in one year, or one authority in all years; all or those with problems."""

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
    at_by, at_subject, at_shown = st.columns([2, 3, 2], vertical_alignment="bottom")
    with at_by:
        ways = {way: say(f"quality.by.{way}") for way in ("organ", "year")}
        by = filters.switch(view, address.BY, tuple(ways), ways, label=say("quality.by"))
    with at_shown:
        kinds = {kind: say(f"quality.show.{kind}") for kind in ("problems", ALL)}
        shown = filters.switch(view, address.SHOWN, tuple(kinds), kinds, label=say("quality.show"))
    if by == "year":
        with at_subject:
            return Scope(by, (filters.organ(view),), view.years, shown == "problems")
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
    names = {family: findings.family(family, say) for family in rows["family"].unique()}
    named = rows.with_columns(rule=pl.col("family").replace_strict(names, return_dtype=pl.String))
    title = say(f"quality.title.{chosen.by}", subject=_subject(view, chosen))
    chart = charts.matrix(named, title=title, by=chosen.by, picked=_picked(chosen), words=say.charts)
    st.caption(_how_many(view, chosen, counted, rows.select("organ_id", "year").n_unique()))
    shown = show.Figure(_MATRIX, _table(named, view), show.caption(view, title, ""), chart, on_pick=pick, natural=True)
    show.figure(view, shown)
    return _ids(rows, chosen)


def pick() -> None:
    """Take over what the reader clicked in the matrix; a second click on the same cell shows all again."""
    found = st.session_state[f"chart-{_MATRIX}"].get("selection", {}).get(charts.CELL) or [{}]
    cell: dict[str, Any] = found[0]
    by_year = st.session_state.get(address.key(address.BY)) == "year"
    at = cell.get("year" if by_year else "organ_id", ALL)
    outcome = charts.COUNTED.get(cell.get("state", "error"))
    chosen = {
        address.RULE: cell.get("family", ALL),
        address.AT: str(at),
        address.OUTCOME: {"n_fail": "fail", "n_cannot_check": "cannot_check"}.get(str(outcome), ALL),
        address.SEVERITY: ALL,
        address.VERDICT: ALL,
    }
    for name, value in chosen.items():
        address.hold(name, value)


def asked(view: View, chosen: Scope, rows: list[str]) -> Asked:
    """Let the reader narrow the list: rule, authority or year, outcome, severity, verdict (`r at out sev v`)."""
    say = view.say
    known = organs.names(view.known.organs)
    rules = {ALL: say("quality.every_rule")} | {family: findings.family(family, say) for family in FAMILIES}
    every = say("quality.every_year" if chosen.by == "year" else "quality.every_organ")
    ats = {ALL: every} | {each: known.get(each, each) for each in rows}
    outcomes = {each: say(f"outcome.{each}") for each in OUTCOMES}
    severities = {ALL: say("quality.every_severity")} | {
        each: f"{SYMBOLS[each]} {say(f'mark.{each}')}" for each in SEVERITIES
    }
    verdicts = {ALL: say("quality.every_verdict")} | {each: say(f"judged.{each}") for each in JUDGED}
    verdicts |= {each: say(f"judgement.{each}") for each in JUDGEMENTS}
    choices = (
        (address.RULE, rules, say("filter.rule")),
        (address.AT, ats, say("filter.year") if chosen.by == "year" else say("filter.organ")),
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
    at = picked[address.AT]
    return Asked(
        organs=(at,) if at and chosen.by == "organ" else chosen.organs,
        years=(int(at),) if at and chosen.by == "year" else chosen.years,
        rule=picked[address.RULE],
        severity=picked[address.SEVERITY],
        outcome=picked[address.OUTCOME],
        verdict=picked[address.VERDICT],
    )


def listed(view: View, wanted: Asked) -> None:
    """Show a page of the checks, each a link that opens it; and the whole list as files, as far as it is not too long."""
    say = view.say
    verdicts = book.verdicts(view, wanted.organs)
    page = _page(view, wanted)
    found = cache.checks(view.database, wanted, verdicts, page)
    if found.is_empty() and page > 1:
        page, found = 1, cache.checks(view.database, wanted, verdicts)
    count = int(found["of"][0]) if found.height else 0
    st.subheader(say("quality.list", count=count), anchor=False)
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
    with st.expander(say("quality.files", count=min(count, findings.MOST_IN_FILE))):
        whole = cache.checks(view.database, wanted, verdicts, size=findings.MOST_IN_FILE)
        caption = show.caption(view, say("quality.list", count=count), "", filters=_said(view, wanted))
        show.figure(view, show.Figure("checks", findings.table(whole, names, say), caption))


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
    ids = chosen.organs or tuple(organs.names(view.known.organs))
    return [(organ, chosen.years[0]) for organ in ids[:MOST_ROWS]]


def _picked(chosen: Scope) -> dict[str, Any] | None:
    """Give the cells that the list below is narrowed to."""
    held = {name: st.session_state.get(address.key(name)) or address.initial(name) for name in (address.RULE, address.AT)}
    cell: dict[str, Any] = {}
    if held[address.RULE] not in (None, ALL):
        cell["family"] = held[address.RULE]
    at = held[address.AT]
    if at not in (None, ALL):
        cell |= {"year": int(at)} if chosen.by == "year" and at.isdecimal() else {"organ_id": at}
    return cell or None


def _ids(rows: pl.DataFrame, chosen: Scope) -> list[str]:
    column = rows["year"].cast(pl.String) if chosen.by == "year" else rows["organ_id"]
    return column.unique(maintain_order=True).to_list()


def _subject(view: View, chosen: Scope) -> str:
    if chosen.by == "year" and chosen.organs:
        return organs.names(view.known.organs)[chosen.organs[0]]
    return str(chosen.years[0])


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
    texts = [show.chosen_organs(view, wanted.organs)] if wanted.organs else []
    texts.append(say("trends.years", first=min(wanted.years), last=max(wanted.years)) if wanted.years else "")
    texts.append(findings.family(wanted.rule, say) if wanted.rule else "")
    texts.append(say(f"outcome.{wanted.outcome}") if wanted.outcome else "")
    texts.append(say(f"mark.{wanted.severity}") if wanted.severity else "")
    return tuple(text for text in texts if text)
