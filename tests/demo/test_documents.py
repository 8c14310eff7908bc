from demo.city import load_city
from demo.documents import documents, printed_facts, workspace_organs
from demo.report import Layout
from ingest.read import read_report


def test_a_hundred_documents_in_every_layout():
    layouts = [document.variant.layout for document in documents()]
    assert len(documents()) == 103
    assert {layout: layouts.count(layout) >= 4 for layout in Layout} == {
        each: each is not Layout.SCAN for each in Layout
    }
    assert layouts.count(Layout.SCAN) == 1, "recognising a page takes seconds"
    assert len({document.name for document in documents()}) == len(documents())
    assert len({document.content() for document in documents()}) == len(documents())


def test_every_organ_reports_every_year_but_for_the_known_gaps():
    there = {(document.report.organ, document.report.year) for document in documents()}
    absent = {(organ.name, year) for organ in load_city().organs for year in load_city().years} - there
    assert absent == {("示例市乙木县人民政府", 2023), *(("示例市壬水区人民政府", year) for year in range(2022, 2026))}


def test_the_form_changes_in_2021_but_for_one_organ():
    by_year = {}
    for document in documents():
        by_year.setdefault((document.report.year, document.report.form), set()).add(document.report.organ)
    assert by_year[2021, "2019"] == {"示例市己土县人民政府"}
    assert {form for year, form in by_year if year <= 2020} == {"2019"}
    assert {form for year, form in by_year if year >= 2022} == {"2021"}


def test_every_document_says_that_it_is_fictional():
    assert all("虚构示例" in document.report.opening[0] for document in documents())
    assert all(name.startswith(("示例市", "戊土市")) for name in printed_facts())


def test_organs_go_by_name():
    header, *rows = workspace_organs().splitlines()
    assert header == "name,short_name,adcode,level,type,parent,successor,valid_from,valid_to"
    assert len(rows) == 15
    assert "示例市壬水区人民政府,壬水区,,county,区,示例市人民政府,示例市丙火区人民政府,,2021" in rows


def test_what_is_printed_can_be_read(tmp_path):
    asked = found = 0
    for document in (each for each in documents() if each.variant.layout is not Layout.SCAN):
        path = tmp_path / document.name
        path.write_bytes(document.content())
        cells = {cell.path: cell for cell in read_report(path).cells}
        for cell_path, cell in cells.items():
            expected = document.expected.get(cell_path)
            assert cell.value is None or (expected is not None and cell.value == expected.value), (path.name, cell_path)
        for cell_path, expected in document.expected.items():
            asked += 1
            found += cell_path in cells and str(cells[cell_path].status) == expected.state
    assert found >= 0.99 * asked
