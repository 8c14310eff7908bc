"""In whatever order rows come, the analysis says the same: of every public function that takes a frame."""

import importlib
import inspect
import pkgutil
from dataclasses import fields, replace
from datetime import datetime

import polars as pl
import polars.selectors as cs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import analysis
from analysis import (
    ask,
    blanks,
    change,
    composition,
    coverage,
    coverage_groups,
    decomposition,
    drivers,
    explanations,
    foremost,
    funnel,
    glossary,
    growth,
    headline,
    layout,
    load,
    movers,
    neighbours,
    parts,
    peers,
    printed,
    runs,
    series,
    shares,
    totals,
    unusual,
    vocabulary,
)
from analysis.vocabulary import metric as metric_of

YEARS = (2020, 2021, 2022, 2023)
LAST = (2022, 2023)
LICENCES, RATE = "licence.decisions", "disclosure_rate"
DISTRICT = "甲木区"
CITY = "a8af0d78"


class World:
    """The fictional city with every frame and list of organs shuffled by one number; null leaves them as they are."""

    def __init__(self, con, known, seed):
        self.con, self.seed = con, seed
        self.known = replace(known, **{each.name: self.mixed(getattr(known, each.name)) for each in fields(known)})
        self.metrics, self.register = self.known.metrics, self.known.comparability
        self.organs, self.reports = self.known.organs, self.known.reports
        self.ids = self.organs["organ_id"].to_list()
        self.one = self.organs.filter(pl.col("short_name") == DISTRICT)["organ_id"][0]

    def mixed(self, frame):
        return frame if self.seed is None else frame.sample(fraction=1, shuffle=True, seed=self.seed)

    def metric(self, metric_id=LICENCES):
        return metric_of(self.metrics, metric_id)

    def facts(self, *metric_ids):
        asked = metric_ids or [each.id for each in vocabulary.headline_metrics(self.metrics)]
        return self.mixed(ask.facts_for(self.con, self.known, asked, None, YEARS))

    def series(self, metric_id=LICENCES, years=YEARS):
        return self.mixed(ask.complete(self.known, self.facts(metric_id), metric_id, self.ids, years))

    def changes(self, metric_id=LICENCES):
        return self.mixed(change.between(self.series(metric_id), *LAST, self.register, self.metric(metric_id)))

    def decided(self):
        pairs = self.changes().select("organ_id", "start", "end", "comparable", "flags", "why_zh", "why_en")
        return self.mixed(change.decide(pairs, is_rate=False))

    def parts(self):
        return self.mixed(drivers.by_organ(self.series(RATE), LAST, self.register, self.metric(RATE)))

    def outcomes(self):
        facts = self.mixed(composition.facts_for(self.con, self.known, "outcomes", self.ids, YEARS))
        return self.mixed(composition.composition(self.known, facts, "outcomes", self.ids, YEARS))

    def shares(self, year=2023):
        return self.mixed(shares.shares(self.known, self.outcomes()).filter(pl.col("year") == year))

    def said(self):
        at = datetime(2025, 1, 2)  # noqa: DTZ001 - UTC by contract
        rows = [(organ, 2023, LICENCES, "原因", "审核员", at, 1, 1.0, 2.0) for organ in self.ids]
        return self.mixed(pl.DataFrame(rows, schema=explanations.EXPLANATIONS, orient="row"))

    def cells(self, year=2023):
        return self.mixed(load.report_cells(self.con, self.one, year))

    def here(self):
        return self.reports.select("report_id", "form")

    def supplied(self):
        return self.mixed(load.attributes(self.con))

    def near(self):
        return self.organs, self.supplied(), self.ids, 2023

    def circles(self):
        return self.mixed(neighbours.circles(neighbours.nearest(*self.near(), ("staff",))))

    def groups(self):
        return self.mixed(peers.one_group(self.ids, "all"))


def completed(world):
    return series.complete_metric(
        world.facts(RATE),
        world.metric(RATE),
        world.organs,
        world.reports,
        YEARS,
        metrics=world.metrics,
        comparability=world.register,
        findings=world.known.findings,
    )


def completed_by_id(world):
    return series.complete(
        world.facts(LICENCES),
        LICENCES,
        world.organs,
        world.reports,
        YEARS,
        metrics=world.metrics,
        comparability=world.register,
        findings=world.known.findings,
    )


def ranked(world):
    rows = world.series(years=[2023])
    return rows.select("organ_id", rank=peers.ranks(rows))


def whole_form(world):
    found = world.mixed(printed.problems(load.findings(world.con, world.one, 2023)))
    return printed.printed(world.known, world.cells(), world.cells(2022), found, (world.one, 2023))


