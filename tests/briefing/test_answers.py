"""Every question over the published demo city: the numbers are those of the analysis, in both languages."""

import datetime as dt

import polars as pl
import pytest

from analysis import ask, load
from analysis.change import between
from analysis.totals import total
from briefing import templates
from briefing.answers import answer
from briefing.content import Drawing, Figures, Paragraph, Tone
from briefing.fill import NothingToSayError, fill
from briefing.plan import Ask, Chapter, Plan, Question
from briefing.source import source_of
from briefing.words import LANGUAGES, words

END, START = 2024, 2023
DAY = dt.date(2026, 1, 2)


@pytest.fixture(scope="module")
def con(workspaces):
    with load.open_database(load.published(workspaces / "demo")) as opened:
        yield opened


@pytest.fixture(scope="module", params=LANGUAGES)
def source(con, request):
    return source_of(con, words(request.param), "示例市")


@pytest.fixture(scope="module")
def districts(source):
    return templates.below(source, None, END)


def subject(kind):
    by_kind = {
        Ask.COMPARED: "licence.decisions",
        Ask.TREND: "licence.decisions",
        Ask.BESIDE: "licence.decisions",
        Ask.RANKED: "licence.decisions",
        Ask.FUNNEL: "disclosure_rate",
        Ask.CONTRIBUTIONS: "licence.decisions",
        Ask.DRIVERS: "disclosure_rate",
        Ask.SCATTER: "licence.decisions|penalty.decisions|requests.new.total",
        Ask.GROWTH: "licence.decisions",
        Ask.PARTS: "outcomes",
        Ask.PARTS_OVER_YEARS: "outcomes",
        Ask.FORM: "three",
    }
    return by_kind.get(kind, "")


@pytest.mark.parametrize("kind", Ask)
def test_every_kind_is_answered_with_a_sentence_or_a_table(con, source, districts, kind):
    years = (
        tuple(range(2019, END + 1))
        if kind in (Ask.TREND, Ask.BESIDE, Ask.COVERAGE, Ask.GROWTH, Ask.LACKING)
        else (START, END)
    )
    blocks = answer(con, source, Question(kind, subject(kind), districts, years))
    assert any(isinstance(block, Paragraph | Figures) for block in blocks)
    for block in blocks:
        if not isinstance(block, Paragraph):
            assert block.caption.source
            assert block.caption.build
            assert block.table.file.height
            assert set(block.table.file.columns) <= set(block.table.headers)


def test_a_compared_metric_has_the_numbers_of_the_change_function(con, source, districts):
    metric = source.metric("licence.decisions")
    series = ask.series_of(con, source.known, metric.id, districts, (START, END))
    changes = between(series, START, END, source.known.comparability, metric)
    blocks = answer(con, source, Question(Ask.COMPARED, metric.id, districts, (START, END)))
    drawing = next(block for block in blocks if isinstance(block, Drawing))
    drawn = dict(
        zip(drawing.plot.categories, zip(*(run.values for run in drawing.plot.runs), strict=True), strict=True)
    )
    usable = changes.filter(pl.col("change").is_not_null())
    assert drawn == {row["organ"]: (row["start"], row["end"]) for row in usable.to_dicts()}
    listed = next(block for block in blocks if isinstance(block, Figures)).table.frame
    assert set(listed["organ"]) >= set(usable["organ"])
    named = {organ for block in blocks if isinstance(block, Figures) for organ in block.table.frame["organ"]}
    assert set(changes["organ"]) <= named, "who cannot be compared is listed too"


def test_the_headline_sums_are_those_of_the_analysis(con, source, districts):
    blocks = answer(con, source, Question(Ask.HEADLINE, "", districts, (START, END)))
    table = next(block for block in blocks if isinstance(block, Figures)).table.frame
    metric = source.metric("penalty.decisions")
    series = ask.series_of(con, source.known, metric.id, districts, (END,))
    shown = table.filter(pl.col("metric") == source.title_of(metric)).row(0, named=True)
    assert shown["value"] == round(total(series, metric)["value"][0], 2)


def test_the_headline_over_several_years_says_the_same_sum(con, source, districts):
    near, far = (
        next(
            block
            for block in answer(con, source, Question(Ask.HEADLINE, "", districts, years))
            if isinstance(block, Figures)
        ).table.frame
        for years in ((START, END), (2020, END))
    )
    assert near["value"].to_list() == far["value"].to_list()
    assert near["reading"].to_list() != far["reading"].to_list()


