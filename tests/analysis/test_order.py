"""In whatever order rows come, the analysis says the same: of every public function that takes a frame."""

import importlib
import inspect
import pkgutil

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
    marimekko,
    movers,
    neighbours,
    parts,
    peers,
    printed,
    roster,
    runs,
    scatter,
    series,
    shares,
    totals,
    unusual,
    vocabulary,
)
from tests.analysis.city import CITY, LAST, LICENCES, RATE, YEARS, World


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
    "composition.cells_for": lambda world: composition.cells_for(world.known, "outcomes"),
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
    "decomposition.decomposed": lambda world: decomposition.decomposed(world.parts()),
    "drivers.by_applicant": lambda world: drivers.by_applicant(world.con, world.known, RATE, world.ids, LAST)[0],
    "explanations.to_explain": lambda world: explanations.to_explain(world.known, world.facts(), None, 2023),
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
    "parts.paths_for": lambda world: parts.paths_for([world.metric(RATE)], world.metrics, world.register),
    "neighbours.existing": lambda world: sorted(neighbours.existing(world.organs, world.ids, 2023)),
    "peers.against_own": lambda world: peers.against_own(world.series(), world.circles(), is_count=True),
    "peers.against_peers": lambda world: peers.against_peers(world.series(), world.groups(), is_count=True),
    "printed.printed": whole_form,
    "roster.listed": lambda world: roster.listed(world.organs, "甲木区、丙火区"),
    "roster.search": lambda world: roster.search(world.organs, "示例市", 5),
    "runs.runs": lambda world: runs.runs(world.series(), world.register, world.metric()),
    "scatter.medians": lambda world: scatter.medians(world.points()),
    "scatter.points": lambda world: world.points().sort("organ_id"),
    "scatter.spearman": lambda world: scatter.spearman(world.points()),
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
    "marimekko.rects": lambda world: marimekko.rects(world.outcomes().filter(pl.col("year") == 2023)),
    "vocabulary.stand_ins": lambda world: vocabulary.stand_ins(world.register),
    "vocabulary.headline_metrics": lambda world: vocabulary.headline_metrics(world.metrics),
    "vocabulary.metric": lambda world: vocabulary.metric(world.metrics, RATE),
    "vocabulary.stand_in": lambda world: vocabulary.stand_in(world.register, "normative.issued", "2019"),
}
"""Whose answer has an order of its own."""

KEPT = {
    "ask.with_zeros": lambda world: ask.with_zeros(world.known, world.facts(RATE)),
    "foremost.standing_out": lambda world: foremost.standing_out(
        peers.against_peers(world.series(years=[2023]), world.groups(), is_count=True), 4
    ),
    "blanks.infer_zeros": lambda world: blanks.infer_zeros(world.facts(RATE), world.metrics),
    "change.decide": lambda world: world.decided(),
    "change.with_reasons": lambda world: change.with_reasons(world.decided()),
    "drivers.by_organ": lambda world: world.parts(),
    "explanations.explained": lambda world: explanations.explained(world.changes(), world.said()),
    "explanations.of_series": lambda world: explanations.of_series(
        world.series(), world.said(), world.register, world.metric()
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
    "foremost.by_change": "keeps the order of its rows, also of those it takes first among the ones without a change",
    "neighbours.available": "see test_neighbours",
    "neighbours.nearest": "see test_neighbours",
    "neighbours.similar_size": "see test_neighbours",
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
