"""Numbers worked out by hand from printed figures, against those that the analysis gives.

`changes_rates_peers.csv` holds one expected value a row. Where `formula` begins with `=` it is plain arithmetic over the
printed figures, which DuckDB works out again; elsewhere it says in words how the value was found, and `source` by what
second means. `organ` is a short name, or the part of a whole; `given` names the group of organs or other inputs.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest

from analysis import ask, drivers, funnel, growth, load, peers, totals
from analysis.change import between
from analysis.decomposition import decomposed
from analysis.vocabulary import metric as metric_of

TABLE = Path(__file__).with_name("changes_rates_peers.csv")
CLOSE = 1e-9


@dataclass(frozen=True)
class Row:
    """One line of the table; `start` and `year` are 0 where a kind has none."""

    case: str
    kind: str
    workspace: str
    organ: str
    metric: str
    start: int
    year: int
    field: str
    expected: str
    formula: str
    source: str
    given: str


@dataclass(frozen=True)
class Asked:
    """A row of the table with the database that answers it."""

    row: Row
    con: load.Connection
    known: ask.Context

    @property
    def metric(self):
        return metric_of(self.known.metrics, self.row.metric)

    @property
    def years(self):
        return (self.row.start, self.row.year)

    @property
    def group(self):
        """The organs that `given` names by their superior."""
        if not self.row.given.startswith("under "):
            return self.id_of(self.row.organ)
        superior = self.id_of(self.row.given.removeprefix("under "))[0]
        return self.known.organs.filter(pl.col("parent_id") == superior)["organ_id"].to_list()

    def id_of(self, name):
        return self.known.organs.filter(pl.col("short_name") == name)["organ_id"].to_list()

    def series(self, organs, years):
        return ask.series_of(self.con, self.known, self.row.metric, organs, years)


def read():
    with TABLE.open(encoding="utf-8", newline="") as file:
        numbered = [row | {year: int(row[year] or 0) for year in ("start", "year")} for row in csv.DictReader(file)]
    return [Row(**row) for row in numbered]


ROWS = read()


def name_of(row):
    return "-".join(filter(None, (row.case, row.kind, row.organ, row.metric, row.field)))


def series(asked):
    return asked.series(asked.id_of(asked.row.organ), [asked.row.year])


def change(asked):
    rows = asked.series(asked.id_of(asked.row.organ), asked.years)
    return between(rows, *asked.years, asked.known.comparability, asked.metric)


def peers_of(asked):
    default = asked.row.given == "default"
    groups = peers.default_groups(asked.known.organs) if default else peers.one_group(asked.group, asked.row.given)
    found = peers.against_peers(asked.series(None, [asked.row.year]), groups, is_count=True)
    return found.filter(pl.col("organ") == asked.row.organ)


def total(asked):
    return totals.total(asked.series(asked.group, [asked.row.year]), asked.metric)


def total_change(asked):
    rows = asked.series(asked.group, asked.years)
    return totals.total_change(rows, *asked.years, asked.known.comparability, asked.metric)


def contributions(asked):
    rows = asked.series(asked.group, asked.years)
    changes = between(rows, *asked.years, asked.known.comparability, asked.metric)
    return totals.contributions(changes).filter(pl.col("organ") == asked.row.organ)


def given_contributions(asked):
    named = [part.rsplit(" ", 2) for part in asked.row.given.split("; ")]
    frame = pl.DataFrame(named, schema=["organ", "start", "end"], orient="row").with_columns(
        pl.col("start", "end").cast(pl.Float64), organ_id="organ"
    )
    found = totals.contributions(frame.with_columns(change=pl.col("end") - pl.col("start")))
    return found.filter(pl.col("organ") == asked.row.organ)


def decomposition(asked):
    rows = asked.series(asked.group, asked.years)
    parts = drivers.by_organ(rows, asked.years, asked.known.comparability, asked.metric)
    return decomposed(parts).filter(pl.col("part") == asked.row.organ)


def applicants(asked):
    whole = asked.id_of(asked.row.given)
    parts, used = drivers.by_applicant(asked.con, asked.known, asked.row.metric, whole, asked.years)
    assert used == whole
    return decomposed(parts).filter(pl.col("part") == asked.row.organ)


def compound(asked):
    span = range(asked.row.start, asked.row.year + 1)
    rows = asked.series(asked.id_of(asked.row.organ), span)
    return growth.compound(rows, span, asked.known.comparability, asked.metric)


def index(asked):
    rows = asked.series(asked.id_of(asked.row.organ), asked.years)
    found = growth.indexed(rows, asked.row.start, asked.known.comparability, asked.metric)
    return found.filter(pl.col("year") == asked.row.year)


def limit(asked):
    whole, target, tail = map(float, asked.row.given.split())
    return pl.DataFrame({"limit": funnel.exact_limit(np.array([whole]), target, tail)})


def funnel_of(asked):
    found = funnel.funnel(asked.series(asked.group, [asked.row.year]))
    return found.filter(pl.col("organ") == asked.row.organ)


KINDS = {
    "series": series,
    "change": change,
    "peers": peers_of,
    "total": total,
    "total_change": total_change,
    "contributions": contributions,
    "given_contributions": given_contributions,
    "decomposition": decomposition,
    "applicants": applicants,
    "compound": compound,
    "index": index,
    "limit": limit,
    "funnel": funnel_of,
}


@pytest.fixture(scope="module")
def asked_of(workspaces):
    @cache
    def opened(name):
        con = load.open_database(load.published(workspaces / name))
        return con, ask.context(con)

    def asked(row):
        return Asked(row, *opened(row.workspace or "demo"))

    return asked


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_the_analysis_gives_what_was_worked_out_by_hand(row, asked_of):
    answer = KINDS[row.kind](asked_of(row))
    assert answer.height == 1
    found = answer[row.field][0]
    if isinstance(found, int | float):
        assert found == pytest.approx(float(row.expected), rel=CLOSE, abs=CLOSE)
    elif isinstance(found, pl.Series):
        assert found.to_list() == row.expected.split()
    else:
        assert (found or "") == row.expected


WORKED = [row for row in ROWS if row.formula.startswith("=")]


@pytest.mark.parametrize("row", WORKED, ids=name_of)
def test_the_formula_gives_what_is_expected(row):
    found = duckdb.sql(f"select ({row.formula.removeprefix('=')})::double").fetchall()[0][0]
    assert found == pytest.approx(float(row.expected), rel=CLOSE, abs=CLOSE)


def test_every_kind_of_number_is_held():
    assert {row.kind for row in ROWS} == set(KINDS)
    assert {row.expected for row in ROWS if row.field == "case"} == {
        *("increase", "decrease", "no_change", "fell_to_zero", "rose_from_zero"),
        *("both_zero", "negative_base", "start_missing", "end_missing", "break"),
    }


def test_every_derived_rate_is_held(asked_of):
    vocabulary = asked_of(ROWS[0]).known.metrics
    rates = set(vocabulary.filter(pl.col("kind") == "rate")["metric"])
    assert rates <= {row.metric for row in ROWS if row.kind == "series"}