@pytest.mark.parametrize("table", ["two", "three", "four"])
def test_an_annex_table_holds_all_rows_of_the_form_and_says_why_a_number_is_missing(con, source, districts, table):
    (block,) = answer(con, source, Question(Ask.FORM, table, districts, (START, END)))
    frame = block.table.frame
    assert frame.height == {"two": 10, "three": 26, "four": 15}[table]
    numbers = frame.select(districts)
    lacking = numbers.select(pl.any_horizontal(pl.all().is_null())).to_series()
    assert frame.filter(lacking)["note"].str.len_chars().min() or not lacking.any()


def test_table_three_of_one_organ_is_printed_as_the_form_has_it(con, source, districts):
    (block,) = answer(con, source, Question(Ask.FORM, "three", districts[:1], (END,)))
    stored = load.report_cells(con, districts[0], END).filter(pl.col("path").str.starts_with("requests."))
    columns = ["natural", "company", "research", "ngo", "legal", "other", "total"]
    printed = block.table.frame.select(columns)
    assert printed.height == 25
    assert sorted(printed.unpivot()["value"].drop_nulls()) == sorted(stored["value"].drop_nulls())


def test_a_title_and_a_comment_of_the_reader_stand_in_the_answer(con, source, districts):
    question = Question(Ask.TREND, "licence.decisions", districts, (2022, 2023), "Mine", "My words")
    blocks = answer(con, source, question)
    assert {block.caption.title for block in blocks if not isinstance(block, Paragraph)} == {"Mine"}
    assert blocks[-1] == Paragraph("My words", Tone.COMMENT)


@pytest.mark.parametrize("name", templates.NAMES)
def test_a_template_fills_itself(con, source, districts, name):
    plan = {
        "annual": lambda: templates.annual(source, districts, END, whose="示例市"),
        "profile": lambda: templates.profile(source, districts[0], END),
        "reply": lambda: templates.reply(source, districts[0], (END, START)),
    }[name]()
    told = []
    filled = fill(con, source, plan, DAY, lambda done, of: told.append((done, of)))
    assert told[-1] == (len(plan.questions), len(plan.questions))
    assert filled.fictional
    assert all(section.blocks for section in filled.sections)
    for word in (filled.source, filled.build, "2026-01-02", filled.reported):
        assert word in filled.foot


def test_an_organ_that_is_the_only_one_of_its_type_is_set_beside_those_of_its_level(con, source):
    only = next(row for row in source.known.organs.to_dicts() if row["type"] == "县级市")
    blocks = answer(con, source, Question(Ask.BESIDE, "licence.decisions", (only["organ_id"],), (2023, END)))
    table = next(block for block in blocks if isinstance(block, Figures))
    assert table.caption.filters == (source.say("briefing.same_level"),)
    assert table.table.frame["median"].null_count() == 0


def test_a_workspace_without_these_reports_gives_a_sentence(con, source, districts):
    plan = Plan("", "", (Chapter("", (Question(Ask.HEADLINE, "", districts, (1990, 1991)),)),))
    with pytest.raises(NothingToSayError, match=source.say("briefing.empty")[:10]):
        fill(con, source, plan, DAY)


def test_a_metric_of_another_database_is_said_to_be_unknown(con, source, districts):
    plan = Plan("", "", (Chapter("", (Question(Ask.TREND, "no.such", districts, (2022, 2023)),)),))
    (section,) = fill(con, source, plan, DAY).sections
    assert section.blocks == (Paragraph(source.say("briefing.unknown", subject="no.such"), Tone.NOTE),)


def test_peers_of_the_readers_own_choice_are_kept_with_the_question(con, source, districts):
    pairs = tuple((organ, "chosen") for organ in districts)
    (drawing, listed) = answer(con, source, Question(Ask.RANKED, "licence.decisions", districts, (END,), peers=pairs))
    assert listed.table.frame["peers"].to_list() == [len(districts) - 1] * len(districts)
    assert listed.caption.filters[-1] == source.say("briefing.own_peers")
    own = tuple((organ, districts[0]) for organ in districts)
    (_, alone) = answer(con, source, Question(Ask.RANKED, "licence.decisions", districts, (END,), peers=own))
    assert alone.table.frame["organ"].to_list() == [source.names[districts[0]]]
    assert drawing.chart is not None
