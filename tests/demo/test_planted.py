import pytest

from demo.city import load_city
from demo.documents import documents
from demo.planted import STATES, load_plants
from ingest.model import Grid
from ingest.readers import read_document

RULES = [
    "t3.balance",
    "t3.outcomes",
    "t3.applicants",
    "t4.review",
    "t4.litigation_direct",
    "t4.litigation_after_review",
    "y.carry",
    "y.stock",
    "t2.stock2019",
    "t2.order",
    "n.domain",
    "p.jump",
    "p.copy",
    "p.allzero",
    "p.unit",
    "x.requests",
    "x.review",
    "x.litigation",
    "x.growth",
    "s.missing",
    "s.period",
    "h.rollup",
]
QUIRKS = [
    "wrapped_label",
    "page_end",
    "full_width_digits",
    "thousands_separator",
    "split_digits",
    "worded_change",
    "signed_change",
    "amount_in_yuan",
    "amount_in_wan",
    "heading_in_yuan",
    "damaged_label",
    "old_row_label",
    "short_heading",
    "long_heading",
    "undivided_other",
    "form_2019_in_2021",
    "blank_totals",
    "blank_zeros",
    "dashes",
    "about",
    "letter_for_digit",
    "two_numbers",
    "fraction_of_a_count",
    "amount_without_unit",
    "traditional",
    "taiwan",
    "bracketed_readings",
    "cell_a_line",
    "bars",
    "enumeration_comma",
    "gb2312",
    "escaped_html",
    "re_issue",
    "same_report_twice",
    "scanned_copy",
]


def documents_of(plant):
    return [document for document in documents() if plant in document.plants]


def named(plant_id):
    plant = next(plant for plant in load_plants() if plant.id == plant_id)
    return plant, documents_of(plant)


def text_of(document):
    return document.content().decode(document.variant.encoding)


def printed_cells(document):
    grids = [block for block in read_document(document.content()).blocks if isinstance(block, Grid)]
    return {cell.text for grid in grids for row in grid.rows for cell in row}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_planted_fault(rule):
    assert any(plant.expect == plant.kind and f"{plant.kind}.".startswith(f"{rule}.") for plant in load_plants())


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_planted(quirk):
    assert any(plant.kind == quirk and plant.expect in STATES for plant in load_plants())


def test_entries_are_whole():
    plants = load_plants()
    assert len({plant.id for plant in plants}) == len(plants)
    assert len({(plant.organ, plant.year) for plant in plants}) == len(plants), "one document, one fault"
    for plant in plants:
        assert documents_of(plant), plant.id
        assert plant.what.endswith("。"), plant.id
        assert plant.cells or plant.title_year or plant.text_year, plant.id
        assert plant.expect in STATES or plant.expect == plant.kind, plant.id


@pytest.mark.parametrize("plant", [pytest.param(plant, id=plant.id) for plant in load_plants()])
def test_an_entry_names_cells_of_its_form(plant):
    document = documents_of(plant)[0]
    missing = [path for path in plant.cells if "*" not in path and path not in document.report.cells]
    assert missing == (list(plant.cells) if plant.drop and "*" not in plant.cells[0] else [])


def test_sums_of_the_form_break_only_where_planted(broken_sums):
    for document in documents():
        expected = {
            rule for plant in document.plants for rule in (plant.expect, *plant.also) if rule[:2] in {"t3", "t4"}
        }
        figures = {path: cell.value for path, cell in document.expected.items() if cell.value is not None}
        assert broken_sums(figures, document.report.form) == expected, document.name


@pytest.mark.parametrize(
    "plant", [pytest.param(plant, id=plant.id) for plant in load_plants() if plant.expect in STATES - {"reported"}]
)
def test_planted_states_are_expected_of_a_reader(plant):
    for document in documents_of(plant):
        states = {cell.state for path, cell in document.expected.items() if plant.covers(path)}
        assert plant.expect in states
        assert states <= {plant.expect, "reported"}


def test_a_picture_stands_for_table_three():
    _, (document,) = named("table-three-picture")
    assert "1705995746322.jpg" in text_of(document)
    assert "本年新收政府信息公开申请数量" not in text_of(document)


def test_a_dropped_row_leaves_no_label():
    _, (document,) = named("no-penalty-row")
    labels = printed_cells(document)
    assert "行政处罚" not in labels
    assert "行政强制" in labels


def test_words_and_tables_part_only_where_planted():
    for document in documents():
        new = document.report.cells.get("requests.new.total", "")
        prose = document.report.sections["one"][1]
        planted = any(path == "requests.new.total" for plant in document.plants for path in plant.prose)
        if new.isascii() and new.isdigit():
            assert (f"政府信息公开申请{new}件" in prose) is not planted, document.name


def test_the_reissue_puts_two_figures_right():
    plant, (first, second) = named("re-issue")
    changed = {path for path in first.report.cells if first.report.cells[path] != second.report.cells[path]}
    assert changed == set(plant.first_issue)


def test_the_reprint_says_the_same_in_other_bytes():
    _, (first, second) = named("reprint")
    assert first.report.cells == second.report.cells
    assert first.content() != second.content()


def test_the_wrong_years_stand_where_they_are_planted():
    _, (title,) = named("title-year")
    _, (text,) = named("text-year")
    assert title.report.title.endswith("2021年政府信息公开工作年度报告")
    assert "自2022年1月1日" in title.report.opening[0]
    assert "2022年" in text.report.title
    assert "2021年" in text.report.sections["one"][0]


def test_a_dissolved_organ_has_a_successor_and_no_further_report():
    city = load_city()
    dissolved = next(organ for organ in city.organs if organ.valid_to)
    years = {document.report.year for document in documents() if document.report.organ == dissolved.name}
    assert years == {2019, 2020, 2021}
    assert dissolved.successor in {organ.name for organ in city.organs}
