import polars as pl
import pytest

from analysis import layout
from ingest.forms import form

DIVIDED = ["other.no_correction", "other.fee_unpaid", "other.other"]


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_cell_of_the_form_has_one_place_in_the_order_of_print(form_id):
    assert layout.places(form_id)["path"].to_list() == list(form(form_id).paths())


def test_a_form_without_a_notice_has_no_places():
    assert layout.places("legacy").is_empty()


@pytest.mark.parametrize(
    ("stored", "rows"),
    [
        pytest.param(["requests.other.total"], ["other"], id="one-row"),
        pytest.param(["requests.other.other.total"], DIVIDED, id="three-rows"),
        pytest.param(["requests.other.other"], ["other"], id="column-of-other-applicants-is-the-one-row"),
        pytest.param(["requests.other.total", "requests.other.other.total"], [*DIVIDED, "other"], id="both"),
        pytest.param([], DIVIDED, id="neither"),
    ],
)
def test_other_handling_is_shown_as_the_report_prints_it(stored, rows):
    shown = layout.as_printed(layout.places("2021"), pl.Series(stored, dtype=pl.String))
    other = shown.filter(pl.col("row").str.starts_with("other") & (pl.col("table") == "three"))
    assert other["row"].unique(maintain_order=True).to_list() == rows


def test_the_form_of_2019_keeps_its_one_row_even_where_nothing_was_found():
    shown = layout.as_printed(layout.places("2019"), pl.Series([], dtype=pl.String))
    assert "requests.other.total" in shown["path"]
