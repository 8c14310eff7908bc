from __future__ import annotations

import polars as pl
import pytest

from charts.rows import basis, remarks


@pytest.mark.parametrize(
    ("flags", "corrected_from", "shown"),
    [
        pytest.param([], [], "", id="nothing"),
        pytest.param(["corrected"], ["“12”"], "corrected; the document prints “12”", id="one-figure"),
        pytest.param(
            ["linked", "corrected"],
            ["2023 “5”", "2024 “—”"],
            "read from the cell that the other form has in its place; corrected; the document prints 2023 “5”, 2024 “—”",
            id="two-years",
        ),
        pytest.param(["corrected"], None, "corrected", id="printed-text-not-known"),
    ],
)
def test_a_correction_shows_what_is_printed(flags, corrected_from, shown):
    frame = pl.DataFrame(
        {"flags": [flags], "corrected_from": [corrected_from]},
        schema=dict.fromkeys(("flags", "corrected_from"), pl.List(pl.String)),
    )
    assert remarks(frame, {}).to_list() == [shown]


def test_a_frame_without_printed_texts_shows_the_flag():
    frame = pl.DataFrame({"flags": [["corrected"]]})
    assert remarks(frame, {"flag_corrected": "已更正"}).to_list() == ["已更正"]


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        pytest.param({}, "12 / 340", id="a-rate-of-printed-cells"),
        pytest.param({"source": "年鉴2024 表2-3"}, "12 / 340 · 年鉴2024 表2-3", id="a-supplied-part-names-its-source"),
        pytest.param({"source": None}, "12 / 340", id="no-source"),
        pytest.param({"denominator": None}, None, id="a-count"),
    ],
)
def test_a_tooltip_says_what_a_number_was_computed_from(columns, shown):
    frame = pl.DataFrame([{"numerator": 12.0, "denominator": 340.0, **columns}])
    assert basis(frame).to_list() == [shown]
