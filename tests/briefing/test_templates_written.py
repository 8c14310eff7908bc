"""Every template as Word file, slides and workbook: tables and charts hold the numbers of the frames, none other."""

import io

import docx
import openpyxl
import pytest
from pptx import Presentation

from analysis import load
from briefing import templates
from briefing.document import docx_of
from briefing.fill import fill
from briefing.slides import pptx_of
from briefing.source import source_of
from briefing.words import LANGUAGES, words
from briefing.workbook import xlsx_of
from tests.briefing.briefing_making import briefing
from tests.briefing.office_reading import charts, drawn, listed, plotted, printed, series, sheets, whole
from tests.briefing.test_workbook import assert_same_cells


@pytest.fixture(scope="module", params=[(name, language) for name in templates.NAMES for language in LANGUAGES])
def made(workspaces, request):
    name, language = request.param
    with load.open_database(load.published(workspaces / "demo")) as con:
        source = source_of(con, words(language), "示例市")
        organs = templates.below(source, None, 2024)
        plans = {
            "annual": lambda: templates.annual(source, organs, 2024, whose="示例市"),
            "profile": lambda: templates.profile(source, organs[0], 2024),
            "reply": lambda: templates.reply(source, organs[1], (2022, 2023)),
        }
        return fill(con, source, plans[name](), briefing().made)


def rounded(value):
    return None if value is None else float(f"{value:.14g}")


def assert_same_charts(made, file):
    plots = [block.plot for block in drawn(made) if block.plot is not None]
    assert [series(space) for space in charts(file)] == [plotted(plot) for plot in plots]
    for plot, (_, rows) in zip(plots, sheets(file), strict=True):
        assert [row[0] for row in rows[1:]] == list(plot.categories)
        for place, run in enumerate(plot.runs, start=1):
            # A sheet holds sixteen digits of a number.
            assert [rounded(row[place]) for row in rows[1:]] == [rounded(value) for value in run.values]


def test_word(made):
    file = docx_of(made)
    read = [[[cell.text for cell in row.cells] for row in each.rows] for each in docx.Document(io.BytesIO(file)).tables]
    expected = [printed(block.table) for block in listed(made)]
    assert whole(read, expected) == (expected, [])
    assert_same_charts(made, file)


def test_slides(made):
    file = pptx_of(made)
    shapes = [shape for slide in Presentation(io.BytesIO(file)).slides for shape in slide.shapes if shape.has_table]
    read = [[[cell.text for cell in row.cells] for row in shape.table.rows] for shape in shapes]
    expected = [printed(block.table) for block in listed(made)]
    assert whole(read, expected) == (expected, [])
    assert_same_charts(made, file)


def test_workbook(made):
    file = xlsx_of(made)
    assert_same_cells(made, file)
    assert openpyxl.load_workbook(io.BytesIO(file)).sheetnames
