from __future__ import annotations

import math
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from ledger import Judgement, Kind, LedgerError, book_of, open_book, standing, undone, url_of
from ledger.engine import writing


def test_an_entry_comes_back_as_it_was_written(any_url, decision):
    book = open_book(any_url, "city")
    before = datetime.now(UTC)
    given = decision(source="局网站原件第 3 页", note=" 原件印作 15 ")
    written = book.record(**given)
    assert {name: getattr(written, name) for name in given} == {**given, "note": "原件印作 15"}
    assert before <= written.at <= datetime.now(UTC)
    assert (written.entry_id, written.workspace, written.undoes) == (1, "city", None)
    assert open_book(any_url, "city").history() == (written,)


def test_a_ledger_that_does_not_exist_is_empty_and_stays_absent(any_url, tmp_path):
    book = open_book(any_url, "city")
    assert (book.history(), book.in_force(Kind.CORRECTION), book.last()) == ((), (), 0)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LedgerError, match="no entry 1"):
        book.undo(1, who="a", note="b")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"who": " "}, "who is empty", id="nobody"),
        pytest.param({"note": "\n"}, "note is empty", id="no-reason"),
        pytest.param({"organ_id": ""}, "organ_id is empty", id="no-organ"),
        pytest.param({"target": ""}, "target is empty", id="no-target"),
        pytest.param({"year": 24}, "24 is no report year", id="no-year"),
        pytest.param({"value": math.nan}, "nan is no figure", id="not-a-number"),
        pytest.param({"value": -math.inf}, "-inf is no figure", id="infinite"),
        pytest.param({"note": "a\0b"}, "cannot be stored", id="nul"),
        pytest.param({"printed": "\ud800"}, "cannot be stored", id="half-a-character"),
        pytest.param({"note": "长" * 4001}, "longer than 4000", id="a-novel"),
        pytest.param({"judgement": Judgement.ACCEPTED}, "correction has no judgement", id="correction-with-judgement"),
        pytest.param({"kind": Kind.VERDICT, "judgement": None}, "needs a judgement", id="verdict-without-judgement"),
        pytest.param({"kind": Kind.VERDICT, "value": 1}, "verdict has no value", id="verdict-with-value"),
        pytest.param({"kind": Kind.EXPLANATION, "printed": "1"}, "explanation has no printed", id="printed-explained"),
    ],
)
def test_what_nobody_could_make_sense_of_is_refused(book, decision, changes, says):
    with pytest.raises(LedgerError, match=says):
        book.record(**decision(**changes))
    assert book.history() == ()


@pytest.mark.parametrize("field", ["kind", "judgement"])
def test_unknown_words_are_a_mistake_of_the_caller(book, decision, field):
    with pytest.raises(ValueError, match="nonsense"):
        book.record(**{**decision(kind=Kind.VERDICT), field: "nonsense"})


def test_the_later_correction_is_in_force_and_undoing_it_brings_the_earlier_back(book, decision):
    first = book.record(**decision(value=14.0))
    second = book.record(**decision(value=None))
    assert book.in_force(Kind.CORRECTION) == (second,)
    undo = book.undo(second.entry_id, who="b", note="doch")
    assert (undo.key, undo.undoes, undo.value) == (second.key, second.entry_id, None)
    assert book.in_force(Kind.CORRECTION) == (first,)
    assert undone(book.history()) == {second.entry_id}
    book.undo(undo.entry_id, who="b", note="back")
    assert book.in_force(Kind.CORRECTION) == (second,)
    assert [entry.entry_id for entry in book.history()] == [4, 3, 2, 1]
    assert book.last() == 4


def test_what_became_of_each_entry(tmp_path, decision):
    book = book_of(tmp_path)
    for change in ({}, {"value": 1.0}, {"target": "penalty.decisions"}):
        book.record(**decision(**change))
    book.undo(3, who="a", note="b")
    book.undo(4, who="a", note="b")
    book.undo(2, who="a", note="b")
    became = {1: "in_force", 2: "undone", 3: "in_force", 4: "undone", 5: "undo", 6: "undo"}
    assert standing(book.history()) == became
    book.record(**decision())
    assert standing(book.history()) == {**became, 1: "replaced", 7: "in_force"}
    assert standing(book.history(target="licence.decisions"))[1] == "replaced"


