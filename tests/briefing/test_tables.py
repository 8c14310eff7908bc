import polars as pl
import pytest

from analysis.frames import SERIES
from briefing import tables
from briefing.sparkline import sparkline
from briefing.words import words

ZH = words("zh")


def series(*rows):
    filled = [
        {
            "organ_id": organ,
            "organ": organ,
            "year": year,
            "metric": "m",
            "value": value,
            "status": status,
            "flags": flags,
        }
        for organ, year, value, status, flags in rows
    ]
    return pl.DataFrame(filled, schema=SERIES)


GAPPY = series(
    ("甲", 2021, 5.0, "reported", []),
    ("甲", 2022, None, "no_report", []),
    ("甲", 2023, None, "no_report", []),
    ("甲", 2024, None, "no_report", []),
    ("乙", 2021, 0.0, "reported", []),
    ("乙", 2022, None, "blank", []),
    ("乙", 2023, 2.0, "corrected", ["corrected"]),
    ("乙", 2024, None, "no_report", ["not_existing"]),
)


def test_years_become_columns_and_gaps_keep_their_reason():
    table = tables.over_years(GAPPY, ZH)
    assert table.frame.rows() == [
        ("甲", 5.0, None, None, None, "2022–2024 年未收录年报", ""),
        ("乙", 0.0, None, 2.0, None, "2022 年未填；2024 年机关不存在", "2023: 已更正"),
    ]
    assert list(table.headers) == ["2021", "2022", "2023", "2024", "organ", "reason", "note"]


def test_gaps_list_only_who_lacks_something():
    whole = series(("丙", 2021, 1.0, "reported", []))
    assert tables.gaps(pl.concat([GAPPY, whole]), ZH).frame["organ"].to_list() == ["甲", "乙"]


def test_few_lines_are_all_in_colour():
    assert tables.foremost(GAPPY) == ()


def test_of_many_lines_the_largest_latest_stand_out():
    many = series(*((f"o{at:02}", 2024, float(at), "reported", []) for at in range(20)))
    assert tables.foremost(many) == ("o19", "o18", "o17", "o16", "o15", "o14")


def test_a_column_that_is_only_drawn_stays_out_of_the_file():
    table = tables.Table(pl.DataFrame({"organ": ["a"], "line": ["data:"]}), {"organ": "", "line": ""}, ("line",))
    assert table.file.columns == ["organ"]


@pytest.mark.parametrize(
    ("values", "lines", "points"),
    [
        pytest.param([1, 2, 3], 1, 0, id="whole"),
        pytest.param([1, 2, None, 3, 4], 2, 0, id="a-gap-is-not-bridged"),
        pytest.param([1, None, 3], 0, 2, id="lone-years-are-points"),
        pytest.param([4, 4], 1, 0, id="flat"),
    ],
)
def test_a_small_line_breaks_at_gaps(values, lines, points):
    picture = sparkline(values)
    assert (picture.count("%3Cpolyline"), picture.count("%3Ccircle")) == (lines, points)
