import polars as pl
import pytest

from analysis import foremost, load
from analysis.vocabulary import metric
from ingest import definitions


@pytest.fixture
def metrics():
    return definitions.metrics()


def series(values):
    rows = [(organ, organ.upper(), 2022 + at, value) for organ, each in values.items() for at, value in enumerate(each)]
    return pl.DataFrame(rows, schema=["organ_id", "organ", "year", "value"], orient="row")


def changes(**moves):
    case = {organ: "end_missing" if moved is None else "increase" for organ, moved in moves.items()}
    return pl.DataFrame(
        {
            "organ_id": list(moves),
            "organ": [organ.upper() for organ in moves],
            "change": pl.Series(list(moves.values()), dtype=pl.Float64),
            "change_pp": [None] * len(moves),
            "case": [case[organ] for organ in moves],
        }
    )


@pytest.mark.parametrize(
    ("values", "limit", "expected"),
    [
        pytest.param({"a": [1, 2], "b": [9, 3], "c": [5, 1]}, 2, ["b", "a"], id="latest"),
        pytest.param({"a": [7, None], "b": [1, 3]}, 1, ["a"], id="last-known"),
        pytest.param({"b": [None, None], "a": [None, None], "c": [0, 0]}, 2, ["c", "a"], id="without-number-last"),
        pytest.param({"b": [4, 4], "a": [4, 4]}, 1, ["a"], id="tie-by-name"),
    ],
)
def test_by_value(values, limit, expected):
    assert foremost.by_value(series(values), limit) == expected


@pytest.mark.parametrize(
    ("moves", "limit", "expected"),
    [
        pytest.param({"a": 1, "b": -9, "c": 5}, 2, ["b", "c"], id="up-or-down-in-their-order"),
        pytest.param({"a": None, "b": 3, "c": None, "d": None}, 2, ["a", "b", "c"], id="as-many-without"),
        pytest.param({"a": 0, "b": 0}, 5, ["a", "b"], id="all-where-few"),
    ],
)
def test_by_change(moves, limit, expected, metrics):
    found = foremost.by_change(changes(**moves), limit, metric(metrics, "licence.decisions"))
    assert found["organ_id"].to_list() == expected


def test_rates_move_in_points(metrics):
    moved = changes(a=None, b=None).with_columns(change_pp=pl.Series([1.0, -2.0]), case=pl.lit("increase"))
    found = foremost.by_change(moved, 1, metric(metrics, "disclosure_rate"))
    assert found["organ_id"].to_list() == ["b"]


def test_lacking():
    assert foremost.lacking(changes(a=1, b=None, c=None)) == 2


@pytest.mark.parametrize(
    ("limit", "expected"),
    [pytest.param(1, ["d"], id="outside"), pytest.param(3, ["b", "c", "d"], id="then-the-largest")],
)
def test_standing_out(limit, expected):
    rows = pl.DataFrame(
        {
            "organ": ["a", "b", "c", "d", "e"],
            "organ_id": ["a", "b", "c", "d", "e"],
            "value": [3.0, 9.0, 7.0, 1.0, None],
            "position": ["within", "within", None, "below", None],
        }
    )
    assert foremost.standing_out(rows, limit)["organ"].to_list() == expected


def test_largest_sum_of_cells(new_rows, world):
    rows = new_rows()
    rows.report("a", 2023, "2021", {"requests.granted.total": 5, "requests.partial.total": None})
    rows.report("b", 2023, "2021", {"requests.granted.total": 4, "requests.partial.total": 4})
    rows.report("c", 2023, "2021", {"requests.granted.total": None})
    rows.report("a", 2022, "2021", {"requests.granted.total": 99})
    con = world(rows).con
    paths = ["requests.granted.total", "requests.partial.total"]
    assert load.largest(con, paths, ["a", "b", "c"], 2023, 2) == ["b", "a"]
    assert load.largest(con, paths, ["c", "a"], 2023, 5) == ["a", "c"]