ORDERED = {
    "ask.complete": lambda world: ask.complete(world.known, world.facts(RATE), RATE, world.ids, YEARS),
    "ask.facts_for": lambda world: ask.facts_for(world.con, world.known, [RATE, LICENCES], world.ids, YEARS),
    "ask.series_of": lambda world: ask.series_of(world.con, world.known, RATE, world.ids, YEARS),
    "blanks.witnesses": lambda world: sorted(blanks.witnesses(["requests.new.total"], world.metrics)),
    "change.between": lambda world: change.between(world.series(RATE), *LAST, world.register, world.metric(RATE)),
    "change.year_on_year": lambda world: change.year_on_year(world.series(), world.register, world.metric()),
    "composition.composition": lambda world: composition.composition(
        world.known,
        world.mixed(composition.facts_for(world.con, world.known, "outcomes", world.ids, YEARS)),
        "outcomes",
        world.ids,
        YEARS,
    ),
    "composition.facts_for": lambda world: composition.facts_for(world.con, world.known, "outcomes", world.ids, YEARS),
    "composition.family_of": lambda world: composition.family_of(world.metrics, world.metric(RATE)),
    "coverage_groups.below": lambda world: sorted(coverage_groups.below(world.organs, CITY)),
    "coverage_groups.grouped": lambda world: coverage_groups.grouped(
        world.mixed(coverage.coverage(world.organs, world.reports, YEARS)), world.organs, None
    ),
    "coverage_groups.top": lambda world: coverage_groups.top(world.organs),
    "coverage.coverage": lambda world: coverage.coverage(world.organs, world.reports, YEARS),
    "composition.cells_for": lambda world: composition.cells_for(world.known, "outcomes"),
    "decomposition.decomposed": lambda world: decomposition.decomposed(world.parts()),
    "drivers.by_applicant": lambda world: drivers.by_applicant(world.con, world.known, RATE, world.ids, LAST)[0],
    "explanations.wanted": lambda world: explanations.wanted(
        world.mixed(explanations.to_explain(world.known, world.facts(), None, 2023)), world.said()
    ),
    "foremost.by_value": lambda world: foremost.by_value(world.series(), 5),
    "foremost.lacking": lambda world: foremost.lacking(world.changes()),
    "funnel.funnel": lambda world: funnel.funnel(world.series(RATE, [2023])),
    "funnel.faulty": lambda world: funnel.faulty(world.series(RATE)).height,
    "funnel.limits": lambda world: funnel.limits(world.mixed(funnel.funnel(world.series(RATE, [2023])))),
    "glossary.glossary": lambda world: glossary.glossary(world.known),
    "growth.compound": lambda world: growth.compound(world.series(), YEARS, world.register, world.metric()),
    "growth.indexed": lambda world: growth.indexed(world.series(), 2020, world.register, world.metric()),
    "headline.figures": lambda world: headline.figures(world.known, world.facts(), world.ids, 2023),
    "headline.latest_good_year": lambda world: headline.latest_good_year(world.organs, world.reports),
    "layout.as_printed": lambda world: layout.as_printed(layout.places("2021"), world.cells()["path"]),
    "movers.movers": lambda world: movers.movers(world.known, world.facts(), None, *LAST),
    "neighbours.available": lambda world: neighbours.available(world.supplied(), world.organs, world.ids, 2023),
    "neighbours.existing": lambda world: sorted(neighbours.existing(world.organs, world.ids, 2023)),
    "neighbours.nearest": lambda world: neighbours.nearest(*world.near(), ("gdp", "population")).neighbours,
    "neighbours.similar_size": lambda world: neighbours.similar_size(*world.near()).neighbours,
    "parts.paths_for": lambda world: parts.paths_for([world.metric(RATE)], world.metrics, world.register),
    "peers.against_own": lambda world: peers.against_own(world.series(), world.circles(), is_count=True),
    "peers.against_peers": lambda world: peers.against_peers(world.series(), world.groups(), is_count=True),
    "printed.printed": whole_form,
    "runs.runs": lambda world: runs.runs(world.series(), world.register, world.metric()),
    "series.complete": completed_by_id,
    "series.complete_metric": completed,
    "shares.pooled": lambda world: shares.pooled(world.shares()),
    "totals.contributions": lambda world: totals.contributions(world.changes()),
    "totals.total": lambda world: totals.total(world.series(RATE), world.metric(RATE)),
    "totals.total_change": lambda world: totals.total_change(world.series(), *LAST, world.register, world.metric()),
    "totals.without_overlap": lambda world: sorted(totals.without_overlap(world.organs, world.ids)[0]),
    "unusual.judged": lambda world: unusual.judged(world.known, world.facts(), 2023),
    "unusual.kin": lambda world: unusual.kin(world.organs, world.one, "superior"),
    "vocabulary.answer": lambda world: vocabulary.answer(world.register, world.metric(RATE), "2019", "2021"),
    "vocabulary.cell_answers": lambda world: vocabulary.cell_answers(
        world.register, world.metrics["metric"].sort(), "2019", "2021"
    ),
    "vocabulary.headline_metrics": lambda world: vocabulary.headline_metrics(world.metrics),
    "vocabulary.metric": lambda world: vocabulary.metric(world.metrics, RATE),
    "vocabulary.stand_ins": lambda world: vocabulary.stand_ins(world.register),
    "vocabulary.stand_in": lambda world: vocabulary.stand_in(world.register, "normative.issued", "2019"),
}
"""Whose answer has an order of its own."""

