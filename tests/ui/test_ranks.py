"""Ranks inside a named group of enough like organs: ties share one, the sentence says of how many."""

from dataclasses import dataclass
from types import SimpleNamespace

import polars as pl
import pytest

from briefing.tables import Table
from briefing.words import words
from ui import filters, ranks

SAY = words("zh")


@dataclass
class Reader:
    """As much of a view as ranks look at."""

    known: SimpleNamespace
    say: object = SAY

    @property
    def names(self):
        return dict(self.known.organs.select("organ_id", "short_name").rows())


def reader(count):
    ids = [f"o{at}" for at in range(count)]
    organs = pl.DataFrame({"organ_id": ids, "short_name": ids, "name": ids}).with_columns(
        level=pl.lit("county"), parent_id=pl.lit(None, pl.String)
    )
    return Reader(SimpleNamespace(organs=organs)), ids


def series(ids, values):
    frame = pl.DataFrame({"organ_id": ids, "organ": ids, "value": values}, schema_overrides={"value": pl.Float64})
    return frame.with_columns(year=2024, flags=pl.lit([], pl.List(pl.String)))


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """The reader has asked for ranks."""
    monkeypatch.setattr(filters, "switch", lambda *_, **__: "1")


def test_ties_share_a_rank_and_one_without_a_number_has_none():
    view, ids = reader(9)
    table = Table(pl.DataFrame({"organ": [*ids, "together"], "end": [1] * 10}), {"organ": "机关", "end": "2024"})
    found, said = ranks.ranked(view, table, series(ids, [5, 9, 9, 1, 2, 3, 4, 8, None]), ids, 2024)
    assert found.frame.columns == ["organ", "rank", "end"]
    assert found.frame["rank"].to_list() == [4, 1, 1, 8, 7, 6, 5, 3, None, None]
    assert "2024 年 8/9 个机关有数" in said
    assert found.headers["rank"] == "2024 年名次"


def test_seven_with_a_number_have_no_ranks():
    view, ids = reader(9)
    table = Table(pl.DataFrame({"organ": ids}), {"organ": "机关"})
    found, said = ranks.ranked(view, table, series(ids, [1, 2, 3, 4, 5, 6, 7, None, None]), ids, 2024)
    assert found is table
    assert "7/9 个机关有数，不足 8 个" in said
