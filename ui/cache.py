"""The one cache: open databases and what was asked of them, keyed by the published database.

A database `vN.duckdb` never changes, so its answers never grow old; a new version is a new key. The pointer `CURRENT`
is read at every run, which is how the dashboard follows a build without a restart. Cached frames are shared between
visitors and never changed in place (Polars frames cannot be).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analysis import ask, composition, drivers, explanations, glossary, headline, load, movers, printed, shares
from analysis import check_report as mending
from analysis import checks as checked
from analysis import unusual as standing_out
from analysis.vocabulary import headline_metrics
from ui import organs

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl


_KEYS: Final[dict[str | type[Any], Callable[[Any], Any]]] = {tuple: repr}
"""Streamlit would look into every id of a tuple by itself: thousands of organs took longer to be named than asked."""


@dataclass(frozen=True, slots=True)
class Database:
    """One published database: its path and, lest a folder was made anew under the same name, when it was written."""

    path: str
    written_ns: int


def published(root: Path) -> Database | None:
    """Give the database a workspace points to at this moment, null where nothing is built."""
    path = load.published(root)
    return None if path is None else Database(str(path), path.stat().st_mtime_ns)


@st.cache_resource(max_entries=8, on_release=lambda con: con.close(), show_spinner=False)
def connection(database: Database) -> load.Connection:
    """Give the open database, for `briefing.fill`; pages ask through the functions below."""
    return load.open_database(Path(database.path))


@st.cache_resource(max_entries=8, show_spinner=False)
def context(database: Database) -> ask.Context:
    """Give organs, reports, vocabulary and register."""
    return ask.context(connection(database))


@st.cache_resource(max_entries=8, show_spinner=False)
def choosable(database: Database) -> organs.Choosable:
    """Give who can be chosen, without the saved groups, which change between two versions."""
    return organs.choosable(context(database).organs)


@st.cache_resource(max_entries=8, show_spinner=False)
def build(database: Database) -> pl.DataFrame:
    """Give the row that says what was built, when and by which version."""
    return load.build(connection(database))


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=_KEYS)
def series(
    database: Database, metric_id: str, organ_ids: tuple[str, ...] | None, years: tuple[int, ...]
) -> pl.DataFrame:
    """Give the SERIES of one metric."""
    return ask.series_of(connection(database), context(database), metric_id, organ_ids, years)


@st.cache_resource(max_entries=16, show_spinner=False)
def attributes(database: Database, year: int) -> pl.DataFrame:
    """Give the ATTRIBUTES of all organs in a year."""
    return load.attributes(connection(database), None, (year,))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def headline_figures(database: Database, organ_ids: tuple[str, ...], year: int) -> pl.DataFrame:
    """Give the HEADLINE figures of a year over these organs."""
    facts = headline_facts(database, (year - 1, year))
    return headline.figures(context(database), facts, organ_ids, year)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def largest_changes(database: Database, start_year: int, end_year: int, limit: int) -> pl.DataFrame:
    """Give the MOVERS over all organs between two years."""
    facts = headline_facts(database, (start_year, end_year))
    return movers.movers(context(database), facts, None, start_year, end_year, limit=limit)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def to_explain(database: Database, organ_ids: tuple[str, ...] | None, year: int) -> pl.DataFrame:
    """Give the MOVERS that ask for a sentence, over these organs or over all."""
    facts = headline_facts(database, (year - 1, year))
    return explanations.to_explain(context(database), facts, organ_ids, year)


@st.cache_resource(max_entries=64, show_spinner=False)
def unusual(database: Database, year: int) -> pl.DataFrame:
    """Give JUDGED of a year: what stands out among its like, and what does not."""
    return standing_out.judged(context(database), headline_facts(database, (year - 1, year)), year)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=_KEYS)
def headline_facts(database: Database, years: tuple[int, int]) -> pl.DataFrame:
    """Give the FACTS of all headline metrics in two years, with the blanks that can only be 0."""
    known = context(database)
    asked = [metric.id for metric in headline_metrics(known.metrics)]
    return ask.with_zeros(known, ask.facts_for(connection(database), known, asked, None, years))


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=_KEYS)
def parts(database: Database, family: str, organ_ids: tuple[str, ...] | None, years: tuple[int, ...]) -> pl.DataFrame:
    """Give the COMPOSITION of a family."""
    known = context(database)
    facts = composition.facts_for(connection(database), known, family, organ_ids, years)
    return composition.composition(known, facts, family, organ_ids, years)


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=_KEYS)
def shares_of(
    database: Database, family: str, organ_ids: tuple[str, ...] | None, years: tuple[int, ...]
) -> pl.DataFrame:
    """Give the SHARES of a family over these years; the year before the first is read too, for its change."""
    rows = shares.shares(context(database), parts(database, family, organ_ids, (years[0] - 1, *years)))
    return rows.filter(rows["year"].is_in(list(years)))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def largest(database: Database, family: str, organ_ids: tuple[str, ...], year: int, limit: int) -> list[str]:
    """Give the ids of the organs with the largest sum of the parts of a family in a year.

    The sum runs over every cell that the parts may be read from: it says who is large, and is no figure.
    """
    paths = composition.cells_for(context(database), family)
    return load.largest(connection(database), paths, organ_ids, year, limit)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def applicants_of_rate(
    database: Database, metric_id: str, organ_ids: tuple[str, ...], years: tuple[int, int]
) -> tuple[pl.DataFrame, list[str]]:
    """Give the PARTS of a rate by applicant, and the organs that are in them."""
    return drivers.by_applicant(connection(database), context(database), metric_id, organ_ids, years)


@st.cache_resource(max_entries=8, show_spinner=False)
def glossary_of(database: Database) -> pl.DataFrame:
    """Give the GLOSSARY of the vocabulary."""
    return glossary.glossary(context(database))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def printed_form(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give the PRINTED form of one report."""
    return printed.printed_of(connection(database), context(database), organ_id, year)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def problems(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give what did not pass in one report, as `printed.problems`."""
    return printed.problems(findings(database, organ_id, year))


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=_KEYS)
def findings(
    database: Database, organ_id: str | None = None, year: int | None = None, outcome: str | None = None
) -> pl.DataFrame:
    """Give FINDINGS, errors first."""
    return load.findings(connection(database), organ_id, year, outcome=outcome)


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=_KEYS)
def report_cells(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give the printed CELLS of one report."""
    return load.report_cells(connection(database), organ_id, year)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def passages(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give the prose of one report."""
    return load.passages(connection(database), organ_id, year)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def outcomes(database: Database, asked: checked.Asked, *, problems: bool, limit: int) -> pl.DataFrame:
    """Give OUTCOMES of the reports with the gravest problems."""
    return checked.outcomes(connection(database), asked, problems=problems, limit=limit)


def checks(
    database: Database, asked: checked.Asked, verdicts: pl.DataFrame, page: int = 1, size: int = checked.PAGE
) -> pl.DataFrame:
    """Give one page of CHECKS; asked anew at every run, because verdicts change between two versions."""
    return checked.checks(connection(database), asked, verdicts, page=page, size=size)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=_KEYS)
def firing(database: Database, asked: checked.Asked) -> pl.DataFrame:
    """Give FIRING."""
    return checked.firing(connection(database), asked)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def lacking(database: Database, asked: checked.Asked) -> pl.DataFrame:
    """Give LACKING."""
    return checked.lacking(connection(database), asked)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def revised(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give REVISED."""
    return checked.revised(connection(database), organ_id, year)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_KEYS)
def check_report(database: Database, organ_id: str, year: int, *, children: bool) -> mending.CheckReport:
    """Give what an authority, or all directly below it, have to mend in a year; raises LookupError where nobody is."""
    name = context(database).organs.filter(organ_id=organ_id)["name"][0]
    asked = _reported_by(database, organ_id, year, children=children)
    return mending.check_report(connection(database), f"{name}下级机关" if children else name, asked)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def mends(database: Database, organ_id: str, year: int, *, children: bool) -> tuple[int, int]:
    """Give how many things a `check_report` lists, and of how many organs; raises LookupError where nobody is."""
    asked = _reported_by(database, organ_id, year, children=children)
    return mending.count(connection(database), asked), len(asked)


def _reported_by(database: Database, organ_id: str, year: int, *, children: bool) -> list[tuple[str, int]]:
    return mending.children_of(connection(database), organ_id, year) if children else [(organ_id, year)]


def judged(report: mending.CheckReport, verdicts: pl.DataFrame) -> mending.CheckReport:
    """Give the report with the VERDICTS in force beside what they are about."""
    return mending.judged(report, verdicts.rename({"rule": "target"}))
