from __future__ import annotations

import datetime as dt

import duckdb
import pytest

from analysis import frames, load, report_frames


@pytest.fixture(scope="module")
def con(new_rows, world):
    rows = new_rows()
    rows.organ("a", name="示例市甲区").organ("b")
    rows.report("a", 2022, "2021", {"licence.decisions": 5, "penalty.decisions": None})
    rows.report("a", 2023, "2021", {"licence.decisions": "约30", "penalty.decisions": 2})
    rows.report("b", 2023, "2021", {"licence.decisions": 9, "penalty.decisions": 3})
    rows.finding("a", 2022, "t3.balance.total", ["requests.new.total"])
    rows.finding("a", 2022, "t3.balance.natural", ["requests.new.natural"], outcome="cannot_check")
    rows.finding("a", 2022, "p.copy", [], severity="warning")
    rows.finding("b", 2023, "t2.stock2019.licence", ["licence.decisions"], severity="notice")
    return world(rows).con


@pytest.mark.parametrize(
    ("query", "schema"),
    [
        pytest.param(load.build, frames.BUILD, id="build"),
        pytest.param(load.metrics, frames.METRICS, id="metrics"),
        pytest.param(load.organs, frames.ORGANS, id="organs"),
        pytest.param(load.reports, frames.REPORTS, id="reports"),
        pytest.param(load.comparability, frames.COMPARABILITY, id="comparability"),
        pytest.param(lambda con: load.facts(con, ["licence.decisions"]), frames.FACTS, id="facts"),
        pytest.param(load.findings, frames.FINDINGS, id="findings"),
        pytest.param(lambda con: load.report_cells(con, "a", 2022), report_frames.CELLS, id="cells"),
        pytest.param(load.corrections, report_frames.CORRECTIONS, id="corrections"),
        pytest.param(load.passages, report_frames.PASSAGES, id="passages"),
    ],
)
def test_frames_have_the_promised_columns_and_types(query, schema, con):
    assert query(con).schema == schema


def test_build_is_one_row(con):
    assert load.build(con).row(0, named=True)["built_at"] == dt.datetime(2025, 1, 2, 3, 4, 5)  # noqa: DTZ001


def test_only_what_is_asked_is_read(con):
    asked = load.facts(con, ["licence.decisions"], organs=["a"], years=[2023])
    assert asked.select("organ_id", "year", "path", "value", "status", "printed").rows() == [
        ("a", 2023, "licence.decisions", None, "unreadable", "约30")
    ]


@pytest.mark.parametrize(
    "nothing", [{"organs": []}, {"years": []}, {"organs": ["z"]}], ids=["no-organs", "no-years", "unknown"]
)
def test_asking_for_nothing_gives_nothing(nothing, con):
    assert load.facts(con, ["licence.decisions"], **nothing).is_empty()


def test_witnesses_are_read_only_of_reports_with_a_blank(con):
    found = load.facts(con, ["penalty.decisions"], witnesses=["licence.decisions"])
    assert found.filter(path="licence.decisions").select("organ_id", "year").rows() == [("a", 2022)]


def test_reports_count_failed_checks_only(con):
    counts = load.reports(con, organs=["a"]).select("year", "n_errors", "n_warnings", "n_notices").rows()
    assert counts == [(2022, 1, 1, 0), (2023, 0, 0, 0)]


@pytest.mark.parametrize(
    ("filters", "rules"),
    [
        pytest.param({"organ": "b"}, ["t2.stock2019.licence"], id="organ"),
        pytest.param({"year": 2023}, ["t2.stock2019.licence"], id="year"),
        pytest.param({"rule": "t3."}, ["t3.balance.natural", "t3.balance.total"], id="rule-begins"),
        pytest.param({"rule": "t3.", "outcome": "fail"}, ["t3.balance.total"], id="outcome"),
        pytest.param({"severity": "warning"}, ["p.copy"], id="severity"),
    ],
)
def test_findings_are_filtered(filters, rules, con):
    assert load.findings(con, **filters)["rule"].to_list() == rules


def test_a_superseded_report_is_not_read(rows, world):
    here = world(rows.report("a", 2022, "2021", {"licence.decisions": 5}))
    here.con.close()
    with duckdb.connect(str(here.path)) as con:
        con.execute("update report set is_current = false")
    con = load.open_database(here.path)
    assert load.facts(con, ["licence.decisions"]).is_empty()
    assert load.reports(con).is_empty()
    assert load.report_cells(con, "a", 2022).is_empty()


def test_two_readers_share_a_connection(con):
    cursor = con.cursor()
    unfinished = cursor.execute("select * from metric")
    assert load.organs(con).height == 2
    assert unfinished.fetchone() is not None


def test_the_database_cannot_be_written(con):
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        con.execute("delete from cell")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, None, id="nothing-published"),
        pytest.param({"CURRENT": "v3.duckdb\n"}, None, id="file-is-gone"),
        pytest.param({"CURRENT": "v3.duckdb\n", "v3.duckdb": ""}, "v3.duckdb", id="published"),
        pytest.param({"CURRENT": "../../v3.duckdb", "v3.duckdb": ""}, "v3.duckdb", id="never-outside-the-workspace"),
    ],
)
def test_published_follows_the_pointer(files, expected, tmp_path):
    folder = tmp_path / "database"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert load.published(tmp_path) == (expected and folder / expected)


def test_a_database_of_an_older_program_is_refused_with_the_way_out(tmp_path):
    path = tmp_path / "v1.duckdb"
    with duckdb.connect(str(path)) as old:
        old.execute("create table build (version integer)")
    with pytest.raises(load.OutdatedError, match="python -m ingest build"):
        load.open_database(path)
    path.unlink()  # nobody holds it