def test_nothing_is_undone_twice(book, decision):
    entry = book.record(**decision())
    book.undo(entry.entry_id, who="a", note="b")
    with pytest.raises(LedgerError, match="undone already"):
        book.undo(entry.entry_id, who="a", note="b")
    with pytest.raises(LedgerError, match="who is empty"):
        book.undo(2, who="", note="b")


def test_history_and_entries_in_force_by_what_is_asked(book, decision):
    correction = book.record(**decision())
    verdict = book.record(**decision(kind=Kind.VERDICT, target="t3.a", left_value=0.1, right_value=None))
    elsewhere = book.record(**decision(organ_id="b", year=2023))
    assert book.history(organ_id="a8af0d78") == (verdict, correction)
    assert book.history(year=2023) == (elsewhere,)
    assert book.history(target="t3.a", kind=Kind.VERDICT) == (verdict,)
    assert book.history(kind=Kind.EXPLANATION) == ()
    assert book.in_force(Kind.CORRECTION, ["b"]) == (elsewhere,)
    assert book.in_force(Kind.CORRECTION, []) == ()


def test_workspaces_that_share_a_database_do_not_see_each_other(any_url, decision):
    city, county = open_book(any_url, "city"), open_book(any_url, "county")
    entry = city.record(**decision())
    assert (county.history(), county.last()) == ((), 0)
    with pytest.raises(LedgerError, match="no entry 1 in the ledger of county"):
        county.undo(entry.entry_id, who="a", note="b")
    assert (county.record(**decision()).entry_id, city.last()) == (2, 1)


def test_entries_are_added_and_never_changed(any_url, decision):
    book = open_book(any_url, "city")
    statements = []
    event.listen(book.engine, "before_cursor_execute", lambda *call: statements.append(call[2].lower()))
    entry = book.record(**decision())
    book.undo(entry.entry_id, who="a", note="b")
    book.history()
    changing = [each for each in statements if each.startswith(("update", "delete")) and "ledger_version" not in each]
    assert sum(each.startswith("insert into entry") for each in statements) == 2
    assert changing == []


@pytest.mark.parametrize("statement", ["update entry set value = 1", "delete from entry"])
def test_the_database_itself_refuses_to_change_an_entry(any_url, decision, statement):
    book = open_book(any_url, "city")
    entry = book.record(**decision())
    with pytest.raises(DBAPIError, match="never changed or removed"), book.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert book.history() == (entry,)


def test_a_damaged_file_is_named_and_nothing_is_written(tmp_path, decision):
    file = tmp_path / "ledger.sqlite"
    file.write_bytes(b"no database at all, " * 100)
    book = open_book(url_of(tmp_path), "city")
    for attempt in (book.history, lambda: book.record(**decision())):
        with pytest.raises(LedgerError, match=r"ledger\.sqlite could not be used: file is not a database"):
            attempt()
    assert file.read_bytes().startswith(b"no database at all")


def test_a_password_is_never_said():
    with pytest.raises(LedgerError) as raised:
        open_book("postgresql://a:secret@127.0.0.1:1/x", "city").history()
    assert "secret" not in str(raised.value)
    assert "could not be used" in str(raised.value)


@pytest.mark.parametrize("url", ["nonsense", "mysql://a@b/c", "sqlite://"])
def test_only_sqlite_and_postgresql_keep_a_ledger(url):
    with pytest.raises(LedgerError, match="GONGKAI_LEDGER"):
        open_book(url, "city")


@pytest.mark.parametrize("name", ["city", "示例 %41 ?x#y"])
def test_the_ledger_is_a_file_in_the_folder_whatever_its_name(tmp_path, decision, name):
    folder = tmp_path / name
    folder.mkdir()
    open_book(url_of(folder), name).record(**decision())
    assert [file.name for file in folder.iterdir()] == ["ledger.sqlite"]


def test_the_environment_says_where_the_ledger_is(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_LEDGER", "postgresql://a@b/c")
    assert url_of(tmp_path) == "postgresql://a@b/c"


def test_a_file_waits_for_another_writer_and_readers_do_not(book, decision):
    book.record(**decision())
    with writing(book.engine):
        assert len(book.history()) == 1
        impatient = sqlite3.connect(str(book.engine.url.database), timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            impatient.execute("begin immediate")
        impatient.close()
