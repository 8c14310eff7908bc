"""Any sequence of entries and undos, against a model that a person can check by reading it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import Kind, LedgerError, open_book, undone, url_of

ENTRIES = st.tuples(st.just("record"), st.sampled_from("ab"), st.sampled_from([2023, 2024]), st.floats(-9, 9))
UNDOS = st.tuples(st.just("undo"), st.integers(1, 12))


class Replay:
    """Each entry is alive until an undo that is itself alive takes it back."""

    def __init__(self):
        self.decided, self.undone_by = {}, {}

    def record(self, number, key, value):
        self.decided[number] = (key, value)

    def is_alive(self, number):
        return not any(self.is_alive(undo) for undo in self.undone_by.get(number, ()))

    def in_force(self):
        return {key: value for number, (key, value) in sorted(self.decided.items()) if self.is_alive(number)}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    return url_of(tmp_path_factory.mktemp("ledger"))


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.one_of(ENTRIES, UNDOS), max_size=14))
def test_what_is_in_force_is_what_a_replay_says(url, steps):
    book, model, ids = open_book(url, str(uuid4())), Replay(), []
    for step in steps:
        match step:
            case ("record", organ, year, value):
                ids.append(_record(book, organ, year, value))
                model.record(ids[-1], (organ, year), value)
            case ("undo", number) if number <= len(ids) and model.is_alive(ids[number - 1]):
                target = ids[number - 1]
                ids.append(book.undo(target, who="a", note="b").entry_id)
                model.undone_by.setdefault(target, []).append(ids[-1])
            case ("undo", number):
                with pytest.raises(LedgerError):
                    book.undo(ids[number - 1] if number <= len(ids) else 0, who="a", note="b")
    found = {(entry.organ_id, entry.year): entry.value for entry in book.in_force(Kind.CORRECTION)}
    assert found == model.in_force()
    assert undone(book.history()) == {each for each in ids if not model.is_alive(each)}
    assert [entry.entry_id for entry in book.history()] == ids[::-1]
    assert book.last() == max(ids, default=0)


def _record(book, organ, year, value):
    return book.record(
        kind=Kind.CORRECTION, organ_id=organ, organ=organ, year=year, target="t", who="a", note="b", value=value
    ).entry_id
