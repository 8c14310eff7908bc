"""The one cache: open databases and what was asked of them, keyed by the published database.

A database `vN.duckdb` never changes, so its answers never grow old; a new version is a new key. The pointer `CURRENT`
is read at every run, which is how the dashboard follows a build without a restart. Cached frames are shared between
visitors and never changed in place (Polars frames cannot be).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analysis import ask, composition, drivers, glossary, headline, load, movers, printed, shares
from analysis import check_report as mending
from analysis import checks as checked
from analysis import unusual as standing_out
from analysis.vocabulary import headline_metrics

if TYPE_CHECKING:
    import polars as pl


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
def _connection(database: Database) -> load.Connection:
    return load.open_database(Path(database.path))


@st.cache_resource(max_entries=8, show_spinner=False)
def context(database: Database) -> ask.Context:
    """Give organs, reports, vocabulary and register."""
    return ask.context(_connection(database))


@st.cache_resource(max_entries=8, show_spinner=False)
def build(database: Database) -> pl.DataFrame:
    """Give the row that says what was built, when and by which version."""
    return load.build(_connection(database))


@st.cache_resource(max_entries=256, show_spinner=False)
def series(
    database: Database, metric_id: str, organ_ids: tuple[str, ...] | None, years: tuple[int, ...]
) -> pl.DataFrame:
    """Give the SERIES of one metric."""
    return ask.series_of(_connection(database), context(database), metric_id, organ_ids, years)


@st.cache_resource(max_entries=64, show_spinner=False)
def headline_figures(database: Database, organ_ids: tuple[str, ...], year: int) -> pl.DataFrame:
    """Give the HEADLINE figures of a year over these organs."""
    facts = headline_facts(database, (year - 1, year))
    return headline.figures(context(database), facts, organ_ids, year)


@st.cache_resource(max_entries=64, show_spinner=False)
def largest_changes(database: Database, start_year: int, end_year: int, limit: int) -> pl.DataFrame:
    """Give the MOVERS over all organs between two years."""
    facts = headline_facts(database, (start_year, end_year))
    return movers.movers(context(database), facts, None, start_year, end_year, limit=limit)


@st.cache_resource(max_entries=64, show_spinner=False)
def unusual(database: Database, year: int) -> pl.DataFrame:
    """Give JUDGED of a year: what stands out among its like, and what does not."""
    return standing_out.judged(context(database), headline_facts(database, (year - 1, year)), year)


@st.cache_resource(max_entries=16, show_spinner=False)
def headline_facts(database: Database, years: tuple[int, int]) -> pl.DataFrame:
    """Give the FACTS of all headline metrics in two years."""
    known = context(database)
    asked = [metric.id for metric in headline_metrics(known.metrics)]
    return ask.facts_for(_connection(database), known, asked, None, years)


@st.cache_resource(max_entries=256, show_spinner=False)
def parts(database: Database, family: str, organ_ids: tuple[str, ...] | None, years: tuple[int, ...]) -> pl.DataFrame:
    """Give the COMPOSITION of a family."""
    known = context(database)
    facts = composition.facts_for(_connection(database), known, family, organ_ids, years)
    return composition.composition(known, facts, family, organ_ids, years)


@st.cache_resource(max_entries=256, show_spinner=False)
def shares_of(
    database: Database, family: str, organ_ids: tuple[str, ...] | None, years: tuple[int, ...]
) -> pl.DataFrame:
    """Give the SHARES of a family over these years; the year before the first is read too, for its change."""
    rows = shares.shares(context(database), parts(database, family, organ_ids, (years[0] - 1, *years)))
    return rows.filter(rows["year"].is_in(list(years)))


@st.cache_resource(max_entries=64, show_spinner=False)
def applicants_of_rate(
    database: Database, metric_id: str, organ_ids: tuple[str, ...], years: tuple[int, int]
) -> tuple[pl.DataFrame, list[str]]:
    """Give the PARTS of a rate by applicant, and the organs that are in them."""
    return drivers.by_applicant(_connection(database), context(database), metric_id, organ_ids, years)


@st.cache_resource(max_entries=8, show_spinner=False)
def glossary_of(database: Database) -> pl.DataFrame:
    """Give the GLOSSARY of the vocabulary."""
    return glossary.glossary(context(database))


@st.cache_resource(max_entries=64, show_spinner=False)
def printed_form(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give the PRINTED form of one report."""
    return printed.printed_of(_connection(database), context(database), organ_id, year)


@st.cache_resource(max_entries=64, show_spinner=False)
def problems(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give what did not pass in one report, as `printed.problems`."""
    return printed.problems(findings(database, organ_id, year))


@st.cache_resource(max_entries=256, show_spinner=False)
def findings(
    database: Database, organ_id: str | None = None, year: int | None = None, outcome: str | None = None
) -> pl.DataFrame:
    """Give FINDINGS, errors first."""
    return load.findings(_connection(database), organ_id, year, outcome=outcome)


@st.cache_resource(max_entries=256, show_spinner=False)
def report_cells(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give the printed CELLS of one report."""
    return load.report_cells(_connection(database), organ_id, year)


@st.cache_resource(max_entries=64, show_spinner=False)
def passages(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give the prose of one report."""
    return load.passages(_connection(database), organ_id, year)


@st.cache_resource(max_entries=64, show_spinner=False)
def outcomes(database: Database, asked: checked.Asked, *, problems: bool, limit: int) -> pl.DataFrame:
    """Give OUTCOMES of the reports with the gravest problems."""
    return checked.outcomes(_connection(database), asked, problems=problems, limit=limit)


def checks(
    database: Database, asked: checked.Asked, verdicts: pl.DataFrame, page: int = 1, size: int = checked.PAGE
) -> pl.DataFrame:
    """Give one page of CHECKS; asked anew at every run, because verdicts change between two versions."""
    return checked.checks(_connection(database), asked, verdicts, page=page, size=size)


@st.cache_resource(max_entries=16, show_spinner=False)
def firing(database: Database, asked: checked.Asked) -> pl.DataFrame:
    """Give FIRING."""
    return checked.firing(_connection(database), asked)


@st.cache_resource(max_entries=64, show_spinner=False)
def lacking(database: Database, asked: checked.Asked) -> pl.DataFrame:
    """Give LACKING."""
    return checked.lacking(_connection(database), asked)


@st.cache_resource(max_entries=64, show_spinner=False)
def revised(database: Database, organ_id: str, year: int) -> pl.DataFrame:
    """Give REVISED."""
    return checked.revised(_connection(database), organ_id, year)


@st.cache_resource(max_entries=32, show_spinner=False)
def check_report(database: Database, organ_id: str, year: int, *, children: bool) -> mending.CheckReport:
    """Give what an authority, or all directly below it, have to mend in a year; raises LookupError where nobody is."""
    con = _connection(database)
    name = context(database).organs.filter(organ_id=organ_id)["name"][0]
    if children:
        return mending.check_report(con, f"{name}下级机关", mending.children_of(con, organ_id, year))
    return mending.check_report(con, name, [(organ_id, year)])


def judged(report: mending.CheckReport, verdicts: pl.DataFrame) -> mending.CheckReport:
    """Give the report with the VERDICTS in force beside what they are about."""
    return mending.judged(report, verdicts.rename({"rule": "target"}))
