import pytest

from demo.form import load_form


@pytest.mark.parametrize(
    ("form_id", "count"),
    [pytest.param("2019", 22 + 23 * 7 + 15, id="2019"), pytest.param("2021", 10 + 26 * 7 + 15, id="2021")],
)
def test_a_form_has_every_cell_once(form_id, count):
    paths = [path for table in load_form(form_id).tables for path in table.paths()]
    assert len(paths) == len(set(paths)) == count


def test_groups_are_named_from_outside_in():
    table = load_form("2021").tables[1]
    groups = {row.id: row.groups for row in table.blocks[0].rows}
    assert groups["new"] == ()
    assert groups["granted"] == ("三、本年度办理结果",)
    assert groups["unable.not_held"] == ("三、本年度办理结果", "（四）无法提供")


def test_the_fee_heading_of_2021_names_its_unit_and_the_amount_of_2019_does_not():
    fees = load_form("2021").tables[0].blocks[3].columns[0]
    procurement = load_form("2019").tables[0].blocks[4].columns[1]
    assert (fees.label, fees.kind) == ("本年收费金额（单位：万元）", "amount")
    assert (procurement.label, procurement.kind) == ("采购总金额", "amount")
