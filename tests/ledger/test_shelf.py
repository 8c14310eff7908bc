"""What people keep under a name: groups of organs, views of pages."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from ledger import KeptKind, LedgerError, book_of, open_book, open_shelf, shelf_of
from ledger.kept import LONGEST_BODY

GROUP = {"organs": {"a8af0d78": "示例市甲木区人民政府", "b1": "示例市乙水区人民政府"}}
FULL = {"name": "沿江", "body": GROUP, "who": "审核员"}

WRITE = """
import sys
from ledger import KeptKind, LedgerError, open_shelf
shelf = open_shelf(sys.argv[1], "city")
print("ready", flush=True)
input()
try:
    print(shelf.keep(KeptKind.GROUP, "沿江", {"organs": {}}, who=sys.argv[2]).item)
except LedgerError:
    print("taken")
"""


@pytest.fixture
def shelf(tmp_path):
    return shelf_of(tmp_path)


def test_a_kept_thing_comes_back_as_it_was_given(any_url):
    shelf, before = open_shelf(any_url, "city"), datetime.now(UTC)
    kept = shelf.keep(KeptKind.GROUP, " 沿江 ", GROUP, who="审核员", note="供比较 ")
    assert (kept.name, kept.body, kept.who, kept.note, kept.workspace) == ("沿江", GROUP, "审核员", "供比较", "city")
    assert before <= kept.at <= datetime.now(UTC)
    assert len(kept.item) == 8
    assert open_shelf(any_url, "city").kept(KeptKind.GROUP) == (kept,)
    assert shelf.kept(KeptKind.VIEW) == shelf.removed(KeptKind.GROUP) == ()


def test_a_ledger_that_does_not_exist_keeps_nothing_and_stays_absent(any_url, tmp_path):
    shelf = open_shelf(any_url, "city")
    assert (shelf.kept(KeptKind.GROUP), shelf.removed(KeptKind.VIEW), shelf.history(KeptKind.VIEW, "x")) == ((), (), ())
    assert list(tmp_path.iterdir()) == []


def test_the_latest_version_counts_and_all_stay(any_url):
    shelf = open_shelf(any_url, "city")
    first = shelf.keep(KeptKind.VIEW, "许可", {"page": "trends"}, who="a", note="n")
    second = shelf.change(KeptKind.VIEW, first.item, name="许可五年", who="b")
    third = shelf.change(KeptKind.VIEW, first.item, body={"page": "compare"}, note="", who="c")
    assert (second.name, second.body, second.note, second.who) == ("许可五年", {"page": "trends"}, "n", "b")
    assert (third.name, third.body, third.note) == ("许可五年", {"page": "compare"}, "")
    assert shelf.kept(KeptKind.VIEW) == (third,)
    assert shelf.history(KeptKind.VIEW, first.item) == (third, second, first)


def test_removing_is_a_version_that_can_be_taken_back(any_url):
    shelf = open_shelf(any_url, "city")
    kept = shelf.keep(KeptKind.GROUP, **FULL)
    gone = shelf.remove(KeptKind.GROUP, kept.item, who="b", note="不再需要")
    assert (gone.removed, gone.name, gone.note) == (True, "沿江", "不再需要")
    assert (shelf.kept(KeptKind.GROUP), shelf.removed(KeptKind.GROUP)) == ((), (gone,))
    back = shelf.restore(KeptKind.GROUP, kept.item, who="c")
    assert (back.name, back.body, back.who) == ("沿江", GROUP, "c")
    assert (shelf.kept(KeptKind.GROUP), shelf.removed(KeptKind.GROUP)) == ((back,), ())
    assert len(shelf.history(KeptKind.GROUP, kept.item)) == 3


def test_a_name_is_free_again_when_its_thing_is_removed(shelf):
    kept = shelf.keep(KeptKind.GROUP, **FULL)
    with pytest.raises(LedgerError, match="group called 沿江 already"):
        shelf.keep(KeptKind.GROUP, **FULL)
    shelf.keep(KeptKind.VIEW, **FULL)
    shelf.remove(KeptKind.GROUP, kept.item, who="a")
    other = shelf.keep(KeptKind.GROUP, **FULL)
    with pytest.raises(LedgerError, match="called 沿江 already"):
        shelf.restore(KeptKind.GROUP, kept.item, who="a")
    shelf.change(KeptKind.GROUP, other.item, name="沿江", who="a")
    third = shelf.keep(KeptKind.GROUP, **{**FULL, "name": "沿海"})
    with pytest.raises(LedgerError, match="called 沿江 already"):
        shelf.change(KeptKind.GROUP, third.item, name="沿江 ", who="a")


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda shelf, item: shelf.change(KeptKind.GROUP, item, name="x", who="a"), id="change"),
        pytest.param(lambda shelf, item: shelf.remove(KeptKind.GROUP, item, who="a"), id="remove"),
    ],
)
def test_what_is_not_there_is_neither_changed_nor_removed(shelf, act):
    kept = shelf.keep(KeptKind.GROUP, **FULL)
    with pytest.raises(LedgerError, match="no group 00000000"):
        act(shelf, "00000000")
    shelf.remove(KeptKind.GROUP, kept.item, who="a")
    with pytest.raises(LedgerError, match=f"no group {kept.item}"):
        act(shelf, kept.item)


@pytest.mark.parametrize("removed", [False, True], ids=["present", "never-there"])
def test_only_what_is_removed_is_restored(shelf, removed):
    item = shelf.keep(KeptKind.GROUP, **FULL).item
    with pytest.raises(LedgerError, match="is removed"):
        shelf.restore(KeptKind.GROUP, "00000000" if removed else item, who="a")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"name": " "}, "name is empty", id="no-name"),
        pytest.param({"who": ""}, "who is empty", id="nobody"),
        pytest.param({"name": "长" * 81}, "name is longer than 80", id="long-name"),
        pytest.param({"note": "长" * 4001}, "note is longer than 4000", id="a-novel"),
        pytest.param({"name": "a\0b"}, "name holds characters", id="nul-in-name"),
        pytest.param({"body": {"a": "\ud800"}}, "cannot be stored", id="half-a-character"),
        pytest.param({"body": {"a": "\0"}}, "cannot be stored", id="nul-in-body"),
        pytest.param({"body": {"a": float("nan")}}, "as JSON", id="not-a-number"),
        pytest.param({"body": {"a": object()}}, "as JSON", id="no-json"),
        pytest.param({"body": ["a"]}, "JSON object", id="no-object"),
        pytest.param({"body": {"a": "长" * LONGEST_BODY}}, "longer than", id="too-much"),
    ],
)
def test_what_nobody_could_make_sense_of_is_refused(shelf, changes, says):
    with pytest.raises(LedgerError, match=says):
        shelf.keep(KeptKind.GROUP, **{**FULL, **changes})
    assert shelf.kept(KeptKind.GROUP) == ()


def test_workspaces_that_share_a_database_do_not_see_each_other(any_url):
    city, county = open_shelf(any_url, "city"), open_shelf(any_url, "county")
    item = city.keep(KeptKind.GROUP, **FULL).item
    assert county.kept(KeptKind.GROUP) == county.history(KeptKind.GROUP, item) == ()
    with pytest.raises(LedgerError, match=f"no group {item} in the ledger of county"):
        county.remove(KeptKind.GROUP, item, who="a")
    assert county.keep(KeptKind.GROUP, **FULL).name == "沿江"


@pytest.mark.parametrize("statement", ["update kept set name = 'x'", "delete from kept"])
def test_the_database_itself_refuses_to_change_a_version(any_url, statement):
    shelf = open_shelf(any_url, "city")
    kept = shelf.keep(KeptKind.GROUP, **FULL)
    with pytest.raises(DBAPIError, match="never changed or removed"), shelf.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert shelf.kept(KeptKind.GROUP) == (kept,)


def test_a_ledger_of_the_version_before_is_renewed_and_keeps_its_entries(any_url, decision):
    book = open_book(any_url, "city")
    entry = book.record(**decision())
    with book.engine.begin() as connection:
        connection.exec_driver_sql("drop table kept")
        connection.exec_driver_sql("update ledger_version set version_num = '0001'")
    shelf = open_shelf(any_url, "city")
    assert shelf.kept(KeptKind.GROUP) == ()
    kept = shelf.keep(KeptKind.GROUP, **FULL)
    assert (shelf.kept(KeptKind.GROUP), book.history()) == ((kept,), (entry,))


def test_what_is_kept_is_no_decision(tmp_path, decision):
    book = book_of(tmp_path)
    entry = book.record(**decision())
    shelf_of(tmp_path).keep(KeptKind.GROUP, **FULL)
    assert (book.last(), book.history()) == (entry.entry_id, (entry,))


def test_of_several_who_take_one_name_at_once_one_gets_it(any_url):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, any_url, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for number in range(3)
    ]
    for writer in writers:
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    said = sorted(writer.communicate()[0].decode().strip() for writer in writers)
    assert said[1:] == ["taken", "taken"]
    assert [kept.item for kept in open_shelf(any_url, "city").kept(KeptKind.GROUP)] == said[:1]