KEPT = {
    "ask.with_zeros": lambda world: ask.with_zeros(world.known, world.facts(RATE)),
    "blanks.infer_zeros": lambda world: blanks.infer_zeros(world.facts(RATE), world.metrics),
    "change.decide": lambda world: world.decided(),
    "change.with_reasons": lambda world: change.with_reasons(world.decided()),
    "drivers.by_organ": lambda world: world.parts(),
    "explanations.explained": lambda world: explanations.explained(world.changes(), world.said()),
    "explanations.of_series": lambda world: explanations.of_series(
        world.series(), world.said(), world.register, world.metric()
    ),
    "explanations.to_explain": lambda world: explanations.to_explain(world.known, world.facts(), None, 2023),
    "foremost.by_change": lambda world: foremost.by_change(world.changes(RATE), 4, world.metric(RATE)),
    "foremost.standing_out": lambda world: foremost.standing_out(
        world.mixed(peers.against_peers(world.series(), world.groups(), is_count=True)), 5
    ),
    "glossary.searched": lambda world: glossary.searched(world.mixed(glossary.glossary(world.known)), "许可"),
    "movers.material_changes": lambda world: movers.material_changes(
        world.known, world.facts(), world.metric(), world.ids, LAST
    ),
    "parts.cells_of": lambda world: parts.cells_of(
        world.metric(RATE), world.facts(RATE), world.here(), world.metrics, world.register
    ),
    "peers.default_groups": lambda world: peers.default_groups(world.organs),
    "peers.ranks": ranked,
    "printed.problems": lambda world: printed.problems(world.mixed(load.findings(world.con, world.one, 2023))).drop(
        "number"
    ),
    "series.labels": lambda world: series.labels(world.organs),
    "shares.shares": lambda world: shares.shares(world.known, world.outcomes()),
}
"""Whose answer keeps the order of what it is given: here the rows count, not their order."""

ELSEWHERE = {
    "check_report.judged": "keeps the order of its report; see test_check_report",
    "checks.checks": "the database orders and pages; see test_checks",
    "load.rows": "the query orders",
    "printed.printed_of": "loads what printed.printed takes",
    "quality.matrix": "rows come in the order in which they are given, which is what it promises; see test_quality",
}


@pytest.fixture(scope="module")
def city(workspaces):
    con = load.open_database(load.published(workspaces / "demo"))
    return con, ask.context(con)


def rows_sorted(frame):
    return frame.sort(~cs.by_dtype(pl.List(pl.String)) & ~cs.float(), cs.float())


def assert_same(found, expected):
    if isinstance(expected, pl.DataFrame):
        assert_frame_equal(found, expected, check_exact=False, rel_tol=1e-12, abs_tol=1e-9)
    else:
        assert found == expected


@pytest.mark.parametrize("name", ORDERED)
@settings(max_examples=3)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_rows_and_organs_changes_nothing(name, city, seed):
    assert_same(ORDERED[name](World(*city, seed)), ORDERED[name](World(*city, None)))


@pytest.mark.parametrize("name", KEPT)
@settings(max_examples=3)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_rows_changes_no_row(name, city, seed):
    assert_same(rows_sorted(KEPT[name](World(*city, seed))), rows_sorted(KEPT[name](World(*city, None))))


def takes_a_frame(function):
    said = " ".join(str(each.annotation) for each in inspect.signature(function).parameters.values())
    return "DataFrame" in said or "Context" in said or "pl.Series" in said


def public_functions():
    for found in pkgutil.iter_modules(analysis.__path__):
        module = importlib.import_module(f"analysis.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_") and takes_a_frame(function):
                yield f"{found.name}.{name}"


def test_every_public_function_that_takes_a_frame_is_held():
    assert set(public_functions()) == {*ORDERED, *KEPT, *ELSEWHERE}
