"""The workbook holds the frames cell by cell, and its charts point at the cells that hold their numbers."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace

import openpyxl
import polars as pl
import pytest
from lxml import etree
from openpyxl.utils import range_boundaries

from briefing.content import Drawing, Figures, Kind, Section
from briefing.tables import Table
from briefing.workbook import HEADER, xlsx_of
from charts.trend import trend
from tests.briefing.briefing_making import PLOTS, briefing, broad, caption, drawing, table
from tests.briefing.test_picture import SERIES

CHART = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
TYPES = {
    Kind.BARS: ("barChart", "bar", "clustered"),
    Kind.COLUMNS: ("barChart", "col", "clustered"),
    Kind.LINES: ("lineChart", None, "standard"),
    Kind.STACKED: ("barChart", "col", "stacked"),
    Kind.SHARES: ("barChart", "col", "percentStacked"),
}


@pytest.fixture(scope="module")
def made():
    return briefing()


@pytest.fixture(scope="module")
def written(made):
    return xlsx_of(made)


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def block_of(page, height, width):
    """The cells under the header of a sheet; an empty text comes back as null."""
    rows = page.iter_rows(HEADER + 2, HEADER + 1 + height, 1, width, values_only=True)
    return [tuple(row) for row in rows]


def sheets(made, data):
    """Each table and drawing with its sheet, in order."""
    pages = opened(data).worksheets[1:]
    blocks = [block for section in made.sections for block in section.blocks if isinstance(block, Figures | Drawing)]
    apart = {id(block.table) for block in blocks if isinstance(block, Figures)}
    for block in blocks:
        yield block, pages.pop(0)
        if isinstance(block, Drawing) and id(block.table) not in apart:
            yield Figures(block.table, block.caption), pages.pop(0)
    assert pages == []


def frame_of(block):
    if isinstance(block, Figures):
        frame = block.table.file
        lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
        return frame.with_columns(pl.col(lists).list.join("; ")) if lists else frame
    runs = {str(place): run.values for place, run in enumerate(block.plot.runs)}
    return pl.DataFrame({"category": block.plot.categories, **runs}, strict=False)


def stored(value):
    """What a cell keeps: no empty text, and of a number twelve digits for certain."""
    if isinstance(value, float):
        return float(f"{value:.12g}")
    return None if value == "" else value


def assert_same_cells(made, data):
    """Every cell is the value of the frame, and no number stands anywhere else on a sheet."""
    for block, page in sheets(made, data):
        frame = frame_of(block)
        asked = [tuple(stored(value) for value in row) for row in frame.rows()]
        found = [tuple(stored(value) for value in row) for row in block_of(page, *frame.shape)]
        assert found == asked, page.title
        others = [
            cell.value
            for row in page.iter_rows()
            for cell in row
            if isinstance(cell.value, int | float) and not HEADER + 1 < cell.row <= HEADER + 1 + frame.height
        ]
        assert others == []


def test_every_cell_is_the_value_of_the_frame(made, written):
    assert_same_cells(made, written)


def charts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = sorted(
            (name for name in file.namelist() if name.startswith("xl/charts/chart")),
            key=lambda name: int(re.findall(r"\d+", name)[0]),
        )
        return [etree.fromstring(file.read(name)) for name in names]


def values_at(book, reference):
    name, area = re.fullmatch(r"'?(.*?)'?!(.*)", reference).groups()
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return [cell.value for row in book[name].iter_rows(top, bottom, left, right) for cell in row]


@pytest.mark.parametrize("kind", Kind)
def test_a_chart_points_at_the_cells_of_its_plot(kind):
    data = xlsx_of(briefing(sections=(Section("图", (drawing(kind),)),)))
    book, plot, (chart,) = opened(data), PLOTS[kind], charts(data)
    series = chart.findall(".//c:ser", CHART)
    assert len(series) == len(plot.runs)
    for run, found in zip(plot.runs, series, strict=True):
        name, categories, values = (found.find(f"c:{part}//c:f", CHART).text for part in ("tx", "cat", "val"))
        assert values_at(book, name) == [run.name]
        assert values_at(book, categories) == list(plot.categories)
        assert values_at(book, values) == list(run.values)
    # Not written at all is Excel's own choice: a gap.
    assert [blank.get("val") for blank in chart.findall(".//c:dispBlanksAs", CHART) if blank.get("val") != "gap"] == []
    tag, direction, grouping = TYPES[kind]
    drawn = chart.find(f".//c:{tag}", CHART)
    assert drawn.find("c:grouping", CHART).get("val") == grouping
    assert direction is None or drawn.find("c:barDir", CHART).get("val") == direction


def test_the_unit_stands_on_the_axis_of_values():
    (chart,) = charts(xlsx_of(briefing(sections=(Section("图", (drawing(Kind.COLUMNS),)),))))
    title = chart.find(".//c:valAx/c:title", CHART)
    assert "".join(title.itertext()) == "万元"


def test_bars_begin_at_the_top():
    (chart,) = charts(xlsx_of(briefing(sections=(Section("图", (drawing(Kind.BARS),)),))))
    assert chart.find(".//c:catAx/c:scaling/c:orientation", CHART).get("val") == "maxMin"


def test_a_plot_without_numbers_has_no_chart():
    plot = replace(PLOTS[Kind.BARS], runs=(replace(PLOTS[Kind.BARS].runs[0], values=(None,) * 3),))
    assert charts(xlsx_of(briefing(sections=(Section("图", (replace(drawing(Kind.BARS), plot=plot),)),)))) == []


def test_a_chart_that_excel_has_not_is_a_picture():
    shown = replace(drawing(Kind.LINES), plot=None, chart=trend(SERIES, title="甲", unit="件"))
    data = xlsx_of(briefing(sections=(Section("图", (shown,)),)))
    assert len(opened(data).worksheets[1]._images) == 1


def test_texts_are_texts_whatever_they_begin_with(written):
    found = [cell for page in opened(written) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in found if cell.data_type == "f"] == []
    assert "=HYPERLINK(1)" in {cell.value for cell in found}
    assert "=不公开" in {cell.value for cell in found}


def test_names_of_sheets_are_allowed_and_none_comes_twice():
    titles = ("[甲]:*?/\\'乙'", "长" * 40, "长" * 40, "长" * 39 + "尾")
    blocks = tuple(Figures(table(), caption(title)) for title in titles)
    names = opened(xlsx_of(briefing(sections=(Section("表", blocks),)))).sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 1
    assert [name for name in names if len(name) > 31 or re.search(r"[\[\]:*?/\\']", name)] == []


def test_the_first_sheet_lists_the_others_as_links(written):
    book = opened(written)
    page = book.worksheets[0]
    links = [(cell.hyperlink.location, cell.value) for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert [name for _, name in links] == book.sheetnames[1:]
    assert [place for place, _ in links] == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_the_first_sheet_says_what_to_know(made, written):
    told = {cell for row in opened(written).worksheets[0].iter_rows(values_only=True) for cell in row}
    asked = {
        made.title,
        *made.scope,
        made.reported,
        made.build,
        made.made.isoformat(),
        *made.caveats,
        made.say("status.blank"),
        made.say("workbook.means.blank"),
    }
    assert {text for text in asked if not any(text.endswith(each) for each in told if each)} == set()


def test_every_sheet_bears_the_sign_and_the_foot(made, written):
    sign = made.say.caption["fictional"]
    for page in opened(written):
        assert sign in {cell.value for row in page.iter_rows(1, 4) for cell in row}
        assert sign in page.oddHeader.right.text
        assert made.source in page.oddFooter.left.text
        assert "&P / &N" in page.oddFooter.left.text


def test_real_data_bear_no_sign(made):
    sign = made.say.caption["fictional"]
    for page in opened(xlsx_of(replace(made, fictional=False))):
        assert sign not in {cell.value for row in page.iter_rows() for cell in row}
        assert sign not in (page.oddHeader.right.text or "")


def test_a_long_foot_is_cut_for_the_printer_and_said_in_full_on_the_sheet():
    scope = ("机关：" + "、".join(f"甲{at}区" for at in range(120)),)
    for page in opened(xlsx_of(briefing(scope=scope))).worksheets[1:]:
        assert any(scope[0] in str(cell.value) for row in page.iter_rows() for cell in row)


def test_the_header_stays_in_sight_and_has_filters(made, written):
    for block, page in sheets(made, written):
        frame = frame_of(block)
        assert page.freeze_panes == f"A{HEADER + 2}"
        assert range_boundaries(page.auto_filter.ref) == (1, HEADER + 1, frame.width, HEADER + 1 + frame.height)
        assert page.print_title_rows == f"${HEADER + 1}:${HEADER + 1}"


def test_rows_of_several_units_have_no_decimals_that_they_do_not_need():
    frame = pl.DataFrame({"unit": ["件", "万元"], "value": [3.0, 4.5]})
    page = opened(
        xlsx_of(
            briefing(
                sections=(
                    Section("表", (Figures(Table(frame, {"unit": "单位", "value": "数量"}), caption("甲", "")),)),
                )
            )
        )
    ).worksheets[1]
    assert [page.cell(HEADER + 2 + row, 2).number_format for row in range(2)] == ["#,##0", "#,##0.00"]


def test_two_hundred_authorities_in_forty_tables():
    blocks = tuple(Figures(broad(8, 200), caption(f"表甲{at}"), wide=True) for at in range(40))
    made = briefing(sections=(Section("附表", blocks),))
    data = xlsx_of(made)
    assert Counter(page.max_row > 200 for page in opened(data).worksheets[1:]) == {True: 40}
